// What leaves: proposed by one, decided by another, in the register, with a certificate that can be asked for and withdrawn.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { WORDS } from "./client.mjs";
import { journey, shared } from "./journey.mjs";
import { fullWorld } from "./world.mjs";

const world = shared(fullWorld);

async function propose(hand, what) {
  await hand.press("Propose its release");
  await hand.see("Propose a release");
  await hand.press("Propose");
  await hand.see("There is a problem");
  await hand.fill("Reference of the request", "FOI 2026/0200");
  await hand.fill("Who gets it", "The requester");
  await hand.fill("What is released, in a few words", what);
  for (const area of await hand.page.locator("textarea").all()) {
    await hand.fill(area, "Published on the force's own pages since 2024");
  }
  await sign(hand);
  await hand.picture("web-propose");
  await hand.press("Propose");
  await hand.see(/^Release \d+$/);
}

/** The passphrase, where it was not typed a few minutes ago. */
async function sign(hand, field = "#passphrase") {
  if (await hand.page.locator(field).count()) {
    await hand.fill(hand.page.locator(field), WORDS);
  }
}

journey("one proposes a release, and a colleague approves it", world, async (way) => {
  const { owner, approver, sent, at, origin } = way.world;
  const what = `Contact of the press office, ${way.mark}`;
  let number;
  await way.sits(owner, at.review, async (hand) => {
    await propose(hand, what);
    number = await hand.page.getByRole("heading", { level: 1 }).innerText();
    await hand.read("It waits for a colleague's decision.");
  });
  await way.sits(approver, "/", async (hand) => {
    await hand.see("What needs you");
    await hand.picture("web-home");
    await hand.press("Releases");
    await hand.press(number.replace("Release ", ""));
    await hand.press("Decide");
    await hand.see(`Decide on r${number.slice(1)}`);
    await hand.picture("web-decide", { fullPage: true, clip: { x: 0, y: 0, width: 1280, height: 1240 } });
    await hand.press("Approve");
    await hand.see("There is a problem");
    await hand.tick("I have looked at the result, and it may leave");
    await sign(hand);
    await hand.press("Approve");
    await hand.see(number);
    await hand.read("Everybody in it is on record");
    await hand.picture("web-release");
    const certificate = await hand.take("Download the certificate");
    assert.match(await readFile(await certificate.path(), "utf8"), /^tipstaff/);
  });
  // The one door for every program says so too.
  const sha256 = createHash("sha256").update(await readFile(sent.review)).digest("hex");
  const answer = await fetch(`${origin}/api/certificates/${sha256}`, { headers: { Authorization: `Bearer ${way.world.token}` } });
  assert.match(await answer.text(), /"answer":"certified"/);
});

journey("a colleague refuses, and says why", world, async (way) => {
  const { owner, approver, at } = way.world;
  let address;
  await way.sits(owner, at.clear, async (hand) => {
    await propose(hand, `Officers by rank, ${way.mark}`);
    address = hand.page.url();
  });
  await way.sits(approver, address, async (hand) => {
    await hand.press("Decide");
    await hand.press("Refuse");
    await hand.see("There is a problem");
    await hand.fill("Why it is refused", "The year is missing");
    await sign(hand, "#refuse-passphrase");
    await hand.press("Refuse");
    await hand.see(/^Release \d+$/);
    await hand.read("Refused");
  });
});

journey("whoever proposed takes it back", world, (way) =>
  way.sits(way.world.owner, way.world.at.clear, async (hand) => {
    await propose(hand, `Officers by rank, again, ${way.mark}`);
    await hand.press("Take it back");
    await hand.see(/^Take release \d+ back$/);
    await hand.press("Take it back");
    await hand.see(/^Release \d+$/);
    await hand.read("Taken back");
  }),
);

journey("a certificate is withdrawn", world, async (way) => {
  const { owner, approver, sent } = way.world;
  const check = await owner.check(sent.third);
  const release = await owner.sign(`${check}/release`, { reference: "FOI 2026/0300", recipient: "The requester", what: `Vehicles ${way.mark}` });
  await approver.sign(`${release}/approve`, { looked: "yes" });
  await way.sits(owner, release, async (hand) => {
    await hand.press("Withdraw the certificate");
    await hand.see(/^Withdraw the certificate of release/);
    await hand.fill("Why it is withdrawn", "It was of last year");
    await hand.press("Withdraw the certificate");
    await hand.read("Approved, certificate withdrawn");
  });
});

journey("an auditor searches the register, and takes it along", world, (way) =>
  way.sits(way.world.auditor, "/", async (hand) => {
    await hand.press("Releases");
    await hand.see("Register of releases");
    await hand.picture("web-register");
    await hand.fill("Reference of the request", "FOI 2026/0120");
    await hand.pick("State", "Refused");
    await hand.press("Filter");
    await hand.read("Stations by district");
    // It stands in the whole register too, which is there until the filtered one is.
    await hand.page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
    assert.equal(await hand.page.locator("tbody tr").count(), 1);
    const table = await hand.take("as a table (CSV)");
    const lines = (await readFile(await table.path(), "utf8")).trim().split("\n");
    assert.equal(lines.length, 2, "a heading and the one that was asked for");
    await hand.fill("Reference of the request", "nowhere");
    await hand.press("Filter");
    await hand.read("No release is like that.");
    await hand.press("Show all");
    await hand.read("Officers by rank, 2026");
  }),
);
