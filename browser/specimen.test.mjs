// The parts that the pages are made of: can everybody use them, with whatever they have?
import { test } from "node:test";
import assert from "node:assert/strict";
import { audit } from "./audit.mjs";
import { pressOn, tabTo, typeInto } from "./keyboard.mjs";
import { madeUp, skip } from "./made-up.mjs";
import { screenshot } from "./picture.mjs";

const posted = [];
const { address, look } = madeUp({
  "/theme": (request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      posted.push(body);
      response.writeHead(303, { Location: "/specimen.html" }).end();
    });
  },
});

test("every part can be used by everybody, in both themes and at every width", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/specimen.html"));
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await audit(page);
    await screenshot(page, "specimen", { fullPage: true });
  }));

test("a chosen theme wins over the device's", { skip }, () =>
  look(
    async (page) => {
      await page.goto(address("/specimen.html"));
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const dark = await ground();
      await pressOn(page, page.getByRole("button", { name: "Light", exact: true }));
      await page.locator("html[data-theme=light]").waitFor();
      assert.notEqual(await ground(), dark);
      assert.deepEqual(posted, ["theme=light"]);
      await page.getByRole("button", { name: "Light", pressed: true, exact: true }).waitFor();
      await audit(page);
      await pressOn(page, page.getByRole("button", { name: "As the device" }));
      await page.locator("html:not([data-theme])").waitFor();
      assert.equal(await ground(), dark);
    },
    { colorScheme: "dark" },
  ));

test("everything on the specimen is reached and seen with the keyboard alone", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/specimen.html"));
    await pressOn(page, page.getByRole("link", { name: "Skip to main content" }));
    await typeInto(page, page.getByLabel("Reference of the request"), "FOI-1");
    await pressOn(page, page.getByLabel("Unit"), "Space");
    assert.equal(await page.getByLabel("Unit").isChecked(), true);
    await pressOn(page, page.getByRole("tab", { name: "Holders" }), "ArrowRight");
    await page.getByText("Released on 3 August 2023.").waitFor();
    await tabTo(page, page.getByRole("link", { name: "Download the safe copy" }));
  }));

test("without a script the forms and links are all there", { skip }, () =>
  look(
    async (page) => {
      await page.goto(address("/specimen.html"));
      await page.getByText("Released on 3 August 2023.").waitFor();
      await page.getByRole("button", { name: "Check", exact: true }).waitFor();
      // A button that only a script can serve is not shown.
      assert.equal(await page.getByRole("button", { name: "Copy the hash" }).count(), 0);
    },
    { javaScriptEnabled: false },
  ));

test("paper is light, shows every tab and what was folded, and has no buttons", { skip }, () =>
  look(
    async (page) => {
      await page.goto(address("/specimen.html"));
      await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
      await page.getByText("Released on 3 August 2023.").waitFor();
      await page.getByRole("cell", { name: "8 August 2023" }).first().waitFor();
      assert.equal(await page.getByRole("button").count(), 0);
    },
    { colorScheme: "dark" },
  ));

test("a hash is copied, and the button says so", { skip }, () =>
  look(
    async (page) => {
      await page.goto(address("/specimen.html"));
      await page.getByRole("button", { name: "Copy the hash" }).click();
      await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^9f86d081/);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

const file = (name, bytes = 5) => ({ name, mimeType: "text/csv", buffer: Buffer.alloc(bytes, "a") });

/** Lets files fall on an element, as a mouse would. */
async function drop(page, selector, names) {
  const files = await page.evaluateHandle((all) => {
    const carried = new DataTransfer();
    all.forEach((name) => carried.items.add(new File(["hello"], name)));
    return carried;
  }, names);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent(selector, type, { dataTransfer: files });
  }
}
