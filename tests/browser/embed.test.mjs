// The view for frames: what it shows, what it keeps to itself, and what it
// leaves to the page around it. A real deck is in slides.test.mjs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { CLOSE, DISTROLESS, Host, SITE, SLIM, choose, decision, ready, settled, state, written } from "./support/embed.mjs";
import { DIST } from "./support/server.mjs";
import { together } from "./support/together.mjs";

const shared = together(SITE);
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLACES = ["questions", "verdict", "dockerfile-part"];
const visible = async (frame) => (await Promise.all(PLACES.map(async (id) => (await frame.locator(`#${id}`).isVisible()) && id))).filter(Boolean);

test("index.html knows nothing of frames, and embed.html loads the same program", async () => {
  const [index, embed] = await Promise.all(["index.html", "embed.html"].map((name) => readFile(join(DIST, name), "utf8")));
  assert.ok(!index.includes("embed"));
  const program = (page) => page.match(/container-diet-[0-9a-f]{16}(\.js|_bg\.wasm)/g);
  assert.ok(program(index).length >= 2);
  assert.deepEqual(program(embed), program(index));
  assert.ok(embed.includes(`http-equiv="Content-Security-Policy"`));
  assert.doesNotMatch(embed, /<script(?![^>]* src=)|<style| style=|https?:/);
});

for (const [query, shown] of Object.entries({
  "": ["verdict"],
  "show=verdict": ["verdict"],
  "show=questions": ["questions"],
  "show=dockerfile": ["dockerfile-part"],
  "show=verdict,dockerfile": ["verdict", "dockerfile-part"],
  "show=questions,verdict,dockerfile": PLACES,
  "show=question:runtime": ["questions"],
  "show=question:runtime,verdict": ["questions", "verdict"],
})) {
  test(`it shows what was asked for and loads no details: ${query || "nothing"}`, async () => {
    const host = await Host.open(shared);
    const frame = await host.frame(query);
    assert.deepEqual(await visible(frame), shown);
    for (const absent of ["header", "nav", "#details-part", "#undo:visible", ".glance:visible", "#unknown:visible", "#predict", "#predicted"]) {
      assert.equal(await frame.locator(absent).count(), 0, absent);
    }
    // Whatever is moved there: the details are no part of a frame.
    await host.page.mouse.move(300, 300);
    await host.page.mouse.wheel(0, 2000);
    await host.page.waitForTimeout(100);
    assert.ok(!host.requests.some((url) => /details-part.*wasm/.test(url)));
    if (query.startsWith("show=question:")) {
      assert.deepEqual(await frame.locator("fieldset:visible").evaluateAll((all) => all.map((one) => one.id)), ["runtime"]);
    }
    host.assertQuiet();
    await host.close();
  });
}

for (const [query, shown, absent] of [["show=map&frozen", ".map td button", ".pictured"], ["show=picture&large", ".drawing:visible svg", ".mapped"], ["show=verdict,map", ".map td button", ".costs"]]) {
  test(`a frame shows the map or the picture alone: ${query}`, async () => {
    const host = await Host.open(shared);
    const frame = await host.frame(query, `${CLOSE}&map=exec.team`);
    await frame.locator(shown).first().waitFor();
    assert.equal(await frame.locator(`${absent}, .costs, #share`).count(), 0);
    if (query.includes("map")) {
      const verdict = await frame.locator("#place-2-2").getAttribute("aria-label");
      await frame.locator("#place-2-2").click();
      await host.page.waitForTimeout(100);
      assert.equal(await frame.locator("#place-2-2").getAttribute("aria-current"), query.includes("frozen") ? null : "true", verdict);
      assert.equal(await frame.locator(".axes").isVisible(), !query.includes("frozen"));
    }
    host.assertQuiet();
    await host.close();
  });
}

test("without a decision it shows a service that says nothing of itself, and waits for no visitor", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=verdict,dockerfile", "");
  assert.deepEqual(await visible(frame), ["verdict", "dockerfile-part"]);
  assert.match(await state(frame), /^v=1&run=go&/);
  host.assertQuiet();
  await host.close();
});

test("a question that is not asked says so, and comes when it is", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=question:linking", DISTROLESS);
  assert.equal(await frame.locator("#unasked").innerText(), "This question is not asked for this service.");
  assert.equal(await frame.locator("form:visible, fieldset:visible").count(), 0);
  await host.page.evaluate((link) => (document.querySelector("iframe").src = document.querySelector("iframe").src.replace(/#.*/, `#${link}`)), CLOSE);
  await frame.getByRole("group", { name: "Does the binary need C libraries?" }).waitFor();
  assert.equal(await frame.locator("#unasked").isVisible(), false);
  host.assertQuiet();
  await host.close();
});

test("the way to the whole page follows the state and opens beside the deck; the address stays", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=questions,verdict,dockerfile");
  const [address, length] = [frame.url(), await host.page.evaluate(() => history.length)];
  const link = frame.getByRole("link", { name: "Open this exact state in Container Diet" });
  assert.deepEqual([await link.getAttribute("target"), await link.getAttribute("rel")], ["_blank", "noopener"]);
  assert.equal(await state(frame), written(CLOSE));
  await choose(frame, "runtime", "Rust");
  assert.equal(await state(frame), written(CLOSE.replace("run=go", "run=rust")));
  assert.equal(frame.url(), address);
  assert.equal(await host.page.evaluate(() => history.length), length);
  // The file is the whole page's too.
  assert.match(await frame.locator("#dockerfile").textContent(), new RegExp(`# ${shared.site.address}#v=1&run=rust&`));
  const [opened] = await Promise.all([host.page.context().waitForEvent("page"), link.click()]);
  await opened.waitForSelector("html[data-rest]", { state: "attached" });
  assert.equal(decision(opened.url()), `${shared.site.address}index.html#${written(CLOSE.replace("run=go", "run=rust"))}`);
  assert.match(await opened.locator("h1").innerText(), /Which base image/);
  // No other link leads the frame away either.
  assert.equal(await frame.evaluate(() => [...document.links].every((one) => one.target === "_blank" || document.querySelector("base").target === "_blank")), true);
  host.assertQuiet();
  await host.close();
});

test("options that are not known are named, as text", async () => {
  const host = await Host.open(shared);
  const hostile = "show=verdict,%3Cimg%20src=x%20onerror=alert(1)%3E,question:nothing,question:set-port&theme=pink&frozen=no&__proto__=1&" + "a=b&".repeat(50);
  const frame = await host.frame(hostile);
  const said = await frame.locator("#unknown").innerText();
  for (const part of ["“show=<img src=x onerror=alert(1)>”", "“show=question:nothing”", "“show=question:set-port”", "“theme=pink”", "“frozen=no”", "51 more"]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  assert.equal(await frame.locator("main img").count(), 0);
  assert.deepEqual(await visible(frame), ["verdict"]);
  host.assertQuiet();
  await host.close();
});

test("frozen is frozen, by mouse and by keyboard, and after another link too", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=questions,verdict,dockerfile&frozen");
  const buttons = () => frame.locator("button:visible, summary:visible:not(.expects summary), select:visible, input:enabled:visible").evaluateAll((all) => all.map((one) => one.textContent));
  assert.deepEqual(await buttons(), ["Copy", "Download"]);
  const before = [await state(frame), await frame.locator("#readout").innerText(), await frame.locator("#dockerfile").textContent()];
  await frame.locator("#runtime label").first().click({ force: true });
  const keys = ["ArrowRight", "ArrowDown", "Space", "Enter", "u", "r", "q", "v", "d", "?", "Control+z", "Control+y", "Home"];
  await frame.locator("#open").focus();
  await host.page.keyboard.press("Shift+Tab");
  for (let at = 0; at < 12 && (await frame.evaluate(() => document.hasFocus())); at += 1) {
    const on = await frame.evaluate(() => document.activeElement.id);
    for (const key of keys) if (!["copy", "download", "open"].includes(on) || key.length > 6) await host.page.keyboard.press(key);
    await host.page.keyboard.press("Shift+Tab");
  }
  await settled(frame);
  assert.deepEqual([await state(frame), await frame.locator("#readout").innerText(), await frame.locator("#dockerfile").textContent()], before);

  // The embedder may show another decision; the visitor cannot go back to the first.
  await frame.evaluate((link) => location.replace(`#${link}`), SLIM);
  await settled(frame);
  assert.equal(await state(frame), written(SLIM));
  await frame.locator("#dockerfile .block").nth(1).click();
  for (const key of ["u", "Control+z"]) await host.page.keyboard.press(key);
  await settled(frame);
  assert.equal(await state(frame), written(SLIM));
  assert.deepEqual(await buttons(), ["Copy", "Download"]);
  host.assertQuiet();
  await host.close();
});

test("letters do nothing in a live frame, and Ctrl+Z takes an answer back", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=questions,verdict");
  await choose(frame, "runtime", "Rust");
  for (const key of ["u", "q", "v", "?", "c"]) await host.page.keyboard.press(key);
  await settled(frame);
  assert.equal(await state(frame), written(CLOSE.replace("run=go", "run=rust")));
  assert.equal(await frame.locator("#keys:popover-open").count(), 0);
  await host.page.keyboard.press("Control+z");
  await settled(frame);
  assert.equal(await state(frame), written(CLOSE));
  host.assertQuiet();
  await host.close();
});

/// All that a screen reader finds in a page and its frames.
async function heard(host) {
  const debug = await host.page.context().newCDPSession(host.page);
  const { frameTree } = await debug.send("Page.getFrameTree");
  const { nodes } = await debug.send("Accessibility.getFullAXTree", { frameId: frameTree.childFrames[0].frame.id });
  return nodes.filter((node) => !node.ignored).map((node) => node.name?.value ?? "").join("\n");
}

for (const [name, link, guess, expected] of [
  ["right", DISTROLESS, "Distroless", /^You predicted Distroless: right\.$/],
  ["wrong", DISTROLESS, "Alpine", /^You predicted Alpine\. The verdict is Distroless\.$/],
  ["one of a close call", CLOSE, "Scratch", /^You predicted Scratch: right\. In a close call/],
  ["none of a close call", CLOSE, "Slim", /^You predicted Slim\. The verdict is Distroless or Scratch: a close call\.$/],
  ["nothing", SLIM, null, /^You made no prediction/],
]) {
  test(`predict, then reveal: ${name}`, async () => {
    const host = await Host.open(shared);
    // With a verdict that it had once, which must not give away today's.
    const frame = await host.frame("show=verdict,dockerfile&frozen&predict", `${link}&at=2026-01-01&was=full`);
    const secret = /fits best|a close call|Dockerfile on|FROM |Base facts|All five bases|Open this exact|has changed|Today/;
    const hidden = async () => {
      assert.deepEqual(await visible(frame), ["questions"]);
      assert.doesNotMatch(await frame.locator("body").innerText(), secret);
      const all = await heard(host);
      assert.doesNotMatch(all, secret);
      assert.match(all, /What do you predict\?/);
    };
    await hidden();
    assert.deepEqual(await frame.locator("#predict input").evaluateAll((all) => all.map((one) => one.value)), ["Full", "Slim", "Alpine", "Distroless", "Scratch"]);
    // By the keyboard alone.
    await frame.locator("#predict input").first().focus();
    if (guess) await frame.locator("#predict").getByRole("radio", { name: guess }).press("Space");
    await host.page.keyboard.press("Enter");
    const said = frame.locator("#predicted p");
    await said.waitFor();
    assert.match(await said.innerText(), expected);
    assert.ok(await said.evaluate((text) => document.activeElement === text), "what is said has the focus");
    assert.deepEqual(await visible(frame), ["verdict", "dockerfile-part"]);
    assert.match(await heard(host), /fits best|close call/);
    await frame.getByRole("button", { name: "Predict again" }).click();
    await hidden();
    assert.equal(await frame.locator("#predict input:checked").count(), 0);
    host.assertQuiet();
    await host.close();
  });
}

test("a live prediction follows the answers", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=questions,verdict&predict", DISTROLESS);
  await frame.locator("#predict").getByRole("radio", { name: "Distroless" }).click();
  await frame.getByRole("button", { name: "Reveal" }).click();
  await choose(frame, "exec_runbook", "Regularly");
  assert.match(await frame.locator("#predicted p").innerText(), /^You predicted Distroless\. The verdict is /);
  host.assertQuiet();
  await host.close();
});

test("the page around it is told the height and nothing else", async () => {
  const host = await Host.open(shared);
  const frame = await host.frame("show=questions,verdict,dockerfile");
  await choose(frame, "runtime", "Python");
  await choose(frame, "environment", "Development");
  const told = await host.told();
  assert.ok(told.length >= 2, "on each change");
  for (const [, data] of told) {
    assert.deepEqual(Object.keys(data).sort(), ["height", "type"]);
    assert.equal(data.type, "container-diet:height");
    assert.ok(Number.isInteger(data.height) && data.height > 0);
  }
  // As high as told, nothing has to be scrolled.
  await host.page.evaluate((height) => (document.querySelector("iframe").height = height), told.at(-1)[1].height);
  await settled(frame);
  const [content, window] = await frame.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  assert.equal(content, window);
  assert.equal((await host.told()).length, told.length, "being made that high changes nothing");
  host.assertQuiet();
  await host.close();
});

test("frames share nothing: neither answers nor what a visitor set, and none listens to the store", async () => {
  const host = await Host.open(shared);
  await host.page.addInitScript(() => {
    window.heard = [];
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (name, ...rest) {
      window.heard.push(name);
      return add.call(this, name, ...rest);
    };
  });
  const [first, second] = [await host.frame("show=questions,verdict", CLOSE, { height: 300 }), await host.frame("theme=light", DISTROLESS, { height: 300 })];
  const themes = () => Promise.all([first, second].map((frame) => frame.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor])));
  const before = [await themes(), await state(second), await second.locator("#readout").innerText()];
  await choose(first, "runtime", "Python");
  await host.page.evaluate(() => {
    localStorage.setItem("theme", "dark");
    localStorage.setItem("keys", "off");
  });
  await settled(second);
  assert.deepEqual([await themes(), await state(second), await second.locator("#readout").innerText()], before);
  // The page that goes is ready too: only the one that comes is waited for.
  await Promise.all([second.waitForNavigation(), second.evaluate(() => setTimeout(() => location.reload()))]);
  await ready(second);
  assert.deepEqual((await themes())[1], before[0][1]);
  assert.deepEqual(await host.page.evaluate(() => Object.keys(localStorage).sort()), ["keys", "theme"]);
  for (const frame of [first, second]) {
    const names = await frame.evaluate(() => window.heard);
    assert.ok(names.includes("diet-change") && !names.includes("storage") && !names.includes("message"));
  }
  host.assertQuiet();
  await host.close();
});

const LARGE = ["show=verdict&frozen&large", "show=verdict,dockerfile&frozen&large", "show=question:runtime&large", "predict&frozen&large", "show=questions,verdict,dockerfile&large"];
for (const query of LARGE) {
  test(`large type is read from the back of the room: ${query}`, async () => {
    const host = await Host.open(shared);
    const frame = await host.frame(query, SLIM, { height: 720 });
    const small = await frame.evaluate(() => {
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        const size = Number.parseFloat(getComputedStyle(parent).fontSize);
        if (node.data.trim() && parent.checkVisibility({ visibilityProperty: true }) && !parent.closest(".hidden") && size < 18) found.push(`${size}: ${node.data.trim()}`);
      }
      return found;
    });
    assert.deepEqual(small, []);
    host.assertQuiet();
    await host.close();
  });
}

const MODES = [...LARGE, "", "show=questions", "show=questions&frozen", "show=question:team&frozen", "show=verdict,dockerfile&frozen", "show=questions,verdict,dockerfile", "predict", "show=dockerfile&colour=red"];
for (const query of MODES) {
  test(`nothing sticks out or is cut, and nothing is found by axe: ${query || "nothing"}`, async () => {
    for (const theme of ["light", "dark"]) {
      const host = await Host.open(shared);
      const frame = await host.frame([query, `theme=${theme}`].filter(Boolean).join("&"), CLOSE);
      const check = async (about) => {
        for (const width of [1280, 640, 360]) {
          await host.page.evaluate((width) => (document.querySelector("iframe").width = width), width);
          await settled(frame);
          const cut = await frame.evaluate(() => [...document.querySelectorAll("html, body, body :not(.hidden, .hidden *, input, select, br)")]
            .filter((one) => one.checkVisibility() && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
            .map((one) => `${one.tagName} ${one.id} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`));
          assert.deepEqual(cut, [], `${about}, ${width} wide`);
        }
        await frame.evaluate(AXE);
        const { violations } = await frame.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((one) => `${about}: ${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`), []);
      };
      await check(theme);
      if (query.includes("predict")) {
        await frame.locator("#predict label").nth(1).click();
        await frame.getByRole("button", { name: "Reveal" }).click();
        await check(`${theme}, revealed`);
      }
      host.assertQuiet();
      await host.close();
    }
  });
}
