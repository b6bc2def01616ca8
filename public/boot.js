// Starts the page: its program at once, the parts of that when the visitor
// turns to the page. The only hand-written JavaScript: the build tool's own
// loader is an inline script, which the page's policy forbids.
{
  const files = { ...document.currentScript.dataset };
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  // What counts as turning to the page.
  const TURNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];

  try {
    for (const name of ["theme", "steps"]) root.dataset[name] = localStorage.getItem(name) ?? "";
  } catch {
    // A browser that keeps nothing for us shows the colours of the system, and one step at a time.
  }
  // The page was built with a verdict; that of a link is another one.
  if (location.hash.length > 1) root.dataset.reading = "";

  // For whoever waits or measures.
  const runs = (name) => {
    root.dataset[name] = "runs";
    performance.mark(name);
  };
  let app;
  const start = async () => {
    const place = (file) => new URL(file, document.baseURI).href;
    app = await import(place(files.app));
    await app.default({ module_or_path: place(files.app.replace(/\.js$/, "_bg.wasm")) });
    runs("explorer");
  };
  const load = (name) =>
    new Promise((done, failed) => app.part(name, (isThere) => (isThere ? done() : failed(new Error(`${name} could not be loaded`))))).then(() => runs(name));

  const say = (where, text, label, retry) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", retry);
    where.replaceChildren(text, " ", button);
    where.hidden = false;
  };
  // What the build shows stays hidden where it is not what the link says.
  const fail = (text, kept = "Your answers are safe in the address.") => {
    say(find("fault"), parent === window ? `${text} ${kept}` : text, "Reload", () => location.reload());
    find("fault").append(" ", Object.assign(document.createElement("a"), { href: "rule.html", textContent: "Rules as a table" }));
  };

  // A program that stopped answers nothing any more: say so instead of standing still.
  const stopped = (event) => {
    if ((event.error ?? event.reason) instanceof WebAssembly.RuntimeError) {
      fail("The explorer crashed.");
    }
  };
  addEventListener("error", stopped);
  addEventListener("unhandledrejection", stopped);

  // Done when the part is there, or when what follows need not wait for it.
  const part = (name) =>
    new Promise((done) => {
      // A view for frames has places for what it shows alone; the rest of the first view has several.
      const place = find(`${name}-part`) ?? find("fault");
      let pressed;
      // A button that the build put there does something only when the part is here.
      const press = (event) => (pressed = event.target.closest("button[id]")?.id ?? pressed);
      place.addEventListener("click", press);
      load(name).then(
        () => {
          place.removeEventListener("click", press);
          if (place.id === "fault") place.hidden = true;
          if (pressed) find(pressed)?.click();
          done();
        },
        (error) => {
          console.error(error);
          let notice = place;
          if (place.id !== "fault") {
            notice = Object.assign(document.createElement("p"), { className: "notice" });
            notice.setAttribute("role", "alert");
            place.replaceChildren(notice);
            place.hidden = false;
          }
          say(notice, "This part of the page could not be loaded.", "Try again", () => part(name).then(done));
          // The others show what only the rest reads: the link.
          if (name !== "rest") done();
        },
      );
    });

  // The page as a newer build has it, in all tabs at once, whether they were touched or not.
  const worker = files.offline && parent === window && navigator.serviceWorker;
  if (worker?.controller) worker.addEventListener("controllerchange", () => location.reload(), { once: true });

  // An answer that comes before a part: what the build put there belongs to another one.
  let isBuilt = true;
  addEventListener("diet-change", () => isBuilt && (root.dataset.reading ??= "rest" in root.dataset ? "file" : "rest"));

  const turned = new Promise((turn) => TURNS.forEach((name) => addEventListener(name, turn, { once: true, passive: true })));
  const near = (place) =>
    new Promise((seen) => {
      const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && seen(watch.disconnect()), { rootMargin: "50%" });
      watch.observe(place);
    });

  // The style of what is not there at first. It comes before that.
  let sheet;
  const styled = () =>
    (sheet ??= new Promise((done) => {
      const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: files.style });
      style.onload = style.onerror = done;
      document.head.append(style);
    }));

  // A project is dropped anywhere, maybe before what reads it is there. What was dropped is gone after this event.
  const takeProjects = (place, begun) => {
    let there;
    let isAsked;
    const wanted = () => (there ??= begun.then(styled).then(() => ((isAsked = true), part("project"))));
    // What was pressed before its part was asked for is pressed again; from then on the part sees to it.
    place.addEventListener("click", (event) => {
      const id = event.target.closest("button[id]")?.id;
      if (!isAsked) wanted().then(() => id && find(id)?.click());
    });
    place.addEventListener("focusin", wanted);
    for (const name of ["dragover", "dragleave", "drop"]) {
      addEventListener(name, (event) => {
        const { types, items } = event.dataTransfer;
        if (!types.includes("Files")) return;
        event.preventDefault();
        root.toggleAttribute("data-dragged", name === "dragover");
        const dropped = wanted();
        if (name !== "drop") return;
        const detail = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
        dropped.then(() => dispatchEvent(new CustomEvent("diet-drop", { detail })));
      });
    }
  };

  addEventListener("DOMContentLoaded", async () => {
    if (typeof WebAssembly !== "object") {
      fail("This browser has no WebAssembly, which the explorer needs.", "Your answers are safe in the address: open it in another browser.");
      return;
    }
    const whole = find("whole");
    if (whole) whole.checked = root.dataset.steps === "all";
    let begun;
    const started = new Promise((done) => (begun = done));
    if (find("project-part")) takeProjects(find("project-part"), started);
    try {
      await start();
    } catch (error) {
      fail("The explorer could not be loaded.");
      throw error;
    }
    await part("rest");
    begun();
    // With a link, or an answer already, the file is another one than is there.
    if (!("reading" in root.dataset)) await turned;
    // What can be opened there has its style in the sheet of the details.
    styled();
    await part("dockerfile");
    // A frame belongs to the page around it; only a release has something to keep.
    if (worker) import(new URL(files.offline, document.baseURI));
    // Or what is said where the part could not be loaded, which no answer hides.
    isBuilt = false;
    delete root.dataset.reading;
    if (!find("details-part")) return;
    // An address that names a view of the details leads to it, unless the page was left there and is taken up again.
    const isLed = /[#&]view=/.test(location.hash) && performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (!isLed) await turned;
    // In the end even if nobody goes there: whoever prints wants them too.
    if (!isLed) await Promise.race([near(find("details-part")), new Promise((late) => setTimeout(late, 3_000))]);
    await styled();
    await part("details");
    if (isLed && parent === window && scrollY === 0) find("details-part").scrollIntoView();
  });
}
