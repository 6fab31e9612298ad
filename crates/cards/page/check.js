// Checks the code of a card, here, on this device. What a card says stands behind the `#` of the address, which browsers send
// to nobody; the list of revoked cards is downloaded whole, so nobody learns which card was looked up.
"use strict";

// By how many seconds two clocks may differ.
const SKEW = 300;
const DAY = 24 * 60 * 60;

const KINDS = {
  1: "a sworn constable",
  2: "a police community support officer",
  3: "a member of police staff",
};

class Refused extends Error {}

// Base45 (RFC 9285).
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function fromBase45(text) {
  const digits = Array.from(text, (letter) => LETTERS.indexOf(letter));
  if (digits.includes(-1) || digits.length % 3 === 1) {
    throw new Refused("damaged");
  }
  const bytes = [];
  for (let at = 0; at < digits.length; at += 3) {
    const [a, b, c] = digits.slice(at, at + 3);
    const number = a + 45 * b + (c === undefined ? 0 : 2025 * c);
    if (number > (c === undefined ? 0xff : 0xffff)) {
      throw new Refused("damaged");
    }
    if (c !== undefined) {
      bytes.push(number >> 8);
    }
    bytes.push(number & 0xff);
  }
  return new Uint8Array(bytes);
}

// CBOR (RFC 8949), as much of it as cards and lists have: no floats, nothing of unknown length.
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(length) {
    if (length > this.bytes.length - this.at) {
      throw new Refused("damaged");
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  head() {
    const first = this.take(1)[0];
    const small = first & 31;
    if (small < 24) {
      return [first >> 5, small];
    }
    if (small > 27) {
      throw new Refused("damaged");
    }
    let number = 0;
    for (const byte of this.take(2 ** (small - 24))) {
      number = number * 256 + byte;
    }
    if (!Number.isSafeInteger(number)) {
      throw new Refused("damaged");
    }
    return [first >> 5, number];
  }

  value(depth = 0) {
    const [kind, number] = this.head();
    if (depth > 8) {
      throw new Refused("damaged");
    }
    switch (kind) {
      case 0:
        return number;
      case 1:
        return -1 - number;
      case 2:
        return this.take(number);
      case 3:
        try {
          return new TextDecoder("utf-8", { fatal: true }).decode(this.take(number));
        } catch {
          throw new Refused("damaged");
        }
      case 4: {
        const list = [];
        for (let at = 0; at < number; at += 1) {
          list.push(this.value(depth + 1));
        }
        return list;
      }
      case 5: {
        const map = new Map();
        for (let at = 0; at < number; at += 1) {
          const key = this.value(depth + 1);
          if (typeof key === "object" || map.has(key)) {
            throw new Refused("damaged");
          }
          map.set(key, this.value(depth + 1));
        }
        return map;
      }
      case 6:
        return { tag: number, value: this.value(depth + 1) };
      default:
        throw new Refused("damaged");
    }
  }
}

function fromCbor(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value();
  if (reader.at !== bytes.length) {
    throw new Refused("damaged");
  }
  return value;
}

// The head of a byte string or an array, for what is signed.
function head(kind, length) {
  const first = kind << 5;
  if (length < 24) {
    return [first | length];
  }
  if (length < 0x100) {
    return [first | 24, length];
  }
  if (length < 0x10000) {
    return [first | 25, length >> 8, length & 0xff];
  }
  return [first | 26, (length >>> 24) & 0xff, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const ALGORITHMS = {
  "-8": { name: "Ed25519", import: { name: "Ed25519" }, verify: { name: "Ed25519" } },
  "-7": {
    name: "P-256",
    import: { name: "ECDSA", namedCurve: "P-256" },
    verify: { name: "ECDSA", hash: "SHA-256" },
  },
};

// The claims in a COSE_Sign1 (RFC 9052) that one of the keys signed. `type` is what the header has to say it is.
async function signed(bytes, keys, type) {
  const message = fromCbor(bytes);
  if (message?.tag !== 18 || !Array.isArray(message.value) || message.value.length !== 4) {
    throw new Refused("damaged");
  }
  const [header, unsigned, payload, signature] = message.value;
  const isBytes = [header, payload, signature].every((part) => part instanceof Uint8Array);
  if (!isBytes || !(unsigned instanceof Map)) {
    throw new Refused("damaged");
  }
  const said = fromCbor(header);
  if (!(said instanceof Map) || said.has(2) || said.get(16) !== type) {
    throw new Refused("damaged");
  }
  const algorithm = ALGORITHMS[said.get(1)];
  if (algorithm === undefined) {
    throw new Refused("damaged");
  }
  const text = new TextEncoder().encode("Signature1");
  const what = joined([head(4, 4), head(3, text.length), text, head(2, header.length), header, head(2, 0),
    head(2, payload.length), payload]);
  for (const key of keys.filter((key) => key.algorithm === algorithm.name)) {
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", key.bytes, algorithm.import, false, ["verify"]);
    } catch {
      throw new Refused("browser");
    }
    if (await crypto.subtle.verify(algorithm.verify, imported, signature, what)) {
      const claims = fromCbor(payload);
      if (!(claims instanceof Map)) {
        throw new Refused("damaged");
      }
      return claims;
    }
  }
  throw new Refused("not-signed");
}

// What a card says.
async function card(letters, site) {
  let text;
  try {
    text = decodeURIComponent(letters);
  } catch {
    throw new Refused("damaged");
  }
  const claims = await signed(fromBase45(text), site.keys, undefined);
  const place = claims.get(65535)?.get?.("status_list");
  const said = {
    issuer: claims.get(1),
    expires: claims.get(4),
    kind: claims.get(-65537),
    list: place?.get?.("uri"),
    index: place?.get?.("idx"),
  };
  const isWhole = claims.size === 4 && Number.isInteger(said.expires) && typeof said.list === "string" &&
    Number.isInteger(said.index) && said.index >= 0 && Number.isInteger(said.kind) && said.kind >= 0 && said.kind <= 3;
  if (!isWhole || said.issuer !== site.issuer) {
    throw new Refused("damaged");
  }
  return said;
}

// The whole list. `null` where it cannot be had.
async function list(address, site) {
  const file = site.lists[address];
  if (file === undefined) {
    return null;
  }
  let bytes;
  try {
    const answer = await fetch(file, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) {
      return null;
    }
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch {
    return null;
  }
  const claims = await signed(bytes, site.keys, "application/statuslist+cwt");
  const inside = claims.get(65533);
  if (claims.get(2) !== address || !Number.isInteger(claims.get(6)) || !(inside instanceof Map)) {
    throw new Refused("list");
  }
  const packed = inside.get("lst");
  const bits = inside.get("bits");
  if (![1, 2, 4, 8].includes(bits) || !(packed instanceof Uint8Array)) {
    throw new Refused("list");
  }
  let statuses;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    statuses = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Refused("list");
  }
  return { issued: claims.get(6), expires: claims.get(4), ttl: claims.get(65534), bits, statuses };
}

function isTooOld(seen, now) {
  const age = now - seen.issued;
  const longest = seen.ttl ?? (seen.expires === undefined ? DAY : Infinity);
  return age > longest || (seen.expires !== undefined && now >= seen.expires);
}

function status(seen, index) {
  const each = 8 / seen.bits;
  const byte = seen.statuses[Math.floor(index / each)];
  return byte === undefined ? undefined : (byte >> ((index % each) * seen.bits)) & (2 ** seen.bits - 1);
}

// What is said, in plain words. Never more than "issued, and not revoked".
async function answer(letters, site, now) {
  const said = await card(letters, site);
  const through = day(said.expires - 1);
  if (now >= said.expires) {
    return { is: "bad", title: "This card is out of date", text: [`It was valid until ${through}.`] };
  }
  if (said.kind === 0) {
    return { is: "bad", title: "This is a specimen", text: ["It was issued to nobody."] };
  }
  const issued = `${site.force} issued this card to ${KINDS[said.kind]}. It is valid until ${through}.`;
  const unknown = (why) => ({ is: "unknown", title: "Not checked", text: [issued, why] });
  const seen = await list(said.list, site);
  if (seen === null) {
    return unknown("Whether it was revoked since could not be checked: the list of revoked cards cannot be downloaded. Go online and try again.");
  }
  if (seen.issued - now > SKEW) {
    return unknown("Whether it was revoked since could not be checked: by the clock of this device, the list comes from the future. Set the clock and try again.");
  }
  if (isTooOld(seen, now)) {
    return unknown(`Whether it was revoked since could not be checked: the list is too old. It is from ${moment(seen.issued)}. Go online and try again.`);
  }
  const made = `The list of revoked cards is from ${moment(seen.issued)}, ${age(now - seen.issued)} ago.`;
  switch (status(seen, said.index)) {
    case 0:
      return { is: "good", title: `Issued by ${site.force}, and not revoked`, text: [issued, `It was not revoked as of ${moment(seen.issued)}, ${age(now - seen.issued)} ago.`] };
    case 1:
      return { is: "bad", title: "This card was revoked", text: [`${site.force} issued it and took it back. Do not rely on it.`, made] };
    case 2:
      return { is: "bad", title: "This card is suspended", text: ["It is not valid for now. Do not rely on it.", made] };
    default:
      return unknown("The list says something about this card that this page does not know.");
  }
}

const REFUSED = {
  damaged: { is: "unknown", title: "The code could not be read", text: ["It was read in part, or it is not the code of a card. Scan it again."] },
  "not-signed": { is: "bad", title: "This is not a card of this force", text: ["The code was not signed by this force, or was changed. Do not rely on it."] },
  browser: { is: "unknown", title: "Not checked", text: ["This browser cannot check signatures of this kind, so nothing is known about the card. Update it, or use another one."] },
  list: { is: "unknown", title: "Not checked", text: ["The list of revoked cards is damaged. Try again later."] },
};

const LONDON = { timeZone: "Europe/London" };

function day(second) {
  return new Date(second * 1000).toLocaleDateString("en-GB", { ...LONDON, day: "numeric", month: "long", year: "numeric" });
}

function moment(second) {
  const time = new Date(second * 1000).toLocaleTimeString("en-GB", { ...LONDON, hour: "2-digit", minute: "2-digit" });
  return `${time} on ${day(second)}`;
}

function age(seconds) {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const [number, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 48 * 60 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return number === 0 ? "less than a minute" : `${number} ${unit}${number === 1 ? "" : "s"}`;
}

function bytesOf(hex) {
  return new Uint8Array(Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

function shown(result) {
  const region = document.getElementById("result");
  const mark = { good: "✓", bad: "✕", unknown: "?" }[result.is];
  region.className = `result ${result.is}`;
  const title = document.createElement("h2");
  const sign = document.createElement("span");
  sign.setAttribute("aria-hidden", "true");
  sign.className = "mark";
  sign.textContent = mark;
  title.append(sign, result.title);
  const lines = result.text.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });
  region.replaceChildren(title, ...lines);
  region.hidden = false;
  document.getElementById("limits").hidden = result.is !== "good";
  document.getElementById("again").hidden = false;
  document.getElementById("start").hidden = true;
  document.title = `${result.title} - ${document.body.dataset.force}`;
}

function begin() {
  const data = document.body.dataset;
  const site = {
    force: data.force,
    issuer: data.issuer,
    lists: JSON.parse(data.lists),
    keys: JSON.parse(data.keys).map((key) => ({ algorithm: key.algorithm, bytes: bytesOf(key.bytes) })),
  };
  let letters = "";
  const check = async () => {
    if (letters === "") {
      return;
    }
    document.getElementById("result").setAttribute("aria-busy", "true");
    let result;
    try {
      result = await answer(letters, site, Math.floor(Date.now() / 1000));
    } catch (error) {
      result = REFUSED[error instanceof Refused ? error.message : "browser"];
    }
    shown(result);
    document.getElementById("result").removeAttribute("aria-busy");
  };
  const take = () => {
    if (location.hash.length > 1) {
      letters = location.hash.slice(1);
      // Whoever looks at the address bar, or goes back, need not find the card there.
      history.replaceState(null, "", location.pathname);
      check();
    }
  };
  document.getElementById("again").addEventListener("click", check);
  window.addEventListener("hashchange", take);
  take();
  // Keeps page and list for when there is no network. Where it cannot, the page works online.
  navigator.serviceWorker?.register("keep.js").catch(() => {});
}

begin();
