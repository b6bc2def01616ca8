// A decision taken along: every way to copy and to save it, and other people's links beside it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { hostDockerfile } from "./support/explorer.mjs";
import { together } from "./support/together.mjs";

const shared = together({ base: "/diet/" });

const CLIPBOARD = () => navigator.clipboard.readText();
const GO = "#v=1&run=go&link=static&net=internet&threat=yes&data=yes&audit=required&team=platform&debug=rehearsed&exec=never";

async function copied(explorer, id) {
  await explorer.page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await explorer.page.locator(`#${id}`).click();
  await explorer.page.waitForFunction(() => navigator.clipboard.readText().then((text) => text !== "nothing yet"));
  return explorer.page.evaluate(CLIPBOARD);
}

async function saved(explorer, id) {
  const [download] = await Promise.all([explorer.page.waitForEvent("download"), explorer.page.locator(`#${id}`).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("what is copied opens again to the same, and each way says what it should", async () => {
  const explorer = await shared.open(GO);
  await explorer.answer("team", "A medium-sized team");
  await explorer.look("share");
  const link = await copied(explorer, "copy-link");
  assert.equal(`${link}&view=share`, explorer.page.url(), "what is looked at is no part of what is handed on");
  assert.match(link, /&at=\d{4}-\d\d-\d\d&was=[a-z.]+$/);
  const file = await explorer.dockerfile();
  assert.equal(file, hostDockerfile(link));

  assert.equal((await copied(explorer, "copy-markdown")).trim().replace(/^\[[^\]]+\]/, ""), `(${link})`);
  const markdown = await copied(explorer, "copy-with-file");
  assert.ok(markdown.includes(`\`\`\`dockerfile\n${file}`) && markdown.includes(link), markdown);
  const record = await copied(explorer, "copy-record");
  for (const part of ["## Context and Problem Statement", "## Considered Options", "## Decision Outcome", "### Consequences"]) {
    assert.ok(record.includes(part), `${part} in ${record}`);
  }
  assert.ok(record.includes(link));
  assert.match(await copied(explorer, "copy-card"), /^<svg [\s\S]*<\/svg>\s*$/);
  assert.match(await copied(explorer, "copy-words"), /\| --- \||\|---/);
  const other = await shared.open(link.slice(link.indexOf("#")));
  assert.equal(await other.dockerfile(), file);
  explorer.assertQuiet();
  await other.close();
  await explorer.close();
});

test("files are saved under sensible names, alone and as a zip that other programs open", async () => {
  const explorer = await shared.open(GO);
  await explorer.look("share");
  const record = await saved(explorer, "download-record");
  assert.match(record.name, /^[a-z0-9-]+\.md$/);
  assert.equal(record.bytes.toString(), await copied(explorer, "copy-record"));
  const zip = await saved(explorer, "download-zip");
  assert.match(zip.name, /^[a-z0-9.-]+\.zip$/);
  const folder = await mkdtemp(join(tmpdir(), "zip-"));
  const path = join(folder, "all.zip");
  await writeFile(path, zip.bytes);
  const python = (code) => execFileSync("python3", ["-c", code, path], { encoding: "utf8", cwd: folder });
  const names = python("import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist())); z.extractall()").trim().split("\n");
  assert.ok(names.every((name) => !name.startsWith("/") && !name.includes("..")), names.join(" "));
  const dockerfile = names.find((name) => /(^|\/)Dockerfile$/.test(name));
  assert.ok(dockerfile, names.join(" "));
  assert.equal(await readFile(join(folder, dockerfile), "utf8"), await explorer.dockerfile());
  assert.ok(names.some((name) => name.endsWith(record.name)), names.join(" "));
  await rm(folder, { recursive: true });
  explorer.assertQuiet();
  await explorer.close();
});

test("the frame that is offered shows what was chosen, and the state", async () => {
  const explorer = await shared.open(GO);
  const { page } = explorer;
  await explorer.look("share");
  await page.locator("#embed summary").click();
  const choose = (name) => page.locator("#embed label", { hasText: name }).click();
  await choose("Dockerfile");
  await choose("Frozen");
  await choose("Large type");
  const snippet = await copied(explorer, "copy-frame");
  assert.equal(snippet, await page.locator("#snippet").textContent());
  assert.match(snippet, /embed\.html\?show=verdict,dockerfile&amp;frozen&amp;large#v=1&amp;run=go/);
  await choose("Verdict");
  await choose("Dockerfile");
  await page.locator("#frame-question").selectOption("team");
  const asked = await copied(explorer, "copy-frame");
  assert.match(asked, /embed\.html\?show=question:team&amp;frozen&amp;large#/);

  const host = await page.context().newPage();
  await page.context().route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>host</title>${snippet}${asked}` }));
  await host.goto(`${shared.site.origin}/host.html`);
  const [whole, one] = host.frames().slice(1);
  await whole.waitForSelector("html[data-dockerfile]", { state: "attached" });
  await one.waitForSelector("html[data-dockerfile]", { state: "attached" });
  assert.match(await whole.locator("#dockerfile").textContent(), /^FROM /m);
  assert.equal(await whole.locator("#questions").count(), 0);
  assert.deepEqual(await one.locator("fieldset:visible").evaluateAll((all) => all.map((field) => field.id)), ["team"]);
  explorer.assertQuiet();
  await explorer.close();
});

test("other people's links: which answers differ, which of them decide, and a patch that applies", async () => {
  const explorer = await shared.open(`${GO}&port=9000`);
  const { page } = explorer;
  const mine = await explorer.dockerfile();
  await explorer.look("compare");
  await page.locator("#other-links").fill(`see https://x.example/#v=1&run=python&net=internal and
    ${shared.site.address}#v=1&run=moon&<img src=x onerror=alert(1)>=1`);
  assert.equal(await page.locator(".other-link").count(), 2);
  const [first, second] = await page.locator(".other-link").all();
  assert.match(await first.locator("h3").innerText(), /^Link 1: Here .*, there /);
  const rows = await first.locator("tbody tr").allInnerTexts();
  assert.ok(rows.some((row) => /What runs inside\?\s+Go\s+Python/.test(row)), rows.join("\n"));
  assert.ok((await first.locator("tr.differ").count()) > 0);
  assert.match(await first.innerText(), /Port: 9000 here, the default there/);
  assert.match(await second.innerText(), /“moon” is not an answer to “run”/);
  assert.equal(await page.locator(".other-link img").count(), 0);

  await first.locator("summary").click();
  const patch = await saved(explorer, "download-patch-0");
  const folder = await mkdtemp(join(tmpdir(), "patch-"));
  await writeFile(join(folder, "Dockerfile"), mine);
  await writeFile(join(folder, patch.name), patch.bytes);
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  execFileSync("git", ["apply", patch.name], { cwd: folder });
  const patched = await readFile(join(folder, "Dockerfile"), "utf8");
  assert.match(patched, /^FROM python:/m);
  await rm(folder, { recursive: true });

  for (const [text, says] of [["", ""], ["no link", "This text contains no link to Container Diet"], ["v=1&run=go ".repeat(9), "9 links. Only the first 5 are compared."], ["x".repeat(200_000), "This text contains no link"]]) {
    await page.locator("#other-links").fill(text);
    await page.waitForFunction((says) => {
      const said = document.querySelector("#links-found").textContent;
      return says === "" ? said.trim() === "" : said.startsWith(says);
    }, says);
  }
  explorer.assertQuiet();
  await explorer.close();
});

test("a link with another verdict says then and now, whatever is answered before it is read", async () => {
  const explorer = await shared.open(`${GO}&at=2026-05-01&was=alpine`);
  assert.match(await explorer.text("#then"), /^Then: Alpine, with the facts of 2026-05-01\. Today: .*Distroless/);
  await explorer.answer("runtime", "Rust");
  assert.ok(await explorer.page.locator("#then").isVisible(), "it is about the link, not about what follows");
  await explorer.page.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await explorer.page.locator(".problems").count(), 0);
  // The same verdict then is nothing to say.
  const same = await shared.open(`#${explorer.fragment()}`);
  assert.equal(await same.page.locator(".problems").count(), 0);
  await same.close();
  // A link that is followed says its own.
  await explorer.page.evaluate(() => (location.hash = "#v=1&run=golang&was=full"));
  await explorer.page.locator("#then").waitFor();
  assert.match(await explorer.text(".problems"), /“golang” is now called “go”/);
  explorer.assertQuiet();
  await explorer.close();
});

test("what leads elsewhere only together is named", async () => {
  const explorer = await shared.open(GO);
  const theirs = GO.replace(/(net|threat|data|audit|team|debug)=\w+/g, (_, key) => `${key}=${{ net: "internal", threat: "no", data: "no", audit: "none", team: "small", debug: "none" }[key]}`);
  await explorer.look("compare");
  await explorer.page.locator("#other-links").fill(`https://example.org/${theirs}.`);
  const said = explorer.page.locator(".other-link .together");
  await said.waitFor();
  assert.match(await said.innerText(), /^Together these lead to Alpine: “.+” .+ and “.+\.$/);
  await explorer.close();
});
