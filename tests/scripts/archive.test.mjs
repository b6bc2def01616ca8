// The release as one file: the same bytes from the same content.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const SCRIPT = fileURLToPath(new URL("../../tools/archive/archive.mjs", import.meta.url));
const PUBLIC = fileURLToPath(new URL("../../public/", import.meta.url));
const TIME = 1_700_000_000;
let place;
before(async () => {
  place = await mkdtemp(join(tmpdir(), "container-diet-archive-"));
});
after(() => rm(place, { recursive: true }));

const archive = (folder, file, epoch = `${TIME}`) =>
  execFileSync(process.execPath, [SCRIPT, join(place, folder), "container-diet-1.2.3", join(place, file)], { env: { ...process.env, SOURCE_DATE_EPOCH: epoch }, stdio: "pipe" });

/// What every release has, and beside it a folder, an empty file, names that are long or not ASCII.
const LONG = `${"long-".repeat(30)}name.txt`;
const CONTENT = [["icons/b.svg", "<svg/>"], ["icons/A.svg", "<svg/>"], ["empty.txt", ""], ["größe.txt", "ß"], ["block.txt", "x".repeat(512)], [LONG, "long"]];
async function make(folder, { names, mode, time }) {
  await mkdir(join(place, folder, "icons"), { recursive: true });
  for (const name of names(await readdir(PUBLIC))) await cp(join(PUBLIC, name), join(place, folder, name));
  for (const [name, text] of names(CONTENT)) await writeFile(join(place, folder, name), text);
  for (const name of await readdir(join(place, folder), { recursive: true })) {
    const path = join(place, folder, name);
    await chmod(path, (await stat(path)).isDirectory() ? mode | 0o700 : mode);
    await utimes(path, time, time);
  }
}

test("other times, order and rights lead to the same bytes, other content or time does not", async () => {
  await make("one", { names: (all) => [...all], mode: 0o644, time: 1_000_000_000 });
  await make("two", { names: (all) => [...all].reverse(), mode: 0o600, time: 1_600_000_000 });
  archive("one", "one/../a.tar.gz");
  archive("two", "new folder/a.tar.gz");
  const first = await readFile(join(place, "a.tar.gz"));
  assert.ok(first.equals(await readFile(join(place, "new folder/a.tar.gz"))));
  assert.deepEqual(await readFile(join(place, "a.tar.gz.sha256"), "utf8"), await readFile(join(place, "new folder/a.tar.gz.sha256"), "utf8"));
  // No name and no time in gzip's own head, and the same system everywhere.
  assert.deepEqual([...first.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
  assert.equal(gunzipSync(first).length % 512, 0);
  archive("one", "later.tar.gz", `${TIME + 1}`);
  assert.ok(!first.equals(await readFile(join(place, "later.tar.gz"))));
  await writeFile(join(place, "one", "empty.txt"), "!");
  archive("one", "changed.tar.gz");
  assert.ok(!first.equals(await readFile(join(place, "changed.tar.gz"))));
});

test("tar unpacks it, with its checksum, as it was", async () => {
  const packed = join(place, "new folder");
  for (const check of [["sha256sum", "-c"], ["shasum", "-a", "256", "-c"]]) {
    const { error, status } = spawnSync(check[0], [...check.slice(1), "a.tar.gz.sha256"], { cwd: packed });
    if (!error) assert.equal(status, 0, check[0]);
  }
  const listed = execFileSync("tar", ["-tzf", "a.tar.gz"], { cwd: packed, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } }).trim().split("\n");
  assert.equal(listed[0], "container-diet-1.2.3/");
  assert.deepEqual(listed.filter((name) => /icons/.test(name)).map((name) => name.slice(21)), ["icons/", "icons/A.svg", "icons/b.svg"]);
  execFileSync("tar", ["-xzf", "a.tar.gz"], { cwd: packed });
  const unpacked = join(packed, "container-diet-1.2.3");
  const names = (await readdir(join(place, "two"), { recursive: true })).sort();
  assert.deepEqual((await readdir(unpacked, { recursive: true })).sort(), names);
  for (const name of names) {
    const found = await stat(join(unpacked, name));
    assert.equal(found.mtimeMs, TIME * 1_000, name);
    if (found.isFile()) {
      assert.ok((await readFile(join(unpacked, name))).equals(await readFile(join(place, "two", name))), name);
      assert.equal(found.mode & 0o111, 0, name);
    }
  }
});

test("the bytes are those of every other machine", () => {
  // Of fixed content, packed once elsewhere.
  mkdirSync(join(place, "fixed"));
  writeFileSync(join(place, "fixed", "text.txt"), Array.from({ length: 5_000 }, (_, at) => `${(at * 7919) % 1009}`).join(" "));
  archive("fixed", "fixed.tar.gz");
  assert.equal(readFileSync(join(place, "fixed.tar.gz.sha256"), "utf8"), "c55a22d72b15063daae5f497ee930f023bd4b1d8101dc82aacd9b788ac3de200  fixed.tar.gz\n");
});

test("without a time it stops and says so", () => {
  assert.throws(() => archive("two", "none.tar.gz", ""), /usage/);
});
