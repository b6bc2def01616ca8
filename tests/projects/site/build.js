// Turns the pages into HTML in dist/.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { marked } from "marked";

const page = marked.parse(readFileSync("pages/index.md", "utf8"));
mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", `<!doctype html>\n<html lang="en"><title>Site</title>\n<link rel="stylesheet" href="/style.css">\n${page}</html>\n`);
writeFileSync("dist/style.css", "body { color: black }\n");
