// Frames of Container Diet as an embedder has them: in a page of another folder,
// with what they tell it written down.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { TODAY, hostDockerfile } from "./explorer.mjs";

/// Below a path, and beside the example deck, as its reader installs it.
export const BASE = "/deck/container-diet/";
export const SITE = {
  base: BASE,
  folders: {
    "/deck/": fileURLToPath(new URL("../../../examples/slides/", import.meta.url)),
    "/deck/node_modules/": fileURLToPath(new URL("../node_modules/", import.meta.url)),
  },
  // A deck may have a policy of its own; this one lets nothing foreign in.
  folderHeaders: { "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:" },
  extra: { "/host.html": `<!doctype html><html lang="en"><title>host</title><link rel="icon" href="data:,"><body>` },
};

const rest = "&env=production&link=static&deps=none&ver=no&sh=no&exec=never&vendor=no&arch=amd64_arm64&net=internet&threat=yes&data=yes&audit=required&life=active&team=platform&on=kubernetes&debug=rehearsed&tls=yes&i18n=no&small=no&alloc=no&k8s=1.36";
/// Decisions: one that is a close call of Distroless and Scratch, and clear ones.
export const CLOSE = `v=1&run=go${rest}`;
export const DISTROLESS = `v=1&run=java${rest}`;
export const SLIM = CLOSE.replace("run=go", "run=node").replace("deps=none", "deps=both_libcs").replace("exec=never", "exec=sometimes").replace("debug=rehearsed", "debug=untested").replace("threat=yes", "threat=no").replace("data=yes", "data=no").replace("audit=required", "audit=none").replace("team=platform", "team=medium");

export class Host {
  static async open(shared, { address = `${shared.site.origin}/host.html`, viewport = { width: 1280, height: 720 }, ...options } = {}) {
    const context = await shared.browser.newContext({ viewport, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(4_000);
    await page.clock.setFixedTime(TODAY);
    const host = new Host(page, shared.site.origin);
    await page.addInitScript(() => {
      window.told = [];
      addEventListener("message", ({ data, source }) => window.told.push([Array.from({ length: frames.length }, (_, at) => frames[at]).indexOf(source), data]));
    });
    await page.goto(address);
    return host;
  }

  constructor(page, origin) {
    this.page = page;
    this.messages = [];
    this.requests = [];
    this.origin = origin;
    page.on("console", (message) => this.messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.messages.push(`error: ${error.message}`));
    page.on("request", (request) => this.requests.push(request.url()));
  }

  /// Puts a frame into the page and waits until all that it shows is there.
  async frame(query, link = CLOSE, { width = 1280, height = 700 } = {}) {
    const src = `${BASE}embed.html${query && `?${query}`}#${link}`;
    const handle = await this.page.evaluateHandle(([src, width, height]) => {
      const frame = Object.assign(document.createElement("iframe"), { src, width, height, title: "a decision" });
      frame.style.border = "0";
      document.body.style.margin = "0";
      document.body.append(frame);
      return frame;
    }, [src, width, height]);
    const frame = await handle.contentFrame();
    await ready(frame);
    return frame;
  }

  /// What the page was told, frame by frame.
  told() {
    return this.page.evaluate(() => window.told);
  }

  assertQuiet() {
    assert.deepEqual(this.messages, []);
    assert.deepEqual(this.requests.filter((url) => !url.startsWith(this.origin) && !url.startsWith("data:")), []);
  }

  close() {
    return this.page.context().close();
  }
}

export async function ready(frame) {
  await frame.waitForSelector("html[data-rest]", { state: "attached" });
  if (await frame.locator("#dockerfile-part").count()) await frame.waitForSelector("html[data-dockerfile]", { state: "attached" });
  await settled(frame);
}

/// Waits until what follows a change has followed.
export const settled = (frame) => frame.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 40)));

/// What a link says of the state, without the day and the verdict that it had.
export const decision = (address) => address.replace(/&at=.*/, "");

/// A decision as the page writes it: without what is not asked and was never answered.
export const written = (link) => decision(hostDockerfile(`#${link}`).match(/#(v=1&\S+)/)[1]);

/// The state, as the frame's way to the whole page says it.
export const state = async (frame) => decision(await frame.locator("#open").evaluate((link) => link.hash.slice(1)));

export const choose = async (frame, question, label) => {
  await frame.locator(`fieldset#${question}`).getByRole("radio", { name: label, exact: true }).click();
  await settled(frame);
};
