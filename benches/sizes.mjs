// What each part of the program is made of: the ten largest contributors. Called
// by `make size-report` after a build, which leaves every part with the functions'
// names in it beside what visitors download.
//
// It reads the names and sizes of functions itself: twiggy, which did that, is no longer
// maintained, and what is kept for Node.js builds or runs modules, without the bytes of each
// function.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const FOLDER = `${process.env.CARGO_TARGET_DIR ?? "target"}/named`;
const CODE = 10;
const DATA = 11;
const CUSTOM = 0;

/// Reads a number as WebAssembly writes it.
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte > 127);
    return value;
  }
  text() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at).toString();
  }
}

function sections(wasm) {
  const reader = new Reader(wasm, 8);
  const found = [];
  while (reader.at < wasm.length) {
    const id = wasm[reader.at++];
    const size = reader.number();
    found.push({ id, bytes: wasm.subarray(reader.at, reader.at + size) });
    reader.at += size;
  }
  return found;
}

/// The names of functions by their number, imported ones first.
function names(all) {
  for (const { id, bytes } of all) {
    const reader = new Reader(bytes);
    if (id !== CUSTOM || reader.text() !== "name") continue;
    while (reader.at < bytes.length) {
      const kind = bytes[reader.at++];
      const end = reader.number() + reader.at;
      if (kind === 1) return new Map(Array.from({ length: reader.number() }, () => [reader.number(), reader.text()]));
      reader.at = end;
    }
  }
  return new Map();
}

/// The crate and the module of it that a function belongs to, as far as its name
/// says, which is mangled: `_ZN4core3fmt…`, and `_R…Cs1a2b_4core…` in the standard library.
function owner(name) {
  const [, length, rest] = name.match(/^_R.*?Cs[0-9A-Za-z]*_(\d+)(\w+)/) ?? [];
  if (length) return rest.slice(0, Number(length));
  const segments = [];
  for (let at = 3, size; (size = name.slice(at).match(/^\d+/)?.[0]); at += size.length + Number(size)) segments.push(name.slice(at + size.length, at + size.length + Number(size)));
  const path = segments.join("::").replaceAll("..", "::").replace(/\$\w+\$|^_/g, " ");
  const [named] = path.match(/(?!(?:impl|dyn|as|for|mut|const)\b)\b[a-z]\w*(::\w+)*/) ?? [name];
  return named.split("::").slice(0, 2).join("::");
}

function contributors(wasm) {
  const all = sections(wasm);
  const reader = new Reader(all.find(({ id }) => id === CODE).bytes);
  const count = reader.number();
  const bodies = Array.from({ length: count }, () => {
    const size = reader.number();
    reader.at += size;
    return size;
  });
  const named = names(all);
  // Imported functions are numbered first.
  const imported = Math.max(...named.keys()) + 1 - count;
  const owners = new Map([["data", all.find(({ id }) => id === DATA)?.bytes.length ?? 0]]);
  bodies.forEach((size, at) => {
    const of = owner(named.get(at + imported) ?? "unnamed");
    owners.set(of, (owners.get(of) ?? 0) + size);
  });
  return [...owners].sort(([, one], [, other]) => other - one).slice(0, 10);
}

for (const name of readdirSync(FOLDER).sort()) {
  const wasm = readFileSync(`${FOLDER}/${name}`);
  const parts = sections(wasm).filter(({ id }) => id !== CUSTOM);
  const raw = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const small = brotliCompressSync(readFileSync(`dist/${name}`)).length;
  console.log(`\n${name}: ${(raw / 1000).toFixed(0)} kB, ${(small / 1000).toFixed(0)} kB downloaded with brotli`);
  for (const [owner, size] of contributors(wasm)) {
    console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${((100 * size) / raw).toFixed(1).padStart(5)} %  ${owner}`);
  }
}
