// The server's own list of routes, read where it is written.
import { readFile } from "node:fs/promises";

const SOURCE = new URL("../crates/web/src/routes.rs", import.meta.url);
const LINE = /^ {4}(?:#\[cfg[^\]]*\] )?([A-Z]+) [a-z]+ "([^"]+)" "([^"]+)" (\w+) ([\w:]+);$/gm;

/** @returns {Promise<{method: string, path: string, title: string, right: string}[]>} */
export async function routes() {
  const text = await readFile(SOURCE, "utf8");
  return [...text.matchAll(LINE)].map(([, method, path, title, right]) => ({ method, path, title, right }));
}
