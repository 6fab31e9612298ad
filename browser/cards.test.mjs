// The card office orders cards, a print service gets a sealed job, and somebody stops it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WORDS } from "./client.mjs";
import { journey, shared } from "./journey.mjs";
import { fullWorld, offer } from "./world.mjs";

const world = shared(fullWorld);

async function sign(hand) {
  if (await hand.page.locator("#passphrase").count()) {
    await hand.fill("Your passphrase", WORDS);
  }
}

async function orders(hand) {
  await hand.press("Order cards");
  await hand.pick("Design", "plain");
  await hand.fill("Last day of the cards", "2029-12-31");
  await hand.tick("A print service");
  await hand.pick("The print service's share", "cards-1, for Badge maker");
  await hand.fill("Only these people (optional)", "2002557\n2004248");
  await hand.tick("The unit that knows was asked: nobody in this order is at risk");
  await hand.press("See how many cards that is");
  await hand.read("2 cards would be ordered");
  await hand.picture("web-card-order");
  await sign(hand);
  await hand.press("Order 2 cards");
  await hand.see(/^Order \d+$/);
}

journey("the card office has cards made, stops the job, and revokes its cards", world, async (way) => {
  const offered = await offer(way.world, `offer-${way.mark}`);
  await way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("Cards");
    await hand.see("Cards");
    await orders(hand);
    await hand.press("Seal a job for the print service");
    await hand.fill("What the print agent offered", offered);
    await sign(hand);
    const job = await hand.take("Seal it");
    assert.match((await readFile(await job.path())).subarray(0, 40).toString("latin1"), /^age-encryption\.org/);
    await hand.press("Cards");
    await hand.see("Cards");
    await hand.press(hand.page.locator('a[href^="/cards/jobs/"]').first());
    await hand.read("0 of 2 cards");
    await hand.picture("web-card-job");
    await hand.press("Stop it now");
    await hand.read("Stopped: no further key is handed out");
    await hand.press("Revoke its cards");
    await hand.fill("Why they are revoked", "The print service was broken into");
    await hand.press("See what would be revoked");
    await hand.read("2 cards would be revoked");
    await sign(hand);
    await hand.press("Revoke 2 cards");
    await hand.see("2 cards revoked");
  });
});

journey("somebody sees how cards look before ordering any", world, (way) =>
  way.sits(way.world.auditor, "/cards", async (hand) => {
    await hand.press("How cards look");
    await hand.see("warrant-card");
    const drawn = (picture) => picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 600));
    for (const picture of await hand.page.locator("img").all()) {
      assert.ok(await drawn(picture));
    }
    await hand.picture("web-card-designs");
  }),
);
