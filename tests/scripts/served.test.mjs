// The nginx.conf that goes with the Dockerfile of a site, or of PHP, served by a real nginx:
// which path answers what, how long browsers keep it, and what another service answers.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { find, freePort } from "../browser/support/hosts.mjs";
import { fastcgi } from "./fastcgi.mjs";

const NGINX = find("nginx");
/// In the place of the image's own, which is a package apart.
const TYPES = "types { text/html html; text/javascript js; }";
/// The same, as far as it is asked for here.
const PARAMETERS = "fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param CONTENT_LENGTH $content_length;";
const TOOL = join(process.env.CARGO_TARGET_DIR ?? "target", "debug/container-diet");

let behind;
before(async () => {
  // As the host tests make it: by itself, with fewer features, all would be compiled a second time.
  execFileSync("cargo", ["test", "--quiet", "--locked", "--no-run", "--test", "host"]);
  behind = createServer(async (request, response) => {
    let bytes = 0;
    for await (const part of request) bytes += part.length;
    const { host, "x-forwarded-for": from, "x-forwarded-proto": proto } = request.headers;
    response.end(`${request.method} ${request.url} ${bytes} ${host.replace(/\d+$/, "PORT")} ${from} ${proto}`);
  }).listen(0, "127.0.0.1");
  await once(behind, "listening");
});
after(() => behind.close());

const FILES = {
  "index.html": "the page",
  "404.html": "no such page",
  "about.html": "about",
  "docs/index.html": "docs",
  "assets/app-3f2a.js": "the program",
  "config.js": "theirs",
};

const KEPT = "public, max-age=31536000, immutable";
// Settings; below which path the files lie; then path, status, body or address, cache.
const ROWS = [
  ["", "", [
    ["/", 200, "the page", "no-cache"],
    ["/orders/17", 200, "the page", "no-cache"],
    ["/john.doe", 200, "the page", "no-cache"],
    ["/assets", 200, "the page", "no-cache"],
    ["/docs", 200, "docs", "no-cache"],
    ["/assets/app-3f2a.js", 200, "the program", "no-cache"],
    ["/assets/gone.js", 404],
    ["/favicon.ico", 404],
    ["/healthz", 200, "ok\n"],
    ["/../../etc/passwd", 200, "the page", "no-cache"],
  ]],
  ["paths=pages&hashed=assets", "", [
    ["/", 200, "the page", "no-cache"],
    ["/about", 200, "about", "no-cache"],
    ["/about.html", 200, "about", "no-cache"],
    ["/docs/", 200, "docs", "no-cache"],
    ["/docs", 301, "/docs/"],
    ["/orders/17", 404, "no such page"],
    ["/assets/", 404],
    ["/assets/app-3f2a.js", 200, "the program", KEPT],
    ["/assets/gone.js", 404],
  ]],
  ["under=/shop&hashed=assets&config=config.js", "shop", [
    ["/", 302, "/shop/"],
    ["/shop", 301, "/shop/"],
    ["/shop/", 200, "the page", "no-cache"],
    ["/shop/orders/17", 200, "the page", "no-cache"],
    ["/shop/assets/app-3f2a.js", 200, "the program", KEPT],
    ["/shop/config.js", 200, "theirs", "no-store"],
    ["/elsewhere", 404],
    ["/healthz", 200, "ok\n"],
  ]],
  ["under=/shop/v2/&paths=pages", "shop/v2", [
    ["/", 302, "/shop/v2/"],
    ["/shop/v2/about", 200, "about", "no-cache"],
    ["/shop/v2/gone", 404, "no such page"],
  ]],
  ["pass=/api=http://BEHIND /v1/=http://BEHIND/", "", [
    ["/api/items?q=a%20b", 200, "GET /api/items?q=a%20b 0 127.0.0.1:PORT 127.0.0.1 http"],
    ["/api/logo.png", 200, "GET /api/logo.png 0 127.0.0.1:PORT 127.0.0.1 http"],
    ["/v1/items", 200, "GET /items 0 127.0.0.1:PORT 127.0.0.1 http"],
    ["/orders/17", 200, "the page", "no-cache"],
  ]],
];

const configuration = (settings, port) => {
  const address = `127.0.0.1:${behind.address().port}`;
  const link = settings.split("&").filter(Boolean).map((one) => one.split(/=(.*)/s)).map(([key, value]) => `${key}=${encodeURIComponent(value.replaceAll("BEHIND", address))}`);
  const { stdout, stderr } = spawnSync(TOOL, ["file", "nginx.conf", `#${["v=1", "run=static_site", `port=${port}`, ...link].join("&")}`], { encoding: "utf8" });
  // Nothing else: each setting was taken.
  assert.match(stderr, /^\d+ parts are missing\. Their defaults were used\.\n$/);
  return stdout;
};

/// Serves by that configuration, in a folder of its own, until all was asked.
const served = async (home, text, port, health, ask) => {
  const own = text.replaceAll("/dev/shm", home).replace("/etc/nginx/mime.types", join(home, "mime.types")).replace("/etc/nginx/fastcgi_params", join(home, "fastcgi_params"))
    .replace(/listen \d+/, `listen 127.0.0.1:${port}`)
    // A pipe of ours cannot be opened by name.
    .replace("/dev/stderr", "stderr").replace("access_log /dev/stdout", "access_log off");
  writeFileSync(join(home, "nginx.conf"), own);
  writeFileSync(join(home, "mime.types"), TYPES);
  writeFileSync(join(home, "fastcgi_params"), PARAMETERS);
  const server = spawn(NGINX, ["-e", "stderr", "-p", home, "-c", join(home, "nginx.conf"), "-g", "daemon off; master_process off;"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (part) => (said += part));
  try {
    const origin = `http://127.0.0.1:${port}`;
    for (let tries = 0; !(await fetch(origin + health).then(() => true, () => false)); tries += 1) {
      assert.ok(tries < 100 && server.exitCode === null, `nginx does not start: ${said}`);
      await new Promise((wait) => setTimeout(wait, 50));
    }
    await ask(origin);
  } finally {
    const over = once(server, "exit");
    if (server.exitCode === null && server.kill()) await over;
    rmSync(home, { recursive: true, force: true });
  }
};

/// Puts files into a folder of a new one.
const filled = (folder, files) => {
  const home = mkdtempSync(join(tmpdir(), "container-diet-site-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(home, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return home;
};

const SKIP = { skip: NGINX ? false : "there is no nginx" };

for (const [settings, folder, requests] of ROWS) {
  test(`a site is served as its settings say: ${settings || "nothing set"}`, SKIP, async () => {
    const home = filled(join("www", folder), FILES);
    const port = await freePort();
    await served(home, configuration(settings, port).replaceAll("/srv/www", join(home, "www")), port, "/healthz", async (origin) => {
      for (const [path, status, about, cache] of requests) {
        const response = await fetch(origin + path, { redirect: "manual" });
        assert.equal(response.status, status, path);
        // No host and no port: a proxy in front may have others.
        if (status > 299 && status < 400) assert.equal(response.headers.get("location"), about, path);
        else if (about !== undefined) assert.equal(await response.text(), about, path);
        // What another service answers is its own.
        if (path.startsWith("/api")) assert.equal(response.headers.get("cache-control"), null);
        if (cache) {
          assert.equal(response.headers.get("cache-control"), cache, path);
          assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
        }
        if (status === 404) assert.doesNotMatch(response.headers.get("cache-control") ?? "", /immutable/, path);
      }
      if (settings.includes("pass=")) {
        const body = Buffer.alloc(3_000_000);
        const sent = await fetch(`${origin}/api/upload`, { method: "POST", body });
        assert.equal(await sent.text(), "POST /api/upload 3000000 127.0.0.1:PORT 127.0.0.1 http");
      }
    });
  });
}

const PUBLIC = { "index.php": "<?php", "legacy/report.php": "<?php", "app.css": "body {}", ".env": "SECRET=1", ".well-known/security.txt": "mail us" };
// Path, status, and the script with what follows it and the query, or the body of a file.
const BEFORE_FPM = [
  ["/nginx-healthz", 200, "ok\n"],
  ["/", 200, "/index.php  "],
  ["/orders/17?page=2", 200, "/index.php  page=2"],
  ["/index.php/orders/17", 200, "/index.php /orders/17 "],
  ["/legacy/report.php?id=1", 200, "/legacy/report.php  id=1"],
  ["/app.css", 200, "body {}"],
  ["/gone.css", 200, "/index.php  "],
  ["/gone.php", 404],
  ["/app.css/x.php", 404],
  ["/.env", 404],
  ["/.git/config", 404],
  ["/.well-known/security.txt", 200, "mail us"],
];

test("a web server in front of FPM sends files, and passes all else to scripts that are there", SKIP, async () => {
  const home = filled("app/public", PUBLIC);
  const fpm = await fastcgi(({ SCRIPT_FILENAME: script, PATH_INFO: path, QUERY_STRING: query, HTTP_PROXY: proxy, REQUEST_METHOD: method }, sent) => {
    assert.ok(!proxy, "no header becomes a proxy");
    return method === "POST" ? `${method} ${sent}` : `${script.replace(join(home, "app/public"), "")} ${path} ${query}`;
  });
  try {
    const { stdout } = spawnSync(TOOL, ["file", "nginx.conf", "#v=1&run=php&web=nginx"], { encoding: "utf8" });
    const text = stdout.replaceAll("/app/public", join(home, "app/public")).replace("127.0.0.1:9000", `127.0.0.1:${fpm.address().port}`);
    await served(home, text, await freePort(), "/nginx-healthz", async (origin) => {
      for (const [path, status, about] of BEFORE_FPM) {
        const response = await fetch(origin + path, { headers: { proxy: "http://evil.example.com" }, redirect: "manual" });
        assert.equal(response.status, status, path);
        if (about !== undefined) assert.equal(await response.text(), about, path);
      }
      const sent = await fetch(`${origin}/upload`, { method: "POST", body: Buffer.alloc(3_000_000) });
      assert.equal(await sent.text(), "POST 3000000");
      assert.equal((await fetch(`${origin}/upload`, { method: "POST", body: Buffer.alloc(9_000_000) }).catch(() => ({ status: 413 }))).status, 413);
    });
  } finally {
    fpm.close();
  }
});
