// The map of the decision, and the picture of what is in the image.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
const LAPTOP = { width: 1280, height: 800 };
const LINK = "#v=1&run=node&net=internet&team=medium";

async function opened(fragment = LINK, options = {}) {
  const explorer = await shared.open(fragment, { viewport: LAPTOP, ...options });
  await explorer.look("map");
  await explorer.page.locator(".map").waitFor();
  return explorer;
}

/// Chooses what columns and rows vary, by their keys in a link.
async function choose(explorer, across, down) {
  // Two steps that are never the same axis twice: choosing the other one turns the map.
  await explorer.page.locator("#map-across").selectOption(across);
  await explorer.settled();
  if ((await explorer.page.locator("#map-down").inputValue()) !== down) await explorer.page.locator("#map-down").selectOption(down);
  await explorer.settled();
}

const names = (page) => page.locator(".map td button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
const answers = (link) => link.replace(/&(map|at|was|view)=[^&]*/g, "");

test("a cell is the verdict of the page on its answers", async () => {
  const explorer = await opened();
  await choose(explorer, "net", "team");
  const { page } = explorer;
  assert.equal(await page.locator(".map td button").count(), 6);
  for (const [column, exposure] of [[0, "The internet"], [1, "Only our own network"]]) {
    for (const [row, team] of [[0, "Up to five people, no platform team"], [2, "A team backed by a platform team"]]) {
      const name = await page.locator(`#place-${column}-${row}`).getAttribute("aria-label");
      await page.locator(`#place-${column}-${row}`).click();
      await explorer.settled();
      const heading = await page.locator("#verdict-title").textContent();
      assert.ok(name.includes(heading.split(/ or |:/)[0]), `${name} / ${heading}`);
      assert.ok(name.includes(`Who can reach it? ${exposure}.`) && name.includes(`Who operates it? ${team}.`), name);
      assert.equal(await page.locator(".map [aria-current=true]").getAttribute("id"), `place-${column}-${row}`);
    }
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("going to a cell is answering both questions, in one step that can be undone", async () => {
  const explorer = await opened();
  await choose(explorer, "net", "team");
  const { page } = explorer;
  const before = explorer.fragment();
  await page.locator("#place-1-0").click();
  await explorer.settled();
  assert.deepEqual([await explorer.checked("exposure"), await explorer.checked("team")], ["internal", "small"]);
  const there = explorer.fragment();
  const other = await shared.open(LINK, { viewport: LAPTOP });
  await other.answer("exposure", "Only our own network");
  await other.answer("team", "Up to five people, no platform team");
  await other.settled();
  assert.equal(answers(there), answers(other.fragment()));
  await page.locator("#undo").click();
  await explorer.settled();
  assert.equal(explorer.fragment(), before);
  // The link has the axes, and opens to the same map.
  assert.match(there, /&map=net\.team&/);
  const again = await opened(`#${there}`);
  assert.deepEqual([await again.page.locator("#map-across").inputValue(), await again.page.locator("#map-down").inputValue()], ["net", "team"]);
  for (const one of [explorer, other, again]) {
    one.assertQuiet();
    await one.close();
  }
});

test("a weight as an axis sets the weight, and what is not asked is not offered", async () => {
  const explorer = await opened();
  const { page } = explorer;
  const offered = await page.locator("#map-across option:enabled").evaluateAll((all) => all.map((one) => one.value));
  assert.ok(!offered.includes("link") && offered.includes("w-size") && offered.includes("team"), `${offered}`);
  await choose(explorer, "team", "w-size");
  assert.equal(await page.locator(".map tbody tr").count(), 21);
  assert.equal(await page.locator(".map tbody th", { hasText: "default" }).count(), 1);
  await page.locator("#place-0-17").click();
  await explorer.settled();
  assert.match(explorer.fragment(), /&w=size17/);
  await explorer.look("why");
  assert.equal(await page.locator("#weight-size").inputValue(), "17");
  await explorer.look("map");
  await page.locator("#turn-map").click();
  await explorer.settled();
  assert.equal(await page.locator(".map.narrow thead tr:last-child th").count(), 22);
  await page.locator("#suggest-map").click();
  await explorer.settled();
  assert.doesNotMatch(explorer.fragment(), /map=/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "map-across");
  explorer.assertQuiet();
  await explorer.close();
});

test("an answer that makes the other question meaningless keeps the map", async () => {
  const explorer = await opened();
  await choose(explorer, "net", "threat");
  await explorer.page.locator("#place-1-1").click();
  await explorer.settled();
  assert.ok(!(await explorer.page.locator("fieldset#threat_model").isVisible()));
  assert.equal(await explorer.page.locator(".map [aria-current=true]").getAttribute("id"), "place-1-1");
  assert.match(await explorer.page.locator("#place-1-1").getAttribute("aria-label"), /The second is not asked there\./);
  explorer.assertQuiet();
  await explorer.close();
});

test("the keyboard reaches every cell, and a screen reader finds a table of whole sentences", async () => {
  const explorer = await opened();
  await choose(explorer, "net", "team");
  const { page } = explorer;
  const focused = () => page.evaluate(() => document.activeElement.id);
  assert.equal(await page.locator(".map button[tabindex='0']").count(), 1, "one stop for the Tab key");
  await page.locator(".map button[tabindex='0']").focus();
  const start = await focused();
  assert.equal(start, "place-0-1", "where the visitor is");
  for (const [key, id] of [["ArrowRight", "place-1-1"], ["ArrowDown", "place-1-2"], ["ArrowDown", "place-1-0"], ["Home", "place-0-0"], ["End", "place-1-0"], ["ArrowUp", "place-1-2"]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((id) => document.activeElement.id === id, id);
  }
  await page.keyboard.press("Enter");
  await explorer.settled();
  assert.deepEqual([await explorer.checked("exposure"), await explorer.checked("team")], ["internal", "platform"]);
  assert.equal(await focused(), "place-1-2", "the focus stays");
  const table = page.getByRole("table", { name: /cells: / });
  assert.equal(await table.getByRole("rowheader").count(), 3);
  assert.ok(await table.getByRole("columnheader", { name: "Only our own network" }).isVisible());
  for (const name of await names(page)) assert.match(name, /^[A-Z].*\. Who can reach it\? .*\. Who operates it\? .*\.$/);
  assert.equal(await table.getByRole("button", { name: /You are here\.$/ }).count(), 1);
  explorer.assertQuiet();
  await explorer.close();
});

test("on paper an open map is a table without buttons around it", async () => {
  const explorer = await opened();
  await explorer.page.emulateMedia({ media: "print" });
  assert.ok(await explorer.page.locator(".map td button").first().isVisible());
  assert.ok(!(await explorer.page.locator("#map-across").isVisible()));
  assert.ok(await explorer.page.locator(".drawing:visible svg").first().isVisible());
  await explorer.close();
});

/// What a frame of 60 Hz has, on a machine of a quarter of the pace.
const FRAME = 16;

/// Milliseconds of a task that an answer takes: the program and what the browser lays out for it.
async function pace(page, debug) {
  const metrics = async () => Object.fromEntries((await debug.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
  const took = [];
  for (let at = 0; at < 24; at += 1) {
    const before = await metrics();
    await page.evaluate(async (value) => {
      document.querySelector(`#exposure input[value=${value}]`).click();
      await new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 5)), 40));
    }, ["internal", "internet"][at % 2]);
    const after = await metrics();
    took.push(1_000 * (after.ScriptDuration - before.ScriptDuration));
  }
  // Near the least: what else the machine does only adds.
  return took.sort((one, other) => one - other)[2];
}

for (const [across, down, cells] of [["team", "deps", 12], ["w-size", "w-debug", 441]]) {
  test(`${cells} cells follow an answer in time on a slow machine`, async () => {
    const explorer = await opened(`${LINK}&map=${across}.${down}`);
    const { page } = explorer;
    assert.equal(await page.locator(".map td button").count(), cells);
    const debug = await page.context().newCDPSession(page);
    await debug.send("Performance.enable");
    await debug.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const withMap = await pace(page, debug);
    await explorer.look("sizes");
    const without = await pace(page, debug);
    console.log(`${cells} cells: ${(withMap - without).toFixed(1)} ms of script more for an answer at a quarter of the pace (${without.toFixed(1)} to ${withMap.toFixed(1)})`);
    // Two weights, which make the most cells that there can be, take some frames.
    assert.ok(withMap - without <= (cells > 100 ? 12 : 1) * FRAME, `${withMap - without} ms`);
    await explorer.close();
  });
}

test("the picture is there in both forms, to scale, and what is saved is what is shown", async () => {
  for (const viewport of [LAPTOP, { width: 390, height: 844 }]) {
    const explorer = await shared.open("#v=1&run=python&lang=3.13&base=slim", { viewport });
    const { page } = explorer;
    await explorer.look("picture");
    assert.equal(await page.locator(".drawing:visible").count(), 1);
    const drawing = page.locator(".drawing:visible svg");
    assert.match(await drawing.getAttribute("aria-label"), /^What is in the image: Slim for a Python service\. .*An attacker finds in Slim: shell: bash/);
    // The full image against the slim one, without what is assumed: by the facts of the label.
    // On a phone both panels stand above each other.
    const heights = viewport === LAPTOP && await drawing.evaluate((svg) => {
      const sum = (x) => [...svg.querySelectorAll(".p-system, .p-runtime")].filter((box) => box.getAttribute("x") === x).reduce((all, box) => all + Number(box.getAttribute("height")), 0);
      const [own, full] = [...new Set([...svg.querySelectorAll(".p-system")].map((box) => box.getAttribute("x")))];
      return sum(own) / sum(full);
    });
    const share = await page.locator("#label tbody tr").first().locator("td").last().innerText();
    if (heights) assert.ok(Math.abs(heights * 100 - Number.parseInt(share, 10)) < 1.5, `${heights} and ${share}`);
    const text = await drawing.evaluate((svg) => svg.outerHTML.length);
    assert.ok(text > 4_000);
    const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= width);
    const texts = await page.locator(".of-slide text").count();
    await explorer.look("share");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download-picture").click()]);
    assert.equal(download.suggestedFilename(), "image.svg");
    const saved = await readFile(await download.path(), "utf8");
    assert.match(saved, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1280" height="720"/);
    assert.equal(await page.evaluate((svg) => new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("parsererror").length, saved), 0);
    // The same drawing, in the colours of the page.
    assert.equal(await page.evaluate((svg) => new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("text").length, saved), texts);
    const [map] = await Promise.all([page.waitForEvent("download"), page.locator("#download-map").click()]);
    assert.match(await readFile(await map.path(), "utf8"), /Which base wins where/);
    explorer.assertQuiet();
    await explorer.close();
  }
});

test("in the dark the picture is not white", async () => {
  const explorer = await shared.open("", { viewport: LAPTOP, colorScheme: "dark" });
  await explorer.look("picture");
  const colour = (selector) => explorer.page.locator(selector).first().evaluate((one) => getComputedStyle(one).fill);
  assert.equal(await colour(".of-slide .p-paper"), "rgb(26, 31, 28)");
  assert.equal(await colour(".of-slide .p-ink"), "rgb(233, 237, 233)");
  await explorer.close();
});

test("what is not known is drawn and said so", async () => {
  const explorer = await shared.open("#v=1&run=dotnet&base=slim", { viewport: LAPTOP });
  await explorer.look("picture");
  assert.ok((await explorer.page.locator(".of-slide .p-unknown").count()) >= 2);
  assert.match(await explorer.page.locator(".of-slide svg").textContent(), /not known/);
  const links = await explorer.page.locator(".sources-of-picture a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.ok(links.includes("catalogue.html#dotnet-slim") && links.includes("catalogue.html#dotnet"), `${links}`);
  explorer.assertQuiet();
  await explorer.close();
});

test("out of sight the picture is not drawn again, and it is current in sight and on paper", async () => {
  const explorer = await shared.open(LINK, { viewport: LAPTOP });
  const { page } = explorer;
  const named = () => page.locator("#picture .of-slide svg").getAttribute("aria-label");
  await explorer.look("picture");
  const shows = (runtime) => page.waitForFunction((runtime) => document.querySelector("#picture .of-slide svg").getAttribute("aria-label").includes(runtime), runtime);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(200);
  await explorer.answer("runtime", "Python");
  await explorer.settled();
  assert.match(await named(), /Node\.js/);
  await page.locator("#picture").scrollIntoViewIfNeeded();
  await shows("Python");
  // Whoever prints has scrolled nowhere.
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(200);
  await explorer.answer("runtime", "Rust");
  await explorer.settled();
  assert.match(await named(), /Python/);
  await page.emulateMedia({ media: "print" });
  await shows("Rust");
  explorer.assertQuiet();
  await explorer.close();
});
