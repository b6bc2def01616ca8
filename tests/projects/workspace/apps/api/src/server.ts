// Answers with what the package beside it reports, and only where nothing else of the workspace is there.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { report } from "@sample/report";

for (const other of ["../web", "../../node_modules/typescript", "../../node_modules/.pnpm/typescript@5.9.3", "../../tsconfig.json"]) {
  if (existsSync(other)) throw new Error(`${other} is in the image`);
}

const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(request.url === "/healthz" ? "true" : JSON.stringify(report()));
});
server.listen(8080, "0.0.0.0");
process.on("SIGTERM", () => server.close());
