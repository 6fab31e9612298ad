// A person without a mouse: Tab until the thing has the focus, then a key.

const PATIENCE = 250;

/**
 * Presses Tab until `locator` has the focus. Fails when it is not reached, or when the focus cannot be seen on it.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} locator such as `page.getByRole("button", { name: "Check" })`
 * @param {{backwards?: boolean}} [wish]
 */
export async function tabTo(page, locator, { backwards = false } = {}) {
  const passed = [];
  for (let times = 0; times < PATIENCE; times += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) {
      await mustBeSeen(page);
      return;
    }
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
    passed.push(await nameOfFocus(page));
  }
  throw new Error(`Tab does not reach ${locator}. It passes: ${[...new Set(passed)].join(" | ")}`);
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
    const drawn = [element, ...(element.labels ?? [])];
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
