// The Dockerfile's own part of the page: settings, reasons, what is new, tabs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hostCompanion, hostDockerfile } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const shared = together();

const NODE = "#v=1&run=node&on=kubernetes";
/// Each text field by the key of its setting: what is typed, what the file or what goes with it says then.
const TEXTS = [
  ["name", "team/shop-api", "Commands", /registry\.example\.com\/team\/shop-api:/],
  ["port", "3000", "Dockerfile", /^EXPOSE 3000$/m],
  ["entry", "dist/main.js", "Dockerfile", /^CMD \["node", "dist\/main\.js"\]$/m],
  ["add", "tini,curl", "Dockerfile", /apk add .*"tini>=0" "curl>=0"/],
  ["health", "/ready", "Dockerfile", /:3000\/ready/],
];
const HOSTILE = [
  "8080\nRUN id", "\nUSER root", '"; id; "', "'", "`id`", "$(id)", "${HOME}", "a && id", "a | id", "a > b", "# a", "\\", "a\tb", "sеrver", "ｓｅｒｖｅｒ",
  "server\u202e", "%0aRUN%20id", "&run=python", "<img src=x onerror=alert(1)>", "../../etc", "x".repeat(5000),
];

/// Unfolds the settings, all groups of them.
async function open(explorer) {
  await explorer.page.locator(".settings > summary").click();
  const closed = explorer.page.locator(".settings form details:not([open]):visible > summary");
  while ((await closed.count()) > 0) await closed.first().click();
}
const field = (explorer, key) => explorer.page.locator(`#set-${key}`);
const focused = (explorer) => explorer.page.evaluate(() => document.activeElement.closest("[id]").id);
const settled = (explorer) => explorer.settled();
const pressed = (explorer) => explorer.page.locator('#dockerfile [aria-pressed="true"]').allTextContents();

async function shown(explorer, tab) {
  if (tab === "Dockerfile") return explorer.dockerfile();
  await explorer.page.getByRole("tab", { name: tab }).click();
  const text = await explorer.page.locator("#companion").textContent();
  await explorer.page.getByRole("tab", { name: "Dockerfile" }).click();
  return text;
}

/// Puts text into a field as a paste does.
async function paste(explorer, key, text) {
  await explorer.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await field(explorer, key).focus();
  await explorer.page.keyboard.press("Control+A");
  await explorer.page.keyboard.press("Control+V");
}

test("each text that is typed gets into the file and the link, and is there again after a reload", async () => {
  const explorer = await shared.open(NODE);
  await explorer.answer("platform", "Docker, Compose or a VM");
  await open(explorer);
  for (const [key, text, tab, says] of TEXTS) {
    assert.doesNotMatch(await shown(explorer, tab), says);
    await field(explorer, key).pressSequentially(text);
    await settled(explorer);
    assert.match(await shown(explorer, tab), says);
    assert.ok(explorer.fragment().includes(`&${key}=${text}&`), explorer.fragment());
    assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  }
  assert.equal(await explorer.text("#settings-set"), `, ${TEXTS.length} set`);
  const before = { file: await explorer.dockerfile(), fragment: explorer.fragment() };
  await explorer.page.reload();
  await explorer.ready();
  for (const [key, text] of TEXTS) assert.equal(await field(explorer, key).inputValue(), text);
  assert.deepEqual({ file: await explorer.dockerfile(), fragment: explorer.fragment() }, before);

  await open(explorer);
  await field(explorer, "port").fill("");
  assert.match(await explorer.dockerfile(), /^EXPOSE 8080$/m);
  await explorer.page.locator("#own-settings").click();
  await settled(explorer);
  for (const [key] of TEXTS) assert.equal(await field(explorer, key).inputValue(), "");
  for (const [key] of TEXTS) assert.ok(!explorer.fragment().includes(`&${key}=`), explorer.fragment());
  explorer.assertQuiet();
  await explorer.close();
});

test("settings are in groups, of which the first is open, and the others say what is set in them", async () => {
  const explorer = await shared.open(NODE);
  const { page } = explorer;
  const group = (name) => page.locator(".settings form details", { has: page.locator("summary", { hasText: name }) });
  const said = () => page.locator(".settings form summary").allInnerTexts();
  await page.locator(".settings > summary").click();
  assert.deepEqual(await said(), ["Project", "Build", "Run", "Network and storage", "Output"]);
  assert.deepEqual(await page.locator(".settings form details").evaluateAll((all) => all.map((one) => one.open)), [true, false, false, false, false]);
  assert.ok(await field(explorer, "name").isVisible());
  assert.equal(await field(explorer, "args").isVisible(), false);

  // By keyboard: Enter unfolds, Tab leads to the first field.
  await group("Run").locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(explorer), "set-vars");
  await page.keyboard.type("A=1");
  await field(explorer, "args").fill("--config x");
  await field(explorer, "stop").selectOption("int");
  await settled(explorer);
  assert.equal((await said())[2], "Run", "what is open says it itself");
  await group("Run").locator("summary").click();
  assert.equal((await said())[2], "Run: environment variables A=1, arguments --config x and 1 more");
  await page.locator("#own-settings").click();
  await settled(explorer);
  assert.equal((await said())[2], "Run");

  // A field that the stack does not have is absent, whatever is open.
  await group("Run").locator("summary").click();
  assert.ok(await field(explorer, "args").isVisible());
  await explorer.answer("runtime", "Static files");
  await settled(explorer);
  assert.equal(await field(explorer, "args").isVisible(), false);
  assert.ok(await field(explorer, "add").isVisible());
  explorer.assertQuiet();
  await explorer.close();
});

test("what runs to its end has no port and no field for one, and its arguments are kept in the link", async () => {
  const explorer = await shared.open(NODE);
  await open(explorer);
  assert.ok(await field(explorer, "port").isVisible());
  await field(explorer, "does").selectOption("job");
  await field(explorer, "args").fill("import --name 'a&b'");
  await settled(explorer);
  assert.doesNotMatch(await explorer.dockerfile(), /EXPOSE|HEALTHCHECK|PORT/);
  for (const key of ["port", "health", "readiness"]) assert.equal(await field(explorer, key).isVisible(), false, key);
  assert.match(await explorer.dockerfile(), /"import", "--name", "a&b"\]$/m);
  assert.ok(explorer.fragment().includes("&args=import+--name+~27a~26b~27&"), explorer.fragment());
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  await explorer.page.reload();
  await explorer.ready();
  assert.equal(await field(explorer, "args").inputValue(), "import --name 'a&b'");
  explorer.assertQuiet();
  await explorer.close();
});

test("text that cannot be set says why, stays in its field and changes nothing", async () => {
  const explorer = await shared.open(NODE);
  await open(explorer);
  const port = field(explorer, "port");
  await port.pressSequentially("3000");
  await settled(explorer);
  const before = { file: await explorer.dockerfile(), fragment: explorer.fragment() };
  await port.pressSequentially("x");
  assert.equal(await port.inputValue(), "3000x");
  assert.equal(await port.getAttribute("aria-invalid"), "true");
  const described = (await port.getAttribute("aria-describedby")).split(" ");
  assert.ok(described.includes("problem-set-port"));
  assert.equal(await explorer.text("#problem-set-port"), "Enter a number from 1024 to 65535.");
  assert.deepEqual({ file: await explorer.dockerfile(), fragment: explorer.fragment() }, before);

  // Another change leaves it there.
  await explorer.answer("platform", "Docker, Compose or a VM");
  assert.equal(await port.inputValue(), "3000x");
  assert.match(await explorer.dockerfile(), /^EXPOSE 3000$/m);
  await port.press("End");
  await port.press("Backspace");
  assert.equal(await port.getAttribute("aria-invalid"), "false");
  assert.equal(await explorer.text("#problem-set-port"), "");

  // A link that is opened is followed.
  await port.fill("x");
  await explorer.page.evaluate(() => { location.hash = "#v=1&run=node&port=5000"; });
  await explorer.page.waitForFunction(() => document.querySelector("#set-port").value === "5000");
  assert.equal(await port.getAttribute("aria-invalid"), "false");
  await port.fill("y");
  await explorer.page.getByRole("button", { name: "Reset answers" }).click();
  assert.equal(await port.inputValue(), "");
  explorer.assertQuiet();
  await explorer.close();
});

test("hostile text in any field changes neither file nor link", async () => {
  const explorer = await shared.open(NODE);
  await explorer.answer("platform", "Docker, Compose or a VM");
  await open(explorer);
  const before = { file: await explorer.dockerfile(), fragment: explorer.fragment() };
  const keys = TEXTS.map(([key]) => key);
  for (const key of keys) {
    for (const text of HOSTILE) {
      await paste(explorer, key, text);
      const typed = await field(explorer, key).inputValue();
      // A field drops line breaks; the rest has to be refused, or be as harmless as it looks.
      assert.equal(await field(explorer, key).getAttribute("aria-invalid"), "true", `${key}: ${typed}`);
      assert.deepEqual({ file: await explorer.dockerfile(), fragment: explorer.fragment() }, before, `${key}: ${typed}`);
    }
    await field(explorer, key).fill("");
  }
  assert.equal(await explorer.page.locator(".dockerfile img").count(), 0);
  explorer.assertQuiet();
  await explorer.close();
});

test("choices are those of the stack, versions those that live", async () => {
  const explorer = await shared.open("#v=1&run=python&pm=npm");
  await open(explorer);
  const options = (key) => field(explorer, key).locator("option").evaluateAll((all) => all.map((option) => option.value));
  assert.deepEqual(await options("pm"), ["pip", "uv", "poetry", "pipenv", "pdm", "pip-nolock"]);
  assert.equal(await field(explorer, "pm").inputValue(), "pip", "npm installs no Python");
  assert.equal(await field(explorer, "kind").inputValue(), "script");
  const versions = await options("lang");
  assert.deepEqual(versions.slice(0, 2), ["", "3.15"]);
  for (const [key, value, says] of [["pm", "uv", /uv sync/], ["lang", versions[1], new RegExp(`^FROM python:${versions[1]}`, "m")], ["kind", "asgi", /uvicorn/]]) {
    await field(explorer, key).selectOption(value);
    assert.match(await explorer.dockerfile(), says);
    assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
    assert.match(explorer.fragment(), new RegExp(`&${key}=${value}&`));
  }
  await explorer.answer("runtime", "Node.js");
  assert.deepEqual(await options("pm"), ["npm", "pnpm", "yarn", "yarn4", "bun", "npm-nolock"]);
  assert.equal(await field(explorer, "pm").inputValue(), "npm");
  await explorer.answer("runtime", "Go");
  assert.equal(await field(explorer, "pm").isVisible(), false, "there is one only");
  explorer.assertQuiet();
  await explorer.close();
});

test("the keyboard alone reaches a line, reads its reason and goes to where it comes from", async () => {
  const explorer = await shared.open("#v=1&run=node&on=docker");
  const { keyboard } = explorer.page;
  await explorer.page.locator("#set-why input:checked").focus();
  await keyboard.press("Tab");
  assert.match(await focused(explorer), /^block-/);
  assert.match(await explorer.text("#why"), /^The generator version/);
  const blocks = await explorer.page.locator("#dockerfile .block").allTextContents();
  for (let at = 1; at < blocks.length; at += 1) {
    await keyboard.press("ArrowDown");
    await settled(explorer);
    assert.deepEqual(await pressed(explorer), [blocks[at]]);
    assert.notEqual(await explorer.text("#why"), "", blocks[at]);
    assert.notEqual(await explorer.text("#from"), "", blocks[at]);
    if (blocks[at].startsWith("FROM")) assert.match(await explorer.page.locator("#from a").getAttribute("href"), /^catalogue\.html#node-/);
  }
  await explorer.page.getByRole("button", { name: /HEALTHCHECK/ }).focus();
  await keyboard.press("Enter");
  assert.match(await explorer.text("#why"), /uses its own probes/);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await settled(explorer);
  assert.ok(await explorer.page.evaluate(() => document.activeElement.closest("fieldset#platform") !== null));
  await explorer.page.getByRole("button", { name: "EXPOSE 8080" }).click();
  await explorer.page.locator("#from button").click();
  await settled(explorer);
  assert.equal(await focused(explorer), "set-port");
  assert.ok(await field(explorer, "port").isVisible(), "what it is folded into was opened");
  explorer.assertQuiet();
  await explorer.close();
});

test("a question shows the lines that it put into the file", async () => {
  const explorer = await shared.open("#v=1&run=python&on=kubernetes");
  const puts = explorer.page.locator("#platform .puts button");
  assert.equal(await puts.isVisible(), false);
  await explorer.answer("platform", "Docker, Compose or a VM");
  assert.equal(await puts.innerText(), "Adds 3 lines to the Dockerfile");
  await explorer.page.getByRole("tab", { name: "Commands" }).click();
  await puts.focus();
  await explorer.page.keyboard.press("Enter");
  await settled(explorer);
  assert.match((await pressed(explorer)).join(""), /^# Docker and Compose.*\nHEALTHCHECK .*\n.*\n$/);
  assert.match(await focused(explorer), /^block-/);
  assert.match(await explorer.text("#why"), /^This answer adds 3 lines\./);
  explorer.assertQuiet();
  await explorer.close();
});

test("an auditor's answer leads to the commands for SBOM and signature, which no line of the file has", async () => {
  const explorer = await shared.open("#v=1&run=go&audit=none");
  const { page } = explorer;
  await explorer.step("compliance");
  assert.equal(await page.locator("#proof").isVisible(), false);
  await explorer.answer("compliance", "Yes, all of it");
  await page.locator("#proof").click();
  assert.match(await page.locator("#companion").textContent(), /cosign sign .*[^]*cosign attest/);
  assert.equal(await page.getByRole("tab", { name: "Commands" }).getAttribute("aria-selected"), "true");
  explorer.assertQuiet();
  await explorer.close();
});

test("what the last change made is marked, and nothing moves", async () => {
  const explorer = await shared.open("#v=1&run=python&on=kubernetes", { viewport: { width: 1440, height: 900 } });
  const marked = () => explorer.page.locator("#dockerfile .new").allTextContents();
  assert.deepEqual([await marked(), await explorer.text("#news")], [[], ""]);
  const top = () => explorer.page.locator("#dockerfile").evaluate((node) => node.getBoundingClientRect().top);
  const scrolled = () => explorer.page.evaluate(() => scrollY);
  const place = explorer.page.locator("fieldset#platform input[value=docker]");
  await explorer.step("platform");
  await place.scrollIntoViewIfNeeded();
  const before = [await top(), await scrolled()];
  await place.check();
  assert.equal((await marked()).length, 1);
  assert.match((await marked())[0], /HEALTHCHECK/);
  assert.equal(await explorer.text("#news"), "3 lines added.");
  assert.equal(await explorer.page.locator("#news").getAttribute("role"), "status");
  assert.deepEqual([await top(), await scrolled()], before);
  await explorer.answer("platform", "Kubernetes");
  assert.deepEqual([await marked(), await explorer.text("#news")], [[], "3 lines removed."]);
  await open(explorer);
  await field(explorer, "port").fill("3000");
  assert.deepEqual([await marked(), await explorer.text("#news")], [["EXPOSE 3000\n"], "1 line added, 1 removed."]);
  explorer.assertQuiet();
  await explorer.close();
});

test("copying takes exactly what is shown, by button and by hand, with or without reasons", async () => {
  const explorer = await shared.open("#v=1&run=python&on=docker");
  const clipboard = () => explorer.page.evaluate(() => navigator.clipboard.readText());
  await explorer.page.getByRole("button", { name: /HEALTHCHECK/ }).click();
  const comments = [];
  for (const [label, token] of [["All reasons", "all"], ["None", "none"], ["Main reasons", "main"]]) {
    await explorer.page.locator("#set-why").getByRole("radio", { name: label }).check();
    await settled(explorer);
    assert.match(explorer.fragment(), new RegExp(`&why=${token}&`));
    const file = hostDockerfile(explorer.page.url());
    assert.equal(await explorer.dockerfile(), file);
    await explorer.page.locator("#copy").click();
    await explorer.page.getByText("Copied", { exact: true }).waitFor();
    assert.equal(await clipboard(), file);
    await explorer.page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#dockerfile")));
    // By hand, a browser leaves out the line break that ends the last line.
    await explorer.page.keyboard.press("Control+C");
    assert.equal(await clipboard(), file.trimEnd());
    comments.push(file.split("\n").filter((line) => line.startsWith("# ")).length);
  }
  assert.ok(comments[0] > comments[2] && comments[2] > comments[1], comments.join());
  explorer.assertQuiet();
  await explorer.close();
});

test("tabs follow the arrow keys, and show and save what the host prints", async () => {
  const explorer = await shared.open("#v=1&run=static_site");
  const { keyboard } = explorer.page;
  const tabs = await explorer.page.locator(".dockerfile [role=tab]").allInnerTexts();
  assert.deepEqual(tabs.slice(0, 4), ["Dockerfile", "Commands", ".dockerignore", "nginx.conf"]);
  await explorer.page.getByRole("tab", { name: "Dockerfile" }).focus();
  for (const name of [...tabs.slice(1), tabs[0]]) {
    await keyboard.press("ArrowRight");
    await settled(explorer);
    assert.equal(await focused(explorer), `tab-${name}`);
    assert.equal(await explorer.page.locator('.dockerfile [role=tab][aria-selected="true"]').innerText(), name);
    assert.equal(await explorer.page.locator('.dockerfile [role=tab][tabindex="0"]').count(), 1);
    assert.ok(await explorer.page.getByRole("tabpanel", { name }).isVisible());
    assert.equal(await explorer.page.locator(".dockerfile [role=tabpanel]:visible").count(), 1);
    if (name === "Dockerfile") continue;
    const text = hostCompanion(name, explorer.page.url());
    assert.equal(await explorer.page.locator("#companion").textContent(), text);
    await explorer.page.locator("#copy").click();
    assert.equal(await explorer.page.evaluate(() => navigator.clipboard.readText()), text);
    assert.equal(await explorer.page.locator("#download").isVisible(), name !== "Commands");
    await explorer.page.getByRole("tab", { name }).focus();
  }
  await keyboard.press("End");
  await settled(explorer);
  assert.equal(await focused(explorer), `tab-${tabs.at(-1)}`);
  await keyboard.press("Home");
  await keyboard.press("ArrowLeft");
  await settled(explorer);
  assert.equal(await focused(explorer), `tab-${tabs.at(-1)}`);

  await explorer.page.getByRole("tab", { name: "nginx.conf" }).click();
  const [saved] = await Promise.all([explorer.page.waitForEvent("download"), explorer.page.locator("#download").click()]);
  assert.equal(saved.suggestedFilename(), "nginx.conf");
  // What the next stack does not have gives way to the file.
  await explorer.answer("runtime", "Go");
  assert.equal(await explorer.page.locator('.dockerfile [role=tab][aria-selected="true"]').innerText(), "Dockerfile");
  assert.equal(await explorer.dockerfile(), hostDockerfile(explorer.page.url()));
  explorer.assertQuiet();
  await explorer.close();
});

for (const [name, width, height] of [["phone", 360, 740], ["small phone", 320, 640], ["laptop", 1440, 900]]) {
  test(`with everything open nothing sticks out on a ${name}`, async () => {
    const explorer = await shared.open("#v=1&run=python&on=docker", { viewport: { width, height } });
    await open(explorer);
    await field(explorer, "add").fill("Not a package");
    await explorer.step("platform");
    await explorer.page.locator("#platform .puts button").click();
    await settled(explorer);
    const fits = () => explorer.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    assert.ok(await fits());
    // The line in focus is not under the reasons.
    const [line, reason] = await Promise.all(["#dockerfile .block:focus", "#reason"].map((place) => explorer.page.locator(place).boundingBox()));
    assert.ok(line.y >= 0 && line.y + line.height <= reason.y + 1, JSON.stringify({ line, reason }));
    await explorer.page.getByRole("tab", { name: "Commands" }).click();
    assert.ok(await fits());
    explorer.assertQuiet();
    await explorer.close();
  });
}
