// Sizes, costs and myths as a visitor sees them, against the facts that are published beside the page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST } from "./support/server.mjs";
import { together } from "./support/together.mjs";

const shared = together();
const facts = JSON.parse(await readFile(join(DIST, "facts.json"), "utf8"));
const byId = Object.fromEntries(facts.images.map((image) => [image.id, image]));
const pieces = Object.fromEntries(facts.pieces.map((piece) => [`piece-${piece.id}`, piece]));

// Written apart from the page's own code: what a number of bytes looks like.
function bytes(value) {
  if (value === 0) return "0 MB";
  const [unit, name] = value < 1e6 ? [1e3, "kB"] : value < 1e10 ? [1e6, "MB"] : value < 1e13 ? [1e9, "GB"] : [1e12, "TB"];
  if (name === "MB" && value >= 1e8) return `${Math.floor((value + 5e5) / 1e6)} MB`;
  const tenths = Number((BigInt(value) * 10n + BigInt(unit) / 2n) / BigInt(unit));
  return `${Math.floor(tenths / 10)}.${tenths % 10} ${name}`;
}
const shown = (figure) => (figure === null ? "not known" : figure.unit === "bytes" ? bytes(figure.value) : `${figure.value}`);

const tidy = (text) => text.replace(/\s+/g, " ").trim();

/// The rows of the comparison: id in the catalogue, texts, and the bar's parts as drawn.
function rows(explorer) {
  return explorer.page.locator(".bars li").evaluateAll((items) =>
    items.map((item) => ({
      id: item.querySelector("a").getAttribute("href").split("#")[1],
      amount: item.querySelector(".amount").textContent.replace(/\s+/g, " ").trim(),
      more: item.querySelector(".more").textContent.replace(/\s+/g, " ").trim(),
      bar: [...item.querySelectorAll(".bar span")].map((part) => part.getBoundingClientRect().width),
    })),
  );
}

async function opened(view, ...how) {
  const explorer = await shared.open(...how);
  await explorer.look(view);
  return explorer;
}

async function scale(explorer, label) {
  await explorer.page.locator("#scale").getByRole("radio", { name: label }).check();
}

async function set(explorer, id, text) {
  await explorer.page.locator(`#${id}`).fill(text);
}

for (const runtime of ["Go", "Rust", "C or C++", "Java", ".NET", "Node.js", "Python", "Ruby", "PHP", "Static files"]) {
  test(`every number for ${runtime} is the one in facts.json`, async () => {
    const explorer = await opened("costs", "#v=1&run=go", { on: "2026-11-25T12:00:00Z" });
    await explorer.answer("runtime", runtime);
    await explorer.settled();
    const cells = (name) => explorer.page.locator(".costs tbody tr", { hasText: name }).locator("td").allInnerTexts();
    const ids = await cells("All known facts");
    assert.equal(ids.length, 5);
    for (const [row, field] of [["Compressed, to pull", "compressed"], ["Unpacked, on disk", "unpacked"], ["OS packages", "packages"]]) {
      for (const [at, cell] of (await cells(row)).entries()) {
        const figure = byId[ids[at]][field];
        const text = tidy(cell);
        assert.ok(text.startsWith(shown(figure)), `${ids[at]}, ${field}: ${text}`);
        if (figure) assert.ok(/ old$| today$/.test(text), `${ids[at]}, ${field}: ${text}`);
      }
    }
    await explorer.look("sizes");
    for (const [label, field, input] of [["Compressed, to pull", "compressed", "app-compressed"], ["Unpacked, on disk", "unpacked", "app-unpacked"]]) {
      await scale(explorer, label);
      const app = Math.round(Number(await explorer.page.locator(`#${input}`).inputValue()) * 1e6);
      const all = await rows(explorer);
      const sizes = all.map((row) => (byId[row.id] ?? pieces[row.id])[field]);
      const known = sizes.filter((figure) => figure !== null);
      assert.deepEqual(sizes.slice(0, known.length), [...known].sort((a, b) => a.value - b.value), "sorted, the unknown last");
      for (const id of new Set(ids)) assert.ok(all.some((row) => row.id === id), `${id} is in the list`);
      for (const [at, row] of all.entries()) {
        const figure = sizes[at];
        if (figure === null) {
          assert.equal(row.amount, "not known");
          assert.ok(row.bar.every((width) => width === 0), `${row.id} has no bar`);
          continue;
        }
        assert.equal(row.amount, `${shown(figure)}, with your app ${bytes(figure.value + app)}`, row.id);
        assert.ok(row.more.includes(figure.date), row.id);
        assert.equal(/First pull/.test(row.more), field === "compressed", "only what is compressed is pulled");
        assert.ok(row.bar[0] > 0 || figure.value === 0, `${row.id} has a bar`);
      }
      const high = await explorer.page.locator(".bars .bar:visible span:first-child").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(high.every((height) => height > 6), `bars are seen: ${high}`);
      const wide = all.filter((_, at) => sizes[at]).map((row) => row.bar[0] + row.bar[1]);
      assert.ok(wide.every((width, at) => at === 0 || width >= wide[at - 1] - 2), `bars grow with the numbers: ${wide}`);
    }
    explorer.assertQuiet();
    await explorer.close();
  });
}

test("the whole image gains less than the base, and pulls follow the formula", async () => {
  const explorer = await opened("sizes", "#v=1&run=node");
  for (const [id, text] of [["app-compressed", "20"], ["bandwidth", "50"], ["nodes", "4"], ["deploys", "30"], ["base-updates", "3"]]) await set(explorer, id, text);
  const of = async (id) => (await rows(explorer)).find((row) => row.id === id);
  const base = byId["node-slim"].compressed.value;
  const { more } = await of("node-slim");
  assert.ok(more.includes(`First pull ${(((base + 2e7) * 8) / 5e7).toFixed(1)} s, ${bytes(4 * (30 * 2e7 + 3 * base))} a month.`), more);
  const [, ofBase, ofWhole] = more.match(/base ([\d.]+) times smaller, with your app ([\d.]+) times smaller/);
  assert.ok(Number(ofWhole) < Number(ofBase) && Number(ofWhole) > 1);
  assert.match(await explorer.text("#formula"), /app’s layers in 3\.2 s/);
  explorer.assertQuiet();
  await explorer.close();
});

test("an input that makes no sense is said and not taken", async () => {
  const explorer = await opened("sizes", "#v=1&run=go");
  const remark = () => explorer.text("#app-compressed-remark");
  const input = explorer.page.locator("#app-compressed");
  assert.match(await remark(), /assumed/);
  await set(explorer, "app-compressed", "12.5");
  assert.match(await remark(), /set by you/);
  const before = await rows(explorer);
  for (const text of ["", "-1", "abc", "1e9", "100000.5", "9".repeat(40), "<img src=x>"]) {
    await set(explorer, "app-compressed", text);
    assert.match(await remark(), /^Enter a number from 0 to 100000\. Still using 12\.5 MB\.$/, text);
    assert.equal(await input.getAttribute("aria-invalid"), "true", text);
    assert.equal(await input.inputValue(), text, "what was typed stays to be mended");
    assert.deepEqual(await rows(explorer), before, text);
  }
  await set(explorer, "app-compressed", "100000");
  assert.equal(await input.getAttribute("aria-invalid"), "false");
  assert.match((await rows(explorer))[0].amount, /with your app 100\.0 GB/);
  // Typed letter by letter, nothing is rewritten under the cursor.
  await input.fill("");
  await input.pressSequentially("10.050");
  assert.equal(await input.inputValue(), "10.050");
  // Another runtime changes what is assumed, and nothing that was typed.
  const nodes = explorer.page.locator("#nodes");
  await nodes.fill("7");
  await explorer.answer("runtime", "Java");
  assert.equal(await input.inputValue(), "10.050");
  assert.equal(await nodes.inputValue(), "7");
  // Nor does a look at another view.
  await explorer.look("why");
  await explorer.look("sizes");
  assert.equal(await input.inputValue(), "10.050");
  await scale(explorer, "Unpacked");
  assert.equal(await explorer.page.locator("#app-unpacked").inputValue(), "45");
  assert.ok(!(await input.isVisible()), "compressed numbers are not asked for beside unpacked ones");
  explorer.assertQuiet();
  await explorer.close();
});

test("inputs have names and the keyboard reaches them", async () => {
  const explorer = await opened("sizes");
  const { page } = explorer;
  for (const name of ["App, compressed", "Bandwidth", "Nodes", "Deploys a month", "Base updates a month"]) {
    assert.equal(await page.getByRole("textbox", { name, exact: true }).count(), 1, name);
  }
  await page.locator("#scale input").first().focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await explorer.text("#bars-title"), /Unpacked/);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "app-unpacked");
  assert.equal(await page.getByRole("list", { name: /Unpacked/ }).getByRole("listitem").count(), (await rows(explorer)).length);
  await explorer.close();
});

test("in 2028 figures are old and what has ended is named", async () => {
  const explorer = await opened("sizes", "#v=1&run=node", { on: "2028-03-01T12:00:00Z" });
  const list = await rows(explorer);
  for (const row of list.filter((row) => row.amount !== "not known")) assert.match(row.more, /too old to trust/, row.id);
  assert.match(list.find((row) => row.id === "node-slim").more, /Debian 13 is supported until 2028-08-09, for another 161 days\./);
  await explorer.look("costs");
  const table = await explorer.text(".costs table");
  assert.match(table, /too old to trust/);
  assert.match(table, /Debian 13 is supported until 2028-08-09/);
  explorer.assertQuiet();
  await explorer.close();
  const today = await opened("costs", "#v=1&run=node", { on: "2026-11-25T12:00:00Z" });
  assert.doesNotMatch(await today.text("main"), /too old to trust|is supported until .*, for another|reached end of life on/);
  await today.close();
});

test("every link beside the explorer leads to something that is there", async () => {
  const explorer = await shared.open("#v=1&run=python");
  for (const view of ["costs", "sizes", "runbook", "compare", "share"]) await explorer.look(view);
  const links = await explorer.page.locator("main a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const myths = links.filter((link) => link.startsWith("myths.html#"));
  assert.equal(new Set(myths).size, facts.myths.length, "every myth is named somewhere");
  const pages = {};
  for (const link of new Set(links)) {
    const [name, anchor] = link.replace(shared.site.address, "").replace(/\?[^#]*#.*/, "").split("#");
    const file = name || "index.html";
    pages[file] ??= await readFile(join(DIST, file), "utf8");
    assert.ok(!anchor || pages[file].includes(` id="${anchor}"`), link);
  }
  assert.ok("facts.json" in pages && "catalogue.html" in pages);
  await explorer.page.goto(`${shared.site.address}myths.html#node-sizes`);
  assert.ok(await explorer.page.locator("#node-sizes").isVisible());
  assert.equal(await explorer.page.locator("article").count(), facts.myths.length);
  explorer.assertQuiet();
  await explorer.close();
});

test("sizes fit a narrow screen and paper", async () => {
  const explorer = await opened("sizes", "#v=1&run=go", { viewport: { width: 320, height: 640 } });
  for (const media of ["screen", "print"]) {
    await explorer.page.emulateMedia({ media });
    const [content, window] = await explorer.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= window, `${media}: ${content} > ${window}`);
    assert.ok(await explorer.page.locator(".bars").isVisible(), media);
    const clipped = await explorer.page.locator(".sizes *").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline" && one.tagName !== "INPUT").map((one) => one.className));
    assert.deepEqual(clipped, [], media);
  }
  await explorer.close();
});
