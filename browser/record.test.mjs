// People, who holds what about them, who is affected when it gets out, and the log of all of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WORDS } from "./client.mjs";
import { journey, shared } from "./journey.mjs";
import { fullWorld } from "./world.mjs";

const world = shared(fullWorld);

async function sign(hand) {
  if (await hand.page.locator("#passphrase").count()) {
    await hand.fill("Your passphrase", WORDS);
  }
}

journey("a data protection officer answers somebody who asks what is held about them", world, (way) =>
  way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("People");
    await hand.read("330 people are on record.");
    await hand.picture("web-people");
    await hand.pick("Look up by", "Surname");
    await hand.fill("Number or name", "MacNicholl");
    await hand.fill("What you need it for", "Subject access request 2026/118");
    await sign(hand);
    await hand.press("Look up");
    await hand.read("found. The number leads to who holds what about them.");
    await hand.press(hand.page.getByRole("link", { name: /^Person \d+$/ }).first());
    await hand.see("Who holds what about this person");
    await hand.read("Card maker");
    await hand.picture("web-person");
    await hand.press("See the values");
    await hand.fill("What you need them for", "Subject access request 2026/118");
    await hand.press("Show the values");
    await hand.see(/^What is held about person/);
    await hand.read("MacNicholl");
  }),
);

journey("somebody enters a holder and what it has, corrects it, and closes it", world, (way) =>
  way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("Holders");
    await hand.picture("web-holders");
    await hand.press("Add a holder");
    await hand.see("Add a holder");
    await hand.press("Add");
    await hand.see("There is a problem");
    await hand.tick("A system");
    await hand.fill("Name", `Rota system ${way.mark}`);
    await hand.press("Add");
    await hand.see(`Rota system ${way.mark}`);
    await hand.read("Nothing is on record that it holds.");
    await hand.press("Enter a holding");
    await hand.see("Enter a holding");
    await hand.tick("Surname");
    await hand.tick("Rank or grade");
    await hand.tick("People by their numbers in the record");
    await hand.fill("Which ones", "1-40");
    await hand.fill("Since when", "2024-01");
    await hand.picture("web-enter");
    await hand.press("Enter it");
    await hand.see(/^Holding \d+$/);
    await hand.press("Correct it");
    await hand.see(/^Correct holding/);
    await hand.tick("People by their numbers in the record");
    await hand.fill("Which ones", "1-45");
    await hand.press("Correct it");
    await hand.see(/^Holding \d+$/);
    await hand.read("45 people");
    await hand.press("Close it");
    await hand.see(/^Close holding/);
    await hand.fill("When did it end?", "2025-06");
    await hand.press("Close it");
    await hand.see(/^Holding \d+$/);
    await hand.read(/until .*June 2025/i);
  }),
);

journey("somebody asks who is affected, and for the names", world, (way) =>
  way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("Who is affected");
    await hand.press("Count who is affected");
    await hand.see("Who is affected");
    await hand.tick("Card maker (supplier)");
    await hand.fill("From", "2022-01");
    await hand.fill("Up to", "2026-11");
    await hand.picture("web-exposure-question");
    await hand.press("Count who is affected");
    await hand.read("200 people are affected for certain, and perhaps 30 more.");
    await hand.page.locator("svg.tip-chart__drawing").waitFor();
    await hand.picture("web-exposure", { fullPage: true, clip: { x: 0, y: 0, width: 1280, height: 1240 } });
    const counts = await hand.take("Counts as a table (CSV)");
    assert.match(await readFile(await counts.path(), "utf8"), /^[a-z]/);
    await hand.press("See who they are");
    await hand.see("See who is affected");
    await hand.fill("What you need the names for", "Letters, incident 2026/9");
    await sign(hand);
    await hand.press("Show the names");
    await hand.read("of the log says that you saw this.");
    assert.equal(await hand.page.locator("tbody tr").count(), 230);
  }),
);

journey("an auditor reads the log, takes a proof, and verifies the record", world, (way) =>
  way.sits(way.world.auditor, "/", async (hand) => {
    await hand.press("Log");
    await hand.see("Log");
    await hand.picture("web-log");
    await hand.pick("Kind of act", "People imported");
    await hand.press("Show");
    await hand.page.waitForURL((url) => url.search !== "");
    await hand.press(hand.page.locator("tbody a").first());
    await hand.see(/^Act \d+$/);
    const proof = await hand.take("Download the proof");
    assert.match(await readFile(await proof.path(), "utf8"), /^c2sp\.org\/tlog-proof/);
    await hand.press("Back to the log");
    await hand.press("Verify the record, and see its witnesses");
    await hand.see("Verify the record");
    await hand.tick("Open every sealed value");
    await hand.press("Verify now");
    await hand.see("The record is as its log says");
    await hand.picture("web-verified");
  }),
);
