// Can everybody use this page? axe with all rules of WCAG 2.2 AA, in both themes, from a telephone to a wide screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const WIDTHS = [320, 768, 1280, 1920];
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

const OPTIONS = {
  runOnly: TAGS,
  rules: ASLEEP,
  checks: { "color-contrast": { options: CONTRAST } },
  resultTypes: ["violations"],
  // There are no frames on our pages.
  iframes: false,
};

/**
 * Fails with every violation found, each with the theme, the width, the rule and the elements.
 *
 * @param {import("playwright-core").Page} page
 */
export async function audit(page) {
  const found = await violations(page);
  if (found.length > 0) {
    throw new Error(`${page.url()} shuts people out:\n${found.join("\n")}`);
  }
}

/** The same as a list of words. */
export async function violations(page) {
  const size = page.viewportSize();
  const wished = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const found = [];
  try {
    // The page is loaded once, and so is axe: sizes and colours change in place.
    await page.evaluate(AXE);
    for (const theme of THEMES) {
      // The device's wish, as most people have it; a chosen theme stays chosen and is then audited twice.
      await page.emulateMedia({ colorScheme: theme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const where = `${theme}, ${width} px`;
        const told = await page.evaluate(look, OPTIONS);
        found.push(...told.violations.map((violation) => inWords(where, violation)));
        if (told.tooWide !== undefined) {
          found.push(`${where}: the page scrolls sideways, because of ${told.tooWide}`);
        }
      }
    }
  } finally {
    await page.emulateMedia({ colorScheme: wished });
    if (size) {
      await page.setViewportSize(size);
    }
  }
  return found;
}

/** Runs in the page. */
async function look(options) {
  // Scripts are told of a new width when the next picture is drawn.
  await new Promise((drawn) => requestAnimationFrame(drawn));
  axe.reset();
  axe.configure({ checks: Object.entries(options.checks).map(([id, check]) => ({ id, ...check })) });
  const { violations } = await axe.run(document, options);
  const firstReason = ({ any, all, none }) => [...any, ...all, ...none].map((check) => check.message)[0] ?? "";
  const root = document.documentElement;
  return {
    violations: violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.target.join(" ")}: ${firstReason(node)}`),
    })),
    tooWide: root.scrollWidth > root.clientWidth ? sticksOut(root.clientWidth) : undefined,
  };

  /** The elements that stick out, but for those that scroll in a frame of their own. */
  function sticksOut(edge) {
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
  }
}

function inWords(where, { id, help, nodes }) {
  return [`${where}: ${id}: ${help}`, ...nodes.slice(0, 8).map((node) => `    ${node}`)].join("\n");
}
