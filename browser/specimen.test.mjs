// The parts that the pages are made of, and the harness itself: does it see what it must see?
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { audit } from "./audit.mjs";
import { pressOn, tabTo, typeInto } from "./keyboard.mjs";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { screenshot } from "./picture.mjs";
import { serveFolder } from "./static.mjs";

const assets = path.join(path.dirname(fileURLToPath(import.meta.url)), "../crates/web/assets");
const skip = noBrowser;

/** A page that a test makes up, in the clothes of the real ones. */
function page(body, head = "") {
  return (_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!DOCTYPE html><html lang="en-GB" class="govuk-template"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Made up - Tipstaff</title>
      <link rel="stylesheet" href="/dist/tipstaff.css"><script type="module" src="/dist/tipstaff.js"></script>${head}</head>
      <body class="govuk-template__body"><main class="govuk-width-container"><h1 class="govuk-heading-l">Made up</h1>
      ${body}</main></body></html>`);
  };
}

function json(status, answer) {
  return (request, response) => {
    request.resume();
    request.on("end", () => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(typeof answer === "function" ? answer() : answer));
    });
  };
}

const uploadForm = (action) => `<form method="post" action="${action}" enctype="multipart/form-data" data-upload novalidate>
  <div class="tip-drop" data-drop><div class="govuk-form-group"><label class="govuk-label" for="files">Files</label>
  <input class="govuk-file-upload" id="files" name="files" type="file" multiple></div></div>
  <button type="submit" class="govuk-button" data-module="govuk-button">Check</button></form>`;

const polls = [
  { text: "Opening the file", stage: "open", value: 0.1 },
  { text: "Looking at sheet 1 of 2", stage: "sheets", value: 0.5 },
  { text: "Done", stage: "done", value: 1, location: "/result" },
];
const posted = [];

const answers = {
  "/no-label": page('<input class="govuk-input" type="text" name="lonely">'),
  "/too-pale": page('<p class="govuk-hint pale">Too pale to read</p>', '<link rel="stylesheet" href="/pale.css">'),
  "/pale.css": (_, response) => response.setHeader("Content-Type", "text/css").end(".pale.pale { color: #777777; opacity: 0.6; }"),
  "/too-wide": page("<table><tr>" + '<td class="govuk-table__cell">wide</td>'.repeat(40) + "</tr></table>"),
  "/inline": page("<p>Inline</p>", "<script>document.title = 'taken over'</script>"),
  "/no-focus": page('<a href="/result" class="bare">Bare</a>', '<link rel="stylesheet" href="/bare.css">'),
  "/bare.css": (_, response) => response.setHeader("Content-Type", "text/css").end(".bare:focus { outline: none; }"),
  "/result": page("<p>The result</p>"),
  "/upload": page(uploadForm("/take")),
  "/take": json(201, { location: "/result" }),
  "/upload-refused": page(uploadForm("/refuse")),
  "/refuse": json(422, { title: "The file was not taken", detail: "It is empty. Choose another one." }),
  "/upload-slow": page(uploadForm("/never")),
  "/never": (request) => request.resume(),
  "/upload-elsewhere": page(uploadForm("/elsewhere")),
  "/elsewhere": json(201, { location: "https://example.com/" }),
  "/wait": page(`<div class="tip-progress" data-poll="/how-far"><p class="tip-progress__text" data-poll-text>Waiting for its turn</p>
    <progress class="tip-progress__bar" max="100" aria-label="Checked so far"></progress>
    <p class="govuk-body" data-poll-fallback><a class="govuk-link" href="/wait">See how far it is</a></p></div>`),
  "/how-far": json(200, () => (polls.length > 1 ? polls.shift() : polls[0])),
  "/theme": (request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      posted.push(body);
      response.writeHead(303, { Location: "/specimen.html" }).end();
    });
  },
};

let server;
let browser;
before(async () => {
  if (!skip) {
    server = await serveFolder(assets, answers);
    browser = await startBrowser();
  }
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("every part can be used by everybody, in both themes and at every width", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/specimen.html`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await audit(page);
    await screenshot(page, "specimen", { fullPage: true });
  }));

test("a chosen theme wins over the device's", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${server.origin}/specimen.html`);
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
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/specimen.html`);
    await pressOn(page, page.getByRole("link", { name: "Skip to main content" }));
    await typeInto(page, page.getByLabel("Reference of the request"), "FOI-1");
    await pressOn(page, page.getByLabel("Unit"), "Space");
    assert.equal(await page.getByLabel("Unit").isChecked(), true);
    await pressOn(page, page.getByRole("tab", { name: "Holders" }), "ArrowRight");
    await page.getByText("Released on 3 August 2023.").waitFor();
    await tabTo(page, page.getByRole("link", { name: "Download the safe copy" }));
  }));

test("without a script the forms and links are all there", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${server.origin}/specimen.html`);
      await page.getByText("Released on 3 August 2023.").waitFor();
      await page.getByRole("button", { name: "Check", exact: true }).waitFor();
      // A button that only a script can serve is not shown.
      assert.equal(await page.getByRole("button", { name: "Copy the hash" }).count(), 0);
      await page.goto(`${server.origin}/wait`);
      await page.getByRole("link", { name: "See how far it is" }).waitFor();
    },
    { javaScriptEnabled: false },
  ));

test("a hash is copied, and the button says so", { skip }, () =>
  withPage(
    browser,
    async (page) => {
      await page.goto(`${server.origin}/specimen.html`);
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

test("files are dropped, listed by name and size, one is removed, the rest goes up", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/upload`);
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("one.csv", 1500)]);
    await drop(page, "[data-drop]", ["two.csv", "<img src=x onerror=alert(1)>.csv"]);
    const list = page.getByRole("list", { name: "Chosen files" });
    assert.deepEqual(await list.getByRole("listitem").allInnerTexts().then((all) => all.map((one) => one.split("\n")[0])), [
      "one.csv",
      "two.csv",
      "<img src=x onerror=alert(1)>.csv",
    ]);
    await list.getByText("1.5 kB").waitFor();
    await audit(page);
    await pressOn(page, page.getByRole("button", { name: "Remove one.csv" }));
    assert.equal(await list.getByRole("listitem").count(), 2);
    await pressOn(page, page.getByRole("button", { name: "Check" }));
    await page.getByText("The result").waitFor();
  }));

test("a refusal is told in the server's words, and the files are still chosen", { skip }, () =>
  withPage(browser, async (page, watch) => {
    watch.expect(/422/);
    await page.goto(`${server.origin}/upload-refused`);
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("empty.csv", 0)]);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("alert").filter({ hasText: "It is empty. Choose another one." }).waitFor();
    await page.getByRole("button", { name: "Remove empty.csv" }).waitFor();
    await audit(page);
  }));

test("an upload is stopped by whoever started it", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/upload-slow`);
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("long.csv")]);
    await page.getByRole("button", { name: "Check" }).click();
    await pressOn(page, page.getByRole("button", { name: "Stop sending" }));
    await page.getByRole("alert").filter({ hasText: "Stopped. Nothing was kept." }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Check" }).isEnabled(), true);
  }));

test("an answer that points to another server is not followed", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/upload-elsewhere`);
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("a.csv")]);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(page.url(), /upload-elsewhere$/);
  }));

test("a wait shows how far it is and ends at the result", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/wait`);
    await page.getByText("Looking at sheet 1 of 2").first().waitFor();
    assert.equal(await page.getByRole("progressbar").evaluate((bar) => bar.value), 50);
    await page.getByText("The result").waitFor();
  }));

test("the audit finds a field without a label", { skip }, () => refused("/no-label", /light, 320 px: label:[^]*dark, 1920 px: label:/));

test("the audit finds letters too pale to read", { skip }, () => refused("/too-pale", /color-contrast/));

test("the audit finds a page that scrolls sideways", { skip }, () => refused("/too-wide", /320 px: the page scrolls sideways, because of t/));

function refused(address, pattern) {
  return withPage(browser, async (page) => {
    await page.goto(server.origin + address);
    await assert.rejects(audit(page), pattern);
  });
}

test("the keyboard helper finds a focus that cannot be seen", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/no-focus`);
    await assert.rejects(tabTo(page, page.getByRole("link", { name: "Bare" })), /nothing shows that it has the focus/);
  }));

test("the keyboard helper says what it passed when a thing cannot be reached", { skip }, () =>
  withPage(browser, async (page) => {
    await page.goto(`${server.origin}/upload`);
    await assert.rejects(tabTo(page, page.getByRole("heading", { name: "Made up" })), /It passes: .*"Check"/);
  }));

test("a script in the page is stopped by the policy, and that fails the test", { skip }, () =>
  assert.rejects(
    withPage(browser, async (page) => {
      await page.goto(`${server.origin}/inline`);
      assert.equal(await page.title(), "Made up - Tipstaff");
    }),
    /Content Security Policy/,
  ));
