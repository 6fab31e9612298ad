// Serves a folder under the security policy of the real pages: for the specimen, and for pages that a test makes up.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** The policy of the real server. A page that needs more than this is not finished. */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * @param {string} folder what is served
 * @param {Record<string, (request, response) => void>} [answers] for addresses that are not files
 * @returns {Promise<{origin: string, stop: () => Promise<void>}>}
 */
export async function serveFolder(folder, answers = {}) {
  const server = createServer(async (request, response) => {
    response.setHeader("Content-Security-Policy", POLICY);
    const { pathname } = new URL(request.url, "http://localhost");
    if (answers[pathname]) {
      answers[pathname](request, response);
      return;
    }
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const type = TYPES[path.extname(pathname)] ?? "application/octet-stream";
    const body = await firstOf(places(folder, path.normalize(pathname)));
    if (body) {
      response.writeHead(200, { "Content-Type": type }).end(body);
    } else {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not here");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The real server has built and written files in one folder, as scripts import each other by name; so does this one. */
function places(folder, pathname) {
  const name = pathname.startsWith("/dist/") ? [pathname.replace("/dist/", "/js/"), pathname.replace("/dist/", "/")] : [];
  return [pathname, ...name].map((one) => path.join(folder, one));
}

async function firstOf(files) {
  for (const file of files) {
    const body = await readFile(file).catch(() => undefined);
    if (body) {
      return body;
    }
  }
  return undefined;
}
