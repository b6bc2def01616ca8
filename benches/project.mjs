// What dropping a project on the page takes: a workspace of many members, as
// large companies have them, in which every file is one that a reader knows.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Explorer } from "../tests/browser/support/explorer.mjs";

/// A folder of so many files: members with a manifest and a Dockerfile each.
async function workspace(files) {
  const root = await mkdtemp(join(tmpdir(), "project-"));
  const members = Math.floor((files - 4) / 2);
  const write = (path, text) => writeFile(join(root, path), text);
  await write("package.json", JSON.stringify({ name: "shop", private: true, workspaces: ["apps/*"], engines: { node: ">=22" } }, null, 2));
  await write("package-lock.json", JSON.stringify({ name: "shop", lockfileVersion: 3, packages: { "": { name: "shop" } } }, null, 2));
  await write(".nvmrc", "24\n");
  await write("compose.yaml", "services:\n  api:\n    build: apps/a0\n    ports: ['3000:3000']\n");
  for (let at = 0; at < members; at += 1) {
    await mkdir(join(root, `apps/a${at}`), { recursive: true });
    const dependencies = { express: "5.1.0", zod: "4.0.0", ...(at ? { [`@shop/a${at - 1}`]: "*" } : {}) };
    const manifest = { name: `@shop/a${at}`, version: "1.0.0", main: "server.js", scripts: { start: "node server.js", test: "vitest" }, dependencies };
    await write(`apps/a${at}/package.json`, JSON.stringify(manifest, null, 2));
    await write(`apps/a${at}/Dockerfile`, `FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE ${3000 + at}\nCMD ["node", "server.js"]\n`);
  }
  return root;
}

/// Milliseconds that the browser itself takes for the same folder: walking it and
/// reading its files by a few lines of script, and nothing else.
export async function alone(browser, site, { slower = 1, files = 300 } = {}) {
  const folder = await workspace(files);
  const page = await browser.newPage();
  // A page without a program, whose address may read what is dropped.
  await page.goto(new URL("rule.html", site.address).href);
  const debug = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const asked = (of, method) => new Promise((done, failed) => of[method](done, failed));
    const walk = async (entry, found) => {
      if (entry.isFile) return found.push(entry);
      const reader = entry.createReader();
      for (let some; (some = await asked(reader, "readEntries")).length; ) await Promise.all(some.map((one) => walk(one, found)));
    };
    for (const type of ["dragenter", "dragover"]) addEventListener(type, (event) => event.preventDefault());
    addEventListener("drop", async (event) => {
      event.preventDefault();
      const found = [];
      await walk(event.dataTransfer.items[0].webkitGetAsEntry(), found);
      await new Blob(await Promise.all(found.map((entry) => asked(entry, "file")))).arrayBuffer();
      window.read = performance.now() - event.timeStamp;
    });
  });
  await debug.send("Emulation.setCPUThrottlingRate", { rate: slower });
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await debug.send("Input.dispatchDragEvent", { type, x: 100, y: 100, data });
  await page.waitForFunction(() => window.read, null, { timeout: 30_000 });
  const read = await page.evaluate(() => window.read);
  await page.close();
  await rm(folder, { recursive: true });
  return { read };
}

/// Milliseconds from the drop until it is shown, and the longest task on the way.
export async function dropped(browser, site, { slower = 1, files = 300 } = {}) {
  const folder = await workspace(files);
  const explorer = await Explorer.open(browser, site.address, "", { viewport: { width: 1280, height: 800 }, on: null });
  const { page } = explorer;
  const debug = await page.context().newCDPSession(page);
  // The part is there already when something is dropped: dragging over the page asks for it.
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  const drag = (type) => debug.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await drag("dragEnter");
  await drag("dragOver");
  await drag("dragCancel");
  await page.waitForSelector("html[data-project]", { state: "attached" });
  await page.waitForTimeout(500);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(() => {
    window.drop = { tasks: [] };
    addEventListener("drop", (event) => (window.drop.at = event.timeStamp), { capture: true });
    new MutationObserver(() => {
      if (document.querySelector("#read-title")) window.drop.shown ??= performance.now();
    }).observe(document.body, { subtree: true, childList: true });
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.drop.tasks.push(duration))).observe({ type: "longtask" });
  });
  for (const type of ["dragEnter", "dragOver", "drop"]) await drag(type);
  await page.waitForFunction(() => window.drop.shown, null, { timeout: 30_000 });
  await page.waitForTimeout(500 * slower);
  const { at, shown, tasks } = await page.evaluate(() => window.drop);
  await explorer.close();
  await rm(folder, { recursive: true });
  return { shown: shown - at, longest: Math.max(0, ...tasks) };
}
