// Starts a real provider of OpenID Connect, the one of the tests of single sign-on.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "./server.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../crates/single-sign-on/tests/provider");

/** The word by which the provider knows the server. */
export const SECRET = "a secret of the tests, long enough";

/** Why no provider can be started, or undefined when one can. */
export const noProvider = (() => {
  if (existsSync(program) && !spawnSync(program, ["serve", "--help"]).stdout.includes("--sign-in-secret-file")) {
    return "the program was built without single sign-on";
  }
  if (!existsSync(path.join(folder, "node_modules/oidc-provider"))) {
    const options = { cwd: folder, stdio: "ignore" };
    const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], options);
    return npm.status === 0 ? undefined : "npm could not fetch the provider";
  }
  return undefined;
})();

/** Starts one that sends browsers back to this server. It is another site: `localhost` is not 127.0.0.1. */
export async function startProvider(origin) {
  const settings = { back: [`${origin}/sign-in/provider/return`], port: 0, secret: SECRET, host: "localhost" };
  const child = spawn("node", ["provider.mjs", JSON.stringify(settings)], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const issuer = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const found = /^(http:\S+)\n/m.exec(said);
      if (found) {
        resolve(found[1]);
      }
    });
    child.once("exit", () => reject(new Error("the provider does not start")));
  });
  return {
    issuer,
    person: (subject, name, roles) =>
      fetch(`${issuer}/test/person`, { method: "POST", body: JSON.stringify({ subject, name, roles }) }),
    stop: () => child.kill(),
  };
}
