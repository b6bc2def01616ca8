// Keeps the page for when there is no network, and offers a newer build when one
// is there. Loaded last, by the page itself and never in a frame.

const head = { manifest: "manifest.webmanifest", "apple-touch-icon": "icon-512.png" };
for (const [rel, href] of Object.entries(head)) document.head.append(Object.assign(document.createElement("link"), { rel, href }));

const { serviceWorker } = navigator;

function offer(worker) {
  const place = document.getElementById("newer");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show it" });
  // It takes the place of this build, and every page that shows this one follows.
  button.addEventListener("click", () => worker.postMessage("show"));
  place.replaceChildren("A newer version of this page is ready. Your answers are safe in the address. ", button);
  place.hidden = false;
}

// Refused by browsers that keep nothing: then the page needs its host, as before.
const registration = await serviceWorker.register("sw.js").catch(() => undefined);
if (registration) {
  const look = () => registration.waiting && serviceWorker.controller && offer(registration.waiting);
  look();
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && look());
  });
}
