// How the compiled program gets into the built page: in parts, or whole where
// what cuts it is missing or fails. With stand-ins for the tools.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/// An empty program, and the same with a section that says it was linked to be cut.
const WHOLE = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]);
const LINKED = Buffer.concat([WHOLE, Buffer.from([0, 11, 10]), Buffer.from("reloc.CODE")]);
const LOADER = `import { initSync } from "./container-diet.js";
const chunk = load(() => { const src = fetch(new URL("./chunk_3.wasm", import.meta.url)); return async (imports) => (WebAssembly.instantiateStreaming(src, imports)); });
const part = load(() => { const src = fetch(new URL("./split_rest_part.wasm", import.meta.url)); return async (imports) => (WebAssembly.instantiateStreaming(src, imports)); });
`;
const CUT = `while [ $# -gt 2 ]; do shift; done; cp "$1" "$2/container-diet.wasm"; cp "$1" "$2/chunk_3.wasm"; cp "$1" "$2/split_rest_part.wasm"; cp "$LOADER" "$2/__wasm_split.js"`;

let place;
before(() => (place = mkdtempSync(join(tmpdir(), "container-diet-parts-"))));
after(() => rmSync(place, { recursive: true }));

/// A finished build, with this as what cuts the program; null where it is missing.
let builds = 0;
async function finish(cutter, loader = LOADER, linked = LINKED, short = {}) {
  const clone = join(place, `clone-${builds++}`);
  const [stubs, staging] = [join(clone, "stubs"), join(clone, "staging")];
  for (const folder of [stubs, staging, join(clone, "public")]) mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, "scripts"), join(clone, "scripts"), { recursive: true });
  cpSync(join(ROOT, "public/_headers"), join(clone, "public/_headers"));
  const program = join(clone, "target/wasm32-unknown-unknown/release/container-diet.wasm");
  mkdirSync(join(program, ".."), { recursive: true });
  writeFileSync(program, linked);
  writeFileSync(join(clone, "loader.js"), loader);
  const files = {
    "index.html": '<head><!-- policy --><link href="./container-diet-0123abcd.js"><link href="./container-diet-0123abcd_bg.wasm"></head><script src="boot.js" data-app="./container-diet-0123abcd.js" data-style="./details-part.css">',
    "boot.js": "", "sw.js": "", "style.css": "", "details-part.css": "a{}", "container-diet-0123abcd.js": "", "container-diet-0123abcd_bg.wasm": "",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(staging, name), text);
  const stub = (name, text) => {
    writeFileSync(join(stubs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(stubs, name), 0o755);
  };
  stub("rustc", "echo here");
  stub("esbuild", 'for one; do case $one in --outfile=*) out=${one#*=} ;; --mangle-cache=*) echo "$SHORT" > "${one#*=}" ;; esac; done; [ "$one" = "$out" ] || { cat "$one"; cat "${one%/*}/__wasm_split.js" 2>/dev/null || true; } > "$out"');
  stub("wasm-bindgen", 'while [ $# -gt 1 ]; do case $1 in --out-dir) dir=$2 ;; --out-name) name=$2 ;; esac; shift; done; cp "$1" "$dir/${name}_bg.wasm"; echo "// $name" > "$dir/$name.js"');
  stub("cargo", `case "$*" in *finish*) ;; *) echo "cargo $*" >> calls; cp whole.wasm "${program}" ;; esac`);
  writeFileSync(join(clone, "whole.wasm"), WHOLE);
  if (cutter !== null) stub("wasm-split-cli", cutter);
  const env = { PATH: `${stubs}:${process.env.PATH}`, HOME: clone, CONTAINER_DIET_TOOLS: join(clone, "none"), TRUNK_PROFILE: "release", TRUNK_STAGING_DIR: staging, LOADER: join(clone, "loader.js"), SHORT: JSON.stringify(short) };
  const run = await new Promise((done) => execFile("sh", ["scripts/finish.sh"], { cwd: clone, env }, (error, out, said) => done({ code: error?.code ?? 0, said })));
  const names = readdirSync(staging).sort();
  const text = (pattern) => readFileSync(join(staging, names.find((name) => pattern.test(name))), "utf8");
  const read = (name) => readFileSync(join(staging, name));
  return { ...run, names, text, read, again: names.filter((name) => /wasm|^container|css/.test(name)) };
}

/// A program that imports these, each a function or of another kind.
function importing(...all) {
  const text = (text) => [text.length, ...Buffer.from(text)];
  const section = (kind, bytes) => [kind, bytes.length, ...bytes];
  const imports = [all.length, ...all.flatMap(([name, kind = [0, 0]]) => [...text("./container-diet_bg.js"), ...text(name), ...kind])];
  return Buffer.from([...WHOLE, ...section(1, [1, 96, 0, 0]), ...section(2, imports), ...LINKED.subarray(WHOLE.length)]);
}

test("what the program imports has the names that its script gives it", async () => {
  const linked = importing(["__wbg_now_0a1b"], ["__wbindgen_throw"], ["__wbg_now_2c3d"]);
  const { code, said, again, read } = await finish(CUT, LOADER, linked, { __wbg_now_0a1b: "a", __wbg_now_2c3d: "b", __wbg_gone: "c" });
  assert.equal(code, 0, said);
  const program = read(again.find((name) => /^container-diet-[0-9a-f]{16}_bg/.test(name)));
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(program)).map(({ name }) => name), ["a", "__wbindgen_throw", "b"]);
});

test("a program that imports more than functions stays whole, as its names cannot be read", async () => {
  const { said, names } = await finish(CUT, LOADER, importing(["__wbg_now_0a1b"], ["memory", [2, 0, 1]]));
  assert.match(said, /memory is imported and is no function/);
  assert.ok(!names.some((name) => name.includes("-part-") && name.endsWith("wasm")), names.join());
});

test("the parts and what they share are named by their contents, and so is what loads them", async () => {
  const { code, said, names, text, again } = await finish(CUT);
  assert.equal(code, 0, said);
  assert.equal(said, "");
  for (const name of [/^container-diet-[0-9a-f]{16}\.js$/, /^container-diet-[0-9a-f]{16}_bg\.wasm$/, /^rest-part-[0-9a-f]{16}\.wasm$/, /^shared-part-[0-9a-f]{16}\.wasm$/, /^details-part-[0-9a-f]{16}\.css$/]) {
    assert.equal(names.filter((one) => name.test(one)).length, 1, `${name} of ${names}`);
  }
  const [script, page] = [text(/^container-diet.*js$/), text(/^index/)];
  for (const name of names.filter((name) => name.includes("-part-") && name.endsWith(".wasm"))) assert.ok(script.includes(`"./${name}"`), name);
  for (const name of names.filter((name) => /^container|css$/.test(name) && name !== "style.css")) assert.ok(page.includes(name), name);
  assert.ok(!page.includes("0123abcd") && !names.some((name) => name.includes("0123abcd")));
  // A host may send another type than application/wasm.
  assert.ok(script.includes("arrayBuffer()") && !script.includes("instantiateStreaming(src"));
  assert.ok(names.every((name) => !name.endsWith(".wasm") || !text(new RegExp(name)).includes("reloc")));
  assert.deepEqual((await finish(CUT)).again, again, "the same bytes, the same names");
});

for (const [why, cutter, loader] of [["is missing", null], ["fails", "echo cannot >&2; exit 3"], ["writes another format", CUT, "export const other = 1;\n"]]) {
  test(`where what cuts it ${why} the program is whole, and a warning says so`, async () => {
    const { code, said, names } = await finish(cutter, loader);
    assert.equal(code, 0, said);
    assert.match(said, /could not be split into parts.*loads it as a whole/);
    assert.ok(!names.some((name) => /-part-.*wasm$/.test(name)), names.join());
    assert.equal(names.filter((name) => /^container-diet-[0-9a-f]{16}(\.js|_bg\.wasm)$/.test(name)).length, 2, names.join());
  });
}
