// side-by-side.mjs COMMAND…: runs commands at the same time, each with its output in
// one piece. As soon as one fails, the others are stopped. Two lanes are what two cores can do.
import { spawn } from "node:child_process";

const lanes = process.argv.slice(2).map((command) => {
  // A group of its own, so that all it starts can be stopped.
  const lane = spawn("sh", ["-c", command], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [lane.stdout, lane.stderr]) stream.on("data", (text) => said.push(text));
  lane.on("close", (code) => {
    process.stdout.write(Buffer.concat(said));
    if (code !== 0) stop(1);
  });
  return lane;
});

function stop(code) {
  for (const { pid, exitCode, signalCode } of lanes) {
    if (exitCode !== null || signalCode !== null) continue;
    try {
      process.kill(-pid, "SIGTERM");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  process.exitCode = code;
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(130));
