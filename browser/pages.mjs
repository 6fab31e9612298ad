// Every page of the server, in every state that looks different, and how to get there. A test holds this table against the
// server's own list of routes: a page that is missing here fails it. A new page takes one line.

const error = (button) => async (hand) => hand.press(button);

/** Keeps a page that waits as it is: what it asks for stays undone. */
const stillWaiting = (page) =>
  page.route("**/state", (route) => route.fulfill({ json: { text: "It is being checked.", stage: "checking" } }));

/** An extract that was sent, and is not imported yet. */
const extract = (world) => world.owner.sendExtract("duties.csv", "Pay number,Surname,Initials,Rank\n2002557,MacNicholl,G,Sergeant\n");

/** Sees what an extract would change. */
async function seeChanges(hand) {
  await hand.fill("Name of the extract", "duties");
  await hand.press("See what would change");
  await hand.see("What would change");
}

/** Sees names of items, which was signed for when they were proposed to be settled. */
async function seeNames(hand) {
  await hand.fill("What you need the names for", "To look for copies");
  await hand.press("Show the names");
}

/** Files that wait, as others are before them. */
async function waiting(world) {
  const sent = [];
  for (let number = 0; number < 3; number += 1) {
    sent.push(await world.officer.check(world.sent.held, { wait: false }));
  }
  return sent.pop();
}

/**
 * `who`: a name of `world.mjs`, or nobody. `at`: the address. `does`: what is done on it before it is looked at. `refuses`: the
 * answer is a page with a status from 400 on. `world`: full unless it says `empty` or `evidence`.
 */
export const PAGES = [
  // The way in.
  { route: "GET /sign-in", who: "nobody", at: () => "/sign-in" },
  { route: "POST /sign-in", state: "wrong", who: "nobody", at: () => "/sign-in", does: error("Sign in"), refuses: true },
  { route: "GET /welcome/{token}", who: "nobody", at: (world) => world.invitation },
  { route: "POST /welcome/{token}", state: "too short", who: "nobody", at: (world) => world.invitation, does: error("Continue"), refuses: true },
  { route: "GET /welcome/{token}", state: "used up", who: "nobody", at: () => "/welcome/nothing", refuses: true },
  { route: "GET /help", who: "nobody", at: () => "/help" },
  { route: "GET /help", state: "signed in", who: "owner", at: () => "/help" },

  // Home.
  { route: "GET /", state: "nothing to do", world: "empty", at: () => "/" },
  { route: "GET /", state: "decisions wait", who: "approver", at: () => "/" },
  { route: "GET /", state: "may check nothing", who: "auditor", at: () => "/" },

  // One's own account.
  { route: "GET /account", at: () => "/account" },
  { route: "POST /account/passphrase", state: "too short", at: () => "/account", does: error("Change passphrase"), refuses: true },
  { route: "GET /account/second-factor", state: "passphrase first", who: "evidence", at: () => "/account/second-factor" },
  { route: "POST /account/prove", state: "wrong", who: "evidence", at: () => "/account/second-factor", does: error("Continue"), refuses: true },
  { route: "GET /account/second-factor", state: "the key", at: () => "/account/second-factor" },
  { route: "POST /account/second-factor", state: "wrong code", at: () => "/account/second-factor", does: error("Confirm"), refuses: true },

  // Checks.
  { route: "GET /checks", at: () => "/checks" },
  { route: "GET /checks", state: "nothing yet", world: "empty", at: () => "/checks" },
  { route: "POST /checks", state: "nothing chosen", at: () => "/checks", does: error("Check"), refuses: true },
  { route: "GET /checks/{id}", state: "waiting", who: "officer", at: waiting, before: stillWaiting },
  { route: "GET /checks/{id}", state: "held", at: (world) => world.at.held },
  { route: "GET /checks/{id}", state: "clear", at: (world) => world.at.clear },
  { route: "GET /checks/{id}", state: "for review", at: (world) => world.at.review },
  { route: "GET /checks/{id}", state: "could not be checked", at: (world) => world.at.unknown },
  { route: "GET /checks/{id}", state: "a name from a stranger", at: (world) => world.at.hostile },
  { route: "GET /checks/{id}", state: "copied", at: (world) => world.at.copied },
  { route: "GET /checks/{id}", state: "of somebody else", who: "approver", at: (world) => world.at.held, refuses: true },
  { route: "GET /checks/{id}/preview", state: "without a copy", at: (world) => `${world.at.held}/preview` },
  { route: "GET /checks/{id}/preview", state: "side by side", at: (world) => `${world.at.copied}/preview` },
  { route: "GET /checks/{id}/samples", at: (world) => `${world.at.held}/samples` },
  { route: "POST /checks/{id}/samples", state: "no reason", at: (world) => `${world.at.held}/samples`, does: error("Show the values"), refuses: true },
  { route: "POST /checks/{id}/samples", state: "shown", at: (world) => `${world.at.held}/samples`, does: async (hand) => {
    await hand.fill("Why you need to see them", "To tell the unit what to take out");
    await hand.press("Show the values");
  } },

  // Releases.
  { route: "GET /checks/{id}/release", state: "clear", at: (world) => `${world.at.clear}/release` },
  { route: "GET /checks/{id}/release", state: "reasons", at: (world) => `${world.at.review}/release` },
  { route: "POST /checks/{id}/release", state: "empty", at: (world) => `${world.at.review}/release`, does: error("Propose"), refuses: true },
  { route: "GET /releases", at: () => "/releases" },
  { route: "GET /releases", state: "nothing yet", world: "empty", at: () => "/releases" },
  { route: "GET /releases", state: "nothing found", at: () => "/releases?reference=nowhere" },
  { route: "GET /releases", state: "not a day", at: () => "/releases?from=yesterday" },
  { route: "POST /releases", state: "by who gets it", at: () => "/releases", does: async (hand) => {
    await hand.fill("Who gets it", "The requester");
    await hand.press("Filter");
    await hand.read("Officers by rank, 2026");
  } },
  { route: "GET /releases/{number}", state: "proposed, own", at: (world) => world.at.proposed },
  { route: "GET /releases/{number}", state: "proposed by a colleague", who: "approver", at: (world) => world.at.proposed },
  { route: "GET /releases/{number}", state: "approved", at: (world) => world.at.approved },
  { route: "GET /releases/{number}", state: "refused", at: (world) => world.at.refused },
  { route: "GET /releases/{number}", state: "taken back", at: (world) => world.at.takenBack },
  { route: "GET /releases/{number}", state: "certificate withdrawn", at: (world) => world.at.revoked },
  { route: "GET /releases/{number}/withdraw", at: (world) => `${world.at.proposed}/withdraw` },
  { route: "POST /releases/{number}/withdraw", state: "wrong passphrase", who: "officer", at: (world) => `${world.at.officers}/withdraw`, does: error("Take it back"), refuses: true },
  { route: "GET /releases/{number}/decide", who: "approver", at: (world) => `${world.at.proposed}/decide` },
  { route: "GET /releases/{number}/decide", state: "own", at: (world) => `${world.at.proposed}/decide` },
  { route: "POST /releases/{number}/look", who: "approver", at: (world) => `${world.at.proposed}/decide`, does: async (hand) => {
    await hand.press("Look into the file yourself");
    await hand.see("Clear");
  } },
  { route: "GET /rechecks", at: () => "/rechecks" },
  { route: "GET /rechecks", state: "nothing yet", world: "empty", at: () => "/rechecks" },
  { route: "POST /releases/{number}/approve", state: "not looked", who: "approver", at: (world) => `${world.at.proposed}/decide`, does: error("Approve"), refuses: true },
  { route: "POST /releases/{number}/refuse", state: "no reason", who: "approver", at: (world) => `${world.at.proposed}/decide`, does: error("Refuse"), refuses: true },
  { route: "GET /releases/{number}/withdraw-certificate", at: (world) => `${world.at.approved}/withdraw-certificate` },
  { route: "POST /releases/{number}/withdraw-certificate", state: "no reason", at: (world) => `${world.at.approved}/withdraw-certificate`, does: error("Withdraw the certificate"), refuses: true },

  // People.
  { route: "GET /people", at: () => "/people" },
  { route: "GET /people", state: "nobody yet", world: "empty", at: () => "/people" },
  { route: "POST /people/find", state: "nothing entered", at: () => "/people", does: error("Look up"), refuses: true },
  { route: "POST /people/find", state: "found", at: () => "/people", does: async (hand) => {
    await hand.pick("Look up by", "Surname");
    await hand.fill("Number or name", "MacNicholl");
    await hand.fill("What you need it for", "Request 2026/118");
    await hand.press("Look up");
  } },
  { route: "POST /people/find", state: "nobody found", at: () => "/people", does: async (hand) => {
    await hand.fill("Number or name", "0");
    await hand.fill("What you need it for", "Request 2026/118");
    await hand.press("Look up");
  } },
  { route: "GET /people/compare", at: () => "/people/compare" },
  { route: "GET /people/compare", state: "compared", at: () => "/people/compare?from=2023-01&to=2026-11" },
  { route: "GET /people/compare", state: "not a day", at: () => "/people/compare?from=x&to=y", refuses: true },
  { route: "GET /people/{number}", at: () => "/people/1" },
  { route: "GET /people/{number}/values", at: () => "/people/1/values" },
  { route: "POST /people/{number}/values", state: "no purpose", at: () => "/people/1/values", does: error("Show the values"), refuses: true },
  { route: "POST /people/{number}/values", state: "shown", at: () => "/people/1/values", does: async (hand) => {
    await hand.fill("What you need them for", "Subject access request 2026/118");
    await hand.press("Show the values");
  } },

  { route: "GET /people/compare/names", at: () => "/people/compare/names?from=2023-01&to=2026-11" },
  { route: "POST /people/compare/names", state: "no purpose", at: () => "/people/compare/names?from=2023-01&to=2026-11", does: error("Show the names"), refuses: true },
  { route: "GET /people/import", at: () => "/people/import" },
  { route: "POST /people/import", state: "nothing chosen", at: () => "/people/import", does: error("Send"), refuses: true },
  { route: "GET /people/import/{id}", at: extract },
  { route: "GET /people/import/{id}/changes", at: extract, does: seeChanges },
  { route: "POST /people/import/{id}", state: "imported", at: extract, does: async (hand) => {
    await seeChanges(hand);
    await hand.press("Import");
    await hand.see("Imported");
  } },
  { route: "GET /people/imports", at: () => "/people/imports" },
  { route: "GET /people/imports", state: "none yet", world: "empty", at: () => "/people/imports" },
  { route: "GET /people/imports/{number}", at: () => "/people/imports/2" },

  // Holders and holdings.
  { route: "GET /holders", at: () => "/holders" },
  { route: "GET /holders", state: "none yet", world: "empty", at: () => "/holders" },
  { route: "GET /holders/add", at: () => "/holders/add" },
  { route: "POST /holders/add", state: "empty", at: () => "/holders/add", does: error("Add"), refuses: true },
  { route: "GET /holders/{number}", at: (world) => world.at.holder },
  { route: "GET /holders/{number}", state: "holds nothing", at: (world) => world.at.emptyHolder },
  { route: "GET /holders/{number}/enter", at: (world) => `${world.at.holder}/enter` },
  { route: "POST /holders/{number}/enter", state: "empty", at: (world) => `${world.at.holder}/enter`, does: error("Enter it"), refuses: true },
  { route: "GET /holdings/import", at: () => "/holdings/import" },
  { route: "POST /holdings/import", state: "nothing chosen", at: () => "/holdings/import", does: error("Enter them"), refuses: true },
  { route: "GET /holdings/{number}", at: (world) => world.at.holding },
  { route: "GET /holdings/{number}", state: "closed, may change nothing", who: "auditor", at: (world) => world.at.closed },
  { route: "GET /holdings/{number}/correct", at: (world) => `${world.at.holding}/correct` },
  { route: "POST /holdings/{number}/correct", state: "nothing changed", at: (world) => `${world.at.holding}/correct`, does: error("Correct it"), refuses: true },
  { route: "GET /holdings/{number}/close", at: (world) => `${world.at.holding}/close` },
  { route: "POST /holdings/{number}/close", state: "empty", at: (world) => `${world.at.holding}/close`, does: error("Close it"), refuses: true },

  // Who is affected.
  { route: "GET /exposure", at: () => "/exposure" },
  { route: "GET /exposure", state: "no holder yet", world: "empty", at: () => "/exposure" },
  { route: "GET /exposure", state: "answered", at: (world) => world.at.question },
  { route: "GET /exposure", state: "nobody", at: (world) => world.at.question.replace(/from=.*/, "from=2019-01&to=2019-02") },
  { route: "GET /exposure", state: "half a question", at: () => "/exposure?from=2022-01", refuses: true },
  { route: "GET /exposure/names", at: (world) => world.at.question.replace("?", "/names?") },
  { route: "POST /exposure/names", state: "no purpose", at: (world) => world.at.question.replace("?", "/names?"), does: error("Show the names"), refuses: true },
  { route: "POST /exposure/names", state: "shown", at: (world) => world.at.question.replace("?", "/names?"), does: async (hand) => {
    await hand.fill("What you need the names for", "Letters, incident 2026/9");
    await hand.press("Show the names");
  } },

  // What recipients get.
  { route: "GET /recipients", at: () => "/recipients" },
  { route: "GET /recipients", state: "nobody yet", world: "empty", at: () => "/recipients" },
  { route: "GET /recipients", state: "may enrol nobody", who: "auditor", at: () => "/recipients" },
  { route: "GET /recipients/enrol", at: () => "/recipients/enrol" },
  { route: "POST /recipients/enrol", state: "empty", at: () => "/recipients/enrol", does: error("Enrol"), refuses: true },
  { route: "GET /recipients/{number}/end", at: (world) => `${world.at.recipient}/end` },
  { route: "GET /shares", at: () => "/shares" },
  { route: "GET /shares", state: "none yet", world: "empty", at: () => "/shares" },
  { route: "GET /shares/propose", at: () => "/shares/propose" },
  { route: "GET /shares/propose", state: "no recipient yet", world: "empty", at: () => "/shares/propose" },
  { route: "POST /shares/propose", state: "empty", at: () => "/shares/propose", does: error("Compare with earlier lists"), refuses: true },
  { route: "POST /shares/propose", state: "compared", at: () => "/shares/propose", does: async (hand) => {
    await hand.fill("What it is called", "uniforms-1");
    await hand.pick("Who gets it", "Badge maker");
    await hand.fill("What it is for", "Uniforms");
    await hand.fill("What allows it", "Contract 13");
    await hand.tick("Surname");
    await hand.fill("From which day on nothing is delivered", `${new Date().getFullYear() + 1}-12-01`);
    await hand.press("Compare with earlier lists");
    await hand.see("Beside the lists that others have");
  } },
  { route: "GET /shares/{number}", state: "in force", at: (world) => world.at.share },
  { route: "GET /shares/{number}", state: "proposed by a colleague", who: "approver", at: (world) => world.at.proposedShare },
  { route: "GET /shares/{number}/decide", who: "approver", at: (world) => `${world.at.proposedShare}/decide` },
  { route: "GET /shares/{number}/decide", state: "own", at: (world) => `${world.at.proposedShare}/decide` },
  { route: "POST /shares/{number}/refuse", state: "no reason", who: "approver", at: (world) => `${world.at.proposedShare}/decide`, does: error("Refuse"), refuses: true },
  { route: "GET /shares/{number}/end", at: (world) => `${world.at.share}/end` },
  { route: "GET /shares/{number}/deliver", at: (world) => `${world.at.share}/deliver` },
  { route: "GET /deliveries", at: () => "/deliveries" },
  { route: "GET /deliveries", state: "none yet", world: "empty", at: () => "/deliveries" },
  { route: "GET /deliveries", state: "nothing found", at: () => "/deliveries?what=cancelled" },
  { route: "GET /deliveries/receipt", at: () => "/deliveries/receipt" },
  { route: "POST /deliveries/receipt", state: "empty", at: () => "/deliveries/receipt", does: error("Take it in"), refuses: true },
  { route: "GET /deliveries/{number}", at: (world) => world.at.delivery },
  { route: "GET /deliveries/{number}", state: "may change nothing", who: "auditor", at: (world) => world.at.delivery },
  { route: "GET /deliveries/{number}/cancel", at: (world) => `${world.at.delivery}/cancel` },
  { route: "POST /deliveries/{number}/cancel", state: "no reason", at: (world) => `${world.at.delivery}/cancel`, does: error("Cancel the delivery"), refuses: true },

  // Cards.
  { route: "GET /cards", at: () => "/cards" },
  { route: "GET /cards", state: "not set up", world: "empty", at: () => "/cards" },
  { route: "GET /cards", state: "may order nothing", who: "auditor", at: () => "/cards" },
  { route: "POST /cards/find", state: "no such card", at: () => "/cards", does: async (hand) => {
    await hand.fill("Its serial", "7QK2M9XD");
    await hand.press("Find it");
  }, refuses: true },
  { route: "GET /cards/set-up", at: () => "/cards/set-up" },
  { route: "POST /cards/set-up", state: "empty", world: "empty", at: () => "/cards/set-up", does: error("Say it from now on"), refuses: true },
  { route: "GET /cards/designs", at: () => "/cards/designs" },
  { route: "GET /cards/designs", state: "not set up", world: "empty", at: () => "/cards/designs" },
  { route: "GET /cards/order", at: () => "/cards/order" },
  { route: "POST /cards/order", state: "empty", at: () => "/cards/order", does: error("See how many cards that is"), refuses: true },
  { route: "GET /cards/orders/{number}", at: (world) => world.at.order },
  { route: "GET /cards/orders/{number}/seal", at: (world) => `${world.at.order}/seal` },
  { route: "POST /cards/orders/{number}/seal", state: "empty", at: (world) => `${world.at.order}/seal`, does: error("Seal it"), refuses: true },
  { route: "GET /cards/jobs/{number}", at: (world) => world.at.job },
  { route: "GET /cards/jobs/{number}", state: "may change nothing", who: "auditor", at: (world) => world.at.job },
  { route: "GET /cards/jobs/{number}/exchange", at: (world) => `${world.at.job}/exchange` },
  { route: "POST /cards/jobs/{number}/exchange", state: "nothing chosen", at: (world) => `${world.at.job}/exchange`, does: error("Take it in"), refuses: true },
  { route: "GET /cards/revoke", at: (world) => `/cards/revoke?job=${world.at.job.split("/").pop()}` },
  { route: "POST /cards/revoke", state: "empty", at: () => "/cards/revoke", does: error("See what would be revoked"), refuses: true },
  { route: "POST /cards/revoke", state: "what it comes to", at: () => "/cards/revoke?job=1", does: async (hand) => {
    await hand.fill("Why they are revoked", "The print service was broken into");
    await hand.press("See what would be revoked");
  } },

  // What got out.
  { route: "GET /trace", at: () => "/trace" },
  { route: "GET /trace", state: "none yet", world: "empty", at: () => "/trace" },
  { route: "POST /trace", state: "nothing chosen", at: () => "/trace", does: error("Send"), refuses: true },
  { route: "GET /trace/{id}", at: (world) => world.at.traced },
  { route: "GET /trace/{id}/names", at: (world) => `${world.at.traced}/names` },
  { route: "POST /trace/{id}/names", state: "no purpose", at: (world) => `${world.at.traced}/names`, does: error("Show the names"), refuses: true },
  { route: "POST /trace/{id}/names", state: "shown", at: (world) => `${world.at.traced}/names`, does: async (hand) => {
    await hand.fill("What you need the names for", "Letters, incident 2026/9");
    await hand.press("Show the names");
  } },

  // Stored evidence.
  { world: "evidence", route: "GET /evidence", state: "red, unknown and green", who: "evidence", at: () => "/evidence" },
  { route: "GET /evidence", state: "nothing watched", world: "empty", at: () => "/evidence" },
  { world: "evidence", route: "GET /evidence/{store}", state: "red", who: "evidence", at: (world) => world.at.store },
  { world: "evidence", route: "GET /evidence/{store}", state: "may change nothing", who: "auditor", at: (world) => world.at.store },
  { world: "evidence", route: "GET /evidence/{store}", state: "green", at: () => "/evidence/2" },
  { world: "evidence", route: "GET /evidence/{store}", state: "unknown", at: () => "/evidence/3" },
  { world: "evidence", route: "GET /evidence/{store}/differences/{number}", state: "waits for a decision", who: "evidence", at: (world) => world.at.difference },
  { world: "evidence", route: "GET /evidence/{store}/differences/{number}", state: "nothing proposed", who: "evidence", at: (world) => world.at.surplus },
  { world: "evidence", route: "GET /evidence/{store}/differences/{number}", state: "may see no names", who: "auditor", at: (world) => world.at.difference },
  { world: "evidence", route: "GET /evidence/{store}/differences/{number}/names", who: "evidence", at: (world) => `${world.at.difference}/names` },
  { world: "evidence", route: "POST /evidence/{store}/differences/{number}/names", state: "no purpose", who: "evidence", at: (world) => `${world.at.difference}/names`, does: error("Show the names"), refuses: true },
  { world: "evidence", route: "POST /evidence/{store}/differences/{number}/names", state: "shown", who: "evidence", at: (world) => `${world.at.difference}/names`, does: seeNames },
  { world: "evidence", route: "POST /evidence/{store}/differences/{number}/names", state: "a name from a stranger", who: "evidence", at: (world) => `${world.at.surplus}/names`, does: seeNames },
  { world: "evidence", route: "GET /evidence/{store}/differences/{number}/settle", who: "evidence", at: (world) => `${world.at.surplus}/settle` },
  { world: "evidence", route: "POST /evidence/{store}/differences/{number}/settle", state: "no reason", who: "evidence", at: (world) => `${world.at.surplus}/settle`, does: error("Propose"), refuses: true },
  { world: "evidence", route: "GET /evidence/{store}/settlements/{number}/decide", who: "approver", at: (world) => `${world.at.settlement}/decide` },
  { world: "evidence", route: "POST /evidence/{store}/settlements/{number}/refuse", state: "no reason", who: "approver", at: (world) => `${world.at.settlement}/decide`, does: error("Refuse"), refuses: true },
  { world: "evidence", route: "GET /evidence/{store}/settlements/{number}/withdraw", who: "evidence", at: (world) => `${world.at.settlement}/withdraw` },
  { world: "evidence", route: "POST /evidence/{store}/settlements/{number}/withdraw", state: "no reason", who: "evidence", at: (world) => `${world.at.settlement}/withdraw`, does: error("Take it back"), refuses: true },

  // The log.
  { route: "GET /log", at: () => "/log" },
  { route: "GET /log", state: "nothing found", who: "auditor", at: () => "/log?from=2019-01&to=2019-02" },
  { route: "GET /log", state: "not a day", at: () => "/log?from=yesterday", refuses: true },
  { route: "GET /log/{position}", at: () => "/log/3" },
  { route: "GET /log/verify", at: () => "/log/verify" },
  { route: "GET /log/verify", state: "never yet", world: "empty", at: () => "/log/verify" },

  { route: "GET /trail", at: () => "/trail" },

  // Who uses Tipstaff.
  { route: "GET /users", at: () => "/users" },
  { route: "GET /users", state: "alone", world: "empty", at: () => "/users" },
  { route: "GET /users/invite", at: () => "/users/invite" },
  { route: "POST /users/invite", state: "empty", at: () => "/users/invite", does: error("Invite"), refuses: true },
  { route: "POST /users/invite", state: "the link", at: () => "/users/invite", does: async (hand) => {
    await hand.fill("Name in Tipstaff", "A. Newcomer");
    await hand.tick("FOI officer");
    await hand.press("Invite");
  } },
  { route: "GET /users/{number}/roles", at: () => "/users/3/roles" },
  { route: "POST /users/{number}/roles", state: "none", at: () => "/users/3/roles", does: async (hand) => {
    for (const box of await hand.page.locator("[name=roles]:checked").all()) {
      await box.uncheck();
    }
    await hand.press("Change roles");
  }, refuses: true },
  { route: "POST /users/{number}/link", state: "the link", at: (world) => world.at.newcomer, does: error("Make a new link") },
  { route: "POST /users/{number}/unlock", at: () => "/users/3/roles", does: error("Let them try again now") },
  { route: "GET /users/programs/add", at: () => "/users/programs/add" },
  { route: "POST /users/programs/add", state: "empty", at: () => "/users/programs/add", does: error("Add"), refuses: true },
  { route: "POST /users/programs/add", state: "the token", at: () => "/users/programs/add", does: async (hand) => {
    await hand.fill("Name of the program", "Mail relay");
    await hand.tick("Ask whether a file may leave");
    await hand.press("Add");
  } },

  // Sign-in through the organisation.
  { route: "GET /users/sign-in", at: () => "/users/sign-in" },
  { route: "POST /users/sign-in", state: "empty", at: () => "/users/sign-in", does: error("Allow"), refuses: true },
  { route: "GET /sign-in/provider/return", state: "begun nowhere", who: "nobody", at: () => "/sign-in/provider/return?again=yes", refuses: true },

  // What is not there, and what one may not see.
  { route: "GET /nothing", state: "not there", at: () => "/nothing", refuses: true },
  { route: "GET /users", state: "not allowed", who: "auditor", at: () => "/users", refuses: true },
];

/** Routes that give no page: a file, an answer for a program, or the way to a page that stands above. */
export const NO_PAGES = new Set([
  "POST /sign-out",
  "POST /theme",
  "POST /account/end-sessions",
  "GET /checks/{id}/state",
  "GET /checks/{id}/report.pdf",
  "GET /checks/{id}/report.json",
  "GET /checks/{id}/report.sarif",
  "GET /checks/{id}/report.txt",
  "POST /checks/{id}/copy",
  "GET /checks/{id}/copy/{number}",
  "POST /checks/{id}/check-copy",
  "POST /checks/{id}/delete",
  "POST /releases.csv",
  "POST /releases.json",
  "GET /releases/{number}/decision.pdf",
  "POST /rechecks",
  "POST /people/import/{id}/forget",
  "POST /users/{number}/second-factor",
  "POST /sign-in/provider",
  "POST /users/sign-in/end",
  "GET /releases.csv",
  "GET /releases.json",
  "GET /releases/{number}/certificate",
  "GET /people/{number}/held.csv",
  "GET /people/{number}/held.json",
  "GET /exposure/counts.csv",
  "GET /exposure/counts.json",
  "POST /recipients/{number}/end",
  "POST /shares/{number}/approve",
  "POST /shares/{number}/end",
  "POST /shares/{number}/deliver",
  "GET /deliveries.csv",
  "GET /deliveries.json",
  "GET /deliveries/{number}/statement",
  "GET /cards/designs/{name}/front.png",
  "GET /cards/designs/{name}/back.png",
  "POST /cards/jobs/{number}/stop",
  "POST /evidence/{store}/settlements/{number}/approve",
  "POST /trace/begin",
  "POST /trace/forget",
  "GET /trace/state",
  "GET /trace/{id}/trace.json",
  "POST /log/verify",
  "GET /log/verify/state",
  "GET /log/checkpoint",
  "GET /log/{position}/leaf",
  "GET /log/{position}/proof",
  "POST /users/programs/{number}/revoke",
  "GET /health",
  "GET /ready",
  "GET /assets/{tag}/{name}",
]);
