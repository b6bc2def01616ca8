// The example deck, in the real reveal.js: keys, Back, two decisions at once.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Host, SITE, choose, ready, settled, state } from "./support/embed.mjs";
import { HOSTS, find, start } from "./support/hosts.mjs";
import { together } from "./support/together.mjs";

const shared = together(SITE);
const read = (path) => readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

async function deck(slide = "", site = { ...shared, path: "/deck/" }) {
  const host = await Host.open(site, { address: `${site.site.origin}${site.path}${slide && `#/${slide}`}` });
  await host.page.waitForFunction(() => window.Reveal?.isReady());
  return host;
}

const at = (host) => host.page.evaluate(() => Reveal.getIndices().h);

/// The frames of a slide, once they show what they show.
async function framesOf(host, slide) {
  const handles = await host.page.locator(`#${slide} iframe`).elementHandles();
  const frames = await Promise.all(handles.map((handle) => handle.contentFrame()));
  await Promise.all(frames.map(ready));
  return frames;
}

/// What has to hold wherever the deck and the page are served.
function holds(site) {
  test("keys turn the slides outside a frame, and stay in it inside", async () => {
    const host = await deck("live", site());
    const [frame] = await framesOf(host, "live");
    const here = await at(host);
    await frame.locator("#runtime input:checked").focus();
    await host.page.keyboard.press("ArrowRight");
    await settled(frame);
    assert.match(await state(frame), /&?run=bun&/, "the arrow chose the next answer");
    for (const key of ["Space", "n", "p", "PageDown", "Home", "End", "ArrowLeft", "f", "o", "b", "Escape", "u", "?"]) await host.page.keyboard.press(key);
    assert.equal(await at(host), here);
    assert.equal(await host.page.evaluate(() => Reveal.isOverview() || Reveal.isPaused() || document.fullscreenElement !== null), false);
    await host.page.locator("#live h2").click();
    await host.page.evaluate(() => document.activeElement.blur());
    await host.page.keyboard.press("ArrowRight");
    assert.equal(await at(host), here + 1);
    await host.page.keyboard.press("ArrowLeft");
    assert.equal(await at(host), here);
    host.assertQuiet();
    await host.close();
  });

  test("Back is the slide before, whatever was answered in a frame; no address in a frame changes", async () => {
    const host = await deck("", site());
    for (const slide of ["predict", "live", "two", "file", "grows"]) await framesOf(host, slide);
    const first = await at(host);
    await host.page.keyboard.press("ArrowRight");
    await host.page.keyboard.press("ArrowRight");
    const [frame] = await framesOf(host, "live");
    const addresses = host.page.frames().slice(1).map((one) => one.url());
    const length = await host.page.evaluate(() => history.length);
    for (const label of ["Go", "Rust", "Python"]) await choose(frame, "runtime", label);
    assert.equal(await host.page.evaluate(() => history.length), length);
    assert.deepEqual(host.page.frames().slice(1).map((one) => one.url()), addresses);
    for (const expected of [first + 1, first]) {
      await host.page.goBack();
      await host.page.waitForFunction((expected) => Reveal.getIndices().h === expected, expected);
    }
    await host.page.goForward();
    await host.page.goForward();
    await host.page.waitForFunction((expected) => Reveal.getIndices().h === expected, first + 2);
    assert.match(await state(frame), /run=python/, "the frame kept its answers");
    host.assertQuiet();
    await host.close();
  });

  test("two frames on a slide hold two decisions; answering one leaves the other", async () => {
    const host = await deck("two", site());
    const [first, second] = await framesOf(host, "two");
    const before = [await state(second), await second.locator("#readout").innerText()];
    assert.notEqual(await state(first), before[0]);
    await choose(first, "exec_runbook", "Never");
    assert.match(await state(first), /exec=never/);
    assert.deepEqual([await state(second), await second.locator("#readout").innerText()], before);
    host.assertQuiet();
    await host.close();
  });
}

holds(() => ({ ...shared, path: "/deck/" }));

// The page as docs/hosting.md has it, at the root and under a path; the deck in
// a folder of its own beside it, where it may have headers of its own.
for (const host of Object.keys(HOSTS)) {
  describe(`on ${host} as documented`, { skip: find(host) ? false : `${host} is not there` }, () => {
    const BASES = { root: "/", path: "/tools/diet/" };
    let folder, served;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "decks-"));
      for (const [name, base] of Object.entries(BASES)) {
        await cp(fileURLToPath(new URL("../../examples/slides/", import.meta.url)), join(folder, name), { recursive: true });
        const page = join(folder, name, "index.html");
        await writeFile(page, (await readFile(page, "utf8")).replaceAll('"container-diet/', `"${base}`));
        await symlink(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, name, "node_modules"));
      }
      const beside = {
        nginx: (text) => text.replace("    # At the root.\n", `    location /decks/ {\n        alias ${folder}/;\n        add_header X-Deck yes;\n    }\n\n    # At the root.\n`),
        caddy: (text) => text.replace("\t# At the root.\n", `\thandle_path /decks/* {\n\t\troot * ${folder}\n\t\tfile_server\n\t}\n\n\t# At the root.\n`),
      };
      served = await start(host, { change: beside[host] });
    });
    after(async () => {
      await served?.stop();
      await rm(folder, { recursive: true });
    });
    for (const name of Object.keys(BASES)) {
      describe(`at the ${name}`, () => holds(() => ({ browser: shared.browser, site: served, path: `/decks/${name}/` })));
    }
  });
}

test("a frame becomes as high as it says, and only the one that said it; the deck is told nothing else", async () => {
  const host = await deck("grows");
  const [frame] = await framesOf(host, "grows");
  const height = await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  await host.page.waitForFunction((height) => document.querySelector("#grows iframe").style.height === `${height}px`, height);
  assert.deepEqual(await host.page.locator("iframe:not(.container-diet)").evaluateAll((all) => all.map((one) => one.style.height).filter(Boolean)), []);
  // Another page that claims to be a frame is not listened to.
  await host.page.evaluate(() => postMessage({ type: "container-diet:height", height: 5 }, "*"));
  await host.page.waitForTimeout(50);
  assert.equal(await host.page.locator("#grows iframe").evaluate((one) => one.style.height), `${height}px`);
  const ours = (await host.told()).filter(([from]) => from >= 0);
  for (const [, data] of ours) assert.deepEqual(Object.keys(data).sort(), ["height", "type"]);
  host.assertQuiet();
  await host.close();
});

test("a frame of another site works the same: no focus taken, no complaint, heights told", async () => {
  const host = await Host.open(shared, { address: `${shared.site.origin.replace("127.0.0.1", "localhost")}/host.html` });
  const src = await read("examples/slides/index.html").then((page) => page.match(/src="container-diet\/([^"]*runtime,verdict[^"]*)"/)[1].replaceAll("&amp;", "&"));
  await host.page.evaluate((src) => (document.body.innerHTML = `<button>ours</button><iframe title="another site" width="900" height="600" src="${src}"></iframe>`), shared.site.address + src);
  await host.page.locator("button").focus();
  const frame = await (await host.page.locator("iframe").elementHandle()).contentFrame();
  await ready(frame);
  assert.equal(await host.page.evaluate(() => document.activeElement.textContent), "ours");
  await choose(frame, "runtime", "Python");
  assert.match(await state(frame), /run=python/);
  const told = (await host.told()).filter(([from]) => from === 0);
  assert.ok(told.length > 0 && told.every(([, data]) => Object.keys(data).sort().join() === "height,type"));
  assert.deepEqual(host.messages, []);
  await host.close();
});

test("nothing on the example's slides sticks out of its frame sideways, and none has a fault", async () => {
  for (const slide of ["predict", "live", "two", "file", "grows"]) {
    const host = await deck(slide);
    for (const frame of await framesOf(host, slide)) {
      assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, slide);
      assert.equal(await frame.locator("#unasked:visible, .notice:visible, .problems:visible").filter({ hasNotText: "A close call" }).count(), 0, slide);
    }
    host.assertQuiet();
    await host.close();
  }
});

test("docs/embed.md has the snippet that the example uses, and every option that there is", async () => {
  const [docs, heights, script] = [await read("docs/embed.md"), await read("examples/slides/heights.js"), await read("public/embed.js")];
  assert.ok(docs.includes(heights.split("\n").filter((line) => !line.startsWith("//")).join("\n").trim()));
  const options = [...script.matchAll(/const (?:FLAGS|THEMES) = (.*);/g)].flatMap(([, list]) => JSON.parse(list));
  assert.equal(options.length, 5);
  for (const option of [...options, "questions", "verdict", "dockerfile", "question:"]) assert.ok(docs.includes(option), option);
  assert.ok(docs.includes(`reveal.js@${JSON.parse(await read("tests/browser/package.json")).devDependencies["reveal.js"]}`));
  assert.doesNotMatch(await read("examples/slides/index.html"), /src="https?:|href="https?:/);
});
