// The page itself: policy, structure, widths, and what happens without its parts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Explorer } from "./support/explorer.mjs";
import { DIST, serve } from "./support/server.mjs";
import { together } from "./support/together.mjs";

const shared = together();

test("the release page states its policy, as the headers do, and has nothing inline", async () => {
  const page = await readFile(join(DIST, "index.html"), "utf8");
  const headers = await readFile(join(DIST, "_headers"), "utf8");
  const [, policy] = headers.match(/Content-Security-Policy: (.*)/);
  assert.ok(page.includes(`http-equiv="Content-Security-Policy" content="${policy}"`));
  assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'unsafe-eval'") && policy.includes("default-src 'none'"));
  assert.doesNotMatch(page, /<script(?![^>]* src=)|<style| style=|https?:/);
});

for (const withHeaders of [true, false]) {
  test(`the policy is in force ${withHeaders ? "by headers" : "by the page alone"}`, async () => {
    const own = await serve({ withHeaders });
    const explorer = await Explorer.open(shared.browser, own.address);
    explorer.assertQuiet();
    const ran = await explorer.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.injected = true";
      document.body.append(script);
      return window.injected === true;
    });
    assert.equal(ran, false);
    assert.ok(explorer.messages.some((message) => message.includes("Content Security Policy")));
    await explorer.close();
    await own.close();
  });
}

test("it is plain, named HTML with a polite verdict", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("main").count(), 1);
  assert.equal(await page.locator("#readout[role=status][aria-live=polite]").count(), 1);
  assert.equal(await page.locator("fieldset:not(:has(legend))").count(), 0);
  for (const input of await page.locator("fieldset:visible input").all()) {
    assert.ok(await input.evaluate((node) => node.labels.length === 1 && node.labels[0].textContent.trim() !== ""));
  }
  assert.ok(await page.getByRole("group", { name: "What runs inside?" }).isVisible());
  await explorer.close();
});

test("the keyboard alone makes a decision", async () => {
  const explorer = await shared.open();
  await explorer.page.locator("fieldset#runtime input").first().focus();
  await explorer.page.keyboard.press("ArrowRight");
  assert.equal(await explorer.checked("runtime"), "rust");
  // Past a question that stays as it is.
  await explorer.page.keyboard.press("Tab");
  await explorer.page.keyboard.press("Tab");
  await explorer.page.keyboard.press("ArrowRight");
  assert.equal(await explorer.checked("linking"), "static");
  // On to the next step, by its name.
  await explorer.page.locator("#steps input:checked").focus();
  await explorer.page.keyboard.press("ArrowRight");
  await explorer.page.keyboard.press("Tab");
  await explorer.page.keyboard.press("Tab");
  await explorer.page.keyboard.press("ArrowRight");
  assert.equal(await explorer.checked("native_deps"), "both_libcs");
  // And back.
  await explorer.page.locator("#steps input:checked").focus();
  await explorer.page.keyboard.press("ArrowLeft");
  for (let presses = 0; presses < 3; presses += 1) await explorer.page.keyboard.press("Tab");
  await explorer.page.keyboard.press("ArrowRight");
  assert.equal(await explorer.checked("environment"), "development");
  assert.match(await explorer.text("#verdict-title"), /Full/);
  await explorer.close();
});

for (const [name, width, height] of [["phone", 360, 740], ["small phone", 320, 640], ["tablet", 820, 1100], ["laptop", 1440, 900], ["slide", 1280, 720]]) {
  test(`nothing sticks out on a ${name}`, async () => {
    for (const runtime of ["go", "python"]) {
      const explorer = await shared.open(`#v=1&run=${runtime}&exec=regularly`, { viewport: { width, height } });
      const [content, window] = await explorer.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= window, `${content} > ${window}`);
      await explorer.close();
    }
  });
}

test("without JavaScript, and when a file is missing, the page says so", async () => {
  const context = await shared.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(shared.site.address);
  assert.match(await plain.locator("body").innerText(), /needs JavaScript/);
  await context.close();

  const broken = await (await shared.browser.newContext()).newPage();
  await broken.route("**/*.wasm", (route) => route.abort());
  await broken.goto(shared.site.address);
  await broken.getByRole("alert").getByText("could not be loaded").waitFor();
  await broken.context().close();
});

test("a click changes the Dockerfile at once", async () => {
  const explorer = await shared.open();
  const times = await explorer.page.evaluate(async () => {
    const shown = () => document.querySelector("#dockerfile").textContent;
    const inputs = ["go", "rust", "node", "python"].map((value) => document.querySelector(`fieldset#runtime input[value=${value}]`));
    const times = [];
    for (let round = 0; round < 40; round += 1) {
      const before = shown();
      const start = performance.now();
      inputs[(round + 1) % inputs.length].click();
      while (shown() === before) await null;
      times.push(performance.now() - start);
      await new Promise((painted) => requestAnimationFrame(painted));
    }
    return times.sort((a, b) => a - b);
  });
  const [median, p95] = [times[20], times[37]];
  console.log(`click to changed Dockerfile: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  assert.ok(p95 < 100, `p95 ${p95} ms`);
  await explorer.close();
});

// A rule that asks for something anywhere in the page makes each change restyle all that it could mean.
test("an answer restyles what it changes, and not the page", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  await explorer.allQuestions();
  const answers = async () => {
    for (const input of ["#exposure input[value=internal]", "#team input[value=small]", "#exposure input[value=internet]", "#team input[value=medium]"]) {
      await page.locator(input).evaluate((input) => input.click());
      await explorer.settled();
    }
  };
  await answers();
  const debug = await page.context().newCDPSession(page);
  const events = [];
  debug.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await debug.send("Tracing.start", { transferMode: "ReportEvents", categories: "devtools.timeline" });
  await answers();
  const ended = new Promise((ended) => debug.once("Tracing.tracingComplete", ended));
  await debug.send("Tracing.end");
  await ended;
  const restyled = events.filter(({ name }) => name === "UpdateLayoutTree").map(({ args }) => args.elementCount ?? 0);
  console.log(`elements restyled: ${restyled.join(" ")}`);
  // A frame for the answer, and one for what follows.
  assert.ok(restyled.filter((count) => count > 4).length >= 4, "the answers were traced");
  assert.ok(Math.max(...restyled) <= 90, `${Math.max(...restyled)} elements`);
  explorer.assertQuiet();
  await explorer.close();
});
