// From the first link to everybody's own account: passphrase, second factor, recovery, colours, help.
import assert from "node:assert/strict";
import { codeOf } from "./authenticator.mjs";
import { WORDS } from "./client.mjs";
import { journey } from "./journey.mjs";
import { startServer } from "./server.mjs";

async function newServer() {
  const server = await startServer();
  return { server, origin: server.origin, forget: () => server.forget() };
}

async function signIn(hand, code = "", words = WORDS) {
  await hand.see("Sign in");
  await hand.fill("Your name in Tipstaff", "owner");
  await hand.fill("Passphrase", words);
  if (code) {
    await hand.fill("Code from your authenticator app", code);
  }
  await hand.press("Sign in");
}

journey("the first administrator sets up an account and a second factor, and signs in with each", newServer, (way) =>
  way.sits(undefined, way.world.server.firstLink, async (hand) => {
    await hand.see("Choose a passphrase");
    await hand.picture("web-welcome");
    await hand.fill("New passphrase", "short");
    await hand.press("Continue");
    await hand.see("There is a problem");
    await hand.fill("New passphrase", WORDS);
    await hand.press("Continue");
    await hand.see("What needs you");

    await hand.press("owner");
    await hand.see("Your account");
    await hand.press("Set up an authenticator app");
    await hand.see("Set up an authenticator app");
    await hand.fill("Your passphrase", WORDS);
    await hand.press("Continue");
    const key = await hand.page.locator("code.tip-digest").innerText();
    await hand.picture("web-second-factor");
    await hand.fill("Code that the app shows", codeOf(key));
    await hand.press("Confirm");
    await hand.see("Your authenticator app is set up");
    const recovery = await hand.page.locator(".tip-codes li").first().innerText();
    await hand.press("Continue");
    await hand.see("Your account");
    await hand.read("Authenticator app");

    await hand.press("Sign out");
    await signIn(hand);
    await hand.see("There is a problem");
    await signIn(hand, codeOf(key, 1));
    await hand.see("What needs you");
    await hand.press("Sign out");
    await signIn(hand, recovery);
    await hand.see("What needs you");
    await hand.press("Sign out");
    await signIn(hand, recovery);
    await hand.see("There is a problem");
  }),
);

journey("somebody changes the passphrase, and ends all sessions", newServer, (way) =>
  way.sits(undefined, way.world.server.firstLink, async (hand) => {
    await hand.fill("New passphrase", WORDS);
    await hand.press("Continue");
    await hand.see("What needs you");
    await hand.press("owner");
    await hand.fill("Passphrase until now", WORDS);
    await hand.fill("New passphrase", "five quite different words now");
    await hand.press("Change passphrase");
    await hand.see("Your account");
    await hand.press("Sign out everywhere");
    await signIn(hand, "", "five quite different words now");
    await hand.see("What needs you");
  }),
);

journey("somebody chooses dark colours, and reads the help", newServer, (way) =>
  way.sits(undefined, "/sign-in", async (hand) => {
    const ground = () => hand.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await hand.press("Dark");
    await hand.page.locator("html[data-theme=dark]").waitFor();
    assert.notEqual(await ground(), light);
    await hand.press("Help");
    await hand.see("To release a file");
    await hand.page.locator("html[data-theme=dark]").waitFor();
    await hand.press("As my device");
    await hand.page.locator("html:not([data-theme])").waitFor();
    assert.equal(await ground(), light);
  }),
);
