// Sending files and waiting for the answer: what our scripts do, against answers that a test makes up.
import { test } from "node:test";
import assert from "node:assert/strict";
import { audit } from "./audit.mjs";
import { pressOn } from "./keyboard.mjs";
import { json, madeUp, page, skip } from "./made-up.mjs";

const uploadForm = (action) => `<form method="post" action="${action}" enctype="multipart/form-data" data-upload novalidate>
  <div class="tip-drop" data-drop><div class="govuk-form-group"><label class="govuk-label" for="files">Files</label>
  <input class="govuk-file-upload" id="files" name="files" type="file" multiple></div></div>
  <button type="submit" class="govuk-button" data-module="govuk-button">Check</button></form>`;

const polls = [
  { text: "Opening the file", stage: "open", value: 0.1 },
  { text: "Looking at sheet 1 of 2", stage: "sheets", value: 0.5 },
  { text: "Done", stage: "done", value: 1, location: "/result" },
];

let silences = 2;
let gone = false;

const waiting = (ask) =>
  page(`<div class="tip-progress" data-poll="${ask}"><p class="tip-progress__text" data-poll-text>Waiting for its turn</p>
    <progress class="tip-progress__bar" max="100" aria-label="Checked so far"></progress>
    <p class="govuk-body" data-poll-fallback><a class="govuk-link" href="/wait">See how far it is</a></p></div>`);

const { address, look } = madeUp({
  "/result": page("<p>The result</p>"),
  "/upload": page(uploadForm("/take")),
  "/take": json(201, { location: "/result" }),
  "/upload-refused": page(uploadForm("/refuse")),
  "/refuse": json(422, { title: "The file was not taken", detail: "It is empty. Choose another one." }),
  "/upload-slow": page(uploadForm("/never")),
  "/never": (request) => request.resume(),
  "/upload-elsewhere": page(uploadForm("/elsewhere")),
  "/elsewhere": json(201, { location: "https://example.com/" }),
  "/wait": waiting("/how-far"),
  "/wait-silent": waiting("/silent"),
  "/silent": (request, response) => {
    silences -= 1;
    json(...(silences < 0 ? [200, { location: "/result" }] : [503, {}]))(request, response);
  },
  "/wait-gone": (request, response) => (gone ? page("<p>It was taken away</p>") : waiting("/gone"))(request, response),
  "/gone": (request, response) => {
    gone = true;
    json(410, {})(request, response);
  },
  "/how-far": json(200, () => (polls.length > 1 ? polls.shift() : polls[0])),
});

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
  look(async (page) => {
    await page.goto(address("/upload"));
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
  look(async (page, watch) => {
    watch.expect(/422/);
    await page.goto(address("/upload-refused"));
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("empty.csv", 0)]);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("alert").filter({ hasText: "It is empty. Choose another one." }).waitFor();
    await page.getByRole("button", { name: "Remove empty.csv" }).waitFor();
    await audit(page);
  }));

test("an upload is stopped by whoever started it", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/upload-slow"));
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("long.csv")]);
    await page.getByRole("button", { name: "Check" }).click();
    await pressOn(page, page.getByRole("button", { name: "Stop sending" }));
    await page.getByRole("alert").filter({ hasText: "Stopped. Nothing was kept." }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Check" }).isEnabled(), true);
  }));

test("an answer that points to another server is not followed", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/upload-elsewhere"));
    await page.getByLabel("Files", { exact: true }).setInputFiles([file("a.csv")]);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(page.url(), /upload-elsewhere$/);
  }));

test("a wait shows how far it is and ends at the result", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/wait"));
    await page.getByText("Looking at sheet 1 of 2").first().waitFor();
    assert.equal(await page.getByRole("progressbar").evaluate((bar) => bar.value), 50);
    await page.getByText("The result").waitFor();
  }));

test("a server that is silent for a while is waited for", { skip }, () =>
  look(async (page, watch) => {
    watch.expect(/503/);
    await page.goto(address("/wait-silent"));
    await page.getByText("The result").waitFor();
  }));

test("a wait for what was taken away says so, as the page does", { skip }, () =>
  look(async (page, watch) => {
    watch.expect(/410/);
    await page.goto(address("/wait-gone"));
    await page.getByText("It was taken away").waitFor();
  }));

test("without a script a wait offers a link", { skip }, () =>
  look(
    async (page) => {
      await page.goto(address("/wait"));
      await page.getByRole("link", { name: "See how far it is" }).waitFor();
    },
    { javaScriptEnabled: false },
  ));
