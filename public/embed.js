// The view for frames: shows what the query string asks for and takes out the
// rest. It stands at the end of embed.html, so that it runs before the program
// does, which then mounts nothing where there is no place. See docs/embed.md.
{
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const PLACES = { questions: "questions", verdict: "verdict", dockerfile: "dockerfile-part" };
  // Both are of one part of the program.
  const DETAILS = ["map", "picture"];
  const FLAGS = ["frozen", "large", "predict"];
  const THEMES = ["light", "dark"];
  const MOST_NAMED = 5;
  const LONGEST_NAMED = 40;

  const options = new Set();
  const questions = new Set();
  const unknown = [];
  let theme = "";
  const show = (part) => {
    const question = part.startsWith("question:") && find(part.slice("question:".length));
    if (Object.hasOwn(PLACES, part) || DETAILS.includes(part)) options.add(part);
    else if (question && question.matches("#questions fieldset")) questions.add(question.id);
    else if (part) unknown.push(`show=${part}`);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "show") value.split(",").map((part) => part.trim()).forEach(show);
    else if (name === "theme" && THEMES.includes(value)) theme = value;
    else if (FLAGS.includes(name) && ["", "1", "true"].includes(value)) options.add(name);
    else unknown.push(value ? `${name}=${value}` : name);
  }
  const is = (option) => options.has(option);
  if (questions.size > 0 && !is("questions")) options.add("question");
  if (!["question", ...Object.keys(PLACES), ...DETAILS].some(is)) options.add("verdict");

  const isNeeded = {
    questions: is("questions") || is("question") || is("predict"),
    verdict: is("verdict") || is("predict"),
    dockerfile: is("dockerfile"),
  };
  for (const part in PLACES) if (!isNeeded[part]) find(PLACES[part]).remove();
  if (!DETAILS.some(is)) find("details-part").remove();
  if (!is("question")) find("unasked").remove();
  if (!is("predict")) ["predict", "predicted"].forEach((id) => find(id).remove());
  // What a visitor set for the page itself is left alone: a slide looks as its author meant it.
  root.dataset.theme = theme;
  root.dataset.embed = [...options].join(" ");

  if (unknown.length > 0) {
    const named = unknown.slice(0, MOST_NAMED).map((text) => `“${text.length > LONGEST_NAMED ? `${text.slice(0, LONGEST_NAMED)}…` : text}”`);
    if (unknown.length > MOST_NAMED) named.push(`${unknown.length - MOST_NAMED} more`);
    find("unknown").textContent = `Unknown options, ignored: ${named.join(", ")}.`;
    find("unknown").hidden = false;
  }

  // The program may make the questions anew, so what is done to them is done again then.
  const prepare = () => {
    for (const field of document.querySelectorAll("#questions fieldset")) {
      field.disabled = is("frozen");
      field.classList.toggle("chosen", questions.has(field.id));
    }
    // Before that the verdict is the one that the build put there.
    if (is("predict")) find("reveal").disabled = !("rest" in root.dataset);
  };
  prepare();
  new MutationObserver(prepare).observe(root, { attributeFilter: ["data-explorer", "data-rest"] });

  // Until the program is there, which keeps it up to date.
  const open = find("open");
  open.href = `index.html${location.hash}`;

  if (is("predict")) {
    const form = find("predict");
    const said = find("predicted").querySelector("p");
    let isRevealed;
    const judge = () => {
      // The heading names the bases, all of them in a close call, and says nothing else of them.
      const verdict = find("verdict-title").textContent;
      const guess = new FormData(form).get("prediction");
      const isClose = verdict.includes(":");
      if (!guess) said.textContent = "You made no prediction. This is the verdict.";
      else if (!verdict.includes(guess)) said.textContent = `You predicted ${guess}. The verdict is ${verdict}.`;
      else said.textContent = `You predicted ${guess}: right.${isClose ? " In a close call, every named base counts." : ""}`;
    };
    const reveal = (now) => {
      isRevealed = now;
      if (now) judge();
      for (const id of ["opened", "verdict", "dockerfile-part", "details-part", "predicted"]) if (find(id)) find(id).hidden = !now;
      form.hidden = now;
      find("questions").hidden = now && !is("questions") && !is("question");
      // The whole page would say it too early.
      open.closest("footer").hidden = !now;
      root.dataset.stage = now ? "revealed" : "predict";
    };
    reveal(false);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      reveal(true);
      said.focus();
    });
    find("again").addEventListener("click", () => {
      form.reset();
      reveal(false);
      form.querySelector("input").focus();
    });
    // After the views, which follow the state too.
    addEventListener("diet-change", () => setTimeout(() => isRevealed && judge()));
  }

  // Whoever types here means the slides, or nothing: letters do nothing in a
  // frame, where no sheet of keys says what they would do.
  const muffle = (event) => {
    const isLetter = event.key.length === 1 && event.key !== " ";
    if (isLetter && (is("frozen") || !(event.ctrlKey || event.metaKey))) event.stopImmediatePropagation();
  };
  addEventListener("keydown", muffle, { capture: true });

  // All that the page around the frame is told.
  if (parent !== window) {
    let told;
    const tell = () => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height !== told) parent.postMessage({ type: "container-diet:height", height }, "*");
      told = height;
    };
    new ResizeObserver(tell).observe(document.body);
  }

  // An embedded view counts as turned to: what it shows is loaded at once.
  dispatchEvent(new Event("pointermove"));
}
