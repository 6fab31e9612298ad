// The staff list is imported from a page: with the mouse, and once more without one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./audit.mjs";
import { pressOn, tabTo, typeInto } from "./keyboard.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";
import { noServer, startServer } from "./server.mjs";

const skip = noBrowser ?? noServer;
const words = "four random words here";
const headings = "Service No,Surname,Initials,Rank,Unit,Shoe size";
let server;
let browser;

before(async () => {
  if (!skip) {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
  }
});
after(async () => {
  await browser?.close();
  await server?.forget();
});

/** Invented people, as a table with commas. */
function extract(people, unit) {
  const row = (_, index) => `${1001 + index},Ashworth${index + 1},A,PC,${unit},9`;
  return { name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from([headings, ...Array.from({ length: people }, row)].join("\n")) };
}

async function begin(page) {
  await page.goto(server.firstLink);
  await page.getByLabel("New passphrase").fill(words);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "What needs you" }).waitFor();
}

async function signIn(page) {
  await page.goto(`${server.origin}/sign-in`);
  await page.getByLabel("Your name in Tipstaff").fill("owner");
  await page.getByLabel("Passphrase", { exact: true }).fill(words);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.origin}/`);
}

test("a first extract is imported with the mouse", { skip, timeout: 300_000 }, () =>
  withPage(browser, async (page, watch) => {
    // What is not filled in comes back as 422, and Chromium mentions that.
    watch.expect(/422/);
    await begin(page);
    await page.getByRole("link", { name: "People", exact: true }).click();
    await audit(page);
    await page.getByRole("button", { name: "Import people" }).click();
    await audit(page);
    await page.getByLabel("Choose the extract, or drop it here").setInputFiles(extract(40, "Response"));
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "What was understood" }).waitFor({ timeout: 60_000 });
    await screenshot(page, "web-import-understood");
    await audit(page);
    // The shoe size is not clear: it has to be said.
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByText("Say what is in the column “Shoe size”, or leave it out").first().waitFor();
    await audit(page);
    await page.getByLabel("What is in the column “Shoe size”").selectOption("Left out");
    await page.getByLabel("Name of the extract").fill("staff");
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByRole("heading", { name: "What would change" }).waitFor();
    assert.match(await page.locator(".tip-numbers").innerText(), /40\s+new/);
    await screenshot(page, "web-import-changes");
    await audit(page);
    await page.getByLabel("Your passphrase").fill(words);
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    await audit(page);
    await page.getByRole("link", { name: "Back to imports" }).click();
    await page.getByRole("heading", { name: "Imports of people" }).waitFor();
    await audit(page);
  }));

test("a newer extract is imported and compared with the keyboard alone", { skip, timeout: 300_000 }, () =>
  withPage(browser, async (page) => {
    await signIn(page);
    await page.goto(`${server.origin}/people/import`);
    // The dialogue of the system is not the page's: whoever opens it with the keyboard chooses there.
    const chooser = page.waitForEvent("filechooser");
    await pressOn(page, page.getByLabel("Choose the extract, or drop it here"));
    await (await chooser).setFiles(extract(30, "Custody"));
    await pressOn(page, page.getByRole("button", { name: "Send" }));
    await page.getByRole("heading", { name: "What was understood" }).waitFor({ timeout: 60_000 });
    const shoes = page.getByLabel("What is in the column “Shoe size”");
    await tabTo(page, shoes);
    await page.keyboard.type("Left");
    const source = page.getByLabel("Name of the extract");
    await tabTo(page, source);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("staff");
    await pressOn(page, page.getByRole("button", { name: "See what would change" }));
    await page.getByText("10 of 40 people of the extract 'staff' are missing").waitFor();
    await audit(page);
    await pressOn(page, page.getByLabel("It is right that so many have left"), "Space");
    await typeInto(page, page.getByLabel("Your passphrase"), words);
    await pressOn(page, page.getByRole("button", { name: "Import", exact: true }));
    await page.getByRole("heading", { name: "Imported" }).waitFor();
    await pressOn(page, page.getByRole("link", { name: "Back to imports" }));
    await page.getByRole("heading", { name: "Compare two imports" }).waitFor();
    await pressOn(page, page.getByRole("button", { name: "Compare" }));
    await page.getByRole("heading", { name: "Compare people" }).waitFor();
    assert.match(await page.locator(".tip-numbers").innerText(), /10\s+left[\s\S]*30\s+moved to another unit/);
    await screenshot(page, "web-import-compared");
    await audit(page);
    await pressOn(page, page.getByRole("button", { name: "See who they are" }));
    await page.getByRole("heading", { name: "See who is different" }).waitFor();
    await audit(page);
    await typeInto(page, page.getByLabel("What you need the names for"), "checking the extract");
    await pressOn(page, page.getByRole("button", { name: "Show the names" }));
    await page.getByText("Ashworth40").waitFor();
    await audit(page);
  }));
