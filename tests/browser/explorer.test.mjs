// What the explorer does beside answering: starting points, the way back, keys,
// colours, the label, and what is said when a part of the page is missing.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { CLOSE } from "./support/embed.mjs";
import { DIST } from "./support/server.mjs";
import { together } from "./support/together.mjs";

const shared = together();

/// Writes down in `shifted` what moves unasked.
const watchShifts = (page) =>
  page.addInitScript(() => {
    window.shifted = [];
    // A slow browser paints the page in pieces while it reads it.
    const watch = () => new PerformanceObserver((list) => window.shifted.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map((entry) => `${entry.value}: ${entry.sources.map(({ node }) => node?.id || node?.className)}`))).observe({ type: "layout-shift" });
    addEventListener("DOMContentLoaded", watch);
  });

test("the page says the verdict, the label and the Dockerfile before the program runs", async () => {
  const page = await readFile(join(DIST, "index.html"), "utf8");
  for (const part of ["What runs inside?", "fits best", "Base facts", "gcr.io/distroless/static-debian13:nonroot", "FROM golang:", "<noscript>", "rule.html"]) {
    assert.ok(page.includes(part), part);
  }
  const context = await shared.browser.newContext();
  const plain = await context.newPage();
  await plain.route("**/*.wasm", () => {});
  await plain.goto(shared.site.address);
  const said = await plain.locator("#readout").innerText();
  const file = await plain.locator("#dockerfile").innerText();
  await context.close();
  const explorer = await shared.open();
  assert.equal(await explorer.text("#readout"), said);
  const lines = (text) => text.split("\n").filter((line) => !line.includes("#v=1") && line.trim() !== "");
  assert.deepEqual(lines(await explorer.text("#dockerfile")), lines(file));
  await explorer.close();
});

test("what is chosen before the explorer runs is taken over", async () => {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  let arrive;
  const late = new Promise((done) => (arrive = done));
  await page.route("**/container-diet*.wasm", async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(shared.site.address);
  await page.locator("#runtime input[value=python]").click();
  arrive();
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  assert.equal(await page.locator("#runtime input:checked").getAttribute("value"), "python");
  assert.match(await page.locator("#image").innerText(), /python/);
  assert.equal(await page.evaluate(() => document.activeElement.value), "python");
  await context.close();
});

test("a worked service can be started from, and every step goes back and forth", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  assert.ok(await page.locator("#undo").isDisabled());
  const blank = await explorer.text("#readout");
  await page.locator("#preset").selectOption("fastapi");
  const fastapi = await explorer.text("#readout");
  assert.match(await explorer.text("#image"), /python/);
  await explorer.answer("runtime", "Rust");
  assert.equal(await page.locator("#preset").inputValue(), "", "the answers are the visitor's own now");
  const rust = await explorer.text("#readout");
  await page.locator("#undo").click();
  assert.equal(await explorer.text("#readout"), fastapi);
  assert.equal(await page.locator("#preset").inputValue(), "fastapi");
  await page.keyboard.press("Control+z");
  assert.equal(await explorer.text("#readout"), blank);
  await page.keyboard.press("Control+Shift+z");
  await page.locator("#redo").click();
  assert.equal(await explorer.text("#readout"), rust);
  assert.ok(await page.locator("#redo").isDisabled());
  await page.locator("#preset").selectOption("blank");
  assert.equal(await explorer.text("#readout"), blank);
  explorer.assertQuiet();
  await explorer.close();
});

test("a flip is tried and taken back with one click each", async () => {
  const explorer = await shared.open();
  const before = await explorer.text("#readout");
  assert.equal(await explorer.page.locator("#flip-back").isVisible(), false);
  await explorer.page.locator(".flips li button").first().click();
  assert.notEqual(await explorer.text("#readout"), before);
  await explorer.page.locator("#flip-back").click();
  assert.equal(await explorer.text("#readout"), before);
  await explorer.settled();
  assert.equal(await explorer.page.locator("#flip-back").isVisible(), false);
  await explorer.close();
});

test("every key of the sheet does what it says, and can be switched off", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.name);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  for (const [key, place] of [["q", "step-what"], ["v", "verdict-title"], ["d", "dockerfile-title"], ["e", "view-why"]]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
    assert.equal(await focused(), place, key);
  }
  await page.keyboard.press("/");
  assert.equal(await focused(), "search-text");
  await page.keyboard.press("Escape");
  await explorer.answer("runtime", "Java");
  await page.keyboard.press("c");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("temurin") || (await navigator.clipboard.readText()).includes("java"));
  await page.keyboard.press("u");
  await explorer.settled();
  assert.equal(await explorer.checked("runtime"), "go");
  await page.keyboard.press("r");
  await explorer.settled();
  assert.equal(await explorer.checked("runtime"), "java");
  // Letters that are typed are no shortcuts.
  await page.locator(".settings > summary").click();
  await page.locator("#set-name").pressSequentially("quv");
  assert.equal(await page.locator("#set-name").inputValue(), "quv");
  await page.locator("#keys-button").click();
  await page.locator("#single-keys").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#verdict-title").focus();
  await page.keyboard.press("u");
  assert.equal(await explorer.checked("runtime"), "java");
  await page.reload();
  await explorer.ready();
  assert.equal(await page.locator("#single-keys").isChecked(), false);
  assert.doesNotMatch(explorer.fragment(), /keys/, "what a visitor prefers is in no link");
  await explorer.close();
});

test("colours follow the system or the visitor, from the first paint on", async () => {
  const explorer = await shared.open("", { colorScheme: "light" });
  const { page } = explorer;
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator("#theme").selectOption("dark");
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await explorer.has("explorer");
  assert.equal(await paper(), dark);
  assert.equal(await page.locator("#theme").inputValue(), "dark");
  await page.locator("#theme").selectOption("");
  assert.equal(await paper(), light);
  await explorer.close();
});

test("bases stand side by side, with what changes in the Dockerfile", async () => {
  const explorer = await shared.open("#v=1&run=node");
  const { page } = explorer;
  await explorer.look("compare");
  assert.equal(await page.locator(".compare thead th").count(), 2);
  for (const base of ["full", "slim", "alpine", "distroless"]) {
    const box = page.locator(`[name=compared][value=${base}]`);
    if (await box.isEnabled()) await box.check();
  }
  assert.equal(await page.locator(".compare thead th").count(), 3, "three at most");
  const cells = await page.locator(".compare tbody tr").first().locator("td").allInnerTexts();
  assert.ok(cells.every((cell) => /MB|not known/.test(cell)), cells.join());
  const patch = await page.locator(".patch").first().innerText();
  assert.match(patch, /^- FROM /m);
  assert.match(patch, /^\+ FROM /m);
  explorer.assertQuiet();
  await explorer.close();
});

test("each segment of a bar opens its reason and source, by mouse and by arrow keys", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  await page.locator("#segment-1-4").click();
  const base = await page.locator(".stacks li").nth(1).locator(".name").innerText();
  assert.match(await explorer.text("#reason-of-points"), new RegExp(`^${base}, size: `));
  await page.keyboard.press("ArrowRight");
  assert.match(await explorer.text("#reason-of-points"), new RegExp(`^${base}, upkeep: `));
  await page.locator("#reason-of-points summary").click();
  assert.ok((await page.locator(".judged-by li").count()) > 0);
  await explorer.close();
});

test("when a part is missing the page says so, keeps the answers and can try again", async () => {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  let isGone = true;
  await page.route("**/dockerfile-part*.wasm", (route) => (isGone ? route.abort() : route.continue()));
  await page.goto(`${shared.site.address}#v=1&run=rust`);
  await page.getByRole("alert").getByText("could not be loaded").waitFor();
  assert.match(await page.locator("#readout").innerText(), /distroless/i, "the verdict does not need it");
  assert.match(page.url(), /run=rust/);
  // An answer hides neither what is said nor, later, the file.
  await page.locator("label:has(#step-where)").click();
  await page.locator("#exposure input").last().check();
  assert.ok(await page.getByRole("button", { name: "Try again" }).isVisible());
  isGone = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#dockerfile", { hasText: "FROM rust" }).waitFor();
  await context.close();
});

test("a browser without WebAssembly and a program that stopped are told of", async () => {
  for (const [prepare, says, isShown] of [
    [() => delete window.WebAssembly, /no WebAssembly/, false],
    [() => addEventListener("load", () => setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); }, 500)), /The explorer crashed/, true],
  ]) {
    const context = await shared.browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(prepare);
    await page.goto(`${shared.site.address}#v=1&run=rust`);
    await page.locator("#fault:visible").waitFor();
    assert.match(await page.locator("#fault").innerText(), says);
    assert.match(page.url(), /run=rust/);
    assert.ok(await page.locator("#fault").getByRole("button").isVisible());
    assert.ok(await page.locator("#fault").getByRole("link", { name: "rule" }).isVisible());
    // What the build put there is another service than the one of the link.
    assert.equal(await page.locator("#readout").isVisible(), isShown);
    await context.close();
  }
});

test("a program that stops right after an answer leaves it in the address", async () => {
  // With the browser's own timers: those of the tests swallow what is thrown.
  const explorer = await shared.open("#v=1&run=rust", { on: null });
  await explorer.answer("runtime", "PHP");
  await explorer.page.evaluate(() => {
    // A module whose one function does what a panic does.
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    setTimeout(new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f);
  });
  await explorer.page.locator("#fault", { hasText: "The explorer crashed" }).waitFor();
  await explorer.page.locator("#fault").getByRole("button", { name: "Reload" }).click();
  await explorer.ready();
  assert.equal(await explorer.checked("runtime"), "php");
  await explorer.close();
});

// What shifts while the page loads and is scrolled through once.
async function shiftsOf(viewport) {
  const context = await shared.browser.newContext({ viewport });
  const page = await context.newPage();
  await watchShifts(page);
  await page.goto(shared.site.address);
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  await page.mouse.move(5, 5);
  await page.waitForSelector("html[data-dockerfile]", { state: "attached" });
  await page.waitForTimeout(200);
  await page.mouse.wheel(0, 20_000);
  await page.waitForSelector("html[data-details]", { state: "attached" });
  await page.waitForTimeout(200);
  const shifted = await page.evaluate(() => window.shifted);
  await context.close();
  return shifted;
}

test("nothing shifts before an answer, at any size", async () => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
    // A browser on a busy machine may paint the first time in two steps: what is ours shifts the second time too.
    const first = await shiftsOf(viewport);
    if (first.length > 0) assert.deepEqual(await shiftsOf(viewport), [], `${JSON.stringify(viewport)}: ${first}`);
  }
});

const PYTHON = `#${CLOSE.replace("run=go", "run=python")}`;

test("a link is shown as soon as it is read, with nothing shifting when the rest comes", async () => {
  for (const [link, isQuiet] of [[PYTHON, true], [`${PYTHON}&colour=red`, false], [`${PYTHON}&at=2026-01-01&was=full`, false]]) {
    const context = await shared.browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(4_000);
    await watchShifts(page);
    let go;
    const gate = new Promise((open) => (go = open));
    await page.route("**/dockerfile-part*.wasm", (route) => gate.then(() => route.continue()));
    await page.goto(shared.site.address + link);
    await page.waitForSelector("html[data-rest]", { state: "attached" });
    assert.equal(await page.locator("#readout").isVisible(), isQuiet, link);
    assert.equal(await page.locator("#dockerfile").isVisible(), false, "the build's file is another one");
    go();
    await page.waitForSelector("html[data-dockerfile]", { state: "attached" });
    await page.locator("#dockerfile", { hasText: "FROM python" }).waitFor();
    assert.ok(await page.locator("#readout").isVisible());
    await page.waitForTimeout(200);
    assert.deepEqual(await page.evaluate(() => window.shifted), [], link);
    await context.close();
  }
});

test("where the rest of the first view is missing, the page answers, says so, reads no link, and can try again", async () => {
  for (const link of ["", "#v=1&run=python"]) {
    const context = await shared.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(4_000);
    let isGone = true;
    await page.route("**/rest-part*.wasm", (route) => (isGone ? route.abort() : route.continue()));
    await page.goto(shared.site.address + link);
    await page.locator("#fault").getByText("could not be loaded").waitFor();
    assert.equal(await page.locator("#readout").isVisible(), link === "", "the build's verdict is not that of the link");
    if (!link) {
      await page.locator("#runtime").getByRole("radio", { name: "Rust" }).click();
      await page.locator("#readout", { hasText: /rust|distroless/i }).waitFor();
      // What belongs to another answer is not shown beside it.
      for (const place of ["#bases .label", "#flips .flips", "#dockerfile"]) assert.ok(await page.locator(place).isHidden(), place);
    }
    isGone = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#dockerfile", { hasText: link ? "FROM python" : "FROM rust" }).waitFor();
    assert.ok(await page.locator("#fault").isHidden());
    assert.ok(await page.locator("#label").isVisible());
    // The address too has the answer that came before.
    await page.evaluate(() => dispatchEvent(new Event("blur")));
    assert.match(page.url(), link ? /run=python/ : /run=rust/);
    if (!link) {
      await page.locator("#undo").click();
      await page.locator("#dockerfile", { hasText: "FROM golang" }).waitFor();
    }
    await context.close();
  }
});

test("what the build put into the page is taken up, and made anew where it is another", async () => {
  const PLACES = ["bar", "questions", "answer", "bases", "flips"];
  // What a translator does to texts, and an extension to a form.
  const changes = [
    [null, PLACES],
    [() => document.querySelectorAll("#questions legend, #answer p").forEach((node) => (node.innerHTML = `<font>${node.innerHTML}</font>`)), ["bar", "bases", "flips"]],
    [() => document.querySelectorAll("form, ol, #bar select").forEach((node) => node.append(document.createElement("i"))), ["answer", "flips"]],
  ];
  for (const link of ["", "#v=1&run=python&exec=regularly"]) {
    for (const [change, kept] of changes) {
      const explorer = await shared.open(link, {
        prepare: `addEventListener("DOMContentLoaded", () => {
          window.built = Object.fromEntries(${JSON.stringify(PLACES)}.map((id) => [id, document.querySelector("#" + id + " :is(button, legend, h2, p)")]));
          (${change ?? "() => {}"})();
        })`,
      });
      const { page } = explorer;
      const there = await page.evaluate(() => Object.entries(window.built).filter(([, node]) => node.isConnected).map(([id]) => id));
      assert.deepEqual(there, kept, link);
      // It works all the same, once and not twice.
      assert.equal(await page.locator("fieldset#runtime").count(), 1);
      assert.equal(await explorer.checked("runtime"), link ? "python" : "go");
      await explorer.answer("runtime", "Rust");
      assert.match(await explorer.dockerfile(), /cargo build/);
      assert.ok((await explorer.text("#label")).includes(await page.locator("#image code").first().innerText()));
      await page.locator("#undo").click();
      assert.match(await explorer.dockerfile(), link ? /FROM python/ : /FROM golang/);
      await page.locator("#flips li button").first().click();
      await page.locator("#flip-back").waitFor();
      explorer.assertQuiet();
      await explorer.close();
    }
  }
});

test("no file of another answer stands beside the first answer", async () => {
  const context = await shared.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let go;
  const gate = new Promise((open) => (go = open));
  await page.route("**/dockerfile-part*.wasm", (route) => gate.then(() => route.continue()));
  await page.goto(shared.site.address);
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  assert.ok(await page.locator("#dockerfile").isVisible());
  await page.locator("#runtime").getByRole("radio", { name: "Rust" }).click();
  await page.locator("#dockerfile").waitFor({ state: "hidden" });
  go();
  await page.locator("#dockerfile", { hasText: "FROM rust" }).waitFor();
  await context.close();
});

test("large text, few colours and little motion hide nothing", async () => {
  // A laptop at 200 %.
  const explorer = await shared.open("", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, forcedColors: "active", reducedMotion: "reduce" });
  const [content, window] = await explorer.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${content} > ${window}`);
  assert.ok(await explorer.page.locator("#readout").isVisible());
  await explorer.answer("runtime", "Python");
  assert.match(await explorer.text("#image"), /python/);
  await explorer.close();
});
