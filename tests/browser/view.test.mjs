// What a visitor has in sight: at first, while answering, after a change.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "./support/server.mjs";
import { together } from "./support/together.mjs";

const shared = together();
const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };

const inSight = (locator) =>
  locator.evaluate((node) => {
    const { top, bottom, height } = node.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  });

test("a laptop's first screen has questions, verdict, label and the beginning of the Dockerfile", async () => {
  const page = await shared.browser.newPage({ viewport: LAPTOP });
  await page.goto(shared.site.address);
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  for (const place of ["#runtime", "#readout", "#label figcaption"]) assert.ok(await inSight(page.locator(place)), place);
  const first = await page.locator("#dockerfile .block", { hasText: "FROM" }).first().evaluate((node) => node.getBoundingClientRect().top);
  assert.ok(first < LAPTOP.height - 20, `the first FROM begins at ${first}`);
  await page.close();
});

test("the file has the same lines before its part is there as after", async () => {
  const page = await shared.browser.newPage({ viewport: LAPTOP });
  await page.goto(shared.site.address);
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  // The part knows the page's address, and the build does not.
  const lines = async () => (await page.locator("#dockerfile").innerText()).split("\n").filter((line) => !line.includes("#v=1")).join("\n");
  const before = await lines();
  await page.mouse.move(300, 300);
  await page.waitForSelector("html[data-dockerfile]", { state: "attached" });
  assert.equal(before.trim(), (await lines()).trim());
  await page.close();
});

test("on a phone the verdict stays in sight while answering, and changes", async () => {
  const explorer = await shared.open("", { viewport: PHONE });
  const { page } = explorer;
  const glance = page.locator(".glance");
  const before = await glance.innerText();
  const names = await page.locator("fieldset:visible").evaluateAll((all) => all.map((one) => one.id));
  for (const name of names) {
    await page.locator(`#${name}`).scrollIntoViewIfNeeded();
    assert.ok(await inSight(glance), name);
  }
  await explorer.answer("runtime", "Python");
  assert.ok(await inSight(glance));
  assert.notEqual(await glance.innerText(), before);
  await explorer.close();
});

test("what an answer changes is marked for a moment, and what was clicked stays where it is", async () => {
  for (const viewport of [LAPTOP, PHONE]) {
    const explorer = await shared.open("", { viewport });
    const { page } = explorer;
    assert.equal(await page.locator(".changed").count(), 0);
    for (const [question, label] of [["runtime", "Python"], ["team", "Up to five people, no platform team"], ["exec_runbook", "Regularly"]]) {
      const field = page.locator(`#${question}`);
      await explorer.step(question);
      await field.scrollIntoViewIfNeeded();
      const place = () => field.evaluate((node) => node.getBoundingClientRect().top);
      const before = await place();
      await explorer.answer(question, label);
      await explorer.settled();
      assert.equal(await place(), before, `${question} moved`);
      if (question === "runtime") {
        assert.ok((await page.locator("#dockerfile .new").count()) > 0, "lines");
        assert.ok((await page.locator("#label .changed").count()) > 2, "costs");
        assert.ok((await page.locator(".bases :is(.name, .points) .changed").count()) > 2, "ranks");
      }
    }
    await explorer.close();
  }
});

test("a mark is gone after its moment, whatever colours and motion the visitor has, and nothing is animated", async () => {
  for (const options of [{}, { forcedColors: "active" }, { reducedMotion: "reduce" }]) {
    const explorer = await shared.open("", { viewport: LAPTOP, ...options });
    await explorer.answer("runtime", "Python");
    await explorer.settled();
    const marked = explorer.page.locator("#label .changed").first();
    assert.equal(await marked.evaluate((node) => getComputedStyle(node).outlineStyle), "solid");
    assert.equal(await explorer.page.evaluate(() => document.getAnimations().length), 0);
    await explorer.page.waitForFunction(() => document.querySelectorAll(".changed").length === 0);
    await explorer.close();
  }
});

test("only what the last answer changed is marked", async () => {
  const explorer = await shared.open("", { viewport: LAPTOP });
  const { page } = explorer;
  await explorer.answer("runtime", "Python");
  await explorer.settled();
  assert.ok((await page.locator(".changed").count()) > 2);
  // It has no part in the costs of a base.
  await explorer.answer("team", "Up to five people, no platform team");
  await explorer.settled();
  assert.equal(await page.locator("#label .changed").count(), 0);
  await explorer.close();
});

test("skip links lead past what is above, and a flip taken back leaves the focus near", async () => {
  const explorer = await shared.open("", { viewport: LAPTOP });
  const { page } = explorer;
  for (const [name, place] of [["Skip to verdict", "#verdict"], ["Skip to Dockerfile", "#dockerfile-part"]]) {
    await page.getByRole("link", { name }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate((place) => document.querySelector(place).contains(document.activeElement), place), name);
    await explorer.settled();
    assert.match(page.url(), /#v=1|\/$/, "the address is a link, or none");
  }
  await page.locator(".flips li button").first().click();
  await page.locator("#flip-back").focus();
  await page.keyboard.press("Enter");
  await explorer.settled();
  assert.equal(await page.evaluate(() => document.activeElement.id), "flips-title");
  await explorer.close();
});

test("without scripts the rule is there, nothing pretends to work, and a narrow screen is enough", async () => {
  const context = await shared.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  await page.goto(shared.site.address);
  for (const base of ["Full", "Slim", "Alpine", "Distroless", "Scratch"]) assert.ok(await page.getByRole("rowheader", { name: base, exact: true }).first().isVisible(), base);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const dead = await page.locator("button:visible:not(.flips button, .stack button), select:visible").count();
  assert.equal(dead, 0);
  await context.close();
});

test("what the first answer needs is at most 90 kB and six requests, all of them ours", async () => {
  const page = await shared.browser.newPage({ viewport: LAPTOP });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(shared.site.address, { waitUntil: "networkidle" });
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  // What was asked for when answers were taken already: the rest of the first view.
  const later = await page.evaluate(() => {
    const [{ startTime: now }] = performance.getEntriesByName("explorer");
    return performance.getEntriesByType("resource").filter(({ name, startTime }) => name.endsWith(".wasm") && startTime >= now).map(({ name }) => name);
  });
  assert.ok(later.length > 0, "the rest follows");
  const first = asked.filter((url) => !later.includes(url));
  assert.ok(first.length <= 6, first.join("\n"));
  let bytes = 0;
  for (const url of first) {
    assert.ok(url.startsWith(shared.site.address), url);
    // The headers of an answer: some 250 bytes.
    bytes += 250 + brotliCompressSync(await readFile(join(DIST, url.slice(shared.site.address.length) || "index.html"))).length;
  }
  console.log(`first view: ${(bytes / 1000).toFixed(1)} kB in ${first.length} requests`);
  assert.ok(bytes <= 90_000, `${bytes} bytes`);
  await page.close();
});
