// Through an organisation's own sign-in, in a real browser: cookies that stay with their site, and a form that comes back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audit } from "./audit.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";
import { SECRET, noProvider, startProvider } from "./provider.mjs";
import { noServer, startServer } from "./server.mjs";

const skip = noBrowser ?? noServer ?? noProvider;
const words = "four random words here";
let server;
let browser;
let provider;

before(async () => {
  if (!skip) {
    const environment = { TIPSTAFF_SIGN_IN_SECRET: SECRET };
    [server, browser] = await Promise.all([startServer({ environment }), startBrowser()]);
    provider = await startProvider(server.origin);
    await provider.person("a-1", "R. Moss", ["Tipstaff.Admin"]);
  }
});
after(async () => {
  await browser?.close();
  await server?.forget();
  provider?.stop();
});

/** Fills in the provider's own form. */
async function atTheProvider(page) {
  await page.getByRole("heading", { name: "Example Police" }).waitFor();
  await page.getByLabel("Name").fill("a-1");
  await page.getByLabel("Password").fill("any");
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("somebody signs in through the organisation and confirms what is signed", { skip, timeout: 240_000 }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(/favicon|fonts\.googleapis\.com/);
    // The administrator allows it.
    await page.goto(server.firstLink);
    await page.getByLabel("New passphrase").fill(words);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "What needs you" }).waitFor();
    await page.goto(`${server.origin}/users/sign-in`);
    await audit(page);
    await page.getByLabel("Name", { exact: true }).fill("Example Police");
    await page.getByLabel("Issuer").fill(provider.issuer);
    await page.getByLabel("Identifier of the client").fill("tipstaff");
    await page.getByLabel("Administrator", { exact: true }).fill("Tipstaff.Admin");
    await page.getByLabel("Approver", { exact: true }).fill("Tipstaff.Approver");
    await page.locator("#passphrase").fill(words);
    await screenshot(page, "web-sign-in-allow", { fullPage: true });
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByText("People sign in through").waitFor();
    await audit(page);

    await withPage(browser, async (other, watching) => {
      // The page of the example provider wants letters from elsewhere; ours never do.
      watching.expect(/favicon|fonts\.googleapis\.com/);
      await other.goto(`${server.origin}/users/invite`);
      await other.getByRole("button", { name: "Sign in with Example Police" }).waitFor();
      await screenshot(other, "web-sign-in");
      await audit(other);
      await other.getByRole("button", { name: "Sign in with Example Police" }).click();
      await atTheProvider(other);
      // Where one wanted to go, from the other site and back.
      await other.waitForURL(`${server.origin}/users/invite`);
      await other.getByLabel("Name in Tipstaff").fill("T. Heath & Söhne");
      await other.getByLabel("Auditor", { exact: true }).check();
      await screenshot(other, "web-confirm");
      await audit(other);
      await other.getByRole("button", { name: "Confirm with your organisation's sign-in" }).click();
      await atTheProvider(other);
      await other.getByText("You have confirmed who you are").waitFor();
      assert.equal(await other.getByLabel("Name in Tipstaff").inputValue(), "T. Heath & Söhne");
      assert.ok(await other.getByLabel("Auditor", { exact: true }).isChecked());
      await screenshot(other, "web-confirmed");
      await audit(other);
      await other.getByRole("button", { name: "Invite" }).click();
      await other.locator("#link").waitFor();
      await other.getByRole("button", { name: "Sign out" }).click();
      await other.waitForURL((address) => address.href.startsWith(provider.issuer));
      await other.goto(`${server.origin}/users`);
      await other.getByRole("button", { name: "Sign in with Example Police" }).waitFor();
    });
  }));
