// Links in the real page: opened, wrong, followed back, in a frame, below a path.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hostDockerfile } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const frame = (fragment) => `<iframe src="/explorer/${fragment}" width="900" height="700"></iframe>`;
const slide = `<!doctype html><title>slide</title>${frame("#v=1&run=rust")}${frame("")}`;
const shared = together({ base: "/explorer/", extra: { "/slide.html": slide } });

test("it works below a path, and an empty address stays empty until something is answered", async () => {
  const explorer = await shared.open();
  assert.equal(explorer.fragment(), "");
  assert.equal(await explorer.page.locator(".problems:visible").count(), 0);
  await explorer.answer("runtime", "Rust");
  await explorer.settled();
  assert.match(explorer.fragment(), /^v=1&run=rust&/);
  explorer.assertQuiet();
  await explorer.close();
});

test("a link that is off opens, says what it could not honour and is not rewritten", async () => {
  const fragment = "v=7&run=cobol&net=internal&colour=red&life=stable";
  const explorer = await shared.open(`#${fragment}`);
  const said = await explorer.text(".problems");
  for (const part of ["version “7”", "“cobol” is not an answer to “run”. “go” was used", "does not know the part “colour”", "parts are missing"]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  assert.equal(explorer.fragment(), fragment);
  assert.equal(await explorer.checked("exposure"), "internal");
  assert.equal(await explorer.checked("runtime"), "go");
  await explorer.page.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await explorer.page.locator(".problems:visible").count(), 0);
  explorer.assertQuiet();
  await explorer.close();
});

test("hostile links become text, never markup", async () => {
  const explorer = await shared.open("#v=1&<img src=x onerror=alert(1)>=1&run=%0aRUN%20evil&" + "a=b&".repeat(3000));
  assert.equal(await explorer.page.locator(".problems img").count(), 0);
  assert.equal(await explorer.dockerfile(), hostDockerfile(`${shared.site.address}#`));
  explorer.assertQuiet();
  await explorer.close();
});

/// Hostile fragments, the same in each run.
function* hostile(count) {
  let seed = 20261125;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const pick = (from) => from[random(from.length)];
  const keys = ["v", "run", "env", "link", "deps", "sh", "net", "base", "w", "k8s", "ready", "at", "was", "name", "port", "entry", "lang", "pm", "add", "health", "why", "__proto__", "constructor", "<b>", "%", "", "\u202e"];
  const values = ["1", "go", "python", "slim", "best", "size99.upkeep0", "2026-02-30", "0001-01-01", "distroless.slim.slim", "yyyyyyyyy", "-1", "1e9", "%00", "%E0%A4%A", "%F0%9F%92%A9", "<svg onload=window.hit=1>", '"><img src=x onerror=window.hit=1>', "javascript:window.hit=1", "'};window.hit=1//", "${window.hit=1}", "{{window.hit=1}}", "\u0000", "\u2028RUN id", "%0aRUN%20id", "&amp;&lt;", "a".repeat(3000), "é".repeat(900), "../".repeat(40), "https://evil.example/", ""];
  for (let at = 0; at < count; at += 1) {
    yield Array.from({ length: 1 + random(30) }, () => `${pick(keys)}${pick(["=", "=", "=", "", "%3D"])}${pick(values)}`).join(pick(["&", "&", "&amp;", "%26", "&&"]));
  }
}

test("hundreds of hostile links in turn: each is answered, none is run, and the page still works", async () => {
  const explorer = await shared.open();
  const { page } = explorer;
  for (const link of hostile(300)) {
    await page.evaluate((link) => {
      location.hash = `#v=1&${link}`;
      return new Promise((done) => setTimeout(done, 5));
    }, link);
  }
  await explorer.settled();
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator("main img, main script, main iframe, .problems img, .problems svg").count(), 0);
  assert.ok((await explorer.text(".problems")).length < 5_000);
  await page.getByRole("button", { name: "Reset answers" }).click();
  await explorer.answer("runtime", "Rust");
  assert.equal(await explorer.dockerfile(), hostDockerfile(page.url()));
  explorer.assertQuiet();
  await explorer.close();
});

test("a pasted link is followed, answers make no history, and Back returns", async () => {
  const explorer = await shared.open("#v=1&run=python");
  await explorer.answer("team", "Up to five people, no platform team");
  await explorer.settled();
  const first = explorer.fragment();
  await explorer.page.evaluate(() => { location.hash = "#v=1&run=node"; });
  await explorer.page.waitForFunction(() => document.querySelector("fieldset#runtime input:checked")?.value === "node");
  assert.equal(explorer.fragment(), "v=1&run=node", "a link that was opened is not rewritten");
  await explorer.page.goBack();
  await explorer.page.waitForFunction(() => document.querySelector("fieldset#runtime input:checked")?.value === "python");
  assert.equal(explorer.fragment(), first);
  assert.equal(await explorer.checked("team"), "small");
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));

  // Away to another page and back: the state is in the address.
  await explorer.page.goto(`${shared.site.origin}/slide.html`);
  await explorer.page.goBack();
  await explorer.ready();
  assert.equal(explorer.fragment(), first);
  assert.equal(await explorer.checked("team"), "small");
  await explorer.close();
});

test("inside a frame the address is read and never written; two frames hold two states", async () => {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shared.site.origin}/slide.html`);
  const [first, second] = page.frames().filter((frame) => frame !== page.mainFrame());
  await Promise.all([first.waitForSelector("#dockerfile"), second.waitForSelector("#dockerfile")]);
  const checked = (frame) => frame.locator("fieldset#runtime input:checked").getAttribute("value");
  assert.deepEqual([await checked(first), await checked(second)], ["rust", "go"]);

  const addresses = [first.url(), second.url(), page.url()];
  const length = await page.evaluate(() => history.length);
  await first.locator("fieldset#runtime").getByRole("radio", { name: "Python" }).click();
  await first.getByRole("heading", { name: /Dockerfile on/ }).waitFor();
  assert.deepEqual([await checked(first), await checked(second)], ["python", "go"]);
  assert.deepEqual([first.url(), second.url(), page.url()], addresses);
  assert.equal(await page.evaluate(() => history.length), length);
  await context.close();
});

test("the address is written once when answers pause, and at once before the page is left", async () => {
  const explorer = await shared.open("#v=1&run=go", {
    on: null,
    prepare: () => {
      window.written = [];
      const replace = history.replaceState;
      history.replaceState = function (...given) {
        window.written.push(given[2]);
        return replace.apply(this, given);
      };
    },
  });
  const { page } = explorer;
  const click = (value) => page.evaluate((value) => document.querySelector(`#runtime input[value=${value}]`).click(), value);
  const written = () => page.evaluate(() => window.written.length);
  const before = await written();
  for (const value of ["rust", "python", "node", "java", "php"]) await click(value);
  assert.equal(await written(), before, "not while answers follow each other");
  await page.waitForFunction((before) => window.written.length > before, before);
  assert.equal(await written(), before + 1);
  assert.match(page.url(), /run=php/);
  // Left at once, by a reload and by a link inside the page.
  await click("ruby");
  await page.keyboard.press("F5");
  await page.reload();
  await explorer.ready();
  assert.equal(await explorer.checked("runtime"), "ruby");
  await page.evaluate(() => {
    document.querySelector("#runtime input[value=dotnet]").click();
    document.querySelector("nav.skip a").click();
  });
  await page.waitForFunction(() => location.hash.includes("run=dotnet"));
  await page.goBack();
  await explorer.settled();
  assert.match(page.url(), /run=dotnet/);
  await page.locator("#undo").click();
  await explorer.settled();
  assert.notEqual(await explorer.checked("runtime"), "dotnet", "undo steps are not lost");
  explorer.assertQuiet();
  await explorer.close();
});
