// archive.mjs FOLDER NAME FILE: packs a folder as NAME/ into FILE, a tar.gz,
// and writes FILE.sha256. The bytes depend on names, contents and
// SOURCE_DATE_EPOCH alone: tar programs differ in how they say the same. Only
// zlib is not ours: another Node or processor may pack the same tar otherwise.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";

const BLOCK = 512;
const [folder, name, target] = process.argv.slice(2);
const time = Number(process.env.SOURCE_DATE_EPOCH);
if (!target || !Number.isInteger(time) || time < 0 || !process.env.SOURCE_DATE_EPOCH) {
  console.error("usage: SOURCE_DATE_EPOCH=<seconds> archive.mjs FOLDER NAME FILE");
  process.exit(2);
}

/// The checksum at the end of a gzip file; Node 20 does not always offer zlib's.
function sum(bytes) {
  const table = Uint32Array.from({ length: 256 }, (_, at) => {
    for (let bit = 0; bit < 8; bit += 1) at = at & 1 ? (at >>> 1) ^ 0xedb88320 : at >>> 1;
    return at;
  });
  return (bytes.reduce((sum, byte) => table[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
}

// By code unit, as the order of a language differs from machine to machine.
const inOrder = (a, b) => (a.name < b.name ? -1 : 1);

function* entries(path, as) {
  yield { as: `${as}/`, body: Buffer.alloc(0), kind: "5", mode: 0o755 };
  for (const entry of readdirSync(path, { withFileTypes: true }).sort(inOrder)) {
    const inside = [join(path, entry.name), `${as}/${entry.name}`];
    if (entry.isDirectory()) yield* entries(...inside);
    else if (entry.isFile()) yield { as: inside[1], body: readFileSync(inside[0]), kind: "0", mode: 0o644 };
    else throw new Error(`${inside[0]} is neither a file nor a folder`);
  }
}

function header({ as, body, kind, mode }) {
  if (Buffer.byteLength(as) > 100) throw new Error(`${as} is longer than 100 bytes, which this archive cannot name`);
  const block = Buffer.alloc(BLOCK);
  const number = (value, at, length) => block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "ascii");
  block.write(as, 0);
  number(mode, 100, 8);
  number(0, 108, 8);
  number(0, 116, 8);
  number(body.length, 124, 12);
  number(time, 136, 12);
  // The sum is made as if its own field held spaces.
  block.write("        ", 148, "ascii");
  block.write(kind, 156, "ascii");
  block.write("ustar\x0000", 257, "latin1");
  block.write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return block;
}

const parts = [];
for (const entry of entries(folder, name)) {
  parts.push(header(entry), entry.body, Buffer.alloc((BLOCK - (entry.body.length % BLOCK)) % BLOCK));
}
// Two empty blocks say that it ends.
const tar = Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);

// A head without name and time, as of gzip -n, and with no system, which zlib would name.
const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]);
const tail = Buffer.alloc(8);
tail.writeUInt32LE(sum(tar), 0);
tail.writeUInt32LE(tar.length % 2 ** 32, 4);
const packed = Buffer.concat([head, deflateRawSync(tar, { level: constants.Z_BEST_COMPRESSION }), tail]);

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, packed);
const hash = createHash("sha256").update(packed).digest("hex");
// Two spaces, as sha256sum -c and shasum -c read it.
writeFileSync(`${target}.sha256`, `${hash}  ${basename(target)}\n`);
console.log(`${target}: ${packed.length} bytes, sha256 ${hash}`);
