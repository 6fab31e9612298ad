// The pictures in the guide are taken by the tests, so they show what is really there.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../docs/src/pictures");

/**
 * Writes docs/src/pictures/NAME.png when UPDATE_PICTURES=1, else nothing.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {import("playwright-core").PageScreenshotOptions} [options]
 */
export async function screenshot(page, name, options = {}) {
  if (process.env.UPDATE_PICTURES !== "1") {
    return;
  }
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled", caret: "hide", ...options });
}
