import { app } from "./report.ts";

export default { fetch: app.fetch };
