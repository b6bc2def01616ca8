// Starts the application. The only hand-written JavaScript of the page: the
// build tool's own loader is an inline script, which the page's policy forbids.
const script = document.querySelector("script[data-wasm]");
const place = (file) => new URL(file, document.baseURI).href;

try {
  const { default: start } = await import(place(script.dataset.js));
  await start({ module_or_path: place(script.dataset.wasm) });
} catch (error) {
  const notice = document.getElementById("loading");
  if (notice) {
    notice.setAttribute("role", "alert");
    notice.textContent = typeof WebAssembly === "object"
      ? "The explorer could not be loaded. Reload the page to try again; your answers are in the address and are not lost."
      : "This browser has no WebAssembly, which the explorer needs. Your answers are in the address: open it in another browser.";
  }
  throw error;
}
