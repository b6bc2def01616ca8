// Times verdict, explanation and flips in a real browser. Run by `make bench`,
// which has built examples/judge.rs into target/judge.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { launch } from "../tests/browser/support/explorer.mjs";

const ROUNDS = 2_000;
const SAMPLES = 31;
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
const PAGE = '<!doctype html><title>bench</title><script type="module">import start, { judge } from "./judge.js"; await start(); window.judge = judge;</script>';

const server = createServer(async (request, response) => {
  const body = request.url === "/" ? PAGE : await readFile(`target/judge${request.url}`).catch(() => "");
  response.writeHead(200, { "content-type": TYPES[extname(request.url)] ?? TYPES[".html"] }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await launch();
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => window.judge);
const times = await page.evaluate(([rounds, samples]) => {
  window.judge(rounds);
  return Array.from({ length: samples }, () => {
    const start = performance.now();
    window.judge(rounds);
    return (performance.now() - start) / rounds;
  }).sort((a, b) => a - b);
}, [ROUNDS, SAMPLES]);
console.log(`browser: verdict, explanation and flips ${times[SAMPLES >> 1].toFixed(4)} ms (median of ${SAMPLES}, fastest ${times[0].toFixed(4)} ms)`);
await browser.close();
server.close();
