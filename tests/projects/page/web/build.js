// Turns a text into the page of dist/.
import { mkdirSync, writeFileSync } from "node:fs";
import { marked } from "marked";

mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", `<!doctype html>\n<html lang="en"><title>Page</title>\n${marked.parse("# Built by the sample front end")}</html>\n`);
