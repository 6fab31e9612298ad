// The page on which anybody checks a card, as it lies on another host: no server of ours, only files.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { audit } from "./audit.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, process.env.CARD_PAGE ?? "../target/debug/examples/card_page");
const noProgram = existsSync(program) ? undefined : `no program at ${program}: cargo build --workspace --all-features --example card_page`;
const skip = noBrowser ?? noProgram;
assert.ok(!(skip && process.env.BROWSER === "must"), skip);

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };

let browser;
let folder;
let cards;
let server;
let origin;
let asked;
// Files that cannot be had for a while, as without a network.
let gone = new Set();

before(async () => {
  if (skip) {
    return;
  }
  folder = await mkdtemp(path.join(tmpdir(), "cards-"));
  cards = JSON.parse(execFileSync(program, [folder], { encoding: "utf8" }));
  asked = [];
  server = createServer(async (request, response) => {
    asked.push(request.url);
    const name = path.join(folder, request.url.endsWith("/") ? `${request.url}index.html` : request.url);
    if (gone.has(path.basename(name))) {
      request.socket.destroy();
      return;
    }
    try {
      const content = await readFile(name);
      response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] ?? "application/statuslist+cwt" }).end(content);
    } catch {
      response.writeHead(request.url.endsWith("favicon.ico") ? 204 : 404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
});

const day = (days) => {
  const date = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return date.toLocaleDateString("en-GB", { timeZone: "Europe/London", day: "numeric", month: "long", year: "numeric" });
};

/** Opens a card on a site and gives what the page says. */
async function read(page, site, letters) {
  await page.goto("about:blank");
  await page.goto(`${origin}/${site}/#${letters}`);
  const result = page.locator("#result");
  await result.locator("h2").waitFor();
  return { kind: (await result.getAttribute("class")).replace("result ", ""), text: await result.innerText() };
}

for (const algorithm of ["ed25519", "p256"]) {
  test(`the page tells every kind of card from the others (${algorithm})`, { skip }, () =>
    withPage(browser, async (page) => {
      const of = cards[algorithm];
      const cases = [
        ["fresh", of.issued, "good", /Issued by Example Police, and not revoked[^]*to a sworn constable\. It is valid until (.*)\.\n[^]*It was not revoked as of \d\d:\d\d on [^]*, 3 minutes ago\./],
        ["fresh", of.lastDay, "good", /valid until/],
        ["fresh", of.support, "good", /to a police community support officer\./],
        ["fresh", of.staff, "good", /to a member of police staff\./],
        ["fresh", of.revoked, "bad", /This card was revoked/],
        ["fresh", of.suspended, "bad", /This card is suspended/],
        ["fresh", of.expired, "bad", /This card is out of date[^]*valid until/],
        ["fresh", of.specimen, "bad", /This is a specimen/],
        ["fresh", of.forged, "bad", /This is not a card of this force/],
        ["fresh", of.otherForce, "unknown", /could not be read/],
        ["fresh", of.cut, "unknown", /could not be read/],
        ["fresh", "%", "unknown", /could not be read/],
        ["fresh", "HELLO", "unknown", /could not be read/],
        ["fresh", of.unknown, "unknown", /does not know/],
        ["fresh", of.outside, "unknown", /does not know/],
        ["old", of.issued, "unknown", /Not checked[^]*the list is too old/],
        ["old", of.revoked, "unknown", /Not checked[^]*the list is too old/],
        ["future", of.issued, "unknown", /Not checked[^]*comes from the future/],
      ];
      for (const [site, letters, kind, words] of cases) {
        const said = await read(page, `${algorithm}-${site}`, letters);
        assert.equal(said.kind, kind, `${said.text} for ${words}`);
        assert.match(said.text, words);
      }
      const { text } = await read(page, `${algorithm}-fresh`, of.issued);
      assert.ok(text.includes(`valid until ${day(90)}.`), text);
      // What a photographed code proves is said wherever it is green.
      assert.match(await page.locator("#limits").innerText(), /not proof of who is in front of you/);
    }));
}

test("no request says which card was checked, and the address bar forgets it", { skip }, () =>
  withPage(browser, async (page) => {
    asked.length = 0;
    const urls = [];
    page.on("request", (request) => urls.push(request.url()));
    await read(page, "ed25519-fresh", cards.ed25519.issued);
    assert.equal(page.url(), `${origin}/ed25519-fresh/`);
    const piece = cards.ed25519.issued.slice(0, 12);
    // The browser names a page with its `#` to itself; nothing of it is sent.
    assert.ok(asked.every((url) => !url.includes(piece)));
    assert.deepEqual(new Set(asked.map((url) => path.basename(url).replace(/-[0-9a-f]{12}\./, "."))), new Set(["ed25519-fresh", "check.css", "check.js", "keep.js", "1"].concat(asked.some((url) => url.includes("favicon")) ? ["favicon.ico"] : [])));
    assert.ok(urls.every((url) => url.startsWith(origin) || url.startsWith("about:")));
  }));

test("a list that was changed is not believed", { skip }, () =>
  withPage(browser, async (page) => {
    const file = path.join(folder, "ed25519-fresh", "1");
    const whole = await readFile(file);
    const changed = Buffer.from(whole);
    changed[changed.length - 70] ^= 1;
    try {
      for (const content of [changed, whole.subarray(0, 90), Buffer.alloc(0)]) {
        await writeFile(file, content);
        const said = await read(page, "ed25519-fresh", cards.ed25519.issued);
        assert.equal(said.kind, "unknown", said.text);
        // The card is not to blame.
        assert.match(said.text, /list of revoked cards is damaged/);
      }
    } finally {
      await writeFile(file, whole);
    }
  }));

test("without a network the kept list answers as long as it is fresh, and none means not checked", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(/ERR_EMPTY_RESPONSE|ERR_FAILED|Failed to fetch|net::/);
    gone = new Set(["1"]);
    let said = await read(page, "ed25519-fresh", cards.ed25519.issued);
    assert.match(said.text, /Not checked[^]*cannot be downloaded/);
    assert.equal(said.kind, "unknown");
    gone = new Set();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    said = await read(page, "ed25519-fresh", cards.ed25519.issued);
    assert.equal(said.kind, "good", said.text);
    const everything = ["index.html", "1", "keep.js"].concat([...new Set(asked.map((url) => path.basename(url)))]);
    gone = new Set(everything);
    try {
      said = await read(page, "ed25519-fresh", cards.ed25519.revoked);
      assert.equal(said.kind, "bad", said.text);
      assert.match(said.text, /was revoked/);
    } finally {
      gone = new Set();
    }
  }));

test("a browser without Ed25519 says that it cannot check, and checks P-256", { skip }, () =>
  withPage(browser, async (page) => {
    await page.addInitScript(() => {
      // A page that is not secure has none.
      if (globalThis.SubtleCrypto === undefined) {
        return;
      }
      const original = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
        if (algorithm?.name === "Ed25519") {
          return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
        }
        return original.call(this, format, key, algorithm, ...rest);
      };
    });
    const without = await read(page, "ed25519-fresh", cards.ed25519.issued);
    assert.equal(without.kind, "unknown");
    assert.match(without.text, /This browser cannot check/);
    assert.equal((await read(page, "p256-fresh", cards.p256.issued)).kind, "good");
  }));

test("every state of the page is accessible at every width, light and dark", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${origin}/ed25519-fresh/`);
    await audit(page);
    for (const state of ["issued", "revoked", "unknown"]) {
      await read(page, "ed25519-fresh", cards.ed25519[state]);
      await audit(page);
    }
  }));

test("the guide shows what a visitor sees", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await read(page, "ed25519-fresh", cards.ed25519.issued);
      await screenshot(page, "card-check");
    },
    { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  ));

test("without JavaScript the page says how to check a card in another way", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${origin}/ed25519-fresh/#${cards.ed25519.issued}`);
      const text = await page.locator("main").innerText();
      assert.match(text, /needs JavaScript[^]*call 101 and ask for Example Police/);
    },
    { javaScriptEnabled: false },
  ));
