// What the force wrote into the page.
function site() {
  const data = document.body.dataset;
  return {
    force: data.force,
    issuer: data.issuer,
    contact: data.contact,
    page: data.page,
    relay: data.relay,
    lists: JSON.parse(data.lists ?? "{}"),
    keys: JSON.parse(data.keys).map((key) => ({ algorithm: key.algorithm, bytes: fromHex(key.bytes) })),
  };
}

const KINDS = {
  1: "a sworn constable",
  2: "a police community support officer",
  3: "a member of police staff",
};
