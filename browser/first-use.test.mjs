// The clock of a newcomer: from starting the program to a safe copy of the example on the disk.
//
//   UPDATE_MEASURED=1 browser/run first-use.test.mjs     writes docs/src/measured/first-use.md
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cpus } from "node:os";
import { stat, writeFile } from "node:fs/promises";
import { WORDS } from "./client.mjs";
import { Mouse } from "./hand.mjs";
import { skip } from "./journey.mjs";
import { startBrowser, withPage } from "./page.mjs";
import { program, startServer } from "./server.mjs";
import { example } from "./world.mjs";

const PAGE = new URL("../docs/src/measured/first-use.md", import.meta.url);
let browser;
before(async () => {
  if (!skip) {
    browser = await startBrowser();
  }
});
after(() => browser?.close());

/** A hand that counts. Dropping files counts as one click; typing as none. */
class Counting extends Mouse {
  clicks = 0;

  async press(what) {
    this.clicks += 1;
    await super.press(what);
  }

  async bring(these) {
    this.clicks += 1;
    await super.bring(these);
  }

  /** The field has the focus for whoever came with Tab. */
  async fill(field, text) {
    await this.field(field).fill(text);
  }
}

test("a newcomer has a safe copy of the example in five clicks or fewer", { skip, timeout: 300_000 }, async () => {
  const started = Date.now();
  const steps = [];
  const step = (words) => steps.push([words, (Date.now() - started) / 1000]);
  const server = await startServer();
  step("the program is ready and prints its link");
  try {
    await withPage(browser, async (page) => {
      const hand = new Counting(page);
      await page.goto(server.firstLink);
      step("the first page is there");
      await hand.fill("New passphrase", WORDS);
      await hand.press("Continue");
      await hand.see("What needs you");
      step("the passphrase is chosen");
      await hand.bring([example]);
      await hand.press("Check");
      await hand.see("Do not release");
      step("the answer is there: do not release, 312 people");
      await hand.press("Make a safe copy");
      await hand.see("The safe copy is ready");
      step("the safe copy is made and checked");
      const download = await hand.take(page.getByRole("link", { name: /^Download / }));
      assert.ok((await stat(await download.path())).size > 1000);
      step("the safe copy is on the disk");
      assert.ok(hand.clicks <= 5, `${hand.clicks} clicks`);
      console.log(`first use: ${hand.clicks} clicks, ${steps.at(-1)[1].toFixed(1)} s`);
      if (process.env.UPDATE_MEASURED === "1") {
        await writeFile(PAGE, told(hand.clicks, steps));
      }
    });
  } finally {
    await server.forget();
  }
});

function told(clicks, steps) {
  const build = /\/release\//.test(program) ? "release build" : "development build";
  const rows = steps.map(([words, seconds]) => `| ${words} | ${seconds.toFixed(1)} |`);
  return `# First use

From starting \`tipstaff serve\` in an empty folder to a safe copy of \`examples/answer.xlsx\` on the disk, in a browser that
types at once and reads nothing: **${clicks} clicks, ${steps.at(-1)[1].toFixed(1)} seconds**. A person adds the time to think of a passphrase
and to read one sentence.

| | seconds since the start |
|---|---:|
${rows.join("\n")}

The clicks: *Continue* after the passphrase, the file dropped on the page, *Check*, *Make a safe copy*, *Download*.

\`UPDATE_MEASURED=1 browser/run first-use.test.mjs\` writes this page; ${build}, ${cpus().length} processors (${cpus()[0].model.trim()}).
`;
}
