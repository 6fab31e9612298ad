// A file is checked: brought, read, looked into, copied safely.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WORDS } from "./client.mjs";
import { journey } from "./journey.mjs";
import { emptyWorld, example, files } from "./world.mjs";

journey("an officer checks a file, looks into it, and takes the safe copy", emptyWorld, (way) =>
  way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("Check a file");
    await hand.read("None yet.");
    await hand.bring([example]);
    await hand.press("Check");
    await hand.see("Do not release");
    await hand.read("312 people");
    await hand.picture("web-held");
    // From the picture of the file to what was found in it.
    await hand.press(hand.page.locator(".tip-picture a").first());
    await hand.page.waitForURL(/#finding-/);

    await hand.press("See the values as they are");
    await hand.press("Show the values");
    await hand.see("There is a problem");
    await hand.fill("Why you need to see them", "To tell the unit what it sent");
    await hand.fill("Your passphrase", WORDS);
    await hand.press("Show the values");
    await hand.see(/^Values in /);
    await hand.press("Back to the result");

    await hand.press("Make a safe copy");
    await hand.see("The safe copy is ready");
    await hand.picture("web-safe-copy");
    const copy = await hand.take(hand.page.getByRole("link", { name: /^Download / }));
    assert.match(copy.suggestedFilename(), /^answer-safe\.xlsx$/);
    assert.equal((await readFile(await copy.path())).subarray(0, 2).toString(), "PK");
    await hand.press("See both side by side");
    await hand.see("The safe copy");
    await hand.picture("web-side-by-side");
    await hand.press("Back to the result");
    const report = await hand.take("text");
    assert.match(await readFile(await report.path(), "utf8"), /312 people/);
    await hand.press("Delete it now");
    await hand.see("Files you sent");
    await hand.read("None yet.");
  }),
);

journey("an officer checks several files at once", emptyWorld, async (way) => {
  const sent = await files();
  try {
    await way.sits(way.world.owner, "/checks", async (hand) => {
      await hand.press("Check");
      await hand.see("No file was chosen");
      // Not back: a page that a busy browser brings back from where it kept it drops the first keys.
      await hand.page.goto(new URL("/checks", way.world.origin).href);
      await hand.bring([sent.clear, sent.review, sent.unknown, sent.plain]);
      await hand.press("Remove Stations.csv");
      await hand.press("Check");
      await hand.see("Files you sent");
      const words = ["Clear", "Look at it first", "Could not be checked"];
      for (let tries = 0; !(await shows(hand, words)); tries += 1) {
        assert.ok(tries < 60, "all of them are checked");
        await new Promise((resolve) => setTimeout(resolve, 500));
        await hand.page.reload();
      }
      await hand.picture("web-checks", { fullPage: true, clip: { x: 0, y: 0, width: 1280, height: 980 } });
      assert.equal(await hand.page.getByText("Stations.csv").count(), 0);
      await hand.press("scan 0815.bin");
      await hand.see("Could not be checked");
      await hand.picture("web-not-checked");
    });
  } finally {
    await sent.forget();
  }
});

async function shows(hand, words) {
  const table = await hand.page.getByRole("table").innerText();
  return words.every((one) => table.includes(one));
}
