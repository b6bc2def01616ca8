// The questions in steps, each of which fits a screen, or all on one page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
const LAPTOP = { width: 1280, height: 800 };
const STEPS = ["App", "Needs", "Platform", "Team", "Security"];

const IDS = ["what", "needs", "where", "who", "show"];

const asked = (page) => page.locator("#questions fieldset:visible").evaluateAll((all) => all.map((one) => one.id));
const step = (page) => page.locator("#steps input:checked").inputValue();

for (const [size, viewport] of Object.entries({ laptop: LAPTOP, phone: { width: 390, height: 844 } })) {
  test(`step by step every question of the service is asked once, with the verdict in sight, on a ${size}`, async () => {
    const explorer = await shared.open("#v=1&run=python", { viewport });
    const { page } = explorer;
    const all = await page.locator("#questions fieldset:not([hidden])").evaluateAll((all) => all.map((one) => one.id));
    const seen = [];
    for (const [at, name] of STEPS.entries()) {
      assert.equal(await step(page), IDS[at]);
      const now = await asked(page);
      assert.ok(now.length > 0, name);
      seen.push(...now);
      assert.ok(await page.locator(size === "phone" ? ".glance" : "#verdict-title").isVisible());
      const next = page.locator("#questions button:visible", { hasText: "Next:" });
      if (at === STEPS.length - 1) assert.equal(await next.count(), 0);
      else {
        assert.equal(await next.innerText(), `Next: ${STEPS[at + 1]}`);
        await next.click();
        // What has the focus is the step that was gone to.
        await page.waitForFunction((id) => document.activeElement.id === id, `step-${IDS[at + 1]}`);
      }
    }
    assert.deepEqual([...seen].sort(), [...all].sort());
    // By the steps themselves, by keyboard: they are one group.
    await page.keyboard.press("ArrowLeft");
    assert.equal(await step(page), "who");
    assert.doesNotMatch(explorer.fragment(), /step/, "no link says which step is shown");
    explorer.assertQuiet();
    await explorer.close();
  });
}

test("all of a step’s questions fit a screen of a small laptop, for every runtime", async () => {
  const explorer = await shared.open("#v=1&run=go", { viewport: { width: 1366, height: 768 } });
  const { page } = explorer;
  for (const runtime of ["go", "rust", "c_cpp", "java", "java_native", "dotnet", "node", "bun", "deno", "python", "ruby", "php", "static_site"]) {
    await page.locator("label:has(#step-what)").click();
    await page.locator(`#runtime label:has(input[value=${runtime}])`).click();
    await explorer.settled();
    for (const [at, name] of STEPS.entries()) {
      await page.locator(`label:has(#step-${IDS[at]})`).click();
      const [content, height] = await page.locator(".questions").evaluate((one) => [one.scrollHeight, one.clientHeight]);
      assert.ok(content <= height, `${runtime}, ${name}: ${content} of ${height}`);
    }
  }
  await explorer.close();
});

test("all on one page is kept for this browser, and nothing moves when it comes back", async () => {
  const explorer = await shared.open("", { viewport: LAPTOP });
  const { page } = explorer;
  const few = (await asked(page)).length;
  await explorer.allQuestions();
  const all = await asked(page);
  assert.ok(all.length > few && all.includes("runtime") && all.includes("compliance"), all.join());
  assert.ok(!(await page.locator("#steps").isVisible()));
  await page.addInitScript(() => {
    window.shifts = 0;
    // A slow browser paints the page in pieces while it reads it.
    addEventListener("DOMContentLoaded", () => new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value))).observe({ type: "layout-shift" }));
  });
  await page.reload();
  await explorer.ready();
  assert.deepEqual(await asked(page), all);
  assert.ok(await page.locator("#whole").isChecked());
  assert.equal(await page.evaluate(() => window.shifts), 0);
  await page.locator("#whole").uncheck();
  assert.equal((await asked(page)).length, few);
  explorer.assertQuiet();
  await explorer.close();
});

test("what cannot matter is gone, and it is said how much and why", async () => {
  const explorer = await shared.open("#v=1&run=go&net=internal", { viewport: LAPTOP });
  const { page } = explorer;
  const line = page.locator("#no-effect summary");
  const hidden = () => page.locator("#questions fieldset[hidden]").count();
  assert.equal(await line.innerText(), `${await hidden()} questions make no difference here`);
  await line.click();
  const why = await page.locator("#no-effect ul").innerText();
  assert.equal(why.split("\n").length, await hidden());
  assert.match(why, /“Have you worked out what an attacker .*” \(“Who can reach it\?” decides that\)/);
  assert.match(why, /“Must it be one exact minor version of the language\?” \(“What runs inside\?” decides that\)/);
  // A developer's machine asks next to nothing; a step without questions says so.
  await explorer.answer("environment", "Development");
  await explorer.settled();
  assert.match(await page.locator("#no-effect ul").innerText(), /“Who operates it\?” \(“Production or development\?” decides that\)/);
  await page.locator("label:has(#step-who)").click();
  assert.deepEqual(await asked(page), []);
  assert.match(await page.locator('[data-step="who"]').evaluate((one) => getComputedStyle(one, "::after").content), /No question here applies/);
  explorer.assertQuiet();
  await explorer.close();
});

test("whatever leads to a question turns to its step", async () => {
  const explorer = await shared.open("#v=1&run=go", { viewport: LAPTOP });
  const { page } = explorer;
  await page.keyboard.press("/");
  await page.locator("#search input").fill("sbom");
  await page.locator("#search li button").first().click();
  await page.waitForFunction(() => document.activeElement.name === "compliance");
  assert.equal(await step(page), "show");
  await explorer.close();
});
