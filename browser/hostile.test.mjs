// Workbooks with markup wherever they keep words, in a browser that would run it: no page shows a dialog, breaks the security
// policy, or has an element or an attribute that our templates do not write.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { noServer, startServer } from "./server.mjs";

const skip = noBrowser ?? noServer;
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const files = join(here, "../crates/tipstaff/tests/all/attacks/files");
const words = "four random words here";
const mark = "zqxmark";
const names = [
  `"><img src=x onerror=alert('${mark}')>.xlsx`,
  `<script>alert('${mark}')<x>.xlsx`,
  `' onmouseover='alert(1)' ${mark}.xlsx`,
  `</title><svg onload=alert('${mark}')>.ods`,
];
let server;
let browser;

before(async () => {
  if (!skip) {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
  }
});
after(async () => {
  await browser?.close();
  await server?.forget();
});

/** Fails where the browser read something that came from outside as markup. */
async function assertHarmless(page) {
  const strange = await page.evaluate((mark) => {
    const found = [];
    for (const element of document.querySelectorAll("*")) {
      if (element.localName.includes(mark) || ["img", "iframe", "object", "embed", "base", "b", "i"].includes(element.localName)) {
        found.push(element.outerHTML.slice(0, 200));
      }
      for (const attribute of element.attributes) {
        const isScript = attribute.name.startsWith("on") || ["srcdoc", "formaction"].includes(attribute.name);
        const isAddress = ["href", "src", "action"].includes(attribute.name);
        if (isScript || attribute.name.includes(mark) || (isAddress && /^\s*(javascript|data|vbscript):/i.test(attribute.value))) {
          found.push(element.outerHTML.slice(0, 200));
        }
      }
    }
    return found;
  }, mark);
  assert.deepEqual(strange, [], page.url());
}

test("what is hostile in a workbook stays text in a browser", { skip, timeout: 300_000 }, () =>
  withPage(browser, async (page) => {
    const dialogs = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.sample}`));
    });
    await page.goto(server.firstLink);
    await page.getByLabel("New passphrase").fill(words);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "What needs you" }).waitFor();
    for (const name of names) {
      const buffer = readFileSync(join(files, name.endsWith(".ods") ? "hostile.ods" : "hostile.xlsx"));
      await page.goto(`${server.origin}/checks`);
      await page.getByLabel("Choose files, or drop them here").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      await assertHarmless(page);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.getByRole("heading", { name: "Do not release" }).waitFor({ timeout: 60_000 });
      await assertHarmless(page);
      const result = page.url().split("#")[0];
      await page.getByRole("button", { name: "Make a safe copy" }).click();
      const link = page.getByRole("link", { name: /^Download/ });
      await link.waitFor({ timeout: 60_000 });
      await assertHarmless(page);
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      assert.doesNotMatch(download.suggestedFilename(), /[/\\<>"]/);
      for (const details of await page.locator("details").all()) {
        await details.evaluate((element) => (element.open = true));
      }
      for (const element of await page.locator("main *").all()) {
        await element.dispatchEvent("mouseover");
      }
      await page.goto(`${result}/preview`);
      await page.getByRole("heading", { name: /^Look into/ }).waitFor();
      await assertHarmless(page);
      await page.goto(`${result}/samples`);
      await page.getByLabel("Why you need to see them").fill(`<img src=x onerror=alert('${mark}')>`);
      if (await page.getByLabel("Your passphrase").count()) {
        await page.getByLabel("Your passphrase").fill(words);
      }
      await page.getByRole("button", { name: "Show the values" }).click();
      await page.getByRole("heading", { name: /^Values in/ }).waitFor();
      assert.match(await page.locator("main").innerText(), new RegExp(mark));
      await assertHarmless(page);
    }
    await page.goto(`${server.origin}/checks`);
    await page.getByText(mark).first().waitFor();
    await assertHarmless(page);
    assert.deepEqual(dialogs, []);
  }));
