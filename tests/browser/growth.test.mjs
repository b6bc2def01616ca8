// What many answers leave behind: nothing. A closure over a memo inside what is
// made anew stays with that memo for ever, and makes each later answer slower.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wasmBytes, watchMemory } from "./support/memory.mjs";
import { together } from "./support/together.mjs";

const shared = together();

/// What to press in turns, and the views of the details to look at before, of which the last stays.
const KINDS = {
  "answers that change costs and reasons": { inputs: ["#exposure input[value=internal]", "#team input[value=small]", "#exposure input[value=internet]", "#team input[value=medium]"], views: [] },
  "other runtimes": { inputs: ["rust", "python", "node", "go"].map((value) => `#runtime input[value=${value}]`), views: [] },
  "other platforms with the runbook in sight, and all views seen before": { inputs: ["docker", "kubernetes", "managed", "kubernetes"].map((value) => `#platform input[value=${value}]`), views: ["map", "costs", "sizes", "compare", "share", "runbook"] },
  "other runtimes beside each other": { inputs: ["rust", "python", "node", "go"].map((value) => `#runtime input[value=${value}]`), views: ["compare"] },
  "other views of an answer": { inputs: ["#exposure input[value=internal]", "#view-costs", "#view-map", "#exposure input[value=internet]", "#view-runbook", "#view-compare", "#view-why"], views: [] },
};
const FIRST = 100;
const ALL = 1_000;
/// Two pages of wasm memory.
const PAGES = 2 * 65_536;

for (const [kind, { inputs, views }] of Object.entries(KINDS)) {
  test(`${ALL} answers leave nothing that ${FIRST} do not: ${kind}`, async () => {
    const explorer = await shared.open("", {
      on: null,
      prepare: watchMemory,
    });
    const { page } = explorer;
    for (const view of views) await explorer.look(view);
    const debug = await page.context().newCDPSession(page);
    await debug.send("Performance.enable");
    const metrics = async () => Object.fromEntries((await debug.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
    const answer = (times) =>
      page.evaluate(async ([inputs, times]) => {
        for (let at = 0; at < times; at += 1) {
          document.querySelector(inputs[at % inputs.length]).click();
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        }
      }, [inputs, times]);
    // The quickest of three rounds: what else the machine does slows some of them.
    const scriptPerAnswer = async () => {
      const rounds = [];
      for (let round = 0; round < 3; round += 1) {
        const before = await metrics();
        await answer(20);
        const after = await metrics();
        rounds.push((after.ScriptDuration - before.ScriptDuration) / 20);
      }
      return Math.min(...rounds);
    };
    const look = async () => {
      const script = await scriptPerAnswer();
      // What follows an answer may not be there yet.
      await explorer.settled();
      for (let round = 0; round < 3; round += 1) await debug.send("HeapProfiler.collectGarbage");
      const wasm = await wasmBytes(page);
      const { Nodes: nodes, JSEventListeners: listeners } = await metrics();
      return { wasm, nodes, listeners, script };
    };
    await answer(FIRST);
    const then = await look();
    await answer(ALL - FIRST);
    const now = await look();
    console.log(`${kind}: wasm ${then.wasm >> 10} to ${now.wasm >> 10} KiB, script per answer ${(then.script * 1000).toFixed(1)} to ${(now.script * 1000).toFixed(1)} ms`);
    assert.ok(then.wasm > 0 && now.wasm - then.wasm <= PAGES, `${now.wasm - then.wasm} bytes of wasm memory`);
    // Some come and go; one for each answer would be nine hundred.
    assert.ok(now.nodes - then.nodes <= 100, `${now.nodes - then.nodes} nodes`);
    assert.ok(now.listeners <= then.listeners, `${now.listeners - then.listeners} listeners`);
    // A leak doubled it; half as much again is what a busy machine does.
    assert.ok(now.script <= then.script * 1.5 + 0.002, `script per answer went from ${then.script} to ${now.script} s`);
    explorer.assertQuiet();
    await explorer.close();
  });
}
