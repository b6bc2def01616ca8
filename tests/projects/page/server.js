// Serves a page that Node.js builds, from a folder beside the program.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";

const page = readFileSync("web/dist/index.html");
const server = createServer((question, answer) => answer.end(question.url === "/healthz" ? "" : page));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
server.listen(8080, "0.0.0.0");
