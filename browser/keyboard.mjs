// A person without a mouse: Tab until the thing has the focus, then a key.

const PATIENCE = 250;

/**
 * Presses Tab until `locator` has the focus, or Shift-Tab where it stands before what has it now. Fails when it is not
 * reached, when the focus jumps against the order in which the page is read, or when it cannot be seen.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} locator such as `page.getByRole("button", { name: "Check" })`
 */
export async function tabTo(page, locator) {
  const target = await locator.elementHandle();
  const passed = [];
  let backwards = false;
  for (let times = 0; times < PATIENCE; times += 1) {
    const { isReached, isBehind, jumped, name } = await target.evaluate(follow, { backwards, isFirst: times === 0 });
    if (jumped) {
      throw new Error(`the focus jumps from ${jumped} to ${name}, against the order of the page`);
    }
    if (isReached) {
      await mustBeSeen(page);
      return;
    }
    if (times === 0) {
      backwards = isBehind;
    }
    passed.push(name);
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
  }
  throw new Error(`Tab does not reach ${locator}. It passes: ${[...new Set(passed)].join(" | ")}`);
}

/** Looked at in the page: where the focus is, seen from the target and from where it was before. */
function follow(target, { backwards, isFirst }) {
  const now = document.activeElement;
  const named = (element) => {
    const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "";
    return `${element.tagName.toLowerCase()} "${name.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const before = globalThis.tipFocus;
  globalThis.tipFocus = now;
  const isMoved = !isFirst && before?.isConnected && before !== now && before !== document.body && now !== document.body;
  const isWrong = isMoved && (backwards ? follows(before, now) : follows(now, before));
  return {
    isReached: now === target,
    isBehind: now !== document.body && follows(target, now),
    jumped: isWrong ? named(before) : undefined,
    name: named(now),
  };
}

/**
 * Tab to it and press a key on it: Enter for links and buttons, Space for boxes to tick.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} locator
 * @param {string} [key]
 */
export async function pressOn(page, locator, key = "Enter") {
  await tabTo(page, locator);
  await page.keyboard.press(key);
}

/**
 * Tab to a field and type into it.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} locator
 * @param {string} text
 */
export async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.type(text);
}

/** WCAG 2.4.7 and 2.4.11: the focus is drawn, and what has it is not under something else. */
async function mustBeSeen(page) {
  const trouble = await page.evaluate(() => {
    const element = document.activeElement;
    // A radio or tick box of GOV.UK Frontend is invisible; its label draws it.
    const drawn = [element, ...(element.labels ?? [])].filter((one) => getComputedStyle(one).opacity !== "0");
    const has = (style) =>
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const seen = drawn.some(
      (one) => has(getComputedStyle(one)) || has(getComputedStyle(one, "::before")) || has(getComputedStyle(one, "::after")),
    );
    if (!seen) {
      return "nothing shows that it has the focus";
    }
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return inside ? undefined : "it is outside what can be seen";
  });
  if (trouble) {
    throw new Error(`${await nameOfFocus(page)}: ${trouble}`);
  }
}

function nameOfFocus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "";
    return `${element.tagName.toLowerCase()} "${name.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  });
}
