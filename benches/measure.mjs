// What `make bench-page` measures of one build of the page: with trusted input,
// all parts loaded, and until the page is quiet. A click by script and a clock
// that stops at the first change flatter.
import { Explorer } from "../tests/browser/support/explorer.mjs";
import { wasmBytes, watchMemory } from "../tests/browser/support/memory.mjs";

/// 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
export const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
/// With the browser's own clock: the one of the tests stands in the way of each timer.
const LAPTOP = { viewport: { width: 1280, height: 800 }, on: null };
/// Answers to give in turns: such that leave the file's language as it is, and such that change all of it.
export const ANSWERS = {
  light: ["#exposure input[value=internal]", "#team input[value=small]", "#exposure input[value=internet]", "#team input[value=medium]"],
  runtime: ["rust", "python", "node", "go"].map((value) => `#runtime input[value=${value}]`),
};

const runs = (page, part) => page.waitForSelector(`html[data-${part}]`, { state: "attached" });
const metrics = async (debug) => Object.fromEntries((await debug.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));

/// A page of its own, with nothing kept from before, and its debugger.
async function fresh(browser, { network, slower }) {
  const context = await browser.newContext({ viewport: LAPTOP.viewport });
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send("Network.enable");
  if (network) await debug.send("Network.emulateNetworkConditions", network);
  if (slower) await debug.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(() => {
    window.seen = { tasks: [], shifts: { unasked: 0, asked: 0 } };
    const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => (window.seen.largest = entry.startTime));
    watch("longtask", ({ startTime, duration }) => window.seen.tasks.push([startTime, duration]));
    watch("layout-shift", (entry) => (window.seen.shifts[entry.hadRecentInput ? "asked" : "unasked"] += entry.value));
  });
  return { context, page, debug };
}

/// Bytes and requests until answers are taken, and of what follows.
export async function bytes(browser, site) {
  const { context, page, debug } = await fresh(browser, {});
  const requests = new Map();
  let transferred = 0;
  debug.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url, bytes: 0 }));
  debug.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    requests.get(requestId).bytes = encodedDataLength;
    transferred += encodedDataLength;
  });
  await page.goto(site.address, { waitUntil: "networkidle" });
  await runs(page, "explorer");
  const later = await page.evaluate(() => {
    const [{ startTime: now }] = performance.getEntriesByName("explorer");
    return performance.getEntriesByType("resource").filter(({ name, startTime }) => name.endsWith(".wasm") && startTime >= now).map(({ name }) => name);
  });
  const needed = [...requests.values()].filter(({ url }) => !later.includes(url));
  const first = { bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0), requests: needed.length };
  const view = transferred;
  await page.mouse.move(300, 300);
  await runs(page, "dockerfile");
  await page.waitForLoadState("networkidle");
  const then = transferred;
  await page.evaluate(() => document.querySelector("#details-part").scrollIntoView());
  await runs(page, "details");
  await page.waitForTimeout(300);
  await context.close();
  const foreign = [...requests.values()].filter(({ url }) => !url.startsWith(site.origin)).length;
  return { ...first, foreign, rest: view - first.bytes, dockerfile: then - view, details: transferred - then };
}

/// Milliseconds until what a visitor waits for, on a network and a processor.
export async function load(browser, site, how = {}) {
  const { context, page } = await fresh(browser, how);
  await page.goto(site.address, { waitUntil: "commit" });
  await runs(page, "explorer");
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
  await page.waitForTimeout(500);
  const all = await page.evaluate(() => {
    const marks = Object.fromEntries(performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]));
    const paints = Object.fromEntries(performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]));
    return { marks, first: paints["first-paint"], content: paints["first-contentful-paint"], ...window.seen };
  });
  await context.close();
  // What of long tasks is over 50 ms, from the first paint until answers are taken.
  const blocking = all.tasks.filter(([start]) => start < all.marks.explorer).reduce((sum, [start, duration]) => sum + Math.max(0, start + duration - Math.max(start + 50, all.first)), 0);
  return { first: all.first, content: all.content, largest: all.largest, interactive: all.marks.explorer, file: all.marks.dockerfile - turned, blocking, unasked: all.shifts.unasked };
}

/// Clicks where an input is, as a hand does: the browser makes the events.
async function click(page, input) {
  const label = page.locator(input).locator("..");
  await label.scrollIntoViewIfNeeded();
  const box = await label.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/// All questions on one page, where they come in steps: a hand finds each of them.
async function unfolded(browser, site, how) {
  const explorer = await Explorer.open(browser, site.address, "", how);
  const whole = explorer.page.locator("#whole");
  if (await whole.count()) await whole.check();
  return explorer;
}

/// What one answer takes, each `count` times.
export async function answers(browser, site, kind, { slower = 1, count = 40 } = {}) {
  const explorer = await unfolded(browser, site, LAPTOP);
  const { page } = explorer;
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  await debug.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(() => {
    window.answer = {};
    addEventListener("click", (event) => event.isTrusted && event.target.matches("input") && Object.assign(window.answer, { at: event.timeStamp }), { capture: true });
    const watch = new MutationObserver(() => (window.answer.last = performance.now()));
    for (const place of ["#verdict", "#dockerfile-part"]) watch.observe(document.querySelector(place), { subtree: true, childList: true, characterData: true, attributes: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.interactionId) window.answer.event = Math.max(window.answer.event ?? 0, entry.duration);
    }).observe({ type: "event", durationThreshold: 16 });
  });
  const give = async (round) => {
    await page.evaluate(() => (window.answer = {}));
    await click(page, ANSWERS[kind][round % ANSWERS[kind].length]);
    // Until nothing follows any more: the address is written once answers pause.
    await page.waitForTimeout(600 + 150 * (slower - 1));
    return page.evaluate(() => window.answer);
  };
  for (let round = 0; round < 8; round += 1) await give(round);
  const before = await metrics(debug);
  const given = [];
  for (let round = 0; round < count; round += 1) given.push(await give(round));
  const after = await metrics(debug);
  await explorer.close();
  const each = (name) => ((after[name] - before[name]) * 1_000) / count;
  return {
    change: given.filter(({ at, last }) => last >= at).map(({ at, last }) => last - at),
    // Below the browser's threshold it tells nothing: that is its shortest step.
    event: given.map(({ event }) => event ?? 8),
    work: each("TaskDuration"),
    script: each("ScriptDuration"),
    style: each("RecalcStyleDuration"),
    layout: each("LayoutDuration"),
  };
}

/// What stays after so many answers, as the garbage collector leaves it.
export async function growth(browser, site, kind, after) {
  const explorer = await unfolded(browser, site, { ...LAPTOP, prepare: watchMemory });
  const { page } = explorer;
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  const looks = [];
  let given = 0;
  for (const count of after) {
    // By script: it is about what is kept, and two thousand clicks by hand take half an hour.
    await page.evaluate(
      async ([inputs, from, to]) => {
        for (let at = from; at < to; at += 1) {
          document.querySelector(inputs[at % inputs.length]).click();
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        }
      },
      [ANSWERS[kind], given, count],
    );
    given = count;
    await page.waitForTimeout(600);
    for (let round = 0; round < 3; round += 1) await debug.send("HeapProfiler.collectGarbage");
    const { usedSize: heap } = await debug.send("Runtime.getHeapUsage");
    const { Nodes: nodes } = await metrics(debug);
    const wasm = await wasmBytes(page);
    looks.push({ count, heap, nodes, wasm });
  }
  await explorer.close();
  return looks;
}
