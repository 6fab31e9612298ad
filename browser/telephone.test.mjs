// The telephone's page of the check from both sides: it is enrolled, and answers.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { audit } from "./audit.mjs";
import { pressOn, tabTo, typeInto } from "./keyboard.mjs";
import { skip, startMeeting } from "./meeting.mjs";
import { startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";

let browser;
let world;
let folder;

before(async () => {
  if (!skip) {
    world = await startMeeting();
    browser = await startBrowser();
    folder = await mkdtemp(path.join(tmpdir(), "telephone-"));
  }
});

after(async () => {
  await browser?.close();
  await world?.stop();
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
});

const NETWORK = /Failed to load resource|net::ERR|Failed to fetch/;
const NONCE = Buffer.alloc(32, 7).toString("base64url");

async function open(page, algorithm = "ed25519") {
  world.fresh();
  await page.goto(`${world.origin}/${algorithm}-fresh/telephone/`);
  await page.locator("#count").filter({ hasText: /answer/ }).waitFor();
}

/** Makes a request and gives it as a text. */
async function request(page) {
  const before = await page.locator("#text").inputValue();
  await page.getByRole("button", { name: "Make a new request" }).click();
  await page.locator("#requested").waitFor();
  // The request before stands there until the new one is made.
  let text = before;
  for (let turn = 0; turn < 200 && (text === before || text === ""); turn += 1) {
    await page.waitForTimeout(50);
    text = await page.locator("#text").inputValue();
  }
  assert.notEqual(text, before);
  return text;
}

const office = (text, algorithm = "ed25519") => world.tell({ enrol: { algorithm, request: text } });

async function region(page, id) {
  const result = page.locator(`#${id}`);
  await result.locator("h2").waitFor();
  return { kind: (await result.getAttribute("class")).replace("result ", ""), text: await result.innerText() };
}

async function enrol(page, algorithm = "ed25519") {
  await open(page, algorithm);
  const { file } = await office(await request(page), algorithm);
  await page.getByLabel("Or its text or link").fill(file);
  await page.getByRole("button", { name: "Take the answer" }).click();
  assert.equal((await region(page, "enrolled")).kind, "good");
}

/** A check that somebody began: its digits and its token. */
async function begun() {
  world.fresh();
  return (await world.post("begin", { nonce: NONCE })).said;
}

async function answer(page, digits) {
  await page.getByLabel("Six digits").fill(digits);
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  return region(page, "outcome");
}

for (const algorithm of ["ed25519", "p256"]) {
  test(`a telephone is enrolled, and the program believes each of its answers once (${algorithm})`, { skip }, () =>
    withPage(browser, async (page) => {
      await enrol(page, algorithm);
      const seen = new Set();
      for (let left = 7; left >= 0; left -= 1) {
        const { digits, token } = await begun();
        const result = await answer(page, digits);
        assert.equal(result.kind, "good", result.text);
        assert.match(result.text, /Answered[^]*a sworn constable of Example Police answered\. It does not say your name/);
        const { said } = await world.post("fetch", { digits, token });
        const checked = await world.tell({ check: { algorithm, digits, nonce: NONCE, ...said } });
        assert.deepEqual(checked, { holder: "a sworn constable" });
        seen.add(said.enrolment);
        const count = await page.locator("#count").innerText();
        assert.match(count, left === 0 ? /has no answers/ : new RegExp(`^${left} answers? left on this telephone, valid until `));
        assert.equal(/Enrol this telephone anew/.test(count), left > 0 && left <= 2, count);
      }
      assert.equal(seen.size, 8, "no enrolment answers twice");
      assert.equal(await page.locator("#answering").isVisible(), false);
      assert.ok(await page.getByRole("button", { name: "Make a new request" }).isVisible());
    }));
}

test("the request comes as a file, with the number that the card office finds in it", { skip }, () =>
  withPage(browser, async (page) => {
    await open(page);
    const text = await request(page);
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save the request as a file" }).click();
    const download = await coming;
    assert.match(download.suggestedFilename(), /^telephone-request-[2-9A-Z]{4}\.json$/);
    assert.equal(await readFile(await download.path(), "utf8"), text);
    const { number } = await office(text);
    assert.equal(await page.locator("#number").innerText(), number);
    assert.match(number, /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    // It is still there when the page is opened again.
    await page.reload();
    await page.locator("#requested").waitFor();
    assert.equal(await page.locator("#text").inputValue(), text);
  }));

test("the answer is taken from a file or from a link, which the address bar forgets", { skip }, () =>
  withPage(browser, async (page) => {
    await open(page);
    const first = await office(await request(page));
    const name = path.join(folder, "answer.json");
    await writeFile(name, first.file);
    await page.getByLabel("File of the card office").setInputFiles(name);
    await page.getByRole("button", { name: "Take the answer" }).click();
    assert.match((await region(page, "enrolled")).text, /can answer 8 more checks/);
    const second = await office(await request(page));
    const [, letters] = second.link.split("#");
    assert.match(second.link, /^https:\/\/cards\.ex\.police\.uk\/telephone\/#/);
    await page.goto("about:blank");
    await page.goto(`${world.origin}/ed25519-fresh/telephone/#${letters}`);
    assert.equal((await region(page, "enrolled")).kind, "good");
    assert.equal(page.url(), `${world.origin}/ed25519-fresh/telephone/`);
    assert.match(await page.locator("#count").innerText(), /^16 answers left/);
  }));

test("an answer that is not for this telephone leaves it as it was", { skip }, () =>
  withPage(browser, async (page) => {
    await open(page);
    const before = await office(await request(page));
    const mine = await office(await request(page));
    const stranger = await world.tell({ sign: { algorithm: "ed25519", case: "forged", digits: "000000", nonce: NONCE } });
    const elsewhere = await world.tell({ sign: { algorithm: "ed25519", case: "otherForce", digits: "000000", nonce: NONCE } });
    const whole = JSON.parse(mine.file);
    const twice = { ...whole, enrolments: [whole.enrolments[0], whole.enrolments[0]] };
    const cases = [
      [before.file, "bad", /for another request/],
      [stranger.enrolment, "bad", /not signed by this force/],
      [elsewhere.enrolment, "bad", /another force/],
      [JSON.stringify(twice), "bad", /for another request/],
      [JSON.stringify({ ...whole, enrolments: [...whole.enrolments, stranger.enrolment] }), "bad", /not signed by this force/],
      [JSON.stringify({ ...whole, schema: "tipstaff.other/1" }), "unknown", /damaged or something else/],
      [JSON.stringify({ ...whole, enrolments: [1] }), "unknown", /damaged or something else/],
      ["{", "unknown", /damaged or something else/],
      ["Dear colleague", "unknown", /damaged or something else/],
      ["", "unknown", /damaged or something else/],
    ];
    for (const [text, kind, words] of cases) {
      await page.getByLabel("Or its text or link").fill(text);
      await page.getByRole("button", { name: "Take the answer" }).click();
      const result = await region(page, "enrolled");
      assert.equal(result.kind, kind, `${text.slice(0, 30)}: ${result.text}`);
      assert.match(result.text, words);
      assert.match(await page.locator("#count").innerText(), /has no answers/);
    }
    await page.getByLabel("Or its text or link").fill(mine.link);
    await page.getByRole("button", { name: "Take the answer" }).click();
    const taken = await region(page, "enrolled");
    assert.equal(taken.kind, "good", taken.text);
    // Taken once.
    await page.getByLabel("Or its text or link").fill(mine.link);
    await page.getByRole("button", { name: "Take the answer" }).click();
    assert.match((await region(page, "enrolled")).text, /for another request/);
  }));

test("both pages meet, and the visitor's turns green", { skip }, () =>
  withPage(browser, async (page) => {
    await enrol(page);
    const visitor = await page.context().newPage();
    await visitor.goto(`${world.origin}/ed25519-fresh/ask/`);
    await visitor.getByRole("button", { name: "Show six digits" }).click();
    await visitor.locator("#digits").filter({ hasText: /\d/ }).waitFor();
    assert.equal((await answer(page, await visitor.locator("#digits").innerText())).kind, "good");
    const result = await region(visitor, "result");
    assert.equal(result.kind, "good");
    assert.match(result.text, /A sworn constable of Example Police answered this check just now/);
  }));

test("a slip is told at once, and digits can be pasted", { skip }, () =>
  withPage(browser, async (page) => {
    await enrol(page);
    const field = page.getByLabel("Six digits");
    assert.equal(await field.getAttribute("inputmode"), "numeric");
    const { digits } = await begun();
    const wrong = digits.slice(0, 6) + ((Number(digits[6]) + 1) % 10);
    await field.pressSequentially(wrong.slice(0, 6));
    assert.equal(await page.locator("#slip").innerText(), "");
    await field.pressSequentially(wrong.slice(6));
    assert.match(await page.locator("#slip").innerText(), /not the digits of a check/);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "digits");
    await field.fill("12");
    assert.equal(await page.locator("#slip").innerText(), "");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    assert.match(await page.locator("#slip").innerText(), /six digits/);
    assert.equal(world.asked.length, 0, "nothing was sent");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${digits} `);
    await field.fill("");
    await field.focus();
    await page.keyboard.press("Control+V");
    await page.keyboard.press("Enter");
    assert.equal((await region(page, "outcome")).kind, "good");
    assert.equal(await field.inputValue(), "");
  }));

test("digits of no check use nothing up; whatever the relay has seen is used up", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(NETWORK);
    await enrol(page);
    const left = async () => (await page.locator("#count").innerText()).match(/^\d+/)[0];
    const cases = [
      ["question", () => undefined, /relay cannot be reached/, "8"],
      ["question", () => ({ status: 404, body: "" }), /no such check, or it is over/, "8"],
      ["question", () => ({ status: 409, body: "" }), /Somebody else answered/, "8"],
      ["question", () => ({ status: 429, body: "" }), /Too many digits were typed/, "8"],
      ["question", () => ({ status: 503, body: "" }), /Too many checks are going on/, "8"],
      ["question", () => ({ status: 200, body: '{"nonce":"AA"}' }), /makes no sense/, "8"],
      ["question", () => ({ status: 200, body: "null" }), /makes no sense/, "8"],
      ["answer", () => ({ status: 409, body: "" }), /Somebody else answered/, "7"],
      ["answer", () => undefined, /relay cannot be reached/, "6"],
      ["answer", () => ({ status: 200, body: "{}" }), /makes no sense/, "5"],
    ];
    for (const [at, lie, words, count] of cases) {
      const { digits } = await begun();
      world.lie = (what, asked, given) => (what === at ? lie() : given);
      const result = await answer(page, digits);
      assert.notEqual(result.kind, "good");
      assert.match(result.text, words);
      assert.equal(await left(), count);
    }
    // The real relay, for digits that nobody began.
    const { digits, token } = await begun();
    await world.answer("ed25519", "good", digits);
    await world.post("fetch", { digits, token });
    assert.match((await answer(page, digits)).text, /no such check/);
    assert.equal(await left(), "5");
  }));

test("what is over counts no more", { skip }, () =>
  withPage(browser, async (page) => {
    await enrol(page);
    await page.clock.setSystemTime(new Date(Date.now() + 95 * 24 * 60 * 60 * 1000));
    await page.reload();
    await page.locator("#count").filter({ hasText: /has no answers/ }).waitFor();
    assert.equal(await page.locator("#answering").isVisible(), false);
  }));

test("keys cannot be read out, and nothing of the relay is kept", { skip }, () =>
  withPage(browser, async (page) => {
    await enrol(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    const { digits } = await begun();
    await answer(page, digits);
    const kept = await page.evaluate(async () => {
      const addresses = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) {
          addresses.push(request.url);
        }
      }
      const base = await new Promise((resolve) => (indexedDB.open("telephone-example").onsuccess = (event) => resolve(event.target.result)));
      const all = await new Promise((resolve) => (base.transaction("keys").objectStore("keys").getAll().onsuccess = (event) => resolve(event.target.result)));
      base.close();
      const read = await Promise.all(all.map((key) => crypto.subtle.exportKey("pkcs8", key.key).then(() => true, () => false)));
      return { addresses, keys: all.length, read, lengths: [localStorage.length, sessionStorage.length, document.cookie.length] };
    });
    assert.equal(kept.keys, 7, "a key that answered is gone");
    assert.ok(kept.read.every((is) => !is));
    assert.deepEqual(kept.lengths, [0, 0, 0]);
    assert.ok(kept.addresses.length > 0 && kept.addresses.every((address) => address.startsWith(`${world.origin}/ed25519-fresh/telephone/`)), kept.addresses.join("\n"));
    const policy = await page.locator("meta[http-equiv]").getAttribute("content");
    assert.match(policy, new RegExp(`connect-src ${world.proxy};`));
    assert.ok(!policy.includes("connect-src 'self'"));
  }));

test("the page opens without a network, and can be installed", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(NETWORK);
    await enrol(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    const manifest = await (await fetch(`${world.origin}/ed25519-fresh/telephone/telephone.webmanifest`)).json();
    assert.deepEqual([manifest.name, manifest.display, manifest.scope], ["Answer a check - Example Police", "standalone", "./"]);
    await page.context().setOffline(true);
    await page.reload();
    assert.match(await page.locator("#count").filter({ hasText: /left/ }).innerText(), /^8 answers left/);
    const result = await answer(page, "000000");
    assert.match(result.text, /relay cannot be reached/);
    assert.match(await page.locator("#count").innerText(), /^8 answers left/);
  }));

test("a telephone that is handed back forgets everything", { skip }, () =>
  withPage(browser, async (page) => {
    await enrol(page);
    await page.getByText("Hand this telephone back").click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    assert.equal((await region(page, "forgotten")).kind, "good");
    assert.match(await page.locator("#count").innerText(), /has no answers/);
    await page.reload();
    await page.locator("#count").filter({ hasText: /has no answers/ }).waitFor();
    assert.equal(await page.locator("#requested").isVisible(), false);
  }));

test("the keyboard alone enrols a telephone and answers", { skip }, () =>
  withPage(browser, async (page) => {
    await open(page);
    await pressOn(page, page.getByRole("button", { name: "Make a new request" }));
    await page.locator("#requested").waitFor();
    const { link } = await office(await page.locator("#text").inputValue());
    await tabTo(page, page.getByLabel("Or its text or link"));
    await page.keyboard.insertText(link);
    await pressOn(page, page.getByRole("button", { name: "Take the answer" }));
    assert.equal((await region(page, "enrolled")).kind, "good");
    const { digits } = await begun();
    await typeInto(page, page.getByLabel("Six digits"), digits.replace(" ", ""));
    await page.keyboard.press("Enter");
    assert.equal((await region(page, "outcome")).kind, "good");
  }));

test("every state of the page is accessible at every width, light and dark", { skip }, () =>
  withPage(browser, async (page) => {
    await open(page);
    await audit(page);
    const { file } = await office(await request(page));
    await page.getByText("Hand this telephone back").click();
    await audit(page);
    await page.getByLabel("Or its text or link").fill(file);
    await page.getByRole("button", { name: "Take the answer" }).click();
    await region(page, "enrolled");
    await page.getByLabel("Six digits").fill("123456");
    await page.locator("#slip").filter({ hasText: "not the digits" }).waitFor();
    await audit(page);
    const { digits } = await begun();
    await answer(page, digits);
    await audit(page);
  }));

test("the guide shows what an officer sees", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await enrol(page);
      await page.reload();
      await page.locator("#count").filter({ hasText: "left" }).waitFor();
      const { digits } = await begun();
      await page.getByLabel("Six digits").fill(digits);
      await screenshot(page, "two-sided-telephone");
      await answer(page, digits);
    },
    { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  ));

test("without JavaScript the page says what it needs", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${world.origin}/ed25519-fresh/telephone/`);
      assert.match(await page.locator("main").innerText(), /needs JavaScript/);
    },
    { javaScriptEnabled: false },
  ));
