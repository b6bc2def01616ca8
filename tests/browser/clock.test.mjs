// What the visitor's clock changes, and what it does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();

const NODE = "#v=1&run=node";

for (const [day, warns, age, link = NODE, version = 26] of [
  ["2026-11-30", null, /newest is from today\.$/],
  ["2027-02-01", null, /newest is 2 months old\.$/],
  ["2027-12-24", /Alpine Linux 3\.24 is supported until 2028-06-01, for another 160 days/, /1[23] months old\. They are old/],
  ["2028-05-01", /Alpine Linux 3\.24 is supported until 2028-06-01, for another 31 days/, /They are old/, `${NODE}&lang=24`],
  ["1999-01-01", null, /from the future, by your clock/],
]) {
  test(`opened on ${day}`, async () => {
    const explorer = await shared.open(link, { on: `${day}T12:00:00Z` });
    const shown = explorer.page.locator("#ends:visible");
    if (warns) assert.match(await shown.innerText(), warns);
    else assert.equal(await shown.count(), 0);
    await explorer.look("costs");
    assert.match(await explorer.text("#freshness"), age);
    // What has ended is not built on.
    assert.match(await explorer.dockerfile(), new RegExp(`^FROM node:${version}-`, "m"));
    explorer.assertQuiet();
    await explorer.close();
  });
}
