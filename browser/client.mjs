// Sends forms without a browser: how a test prepares what a journey begins with.
import { readFile } from "node:fs/promises";
import path from "node:path";

/** What everybody types in these stories. */
export const WORDS = "four random words here";

/** Somebody who has signed in. */
export class Client {
  #origin;
  #cookie = "";
  #hasSigned = false;

  constructor(origin) {
    this.#origin = origin;
  }

  /** Chooses a passphrase with a link that is good once. */
  static async joining(origin, link) {
    const client = new Client(origin);
    await client.post(new URL(link, origin).pathname, { passphrase: WORDS });
    return client;
  }

  static async signingIn(origin, name) {
    const client = new Client(origin);
    await client.post("/sign-in", { name, passphrase: WORDS });
    return client;
  }

  /** The session, for a browser. */
  get cookies() {
    const [name, value] = this.#cookie.split("=");
    return [{ name, value, url: this.#origin, httpOnly: true, sameSite: "Strict" }];
  }

  /** Sends a form; fails when it is not taken. Gives where the answer leads, or its text. */
  post(address, fields = {}) {
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fields)) {
      [values].flat().forEach((value) => body.append(name, value));
    }
    return this.#ask(address, { method: "POST", body });
  }

  /** The same for what is signed: the passphrase is asked for once in ten minutes. */
  async sign(address, fields = {}) {
    const answer = await this.post(address, this.#hasSigned ? fields : { ...fields, passphrase: WORDS });
    this.#hasSigned = true;
    return answer;
  }

  get(address) {
    return this.#ask(address, {});
  }

  /** Sends a file, and waits until it has been checked. Gives the address of its result. */
  async check(file, { wait = true } = {}) {
    const body = new FormData();
    body.append("file", new Blob([await readFile(file)]), path.basename(file));
    const address = await this.#ask("/checks", { method: "POST", body });
    if (wait) {
      await this.settled(address);
    }
    return address;
  }

  /** Sends an extract of people. Gives the address where it is looked at. */
  async sendExtract(name, content) {
    return this.sendTo("/people/import", name, content);
  }

  /** Sends a file to a page. */
  async sendTo(address, name, content) {
    const body = new FormData();
    body.append("file", new Blob([content]), name);
    return this.#ask(address, { method: "POST", body });
  }

  /** Waits until nothing more happens to a file by itself. */
  async settled(address) {
    for (let tries = 0; tries < 600; tries += 1) {
      const { location } = JSON.parse(await this.get(`${address}/state`));
      if (location) {
        return location;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${address} is not done after a minute`);
  }

  async #ask(address, { method = "GET", body }) {
    const answer = await fetch(this.#origin + address, {
      method,
      body,
      redirect: "manual",
      headers: { Origin: this.#origin, Cookie: this.#cookie },
    });
    const [cookie] = answer.headers.getSetCookie?.() ?? [answer.headers.get("set-cookie")].filter(Boolean);
    if (cookie) {
      this.#cookie = cookie.split(";")[0];
    }
    const text = await answer.text();
    if (answer.status >= 400) {
      throw new Error(`${method} ${address}: ${answer.status}\n${text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 600)}`);
    }
    return answer.headers.get("location")?.replace(/#.*/, "") ?? text;
  }
}
