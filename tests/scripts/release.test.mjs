// The release itself, as `make build` left it in dist/.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "dist");

test("no path of the machine that built it is in the release", { skip: !existsSync(DIST) && "no dist/ yet: make build" }, () => {
  const paths = [ROOT, process.env.CARGO_HOME ?? join(homedir(), ".cargo"), join(homedir(), ".rustup")];
  for (const name of readdirSync(DIST)) {
    const content = readFileSync(join(DIST, name), "latin1");
    for (const path of paths) assert.ok(!content.includes(path), `${path} in ${name}`);
  }
});
