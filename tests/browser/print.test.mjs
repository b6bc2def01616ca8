// What is on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();

test("on paper there are the verdict, its costs, the Dockerfile and the link", async () => {
  const explorer = await shared.open("#v=1&run=python");
  await explorer.page.emulateMedia({ media: "print" });
  for (const place of ["#readout", "#label", "#dockerfile", ".costs", ".sizes", ".mapped", ".pictured", ".impact", ".reasons", ".on-paper"]) {
    assert.ok(await explorer.page.locator(place).isVisible(), place);
  }
  assert.match(await explorer.text(".on-paper"), /#v=1&run=python/);
  assert.equal(await explorer.page.locator("button:visible:not(.stack button, .flips button, .map button)").count(), 0);
  assert.equal(await explorer.page.locator(":is(.weights, .share, .versus, .compare):visible").count(), 0);
  // The reasons are bars, whose parts are buttons on the screen.
  const widths = await explorer.page.locator(".stack").first().locator("button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  assert.ok(widths.reduce((sum, width) => sum + width) > 100, `${widths}`);
  assert.ok(await explorer.page.locator(".flips li button").first().isVisible());
  await explorer.close();
});

test("whoever prints without having scrolled has the reasons too", async () => {
  const page = await shared.browser.newPage();
  await page.goto(`${shared.site.address}#v=1&run=python`);
  await page.mouse.move(5, 5);
  await page.waitForSelector("html[data-details]", { state: "attached", timeout: 8_000 });
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".reasons .stack button").first().isVisible());
  await page.close();
});

test("the paper has every view, also if only one was looked at", async () => {
  const explorer = await shared.open("#v=1&run=python");
  // As the browser prints, without a moment between asking and laying out.
  const pages = (await explorer.page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/g).length;
  await explorer.page.emulateMedia({ media: "print" });
  await explorer.page.waitForTimeout(1_000);
  const later = (await explorer.page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/g).length;
  assert.equal(pages, later);
  assert.ok(pages >= 6, `${pages} pages`);
  await explorer.close();
});
