// A whole decision on the release build: from the Go API under compliance,
// answer by answer, to the three-person internal Python job.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { hostDockerfile } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const COMPLIANT_GO_API =
  "v=1&run=go&env=production&link=static&deps=none&ver=no&sh=no&exec=never&net=internet&threat=yes&data=yes&audit=required" +
  "&life=active&team=platform&on=kubernetes&debug=rehearsed&tls=yes&arch=amd64_arm64&small=no&alloc=no&vendor=no&base=best";

const TO_THE_PYTHON_JOB = [
  ["runtime", "Python"],
  ["native_deps", "No"],
  ["threat_model", "No"],
  ["exposure", "Only our own network"],
  ["sensitive", "No"],
  ["compliance", "No"],
  ["team", "Up to five people, no platform team"],
  ["debug_path", "No"],
  ["exec_runbook", "Sometimes"],
];

const shared = together();

test("the verdict and the Dockerfile follow each answer", async () => {
  const explorer = await shared.open(`#${COMPLIANT_GO_API}`);
  assert.equal(await explorer.page.locator("#image code").first().textContent(), "gcr.io/distroless/static-debian13:nonroot");
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  assert.match(await explorer.dockerfile(), /^FROM gcr\.io\/distroless\/static-debian13:nonroot$/m);

  const seen = new Set([await explorer.dockerfile()]);
  for (const [question, label] of TO_THE_PYTHON_JOB) {
    await explorer.answer(question, label);
    const shown = await explorer.dockerfile();
    assert.equal(shown, hostDockerfile(explorer.page.url()), `after ${question}: ${label}`);
    seen.add(shown);
  }
  assert.ok(seen.size >= 3, "the Dockerfile changed on the way");
  assert.match(await explorer.text("#verdict-title"), /Alpine/);
  assert.equal(await explorer.page.locator("#image code").first().textContent(), "python:3.14-alpine3.24");

  await explorer.page.locator("#copy").click();
  await explorer.page.getByText("Copied", { exact: true }).waitFor();
  const copied = await explorer.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await explorer.dockerfile());

  const [saved] = await Promise.all([explorer.page.waitForEvent("download"), explorer.page.locator("#download").click()]);
  assert.equal(saved.suggestedFilename(), "Dockerfile");
  assert.equal(await readFile(await saved.path(), "utf8"), copied);

  await explorer.look("costs");
  const before = { fragment: explorer.fragment(), readout: await explorer.text("#readout"), costs: await explorer.text(".costs") };
  await explorer.page.reload();
  await explorer.ready();
  assert.equal(explorer.fragment(), before.fragment);
  assert.equal(await explorer.text("#readout"), before.readout);
  assert.equal(await explorer.text(".costs"), before.costs);
  assert.equal(await explorer.dockerfile(), copied);
  assert.equal(await explorer.checked("exposure"), "internal");

  explorer.assertQuiet();
  await explorer.close();
});

test("every answer to every question leads to what the host prints", async () => {
  const explorer = await shared.open(`#${COMPLIANT_GO_API}`);
  const fields = await explorer.page.locator("fieldset").evaluateAll((all) => all.map((field) => field.id));
  assert.ok(fields.length >= 19);
  await explorer.allQuestions();
  for (const question of fields) {
    const field = explorer.page.locator(`fieldset#${question}`);
    if (!(await field.isVisible())) continue;
    const before = await explorer.checked(question);
    const values = await field.locator("input").evaluateAll((all) => all.map((input) => input.value));
    for (const value of [...values, before]) {
      await field.locator(`input[value=${value}]`).check();
      await explorer.settled();
      assert.match(explorer.fragment(), new RegExp(`=${value}(&|$)`));
      const expected = hostDockerfile(explorer.page.url());
      if (expected === "") {
        assert.match(await explorer.text(".dockerfile"), /no Dockerfile for this stack yet/);
      } else {
        assert.equal(await explorer.dockerfile(), expected, `${question}: ${value}`);
      }
    }
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("questions that cannot matter are not asked, and keep their answers", async () => {
  const explorer = await shared.open();
  const asked = (question) => explorer.page.locator(`fieldset#${question}`).isVisible();
  await explorer.answer("linking", "Yes, linked to glibc");
  assert.equal(await asked("exact_version"), false);
  await explorer.answer("runtime", "Node.js");
  assert.equal(await asked("exact_version"), true);
  assert.equal(await asked("linking"), false);
  await explorer.answer("runtime", "Go");
  assert.equal(await explorer.checked("linking"), "glibc");
  await explorer.close();
});

test("an excluded base is shown with its reason and what would lift it", async () => {
  const explorer = await shared.open();
  await explorer.answer("runtime", "Python");
  const scratch = await explorer.text("#base-scratch");
  assert.match(scratch, /Cannot run this service/);
  assert.match(scratch, /needs an interpreter/);
  assert.match(scratch, /How to allow it/);
  assert.equal(await explorer.page.locator("#base-scratch button:visible").count(), 0);
  await explorer.close();
});

test("another base can be looked at, and is given up when it is excluded", async () => {
  const explorer = await shared.open();
  await explorer.page.locator("#base-scratch button:visible").click();
  assert.match(await explorer.dockerfile(), /^FROM scratch$/m);
  assert.match(await explorer.text(".dockerfile"), /not the recommended base/);
  await explorer.settled();
  assert.match(explorer.fragment(), /&base=scratch&at=/);
  await explorer.answer("shell", "Yes, it has to");
  assert.doesNotMatch(await explorer.dockerfile(), /^FROM scratch$/m);
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  await explorer.page.getByRole("button", { name: "Reset answers" }).click();
  await explorer.settled();
  assert.match(explorer.fragment(), /&k8s=1\.36&at=/);
  await explorer.close();
});

test("figures that are not known say so, and known ones name their source", async () => {
  const explorer = await shared.open();
  await explorer.answer("runtime", "Python");
  await explorer.answer("exact_version", "Yes");
  await explorer.answer("vendor_images", "Docker Hardened Images, or others");
  await explorer.look("costs");
  const costs = await explorer.text(".costs table");
  assert.match(costs, /not known/, "nobody published the vendor's sizes");
  assert.match(costs, /17\.8 MB/);
  await explorer.page.getByText("Sources of these figures").click();
  const sources = await explorer.text(".sources");
  assert.match(sources, /compressed: 17\.8 MB, published 2026-09-17 \([^)]*\), docker-library\/repo-info/);
  assert.match(sources, /compressed: not known/);
  await explorer.close();
});
