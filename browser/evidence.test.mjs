// Stored evidence: what is red stands first, what a store looked like, who is touched, and what two people decide.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { audit } from "./audit.mjs";
import { WORDS } from "./client.mjs";
import { journey, shared } from "./journey.mjs";
import { evidenceWorld } from "./world.mjs";

const world = shared(evidenceWorld);

/** The passphrase, where it was not typed a few minutes ago. */
async function sign(hand, field = "#passphrase") {
  if (await hand.page.locator(field).count()) {
    await hand.fill(hand.page.locator(field), WORDS);
  }
}

journey("an evidence manager sees what is missing, since when, and which cases that touches", world, (way) =>
  way.sits(way.world.evidence, "/", async (hand) => {
    await hand.read("The evidence store body-worn is red: 219 items are missing, 1 item is there that nobody expected, 1 item is not as it was.");
    await hand.press("Evidence");
    await hand.see("Stored evidence");
    await hand.read("1 store differs from what has to be there");
    const states = await hand.page.locator("tbody .tip-verdict-tag").allInnerTexts();
    assert.deepEqual(states, ["Red: something differs", "Unknown: not seen", "Green: all there"]);
    await hand.picture("web-evidence", { fullPage: true, clip: { x: 0, y: 0, width: 1280, height: 1060 } });
    await hand.press("body-worn");
    await hand.see("Evidence store body-worn");
    await hand.see("Red: something differs");
    const drawing = hand.page.getByRole("img", { name: "What had to be there and what was listed, over time" });
    await drawing.scrollIntoViewIfNeeded();
    await hand.picture("web-evidence-store", { fullPage: true, clip: { x: 0, y: 0, width: 1280, height: 1560 } });
    await hand.press(hand.page.locator("summary"));
    await hand.page.getByRole("table", { name: "How the store stood, the newest first" }).waitFor();
    await audit(hand.page);
    await hand.press("1");
    await hand.see("Difference 1: 219 items are missing");
    await hand.read("4 cases are touched. The next day in court is 19 January");
    assert.equal(await hand.page.getByText("14XX").count(), 0, "references are signed for");
  }),
);

journey("somebody sees the names of what is missing, page by page, and takes them as a table", world, (way) =>
  way.sits(way.world.evidence, `${way.world.at.difference}/names`, async (hand) => {
    await hand.press("Show the names");
    await hand.see("There is a problem");
    await hand.fill("What you need the names for", "To look for copies");
    await sign(hand);
    await hand.press("Show the names");
    await hand.read("1 to 200 of 219 items, in order of name.");
    await hand.read("cam-002.mp4");
    await hand.press("Next page");
    await hand.read("201 to 219 of 219 items");
    await audit(hand.page);
    await hand.press("Back to the difference");
    await hand.press("See the names of the items, and the references");
    await hand.fill("What you need the names for", "For the prosecutors");
    await sign(hand);
    const table = await hand.take("Take them as a table (CSV)");
    const lines = (await readFile(await table.path(), "utf8")).trim().split("\n");
    assert.equal(lines.length, 220);
    assert.match(lines[1], /^cam-002\.mp4,\d+,2026-02-14T21:04:00Z,camera,evidential,14XX/);
  }),
);

journey("one proposes to take in what nobody expected, and a colleague decides after reading why", evidenceWorld, async (way) => {
  const { evidence, approver, at } = way.world;
  await way.sits(evidence, at.surplus, async (hand) => {
    await hand.press("Propose to settle it");
    await hand.see("Propose to settle difference 2");
    await hand.press("Propose");
    await hand.see("There is a problem");
    await hand.fill("Why it is to be settled", "Brought by the dock in the custody suite, which had no network");
    await sign(hand);
    await hand.press("Propose");
    await hand.read("waits for a decision by a second person. P. Marsh proposed it");
  });
  await way.sits(approver, "/", async (hand) => {
    await hand.read("Settlement 1 of 219 items in the evidence store body-worn waits for a decision.");
    await hand.press(hand.page.getByRole("link", { name: /Settlement 1 of 219 items/ }));
    await hand.see("Decide on settlement 1");
    await hand.read("Deleted by the supplier on 26 July; no copy was found");
    await hand.picture("web-evidence-decide", { fullPage: true });
    await audit(hand.page);
    await hand.press("Refuse");
    await hand.see("There is a problem");
    await hand.fill("Why it is refused", "Ask the supplier for its own copies first");
    await sign(hand, "#refuse-passphrase");
    await hand.press("Refuse");
    await hand.see("Evidence store body-worn");
    await hand.press("Decide on settlement 2");
    await hand.see("Decide on settlement 2");
    await hand.read("which had no network");
    await sign(hand);
    await hand.press("Approve");
    await hand.see("Evidence store body-worn");
    assert.equal(await hand.page.getByText("Settlements that wait").count(), 0);
  });
  // What is missing is written off too, and only the next listing says that the rest is there.
  await evidence.sign(`${at.difference}/settle`, { why: "The supplier has none either" });
  await way.sits(approver, "/evidence/1/settlements/3/decide", async (hand) => {
    await sign(hand);
    await hand.press("Approve: write them off");
    await hand.see("Evidence store body-worn");
    await hand.read("Written off, by two people");
    const row = hand.page.getByRole("row", { name: /^Written off, by two people 219/ });
    await row.waitFor();
  });
  await way.sits(evidence, "/evidence/1", (hand) => hand.read("1 item is not as it was"));
});
