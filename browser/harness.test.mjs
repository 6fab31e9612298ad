// The harness itself: does it see what it must see?
import { test } from "node:test";
import assert from "node:assert/strict";
import { audit } from "./audit.mjs";
import { tabTo } from "./keyboard.mjs";
import { madeUp, page, skip, style } from "./made-up.mjs";

const { address, look } = madeUp({
  "/no-label": page('<input class="govuk-input" type="text" name="lonely">'),
  "/too-pale": page('<p class="govuk-hint pale">Too pale to read</p>', '<link rel="stylesheet" href="/pale.css">'),
  "/pale-number": page('<p class="govuk-body pale">2</p>', '<link rel="stylesheet" href="/pale.css">'),
  "/pale.css": style(".pale.pale { color: #777777; opacity: 0.6; }"),
  "/too-small": page('<button class="small">a</button><button class="small">b</button>', '<link rel="stylesheet" href="/small.css">'),
  "/small.css": style(".small { width: 12px; height: 12px; padding: 0; font-size: 8px; }"),
  "/too-wide": page("<table><tr>" + '<td class="govuk-table__cell">wide</td>'.repeat(40) + "</tr></table>"),
  "/inline": page("<p>Inline</p>", "<script>document.title = 'taken over'</script>"),
  "/no-focus": page('<a href="/result" class="bare">Bare</a>', '<link rel="stylesheet" href="/bare.css">'),
  "/bare.css": style(".bare:focus { outline: none; }"),
});

test("the audit finds a field without a label", { skip }, () => refused("/no-label", /light, 320 px: label:[^]*dark, 1920 px: label:/));

test("the audit finds letters too pale to read", { skip }, () => refused("/too-pale", /color-contrast/));

test("the audit finds a single digit too pale to read", { skip }, () => refused("/pale-number", /color-contrast/));

test("the audit finds a target too small to hit", { skip }, () => refused("/too-small", /target-size/));

test("the audit finds a page that scrolls sideways", { skip }, () => refused("/too-wide", /320 px: the page scrolls sideways, because of t/));

function refused(where, pattern) {
  return look(async (page) => {
    await page.goto(address(where));
    await assert.rejects(audit(page), pattern);
  });
}

test("the keyboard helper finds a focus that cannot be seen", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/no-focus"));
    await assert.rejects(tabTo(page, page.getByRole("link", { name: "Bare" })), /nothing shows that it has the focus/);
  }));

test("the keyboard helper says what it passed when a thing cannot be reached", { skip }, () =>
  look(async (page) => {
    await page.goto(address("/specimen.html"));
    await assert.rejects(tabTo(page, page.getByRole("heading", { name: "Findings" })), /It passes: .*"Check"/);
  }));

test("a script in the page is stopped by the policy, and that fails the test", { skip }, () =>
  assert.rejects(
    look(async (page) => {
      await page.goto(address("/inline"));
      assert.equal(await page.title(), "Made up - Tipstaff");
    }),
    /Content Security Policy/,
  ));
