// Starts nginx and Caddy with the configurations of examples/hosting.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "./server.mjs";

const EXAMPLES = fileURLToPath(new URL("../../../examples/hosting/", import.meta.url));
// Where scripts/setup.sh unpacks them; elsewhere only those of the system are found.
const SERVERS = process.env.SERVERS ?? "/nowhere";
export const BROTLI_MODULE = join(SERVERS, "usr/lib/nginx/modules/ngx_http_brotli_static_module.so");

/// What each host's own configuration is called, and where its port and folder stand in it.
export const HOSTS = {
  nginx: { file: "nginx.conf", unpacked: "usr/sbin/nginx", version: "-v", port: "listen 80;", listen: (port) => `listen 127.0.0.1:${port};` },
  caddy: { file: "Caddyfile", unpacked: "usr/bin/caddy", version: "version", port: ":80 {", listen: (port) => `http://127.0.0.1:${port} {` },
};

/// The program, from the tools of the tests or of the system; nothing where it is not there or does not run.
export function find(host) {
  const { unpacked, version } = HOSTS[host];
  return [join(SERVERS, unpacked), host].find((program) => spawnSync(program, [version]).status === 0);
}

export function configuration(host) {
  return readFile(join(EXAMPLES, HOSTS[host].file), "utf8");
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/// What nginx.conf of the system does around the files of conf.d.
const aroundNginx = (modules) => `${modules}
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    scgi_temp_path scgi;
    uwsgi_temp_path uwsgi;
    include container-diet.conf;
}
`;

/// So that a Caddy that runs already is not disturbed, and nobody else is served.
const ABOVE_CADDY = "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n";

/// Starts a host with its documented configuration; only port and folder are
/// put in, and `change` may do what the comments in it propose.
export async function start(host, { folder = DIST, change = (text) => text, modules = "" } = {}) {
  const home = mkdtempSync(join(tmpdir(), `container-diet-${host}-`));
  const port = await freePort();
  const documented = await configuration(host);
  const settings = change(documented.replace(HOSTS[host].port, HOSTS[host].listen(port)).replaceAll("/srv/container-diet", folder.replace(/\/$/, "")));
  if (settings.includes("/srv/container-diet") || !settings.includes(`:${port}`)) throw new Error(`${host}: port or folder could not be put in`);
  await writeFile(join(home, host === "nginx" ? "container-diet.conf" : "Caddyfile"), host === "nginx" ? settings : ABOVE_CADDY + settings);
  if (host === "nginx") await writeFile(join(home, "nginx.conf"), aroundNginx(modules));
  const call = host === "nginx" ? ["-e", "stderr", "-p", home, "-c", join(home, "nginx.conf")] : ["run", "--adapter", "caddyfile", "--config", join(home, "Caddyfile")];
  const kept = { XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const child = spawn(find(host), call, { env: { ...process.env, ...kept }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, "exit");
    }
    await rm(home, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries += 1) {
    if (await fetch(origin).then(() => true, () => false)) break;
    if (child.exitCode !== null || tries === 100) {
      await stop();
      throw new Error(`${host} does not start:\n${said}`);
    }
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return { origin, stop };
}

