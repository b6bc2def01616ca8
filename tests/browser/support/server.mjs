// Serves dist/ as a static host would, with the headers of dist/_headers.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

export const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

async function documentedHeaders() {
  const lines = (await readFile(join(DIST, "_headers"), "utf8")).split("\n").filter((line) => line.startsWith("  "));
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/s).slice(0, 2)));
}

/// Serves dist/ below `base`; pages of the test itself come from `extra`, whole
/// `folders` (path to folder) with `folderHeaders`, as another site would. With
/// `brotli` files are compressed once, as hosts do that compress at all.
export async function serve({ base = "/", extra = {}, folders = {}, folderHeaders = {}, withHeaders = true, brotli = false } = {}) {
  const headers = withHeaders ? await documentedHeaders() : {};
  // The longest first: a folder may lie below another.
  const places = Object.entries({ ...folders, [base]: DIST }).sort(([one], [other]) => other.length - one.length);
  const compressed = new Map();
  const small = (file, body) => {
    if (!compressed.has(file)) compressed.set(file, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    return compressed.get(file);
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path in extra) {
      response.writeHead(200, { "content-type": TYPES[".html"] }).end(extra[path]);
      return;
    }
    const [prefix, folder] = places.find(([place]) => path.startsWith(place)) ?? [];
    if (folder === undefined) {
      response.writeHead(404).end();
      return;
    }
    const file = path.slice(prefix.length) || "index.html";
    try {
      const body = await readFile(join(folder, normalize(file)));
      const type = { ...(prefix === base ? headers : folderHeaders), "content-type": TYPES[extname(file)] ?? "text/plain" };
      if (brotli) response.writeHead(200, { ...type, "content-encoding": "br" }).end(small(path, body));
      else response.writeHead(200, type).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, address: origin + base, close: () => new Promise((done) => server.close(done)) };
}
