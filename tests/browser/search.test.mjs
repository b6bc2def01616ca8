// The search over questions and settings: by keyboard alone, and by mouse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
const NODE = "#v=1&run=node&on=kubernetes";

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name);
const said = (explorer) => explorer.text("#search-said");

/// What is typed, and what has the focus after Enter.
const WAYS = [
  // A setting of the open group, and of a closed one.
  ["image name", "set-name"],
  ["bargs", "set-bargs"],
  ["Persistent FOLDERS", "set-keep"],
  // A question, whose given answer has the focus, and one that is folded away.
  ["who operates", "team"],
  ["slow links", "size_pressure"],
  // Beside the file, whatever else is shown there.
  ["comments", "why"],
];

test("a key, words and Enter lead to a setting or question, and open what it is folded into", async () => {
  const explorer = await shared.open(NODE);
  const { page } = explorer;
  for (const [typed, place] of WAYS) {
    await page.getByRole("tab", { name: "Commands" }).click();
    await page.locator("#verdict-title").focus();
    await page.keyboard.press("/");
    await page.keyboard.type(typed);
    await explorer.settled();
    await page.keyboard.press("Enter");
    await explorer.settled();
    assert.equal(await focused(page), place, typed);
    assert.ok(await page.evaluate(() => document.activeElement.checkVisibility()), typed);
    assert.equal(await page.locator("#search").isVisible(), false, typed);
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("arrow keys lead through what is found, Escape closes it and gives the focus back", async () => {
  const explorer = await shared.open(`${NODE}&port=3000`);
  const { page } = explorer;
  const here = () => page.evaluate(() => document.activeElement.querySelector("strong")?.textContent ?? document.activeElement.id);
  await page.locator("#verdict-title").focus();
  await page.keyboard.press("/");
  assert.match(await said(explorer), /^Search names, help texts, choices, views/);
  await page.keyboard.type("port");
  await explorer.settled();
  const buttons = await page.locator("#search li button strong").allTextContents();
  assert.deepEqual(buttons.slice(0, 2), ["Port", "Additional ports"]);
  assert.match(await page.locator("#search li button").first().innerText(), /^Port\s+Network and storage: 3000$/);
  const way = [];
  for (const key of ["ArrowUp", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"]) {
    await page.keyboard.press(key);
    way.push(await here());
  }
  assert.deepEqual(way, ["search-text", "Port", "Additional ports", "Port", "search-text", "Port", "Additional ports"]);
  await page.keyboard.press("Escape");
  await explorer.settled();
  assert.equal(await page.locator("#search").isVisible(), false);
  assert.equal(await focused(page), "verdict-title");
  // It begins anew, and Enter chooses what the arrows led to.
  await page.keyboard.press("/");
  assert.equal(await page.locator("#search-text").inputValue(), "");
  assert.equal(await page.locator("#search li").count(), 0);
  await page.keyboard.type("port");
  await explorer.settled();
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await explorer.settled();
  assert.equal(await focused(page), "set-ports");
  explorer.assertQuiet();
  await explorer.close();
});

test("it says how many are found, and of what is not for this service why, without a button", async () => {
  const explorer = await shared.open(NODE);
  const { page } = explorer;
  await page.locator("#search-button").click();
  const field = page.locator("#search-text");
  assert.equal(await focused(page), "search-text");
  assert.equal(await page.locator("#search-said").getAttribute("role"), "status");
  for (const [typed, count] of [["additional ports", "1 found."], ["php", "3 found, 1 of them not for this service."], ["php extensions", "1 found, none for this service."]]) {
    await field.fill(typed);
    assert.equal(await said(explorer), count, typed);
  }
  assert.equal(await page.locator("#search li button").count(), 0);
  assert.match(await page.locator("#search li").innerText(), /^PHP extensions\s+Run: not for this service\. Only if the answer to “What runs inside\?” is “PHP”\.$/);
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#search").isVisible(), "there is nothing to go to");
  await field.fill("nonsense");
  assert.match(await said(explorer), /^Nothing found\. Search names, help texts/);
  await field.fill("kaniko");
  await page.locator("#search li button").click();
  await explorer.settled();
  assert.equal(await focused(page), "set-by");
  assert.ok(await page.locator("#set-by").isVisible());
  explorer.assertQuiet();
  await explorer.close();
});

test("button and key work before their part is there", async () => {
  for (const open of [(page) => page.locator("#search-button").click(), (page) => page.keyboard.press("/")]) {
    const page = await shared.browser.newPage();
    let go;
    const gate = new Promise((open) => (go = open));
    await page.route("**/dockerfile-part*.wasm", (route) => gate.then(() => route.continue()));
    await page.goto(shared.site.address);
    await page.waitForSelector("html[data-rest]", { state: "attached" });
    await open(page);
    assert.equal(await page.locator("#search").count(), 0);
    go();
    await page.locator("#search-text:focus").waitFor();
    await page.close();
  }
});

for (const [name, width, height] of [["small phone", 320, 640], ["laptop", 1280, 800]]) {
  test(`nothing of it sticks out, and its field stays in its place, on a ${name}`, async () => {
    const explorer = await shared.open(NODE, { viewport: { width, height } });
    const { page } = explorer;
    const debug = await page.context().newCDPSession(page);
    await debug.send("Page.enable");
    await debug.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    await page.locator("#search-button").click();
    const top = () => page.locator("#search").evaluate((node) => node.getBoundingClientRect().top);
    const before = await top();
    for (const typed of ["a", "php extensions", "nonsense"]) {
      await page.locator("#search-text").fill(typed);
      await explorer.settled();
      assert.equal(await top(), before, typed);
      assert.ok(await page.locator("#search").evaluate((node) => node.scrollWidth <= node.clientWidth && node.getBoundingClientRect().right <= innerWidth), typed);
    }
    await explorer.close();
  });
}
