// Lighthouse on the release page, as on a phone: the median of three runs.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "../../tests/browser/support/server.mjs";

const RUNS = 3;
/// What each category has to reach, of 100.
const WANTED = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };

const site = await serve({ brotli: true });
const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"] });
const runs = [];
for (let run = 0; run < RUNS; run += 1) {
  const { lhr } = await lighthouse(site.address, { port: chrome.port, onlyCategories: Object.keys(WANTED), logLevel: "error" });
  runs.push(lhr);
}
chrome.kill();
await site.close();

let below = 0;
for (const [category, wanted] of Object.entries(WANTED)) {
  const scores = runs.map((run) => Math.round(100 * run.categories[category].score)).sort((one, other) => one - other);
  const median = scores[Math.floor(RUNS / 2)];
  below += median < wanted;
  console.log(`${median < wanted ? "✗" : " "} ${category.padEnd(16)}${String(median).padStart(4)}  at least ${wanted} (${scores.join(", ")})`);
  if (median >= wanted) continue;
  for (const { id } of runs[0].categories[category].auditRefs) {
    const audit = runs[0].audits[id];
    if (audit.score !== null && audit.score < 1) console.log(`    ${id}: ${audit.title} ${audit.displayValue ?? ""}`);
  }
}
process.exit(below ? 1 : 0);
