// Starting from a project: its folder dropped or picked, or a file pasted. It is
// read in the browser, and nothing of it gets out.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
const SECRET = "not-to-be-shown";
const DOCKERFILE = `FROM node:22
WORKDIR /app
RUN apt-get update && apt-get install -y ffmpeg
COPY . .
RUN npm ci
ENV CACHE_FOLDER=/root/cache
EXPOSE 8080
CMD npm start
`;
const FILES = {
  "package.json": `{"name": "shop-api", "engines": {"node": ">=22"}, "scripts": {"start": "node server.js"}, "dependencies": {"express": "5"}}`,
  "package-lock.json": `{"name": "shop-api", "lockfileVersion": 3, "packages": {"": {"name": "shop-api"}}}`,
  "server.js": "require('express')().listen(8080)",
  ".nvmrc": "24\n",
  ".env": `PASSWORD=${SECRET}\n`,
  ".npmrc": `//registry.example.com/:_authToken=${SECRET}\n`,
  Dockerfile: DOCKERFILE,
  // Aside, so that it is no other service of the folder.
  "testdata/go.mod": "module example.com/shop\n\ngo 1.26\n",
  // Never walked: it would be another service.
  "node_modules/django/manage.py": "",
  "node_modules/django/requirements.txt": "django==5.2\n",
  "web/package.json": `{"name": "shop-web", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "7"}}`,
};

let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "projects-"));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, "shop", name)), { recursive: true });
    await writeFile(join(root, "shop", name), text);
  }
});
after(() => rm(root, { recursive: true }));

/// Drops what lies there on the page, as the system does.
async function drop(page, ...paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await session.detach();
}

const read = (page) => page.locator("#read-title").waitFor({ timeout: 20_000 });
/// Unfolds the review and the changes.
const unfold = async (page) => {
  // They come after the heading, on a slow machine a moment later.
  await page.locator(".inspected summary", { hasText: "Changes from" }).waitFor();
  await page.evaluate(() => document.querySelectorAll(".inspected details").forEach((fold) => (fold.open = true)));
};
const list = (page, selector) => page.locator(selector).allInnerTexts();

test("a dropped folder says what it is, and nothing of it gets out", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  const requests = [];
  page.on("request", (request) => requests.push([request.method(), new URL(request.url()).pathname]));
  await drop(page, join(root, "shop"));
  await read(page);
  await explorer.settled();
  assert.equal(await explorer.text("#read-title"), "Read from shop");
  assert.equal(await page.evaluate(() => document.activeElement.id), "read-title");
  assert.match(await explorer.text("#project-status"), /^shop was read: \d+ findings\.$/);
  assert.equal(await explorer.checked("runtime"), "node");
  // Files that differ are shown with a click for each.
  const uses = page.locator(".contradictions button");
  assert.ok((await uses.count()) >= 2, await explorer.text(".inspected"));
  assert.ok((await list(page, ".others button")).some((text) => text.includes("web/package.json")));
  // Folded, each says what is in it, and the verdict is in sight.
  const folds = (await list(page, ".inspected summary h3")).join("\n");
  assert.deepEqual(folds.split("\n"), ["Review of Dockerfile", "Changes from Dockerfile to the new Dockerfile"]);
  assert.match(await page.locator("summary", { hasText: "Review of Dockerfile" }).innerText(), /: \d+ warnings?, \d+ notes?$/);
  await unfold(page);
  // The review, with the worst first, and what would be lost.
  const findings = (await list(page, ".findings li")).join("\n");
  for (const said of ["A package manager is process 1", "line 8", "Instead: "]) assert.ok(findings.includes(said), said);
  assert.deepEqual((await list(page, ".lost li")).map((text) => text.replace(/ Set “.*/, "")), ["Line 6: Sets CACHE_FOLDER."]);
  // Nothing of a secret, or of where it lies, is on the page, in the link, or on its way.
  const all = (await page.content()) + page.url() + (await page.evaluate(() => JSON.stringify(localStorage)));
  for (const kept of [SECRET, root]) assert.ok(!all.includes(kept), kept);
  assert.ok(!decodeURIComponent(page.url()).includes("ENV "));
  assert.deepEqual(requests.filter(([method]) => method !== "GET"), []);
  assert.ok(requests.every(([, path]) => /-part|shared|\.css$|\.wasm$|offline|sw\.js|icon\.svg$|json$|html$|\/$|boot/.test(path)), JSON.stringify(requests));
  // The link opens to the same answers, and says which of them were read.
  await page.waitForTimeout(500);
  const link = await explorer.fragment();
  assert.match(link, /&read=run\./);
  assert.match(link, /&assumed=/);
  assert.equal(await explorer.text("#basis"), (await explorer.text("#basis")).match(/^Based on \d+ read from the project; \d+ assumed\.$/)?.[0]);
  explorer.assertQuiet();
  await explorer.close();
});

test("the way over follows what is set", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  await drop(page, join(root, "shop"));
  await read(page);
  await unfold(page);
  // What would be lost leads to its setting, and is kept once it is set.
  await page.locator(".lost li").first().getByRole("button").click();
  await explorer.settled();
  assert.equal(await page.evaluate(() => document.activeElement.id), "set-vars");
  await page.keyboard.type("CACHE_FOLDER=/tmp/cache");
  await explorer.settled();
  assert.deepEqual(await list(page, ".lost li"), []);
  // The patch makes their file into ours.
  await page.locator("#copy-project-patch").click();
  const patch = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(patch.startsWith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,8 +1,"), patch.slice(0, 80));
  const added = patch.split("\n").filter((line) => /^[+ ]/.test(line) && !line.startsWith("+++")).map((line) => line.slice(1));
  const ours = (await explorer.dockerfile()).split("\n");
  for (const line of added) assert.ok(ours.includes(line), line);
  // Undo goes back to before the project.
  await page.locator("#undo").click();
  await page.locator("#close-project").click();
  await explorer.settled();
  assert.equal(await page.locator("#read-title").count(), 0);
  explorer.assertQuiet();
  await explorer.close();
});

test("another service of the same project is read with a click", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  await drop(page, join(root, "shop"));
  await read(page);
  await page.getByRole("button", { name: "Read web/package.json instead" }).click();
  await explorer.settled();
  assert.equal(await explorer.checked("runtime"), "static_site");
  assert.ok((await list(page, ".others button")).some((text) => text.includes("package.json")));
  await explorer.close();
});

test("on a phone the verdict is in sight when a project was read", async () => {
  const explorer = await shared.open("", { viewport: { width: 412, height: 844 } });
  const { page } = explorer;
  await drop(page, join(root, "shop"));
  await read(page);
  await explorer.settled();
  const glance = page.locator(".glance");
  assert.ok(await glance.evaluate((bar) => bar.getBoundingClientRect().bottom <= innerHeight));
  assert.ok((await explorer.text("#image")).includes((await glance.locator("p").innerText()).split("\n").at(-1).trim()));
  // And is one click away.
  await glance.getByRole("link", { name: "Verdict" }).click();
  assert.ok(await page.locator("#verdict-title").evaluate((title) => title.getBoundingClientRect().top < innerHeight / 2));
  await explorer.close();
});

test("a folder and files are picked, also through the keyboard", async () => {
  const explorer = await shared.open("", { prepare: () => delete window.showDirectoryPicker });
  const { page } = explorer;
  await page.locator("#choose-folder").focus();
  await page.waitForSelector("html[data-project]", { state: "attached" });
  const chooser = page.waitForEvent("filechooser");
  await page.locator("#choose-folder").press("Enter");
  await (await chooser).setFiles(join(root, "shop"));
  await read(page);
  assert.equal(await explorer.text("#read-title"), "Read from shop");
  assert.ok(!(await page.content()).includes("django"));
  const files = page.waitForEvent("filechooser");
  await page.locator("#choose-files").click();
  await (await files).setFiles(join(root, "shop", "Dockerfile"));
  await page.locator("#read-title", { hasText: "Read from Dockerfile" }).waitFor();
  // The review comes a frame after the title.
  await page.locator(".findings li").first().waitFor({ state: "attached" });
  explorer.assertQuiet();
  await explorer.close();
});

/// What is pasted, what it is taken for, and what runs inside then.
const PASTED = [
  ["FROM golang:1.26 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCMD [\"/app\"]\n", "Dockerfile", "go"],
  ["module example.com/shop\n\ngo 1.26\n", "go.mod", "go"],
  ["[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2024\"\n", "Cargo.toml", "rust"],
  ["Django==5.2\ngunicorn==23.0\n", "requirements.txt", "python"],
];

test("a pasted file is found out by what it says", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  // The button does its work though its part comes only now.
  await page.locator("#paste-file").click();
  await page.locator("#pasted-text").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "pasted-text");
  for (const [text, name, runtime] of PASTED) {
    if (!(await page.locator("#pasted-text").isVisible())) await page.locator("#paste-file").click();
    await page.locator("#pasted-text").fill("Dear all, this is a letter.");
    assert.match(await explorer.text("#pasted-kind"), /^This file was not recognised/);
    assert.equal(await page.locator("#read-pasted").isDisabled(), true);
    await page.locator("#pasted-text").fill(text);
    assert.equal(await explorer.text("#pasted-kind"), `This looks like ${name}.`);
    await page.locator("#read-pasted").click();
    await page.locator("#read-title", { hasText: `Read from ${name}` }).waitFor();
    await explorer.settled();
    assert.equal(await explorer.checked("runtime"), runtime);
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("what is left is answered with a click", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  await drop(page, join(root, "shop", "testdata", "go.mod"));
  await read(page);
  const before = await list(page, ".asks li p");
  assert.ok(before.length > 1, `${before}`);
  await page.locator(".asks li").first().getByRole("button").last().click();
  await explorer.settled();
  assert.ok(!(await list(page, ".asks li p")).includes(before[0]), before[0]);
  assert.match(await explorer.text("#basis"), /^Based on 1 answer; /);
  await explorer.close();
});

test("hostile files leave a message, and the page goes on", async () => {
  const folder = join(root, "hostile");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), "[".repeat(100_000));
  await writeFile(join(folder, "pyproject.toml"), Buffer.from([0xff, 0xfe, 0x00]));
  await writeFile(join(folder, "compose.yaml"), "a: &a [*a]\n");
  await writeFile(join(folder, "Dockerfile"), `FROM node:24\nRUN echo ${"x".repeat(2_000_000)}\n`);
  const explorer = await shared.open();
  const { page } = explorer;
  await drop(page, folder);
  await read(page);
  const said = await explorer.text(".inspected");
  assert.match(said, /Dockerfile was not read: it is larger than 1 MB/);
  assert.match(said, /pyproject\.toml is not UTF-8 text/);
  await explorer.answer("runtime", "Go");
  assert.equal(await explorer.checked("runtime"), "go");
  await drop(page, join(root, "shop", ".nvmrc"));
  await page.locator("#read-title", { hasText: "Read from .nvmrc" }).waitFor();
  explorer.assertQuiet();
  await explorer.close();
});

test("a folder of many names is read in slices", async () => {
  const folder = join(root, "many");
  for (let at = 0; at < 60; at++) {
    await mkdir(join(folder, `d${at}`), { recursive: true });
    await Promise.all(Array.from({ length: 100 }, (_, file) => writeFile(join(folder, `d${at}`, `f${file}.txt`), "")));
  }
  await writeFile(join(folder, "go.mod"), "module example.com/many\n\ngo 1.26\n");
  await writeFile(join(folder, "main.go"), "package main\n\nfunc main() {}\n");
  const explorer = await shared.open();
  const { page } = explorer;
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration)))).observe({ type: "longtask" });
  });
  await drop(page, folder);
  await read(page);
  assert.equal(await explorer.checked("runtime"), "go");
  const longest = await page.evaluate(() => window.longest);
  assert.ok(longest < 1_000, `a task of ${longest} ms`);
  await explorer.close();
});

test("a reading that is cancelled changes nothing", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  const before = [await explorer.checked("runtime"), await explorer.fragment()];
  // In the moment in which the button appears, so that nothing depends on how fast the rest is.
  await page.evaluate(() => {
    window.cancelled = 0;
    const watch = new MutationObserver(() => {
      const button = document.querySelector("#cancel-reading");
      if (!button || button.hidden || window.cancelled) return;
      window.cancelled += 1;
      button.click();
    });
    watch.observe(document.querySelector("#project-part"), { subtree: true, childList: true, attributes: true });
  });
  await drop(page, join(root, "shop"));
  await page.waitForFunction(() => window.cancelled === 1);
  await explorer.settled();
  await page.waitForTimeout(1_000);
  assert.equal(await page.locator("#read-title").count(), 0);
  assert.equal(await explorer.text("#project-status"), "");
  assert.ok(await page.locator("#cancel-reading").isHidden());
  assert.deepEqual([await explorer.checked("runtime"), await explorer.fragment()], before);
  // The next one is read.
  await drop(page, join(root, "shop"));
  await read(page);
  explorer.assertQuiet();
  await explorer.close();
});
