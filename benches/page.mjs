// How the release page feels, in medians beside their budgets; fails when one is
// over. Called by `make bench-page`. RUNS=9 says how often pages are loaded and
// AGAINST=folder names the dist/ of another build, which is measured in turns
// with this one: only figures of one run are to be compared.
import { launch } from "../tests/browser/support/explorer.mjs";
import { serve } from "../tests/browser/support/server.mjs";
import { alone, dropped } from "./project.mjs";
import { SLOW_4G, answers, bytes, growth, load } from "./measure.mjs";

const RUNS = Number(process.env.RUNS ?? 9);
const AFTER = [100, 500, 2_000];
const SLOWER = 4;

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => quantile(values, 0.5);
const p95 = (values) => quantile(values, 0.95);

const builds = [{ name: "this", site: await serve({ brotli: true }) }];
if (process.env.AGAINST) builds.push({ name: "against", site: await serve({ brotli: true, root: process.env.AGAINST }) });

/// Each build in turns, with a browser of its own each time.
async function inTurns(times, what) {
  const all = builds.map(() => []);
  for (let round = 0; round < times; round += 1) {
    for (const [at, { site }] of builds.entries()) {
      const browser = await launch();
      all[at].push(await what(browser, site));
      await browser.close();
    }
  }
  return all;
}

const rows = [];
/// A row of the table: the figure of each build, and the most that this one may have.
const row = (name, values, unit, budget = null) => rows.push({ name, values, unit, budget });
const of = (all, name) => all.map((rounds) => median(rounds.map((round) => round[name])));

const sizes = await inTurns(1, bytes);
row("until interactive, transferred", of(sizes, "bytes").map((value) => value / 1_000), "kB", 90);
row("until interactive, requests", of(sizes, "requests"), "", 6);
row("requests to others", of(sizes, "foreign"), "", 0);
row("then, for the rest of the first view", of(sizes, "rest").map((value) => value / 1_000), "kB");
row("then, for the Dockerfile", of(sizes, "dockerfile").map((value) => value / 1_000), "kB");
row("then, for the details", of(sizes, "details").map((value) => value / 1_000), "kB");

for (const [name, how, budgets] of [
  ["at once", {}, {}],
  ["Slow 4G", { network: SLOW_4G }, { first: 300, content: 300, interactive: 1_000 }],
  [`Slow 4G, ${SLOWER}× slower`, { network: SLOW_4G, slower: SLOWER }, {}],
]) {
  const loads = await inTurns(RUNS, (browser, site) => load(browser, site, how));
  row(`${name}: first paint`, of(loads, "first"), "ms", budgets.first);
  row(`${name}: first contentful paint`, of(loads, "content"), "ms", budgets.content);
  row(`${name}: largest paint`, of(loads, "largest"), "ms");
  row(`${name}: interactive`, of(loads, "interactive"), "ms", budgets.interactive);
  row(`${name}: from the first move to the Dockerfile`, of(loads, "file"), "ms");
  row(`${name}: blocking`, of(loads, "blocking"), "ms");
  row(`${name}: layout shift, unasked`, of(loads, "unasked"), "", 0);
}

for (const kind of ["light", "runtime"]) {
  for (const slower of [1, SLOWER]) {
    const given = await inTurns(1, (browser, site) => answers(browser, site, kind, { slower }));
    const name = `${kind} answers${slower > 1 ? `, ${slower}× slower` : ""}`;
    row(`${name}: input to last change, median`, given.map(([all]) => median(all.change)), "ms");
    row(`${name}: input to last change, p95`, given.map(([all]) => p95(all.change)), "ms");
    row(`${name}: Event Timing, p95`, given.map(([all]) => p95(all.event)), "ms");
    for (const part of ["work", "script", "style", "layout"]) row(`${name}: main thread, ${part === "work" ? "all" : part}`, of(given, part), "ms");
  }
  const looks = await inTurns(1, (browser, site) => growth(browser, site, kind, AFTER));
  for (const [at, count] of AFTER.slice(1).entries()) {
    const grown = (part) => looks.map(([all]) => all[at + 1][part] - all[0][part]);
    row(`${kind} answers, ${AFTER[0]} to ${count}: heap`, grown("heap").map((value) => value / 1_000), "kB", 250);
    row(`${kind} answers, ${AFTER[0]} to ${count}: nodes`, grown("nodes"), "", 20);
    row(`${kind} answers, ${AFTER[0]} to ${count}: wasm memory`, grown("wasm").map((value) => value / 1_024), "KiB", 128);
  }
}
for (const slower of [1, SLOWER]) {
  const name = `a dropped project of 300 files${slower > 1 ? `, ${slower}× slower` : ""}`;
  const rounds = await inTurns(3, (browser, site) => dropped(browser, site, { slower }));
  row(`${name}: until it is shown`, of(rounds, "shown"), "ms");
  row(`${name}: longest task`, of(rounds, "longest"), "ms");
  row(`${name}: the browser alone`, of(await inTurns(3, (browser, site) => alone(browser, site, { slower })), "read"), "ms");
}
for (const { site } of builds) await site.close();

const shown = (value, unit) => (["ms", "kB"].includes(unit) ? value.toFixed(1) : String(Number(value.toFixed(3)))).padStart(10);
console.log(`  ${"".padEnd(62)}${builds.map(({ name }) => name.padStart(10)).join("")}`);
let over = 0;
for (const { name, values, unit, budget } of rows) {
  const fails = budget !== null && values[0] > budget;
  over += fails;
  const ratio = values.length > 1 && values[1] > 0 ? `  ${(values[0] / values[1]).toFixed(2)}×` : "";
  console.log(`${fails ? "✗" : " "} ${name.padEnd(62)}${values.map((value) => shown(value, unit)).join("")} ${unit.padEnd(3)}${ratio}${budget === null ? "" : `  at most ${budget}`}`);
}
process.exit(over ? 1 : 0);
