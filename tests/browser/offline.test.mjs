// Without a network, and from one build to the next: nothing is lost, and no
// page ever gets files of two builds.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Explorer, launch } from "./support/explorer.mjs";
import { DIST, serve } from "./support/server.mjs";

const SCRIPT = fileURLToPath(new URL("../../scripts/offline.mjs", import.meta.url));
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const LINK = "#v=1&run=python&net=internal";

let browser;
let builds;
before(async () => {
  browser = await launch();
  builds = await mkdtemp(join(tmpdir(), "builds-"));
});
after(async () => {
  await browser.close();
  await rm(builds, { recursive: true });
});

/// A copy of the build in which everything that a page loads is another file:
/// chunks with other names, and other contents of those that have plain ones.
async function otherBuild() {
  const folder = await mkdtemp(join(builds, "other-"));
  await cp(DIST, folder, { recursive: true });
  const names = await readdir(folder);
  const renamed = (text) => text.replace(/-([0-9a-f]{12,16})(?=(_bg)?\.(js|wasm|css))/g, (_, digits) => `-${[...digits].reverse().join("")}`);
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith(".html")) await writeFile(path, renamed(await readFile(path, "utf8")).replace("</h1>", " (the second build)</h1>"));
    else if (name.endsWith(".js")) await writeFile(path, `${renamed(await readFile(path, "utf8"))}\n// The second build.\n`);
    else if (name.endsWith(".css")) await writeFile(path, `${await readFile(path, "utf8")}/* The second build. */`);
    if (renamed(name) !== name) await rename(path, join(folder, renamed(name)));
  }
  execFileSync("node", [SCRIPT, folder]);
  return folder;
}

/// A folder to serve that can be replaced by another build, as a deployment does.
async function deployed(build = DIST) {
  const folder = await mkdtemp(join(builds, "site-"));
  const deploy = async (build, without = () => false) => {
    for (const name of await readdir(folder)) if (!without(name)) await rm(join(folder, name));
    for (const name of await readdir(build)) if (!without(name)) await cp(join(build, name), join(folder, name));
  };
  await deploy(build);
  return { folder, deploy };
}

/// Opens a page and writes down each file that it is given.
async function open(site, fragment = LINK, context = undefined) {
  const page = await (context ?? (await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] }))).newPage();
  page.setDefaultTimeout(5_000);
  const explorer = new Explorer(page, site.origin);
  explorer.given = [];
  page.on("response", (response) => explorer.given.push(response));
  await page.goto(site.address + fragment);
  await explorer.ready();
  return explorer;
}

/// Waits until a build is kept; where none ever is, the browser itself would wait for good.
const kept = (explorer) =>
  explorer.page.evaluate(() => {
    const never = new Promise((_, failed) => setTimeout(() => failed(new Error("no build is kept")), 10_000));
    return Promise.race([navigator.serviceWorker.ready.then(() => caches.keys()), never]);
  });
const heading = (explorer) => explorer.page.locator("h1").innerText();

/// All that a page was given since it was opened last is of one build.
async function assertOf(build, explorer, address) {
  const opened = explorer.given.map((response) => response.request()).findLastIndex((request) => request.isNavigationRequest());
  const given = explorer.given.slice(opened).filter((response) => !response.url().endsWith("sw.js"));
  assert.ok(given.length >= 10, `${given.length} files`);
  for (const response of given) {
    const name = new URL(response.url()).pathname.slice(new URL(address).pathname.length) || "index.html";
    assert.ok(response.ok(), `${name}: ${response.status()}`);
    assert.equal(hash(await response.body()), hash(await readFile(join(build, name))), name);
  }
}

async function again(explorer) {
  await explorer.page.reload();
  await explorer.ready();
}

test("without a network: opened again, decided, copied", async () => {
  const site = await serve();
  const explorer = await open(site);
  assert.equal((await kept(explorer)).length, 1);
  await site.close();
  await again(explorer);
  await explorer.answer("runtime", "Rust");
  const file = await explorer.dockerfile();
  assert.match(file, /cargo build/);
  await explorer.page.locator("#copy").click();
  await explorer.page.waitForFunction((file) => navigator.clipboard.readText().then((text) => text === file), file);
  await explorer.look("runbook");
  assert.ok((await explorer.page.locator(".files li").count()) > 3, "the details too");
  await assertOf(DIST, explorer, site.address);
  for (const [name, says] of [["catalogue.html", /images/i], ["embed.html?show=verdict#v=1&run=go", /Distroless/], ["rule.html", /rule/i]]) {
    await explorer.page.goto(site.address + name);
    await explorer.page.locator("body", { hasText: says }).waitFor();
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("a newer build is offered, waits until it is wanted, and takes over as a whole in every tab", async () => {
  const newer = await otherBuild();
  const { folder, deploy } = await deployed();
  const site = await serve({ root: folder });
  const explorer = await open(site);
  await kept(explorer);
  await again(explorer);
  assert.ok(await explorer.page.locator("#newer").isHidden());
  await deploy(newer);

  await again(explorer);
  await explorer.page.locator("#newer:visible").waitFor();
  assert.doesNotMatch(await heading(explorer), /second build/);
  await assertOf(DIST, explorer, site.address);
  // Nothing is asked of the visitor, who goes on with what he has.
  await explorer.answer("runtime", "Node.js");
  const other = await open(site, LINK, explorer.page.context());
  await assertOf(DIST, other, site.address);
  // A tab that nobody has touched yet has loaded only its first view.
  const idle = await explorer.page.context().newPage();
  await idle.goto(site.address);
  await idle.waitForSelector("html[data-explorer]", { state: "attached" });

  await explorer.settled();
  const link = explorer.fragment();
  await explorer.page.getByRole("button", { name: "Show it" }).click();
  for (const one of [explorer, other]) {
    await one.page.locator("h1", { hasText: "second build" }).waitFor();
    await one.ready();
    await assertOf(newer, one, site.address);
    assert.ok(await one.page.locator("#newer").isHidden());
  }
  await idle.locator("h1", { hasText: "second build" }).waitFor();
  assert.equal(explorer.fragment(), link);
  assert.equal(await explorer.checked("runtime"), "node");
  assert.equal((await kept(explorer)).length, 1);
  await site.close();
  await again(explorer);
  await assertOf(newer, explorer, site.address);
  explorer.assertQuiet();
  await explorer.close();
});

test("half a deployment is never kept, and the next whole one is", async () => {
  const newer = await otherBuild();
  const { folder, deploy } = await deployed();
  const site = await serve({ root: folder });
  const explorer = await open(site);
  await kept(explorer);
  await deploy(newer, (name) => name === "style.css");
  const refused = await explorer.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise((done) => registration.addEventListener("updatefound", () => done(registration.installing)));
    await registration.update();
    const worker = await found;
    return new Promise((done) => {
      if (worker.state === "redundant") done(worker.state);
      worker.addEventListener("statechange", () => ["installed", "redundant"].includes(worker.state) && done(worker.state));
    });
  });
  assert.equal(refused, "redundant");
  await again(explorer);
  await assertOf(DIST, explorer, site.address);
  assert.ok(await explorer.page.locator("#newer").isHidden());
  await deploy(newer);
  await again(explorer);
  await explorer.page.locator("#newer:visible").waitFor();
  await explorer.page.getByRole("button", { name: "Show it" }).click();
  await explorer.page.locator("h1", { hasText: "second build" }).waitFor();
  await explorer.ready();
  await assertOf(newer, explorer, site.address);
  await explorer.close();
  await site.close();
});

test("two copies on one host know nothing of each other", async () => {
  const newer = await otherBuild();
  const site = await serve({ base: "/a/", folders: { "/a/b/": newer } });
  const one = await open(site);
  await kept(one);
  const two = await open({ origin: site.origin, address: `${site.address}b/` }, LINK, one.page.context());
  assert.equal((await kept(two)).length, 2);
  await site.close();
  await again(one);
  await assertOf(DIST, one, site.address);
  await again(two);
  await assertOf(newer, two, `${site.address}b/`);
  await one.close();
});

test("nothing is kept for a frame, nor before the visitor turns to the page", async () => {
  const extra = { "/host.html": `<!doctype html><html lang="en"><title>host</title><link rel="icon" href="data:,"><iframe src="/diet/embed.html${LINK}"></iframe>` };
  const site = await serve({ base: "/diet/", extra });
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const registrations = () => page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length));
  await page.goto(`${site.origin}/host.html`);
  await page.frames()[1].waitForSelector("html[data-dockerfile]", { state: "attached" });
  await page.waitForTimeout(200);
  assert.equal(await registrations(), 0);
  await page.goto(site.address);
  await page.waitForSelector("html[data-explorer]", { state: "attached" });
  await page.waitForTimeout(200);
  assert.equal(await registrations(), 0);
  assert.ok(!asked.some((url) => /offline|manifest|icon-512/.test(url)), asked.join("\n"));
  await context.close();
  await site.close();
});

test("it can be installed", async () => {
  const site = await serve();
  const explorer = await open(site);
  await kept(explorer);
  await again(explorer);
  const debug = await explorer.page.context().newCDPSession(explorer.page);
  const { url, errors, data } = await debug.send("Page.getAppManifest");
  assert.deepEqual([url, errors], [`${site.address}manifest.webmanifest`, []]);
  for (const { src } of JSON.parse(data).icons) assert.ok((await readdir(DIST)).includes(src), src);
  const { installabilityErrors } = await debug.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  explorer.assertQuiet();
  await explorer.close();
  await site.close();
});
