// CBOR (RFC 8949), as much of it as cards, lists, enrolments and answers have: no floats, nothing of unknown length.

// Why nothing is believed. The message is one of a few words that each page knows sentences for.
class Refused extends Error {}

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

// The head of any value, for what is signed.
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

// The same the other way round: numbers, bytes, texts and maps, for what a telephone signs.
function toCbor(value) {
  if (Number.isInteger(value)) {
    return new Uint8Array(value < 0 ? head(1, -1 - value) : head(0, value));
  }
  if (value instanceof Uint8Array) {
    return joined([head(2, value.length), value]);
  }
  if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    return joined([head(3, text.length), text]);
  }
  return joined([head(5, value.size), ...Array.from(value).flatMap(([key, what]) => [toCbor(key), toCbor(what)])]);
}
