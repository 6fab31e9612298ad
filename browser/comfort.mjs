// What axe does not look at: letters twice as large, more space between them, the way of the Tab key, and the page's own words.

/**
 * Says what is wrong with a page as somebody uses it who needs it larger, wider apart, or has no mouse.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function discomforts(page) {
  return [...(await headings(page)), ...(await enlarged(page)), ...(await spaced(page)), ...(await walked(page))];
}

async function headings(page) {
  const [count, title] = await page.evaluate(() => [document.querySelectorAll("h1").length, document.title]);
  const found = count === 1 ? [] : [`it has ${count} first headings`];
  return / – Tipstaff$/.test(title) ? found : [...found, `its title is "${title}"`];
}

/** WCAG 1.4.4: letters of 200 %, and nothing is cut off. And the whole page at 200 %, which is half of the width. */
async function enlarged(page) {
  const size = page.viewportSize();
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const found = await cutOff(page, "letters of 200 %");
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await page.setViewportSize({ width: 640, height: 450 });
  found.push(...(await cutOff(page, "zoomed to 200 %")));
  await page.setViewportSize(size);
  return found;
}

/** WCAG 1.4.12: space between lines, words and letters, as a reader may set it, on a narrow screen. */
async function spaced(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 900 });
  // A sheet that a script makes is the reader's here, as an extension of the browser would add it.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  });
  const found = await cutOff(page, "text spaced out at 320 px");
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  await page.setViewportSize(size);
  return found;
}

async function cutOff(page, where) {
  const cut = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) {
      const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
      found.push(`the page scrolls sideways, because of ${out.slice(-1).map((one) => `${one.tagName} ${one.className}`)}`);
    }
    for (const element of document.querySelectorAll("main *, header *, footer *, nav *")) {
      const { overflowX, overflowY, clip, clipPath } = getComputedStyle(element);
      const isMeant = clip !== "auto" || clipPath !== "none" || element.closest(".govuk-visually-hidden, svg, select, textarea, input");
      const isCut =
        (["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1);
      if (isCut && !isMeant && element.textContent.trim()) {
        found.push(`"${element.textContent.trim().slice(0, 40)}" is cut off`);
      }
    }
    return found.slice(0, 5);
  });
  return cut.map((words) => `${where}: ${words}`);
}

/** WCAG 2.1.1, 2.4.3, 2.4.7, 2.4.11: Tab comes to everything that can be used, in the order of the page, and it is seen. */
async function walked(page) {
  const expected = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    document.activeElement.blur?.();
    scrollTo(0, 0);
    const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const isThere = (one) => !one.disabled && one.checkVisibility({ visibilityProperty: true });
    // A group of radio buttons is one stop.
    const isStop = (one) => one.type !== "radio" || one === (one.form.querySelector(`[name="${one.name}"]:checked`) ?? one.form.querySelector(`[name="${one.name}"]`));
    globalThis.tipStops = [...document.querySelectorAll(usable)].filter((one) => isThere(one) && isStop(one));
    // Tab goes on from where it was: from the top.
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus({ preventScroll: true });
    top.remove();
    return globalThis.tipStops.length;
  });
  const found = [];
  for (let step = 0; step < expected; step += 1) {
    await page.keyboard.press("Tab");
    const trouble = await page.evaluate(atFocus, step);
    if (trouble) {
      found.push(trouble);
    }
    if (found.length > 3) {
      break;
    }
  }
  return found;
}

/** Runs in the page. */
function atFocus(step) {
  const element = document.activeElement;
  const name = (one) =>
    `${one.tagName.toLowerCase()} "${(one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  const wanted = globalThis.tipStops[step];
  if (element !== wanted) {
    return `Tab ${step + 1} comes to ${name(element)} instead of ${name(wanted)}`;
  }
  // A radio or tick box of GOV.UK Frontend is invisible; its label draws it.
  const drawn = [element, ...(element.labels ?? [])].filter((one) => getComputedStyle(one).opacity !== "0");
  const has = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const isSeen = drawn.some((one) => [undefined, "::before", "::after"].some((part) => has(getComputedStyle(one, part))));
  if (!isSeen) {
    return `nothing shows that ${name(element)} has the focus`;
  }
  const box = element.getBoundingClientRect();
  const isInside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return isInside ? undefined : `${name(element)} has the focus outside what can be seen`;
}
