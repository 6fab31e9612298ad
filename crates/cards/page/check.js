// Checks the code of a card, here, on this device. What a card says stands behind the `#` of the address, which browsers send
// to nobody; the list of revoked cards is downloaded whole, so nobody learns which card was looked up.

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
  const seen = await list(said.list, site, "no-cache");
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

function shown(result) {
  fill(document.getElementById("result"), result);
  document.getElementById("limits").hidden = result.is !== "good";
  document.getElementById("again").hidden = false;
  document.getElementById("start").hidden = true;
}

function begin() {
  const here = site();
  let letters = "";
  const check = async () => {
    if (letters === "") {
      return;
    }
    document.getElementById("result").setAttribute("aria-busy", "true");
    let result;
    try {
      result = await answer(letters, here, Math.floor(Date.now() / 1000));
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
