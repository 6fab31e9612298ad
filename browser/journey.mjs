// Walks a story twice, with each hand. A story says what somebody does, not how.
import { after, before, test } from "node:test";
import { HANDS, Mouse } from "./hand.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";
import { noServer } from "./server.mjs";

/** Why no journey can be walked here, or undefined. */
export const skip = noBrowser ?? noServer;

let browser;
before(async () => {
  if (!skip) {
    browser = await startBrowser();
  }
});
after(() => browser?.close());

/**
 * @param {string} title what somebody does, as a sentence
 * @param {() => Promise<object>} prepare the world that it begins with: a function of `world.mjs`; one for both hands when it
 *   remembers its own (`shared`)
 * @param {(way: Way) => Promise<void>} story
 * @param {import("playwright-core").BrowserContextOptions & {hands?: (typeof Mouse)[]}} [options]
 */
export function journey(title, prepare, story, { hands = HANDS, ...options } = {}) {
  for (const Hand of hands) {
    const name = `${title}, with ${new Hand().name}`;
    test(name, { skip, timeout: 300_000 }, async () => {
      const world = await prepare();
      try {
        await story(new Way(world, Hand, options));
      } finally {
        if (!prepare.isShared) {
          await world.forget();
        }
      }
    });
  }
}

/** One world for all journeys of a file, which are told so that they do not get into each other's way. */
export function shared(prepare) {
  let made;
  after(async () => (await made)?.forget());
  return Object.assign(() => (made ??= prepare()), { isShared: true });
}

/** What a story works with: the world, and people who sit down before it, each with a browser of their own. */
class Way {
  #options;

  constructor(world, Hand, options) {
    this.world = world;
    this.Hand = Hand;
    this.#options = options;
  }

  /** Whether it is the first of the two walks, in words that a world may be told: names differ between them. */
  get mark() {
    return this.Hand === Mouse ? "1" : "2";
  }

  /**
   * Somebody's browser. `who` has signed in already, unless it is nobody.
   *
   * @param {import("./client.mjs").Client | undefined} who
   * @param {string} address where it begins
   * @param {(hand: InstanceType<typeof Mouse>) => Promise<void>} story
   */
  sits(who, address, story) {
    return withPage(
      browser,
      async (page, watch) => {
        // A form that has to be filled in better comes back with such a status, and Chromium mentions that.
        watch.expect(/status of (400|401|409|422)/);
        if (who) {
          await page.context().addCookies(who.cookies);
        }
        const hand = new this.Hand(page);
        hand.picture = (name, options) => this.Hand === Mouse && screenshot(page, name, options);
        await page.goto(new URL(address, this.world.origin).href);
        await story(hand);
      },
      this.#options,
    );
  }
}
