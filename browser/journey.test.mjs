// From the first start to a release that a colleague has approved, as a FOI officer goes it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { audit } from "./audit.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";
import { noServer, startServer } from "./server.mjs";

const skip = noBrowser ?? noServer;
const example = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../examples/answer.xlsx");
const words = "four random words here";
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

async function signIn(page, name) {
  await page.goto(`${server.origin}/sign-in`);
  await page.getByLabel("Your name in Tipstaff").fill(name);
  await page.getByLabel("Passphrase", { exact: true }).fill(words);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.origin}/`);
}

test("from the first start to an approved release", { skip, timeout: 300_000 }, () =>
  withPage(browser, async (page, watch) => {
    // A form that is not filled in comes back as 422, and Chromium mentions that.
    watch.expect(/422/);
    // The clock of a newcomer: five clicks to the safe copy.
    await page.goto(server.firstLink);
    await screenshot(page, "web-welcome");
    await audit(page);
    await page.getByLabel("New passphrase").fill(words);
    await page.getByRole("button", { name: "Continue" }).click(); // 1
    await page.getByRole("heading", { name: "What needs you" }).waitFor();
    await page.getByLabel("Choose files, or drop them here").setInputFiles(example); // 2
    await page.getByRole("button", { name: "Check", exact: true }).click(); // 3
    await page.getByRole("heading", { name: "Do not release" }).waitFor({ timeout: 60_000 });
    await screenshot(page, "web-held");
    await audit(page);
    await page.getByRole("button", { name: "Make a safe copy" }).click(); // 4
    const link = page.getByRole("link", { name: /^Download/ });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]); // 5
    assert.match(download.suggestedFilename(), /-safe\.xlsx$/);
    await screenshot(page, "web-safe-copy");
    await page.getByRole("link", { name: "See both side by side" }).click();
    await page.getByRole("heading", { name: "The safe copy" }).waitFor();
    await screenshot(page, "web-side-by-side");
    await audit(page);
    await page.goBack();

    // The copy is what is released.
    await page.getByRole("button", { name: "Take the copy on to release it" }).click();
    await page.getByRole("button", { name: "Propose its release" }).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Propose its release" }).click();
    await audit(page);
    await page.getByRole("button", { name: "Propose" }).click();
    await page.getByRole("heading", { name: "There is a problem" }).waitFor();
    await page.getByLabel("Reference of the request").fill("FOI 2026/0123");
    await page.getByLabel("Who gets it").fill("The requester");
    await page.getByLabel("What is released, in a few words").fill("Staff numbers by district");
    for (const area of await page.locator("textarea").all()) {
      await area.fill("Ranks and districts are published already");
    }
    await page.getByLabel("Your passphrase").fill(words);
    await screenshot(page, "web-propose");
    await page.getByRole("button", { name: "Propose" }).click();
    await page.getByRole("heading", { name: "Release 1" }).waitFor();
    await audit(page);

    // Somebody else decides.
    await page.goto(`${server.origin}/users/invite`);
    await page.getByLabel("Name in Tipstaff").fill("R. Ashworth");
    await page.getByLabel("Approver", { exact: true }).check();
    await audit(page);
    await page.getByRole("button", { name: "Invite" }).click();
    const invitation = await page.locator("#link").innerText();
    await withPage(browser, async (other, watching) => {
      watching.expect(/409/);
      await other.goto(new URL(invitation, server.origin).href);
      await other.getByLabel("New passphrase").fill(words);
      await other.getByRole("button", { name: "Continue" }).click();
      await other.getByRole("heading", { name: "What needs you" }).waitFor();
      await screenshot(other, "web-home");
      await audit(other);
      await other.getByRole("link", { name: /^Decide/ }).click();
      await other.getByLabel("I have looked at the result, and it may leave").check();
      await other.locator("#passphrase").fill(words);
      await audit(other);
      await other.getByRole("button", { name: "Approve" }).click();
      await other.getByText("was enrolled, or given other roles or another key, after it was proposed").waitFor();
    });

    // A colleague who came after the proposal approves nothing; so it is proposed anew.
    await page.goto(`${server.origin}/releases/1/withdraw`);
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.goto(`${server.origin}/checks`);
    await page.getByRole("link", { name: /-safe\.xlsx$/ }).first().click();
    await page.getByRole("button", { name: "Propose its release" }).click();
    await page.getByLabel("Reference of the request").fill("FOI 2026/0123");
    await page.getByLabel("Who gets it").fill("The requester");
    await page.getByLabel("What is released, in a few words").fill("Staff numbers by district");
    for (const area of await page.locator("textarea").all()) {
      await area.fill("Ranks and districts are published already");
    }
    await page.getByRole("button", { name: "Propose" }).click();
    await page.getByRole("heading", { name: "Release 2" }).waitFor();
    await withPage(browser, async (other) => {
      await signIn(other, "R. Ashworth");
      await other.getByRole("link", { name: /^Decide/ }).click();
      await screenshot(other, "web-decide");
      await other.getByLabel("I have looked at the result, and it may leave").check();
      await other.locator("#passphrase").fill(words);
      await other.getByRole("button", { name: "Approve" }).click();
      await other.getByRole("heading", { name: "Release 2" }).waitFor({ timeout: 60_000 });
      await other.getByText("Download the certificate").waitFor();
    });
    await page.goto(`${server.origin}/releases`);
    await page.getByRole("cell", { name: "Approved" }).waitFor();
    await screenshot(page, "web-register");
    await audit(page);
  }));
