// Can everybody use this page? axe with all rules of WCAG 2.2 AA, in both themes, from a telephone to a wide screen.
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const WIDTHS = [320, 768, 1920];
const THEMES = ["light", "dark"];

// Rules of these levels that axe lets sleep unless they are asked for.
const ASLEEP = { "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true } };

// As axe has it, but for `ignoreLength`: "2" in a list of pages must be readable too.
const CONTRAST = {
  ignoreUnicode: true,
  ignoreLength: true,
  ignorePseudo: false,
  boldValue: 700,
  boldTextPt: 14,
  largeTextPt: 18,
  contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
  pseudoSizeThreshold: 0.25,
};

/**
 * Fails with every violation found, each with the theme, the width, the rule and the elements.
 *
 * @param {import("playwright-core").Page} page
 */
export async function audit(page) {
  const size = page.viewportSize();
  const wished = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const found = [];
  try {
    for (const theme of THEMES) {
      // The device's wish, as most people have it; a chosen theme stays chosen and is then audited twice.
      await page.emulateMedia({ colorScheme: theme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const where = `${theme}, ${width} px`;
        // iframes are not on our pages; the old way of running axe needs no second page for them.
        const axe = new AxeBuilder({ page })
          .options({ runOnly: TAGS, rules: ASLEEP, checks: { "color-contrast": { options: CONTRAST } } })
          .setLegacyMode(true);
        const { violations } = await axe.analyze();
        found.push(...violations.map((violation) => inWords(where, violation)));
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
          found.push(`${where}: the page scrolls sideways, because of ${await tooWide(page)}`);
        }
      }
    }
  } finally {
    await page.emulateMedia({ colorScheme: wished });
    if (size) {
      await page.setViewportSize(size);
    }
  }
  if (found.length > 0) {
    throw new Error(`${page.url()} shuts people out:\n${found.join("\n")}`);
  }
}

function inWords(where, { id, help, nodes }) {
  const elements = nodes.map((node) => `    ${node.target.join(" ")}: ${firstReason(node)}`);
  return [`${where}: ${id}: ${help}`, ...elements.slice(0, 8)].join("\n");
}

function firstReason({ any, all, none }) {
  return [...any, ...all, ...none].map((check) => check.message)[0] ?? "";
}

/** The elements that stick out, but for those that scroll in a frame of their own. */
function tooWide(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const framed = (element) => {
      // What is placed absolutely escapes from frames up to the one that it is placed by.
      let escapes = getComputedStyle(element).position === "absolute";
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
        const { overflowX, position } = getComputedStyle(around);
        escapes &&= position === "static";
        if (overflowX !== "visible" && !escapes) {
          return true;
        }
        escapes ||= position === "absolute";
      }
      return false;
    };
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > edge + 1 && !framed(element),
    );
    return out.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).join(", ");
  });
}
