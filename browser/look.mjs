#!/usr/bin/env node
// Serves the specimen of the pages' parts, under the policy of the real pages, until Ctrl-C.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serveFolder } from "./static.mjs";

const assets = path.join(path.dirname(fileURLToPath(import.meta.url)), "../crates/web/assets");
const { origin } = await serveFolder(assets);
console.log(`${origin}/specimen.html`);
