// archive.mjs FOLDER NAME FILE: packs a folder as NAME/ into FILE, a tar.gz,
// and writes FILE.sha256. The bytes depend on names, contents and
// SOURCE_DATE_EPOCH alone: Node's own gzip names the system in its head, and
// packs differently from one version or processor to the next.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "fflate";
import { pack } from "tar-stream";

const [folder, name, target] = process.argv.slice(2);
const time = Number(process.env.SOURCE_DATE_EPOCH);
if (!target || !Number.isInteger(time) || time < 0 || !process.env.SOURCE_DATE_EPOCH) {
  console.error("usage: SOURCE_DATE_EPOCH=<seconds> archive.mjs FOLDER NAME FILE");
  process.exit(2);
}

// By code unit, as the order of a language differs from machine to machine.
const inOrder = (a, b) => (a.name < b.name ? -1 : 1);
const tar = pack();
// Without an owner, and with the same rights whoever packs it.
const entry = (header, body) => tar.entry({ mtime: new Date(time * 1_000), uid: 0, gid: 0, ...header }, body);

function add(path, as) {
  entry({ name: `${as}/`, type: "directory", mode: 0o755 });
  for (const inside of readdirSync(path, { withFileTypes: true }).sort(inOrder)) {
    const [from, to] = [join(path, inside.name), `${as}/${inside.name}`];
    if (inside.isDirectory()) add(from, to);
    else if (inside.isFile()) entry({ name: to, mode: 0o644 }, readFileSync(from));
    else throw new Error(`${from} is neither a file nor a folder`);
  }
}
add(folder, name);
tar.finalize();
const packed = gzipSync(await buffer(tar), { level: 9, mtime: 0 });

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, packed);
const hash = createHash("sha256").update(packed).digest("hex");
// Two spaces, as sha256sum -c and shasum -c read it.
writeFileSync(`${target}.sha256`, `${hash}  ${basename(target)}\n`);
console.log(`${target}: ${packed.length} bytes, sha256 ${hash}`);
