// node scripts/offline.mjs FOLDER: tells the service worker of a finished build
// which files it has to keep, each with its SHA-256. Called last by finish.sh.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const WORKER = "sw.js";
/// What a page never asks for: the worker itself, and what only hosts and programs read.
const isKept = (name) => name !== WORKER && name !== "_headers" && !name.endsWith(".schema.json");

const files = Object.fromEntries(readdirSync(folder).filter(isKept).sort().map((name) => [name, hash(readFileSync(join(folder, name)))]));
const list = JSON.stringify(files);
const worker = readFileSync(join(folder, WORKER), "utf8").replace(/^const FILES=.*\n/, "");
// The worker's own text counts too: another one is another build.
writeFileSync(join(folder, WORKER), `const FILES=${list},BUILD="${hash(list + worker).slice(0, 16)}";\n${worker}`);
