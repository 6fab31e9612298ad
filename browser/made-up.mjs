// Pages and answers that a test makes up, in the clothes of the real ones, and a browser to look at them.
import { after, before } from "node:test";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { noBrowser, startBrowser, withPage } from "./page.mjs";
import { serveFolder } from "./static.mjs";

const assets = path.join(path.dirname(fileURLToPath(import.meta.url)), "../crates/web/assets");

/** Why these tests cannot run here, or undefined. */
export const skip = noBrowser;

/**
 * A server of made-up pages beside the real style sheet, and a browser, for all tests of a file.
 *
 * @param {Record<string, (request, response) => void>} [answers]
 * @returns `address("/path")`, and `look(story, options)`, which runs a story in a page of its own
 */
export function madeUp(answers) {
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
  return {
    address: (rest) => server.origin + rest,
    look: (story, options) => withPage(browser, story, options),
  };
}

/** A page that a test makes up, in the clothes of the real ones. */
export function page(body, head = "") {
  return (_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!DOCTYPE html><html lang="en-GB" class="govuk-template"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>Made up - Tipstaff</title>
      <link rel="stylesheet" href="/dist/tipstaff.css"><script type="module" src="/dist/tipstaff.js"></script>${head}</head>
      <body class="govuk-template__body"><main class="govuk-width-container"><h1 class="govuk-heading-l">Made up</h1>
      ${body}</main></body></html>`);
  };
}

/** Takes whatever is sent and answers with JSON. */
export function json(status, answer) {
  return (request, response) => {
    request.resume();
    request.on("end", () => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(typeof answer === "function" ? answer() : answer));
    });
  };
}


/** Answers with a style sheet. */
export function style(rules) {
  return (_, response) => response.setHeader("Content-Type", "text/css").end(rules);
}
