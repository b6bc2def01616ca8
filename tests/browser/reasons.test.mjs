// Why, and what would change it: flips, lifted vetoes, moved weights, the
// article's rule, close calls.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, hostDockerfile } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const shared = together();

const PUBLIC_GO_API = "#v=1&run=go&link=static&team=small";

test("every flip that is shown leads where it says", async () => {
  const explorer = await shared.open(PUBLIC_GO_API);
  const buttons = explorer.page.locator(".flips li button");
  const count = await buttons.count();
  assert.ok(count >= 5, `${count} flips`);
  for (let at = 0; at < count; at += 1) {
    const base = await buttons.nth(at).textContent();
    await buttons.nth(at).click();
    assert.match(await explorer.text("#verdict-title"), new RegExp(`^${base}`));
    await explorer.page.evaluate((hash) => { location.hash = hash; }, PUBLIC_GO_API);
    await explorer.page.waitForFunction((count) => document.querySelectorAll(".flips li button").length === count, count);
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("a close call names both, and shows either Dockerfile", async () => {
  const explorer = await shared.open("#v=1&run=python&net=internal&team=small&debug=none");
  assert.equal(await explorer.text("#verdict-title"), "Alpine or Slim: a close call");
  assert.deepEqual(await explorer.page.locator("#image code").allTextContents(), ["python:3.14-alpine3.24", "python:3.14-slim-trixie"]);
  assert.match(await explorer.text("#readout"), /close call between Alpine and Slim/);
  await explorer.page.getByRole("button", { name: "Show Slim" }).last().click();
  assert.match(await explorer.dockerfile(), /^FROM python:3\.14-slim-trixie$/m);
  await explorer.close();
});

test("moved weights are marked, kept in the link, decide, and can be given back", async () => {
  const explorer = await shared.open(PUBLIC_GO_API);
  assert.match(await explorer.text("#verdict-title"), /^Distroless/);
  const own = await explorer.text(".weights");
  await explorer.page.locator("#weight-debug").fill("20");
  await explorer.settled();
  assert.match(explorer.fragment(), /&w=debug20&/);
  for (const place of [".verdict", ".flips", ".dockerfile"]) assert.match(await explorer.text(`${place} .moved`), /Uses your weights/);
  assert.match(await explorer.text(".article .differs"), /uses your weights/);
  assert.match(await explorer.text(".weights"), /Weight of\s+Debugging: 20, set by you/);
  await explorer.page.locator("#segment-0-2").click();
  assert.match(await explorer.text("#reason-of-points"), /weight 20, set by you/);
  assert.match(await explorer.text("#verdict-title"), /^(Alpine|Slim)/);
  const verdict = await explorer.text("#readout");
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  await explorer.page.reload();
  await explorer.ready();
  assert.equal(await explorer.text("#readout"), verdict);
  await explorer.page.locator("#own-weights").click();
  await explorer.settled();
  assert.doesNotMatch(explorer.fragment(), /&w=/);
  assert.equal(await explorer.page.locator(".moved:visible").count(), 0);
  assert.equal(await explorer.text(".weights"), own);
  explorer.assertQuiet();
  await explorer.close();
});

test("each base says how far it is behind and why, and what would change that is one click away", async () => {
  const explorer = await shared.open(PUBLIC_GO_API);
  const { page } = explorer;
  const points = async (at) => Number((await page.locator(".bases .points").nth(at).innerText()).split(" ")[0]);
  const behind = await page.locator(".bases small").allInnerTexts();
  assert.equal(behind[0], "", "the first is behind nobody");
  for (const [at, said] of behind.entries()) {
    if (at === 0 || said === "") continue;
    assert.match(said, /^\d+\.\d points behind: [a-z]+ [−+]\d/);
    assert.ok(Math.abs((await points(0)) - (await points(at)) - parseFloat(said)) < 0.11, said);
  }
  await page.locator(".basis a").click();
  assert.ok(await page.locator("#flips-title").evaluate((title) => title.getBoundingClientRect().top < innerHeight));
  await explorer.close();
});

test("the weight at which the rival catches up is where it does", async () => {
  const explorer = await shared.open(PUBLIC_GO_API);
  const [, rival, weight, side] = (await explorer.text("#tips-debug")).match(/Ahead of Distroless: (\w+) from (\d+) (up|down)/);
  assert.equal(side, "up");
  await explorer.page.locator("#weight-debug").fill(String(Number(weight) - 1));
  assert.match(await explorer.text(".bases li:first-child .name"), /Distroless/);
  await explorer.page.locator("#weight-debug").fill(weight);
  assert.match(await explorer.text(".bases li:first-child .name"), new RegExp(rival));
  await explorer.close();
});

test("what is tried names close calls, and a third base that is as close is named too", async () => {
  const explorer = await shared.open("#v=1&run=go&link=static&net=internal&exec=never&team=platform&debug=rehearsed&tls=no");
  const explained = JSON.parse(explain(explorer.fragment()));
  const labels = { full: "Full", slim: "Slim", alpine: "Alpine", distroless: "Distroless", scratch: "Scratch" };
  // Those of answers that are only assumed come first.
  const isAssumed = ({ change }) => explained.answers[change.question].origin === "assumed";
  const flips = [...explained.flips.filter(isAssumed), ...explained.flips.filter((flip) => !isAssumed(flip))];
  const expected = flips.map(({ then }) => [then.winner, ...then.named.filter((family) => family !== then.winner)].map((family) => labels[family]).join(" or "));
  assert.deepEqual(await explorer.page.locator(".flips li button").allInnerTexts(), expected);
  assert.ok(expected.some((label) => label.includes(" or ")), "this case shows a close call");
  for (const family of explained.named) assert.match(await explorer.text("#verdict-title"), new RegExp(labels[family]));
  await explorer.close();
});

test("the article's rule stands beside the model, with the reason where they differ", async () => {
  const explorer = await shared.open(PUBLIC_GO_API);
  assert.match(await explorer.text(".article"), /no answer: signals on both lists/);
  assert.match(await explorer.text(".article"), /compiled binary.*small team/s);
  await explorer.page.evaluate(() => { location.hash = "#v=1&run=java&on=managed&debug=none&alloc=yes"; });
  await explorer.approach();
  await explorer.page.waitForFunction(() => document.querySelector("#article-answer").textContent.startsWith("Alpine"));
  assert.match(await explorer.text(".article .differs"), /never mentions slim/);
  await explorer.close();
});

test("a vetoed base says which answers would bring it back, and whether it would win", async () => {
  const explorer = await shared.open(`${PUBLIC_GO_API}&sh=required`);
  assert.match(await explorer.text("#base-distroless"), /Changing “Does anything call a shell at run time\?” to “No”: Distroless would be recommended/);
  await explorer.close();
});

test("every runtime has its verdict, costs and Dockerfile", async () => {
  const explorer = await shared.open("#v=1&run=go");
  for (const label of ["Ruby", "PHP", "Java", ".NET", "C or C++", "Static files", "Go"]) {
    await explorer.answer("runtime", label);
    assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()), label);
  }
  explorer.assertQuiet();
  await explorer.close();
});
