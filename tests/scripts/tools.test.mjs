// Where Trunk and wasm-bindgen come from: their release binaries, from a server
// on loopback here, and cargo (a stand-in) wherever those cannot be had.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TABLE = join(ROOT, "scripts/releases.tsv");
const rows = readFileSync(TABLE, "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
const versions = Object.fromEntries([...readFileSync(join(ROOT, "scripts/env.sh"), "utf8").matchAll(/^(\w+)_VERSION=(.*)$/gm)].map(([, name, version]) => [name, version]));

test("what is pinned is what env.sh and Cargo.toml name, for each platform", () => {
  // The two halves of one format, which have numbers of their own.
  const halves = [versions.SPLIT, readFileSync(join(ROOT, "Cargo.toml"), "utf8").match(/wasm_split_helpers = \{ version = "=([\d.]+)"/)?.[1]];
  assert.deepEqual(halves, ["0.2.4", "0.2.3"], "both change together, or neither");
  assert.ok(readFileSync(join(ROOT, "Cargo.toml"), "utf8").includes(`wasm-bindgen = "=${versions.BINDGEN}"`));
  const expected = [["trunk", versions.TRUNK], ["wasm-bindgen-cli", versions.BINDGEN]]
    .flatMap(([crate, version]) => ["Linux-x86_64", "Linux-aarch64", "Darwin-x86_64", "Darwin-arm64"].map((platform) => [crate, version, platform]));
  assert.deepEqual(rows.map((row) => row.slice(0, 3)), expected);
  for (const [, version, platform, hash, path] of rows) {
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.ok(path.includes(`/download/v${version}/`) || path.includes(`/download/${version}/`), path);
    assert.ok(path.includes(platform.startsWith("Darwin") ? "-apple-darwin" : "-unknown-linux-musl"), path);
  }
  assert.equal(new Set(rows.map(([, , , hash]) => hash)).size, rows.length);
});

const platform = execFileSync("sh", ["-c", "echo $(uname -s)-$(uname -m)"], { encoding: "utf8" }).trim();
const program = (file, text) => {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
};
let place, server, base;

/// An archive with one program in it that says this of itself, with or without a folder around it.
function pack(name, tool, says, folder = ".") {
  const inside = join(place, `${name}.d`);
  mkdirSync(join(inside, folder), { recursive: true });
  program(join(inside, folder, tool), `echo "${says}"`);
  execFileSync("tar", ["-czf", join(place, name), "-C", inside, folder === "." ? tool : folder]);
}

before(async () => {
  place = mkdtempSync(join(tmpdir(), "container-diet-tools-"));
  pack("trunk", "trunk", "trunk 1.2.3");
  pack("wasm-bindgen", "wasm-bindgen", "wasm-bindgen 1.2.3 (abc)", "wasm-bindgen-1.2.3-here");
  pack("other-version", "trunk", "trunk 1.2.4");
  pack("other-tool", "trnk", "trunk 1.2.3");
  writeFileSync(join(place, "no-archive"), "<html>Please log in</html>");
  // Stands in for cargo: puts the program where it is told to, and says so.
  mkdirSync(join(place, "stubs"));
  program(join(place, "stubs/cargo"), `case "$1" in install) ;; fetch|build) exit 0 ;; *) exit 9 ;; esac
echo "cargo $*" >> "$CALLS"
[ -z "\${BREAK:-}" ] || { echo "error: could not compile" >&2; exit 101; }
while [ $# -gt 0 ]; do case "$1" in --bin) bin=$2 ;; --root) root=$2 ;; esac; shift; done
mkdir -p "$root/bin" && printf '#!/bin/sh\\necho compiled\\n' > "$root/bin/$bin" && chmod 755 "$root/bin/$bin"`);
  server = createServer((request, response) => {
    const [, how, name] = request.url.split("/");
    if (how === "missing") return response.writeHead(404).end("Not Found");
    const bytes = readFileSync(join(place, name));
    response.writeHead(200, { "Content-Length": bytes.length });
    if (how === "whole") return response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => how === "cut" && response.destroy());
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(place, { recursive: true });
});

/// A clone with a table of its own: its script, run.
let clones = 0;
async function install({ tool = "trunk", archive = tool, how = "whole", wrong = false, on = platform, from = base, path = process.env.PATH, broken = "" }) {
  const clone = join(place, `clone-${clones++}`);
  cpSync(join(ROOT, "scripts"), join(clone, "scripts"), { recursive: true });
  const hash = createHash("sha256").update(wrong ? "else" : readFileSync(join(place, archive))).digest("hex");
  writeFileSync(join(clone, "scripts/releases.tsv"), `# a comment\n${[tool, "1.2.3", on, hash, `${how}/${archive}`].join("\t")}\n`);
  const calls = join(clone, "calls");
  const env = { ...process.env, PATH: `${join(place, "stubs")}:${path}`, CONTAINER_DIET_RELEASES: from, CALLS: calls, BREAK: broken, LC_ALL: "C" };
  const folder = join(clone, "cache/tool-1.2.3");
  const run = await new Promise((done) => execFile("sh", [join(clone, "scripts/tool.sh"), tool, "1.2.3", tool, folder], { env }, (error, out, said) => done({ code: error?.code ?? 0, said })));
  const there = existsSync(folder) ? execFileSync(join(folder, "bin", tool), ["--version"], { encoding: "utf8" }).trim() : null;
  return { ...run, there, beside: readdirSync(join(clone, "cache")), inside: existsSync(folder) ? readdirSync(folder) : [], calls: existsSync(calls) ? readFileSync(calls, "utf8") : "" };
}

const find = (name) => execFileSync("sh", ["-c", `command -v ${name} || true`], { encoding: "utf8" }).trim();

/// PATH without one program: links to what the script calls otherwise.
function without(missing) {
  const folder = join(place, `without-${missing}`);
  mkdirSync(folder);
  for (const name of ["sh", "uname", "awk", "dirname", "mktemp", "mkdir", "mv", "rm", "chmod", "cut", "tail", "tar", "gzip", "curl", "sha256sum", "shasum", "perl"]) {
    if (find(name) && name !== missing) symlinkSync(find(name), join(folder, name));
  }
  return folder;
}

describe("a release binary", { concurrency: true }, () => {
  for (const [tool, says] of [["trunk", "trunk 1.2.3"], ["wasm-bindgen", "wasm-bindgen 1.2.3 (abc)"]]) {
    test(`of ${tool} is taken, whole and alone`, async () => {
      const { code, said, there, beside, inside, calls } = await install({ tool });
      assert.deepEqual({ code, said, there, beside, inside, calls }, { code: 0, said: "", there: says, beside: ["tool-1.2.3"], inside: ["bin"], calls: "" });
    });
  }

  for (const [alone, other] of [["sha256sum", "shasum"], ["shasum", "sha256sum"]]) {
    test(`is checked with ${alone} alone`, { skip: !find(alone) && `${alone} is not here` }, async () => {
      assert.equal((await install({ path: without(other) })).there, "trunk 1.2.3");
    });
  }

  for (const [name, options, why] of [
    ["with another checksum", { wrong: true }, /its checksum is not the pinned one/],
    ["that is cut off", { how: "cut" }, /curl: \(\d+\) /],
    ["that stands still", { how: "still" }, /curl: \(28\) /],
    ["that is not there", { how: "missing" }, /curl: \(\d+\) .*404/],
    ["of a server that is not there", { from: "http://127.0.0.1:1" }, /curl: \(7\) /],
    ["without a network", { from: "http://releases.invalid" }, /curl: \(6\) /],
    ["for another platform", { on: "Plan9-mips" }, new RegExp(`none is pinned for ${platform}`)],
    ["that is no archive", { archive: "no-archive" }, /it does not unpack/],
    ["of another version", { archive: "other-version" }, /it does not run here/],
    ["without the program", { archive: "other-tool" }, /it does not run here/],
    ["without curl", { path: null }, /curl is missing/],
  ]) {
    test(`${name} is compiled instead, and one line says why`, async () => {
      const started = Date.now();
      const { code, said, there, beside, inside, calls } = await install(options.path === null ? { path: without("curl") } : options);
      assert.deepEqual({ code, there, beside, inside }, { code: 0, there: "compiled", beside: ["tool-1.2.3"], inside: ["bin"] }, said);
      assert.match(calls, /^cargo install .*--locked .*trunk --version 1\.2\.3 .*\n$/);
      assert.match(said, /^.*trunk 1\.2\.3: no release binary \(.*\), so it is compiled.*\n$/);
      assert.match(said, why);
      assert.ok(Date.now() - started < 30_000, "it took more than seconds");
    });
  }

  test("that cannot be compiled either leaves nothing behind", async () => {
    const { code, said, there, beside } = await install({ how: "missing", broken: "yes" });
    assert.deepEqual({ code, there, beside }, { code: 101, there: null, beside: [] });
    assert.match(said, /could not compile/);
  });
});

test("set-up takes the tools, says so, and is silent when they are there", async () => {
  const clone = join(place, "set-up");
  cpSync(join(ROOT, "scripts"), join(clone, "scripts"), { recursive: true });
  for (const [tool, version] of [["trunk", versions.TRUNK], ["wasm-bindgen", versions.BINDGEN]]) pack(`${tool}-now`, tool, `${tool} ${version}`);
  const now = (crate) => join(place, `${crate.replace("-cli", "")}-now`);
  writeFileSync(join(clone, "scripts/releases.tsv"), rows.map(([crate, version, on]) =>
    [crate, version, on, createHash("sha256").update(readFileSync(now(crate))).digest("hex"), `whole/${crate.replace("-cli", "")}-now`].join("\t")).join("\n"));
  const stubs = join(clone, "stubs");
  mkdirSync(join(clone, "lib/rustlib/wasm32-unknown-unknown"), { recursive: true });
  mkdirSync(stubs);
  for (const name of ["rustup", "npm", "cc"]) program(join(stubs, name), "exit 0");
  program(join(stubs, "rustc"), `echo "${clone}"`);
  const tools = join(clone, "tools");
  mkdirSync(join(tools, `esbuild-${versions.ESBUILD}/node_modules/.bin`), { recursive: true });
  program(join(tools, `esbuild-${versions.ESBUILD}/node_modules/.bin/esbuild`), "exit 0");
  const env = { ...process.env, PATH: `${stubs}:${join(place, "stubs")}:${process.env.PATH}`, CONTAINER_DIET_TOOLS: tools, CONTAINER_DIET_RELEASES: base, CALLS: join(clone, "calls") };
  const setup = (what) => new Promise((done) => execFile("sh", [join(clone, "scripts/setup.sh"), what], { env }, (error, out, said) => done({ code: error?.code ?? 0, out, said })));
  const first = await setup("serve");
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, new RegExp(`^.*\\[1/1\\] wasm-bindgen ${versions.BINDGEN} and Trunk ${versions.TRUNK}.*\\n$`));
  for (const [file, says] of [[`trunk-${versions.TRUNK}/bin/trunk`, `trunk ${versions.TRUNK}`], [`wasm-bindgen-cli-${versions.BINDGEN}/bin/wasm-bindgen`, `wasm-bindgen ${versions.BINDGEN}`]]) {
    assert.equal(execFileSync(join(tools, file), { encoding: "utf8" }).trim(), says);
  }
  // What cuts the page into parts is for a release; nobody publishes it compiled.
  const split = await setup("build");
  assert.equal(split.code, 0, split.said);
  assert.match(split.said, new RegExp(`\\[1/1\\] wasm-split ${versions.SPLIT}`));
  assert.match(split.said, /no release binary \(none is pinned for .*\), so it is compiled/);
  assert.match(readFileSync(join(clone, "calls"), "utf8"), new RegExp(`--features build-binary --bin wasm-split-cli wasm_split_cli_support --version ${versions.SPLIT} `));
  assert.ok(existsSync(join(tools, `wasm-split-${versions.SPLIT}/bin/wasm-split-cli`)));
  for (const what of ["serve", "build"]) assert.deepEqual(await setup(what), { code: 0, out: "", said: "" });
});
