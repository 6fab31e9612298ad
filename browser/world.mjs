// A force in the middle of its work: people, holders, files and releases in every state, all of it made up. Prepared by forms
// without a browser, in a few seconds.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "./client.mjs";
import { program, startServer } from "./server.mjs";

const examples = path.join(path.dirname(fileURLToPath(import.meta.url)), "../examples");

/** A workbook with 312 people on a hidden sheet. */
export const example = path.join(examples, "answer.xlsx");

/** Files of which it is known what the check says. */
export async function files() {
  const folder = await mkdtemp(path.join(tmpdir(), "tipstaff-files-"));
  const file = async (name, content) => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };
  return {
    held: example,
    clear: await file("Officers by rank 2026.csv", "Rank,Number\nConstable,120\nSergeant,31\n"),
    plain: await file("Stations.csv", "District,Stations\nNorth,4\nSouth,7\n"),
    third: await file("Vehicles.csv", "Kind,Number\nVan,14\nCar,97\n"),
    review: await file("Contact for the press.txt", "Please ask Morgan Reed, morgan.reed@force.example, 028 9065 0222.\n"),
    unknown: await file("scan 0815.bin", Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * index * 31 + 7) % 251))),
    // As a file is called that somebody wants to break the page with.
    hostile: await file("<b>x<i> 'q' \u202Efdp.exe a-very-long-name-without-any-space-in-it-0123456789-0123456789-0123456789.txt", "12 of 40\n"),
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An empty server with its first administrator. */
export async function emptyWorld() {
  const server = await startServer();
  const owner = await Client.joining(server.origin, server.firstLink);
  return { server, owner, origin: server.origin, forget: () => server.forget() };
}

/** A colleague with roles, who has chosen a passphrase. */
export async function colleague(world, name, roles) {
  const page = await world.owner.sign("/users/invite", { name, roles });
  return Client.joining(world.origin, linkIn(page));
}

function linkIn(page) {
  return new URL(/id="link">([^<]+)</.exec(page)[1], "http://localhost").pathname;
}

/** Takes people in, as whoever runs the server does it: some columns of the example's list of people. */
export async function importPeople(world) {
  const lines = (await readFile(path.join(examples, "people.csv"), "utf8")).trim().split(/\r?\n/).slice(1);
  const rows = lines.map((line) => line.split(",")).map((cells) => [0, 2, 4, 3, 6].map((column) => cells[column]));
  const table = path.join(world.server.folders.keys, "people.csv");
  await writeFile(table, [["Pay number", "Surname", "Forename", "Initials", "Rank"], ...rows].join("\n"));
  const place = ["--data", world.server.folders.data, "--key-file", path.join(world.server.folders.keys, "key")];
  await promisify(execFile)(program, ["people", "import", table, "--source", "human-resources", ...place]);
}

/** Proposes the release of a file that was checked. Gives the address of the release. */
export function propose(who, check, { reference, what, reasons = {} }) {
  return who.sign(`${check}/release`, { reference, recipient: "The requester", what, ...reasons });
}

/** Everything there is. `world.at` names the addresses. */
export async function fullWorld() {
  const world = await emptyWorld();
  try {
    return await fill(world);
  } catch (error) {
    await world.forget();
    throw error;
  }
}

async function fill(world) {
  const { owner } = world;
  const sent = await files();
  await importPeople(world);
  const approver = await colleague(world, "R. Ashworth", ["approver"]);
  const auditor = await colleague(world, "M. Quill", ["auditor"]);
  const officer = await colleague(world, "J. Linden", ["foi-officer"]);
  const evidence = await colleague(world, "P. Marsh", ["evidence-manager"]);
  const invited = await owner.sign("/users/invite", { name: "T. Hollis", roles: ["card-office"] });
  const invitation = linkIn(invited);
  // The owner is actor 1, and so on in this order.
  await colleague(world, "S. Fenn", ["auditor"]);
  const at = { newcomer: "/users/7/roles" };
  for (const kind of ["held", "clear", "review", "unknown", "hostile"]) {
    at[kind] = await owner.check(sent[kind]);
  }
  at.copied = await owner.check(sent.held);
  await owner.post(`${at.copied}/copy`);
  await owner.settled(at.copied);

  // A release in each state.
  const release = async (file, reference, what) => propose(owner, await owner.check(file), { reference, what });
  at.approved = await release(sent.clear, "FOI 2026/0119", "Officers by rank, 2026");
  await approver.sign(`${at.approved}/approve`, { looked: "yes" });
  at.refused = await release(sent.plain, "FOI 2026/0120", "Stations by district");
  await approver.sign(`${at.refused}/refuse`, { why: "The wrong year" });
  at.takenBack = await release(sent.plain, "FOI 2026/0121", "Stations by district, again");
  await owner.sign(`${at.takenBack}/withdraw`);
  at.revoked = await release(sent.third, "FOI 2026/0122", "Vehicles by kind");
  await approver.sign(`${at.revoked}/approve`, { looked: "yes" });
  await owner.sign(`${at.revoked}/withdraw-certificate`, { why: "The table was of last year" });
  at.proposed = await propose(owner, at.clear, { reference: "FOI 2026/0123", what: "Officers by rank, once more" });
  at.officers = await propose(officer, await officer.check(sent.third), { reference: "FOI 2026/0124", what: "Vehicles" });

  // Somebody who has signed nothing since signing in is asked for the passphrase.
  const signedIn = await Client.signingIn(world.origin, "J. Linden");

  // Who holds what.
  at.holder = await owner.post("/holders/add", { kind: "supplier", name: "Card maker" });
  at.emptyHolder = await owner.post("/holders/add", { kind: "device", name: "Laptop 4711" });
  const entered = { about: "numbers", which: "1-200", perhaps: "201-230", from: "2023-03", note: "Sent by mail" };
  at.holding = await owner.post(`${at.holder}/enter`, { ...entered, field: ["surname", "initials", "pay-number"] });
  at.closed = await owner.post(`${at.holder}/enter`, { ...entered, field: ["surname", "email"], from: "2022-01", until: "2022-08" });
  at.question = `/exposure?holder=${at.holder.split("/").pop()}&from=2022-01&to=2026-11`;

  await share(world, at, approver);
  await cards(world, at);
  await owner.sendTo("/trace", "found.csv", "Surname,Initials\nMacNicholl,G\nNobodyatall,Q\n");
  await owner.sign("/trace/begin");
  at.traced = await owner.settled("/trace");

  const added = await owner.post("/users/programs/add", { name: "Case system", scopes: ["certificates", "checks"] });
  const token = /id="token">([^<]+)</.exec(added)[1];
  await owner.post("/log/verify");
  const forget = async () => {
    await sent.forget();
    await world.server.forget();
  };
  return { ...world, sent, at, token, invitation, approver, auditor, officer: signedIn, evidence, forget };
}

/** A recipient, a share in each state, and what was delivered. */
async function share(world, at, approver) {
  const { owner } = world;
  const key = path.join(world.server.folders.keys, "recipient.key");
  const { stdout } = await promisify(execFile)(program, ["receipt", "keys", "-o", key]);
  // A holder of its own: what is delivered is counted, and what others counted before stays so.
  const holder = await owner.post("/holders/add", { kind: "supplier", name: "Badge maker" });
  await owner.sign("/recipients/enrol", { holder: "Badge maker", keys: stdout.trim(), compared: "yes" });
  at.recipient = `/recipients/${holder.split("/").pop()}`;
  const terms = {
    holder: holder.split("/").pop(),
    purpose: "Printing warrant cards",
    basis: "Contract 12",
    field: ["surname", "initials"],
    mark: ["token", "order", "fictitious"],
    fictitious: "3",
    "keep-days": "30",
    expires: `${new Date().getFullYear() + 1}-12-01`,
    do: "propose",
  };
  at.share = await owner.sign("/shares/propose", { ...terms, name: "cards-1" });
  await approver.sign(`${at.share}/approve`);
  await owner.sign(`${at.share}/deliver`, { form: "csv" });
  at.delivery = "/deliveries/1";
  at.proposedShare = await owner.sign("/shares/propose", { ...terms, name: "cards-2", "every-days": "7" });
}

/** An empty server with people who keep the books of evidence, and stores in every state. */
export async function evidenceWorld() {
  const world = await emptyWorld();
  try {
    await importPeople(world);
    const approver = await colleague(world, "R. Ashworth", ["approver"]);
    const evidence = await colleague(world, "P. Marsh", ["evidence-manager"]);
    const auditor = await colleague(world, "M. Quill", ["auditor"]);
    const full = { ...world, approver, evidence, auditor, at: {} };
    await footage(full, full.at);
    return full;
  } catch (error) {
    await world.forget();
    throw error;
  }
}

/** Three stores, as whoever runs the server puts them under watch: one that lost something, one that is not there, one that is fine. */
async function footage(world, at) {
  const { keys, data } = world.server.folders;
  const place = ["--data", data, "--key-file", path.join(keys, "key")];
  const run = (...words) => promisify(execFile)(program, [...words, "--as", "owner", ...place]);
  // A difference is an alarm, and its exit status says so.
  const sweep = (...words) => run("evidence", "watch", "sweep", ...words).catch((error) => assertStatus(error, [1, 2]));
  const folder = (name) => path.join(keys, name);
  const video = (number) => `cam-${String(number).padStart(3, "0")}.mp4`;
  for (const [name, count] of [["body-worn", 240], ["interview-rooms", 40], ["archive", 12]]) {
    await mkdir(folder(name));
    for (let number = 1; number <= count; number += 1) {
      await writeFile(path.join(folder(name), video(number)), `video ${number} of ${name}`);
    }
    await run("evidence", "watch", "add", folder(name), "--name", name, "--every", "24h");
  }
  // What the evidence system says of them.
  const lines = Array.from({ length: 240 }, (_, index) => {
    const recorded = `2026-0${1 + (index % 6)}-14T21:04:00Z`;
    const urn = index < 9 ? `14XX00001${index % 4}2` : "";
    return [video(index + 1), index % 3 ? "camera" : "dock 2", index % 5 ? "evidential" : "non-evidential", recorded, urn].join(",");
  });
  await writeFile(folder("extract.csv"), ["file,source,class,recorded,urn", ...lines].join("\n"));
  await run("evidence", "expect", folder("extract.csv"), "--store", "body-worn", "--name", "file", "--source", "source",
    "--class", "class", "--recorded", "recorded", "--case", "urn");
  const year = new Date().getFullYear() + 1;
  await writeFile(folder("cases.csv"), `urn,officer,court-date\n14XX0000102,2002557,${year}-02-03\n14XX0000112,2004248,${year}-01-19\n14XX0000122,,\n`);
  await run("case", "import", folder("cases.csv"), "--number-field", "pay-number");
  await sweep();
  for (let number = 2; number <= 220; number += 1) {
    await rm(path.join(folder("body-worn"), video(number)));
  }
  await writeFile(path.join(folder("body-worn"), "<b>who put this here<i> \u202Egpj.mp4"), "a stranger");
  await writeFile(path.join(folder("body-worn"), video(240)), "another video");
  await rename(folder("archive"), folder("archive-elsewhere"));
  await sweep();
  at.store = "/evidence/1";
  at.difference = "/evidence/1/differences/1";
  at.surplus = "/evidence/1/differences/2";
  await world.evidence.sign(`${at.difference}/settle`, { why: "Deleted by the supplier on 26 July; no copy was found" });
  at.settlement = "/evidence/1/settlements/1";
  world.sweep = sweep;
}

/** A program that ended with one of these. */
function assertStatus(error, expected) {
  if (!expected.includes(error.code)) {
    throw error;
  }
}

const FRONT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<text data-field="name" data-width="700" x="40" y="260" font-size="40">name</text></svg>`;
const BACK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<rect data-place="code" x="479" y="75" width="334" height="334"/>
<text data-field="serial" data-width="320" x="40" y="473" font-size="24">serial</text></svg>`;

/** An order of cards, and a job that a print service has. */
async function cards(world, at) {
  const { owner } = world;
  const { keys, data } = world.server.folders;
  const file = (name) => path.join(keys, name);
  const run = (...words) => promisify(execFile)(program, words);
  await writeFile(file("front.svg"), FRONT);
  await writeFile(file("back.svg"), BACK);
  const place = ["--data", data, "--key-file", file("key")];
  await run("card", "design", "plain", "--front", file("front.svg"), "--back", file("back.svg"), "--as", "owner", ...place);
  const says = { force: "Example Police", issuer: "example", page: "https://cards.example.uk/", contact: "Call 101" };
  await owner.sign("/cards/set-up", says);
  at.order = await owner.sign("/cards/order", {
    design: "plain",
    kind: "constable",
    until: "2029-12-31",
    printed: "share",
    share: at.share.split("/").pop(),
    only: "2002557\n2004248\n2005130",
    nobody: "yes",
    cards: "3",
  });
  await owner.sign(`${at.order}/seal`, { offer: await offer(world, "first"), window: "20", most: "2", profile: "office" });
  at.job = "/cards/jobs/1";
}

/** What the print agent of the supplier offers: a fresh key, for one job. */
export async function offer(world, name) {
  const file = (ending) => path.join(world.server.folders.keys, `${name}.${ending}`);
  const keys = path.join(world.server.folders.keys, "recipient.key");
  await promisify(execFile)(program, ["card", "print", "offer", "--keys", keys, "-o", file("secret"), "--offer", file("txt")]);
  return readFile(file("txt"), "utf8");
}
