// Starts the real program on a data folder of its own, and ends it: politely, or as a power cut would.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const READY = /Tipstaff is ready: (http:\/\/127\.0\.0\.1:\d+)(\S*)/;

/** The program under test: TIPSTAFF, or what cargo built here. */
export const program = path.resolve(here, process.env.TIPSTAFF ?? "../target/debug/tipstaff");

/** Why no server can be started, or undefined when one can. For `test({ skip })`. */
export const noServer = existsSync(program) ? undefined : `no program at ${program}: cargo build, or set TIPSTAFF`;

/**
 * Starts `tipstaff serve` and waits until it says that it is ready.
 *
 * @param {object} [wish]
 * @param {string[]} [wish.with] further arguments
 * @param {object} [wish.environment] further environment variables
 * @param {{data: string, keys: string}} [wish.folders] the folders of a server that was stopped, to start on them again
 * @returns {Promise<{origin: string, firstLink: string, folders: object, log: () => string,
 *   stop: () => Promise<number | null>, kill9: () => Promise<void>, forget: () => Promise<void>}>}
 */
export async function startServer(wish = {}) {
  const folders = wish.folders ?? {
    data: await mkdtemp(path.join(tmpdir(), "tipstaff-data-")),
    keys: await mkdtemp(path.join(tmpdir(), "tipstaff-keys-")),
  };
  const child = spawn(
    program,
    [
      "serve",
      "--data",
      folders.data,
      "--key-file",
      path.join(folders.keys, "key"),
      "--listen",
      "127.0.0.1:0",
      ...(wish.with ?? []),
    ],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...wish.environment } },
  );
  // A test that dies must not leave a server behind.
  const last = () => child.kill("SIGKILL");
  process.once("exit", last);

  let log = "";
  child.stderr.setEncoding("utf8");
  const ended = new Promise((resolve) => {
    child.once("error", (error) => {
      log += String(error);
      resolve(null);
    });
    child.once("exit", (status) => resolve(status));
  }).finally(() => process.removeListener("exit", last));
  const ready = new Promise((resolve) => {
    child.stderr.on("data", (text) => {
      log += text;
      // Only whole lines: a half line has half a link.
      const found = READY.exec(log.slice(0, log.lastIndexOf("\n") + 1));
      if (found) {
        resolve(found);
      }
    });
  });

  const kill = async (signal, patience) => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    const status = await ended;
    clearTimeout(timer);
    return status;
  };

  const patience = new Promise((resolve) => setTimeout(resolve, 60_000, "late").unref());
  const first = await Promise.race([ready, ended.then(() => "ended"), patience]);
  if (typeof first === "string") {
    await kill("SIGKILL", 0);
    throw new Error(`tipstaff serve ${first === "late" ? "was not ready in a minute" : "ended at once"}:\n${log}`);
  }
  const [, origin, rest] = first;
  return {
    origin,
    firstLink: origin + rest,
    folders,
    log: () => log,
    stop: () => kill("SIGTERM", 30_000),
    kill9: async () => {
      await kill("SIGKILL", 0);
    },
    forget: async () => {
      await kill("SIGKILL", 0);
      await rm(folders.data, { recursive: true, force: true });
      await rm(folders.keys, { recursive: true, force: true });
    },
  };
}
