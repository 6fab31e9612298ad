// Who uses Tipstaff: people with their roles, and programs with their tokens.
import assert from "node:assert/strict";
import { WORDS } from "./client.mjs";
import { journey } from "./journey.mjs";
import { colleague, emptyWorld } from "./world.mjs";

journey("an administrator invites a colleague, who chooses a passphrase", emptyWorld, async (way) => {
  let link;
  await way.sits(way.world.owner, "/", async (hand) => {
    await hand.press("Users");
    await hand.press("Invite a colleague");
    await hand.see("Invite a colleague");
    await hand.press("Invite");
    await hand.see("There is a problem");
    await hand.fill("Name in Tipstaff", "J. Linden");
    await hand.tick("FOI officer");
    await hand.fill("Your passphrase", WORDS);
    await hand.picture("web-invite");
    await hand.press("Invite");
    await hand.see("Give this link to J. Linden");
    link = await hand.page.locator("#link").innerText();
    await hand.press("Back to the users");
    await hand.read("Invited, has not chosen a passphrase");
  });
  await way.sits(undefined, link, async (hand) => {
    await hand.see("Choose a passphrase");
    await hand.fill("New passphrase", WORDS);
    await hand.press("Continue");
    await hand.see("What needs you");
    assert.equal(await hand.page.getByRole("link", { name: "Users", exact: true }).count(), 0, "only administrators see users");
  });
});

journey("an administrator changes somebody's roles", emptyWorld, async (way) => {
  const linden = await colleague(way.world, "J. Linden", ["foi-officer"]);
  await way.sits(way.world.owner, "/users", async (hand) => {
    await hand.press("Roles of J. Linden");
    await hand.see("Roles of J. Linden");
    await hand.tick("Approver");
    await hand.press("Change roles");
    await hand.see("Users");
    await hand.read(/FOI officer, approver|FOI officer and approver|approver, FOI officer/i);
    await hand.picture("web-users");
  });
  await way.sits(linden, "/account", (hand) => hand.read(/FOI officer, approver|FOI officer and approver|approver, FOI officer/i));
});

journey("somebody mistypes the passphrase too often, and an administrator helps at once", emptyWorld, async (way) => {
  await colleague(way.world, "J. Linden", ["foi-officer"]);
  const signIn = async (hand, words) => {
    await hand.fill("Your name in Tipstaff", "J. Linden");
    await hand.fill("Passphrase", words);
    await hand.press("Sign in");
  };
  await way.sits(undefined, "/sign-in", async (hand) => {
    for (let wrong = 0; wrong < 3; wrong += 1) {
      await signIn(hand, `wrong ${wrong} times`);
      await hand.see("There is a problem");
    }
    await way.sits(way.world.owner, "/users", async (other) => {
      await other.press("Roles of J. Linden");
      await other.press("Let them try again now");
      await other.see("J. Linden can try again");
    });
    await signIn(hand, WORDS);
    await hand.see("What needs you");
  });
});

journey("an administrator gives a program a token, and takes it back", emptyWorld, (way) =>
  way.sits(way.world.owner, "/users", async (hand) => {
    const answer = (token) =>
      fetch(`${way.world.origin}/api/certificates/${"0".repeat(64)}`, { headers: { Authorization: `Bearer ${token}` } });
    await hand.press("Add a program");
    await hand.see("Add a program");
    await hand.fill("Name of the program", "Mail relay");
    await hand.tick("Ask whether a file may leave");
    await hand.press("Add");
    await hand.see("The token of Mail relay");
    const token = await hand.page.locator("#token").innerText();
    assert.equal((await answer(token)).status, 200);
    await hand.press("Back to the users");
    await hand.press("Revoke Mail relay");
    await hand.see("Users");
    await hand.read(/^Revoked /);
    assert.equal(await hand.page.getByRole("button", { name: /^Revoke/ }).count(), 0);
    assert.equal((await answer(token)).status, 401);
  }),
);
