// The hosts of docs/hosting.md: real servers with the configurations of
// examples/hosting, and the rules of public/_headers.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { Explorer, launch } from "./support/explorer.mjs";
import { BROTLI_MODULE, HOSTS, configuration, find, start } from "./support/hosts.mjs";
import { DIST, headersFor, readRules } from "./support/server.mjs";

const KEPT = "max-age=31536000, immutable";
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.(css|js|wasm)$/;
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".png": "image/png", ".txt": "text/plain" };

const files = (await readdir(DIST)).filter((file) => file !== "_headers").sort();
const pages = files.filter((file) => file.endsWith(".html"));
const rules = readRules(await readFile(new URL("../../public/_headers", import.meta.url), "utf8"));
const policies = new Set(rules.flatMap(({ headers }) => headers).filter(([name]) => name === "Content-Security-Policy").map(([, value]) => value));
const [policy] = policies;

/// An answer as it comes over the wire: `fetch` would hide the compression.
function ask(address, headers = {}) {
  return new Promise((done, failed) => {
    const call = request(address, { headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    call.on("error", failed).end();
  });
}

/// The headers that docs/hosting.md asks for.
function assertHeaders(file, headers) {
  assert.equal(headers["x-content-type-options"], "nosniff", file);
  assert.equal(headers["referrer-policy"], "no-referrer", file);
  assert.equal(headers["cache-control"], HASHED.test(file) ? KEPT : "no-cache", file);
  assert.equal(headers["content-security-policy"], file.endsWith(".html") || file === "sw.js" ? policy : undefined, file);
  assert.equal(headers["content-type"].split(";")[0], TYPES[extname(file)], file);
}

test("the policy is one, in the headers file, in both configurations and in the pages", async () => {
  assert.equal(policies.size, 1);
  for (const host of Object.keys(HOSTS)) {
    const stated = (await configuration(host)).match(/"default-src[^"]*"/g);
    assert.deepEqual(stated, [`"${policy}"`], host);
  }
  for (const page of pages) assert.ok((await readFile(join(DIST, page), "utf8")).includes(`content="${policy}"`), page);
});

test("the headers file says of each file what it needs, and nothing twice", () => {
  for (const file of ["", ...files, "sw.js"]) {
    const headers = headersFor(`/${file}`, rules);
    assert.equal(headers["X-Content-Type-Options"], "nosniff");
    assert.equal(headers["Referrer-Policy"], "no-referrer");
    assert.equal(headers["Cache-Control"], HASHED.test(file) ? KEPT : undefined, file);
    assert.equal(headers["Content-Security-Policy"], file === "" || file === "sw.js" || file.endsWith(".html") ? policy : undefined, file);
  }
  // A part that is new has to have a rule of its own.
  const used = rules.filter(({ pattern }) => ["", "sw.js", ...files].some((file) => pattern.test(`/${file}`)));
  assert.deepEqual(used, rules);
});

test("docs/hosting.md names what is sent, and its rules under a path say the same", async () => {
  const text = await readFile(new URL("../../docs/hosting.md", import.meta.url), "utf8");
  for (const named of [KEPT, "no-cache", "nosniff", "no-referrer", "application/wasm"]) assert.ok(text.includes(`\`${named}\``), named);
  for (const [, link] of text.matchAll(/\]\(([^)#]+)\)/g)) assert.ok(existsSync(new URL(`../../docs/${link}`, import.meta.url)), link);
  const [, expression] = text.match(/sed '([^']+)' dist\/_headers/);
  const below = execFileSync("sed", [expression, fileURLToPath(new URL("../../public/_headers", import.meta.url))], { encoding: "utf8" });
  for (const file of ["", "sw.js", ...files]) assert.deepEqual(headersFor(`/tools/diet/${file}`, readRules(below)), headersFor(`/${file}`, rules), file);
});

for (const host of Object.keys(HOSTS)) {
  const skip = find(host) ? false : `${host} is not there: install it to test examples/hosting/${HOSTS[host].file}`;

  describe(`${host} as documented`, { skip }, () => {
    let browser, site;
    before(async () => {
      // The browser last: were it open when the host does not start, the tests would never end.
      site = await start(host);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    for (const base of ["/", "/tools/diet/"]) {
      test(`${base}: each file with its type, its headers and compressed`, async () => {
        for (const file of files) {
          const { status, headers, body } = await ask(site.origin + base + file, { "accept-encoding": "gzip" });
          assert.equal(status, 200, file);
          assertHeaders(file, headers);
          const plain = await readFile(join(DIST, file));
          // A host may leave alone what is smaller than a packet, and pictures are compressed already.
          if (plain.length > 1_000 && extname(file) !== ".png") assert.equal(headers["content-encoding"], "gzip", file);
          assert.ok(plain.equals(headers["content-encoding"] === "gzip" ? gunzipSync(body) : body), file);
          assert.ok(plain.equals((await ask(site.origin + base + file)).body), `${file}, not compressed`);
        }
        assertHeaders("index.html", (await ask(site.origin + base)).headers);
      });

      test(`${base}: what is not kept is asked for again, and not sent again`, async () => {
        for (const file of ["index.html", "style.css", "boot.js"]) {
          const { headers } = await ask(site.origin + base + file, { "accept-encoding": "gzip" });
          const again = await ask(site.origin + base + file, { "accept-encoding": "gzip", "if-none-match": headers.etag });
          assert.deepEqual([again.status, again.body.length], [304, 0], file);
        }
        const gone = await ask(`${site.origin}${base}container-diet-0123456789abcdef_bg.wasm`);
        assert.equal(gone.status, 404);
        assert.notEqual(gone.headers["cache-control"], KEPT);
      });

      test(`${base}: the page runs, and an answer changes the verdict`, async () => {
        const explorer = await Explorer.open(browser, site.origin + base);
        const verdict = () => explorer.text("#verdict-title");
        const first = await verdict();
        await explorer.answer("environment", "Development");
        await explorer.settled();
        assert.notEqual(await verdict(), first);
        explorer.assertQuiet();
        await explorer.close();
      });

      test(`${base}: every page, without a word to the console`, async () => {
        for (const name of pages) {
          const context = await browser.newContext();
          const page = await context.newPage();
          const explorer = new Explorer(page, site.origin);
          const failed = [];
          page.on("response", (response) => response.status() >= 400 && failed.push(response.url()));
          await page.goto(site.origin + base + name, { waitUntil: "networkidle" });
          explorer.assertQuiet();
          assert.deepEqual(failed, [], name);
          await context.close();
        }
      });
    }

    test("the path without its last slash leads to the page, with the answers in the link", async () => {
      const explorer = await Explorer.open(browser, `${site.origin}/tools/diet`, "#v=1&run=rust");
      assert.equal(new URL(explorer.page.url()).pathname, "/tools/diet/");
      assert.equal(await explorer.checked("runtime"), "rust");
      explorer.assertQuiet();
      await explorer.close();
    });

    test("a file that was compressed beforehand is sent as it is", async (t) => {
      const folder = await mkdtemp(join(tmpdir(), "container-diet-dist-"));
      t.after(() => rm(folder, { recursive: true }));
      await cp(DIST, folder, { recursive: true });
      const wasm = files.find((file) => file.endsWith(".wasm"));
      const plain = await readFile(join(folder, wasm));
      const compressed = { gzip: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain) };
      await writeFile(join(folder, `${wasm}.gz`), compressed.gzip);
      await writeFile(join(folder, `${wasm}.br`), compressed.br);
      const brotli = host !== "nginx" || existsSync(BROTLI_MODULE);
      const uncomment = { change: (text) => text.replace("# brotli_static on;", "brotli_static on;"), modules: `load_module ${BROTLI_MODULE};` };
      const own = await start(host, { folder, ...(host === "nginx" && brotli ? uncomment : {}) });
      t.after(own.stop);
      for (const base of ["/", "/tools/diet/"]) {
        for (const encoding of brotli ? ["gzip", "br"] : ["gzip"]) {
          const { headers, body } = await ask(own.origin + base + wasm, { "accept-encoding": encoding });
          assert.equal(headers["content-encoding"], encoding);
          assertHeaders(wasm, headers);
          assert.ok(body.equals(compressed[encoding]));
          assert.ok(plain.equals(encoding === "br" ? brotliDecompressSync(body) : gunzipSync(body)));
        }
      }
    });
  });
}
