// Serves dist/ as a static host would, with the headers that dist/_headers has for an address.
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

/// The rules of a file in the form of Netlify and Cloudflare Pages: for each
/// pattern of addresses, where * stands for anything, its headers.
export function readRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"))) {
    if (line.startsWith("/")) {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
      rules.push({ path: line.trim(), pattern: new RegExp(`^${pattern}$`), headers: [] });
    } else rules.at(-1).headers.push(line.trim().split(/: (.*)/s).slice(0, 2));
  }
  return rules;
}

/// Every rule that fits counts; a header that two of them name would be sent twice in one.
export function headersFor(path, rules) {
  const headers = {};
  for (const [name, value] of rules.filter(({ pattern }) => pattern.test(path)).flatMap(({ headers }) => headers)) {
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/// Serves dist/ below `base`; pages of the test itself come from `extra`, whole
/// `folders` (path to folder) with `folderHeaders`, as another site would; `root`
/// is another build to serve. With
/// `brotli` files are compressed once, as hosts do that compress at all.
export async function serve({ base = "/", extra = {}, folders = {}, folderHeaders = {}, root = DIST, withHeaders = true, brotli = false } = {}) {
  const rules = withHeaders ? readRules(await readFile(join(root, "_headers"), "utf8")) : [];
  // The longest first: a folder may lie below another.
  const places = Object.entries({ ...folders, [base]: root }).sort(([one], [other]) => other.length - one.length);
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
      // The rules speak of the folder, wherever it lies.
      const headers = prefix === base ? headersFor(`/${path.slice(base.length)}`, rules) : folderHeaders;
      const type = { ...headers, "content-type": TYPES[extname(file)] ?? "text/plain" };
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
