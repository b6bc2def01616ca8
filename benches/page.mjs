// How the release page feels: bytes, Slow 4G, clicks, shifts, memory. Called by
// `make bench-page`; RUNS=9 says how often the slow parts are measured. Prints
// medians beside their budgets and fails when one is over.
import { Explorer, launch } from "../tests/browser/support/explorer.mjs";
import { serve } from "../tests/browser/support/server.mjs";

const RUNS = Number(process.env.RUNS ?? 9);
/// 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
/// With the browser's own clock: the one of the tests stands in the way of each timer.
const LAPTOP = { viewport: { width: 1280, height: 800 }, on: null };

const site = await serve({ brotli: true });
const browser = await launch();
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => quantile(values, 0.5);

/// A page of its own, with nothing kept from before, and its debugger.
async function fresh(network) {
  const context = await browser.newContext(LAPTOP);
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send("Network.enable");
  if (network) await debug.send("Network.emulateNetworkConditions", network);
  return { context, page, debug };
}

const runs = (page, module) => page.waitForSelector(`html[data-${module}]`, { state: "attached" });
const marked = (page, module) => page.evaluate((module) => performance.getEntriesByName(module)[0].startTime, module);

async function bytes() {
  const { context, page, debug } = await fresh();
  const requests = [];
  let transferred = 0;
  debug.on("Network.requestWillBeSent", ({ request }) => requests.push(request.url));
  debug.on("Network.loadingFinished", ({ encodedDataLength }) => (transferred += encodedDataLength));
  await page.goto(site.address, { waitUntil: "networkidle" });
  await runs(page, "explorer");
  const first = { bytes: transferred, requests: requests.length };
  await page.mouse.move(300, 300);
  await runs(page, "dockerfile");
  await page.waitForLoadState("networkidle");
  const then = transferred;
  await page.evaluate(() => document.querySelector("#details-part").scrollIntoView());
  await runs(page, "details");
  await page.waitForTimeout(300);
  await context.close();
  const foreign = requests.filter((url) => !url.startsWith(site.origin)).length;
  return { ...first, foreign, dockerfile: then - first.bytes, details: transferred - then };
}

async function slow() {
  const { context, page } = await fresh(SLOW_4G);
  await page.goto(site.address, { waitUntil: "commit" });
  await runs(page, "explorer");
  const paints = await page.evaluate(() => Object.fromEntries(performance.getEntriesByType("paint").map((entry) => [entry.name, entry.startTime])));
  const interactive = await marked(page, "explorer");
  // The largest text of the first screen: questions and verdict stand with it.
  const whole = await page.evaluate(
    () => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true })),
  );
  // That it says so is not enough: an answer has to change the verdict.
  const answered = await page.evaluate(() => {
    const said = () => document.querySelector("#readout").textContent;
    const before = said();
    document.querySelector("#runtime input[value=python]").click();
    return new Promise((done) => setTimeout(() => done(said() !== before)));
  });
  if (!answered) throw new Error("the page says that it answers, and does not");
  const turned = await page.evaluate(() => performance.now());
  await page.mouse.move(300, 300);
  await runs(page, "dockerfile");
  const file = (await marked(page, "dockerfile")) - turned;
  await context.close();
  return { paint: paints["first-paint"], content: paints["first-contentful-paint"], whole, interactive, file };
}

/// Milliseconds from a click on an answer until a place has changed.
async function clicks(place, count) {
  const explorer = await Explorer.open(browser, site.address, "", LAPTOP);
  const debug = await explorer.page.context().newCDPSession(explorer.page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const times = await explorer.page.evaluate(async ({ place, count }) => {
    const inputs = ["go", "python", "rust", "java"].map((value) => document.querySelector(`#runtime input[value=${value}]`));
    // Nobody answers again before he has seen what came of it.
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    const changed = () =>
      new Promise((done) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          done(performance.now());
        });
        watch.observe(document.querySelector(place), { subtree: true, childList: true, characterData: true, attributes: true });
      });
    const times = [];
    for (let round = 0; round < count + 10; round += 1) {
      const seen = changed();
      const start = performance.now();
      inputs[round % inputs.length].click();
      // An answer that changes nothing there is no click that counts.
      const at = await Promise.race([seen, new Promise((late) => setTimeout(late, 500))]);
      if (at) times.push(at - start);
      await painted();
    }
    return times.slice(10);
  }, { place, count });
  await explorer.close();
  return times;
}

async function shifts() {
  const { context, page } = await fresh();
  await page.addInitScript(() => {
    window.shifted = { unasked: 0, asked: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted[entry.hadRecentInput ? "asked" : "unasked"] += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(site.address);
  await runs(page, "explorer");
  await page.mouse.move(300, 300);
  await runs(page, "dockerfile");
  for (const value of ["rust", "node", "python", "java", "ruby", "php", "go"]) {
    await page.locator(`#runtime input[value=${value}]`).click();
    await page.waitForTimeout(100);
  }
  const shifted = await page.evaluate(() => window.shifted);
  await context.close();
  return shifted;
}

/// Bytes that stay after many answers, as the garbage collector leaves them.
async function growth(answers) {
  const explorer = await Explorer.open(browser, site.address, "", LAPTOP);
  const debug = await explorer.page.context().newCDPSession(explorer.page);
  const answer = (times) =>
    explorer.page.evaluate(async (times) => {
      const inputs = [...document.querySelectorAll("#runtime input, #exposure input, #team input")];
      for (let round = 0; round < times; round += 1) {
        inputs[round % inputs.length].click();
        await new Promise((painted) => requestAnimationFrame(painted));
      }
    }, times);
  const used = async () => {
    for (let round = 0; round < 3; round += 1) await debug.send("HeapProfiler.collectGarbage");
    return (await debug.send("Runtime.getHeapUsage")).usedSize;
  };
  // Until the way back is full and the browser has compiled what it will: some 100 kB, once.
  await answer(600);
  const before = await used();
  await answer(answers);
  const grown = (await used()) - before;
  await explorer.close();
  return grown;
}

const first = await bytes();
const slowly = [];
for (let run = 0; run < RUNS; run += 1) slowly.push(await slow());
const [verdict, file] = [await clicks("#readout", 120), await clicks("#dockerfile", 120)];
const shifted = await shifts();
const heap = await growth(500);
await browser.close();
await site.close();

const of = (name) => median(slowly.map((run) => run[name]));
const rows = [
  ["first view, transferred", first.bytes / 1000, 120, "kB"],
  ["first view, requests", first.requests, 6, ""],
  ["requests to others", first.foreign, 0, ""],
  ["Slow 4G: first paint", of("paint"), 300, "ms"],
  ["Slow 4G: first contentful paint", of("content"), 300, "ms"],
  ["Slow 4G: questions and verdict painted", of("whole"), null, "ms"],
  ["Slow 4G: interactive", of("interactive"), 1000, "ms"],
  ["Slow 4G: from the first move to the Dockerfile’s module", of("file"), null, "ms"],
  ["then, for the Dockerfile", first.dockerfile / 1000, null, "kB"],
  ["then, for the details", first.details / 1000, null, "kB"],
  ["4× slower: click to changed verdict, median", median(verdict), null, "ms"],
  ["4× slower: click to changed verdict, p95", quantile(verdict, 0.95), 10, "ms"],
  ["4× slower: click to changed Dockerfile, median", median(file), null, "ms"],
  ["4× slower: click to changed Dockerfile, p95", quantile(file, 0.95), 10, "ms"],
  ["layout shift, unasked", shifted.unasked, 0, ""],
  ["layout shift within half a second of an answer", shifted.asked, null, ""],
  ["heap growth over 500 answers", heap / 1000, 100, "kB"],
];
let over = 0;
for (const [name, value, budget, unit] of rows) {
  const fails = budget !== null && value > budget;
  over += fails;
  console.log(`${fails ? "✗" : " "} ${name.padEnd(58)}${value.toFixed(unit === "ms" || unit === "kB" ? 1 : 3).padStart(9)} ${unit.padEnd(3)}${budget === null ? "" : `  at most ${budget}`}`);
}
process.exit(over ? 1 : 0);
