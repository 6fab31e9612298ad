#!/usr/bin/env python3
"""Checks a bag of evidence: python3 verify.py [--key KEY] [--witness KEY]... [FOLDER]

Written apart from Tipstaff, from the formats that README.txt names, with nothing but the
standard library. It takes the SHA-256 of every file, follows each act's proof to the root of
the log (RFC 6962), and checks the signatures under that root where python3-cryptography or
openssl is there (Ed25519, RFC 8032). Each difference is a line: kind and place. Status 0:
none. Status 1: some. Status 2: it could not be checked.
"""

import argparse
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile

differences = []
notes = []


def differ(kind, place):
    differences.append("%s %s" % (kind, place))


def sha256(data):
    return hashlib.sha256(data).digest()


def read(folder, *path):
    with open(os.path.join(folder, *path), "rb") as file:
        return file.read()


# Files: RFC 8493.

def file_digest(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def manifest(folder, name):
    """Paths and digests. Of a path, LF, CR and % are written %0A, %0D and %25."""
    files = {}
    for line in read(folder, name).decode().rstrip("\n").split("\n"):
        digest, path = line.split(None, 1)
        path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError("%s leads out of the bag" % path)
        files[path] = digest.lower()
    return files


def check_files(folder):
    """Every file is in a manifest, and as it says. Returns the digests."""
    payload, tags = manifest(folder, "manifest-sha256.txt"), manifest(folder, "tagmanifest-sha256.txt")
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")
            told = (payload if path.startswith("data/") else tags).get(path)
            if told is not None:
                found[path] = file_digest(os.path.join(folder, *path.split("/")))
                if found[path] != told:
                    differ("file-changed", path)
            elif not path.startswith("tagmanifest-"):
                differ("file-extra", path)
    for path in sorted((set(payload) | set(tags)) - set(found)):
        differ("file-missing", path)
    return found


# Signatures: C2SP signed-note and tlog-cosignature.

class Key:
    """name+number+base64; the first byte of what that stands for is the kind."""

    def __init__(self, text):
        self.name, self.number, key = text.split("+", 2)
        typed = base64.b64decode(key, validate=True)
        self.kind, self.public = typed[0], typed[1:]
        number = sha256(self.name.encode() + b"\n" + typed)[:4]
        if number.hex() != self.number or self.kind not in (1, 4) or len(self.public) != 32:
            raise ValueError("%s is not a key, or not a whole one" % text)

    def signatures(self, lines):
        """Those that say to be by this key."""
        for line in lines:
            dash, name, signature = line.split(" ", 2)
            signature = base64.b64decode(signature, validate=True)
            if dash == "\u2014" and name == self.name and signature[:4].hex() == self.number:
                yield signature[4:]


def ed25519(public, message, signature):
    """True or False, or None if nothing is there that could tell."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
            return True
        except InvalidSignature:
            return False
    except ImportError:
        pass
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        # What stands before the 32 bytes of a key so that openssl takes it (RFC 8410).
        for path, data in zip(paths, (bytes.fromhex("302a300506032b6570032100") + public, message, signature)):
            with open(path, "wb") as file:
                file.write(data)
        try:
            run = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", paths[0],
                                  "-in", paths[1], "-sigfile", paths[2]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except OSError:
            return None
    if b"Signature Verified Successfully" in run.stdout:
        return True
    # An openssl older than 3.0 cannot do this: that is no answer.
    return False if b"Signature Verification Failure" in run.stdout else None


def check_signature(key, text, lines, cosigns):
    """Whether the key signed; a signature that says so and is not differs."""
    signed = False
    for signature in key.signatures(lines):
        message = text.encode()
        if cosigns:
            message = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + message
            signature = signature[8:]
        answer = ed25519(key.public, message, signature)
        if answer is None:
            notes.append("NOT CHECKED: the signature of %s: install python3-cryptography or openssl 3" % key.name)
        elif not answer:
            differ("signature-wrong", key.name)
        signed = True
    return signed


def check_checkpoint(note, log, witnesses):
    """Size and root of the log."""
    text, _, rest = note.decode().partition("\n\n")
    text, lines = text + "\n", rest.splitlines()
    origin, size, root = text.split("\n")[:3]
    if origin != log.name or log.kind != 1:
        differ("checkpoint-other-log", origin)
    if not check_signature(log, text, lines, False):
        differ("checkpoint-unsigned", log.name)
    for witness in witnesses:
        if witness.kind != 4:
            raise ValueError("%s is no witness" % witness.name)
        if not check_signature(witness, text, lines, True):
            notes.append("NOT WITNESSED by %s" % witness.name)
    if not witnesses:
        notes.append("NOT WITNESSED: no witness is named")
    return int(size), base64.b64decode(root, validate=True)


# The log: RFC 6962, 2.1.1, as RFC 9162, 2.1.3.2, checks it.

def root_of(index, size, leaf, path):
    """The root that a proof leads to, or None if it leads nowhere."""
    if index >= size:
        return None
    node, last, digest = index, size - 1, sha256(b"\x00" + leaf)
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            digest = sha256(b"\x01" + sibling + digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = sha256(b"\x01" + digest + sibling)
        node, last = node >> 1, last >> 1
    return digest if last == 0 else None


def read_proof(data, checkpoint):
    """Index and path of a C2SP tlog-proof over this very checkpoint."""
    head, _, note = data.partition(b"\n\n")
    lines = head.decode().split("\n")
    if note != checkpoint or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise ValueError
    path = [base64.b64decode(line, validate=True) for line in lines[2:]]
    if any(len(hash) != 32 for hash in path):
        raise ValueError
    return int(lines[1][len("index "):]), path


def canonical(leaf):
    """RFC 8785, as far as leaves need it: their keys are plain ASCII, and numbers are whole."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_act(folder, act, checkpoint, size, root):
    """The texts of an act in which digests can stand."""
    position = act["position"]
    try:
        leaf = read(folder, "tipstaff", "acts", "%d.json" % position)
    except OSError:
        differ("act-missing", position)
        return []
    try:
        index, path = read_proof(read(folder, "tipstaff", "proofs", "%d.tlog-proof" % position), checkpoint)
        if index != position or root_of(index, size, leaf, path) != root:
            differ("proof-fails", position)
    except (OSError, ValueError, IndexError):
        differ("proof-damaged", position)
    try:
        value = json.loads(leaf)
        if canonical(value) != leaf or value.get("position", position) != position:
            differ("act-damaged", position)
        if act["salt"] is None:
            return [leaf]
        salt, body = base64.b64decode(act["salt"]), read(folder, "tipstaff", "manifests", "%d" % position)
        digest = sha256(b"tipstaff.manifest/1\n" + len(salt).to_bytes(8, "big") + salt + body).hex()
        if digest != value["manifest"]["sha256"]:
            differ("manifest-changed", position)
        return [leaf, body]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        differ("act-damaged", position)
        return []


def check_items(about, found, texts):
    """Each file is the one that an act about it names by its SHA-256, in digits or as bytes."""
    for item in about["items"]:
        if item["path"] not in found:
            differ("item-missing", item["path"])
        elif found[item["path"]] != item["sha256"]:
            differ("item-changed", item["path"])
        digests = (item["sha256"].encode(), bytes.fromhex(item["sha256"]))
        about_it = [text for position in item["acts"] for text in texts.get(position, [])]
        if not any(digest in text for digest in digests for text in about_it):
            differ("item-in-no-act", item["path"])
    named = set(item["path"] for item in about["items"])
    for path in sorted(path for path in found if path.startswith("data/") and path not in named):
        differ("item-unknown", path)


def check(folder, key, witnesses):
    about = json.loads(read(folder, "tipstaff", "bag.json"))
    if about["schema"] != "tipstaff.bag/1":
        raise ValueError("another schema")
    if key is None:
        notes.append("The log's key is the one that lies in the bag: ask for it elsewhere, and compare.")
    found = check_files(folder)
    checkpoint = read(folder, "tipstaff", "checkpoint")
    log = Key(key or about["log"]["key"])
    size, root = check_checkpoint(checkpoint, log, [Key(text) for text in witnesses or about["log"]["witnesses"]])
    texts = {act["position"]: check_act(folder, act, checkpoint, size, root) for act in about["acts"]}
    for item in about["items"]:
        for position in item["acts"]:
            if position not in texts:
                differ("act-missing", position)
    check_items(about, found, texts)
    return len(about["items"]), len(texts)


def main():
    parser = argparse.ArgumentParser(description="Checks a bag of evidence.")
    parser.add_argument("folder", nargs="?", help="the bag: the folder with bagit.txt in it")
    parser.add_argument("--key", help="the log's key, as the force told it")
    parser.add_argument("--witness", action="append", help="a witness's key, as the witness told it")
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter of a file's name is no reason to stop.
        stream.reconfigure(errors="backslashreplace")
    folder = arguments.folder or os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        items, acts = check(folder, arguments.key, arguments.witness)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print("could not be checked: %s" % error, file=sys.stderr)
        return 2
    for difference in sorted(set(differences)):
        print(difference)
    for note in notes:
        print(note, file=sys.stderr)
    if not differences:
        print("%d files, %d acts, nothing differs" % (items, acts), file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
