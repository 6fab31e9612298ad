// Scripts are switched off, or did not arrive: everything can be done, by links and forms.
import assert from "node:assert/strict";
import { WORDS } from "./client.mjs";
import { Keyboard, Mouse } from "./hand.mjs";
import { journey } from "./journey.mjs";
import { colleague, emptyWorld, example } from "./world.mjs";

/** Chooses a file as the form offers it: dropping files takes a script. */
const choose = (hand, file) => hand.page.locator("input[type=file]").setInputFiles(file);

journey(
  "without scripts an officer checks a file, makes a copy, proposes it, and a colleague approves it",
  emptyWorld,
  async (way) => {
    const approver = await colleague(way.world, "R. Ashworth", ["approver"]);
    await way.sits(way.world.owner, "/", async (hand) => {
      await choose(hand, example);
      await hand.press("Check");
      // The page looks again by itself.
      await hand.see("Do not release");
      await hand.press("Make a safe copy");
      await hand.see("The safe copy is ready");
      const copy = await hand.take(hand.page.getByRole("link", { name: /^Download / }));
      assert.match(copy.suggestedFilename(), /-safe\.xlsx$/);
      await hand.press("Go on to release the copy");
      await hand.press("Propose its release");
      await hand.see("Propose a release");
      await hand.press("Propose");
      await hand.see("There is a problem");
      await hand.fill("Reference of the request", "FOI 2026/0123");
      await hand.fill("Who gets it", "The requester");
      await hand.fill("What is released, in a few words", "Staff by rank");
      for (const area of await hand.page.locator("textarea").all()) {
        await hand.fill(area, "Ranks are published already");
      }
      await hand.press("Propose");
      await hand.see("Release 1");
    });
    await way.sits(approver, "/", async (hand) => {
      await hand.press("Releases");
      await hand.press("1");
      await hand.press("Decide");
      await hand.tick("I have looked at the result, and it may leave");
      await hand.fill(hand.page.locator("#passphrase"), WORDS);
      await hand.press("Approve");
      await hand.read("Download the certificate");
      await hand.press("Dark");
      await hand.page.locator("html[data-theme=dark]").waitFor();
      await hand.press("Sign out");
      await hand.see("Sign in");
    });
  },
  { javaScriptEnabled: false, hands: [Mouse, Keyboard] },
);
