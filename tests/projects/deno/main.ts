import { app } from "./report.ts";

const server = Deno.serve({ port: 8080 }, app.fetch);
Deno.addSignalListener("SIGTERM", () => server.shutdown());
