// Every page, in every state: can everybody use it?
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./audit.mjs";
import { Client } from "./client.mjs";
import { discomforts } from "./comfort.mjs";
import { Mouse } from "./hand.mjs";
import { noBrowser, startBrowser } from "./page.mjs";
import { NO_PAGES, PAGES } from "./pages.mjs";
import { routes } from "./routes.mjs";
import { noServer } from "./server.mjs";
import { emptyWorld, evidenceWorld, fullWorld } from "./world.mjs";

const skip = noBrowser ?? noServer;
const titles = new Map();
const contexts = new Map();
let worlds;
let browser;

before(async () => {
  if (!skip) {
    const [full, empty, evidence, started] = await Promise.all([fullWorld(), emptyWorld(), evidenceWorld(), startBrowser()]);
    worlds = { full, empty, evidence };
    browser = started;
  }
});
after(async () => {
  await browser?.close();
  await Promise.all(Object.values(worlds ?? {}).map((world) => world.forget()));
});

test("every route of the server is in the table of pages, or gives none", { skip: false }, async () => {
  const known = new Set([...PAGES.map((page) => page.route), ...NO_PAGES]);
  const missing = (await routes())
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !known.has(route) && !/ \/api\//.test(route));
  assert.deepEqual(missing, [], "a line for each in browser/pages.mjs");
  assert.ok(known.size > 80, "routes.rs is read");
});

for (const row of PAGES) {
  const name = [row.route, row.state].filter(Boolean).join(": ");
  test(name, { skip, timeout: 120_000 }, () => lookAt(row));
}

test("no two pages have the same title", { skip }, () => {
  const shared = [...titles].filter(([, routes]) => routes.size > 1).map(([title, routes]) => [title, ...routes]);
  assert.deepEqual(shared, []);
});

async function lookAt({ route, world: which = "full", who = "owner", at, before = () => {}, does, refuses = false }) {
  const world = worlds[which];
  const context = await contextOf(world, which, who);
  const page = await context.newPage();
  const found = [];
  const complaint = (words) => {
    // Chromium mentions it when a page comes with such a status.
    if (!(refuses && /status of 4\d\d/.test(words))) {
      found.push(`the browser complained: ${words}`);
    }
  };
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaint(message.text()));
  page.on("pageerror", (error) => complaint(String(error)));
  try {
    await before(page);
    const answer = await page.goto(world.origin + (await at(world)));
    let status = answer.status();
    if (does) {
      const next = page.waitForEvent("response", (response) => response.request().isNavigationRequest() && response.status() !== 303);
      await does(new Mouse(page));
      status = (await next).status();
      await page.waitForLoadState();
    }
    assert.equal(status >= 400, refuses, `it answers ${status}`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    if (!refuses && route.startsWith("GET ")) {
      const title = await page.title();
      titles.set(title, (titles.get(title) ?? new Set()).add(route));
    }
    found.push(...(await violations(page)), ...(await discomforts(page)));
  } finally {
    await page.close();
  }
  assert.equal(found.join("\n"), "", `${page.url()} as ${who}`);
}

/** Everybody has one context, signed in. */
async function contextOf(world, which, who) {
  const key = `${which} ${who}`;
  if (!contexts.has(key)) {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London" });
    context.setDefaultTimeout(15_000);
    if (world[who] instanceof Client) {
      await context.addCookies(world[who].cookies);
    }
    contexts.set(key, context);
  }
  return contexts.get(key);
}
