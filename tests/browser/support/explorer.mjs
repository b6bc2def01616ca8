// The page as a test drives it: answers by the words on the buttons, reads
// what a visitor reads, and watches for anything that should not happen.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../../target", import.meta.url));
const HOST_TOOL = `${TARGET}/debug/container-diet`;

export function launch() {
  assert.ok(process.env.CHROME, "CHROME names the browser: run `make test`");
  return chromium.launch({
    executablePath: process.env.CHROME,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/// The day on which tests open the page, so that they do not grow old.
export const TODAY = "2026-11-25";

/// The Dockerfile that the library prints on the host for a link.
export function hostDockerfile(link) {
  const run = spawnSync(HOST_TOOL, ["dockerfile", "--on", TODAY, link], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

/// A file that goes with the Dockerfile, as the library prints it on the host.
export function hostCompanion(name, link) {
  return spawnSync(HOST_TOOL, ["file", "--on", TODAY, name, link], { encoding: "utf8" }).stdout;
}

/// Everything that the library says on the host of a fragment, as JSON text.
export function explain(fragment) {
  return spawnSync(HOST_TOOL, ["explain", fragment], { encoding: "utf8" }).stdout;
}

export class Explorer {
  /// Opens the page; `on` sets its clock unless it is null, `prepare` runs in it
  /// before anything else, the other options go to the browser.
  static async open(browser, address, fragment = "", { on = TODAY, prepare, ...options } = {}) {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(4_000);
    if (on) await page.clock.setFixedTime(on);
    if (prepare) await page.addInitScript(prepare);
    const explorer = new Explorer(page, new URL(address).origin);
    await page.goto(address + fragment);
    await explorer.ready();
    return explorer;
  }

  constructor(page, origin) {
    this.page = page;
    this.messages = [];
    this.foreign = [];
    page.on("console", (message) => this.messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.messages.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !["blob:", "data:"].includes(url.protocol)) this.foreign.push(request.url());
    });
  }

  /// Waits for a part of the page: explorer, rest, dockerfile or details.
  has(module) {
    return this.page.waitForSelector(`html[data-${module}]`, { state: "attached" });
  }

  /// Turns to the page as a visitor does, until all of its parts are there.
  async ready() {
    await this.has("rest");
    await this.page.mouse.move(1, 1);
    await this.has("dockerfile");
    await this.page.evaluate(() => document.querySelector("#details-part").scrollIntoView());
    // Still once more: the page may only now listen.
    await this.page.mouse.move(2, 2);
    await this.has("details");
    await this.page.evaluate(() => scrollTo(0, 0));
  }

  /// Turns to the step of a question.
  async step(question) {
    const step = await this.page.locator(`fieldset#${question}`).evaluate((field) => field.closest(".step").dataset.step);
    await this.page.locator(`label:has(#step-${step})`).click();
  }

  /// Shows all questions at once, whichever step they are in.
  allQuestions() {
    return this.page.locator("#whole").check();
  }

  /// Clicks an answer and waits until the page has caught up with it, the address too.
  async answer(question, label) {
    const field = this.page.locator(`fieldset#${question}`);
    if (!(await field.isVisible())) await this.step(question);
    await field.getByRole("radio", { name: label, exact: true }).click();
    await this.page.evaluate(async () => {
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      // As when the address bar takes the focus: the address is written then, not after a pause.
      dispatchEvent(new Event("blur"));
    });
  }

  /// Waits until what follows an answer has followed: address, flips, details.
  settled() {
    return this.page.evaluate(async () => {
      await new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 20));
      dispatchEvent(new Event("blur"));
    });
  }

  /// Looks at a view of the details, by its name in an address.
  async look(view) {
    await this.page.locator(`#view-${view}`).click();
    await this.page.locator(`#details-${view} section`).first().waitFor();
    await this.settled();
  }

  /// Scrolls to the details, which follow the answers only near the window.
  async approach() {
    await this.page.locator("#details-part").evaluate((place) => place.scrollIntoView());
    await this.settled();
  }

  checked(question) {
    return this.page.locator(`fieldset#${question} input:checked`).getAttribute("value");
  }

  fragment() {
    return new URL(this.page.url()).hash.slice(1);
  }

  /// The file, once the address says it too.
  async dockerfile() {
    await this.settled();
    return this.page.locator("#dockerfile").textContent();
  }

  async text(selector) {
    await this.settled();
    return this.page.locator(selector).innerText();
  }

  /// Nothing was said to the console, nothing was asked of another origin.
  assertQuiet() {
    assert.deepEqual(this.messages, []);
    assert.deepEqual(this.foreign, []);
  }

  close() {
    return this.page.context().close();
  }
}
