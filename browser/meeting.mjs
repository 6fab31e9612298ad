// Both pages of the check from both sides, as they lie on another host, with the real relay behind a proxy that can lie.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { noBrowser } from "./page.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.resolve(here, process.env.CARD_MEETING ?? "../target/debug/examples/card_meeting");
const noProgram = existsSync(program) ? undefined : `no program at ${program}: cargo build --workspace --all-features --example card_meeting`;

/** Why these tests cannot run, or undefined. */
export const skip = noBrowser ?? noProgram;
assert.ok(!(skip && process.env.BROWSER === "must"), skip);

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

async function listening(answer) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Starts the pages, the relay and the program that signs and checks.
 *
 * `world.lie(what, asked, answer)` may change what the relay answers: `answer` is `{status, body}`, or nothing to be cut off.
 * `world.gone` are names of files that cannot be had. `world.from` is the address that requests come from: a test takes one of its
 * own, because the relay counts.
 */
export async function startMeeting() {
  const folder = await mkdtemp(path.join(tmpdir(), "meeting-"));
  const world = { gone: new Set(), lie: undefined, asked: [], peer: 1 };
  const next = () => (world.from = `192.0.2.${(world.peer += 1) % 250}`);
  next();
  const pages = await listening(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = path.join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (world.gone.has(path.basename(name))) {
      request.socket.destroy();
      return;
    }
    const content = await readFile(name).catch(() => undefined);
    if (content) {
      response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] ?? "application/statuslist+cwt" }).end(content);
    } else {
      response.writeHead(pathname.endsWith("favicon.ico") ? 204 : 404).end();
    }
  });
  let relay;
  const proxy = await listening(async (request, response) => {
    const body = await bodyOf(request);
    const what = request.url.slice(1);
    const headers = { ...request.headers, "x-forwarded-for": `203.0.113.9, ${world.from}` };
    delete headers.host;
    delete headers.connection;
    delete headers["content-length"];
    const answer = await fetch(`${relay}/${what}`, { method: request.method, headers, body: request.method === "POST" ? body : undefined });
    let said = { status: answer.status, body: await answer.text() };
    if (request.method === "POST") {
      const asked = JSON.parse(body);
      world.asked.push({ what, asked });
      said = world.lie ? await world.lie(what, asked, said) : said;
    }
    if (said === undefined) {
      request.socket.destroy();
      return;
    }
    const kept = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-length|transfer-encoding|connection|date)$/.test(name)));
    response.writeHead(said.status, { ...kept, ...said.headers }).end(said.body);
  });

  const child = spawn(program, [folder, `${proxy.origin}/`, pages.origin], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => JSON.parse((await lines.next()).value);
  ({ relay } = await line());
  let last = Promise.resolve();
  /** Asks the program, one question after the other. */
  const tell = (question) => {
    last = last.then(() => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return line();
    });
    return last;
  };

  /** Asks the relay itself, as a program would that is no browser. */
  const post = async (what, body) => {
    const answer = await fetch(`${relay}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Forwarded-For": world.from },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, said: answer.status === 200 ? JSON.parse(text) : text };
  };

  return Object.assign(world, {
    origin: pages.origin,
    relay,
    proxy: proxy.origin,
    folder,
    tell,
    post,
    /** A new address to come from, and no lies. */
    fresh: () => {
      next();
      world.lie = undefined;
      world.gone = new Set();
      world.asked = [];
    },
    /** Answers digits as a telephone of this case would; `changed` may spoil the answer on its way. */
    answer: async (algorithm, kind, digits, changed = (answer) => answer) => {
      const question = await post("question", { digits });
      assert.equal(question.status, 200, question.said);
      const answer = await tell({ sign: { algorithm, case: kind, digits, nonce: question.said.nonce } });
      return post("answer", { digits, ...changed(answer) });
    },
    stop: async () => {
      child.stdin.end();
      child.kill();
      pages.stop();
      proxy.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
