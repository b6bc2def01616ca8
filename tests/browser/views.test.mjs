// The details, one view at a time, each with its place in the address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
const LINK = "#v=1&run=python";
const VIEWS = ["why", "map", "costs", "sizes", "picture", "runbook", "compare", "share"];
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const shown = (page) => page.locator("[id^=details-][role=tabpanel]:visible").evaluateAll((all) => all.map((one) => one.id.slice("details-".length)));
const chosen = (page) => page.locator("#views [aria-selected=true]").evaluateAll((all) => all.map((one) => one.id.slice("view-".length)));
const built = (page) => page.locator("[id^=details-][role=tabpanel]:has(section)").evaluateAll((all) => all.map((one) => one.id.slice("details-".length)));

for (const [size, viewport] of Object.entries({ laptop: LAPTOP, phone: PHONE })) {
  test(`one view is there at a time on a ${size}, none before it is looked at, and the address names it`, async () => {
    const explorer = await shared.open(LINK, { viewport });
    const { page } = explorer;
    assert.deepEqual(await built(page), ["why"]);
    assert.doesNotMatch(explorer.fragment(), /view=/, "the first needs no name");
    for (const [at, view] of VIEWS.entries()) {
      await explorer.look(view);
      assert.deepEqual([await shown(page), await chosen(page)], [[view], [view]]);
      assert.deepEqual(await built(page), VIEWS.slice(0, at + 1));
      assert.equal(new URLSearchParams(explorer.fragment()).get("view"), view === "why" ? null : view);
      assert.equal(await page.locator(`#details-${view}`).getAttribute("aria-labelledby"), `view-${view}`);
    }
    await page.reload();
    await explorer.ready();
    assert.deepEqual([await shown(page), await built(page)], [["share"], ["share"]]);
    explorer.assertQuiet();
    await explorer.close();
  });

  test(`the bar stays in sight on a ${size}, and a view begins below it`, async () => {
    const explorer = await shared.open(LINK, { viewport });
    const { page } = explorer;
    await explorer.look("share");
    await explorer.look("runbook");
    const top = () => page.locator("#views").evaluate((bar) => bar.getBoundingClientRect().top);
    await page.locator(".files li").last().scrollIntoViewIfNeeded();
    assert.ok(Math.abs(await top()) < 1, `${await top()}`);
    await explorer.look("sizes");
    assert.ok(Math.abs(await top()) < 1, `${await top()}`);
    const [bar, title] = await page.evaluate(() => ["#views", "#sizes-title"].map((one) => document.querySelector(one).getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })));
    assert.ok(title.top >= bar.bottom && title.bottom < viewport.height, JSON.stringify({ bar, title }));
    await explorer.close();
  });
}

test("an address that names a view leads to it, and one that names none to the top", async () => {
  const explorer = await shared.open(`${LINK}&view=costs`, { viewport: LAPTOP });
  assert.deepEqual(await shown(explorer.page), ["costs"]);
  // With the clock of the machine: how a page was come to is said by that.
  const fresh = await shared.browser.newPage({ viewport: LAPTOP });
  for (const [fragment, led] of [[`${LINK}&view=runbook`, true], [LINK, false]]) {
    await fresh.goto("about:blank");
    await fresh.goto(`${shared.site.address}${fragment}`);
    // Nobody has to move anything for a view that is named.
    if (!led) await fresh.mouse.move(5, 5);
    await fresh.waitForSelector("html[data-details]", { state: "attached" });
    await fresh.waitForFunction((led) => !led || scrollY > 300, led);
    assert.equal(await fresh.evaluate(() => scrollY > 0), led, fragment);
    if (led) assert.ok(await fresh.locator("#runbook-title").isVisible());
  }
  await fresh.close();
  // A link that is followed inside the page brings its view too.
  await explorer.page.evaluate((link) => (location.hash = link), `${LINK}&view=sizes`);
  await explorer.page.locator(".bars").waitFor();
  assert.deepEqual(await shown(explorer.page), ["sizes"]);
  explorer.assertQuiet();
  await explorer.close();
});

test("the views are named beside the verdict, and lead there", async () => {
  for (const viewport of [LAPTOP, PHONE]) {
    const explorer = await shared.open(LINK, { viewport });
    const { page } = explorer;
    await page.evaluate(() => scrollTo(0, 0));
    assert.deepEqual(await page.locator("#ways-on a").allInnerTexts(), await page.locator("#views button").allInnerTexts());
    await page.locator("#ways-on a", { hasText: "Runbook" }).click();
    await page.locator("#runbook-title").waitFor();
    await page.waitForFunction(() => document.querySelector("#runbook-title").getBoundingClientRect().top < innerHeight);
    await explorer.settled();
    assert.match(explorer.fragment(), /^v=1&run=python&.*&view=runbook$/);
    explorer.assertQuiet();
    await explorer.close();
  }
});

test("a view that there is not is said, and the first is shown", async () => {
  const explorer = await shared.open(`${LINK}&view=moon`);
  assert.match(await explorer.text(".problems"), /“moon” is not an answer to “view”. “why” was used/);
  assert.deepEqual(await shown(explorer.page), ["why"]);
  await explorer.close();
});

test("what is not seen is not worked out, and is current when it is looked at and on paper", async () => {
  const explorer = await shared.open("#v=1&run=go", { viewport: LAPTOP });
  const { page } = explorer;
  await explorer.look("costs");
  const known = () => page.locator(".costs tbody tr").last().textContent();
  assert.match(await known(), /static/);
  await explorer.look("why");
  await explorer.answer("runtime", "Node.js");
  await explorer.settled();
  assert.match(await known(), /static/, "as it was when it was last seen");
  await explorer.look("costs");
  assert.match(await known(), /node-slim/);
  // Nor is it while it is far from the window.
  await page.evaluate(() => scrollTo(0, 0));
  await explorer.settled();
  await explorer.answer("runtime", "Go");
  await explorer.settled();
  assert.match(await known(), /node-slim/, "as it was when somebody was near");
  await explorer.approach();
  assert.match(await known(), /static/);
  await explorer.look("map");
  await explorer.answer("runtime", "Rust");
  await explorer.settled();
  await page.emulateMedia({ media: "print" });
  await page.waitForFunction(() => !document.querySelector(".costs tbody tr:last-child").textContent.includes("node"));
  // One after the other, as fast as the machine is.
  await page.waitForFunction((count) => document.querySelectorAll("[id^=details-][role=tabpanel]:has(section)").length === count, VIEWS.length);
  assert.deepEqual(await built(page), VIEWS);
  for (const place of [".reasons", ".map", ".costs", ".bars", ".impact"]) assert.ok(await page.locator(place).isVisible(), place);
  await page.emulateMedia({ media: "screen" });
  await page.waitForFunction(() => document.querySelectorAll("[id^=details-][role=tabpanel]:not([hidden])").length === 1);
  assert.deepEqual(await shown(page), ["map"]);
  explorer.assertQuiet();
  await explorer.close();
});

test("by keyboard: arrows choose, Tab goes on into the view, and undo is of answers alone", async () => {
  const explorer = await shared.open(LINK, { viewport: LAPTOP });
  const { page } = explorer;
  await explorer.answer("team", "Up to five people, no platform team");
  await page.keyboard.press("e");
  await page.waitForFunction(() => document.activeElement.id === "view-why");
  const focused = () => page.evaluate(() => document.activeElement.id);
  for (const [key, view] of [["ArrowRight", "map"], ["ArrowLeft", "why"], ["ArrowLeft", "share"], ["ArrowRight", "why"], ["End", "share"], ["Home", "why"], ["ArrowRight", "map"]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((id) => document.activeElement.id === id, `view-${view}`);
    assert.deepEqual(await chosen(page), [view], key);
  }
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "map-across");
  await page.locator("#undo").click();
  await explorer.settled();
  assert.equal(await explorer.checked("team"), "medium");
  assert.deepEqual(await shown(page), ["map"]);
  assert.ok(await page.locator("#undo").isDisabled(), "a view is no step");
  explorer.assertQuiet();
  await explorer.close();
});
