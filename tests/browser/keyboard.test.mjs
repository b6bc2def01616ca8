// The keyboard alone: everything is reached in the order in which it is read,
// is seen when it is, and a decision is made and exported without a mouse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();

/// What has the focus: a name for it, and whether a visitor sees that it has.
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (node === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    // Of a hidden radio button the label says it.
    const shown = node.matches("input") ? (node.closest("label") ?? node) : node;
    const box = shown.getBoundingClientRect();
    const label = getComputedStyle(node.nextElementSibling ?? node);
    const isMarked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || (label.outlineStyle !== "none" && parseFloat(label.outlineWidth) > 0);
    const name = node.id || node.name || node.textContent.trim().slice(0, 40);
    return { name, isMarked, isVisible: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
  });

/// Presses Tab until `until` has the focus; tells what had it on the way.
async function tab(page, until, most = 400) {
  const way = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now) way.push(now);
    if (now && now.name === until) return way;
  }
  throw new Error(`${until} is not reached: ${way.map(({ name }) => name).join(", ")}`);
}

for (const [size, viewport] of Object.entries({ laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  test(`a whole decision, from the top of the page to the copied file, on a ${size}`, async () => {
    const explorer = await shared.open("", { viewport });
    const { page } = explorer;
    await page.evaluate(() => document.activeElement?.blur());

    // Past the head to the first question, whose arrows choose.
    await tab(page, "runtime");
    for (let presses = 0; (await explorer.checked("runtime")) !== "node"; presses += 1) {
      assert.ok(presses < 20);
      await page.keyboard.press("ArrowRight");
    }
    // The next step is a button away, and begins where it leads.
    const next = async (step) => {
      await tab(page, "turn");
      await page.keyboard.press("Enter");
      await page.waitForFunction((step) => document.activeElement.id === step, step);
    };
    await next("step-needs");
    await tab(page, "native_deps");
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await explorer.checked("native_deps"), "none");
    await next("step-where");
    await tab(page, "arch");
    await page.keyboard.press("ArrowRight");

    const before = await explorer.text("#readout");
    await tab(page, "copy");
    const file = await explorer.dockerfile();
    await page.keyboard.press("Enter");
    await page.waitForFunction((file) => navigator.clipboard.readText().then((text) => text === file), file);
    assert.match(file, /FROM node:/);
    assert.equal(await explorer.text("#readout"), before);
    explorer.assertQuiet();
    await explorer.close();
  });

  test(`everything is reached in the order of the page, and is seen when it is, on a ${size}`, async () => {
    const explorer = await shared.open("#v=1&run=python&deps=system_libs", { viewport });
    const { page } = explorer;
    await explorer.look("runbook");
    await page.evaluate(() => {
      document.querySelectorAll("details").forEach((fold) => (fold.open = true));
      document.activeElement.blur();
      scrollTo(0, 0);
      const start = document.createElement("span");
      start.tabIndex = -1;
      document.body.prepend(start);
      start.focus();
      start.remove();
    });
    const seen = await page.evaluate(() => {
      // Of radio buttons with one name the chosen one is on the way; of tabs and blocks the one of the roving focus.
      const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
      window.way = [...all].filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }) && !(node.type === "radio" && !node.checked));
      return window.way.length;
    });
    assert.ok(seen > 60, `${seen} places`);
    const lost = [];
    for (let at = 0; at < seen; at += 1) {
      await page.keyboard.press("Tab");
      const [is, should] = await page.evaluate((at) => [document.activeElement === window.way[at], window.way[at].outerHTML.slice(0, 90)], at);
      const now = await focused(page);
      if (!is) lost.push(`${at}: ${now?.name} in place of ${should}`);
      else if (!now.isVisible || !now.isMarked) lost.push(`${now.name}: ${JSON.stringify(now)}`);
      if (lost.length > 5) break;
    }
    assert.deepEqual(lost, []);
    await explorer.close();
  });
}

test("text of twice the size hides nothing and needs no scrolling sideways", async () => {
  const views = { why: 1280, costs: 640, sizes: 390, picture: 390, runbook: 390, map: 640, compare: 640, share: 390 };
  for (const [view, width] of Object.entries(views)) {
    const explorer = await shared.open("#v=1&run=python&deps=system_libs", { viewport: { width, height: 800 } });
    const { page } = explorer;
    await explorer.look(view);
    // As a visitor sets it in the browser.
    const debug = await page.context().newCDPSession(page);
    await debug.send("Page.enable");
    await debug.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
    await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
    await page.waitForTimeout(100);
    const cut = await page.evaluate(() => {
      const all = [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility({ visibilityProperty: true }));
      const hides = (node) => {
        const { overflowX, overflowY, position } = getComputedStyle(node);
        const is = (over, inner, outer) => ["hidden", "clip"].includes(over) && inner > outer + 1;
        // What is for screen readers alone is one pixel large. The link in the file's head, and the
        // number on a narrow segment, are cut at any size: both are said in full elsewhere.
        return position !== "absolute" && !node.matches(".block.head, .stack button") && (is(overflowX, node.scrollWidth, node.clientWidth) || is(overflowY, node.scrollHeight, node.clientHeight));
      };
      const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
      return [...(wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : []), ...all.filter(hides).map((node) => node.outerHTML.slice(0, 80))];
    });
    assert.deepEqual(cut, [], `${view}, ${width}`);
    await explorer.close();
  }
});

test("of two arrows within a moment none is lost", async () => {
  const explorer = await shared.open("#v=1&run=node&port=3000");
  const { page } = explorer;
  // Without a pause between the two for anything that the page does later.
  const twice = (key) =>
    page.evaluate((key) => {
      for (let press = 0; press < 2; press += 1) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      return document.activeElement.id;
    }, key);
  const ids = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.id));
  const places = {
    "the search": async () => {
      await page.locator("#search-button").click();
      await page.locator("#search-text").fill("port");
      await page.locator("#search li button").first().waitFor();
      await page.locator("#search-text").focus();
      return ["ArrowDown", (await ids("#search li button"))[1]];
    },
    "the file": async () => {
      await page.keyboard.press("Escape");
      await page.locator("#dockerfile .block").first().focus();
      return ["ArrowDown", (await ids("#dockerfile .block"))[2]];
    },
    "the tabs of files": async () => {
      const tabs = "[role=tab][id^=tab-]";
      await page.locator(tabs).first().focus();
      return ["ArrowRight", (await ids(tabs))[2]];
    },
    "the bars": async () => {
      await explorer.look("why");
      const segments = page.locator(".stack button");
      await segments.first().focus();
      return ["ArrowRight", (await ids(".stack button"))[2]];
    },
    "the map": async () => {
      await explorer.look("map");
      await page.locator("#place-0-0").focus();
      return ["End", (await ids(".map tr:first-of-type td button")).at(-1)];
    },
  };
  for (const [name, begin] of Object.entries(places)) {
    const [key, to] = await begin();
    assert.ok(to, name);
    assert.equal(await twice(key), to, name);
  }
  explorer.assertQuiet();
  await explorer.close();
});
