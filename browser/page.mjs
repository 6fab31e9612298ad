// A browser for the tests: one Chromium for all, a fresh context for each, and no complaint on its console is forgiven.
import { chromium } from "playwright-core";
import { existsSync } from "node:fs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why no browser can be started, or undefined when one can. For `test({ skip })`. */
export const noBrowser = existsSync(executablePath) ? undefined : `no browser at ${executablePath}: set CHROMIUM`;

/** One browser for a test file; close it in `after`. */
export function startBrowser() {
  return chromium.launch({
    executablePath,
    // In a container the user is root, for whom Chromium has no sandbox; the pages are our own.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

/**
 * Runs `story` with a page of its own, and fails when the browser complained about anything meanwhile.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {(page: import("playwright-core").Page, watch: {expect: (pattern: RegExp) => void}) => Promise<void>} story
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function withPage(browser, story, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", ...options });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  const expected = [];
  context.on("console", (message) => {
    // A violation of the security policy is an error on the console too.
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  try {
    const page = await context.newPage();
    await story(page, { expect: (pattern) => expected.push(pattern) });
  } finally {
    await context.close();
  }
  const left = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
  if (left.length > 0) {
    throw new Error(`the browser complained:\n${left.join("\n")}`);
  }
}
