// Paper: what is printed and sent or filed has no buttons, no menu, and all of its words.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Mouse } from "./hand.mjs";
import { journey, shared } from "./journey.mjs";
import { fullWorld } from "./world.mjs";

const world = shared(fullWorld);

/** The text of a page on paper, by a program that is no browser; undefined where it is not installed. */
async function onPaper(page, name) {
  const folder = process.env.KEEP_PAPER ?? (await mkdtemp(path.join(tmpdir(), "tipstaff-paper-")));
  const file = path.join(folder, `${name}.pdf`);
  await page.pdf({ path: file, format: "A4", printBackground: true });
  assert.equal((await readFile(file)).subarray(0, 5).toString(), "%PDF-");
  try {
    const { stdout } = await promisify(execFile)("pdftotext", ["-layout", file, "-"]);
    return stdout;
  } catch (error) {
    if (error.code !== "ENOENT") {
      throw error;
    }
  } finally {
    if (!process.env.KEEP_PAPER) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** What is printed, and what is left off. */
const PAPERS = [
  { name: "result", at: (world) => world.at.held, has: /Do not release[^]*312 people[^]*Why it matters/ },
  { name: "release", at: (world) => world.at.approved, has: /Release 1[^]*FOI 2026\/0119[^]*Approved/ },
  { name: "affected", at: (world) => world.at.question, has: /200 people are affected for certain[^]*Because of these holdings/ },
  { name: "person", at: () => "/people/1", has: /Who holds what about this person[^]*Card maker/ },
  { name: "register", at: () => "/releases", has: /Register of releases[^]*2026\/0122/ },
  { name: "log", at: () => "/log", has: /Acts, the newest first[^]*Actor 2 was enrolled/ },
];

journey(
  "pages are printed without what only a screen can do",
  world,
  (way) =>
    way.sits(way.world.owner, "/", async ({ page }) => {
      for (const { name, at, has } of PAPERS) {
        await page.goto(way.world.origin + at(way.world));
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        const left = page.locator("form, button, .govuk-button, nav, .govuk-back-link, .tip-drop, .tip-filter, .govuk-skip-link");
        const visible = await left.evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.trim()));
        assert.deepEqual(visible, [], `${name}: buttons on paper`);
        const text = await onPaper(page, name);
        if (text !== undefined) {
          assert.match(text, has, name);
        }
        await page.emulateMedia({ media: null, colorScheme: null });
      }
    }),
  { hands: [Mouse] },
);
