// COSE_Sign1 (RFC 9052): a payload and one signature.
const ALGORITHMS = {
  "-8": { name: "Ed25519", import: { name: "Ed25519" }, verify: { name: "Ed25519" } },
  "-7": {
    name: "P-256",
    import: { name: "ECDSA", namedCurve: "P-256" },
    verify: { name: "ECDSA", hash: "SHA-256" },
  },
};

function toBeSigned(header, payload) {
  return joined([head(4, 4), toCbor("Signature1"), toCbor(header), toCbor(new Uint8Array()), toCbor(payload)]);
}

// The claims that one of the keys signed. `type` is what the header has to say it is.
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
  const what = toBeSigned(header, payload);
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

// Signs claims with a telephone's key, which is one of P-256: every browser has that.
async function sealed(key, type, claims) {
  const header = toCbor(new Map([[1, -7], [16, type]]));
  const payload = toCbor(claims);
  const signature = await crypto.subtle.sign(ALGORITHMS["-7"].verify, key, toBeSigned(header, payload));
  return joined([[0xd2], head(4, 4), toCbor(header), toCbor(new Map()), toCbor(payload), toCbor(new Uint8Array(signature))]);
}
