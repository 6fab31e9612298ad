#!/usr/bin/env python3
"""Checks an export of a Tipstaff record: python3 verify.py FOLDER

Written apart from Tipstaff, from the formats that its guide tells, with nothing but the
standard library. It rebuilds the root of the log from its entries, checks every manifest
against the salted digest in its leaf, rebuilds from the manifests what every row must be,
and compares. Each difference is a line: kind, place, number. Status 0: none. Status 1: some.
Status 2: it could not be checked.
"""

import base64
import hashlib
import json
import os
import sys

differences = []


def differ(kind, place, number=""):
    differences.append("%s %s %s" % (kind, place, number))


def sha256(data):
    return hashlib.sha256(data).digest()


def tile_path(index):
    """Three digits a folder, all but the last with an x before them (C2SP tlog-tiles)."""
    parts = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        parts.insert(0, "x%03d" % (index % 1000))
    return os.path.join(*parts)


def read_bundle(folder, index, width):
    """The entries of a bundle: each behind its length in two bytes."""
    path = os.path.join(folder, "log", "tile", "entries", tile_path(index))
    if width < 256:
        path = os.path.join(path + ".p", str(width))
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        differ("tile-missing", "shelf")
        return []
    entries, at = [], 0
    while at + 2 <= len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
    if at != len(data) or len(entries) != width:
        differ("tile-truncated", "shelf")
    return entries[:width]


def root(hashes):
    """The Merkle tree hash of RFC 6962, from hashes of leaves."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:]))


def read_checkpoint(folder):
    with open(os.path.join(folder, "log", "checkpoint"), encoding="utf-8") as file:
        text = file.read()
    origin, size, digest = text.split("\n\n")[0].split("\n")[:3]
    return origin, int(size), base64.b64decode(digest)


def row_digest(table, number, columns):
    """SHA-256, cut to 16 bytes, with lengths before texts."""
    data = [b"tipstaff.row/1\n", len(table).to_bytes(8, "big"), table.encode(),
            number.to_bytes(8, "big", signed=True)]
    for column in columns:
        if column is None:
            data.append(b"\x00")
        else:
            text = column.encode()
            data += [b"\x01", len(text).to_bytes(8, "big"), text]
    return sha256(b"".join(data))[:16]


def manifest_digest(salt, body):
    """Under its salt, with the salt's length before it."""
    return sha256(b"tipstaff.manifest/1\n" + len(salt).to_bytes(8, "big") + salt + body).hex()


def canonical(leaf):
    """RFC 8785, as far as leaves need it: their keys are plain ASCII, and numbers are whole."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def read_acts(folder, about):
    """All leaves as bytes, checked against the signed root."""
    origin, size, digest = read_checkpoint(folder)
    name = "tipstaff/" + about["record"]
    if about["generation"] > 1:
        name += "/%d" % about["generation"]
    if origin != name:
        differ("checkpoint-key", "shelf")
    leaves = []
    for index in range((size + 255) // 256):
        leaves += read_bundle(folder, index, min(256, size - index * 256))
    if root([sha256(b"\x00" + leaf) for leaf in leaves]) != digest:
        differ("checkpoint-root", "shelf", size)
    if size != about["size"]:
        differ("head-differs", "head", about["size"])
    return leaves


class Expected:
    """What every row must be: digest, the act that wrote it, the act that ended it."""

    def __init__(self, tables):
        self.rows = {table: [] for table in tables}
        self.unreliable = set()

    def take(self, position, change):
        table, rows = change["table"], self.rows[change["table"]]
        new = [row_digest(table, change["first"] + at, row) for at, row in enumerate(change.get("rows", []))]
        digests = base64.b64decode(change.get("digests", ""))
        new += [digests[at:at + 16] for at in range(0, len(digests), 16)]
        if new and change["first"] > len(rows) + 1 and self.unreliable:
            rows += [None] * (change["first"] - 1 - len(rows))
        if new and change["first"] != len(rows) + 1:
            differ("number-used-twice", "log", position)
            self.unreliable.add(position)
            return
        rows += [[digest, position, None] for digest in new]
        for state, numbers in ((position, change.get("ended", [])), ("erased", change.get("erased", []))):
            for number in numbers:
                row = rows[number - 1] if 0 < number <= len(rows) else None
                if row is None and self.unreliable:
                    continue
                if row is None or (row[2] is not None and (state != "erased" or row[2] == "erased")):
                    differ("effect-without-act", "log", position)
                else:
                    row[2] = state


def replay(folder, about, leaves):
    expected = Expected(about["tables"])
    manifests = {}
    for line in lines(os.path.join(folder, "manifests.jsonl")):
        if line["position"] >= len(leaves) or line["position"] in manifests:
            differ("manifest-extra", "manifest", line["position"])
        else:
            manifests[line["position"]] = (base64.b64decode(line["salt"]), line["body"].encode())
    at = ""
    for position, raw in enumerate(leaves):
        try:
            leaf = json.loads(raw)
        except ValueError:
            leaf = None
        if leaf is None or canonical(leaf) != raw or leaf.get("schema") != "tipstaff.act/1":
            differ("leaf-damaged", "log", position)
            expected.unreliable.add(position)
            continue
        if leaf["position"] != position or leaf["record"] != about["record"]:
            differ("leaf-elsewhere", "log", position)
            expected.unreliable.add(position)
            continue
        # Microseconds are written without noughts at their end, so texts are made equally long before they are compared.
        whole, _, fraction = leaf["at"].rstrip("Z").partition(".")
        now = whole + "." + fraction.ljust(9, "0")
        if now <= at:
            differ("leaf-time", "log", position)
        at = now
        if position not in manifests:
            differ("manifest-missing", "log", position)
            expected.unreliable.add(position)
            continue
        salt, body = manifests[position]
        if len(body) != leaf["manifest"]["bytes"] or manifest_digest(salt, body) != leaf["manifest"]["sha256"]:
            differ("manifest-changed", "log", position)
            expected.unreliable.add(position)
            continue
        for change in json.loads(body)["changes"]:
            expected.take(position, change)
    return expected


def compare(folder, expected, table, columns):
    rows, seen = expected.rows[table], 0
    unreliable = {str(position) for position in expected.unreliable}
    for line in lines(os.path.join(folder, "tables", table + ".jsonl")):
        number, act, ended = int(line["number"]), line["act"], line.get("ended")
        if number <= seen:
            differ("row-added", table, number)
            continue
        missing(table, rows, seen, min(number - 1, len(rows)))
        seen = number
        row = rows[number - 1] if number <= len(rows) else None
        if row is None:
            if act not in unreliable:
                differ("row-added", table, number)
        elif row[2] == "erased":
            differ("row-not-erased", table, number)
        elif len(line["columns"]) != len(columns) or row_digest(table, number, line["columns"]) != row[0] \
                or act != str(row[1]):
            differ("row-changed", table, number)
        elif ended not in unreliable and ended != (None if row[2] is None else str(row[2])):
            differ("row-ended", table, number)
    missing(table, rows, seen, len(rows))


def missing(table, rows, seen, until):
    for number in range(seen + 1, until + 1):
        row = rows[number - 1]
        if row is not None and row[2] != "erased":
            differ("row-removed", table, number)


def counters(about, expected):
    for table, rows in expected.rows.items():
        following = int(about["counters"].get(table, "1"))
        if following < len(rows) + 1 or (following > len(rows) + 1 and not expected.unreliable):
            differ("counter-differs", "counter", following)


def main():
    if len(sys.argv) != 2:
        print("python3 verify.py FOLDER", file=sys.stderr)
        return 2
    folder = sys.argv[1]
    try:
        with open(os.path.join(folder, "record.json"), encoding="utf-8") as file:
            about = json.load(file)
        if about["schema"] != "tipstaff.export/1":
            raise ValueError("another schema")
        leaves = read_acts(folder, about)
        expected = replay(folder, about, leaves)
        for table, columns in about["tables"].items():
            compare(folder, expected, table, columns)
        counters(about, expected)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print("could not be checked: %s" % error, file=sys.stderr)
        return 2
    for difference in differences:
        print(difference.strip())
    if not differences:
        print("%d acts, nothing differs" % len(leaves), file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
