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
  for (const part of ["version “7”", "“cobol” is no answer to “run”; “go” was used", "“colour” is not known", "parts are missing"]) {
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

test("a pasted link is followed, answers make no history, and Back returns", async () => {
  const explorer = await shared.open("#v=1&run=python");
  await explorer.answer("team", "Up to five people, no platform team");
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
