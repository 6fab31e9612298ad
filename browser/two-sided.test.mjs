// The visitor's page of the check from both sides: when it turns green, and when it must not.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { audit } from "./audit.mjs";
import { pressOn } from "./keyboard.mjs";
import { skip, startMeeting } from "./meeting.mjs";
import { startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";

let browser;
let world;

before(async () => {
  if (!skip) {
    world = await startMeeting();
    browser = await startBrowser();
  }
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

const NETWORK = /Failed to load resource|net::ERR|Failed to fetch|blocked by CORS/;

/** Opens the page and asks for digits; gives them. */
async function ask(page, site = "ed25519-fresh") {
  await page.goto(`${world.origin}/${site}/ask/`);
  await page.getByRole("button", { name: "Show six digits" }).click();
  await page.locator("#digits").filter({ hasText: /\d{3} \d{3}/ }).waitFor();
  return page.locator("#digits").innerText();
}

/** What the page says in the end. */
async function said(page) {
  const result = page.locator("#result");
  await result.locator("h2").waitFor();
  return { kind: (await result.getAttribute("class")).replace("result ", ""), text: await result.innerText() };
}

/** Lets the relay answer at once, with what `answer` makes of question and digits. */
function answering(answer) {
  let nonce;
  world.lie = async (what, asked, given) => {
    if (what === "begin") {
      nonce = asked.nonce;
    }
    if (what !== "fetch" || given.status !== 202) {
      return given;
    }
    return { status: 200, body: JSON.stringify(await answer({ digits: asked.digits, nonce })), headers: { "content-type": "application/json" } };
  };
}

const signed = (algorithm, kind) => (question) => world.tell({ sign: { algorithm, case: kind, ...question } });

async function run(page, answer, site) {
  world.fresh();
  answering(answer);
  await page.goto("about:blank");
  await page.goto(`${world.origin}/${site}/ask/`);
  await page.getByRole("button", { name: "Show six digits" }).click();
  return said(page);
}

const CASES = [
  ["good", "good", /^✓?\s*A sworn constable of Example Police answered this check just now\s+Answered at \d\d:\d\d on [^]*\. Not revoked as of \d\d:\d\d on [^]*, 3 minutes ago\.$/],
  ["support", "good", /^✓?\s*A police community support officer of Example Police answered/],
  ["staff", "good", /^✓?\s*A member of police staff of Example Police answered/],
  ["forged", "bad", /not enrolled with Example Police/],
  ["otherForce", "bad", /enrolled with another force/],
  ["revoked", "bad", /enrolment is not valid any more/],
  ["suspended", "bad", /enrolment is not valid any more/],
  ["expired", "bad", /enrolment is not valid any more/],
  ["specimen", "bad", /enrolment is not valid any more/],
  ["unknown", "unknown", /Not checked[^]*does not know/],
  ["outside", "unknown", /Not checked[^]*does not know/],
  ["otherList", "unknown", /Not checked[^]*cannot be downloaded/],
  ["copied", "bad", /did not sign this answer/],
  ["otherNonce", "bad", /another page or another number/],
  ["otherPage", "bad", /another page or another number/],
  ["otherDigits", "bad", /another page or another number/],
  ["slow", "unknown", /Not checked[^]*another time than now/],
  ["fast", "unknown", /Not checked[^]*another time than now/],
];

for (const algorithm of ["ed25519", "p256"]) {
  test(`the page turns green for an answer that the force and the telephone signed, and for no other (${algorithm})`, { skip }, () =>
    withPage(browser, async (page) => {
      for (const [kind, is, words] of CASES) {
        const result = await run(page, signed(algorithm, kind), `${algorithm}-fresh`);
        assert.equal(result.kind, is, `${kind}: ${result.text}`);
        assert.match(result.text, words, kind);
      }
    }));

  test(`a list that is old, damaged, away or of tomorrow turns nothing green (${algorithm})`, { skip }, () =>
    withPage(browser, async (page, watch) => {
      watch.expect(NETWORK);
      for (const [site, words] of [["old", /list of revoked ones is too old/], ["future", /comes from the future/]]) {
        const result = await run(page, signed(algorithm, "good"), `${algorithm}-${site}`);
        assert.equal(result.kind, "unknown");
        assert.match(result.text, words);
      }
      const file = path.join(world.folder, `${algorithm}-fresh`, "ask", "1");
      const whole = await readFile(file);
      const changed = Buffer.from(whole);
      changed[changed.length - 70] ^= 1;
      try {
        for (const content of [changed, whole.subarray(0, 90), Buffer.alloc(0)]) {
          await writeFile(file, content);
          const result = await run(page, signed(algorithm, "good"), `${algorithm}-fresh`);
          assert.equal(result.kind, "unknown");
          assert.match(result.text, /list of revoked enrolments is damaged/);
        }
      } finally {
        await writeFile(file, whole);
      }
      world.fresh();
      answering(signed(algorithm, "good"));
      world.gone = new Set(["1"]);
      await page.goto(`${world.origin}/${algorithm}-fresh/ask/`);
      await page.getByRole("button", { name: "Show six digits" }).click();
      assert.match((await said(page)).text, /cannot be downloaded/);
    }));

  test(`an answer of which one bit is wrong is refused here as it is by the program (${algorithm})`, { skip }, () =>
    withPage(browser, async (page) => {
      for (const part of ["enrolment", "presence"]) {
        for (let step = 0; step < 25; step += 1) {
          let rust;
          const result = await run(page, async (question) => {
            const answer = await world.tell({ sign: { algorithm, case: "good", ...question } });
            const bytes = Buffer.from(answer[part], "base64url");
            bytes[Math.floor((bytes.length * step) / 25)] ^= 1 << step % 8;
            answer[part] = bytes.toString("base64url");
            rust = await world.tell({ check: { algorithm, ...question, ...answer } });
            return answer;
          }, `${algorithm}-fresh`);
          assert.ok(rust.refused, `${part} ${step}`);
          assert.notEqual(result.kind, "good", `${part} ${step}: ${result.text}`);
        }
      }
    }));
}

test("a telephone answers over the relay while the page waits", { skip }, () =>
  withPage(browser, async (page) => {
    world.fresh();
    const digits = await ask(page);
    assert.match(await page.locator("#left").innerText(), /They hold for another \d+ seconds\./);
    assert.match(await page.locator("#told").innerText(), /The digits are (\d ){5}\d\. They hold for a minute and a half\./);
    assert.equal((await world.answer("ed25519", "good", digits)).status, 204);
    assert.equal((await said(page)).kind, "good");
    assert.equal(await page.locator("#asking").isVisible(), false);
    assert.match(await page.locator("#limits").innerText(), /does not prove[^]*Digits can be passed on/i);
    // The relay was told nothing but the number and the digits.
    assert.ok(world.asked.every(({ what, asked }) => ["begin", "fetch"].includes(what) && Object.keys(asked).every((name) => ["nonce", "digits", "token"].includes(name))));
  }));

test("an answer to one check turns no other green", { skip }, () =>
  withPage(browser, async (page) => {
    // Replayed: a relay that kept an answer.
    let kept;
    const first = await run(page, async (question) => (kept = await signed("ed25519", "good")(question)), "ed25519-fresh");
    assert.equal(first.kind, "good");
    const second = await run(page, async () => kept, "ed25519-fresh");
    assert.equal(second.kind, "bad");
    assert.match(second.text, /another page or another number/);
    // Swapped: the answers of two checks that go on at once.
    world.fresh();
    const digits = await ask(page);
    const begun = await world.post("begin", { nonce: Buffer.alloc(32, 7).toString("base64url") });
    const other = await world.tell({ sign: { algorithm: "ed25519", case: "good", digits: begun.said.digits, nonce: Buffer.alloc(32, 7).toString("base64url") } });
    assert.equal((await world.post("answer", { digits, ...other })).status, 204);
    assert.match((await said(page)).text, /another page or another number/);
  }));

test("a relay that lies turns nothing green", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(NETWORK);
    const json = (body) => ({ status: 200, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
    const lies = {
      // Its own number instead of the page's: the telephone signs that.
      "another number": (what, asked, given) => (what === "question" ? json({ nonce: Buffer.alloc(32, 9).toString("base64url") }) : given),
      "digits with a slip": (what, asked, given) => (what === "begin" ? json({ ...JSON.parse(given.body), digits: "123 456" }) : given),
      "no digits": (what, asked, given) => (what === "begin" ? json({ token: "AAAA" }) : given),
      "markup for digits": (what, asked, given) => (what === "begin" ? json({ ...JSON.parse(given.body), digits: "<b>1</b>" }) : given),
      "nothing": (what, asked, given) => (what === "fetch" ? json(null) : given),
      "empty parts": (what, asked, given) => (what === "fetch" ? json({ enrolment: "", presence: "" }) : given),
      "numbers for parts": (what, asked, given) => (what === "fetch" ? json({ enrolment: 1, presence: [2] }) : given),
      "no base64": (what, asked, given) => (what === "fetch" ? json({ enrolment: "A", presence: "=" }) : given),
      "no JSON": (what, asked, given) => (what === "fetch" ? { status: 200, body: "{" } : given),
      "a flood": (what, asked, given) => (what === "fetch" ? { status: 200, body: "[".repeat(4_000_000) } : given),
      "a deep value": (what, asked, given) => (what === "fetch" ? json({ enrolment: Buffer.alloc(900, 0x81).toString("base64url"), presence: "AA" }) : given),
      "an error": (what, asked, given) => (what === "fetch" ? { status: 500, body: "" } : given),
      "elsewhere": (what, asked, given) => (what === "fetch" ? { status: 302, body: "", headers: { location: `${world.origin}/` } } : given),
      "nobody": (what, asked, given) => (what === "fetch" ? { status: 404, body: "" } : given),
    };
    for (const [name, lie] of Object.entries(lies)) {
      world.fresh();
      world.lie = lie;
      await page.goto(`${world.origin}/ed25519-fresh/ask/`);
      await page.getByRole("button", { name: "Show six digits" }).click();
      if (name === "another number") {
        await page.locator("#digits").filter({ hasText: /\d/ }).waitFor();
        const digits = await page.locator("#digits").innerText();
        const answer = await world.tell({ sign: { algorithm: "ed25519", case: "good", digits, nonce: Buffer.alloc(32, 9).toString("base64url") } });
        await world.post("answer", { digits, ...answer });
      }
      if (name === "elsewhere") {
        // It asks again, as if the network were away.
        await page.waitForTimeout(2000);
        assert.equal(await page.locator("#result h2").count(), 0);
        continue;
      }
      const result = await said(page);
      assert.notEqual(result.kind, "good", `${name}: ${result.text}`);
    }
  }));

test("a relay that is away, full or asked too often is told in words", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(NETWORK);
    const cases = [
      [() => undefined, /relay that carries answers cannot be reached/],
      [() => ({ status: 429, body: "" }), /Too many checks were begun from here/],
      [() => ({ status: 503, body: "" }), /Too many checks are going on/],
      [() => ({ status: 200, body: "" }), /makes no sense/],
    ];
    for (const [lie, words] of cases) {
      world.fresh();
      world.lie = lie;
      await page.goto(`${world.origin}/ed25519-fresh/ask/`);
      await page.getByRole("button", { name: "Show six digits" }).click();
      const result = await said(page);
      assert.equal(result.kind, "unknown");
      assert.match(result.text, words);
    }
    // The real one counts.
    world.fresh();
    for (let times = 0; times < 6; times += 1) {
      await world.post("begin", { nonce: "A".repeat(43) });
    }
    await page.goto(`${world.origin}/ed25519-fresh/ask/`);
    await page.getByRole("button", { name: "Show six digits" }).click();
    assert.match((await said(page)).text, /Too many checks were begun from here/);
  }));

test("a network that is away for a moment is no reason to give up", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(NETWORK);
    world.fresh();
    let cuts = 0;
    world.lie = (what, asked, given) => (what === "fetch" && (cuts += 1) < 3 ? undefined : given);
    const digits = await ask(page);
    await world.answer("ed25519", "good", digits);
    assert.equal((await said(page)).kind, "good");
    assert.ok(cuts >= 3);
  }));

test("without an answer the digits are over after a minute and a half, and new ones are asked for", { skip }, () =>
  withPage(browser, async (page) => {
    world.fresh();
    await page.clock.install();
    const before = await ask(page);
    await page.clock.runFor(62_000);
    await page.locator("#told").filter({ hasText: "another 30 seconds" }).waitFor();
    await page.clock.runFor(30_000);
    const result = await said(page);
    assert.equal(result.kind, "unknown");
    assert.match(result.text, /No answer in time/);
    assert.match(await page.title(), /^No answer in time/);
    await page.getByRole("button", { name: "Start again with new digits" }).click();
    await page.locator("#digits").filter({ hasText: /\d/ }).waitFor();
    assert.notEqual(await page.locator("#digits").innerText(), before);
    assert.equal(await page.locator("#result").innerText(), "");
    assert.match(await page.title(), /^Check the person/);
  }));

test("just now is over after two minutes", { skip }, () =>
  withPage(browser, async (page) => {
    await page.clock.install();
    assert.equal((await run(page, signed("ed25519", "good"), "ed25519-fresh")).kind, "good");
    await page.clock.runFor(121_000);
    const result = await said(page);
    assert.equal(result.kind, "unknown");
    assert.match(result.text, /This check is over[^]*answered at \d\d:\d\d/);
  }));

test("whoever starts again hears nothing of the check before", { skip }, () =>
  withPage(browser, async (page) => {
    world.fresh();
    const first = await ask(page);
    await page.getByRole("button", { name: "Start again with new digits" }).click();
    await page.locator("#digits").filter({ hasNotText: first }).filter({ hasText: /\d/ }).waitFor();
    const second = await page.locator("#digits").innerText();
    await world.answer("ed25519", "good", first);
    await page.waitForTimeout(2500);
    assert.equal(await page.locator("#result").innerText(), "");
    await world.answer("ed25519", "good", second);
    assert.equal((await said(page)).kind, "good");
  }));

test("the page keeps nothing and speaks to nobody but its host and the relay", { skip }, () =>
  withPage(browser, async (page) => {
    const urls = [];
    page.on("request", (request) => urls.push(request.url()));
    assert.equal((await run(page, signed("p256", "good"), "p256-fresh")).kind, "good");
    assert.ok(urls.every((url) => [world.origin, world.proxy, "about:"].some((start) => url.startsWith(start))), urls.join("\n"));
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      document.cookie.length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    assert.deepEqual(kept, [0, 0, 0, 0, 0, 0]);
    const policy = await page.locator("meta[http-equiv]").getAttribute("content");
    assert.match(policy, new RegExp(`^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${world.proxy};`));
  }));

test("only pages of the force may ask the relay", { skip }, async () => {
  const may = async (origin) => {
    const answer = await fetch(`${world.relay}/begin`, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" },
    });
    return answer.headers.get("access-control-allow-origin");
  };
  assert.equal(await may(world.origin), world.origin);
  assert.equal(await may("https://elsewhere.example"), null);
  assert.equal(await may("null"), null);
});

test("a browser without Ed25519 says that it cannot check", { skip }, () =>
  withPage(browser, async (page) => {
    await page.addInitScript(() => {
      if (globalThis.SubtleCrypto === undefined) {
        return;
      }
      const original = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
        return algorithm?.name === "Ed25519"
          ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
          : original.call(this, format, key, algorithm, ...rest);
      };
    });
    const result = await run(page, signed("ed25519", "good"), "ed25519-fresh");
    assert.equal(result.kind, "unknown");
    assert.match(result.text, /This browser cannot check/);
    assert.equal((await run(page, signed("p256", "good"), "p256-fresh")).kind, "good");
  }));

test("the keyboard alone checks somebody", { skip }, () =>
  withPage(browser, async (page) => {
    world.fresh();
    await page.goto(`${world.origin}/ed25519-fresh/ask/`);
    await pressOn(page, page.getByRole("button", { name: "Show six digits" }));
    await page.locator("#digits").filter({ hasText: /\d/ }).waitFor();
    await world.answer("ed25519", "good", await page.locator("#digits").innerText());
    assert.equal((await said(page)).kind, "good");
    assert.equal(await page.evaluate(() => document.activeElement.id), "begin", "the focus stays where it was");
  }));

test("every state of the page is accessible at every width, light and dark", { skip }, () =>
  withPage(browser, async (page) => {
    world.fresh();
    await ask(page);
    await audit(page);
    for (const kind of ["good", "revoked", "slow"]) {
      await run(page, signed("ed25519", kind), "ed25519-fresh");
      await audit(page);
    }
    await page.goto(`${world.origin}/ed25519-fresh/ask/`);
    await audit(page);
  }));

test("the guide shows what a visitor sees", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      world.fresh();
      const digits = await ask(page);
      await screenshot(page, "two-sided-digits");
      await world.answer("ed25519", "good", digits);
      await said(page);
      await screenshot(page, "two-sided-green");
    },
    { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  ));

test("without JavaScript the page says how to check in another way", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${world.origin}/ed25519-fresh/ask/`);
      assert.match(await page.locator("main").innerText(), /needs JavaScript[^]*call 101 and ask for Example Police/);
    },
    { javaScriptEnabled: false },
  ));
