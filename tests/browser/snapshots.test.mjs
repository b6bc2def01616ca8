// How the main views look. Every block of 8 × 8 pixels is compared by its mean
// colour, so that a moved block or another colour fails and another font's
// letters do not. UPDATE_SNAPSHOTS=1 writes the pictures anew: look at them.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { together } from "./support/together.mjs";

const shared = together();
const FOLDER = fileURLToPath(new URL("snapshots/", import.meta.url));
const BLOCK = 8;
/// How far a block's colour may be off, and how many of all blocks may be.
const COLOUR = 0.08;
const SHARE = 0.02;

/// The size, colours and medium, and what is scrolled to and unfolded first.
const VIEWS = {
  phone: [{ width: 392, height: 848 }, "light", "screen"],
  "phone-dark": [{ width: 392, height: 848 }, "dark", "screen"],
  laptop: [{ width: 1280, height: 800 }, "light", "screen"],
  "laptop-dark": [{ width: 1280, height: 800 }, "dark", "screen"],
  slide: [{ width: 1920, height: 1080 }, "light", "screen"],
  paper: [{ width: 800, height: 1000 }, "light", "print"],
  "label-phone": [{ width: 392, height: 848 }, "light", "screen", "#label"],
  "reasons-dark": [{ width: 1280, height: 800 }, "dark", "screen", ".reasons"],
  compare: [{ width: 1280, height: 800 }, "light", "screen", ".compare", "compare"],
  runbook: [{ width: 1280, height: 800 }, "light", "screen", ".runbook", "runbook"],
  "share-phone": [{ width: 392, height: 848 }, "dark", "screen", ".share", "share"],
};

/// The picture with one pixel for each block.
function small(picture) {
  const { width, height, data } = PNG.sync.read(picture);
  const out = new PNG({ width: Math.floor(width / BLOCK), height: Math.floor(height / BLOCK) });
  for (let y = 0; y < out.height; y += 1) {
    for (let x = 0; x < out.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let at = 0; at < BLOCK * BLOCK; at += 1) sum += data[4 * ((y * BLOCK + Math.floor(at / BLOCK)) * width + x * BLOCK + (at % BLOCK)) + channel];
        out.data[4 * (y * out.width + x) + channel] = sum / BLOCK ** 2;
      }
    }
  }
  return out;
}

/// The share of blocks that look different.
function apart(one, other) {
  const { width, height } = one;
  assert.deepEqual([other.width, other.height], [width, height]);
  return pixelmatch(one.data, other.data, null, width, height, { threshold: COLOUR, includeAA: true }) / (width * height);
}

async function taken([viewport, colorScheme, media, place, view], break_ = () => {}) {
  const explorer = await shared.open("", { viewport, colorScheme, reducedMotion: "reduce" });
  // Its port differs from run to run.
  await explorer.page.evaluate(() => document.querySelectorAll(".head, .on-paper").forEach((one) => (one.textContent = "")));
  await explorer.page.evaluate(break_);
  if (view) await explorer.look(view);
  await explorer.page.emulateMedia({ media });
  await explorer.settled();
  await explorer.page.evaluate((place) => place && document.querySelector(place).scrollIntoView(), place);
  await explorer.page.evaluate(() => document.activeElement.blur());
  const picture = await explorer.page.screenshot();
  await explorer.close();
  return small(picture);
}

for (const [name, view] of Object.entries(VIEWS)) {
  test(`the ${name} looks as it did`, async () => {
    const now = await taken(view);
    const file = `${FOLDER}${name}.png`;
    if (process.env.UPDATE_SNAPSHOTS) {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(file, PNG.sync.write(now));
    }
    const share = apart(PNG.sync.read(await readFile(file)), now);
    assert.ok(share <= SHARE, `${(100 * share).toFixed(1)} % of it looks different: UPDATE_SNAPSHOTS=1 if that is meant`);
  });
}

test("a moved block and another colour are seen", async () => {
  const before = await taken(VIEWS.laptop);
  for (const break_ of [
    () => (document.querySelector("#label").style.marginTop = "3rem"),
    () => document.documentElement.style.setProperty("--sheet", "#dfe8ff"),
    () => document.querySelector(".tabs").remove(),
  ]) {
    assert.ok(apart(before, await taken(VIEWS.laptop, break_)) > SHARE, String(break_));
  }
});
