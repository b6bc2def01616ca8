// node scripts/parts.mjs PROGRAM FOLDER NAMED: puts the compiled program into the built
// page, cut into the parts of src/ui/parts.rs where it was linked for that, else
// whole. Whatever it writes is named by its contents: a browser may keep it for
// ever, and never takes one build's for another's. In NAMED it leaves the same with
// the names of functions, for benches/sizes.mjs. Called by finish.sh.
//
// All that is known of the cutting tool's format is in `cut`; it calls itself
// unstable, so its version is pinned in env.sh.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, folder, named] = process.argv.slice(2);
const NAME = "container-diet";
const STYLE = "details-part.css";
/// A chunk that only one part needs is called as the part, any other by a number.
const CHUNK = /\.\/(?:split_(\w+)_part|chunk_\d+)\.wasm/g;
const STREAMED = "(WebAssembly.instantiateStreaming(src, imports))";
/// In place of it: see `LOADER`.
const TOLERANT = "instantiate(await src, imports)";
/// A host may send another type than application/wasm, and an answer that is no
/// success is no chunk. "./chunk_bg.js" is the name that `compact` leaves.
const LOADER = `
async function instantiate(answer, { __wasm_split }) {
  if (!answer.ok) throw new Error(answer.status + " " + answer.url);
  const imports = { __wasm_split, "./chunk_bg.js": __wasm_split };
  return answer.headers.get("Content-Type")?.startsWith("application/wasm")
    ? WebAssembly.instantiateStreaming(answer, imports)
    : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}`;

/// What the program imports has a hash in its name, twice: here and in the glue.
const SHORT = ["--mangle-props=^__wbg_"];

const hash = (...all) => all.reduce((sum, bytes) => sum.update(bytes), createHash("sha256")).digest("hex").slice(0, 16);
const run = (tool, ...rest) => execFileSync(tool, rest, { stdio: ["ignore", "ignore", "inherit"] });
const bind = (folder, name, wasm) => run("wasm-bindgen", "--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle", "--out-dir", folder, "--out-name", name, wasm);

/// The number at a place of a program, as the format writes them, and where it ends.
function number(wasm, at) {
  let [value, shift, byte] = [0, 0, 0];
  do {
    byte = wasm[at++];
    value += (byte & 127) * 2 ** shift;
    shift += 7;
  } while (byte > 127);
  return [value, at];
}
function written(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}

/// The sections of a program, each with its kind and contents.
function* sections(wasm) {
  for (let at = 8; at < wasm.length; ) {
    const [size, start] = number(wasm, at + 1);
    yield [wasm[at], wasm.subarray(start, start + size)];
    at = start + size;
  }
}
const assembled = (wasm, all) => Buffer.concat([wasm.subarray(0, 8), ...all.flatMap(([kind, bytes]) => [Buffer.from([kind]), written(bytes.length), bytes])]);

/// Drops what no browser reads: names, relocations, what made it.
const stripped = (wasm) => assembled(wasm, [...sections(wasm)].filter(([kind]) => kind !== 0));

const [IMPORTS, FUNCTION] = [2, 0];
/// Calls what the program imports by other names.
function renamed(wasm, names) {
  const imports = (bytes) => {
    let [count, at] = number(bytes, 0);
    const out = [written(count)];
    const text = () => {
      const [size, start] = number(bytes, at);
      at = start + size;
      return bytes.subarray(start, at).toString();
    };
    const say = (text) => out.push(written(Buffer.byteLength(text)), Buffer.from(text));
    for (; count > 0; count--) {
      say(text());
      const name = text();
      say(names[name] || name);
      if (bytes[at] !== FUNCTION) throw new Error(`${name} is imported and is no function`);
      const start = at;
      at = number(bytes, at + 1)[1];
      out.push(bytes.subarray(start, at));
    }
    return Buffer.concat(out);
  };
  return assembled(wasm, [...sections(wasm)].map(([kind, bytes]) => [kind, kind === IMPORTS ? imports(bytes) : bytes]));
}

/// A chunk as small as can be: the linker leaves room in each number for what is
/// relocated, and wasm-bindgen, which has nothing to bind here, writes it anew. It
/// calls where the memory comes from by a name of its own.
function compact(work, wasm) {
  const file = join(work, "chunk.wasm");
  writeFileSync(file, stripped(wasm));
  bind(work, "chunk", file);
  return stripped(readFileSync(join(work, "chunk_bg.wasm")));
}

/// Cuts the program into `work`; gives its chunks, named by their contents.
function cut(work) {
  const chunks = new Map();
  run("wasm-split-cli", "--target", "web", "--out-name", NAME, program, work);
  const loader = join(work, "__wasm_split.js");
  const found = readFileSync(loader, "utf8");
  const renamed = found.replace(CHUNK, (file, part = "shared") => {
    const cut = readFileSync(join(work, file));
    const wasm = compact(work, cut);
    const name = `${part}-part-${hash(wasm)}.wasm`;
    chunks.set(name, wasm);
    writeFileSync(join(named, name), cut);
    return `./${name}`;
  });
  const text = renamed.replaceAll(STREAMED, TOLERANT);
  if (renamed === found || text === renamed) throw new Error("the loader that wasm-split-cli wrote is not as expected");
  writeFileSync(loader, text + LOADER);
  return chunks;
}

rmSync(named, { recursive: true, force: true });
mkdirSync(named, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "parts-"));
try {
  let [whole, made] = [program, new Map()];
  if (WebAssembly.Module.customSections(new WebAssembly.Module(readFileSync(program)), "reloc.CODE").length > 0) {
    made = cut(work);
    whole = join(work, `${NAME}.wasm`);
  }
  bind(work, NAME, whole);
  const [small, names] = [join(work, "small.js"), join(work, "names.json")];
  writeFileSync(names, "{}");
  run("esbuild", "--log-level=warning", "--log-override:duplicate-object-key=silent", "--bundle", "--format=esm", "--minify", ...SHORT, `--mangle-cache=${names}`, `--outfile=${small}`, join(work, `${NAME}.js`));
  const bound = readFileSync(join(work, `${NAME}_bg.wasm`));
  const [script, wasm] = [readFileSync(small), renamed(stripped(bound), JSON.parse(readFileSync(names, "utf8")))];
  const name = `${NAME}-${hash(script, wasm)}`;
  writeFileSync(join(named, `${name}_bg.wasm`), bound);
  made.set(`${name}.js`, script).set(`${name}_bg.wasm`, wasm);
  for (const [file, bytes] of made) writeFileSync(join(folder, file), bytes);
  const style = STYLE.replace(".css", `-${hash(readFileSync(join(folder, STYLE)))}.css`);
  renameSync(join(folder, STYLE), join(folder, style));
  const page = join(folder, "index.html");
  const text = readFileSync(page, "utf8").replace(/container-diet-[0-9a-f]+(?=(_bg\.wasm|\.js)")/g, name).replace(STYLE, style);
  writeFileSync(page, text);
} finally {
  rmSync(work, { recursive: true });
}
