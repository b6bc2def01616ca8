// What an engine for accessibility finds, in every view, light and dark; and
// what a screen reader hears.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { together } from "./support/together.mjs";

const shared = together();
// Evaluated and not added as a script, which the policy would stop.
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };
const LINK = "#v=1&run=python&deps=system_libs&net=internet";

/// All rules, or of what was checked in other colours before those that look at colours.
async function check(page, about, tags, place = "html") {
  await page.evaluate(AXE);
  const found = await page.evaluate(([place, runOnly]) => axe.run(place, { resultTypes: ["violations"], ...(runOnly && { runOnly }) }), [place, tags]);
  const violations = found.violations.map((one) => `${about}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
  assert.deepEqual(violations, []);
}

/// Where a view differs from the first two, in which all of the page is looked at.
const PLACES = {
  ...Object.fromEntries(["costs", "sizes", "picture", "runbook", "compare", "share"].map((view) => [`with the view ${view} unfolded`, "#details-part"])),
  "with a map of two questions": ".mapped",
  "with a map of many cells": ".mapped",
  "with another's link beside it": ".versus",
  "with the keys shown": "#keys",
  "with a text that cannot be set": ".settings",
  "with the search open": "#search",
  "with something found, and something that is not for this service": "#search",
  "with a project read": "#project-part",
  "with a part that could not be loaded": "#details-part",
};
/// Views of the explorer: what is done to reach them.
const VIEWS = {
  "as it opens": async () => {},
  "with everything unfolded": async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  },
  ...Object.fromEntries(["costs", "sizes", "picture", "runbook", "compare", "share"].map((view) => [`with the view ${view} unfolded`, async (page) => {
    await page.locator(`#view-${view}`).click();
    await page.locator(`#details-${view} section`).first().waitFor();
    await page.evaluate(() => document.querySelectorAll("[role=tabpanel] details").forEach((fold) => (fold.open = true)));
  }])),
  "with a map of two questions": async (page) => {
    await page.locator("#view-map").click();
    await page.locator("#map-across").selectOption("net");
    await page.locator("#map-down").selectOption("team");
    await page.locator("#place-1-2").waitFor();
  },
  "with a map of many cells": async (page) => {
    await page.locator("#view-map").click();
    await page.locator("#map-across").selectOption("w-size");
    await page.locator("#place-20-1").waitFor();
  },
  "with another's link beside it": async (page) => {
    await page.locator("#view-compare").click();
    await page.locator("#other-links").fill("https://example.org/#v=1&run=go&link=static&port=99x");
    await page.locator(".other-link h3").waitFor();
  },
  "with a newer build offered": async (page) => {
    await page.evaluate(() => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show it" });
      document.querySelector("#newer").append("A newer version of this page is ready. ", button);
      document.querySelector("#newer").hidden = false;
    });
  },
  "with the keys shown": (page) => page.keyboard.press("?"),
  "with a text that cannot be set": async (page) => {
    await page.locator(".settings > summary").click();
    await page.locator(".settings summary", { hasText: "Network" }).click();
    await page.locator("#set-port").fill("80x");
  },
  "with the search open": (page) => page.keyboard.press("/"),
  "with something found, and something that is not for this service": async (page) => {
    await page.locator("#search-button").click();
    await page.keyboard.type("package");
    await page.locator("#search li p").first().waitFor();
  },
  "with a project read": async (page) => {
    await page.locator("#paste-file").click();
    await page.locator("#pasted-text").fill("FROM node:22\nENV A=1\nCOPY . .\nRUN npm ci\nCMD npm start\n");
    await page.locator("#read-pasted").click();
    await page.locator("#read-title").waitFor();
    await page.locator("#paste-file").click();
    await page.evaluate(() => document.querySelectorAll(".inspected details").forEach((fold) => (fold.open = true)));
  },
  "with a part that could not be loaded": async (page) => {
    await page.evaluate(() => {
      const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: "This part of the page could not be loaded. " });
      notice.setAttribute("role", "alert");
      notice.append(Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" }));
      document.querySelector("#details-part").replaceChildren(notice);
    });
  },
  "after a flip was tried": (page) => page.locator(".flips li button").first().click(),
};

for (const [scheme, tags] of [["light"], ["dark", ["color-contrast", "link-in-text-block"]]]) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    // Colours differ by scheme and not by width: on a phone the whole page is enough.
    const views = Object.entries(VIEWS).filter(([view]) => scheme === "light" || size === "laptop" || !PLACES[view]);
    test(`nothing is found in the explorer, ${scheme}, on a ${size}`, async () => {
      for (const [view, reach] of views) {
        const explorer = await shared.open(LINK, { viewport, colorScheme: scheme, reducedMotion: "reduce" });
        await reach(explorer.page);
        await explorer.page.waitForTimeout(50);
        await check(explorer.page, view, tags, PLACES[view]);
        await explorer.close();
      }
    });
  }
  test(`nothing is found on the pages beside it, ${scheme}, nor do they need scrolling sideways`, async () => {
    for (const viewport of [{ width: 320, height: 640 }, SIZES.laptop]) {
      const page = await shared.browser.newPage({ colorScheme: scheme, viewport });
      for (const name of ["catalogue.html", "evidence.html", "myths.html", "packages.html", "rule.html"]) {
        await page.goto(shared.site.address + name);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} at ${viewport.width}`);
        await check(page, name, tags);
      }
      // An image that is asked for is unfolded, whole and with its line in sight.
      await page.goto(`${shared.site.address}catalogue.html#alpine`);
      await page.locator("#alpine").waitFor();
      assert.ok(await page.locator("summary:has(+ #alpine)").evaluate((line) => line.getBoundingClientRect().top >= 0));
      assert.equal(await page.locator("details[open]").count(), 1);
      await check(page, "an image", tags);
      await page.close();
    }
  });
}

test("tabs, and a link that could not be applied or had another verdict", async () => {
  for (const [colorScheme, viewport] of [["dark", SIZES.phone], ["light", SIZES.phone], ["dark", SIZES.laptop]]) {
    const then = await shared.open(`${LINK}&on=nowhere&at=2026-01-01&was=full`, { viewport, colorScheme });
    assert.ok(await then.page.locator("#then").isVisible());
    await check(then.page, "then and now");
    await then.close();
  }
  const explorer = await shared.open(`${LINK}&on=nowhere&colour=red`, { viewport: SIZES.laptop });
  await check(explorer.page, "with problems");
  for (const tab of await explorer.page.locator(".dockerfile [role=tab]").all()) {
    await tab.click();
    await check(explorer.page, await tab.innerText());
  }
  await explorer.close();
});

test("the verdict is a status, said once for each change and nowhere else", async () => {
  const explorer = await shared.open();
  const debug = await explorer.page.context().newCDPSession(explorer.page);
  const { nodes } = await debug.send("Accessibility.getFullAXTree");
  const statuses = nodes.filter((node) => !node.ignored && node.role?.value === "status");
  const verdict = await explorer.text("#readout");
  const below = (node) => [node.name?.value ?? "", ...(node.childIds ?? []).map((id) => below(nodes.find((one) => one.nodeId === id) ?? {}))].join("");
  assert.equal(statuses.filter((node) => below(node).includes(verdict)).length, 1, "one status says the verdict");
  await explorer.page.evaluate(() => {
    window.said = [];
    for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
      const watch = new MutationObserver(() => window.said.push([region.id, region.textContent]));
      watch.observe(region, { subtree: true, childList: true, characterData: true });
    }
  });
  const ways = {
    Python: () => explorer.answer("runtime", "Python"),
    Java: () => explorer.answer("runtime", "Java"),
    "a flip": () => explorer.page.locator(".flips li button").first().click(),
    "the way back": () => explorer.page.locator("#flip-back").click(),
    undo: () => explorer.page.locator("#undo").click(),
    "a worked service": () => explorer.page.locator("#preset").selectOption("rails-app"),
    weights: () => explorer.page.locator(".weights input[type=range]").first().fill("0"),
  };
  for (const [way, go] of Object.entries(ways)) {
    const before = await explorer.text("#readout");
    await explorer.page.evaluate(() => (window.said.length = 0));
    await go();
    await explorer.page.waitForTimeout(150);
    const said = await explorer.page.evaluate(() => window.said);
    const verdict = await explorer.text("#readout");
    assert.deepEqual(said.filter(([id]) => id === "readout"), verdict === before ? [] : [["readout", verdict]], way);
    assert.ok(said.every(([id, text]) => id === "readout" || !/fits best|close call/.test(text)), JSON.stringify(said));
  }
  await explorer.close();
});
