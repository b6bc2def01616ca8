// The 2 AM runbook on the page: closed it costs nothing, open it follows the state.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, hostCompanion } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const shared = together();

const PYTHON = "#v=1&run=python&on=kubernetes";
const POINTS = ["patch", "attach", "security", "user", "target", "image", "rehearsed"];
/// What has to be met for a debug container to be had at all.
const BLOCKS = ["patch", "attach", "security", "image"];

const settled = (explorer) => explorer.settled();
const point = (explorer, token) => explorer.page.locator(`fieldset#ready-${token}`);
const file = (explorer, name) => explorer.page.locator(`[id="file-${name}"]`);
const names = (explorer) => explorer.page.locator(".files li:not([hidden]) h4").allInnerTexts();
const verbs = (explorer) => explorer.page.locator(".impact tbody tr:not([hidden])");
const clipboard = (explorer) => explorer.page.evaluate(() => navigator.clipboard.readText());

async function opened(fragment = PYTHON, options = {}) {
  const explorer = await shared.open(fragment, options);
  await explorer.look("runbook");
  return explorer;
}

async function say(explorer, token, label) {
  await point(explorer, token).getByRole("radio", { name: label, exact: true }).click();
  await settled(explorer);
}

const effects = (explorer) =>
  verbs(explorer).evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.querySelector("th").textContent, row.querySelector(".effect").textContent])));

async function sameAsHost(explorer) {
  await settled(explorer);
  for (const name of await names(explorer)) {
    const text = await file(explorer, name).locator("pre").textContent();
    assert.equal(text, hostCompanion(name, explorer.page.url()), name);
  }
}

/// Chooses the base whose details are shown.
async function lookAt(explorer, base) {
  await explorer.page.locator(`#base-${base} button`).click();
  await settled(explorer);
}

test("it has all points and files, and looking at it changes nothing but the view in the address", async () => {
  const explorer = await opened();
  assert.equal(await explorer.page.locator(".runbook fieldset").count(), POINTS.length);
  assert.deepEqual(await names(explorer), ["RUNBOOK.md", "rehearsal.sh", "deployment.yaml", "debug-profile.yaml", "debug-rbac.yaml", "debug-images.yaml"]);
  assert.match(explorer.fragment(), /^v=1&run=python&.*&view=runbook$/);
  explorer.assertQuiet();
  await explorer.close();
});

test("the version changes what is said, the files and the link, and survives a reload", async () => {
  const explorer = await opened();
  const says = () => explorer.text("#k8s-says");
  assert.equal(await explorer.page.locator("#k8s").inputValue(), "1.36");
  assert.match(await says(), /uses general/);
  const guide = await file(explorer, "RUNBOOK.md").locator("pre").textContent();
  await explorer.page.locator("#k8s").selectOption("1.33");
  assert.match(await says(), /uses legacy/);
  assert.match(await says(), /is beta/);
  await explorer.settled();
  assert.ok(explorer.fragment().includes("&k8s=1.33&"), explorer.fragment());
  assert.notEqual(await file(explorer, "RUNBOOK.md").locator("pre").textContent(), guide);
  await sameAsHost(explorer);
  await explorer.page.reload();
  await explorer.ready();
  assert.equal(await explorer.page.locator("#k8s").inputValue(), "1.33");
  assert.match(await says(), /uses legacy/);
  explorer.assertQuiet();
  await explorer.close();
});

test("readiness answers the question, the verdict follows, and the link keeps both", async () => {
  const explorer = await opened("#v=1&run=go&on=kubernetes");
  assert.match(await explorer.text("#ready-answer"), /Perhaps, never tried\. You have not answered any check yet/);
  const readout = () => explorer.text("#readout");
  for (const token of POINTS) await say(explorer, token, "Yes");
  assert.equal(await explorer.checked("debug_path"), "rehearsed");
  assert.match(await explorer.text("#ready-answer"), /Yes, rehearsed\. Set by your readiness answers/);
  const rehearsed = { fragment: explorer.fragment(), readout: await readout() };
  for (const token of POINTS) {
    assert.equal(await point(explorer, token).locator(".unmet").count(), 0);
    await say(explorer, token, "No");
    assert.equal(await explorer.checked("debug_path"), BLOCKS.includes(token) ? "none" : "untested", token);
    assert.match(await point(explorer, token).innerText(), /What fails: .+\n+How to fix it: /);
    assert.notEqual(explain(explorer.fragment()), explain(rehearsed.fragment));
    await say(explorer, token, "Yes");
  }
  assert.deepEqual({ fragment: explorer.fragment(), readout: await readout() }, rehearsed);

  await say(explorer, "security", "No");
  await say(explorer, "target", "Not known");
  assert.notEqual(await readout(), rehearsed.readout);
  await explorer.settled();
  assert.ok(explorer.fragment().includes("&ready=yyny-yy&"), explorer.fragment());
  const before = { fragment: explorer.fragment(), readout: await readout() };
  await explorer.page.reload();
  await explorer.ready();
  assert.equal(await point(explorer, "security").locator("input:checked").getAttribute("value"), "no");
  assert.equal(await point(explorer, "target").locator("input:checked").getAttribute("value"), "open");
  assert.deepEqual({ fragment: explorer.fragment(), readout: await readout() }, before);

  // The question stays the visitor's.
  assert.ok(await explorer.page.locator("#follow-again").isHidden());
  await explorer.answer("debug_path", "Yes, rehearsed");
  await explorer.approach();
  assert.match(await explorer.text("#ready-answer"), /Yes, rehearsed\. Your readiness answers say “No”/);
  assert.equal(await point(explorer, "security").locator("input:checked").getAttribute("value"), "no");
  await explorer.page.locator("#follow-again").click();
  await settled(explorer);
  assert.equal(await explorer.checked("debug_path"), "none");
  assert.equal(await explorer.page.evaluate(() => document.activeElement.id), "ready-answer");
  assert.deepEqual({ fragment: explorer.fragment(), readout: await readout() }, before);
  explorer.assertQuiet();
  await explorer.close();
});

test("what breaks follows the base that is looked at, and so do the files", async () => {
  const explorer = await opened();
  await lookAt(explorer, "distroless");
  assert.match((await effects(explorer))["Exec a shell"], /^✗ breaks$/);
  const row = verbs(explorer).filter({ hasText: "Exec a shell" });
  await row.locator("summary").click();
  const paste = await row.locator("pre").innerText();
  assert.match(paste, /kubectl debug/);
  await row.getByRole("button", { name: "Copy" }).click();
  await row.getByText("Copied", { exact: true }).waitFor();
  assert.equal((await clipboard(explorer)).trimEnd(), paste.trimEnd());
  assert.match(await row.locator(".evidence a").first().getAttribute("href"), /^evidence\.html#/);
  await sameAsHost(explorer);

  await lookAt(explorer, "full");
  assert.match((await effects(explorer))["Exec a shell"], /^✓ works$/);
  assert.ok(await row.locator("pre").isVisible(), "what was opened stays open");
  assert.doesNotMatch(await row.locator("pre").innerText(), /kubectl debug/);
  await sameAsHost(explorer);
  await lookAt(explorer, "alpine");
  assert.match((await effects(explorer))["Exec a shell"], /^≈ differs$/);

  // Another platform has other words, and a developer's machine none.
  await explorer.answer("platform", "Docker, Compose or a VM");
  assert.deepEqual(await names(explorer), ["RUNBOOK.md", "compose.yaml"]);
  assert.equal(await explorer.page.locator("#k8s:visible, .runbook fieldset:visible").count(), 0);
  await sameAsHost(explorer);
  await explorer.answer("environment", "Development");
  await settled(explorer);
  assert.match(await explorer.text(".runbook"), /need no on-call runbook/);
  explorer.assertQuiet();
  await explorer.close();
});

test("files follow the settings, and are copied and saved as the host prints them", async () => {
  const explorer = await opened("#v=1&run=node&on=kubernetes&port=3000&name=team/shop-api");
  assert.match(await file(explorer, "deployment.yaml").locator("pre").textContent(), /3000/);
  await sameAsHost(explorer);
  const name = "debug-rbac.yaml";
  await file(explorer, name).getByRole("button", { name: `Copy: ${name}` }).click();
  await file(explorer, name).getByText("Copied", { exact: true }).waitFor();
  assert.equal(await clipboard(explorer), hostCompanion(name, explorer.page.url()));
  const [saved] = await Promise.all([explorer.page.waitForEvent("download"), file(explorer, name).getByRole("button", { name: `Download ${name}` }).click()]);
  assert.equal(saved.suggestedFilename(), name);
  explorer.assertQuiet();
  await explorer.close();
});

test("the keyboard alone opens it, answers a point and chooses a version", async () => {
  const explorer = await shared.open(PYTHON);
  const { keyboard } = explorer.page;
  // By the tabs of the views, and on from there.
  await keyboard.press("e");
  await explorer.page.waitForFunction(() => document.activeElement.id === "view-why");
  for (let at = 0; at < 5; at += 1) await keyboard.press("ArrowRight");
  await explorer.page.waitForFunction(() => document.activeElement.id === "view-runbook");
  await explorer.settled();
  const focused = () => explorer.page.evaluate(() => document.activeElement.id);
  for (let presses = 0; presses < 60 && (await focused()) !== "k8s"; presses += 1) await keyboard.press("Tab");
  assert.equal(await focused(), "k8s");
  await keyboard.press("ArrowUp");
  await explorer.settled();
  assert.ok(explorer.fragment().includes("&k8s=1.35&"), explorer.fragment());
  await point(explorer, "patch").locator("input:checked").focus();
  await keyboard.press("ArrowUp");
  await settled(explorer);
  await explorer.settled();
  assert.ok(explorer.fragment().includes("&ready=n&"), explorer.fragment());
  assert.equal(await explorer.page.evaluate(() => document.activeElement.value), "no");
  assert.equal(await explorer.checked("debug_path"), "none");
  const summary = file(explorer, "RUNBOOK.md").locator("summary");
  await summary.focus();
  await keyboard.press("Enter");
  assert.ok(await file(explorer, "RUNBOOK.md").locator("pre").isVisible());
  explorer.assertQuiet();
  await explorer.close();
});

test("a link that says nonsense of it opens and says so", async () => {
  const explorer = await opened(`${PYTHON}&k8s=9.99&ready=maybe`);
  const said = await explorer.text(".problems");
  for (const part of ["“9.99” is not an answer to “k8s”. “1.36” was used", "“maybe” is not an answer to “ready”. “not known” was used"]) {
    assert.ok(said.includes(part), said);
  }
  assert.equal(await explorer.page.locator("#k8s").inputValue(), "1.36");
  explorer.assertQuiet();
  await explorer.close();
});

for (const [name, width, height] of [["small phone", 320, 640], ["laptop", 1440, 900]]) {
  test(`with everything open nothing sticks out on a ${name}`, async () => {
    const explorer = await opened(`${PYTHON}&ready=nnnnnnn&base=distroless`, { viewport: { width, height } });
    await explorer.page.evaluate(() => document.querySelectorAll(".runbook details").forEach((fold) => { fold.open = true; }));
    await settled(explorer);
    const [content, window] = await explorer.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= window, `${content} > ${window}`);
    for (const input of await explorer.page.locator(".runbook input").all()) {
      assert.equal(await input.evaluate((node) => node.labels.length), 1);
    }
    if (process.env.PICTURES) await explorer.page.locator(".runbook").screenshot({ path: `${process.env.PICTURES}/runbook-${width}.png` });
    explorer.assertQuiet();
    await explorer.close();
  });
}
