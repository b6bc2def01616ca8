// What each module of the page is made of: the ten largest contributors. Called
// by `make size-report`. Builds the release once more with the functions' names
// in it, which no visitor downloads.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const MODULES = ["container-diet", "dockerfile-part", "details-part"];
const FOLDER = "target/named";
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

/// The crate and module that a function belongs to, as far as its name says.
function owner(name) {
  const [path] = name.replace(/\[[0-9a-f]{8,}\]/g, "").match(/[A-Za-z_]\w*(::\w+)*/) ?? [name];
  return path.split("::").slice(0, 2).join("::");
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

const environment = { ...process.env, CARGO_PROFILE_RELEASE_STRIP: "none", CARGO_TARGET_DIR: FOLDER };
execFileSync("cargo", ["build", "--quiet", "--locked", "--release", "--target", "wasm32-unknown-unknown", ...MODULES.flatMap((name) => ["--bin", name])], { stdio: "inherit", env: environment });
for (const module of MODULES) {
  execFileSync("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-debug", "--out-dir", `${FOLDER}/out`, `${FOLDER}/wasm32-unknown-unknown/release/${module}.wasm`]);
  const wasm = readFileSync(`${FOLDER}/out/${module}_bg.wasm`);
  const parts = sections(wasm).filter(({ id }) => id !== CUSTOM);
  const raw = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const small = brotliCompressSync(Buffer.concat(parts.map(({ bytes }) => bytes))).length;
  console.log(`\n${module}: ${(raw / 1000).toFixed(0)} kB, ${(small / 1000).toFixed(0)} kB with brotli`);
  for (const [name, size] of contributors(wasm)) {
    console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${((100 * size) / raw).toFixed(1).padStart(5)} %  ${name}`);
  }
}
