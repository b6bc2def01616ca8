// Stands for a compiler: what runs is made from the sources.
import { copyFileSync, mkdirSync } from "node:fs";

mkdirSync("dist", { recursive: true });
copyFileSync("server.js", "dist/server.js");
