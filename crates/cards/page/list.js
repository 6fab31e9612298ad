// A status list (draft-ietf-oauth-status-list).

// By how many seconds two clocks may differ.
const SKEW = 300;
const DAY = 24 * 60 * 60;

// The whole list. `null` where it cannot be had. `cache` is how the browser may answer from what it keeps.
async function list(address, site, cache) {
  const file = site.lists[address];
  if (file === undefined) {
    return null;
  }
  let bytes;
  try {
    const answer = await fetch(file, { cache, credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) {
      return null;
    }
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch {
    return null;
  }
  let claims;
  try {
    claims = await signed(bytes, site.keys, "application/statuslist+cwt");
  } catch (error) {
    // What is wrong with the list is not wrong with what is looked up in it.
    throw error.message === "browser" ? error : new Refused("list");
  }
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
