// The harness that starts the program, tried on a stand-in: the program itself is met by the journeys.
import { test } from "node:test";
import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile, access } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = await mkdtemp(path.join(tmpdir(), "tipstaff-stand-in-"));

/** Another program in the place of ours; `server.mjs` reads TIPSTAFF once, so each gets a module of its own. */
async function withStandIn(body, story) {
  const file = path.join(folder, `${Math.random()}.mjs`);
  await writeFile(file, `#!${process.execPath}\n${body}`);
  await chmod(file, 0o755);
  process.env.TIPSTAFF = file;
  await story(await import(`./server.mjs?${path.basename(file)}`));
}

test.after(() => rm(folder, { recursive: true, force: true }));

test("the address and the first link are read from the line that says ready, even when it comes in pieces", () =>
  withStandIn(
    `process.stderr.write("key made\\nTipstaff is ready: http://127.0.0.1:41");
     setTimeout(() => process.stderr.write("23/first/ab"), 50);
     setTimeout(() => process.stderr.write("cd (once)\\n"), 100);
     process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000);`,
    async ({ startServer, noServer }) => {
      assert.equal(noServer, undefined);
      const server = await startServer();
      assert.equal(server.origin, "http://127.0.0.1:4123");
      assert.equal(server.firstLink, "http://127.0.0.1:4123/first/abcd");
      assert.equal(await server.stop(), 0);
      await access(server.folders.data);
      await server.forget();
      await assert.rejects(access(server.folders.data));
    },
  ));

test("a program that ends at once is told with its own words", () =>
  withStandIn(`console.error("the key file is missing"); process.exit(2);`, ({ startServer }) =>
    assert.rejects(startServer(), /ended at once:\nthe key file is missing/),
  ));

test("a program that is not there is a reason to skip", async () => {
  process.env.TIPSTAFF = path.join(folder, "nothing");
  const { noServer } = await import("./server.mjs?nothing");
  assert.match(noServer, /cargo build, or set TIPSTAFF/);
});
