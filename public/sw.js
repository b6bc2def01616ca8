// Serves the page from what was kept of one build, with or without a network.
// The build puts `FILES` above: each file of this build with its SHA-256. A new
// build is kept beside the old one, checked file by file, and takes its place
// only when a visitor asks for it, so no page ever gets files of two builds.

const scope = new URL(registration.scope);
// Other copies of the page may live under other paths of the same host.
const OURS = `container-diet ${scope.pathname} `;
const KEPT = OURS + BUILD;

const hash = async (bytes) =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/// A file of this build: out of what an older one kept where that is the same, else from the host.
async function file(name, older) {
  const address = new URL(name, scope);
  for (const cache of older) {
    const kept = await cache.match(address);
    if (kept && (await hash(await kept.clone().arrayBuffer())) === FILES[name]) return kept;
  }
  const answer = await fetch(address, { cache: "no-cache" });
  const bytes = await answer.arrayBuffer();
  // A host in the middle of a deployment, or one that changes what it sends.
  if (!answer.ok || (await hash(bytes)) !== FILES[name]) throw new Error(`${name} is not the one of this build`);
  // Made anew: an answer that was redirected may not be shown as a page.
  const headers = new Headers(answer.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  return new Response(bytes, { headers });
}

async function keep() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(KEPT);
  try {
    for (const name of Object.keys(FILES)) await cache.put(new URL(name, scope), await file(name, older));
  } catch (error) {
    if (!names.includes(KEPT)) await caches.delete(KEPT);
    throw error;
  }
}

async function forget() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== KEPT);
  await Promise.all(names.map((name) => caches.delete(name)));
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forget()));
// The visitor wants the newer page.
addEventListener("message", (event) => event.data === "show" && skipWaiting());

addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== scope.origin || !address.pathname.startsWith(scope.pathname)) return;
  const name = address.pathname.slice(scope.pathname.length) || "index.html";
  if (!Object.hasOwn(FILES, name)) return;
  // Where the browser threw away what was kept, all of it is gone, and the host is asked as ever.
  const kept = caches.open(KEPT).then((cache) => cache.match(new URL(name, scope)));
  event.respondWith(kept.then((answer) => answer ?? fetch(event.request)));
});
