// Makes the page of what the package beside it reports.
import { mkdirSync, writeFileSync } from "node:fs";
import { marked } from "marked";
import { report } from "@sample/report";

mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", marked(`Built as user ${report().uid}, by the sample site.`));
