"""Tipstaff under the drill: a store that is watched, and copies of its own."""
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from measure import run
from subject import NotApplicable, Subject, changed, copy, equal_pair, flipped, removed, swapped, truncated

PROGRAM = os.environ.get("TIPSTAFF", "tipstaff")


def has(*words):
    """Whether this build has a command."""
    return subprocess.run([PROGRAM, *words, "--help"], capture_output=True, check=False).returncode == 0


def document(done):
    """The JSON among what a command said; what it told people stands beside it. Of a record that is damaged there is none."""
    return json.loads(next((line for line in done.said.splitlines() if line.startswith("{")), '{"stores": []}'))


class Desk(Subject):
    """A data folder, two people who sign, and a witness of the log, elsewhere."""

    checks = ("sweep", "verify", "balance", "log verify")
    # Folders that the adversary of mutation 8 puts back.
    stores = ()
    # Days that the programs believe to have passed: what is disposed of cools off first.
    later = 0

    def version(self):
        return subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def tipstaff(self, *words, status=(0,), who="owner", record=True):
        environment = {"HOME": str(self.work), "PATH": os.environ["PATH"], "TIPSTAFF_ASKPASS": str(self.work / "askpass")}
        if who:
            environment["TIPSTAFF_ACTOR"] = who
        words = [*words, "--data", self.work / "d"] if record else words
        return run([*self.clock(), PROGRAM, *words], env=environment, cwd=self.work, status=status)

    def clock(self):
        return ["faketime", "-f", f"+{self.later}d"] if self.later else []

    def people(self):
        script = self.work / "askpass"
        script.write_text("#!/bin/sh\necho 'correct horse battery staple'\n")
        script.chmod(0o700)

    def sign_up(self):
        self.tipstaff("actor", "key", who="")
        for name, role in (("A. Provost", "approver"), ("D. Fell", "data-protection-officer")):
            self.tipstaff("actor", "add", name, "--roles", role)
            self.tipstaff("actor", "key", name)
            self.tipstaff("actor", "key", who=name)

    def begin_witness(self):
        """A witness, under other people and on another machine if it were not a bench."""
        exported = self.tipstaff("log", "export", self.work / "export").said
        keys = re.findall(r"tipstaff/\S+\+[0-9a-f]{8}\+\S+", exported) or re.findall(
            r"tipstaff/\S+\+[0-9a-f]{8}\+\S+", self.tipstaff("log", "verify").said
        )
        self.log_key = keys[0].rstrip(".,")
        shutil.rmtree(self.work / "export", ignore_errors=True)
        self.port = None
        key = self.start_witness()
        policy = self.work / "policy"
        policy.write_text(f"witness audit {key} http://127.0.0.1:{self.port}/\nquorum audit\n")
        # It says that nobody has cosigned yet.
        self.tipstaff("log", "policy", "--set", policy, status=(0, 1))
        self.tipstaff("log", "ask")

    def start_witness(self):
        self.witness = subprocess.Popen(
            [*self.clock(), PROGRAM, "log", "witness", "--name", "audit.example/w", "--folder", str(self.work / "witness"), "--listen",
             f"127.0.0.1:{self.port or 0}", "--log", self.log_key],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
            env={"HOME": str(self.work), "PATH": os.environ["PATH"]},
        )
        self.port = int(self.witness.stdout.readline().rsplit(":", 1)[1])
        return self.witness.stdout.readline().split()[-1]

    def end(self):
        if getattr(self, "witness", None):
            # All of its session: faketime stays in front of the program that it runs.
            os.killpg(self.witness.pid, signal.SIGKILL)
            self.witness.wait()
            self.witness = None

    def keep(self, day):
        """The state of a day; the witness stands still meanwhile."""
        copy(self.work / "d", self.work / f"d-{day}")
        for store in self.stores:
            copy(self.work / store, self.work / f"{store}-{day}", links=True)

    def fresh(self):
        self.end()
        self.later = 0
        copy(self.work / "d-today", self.work / "d")
        copy(self.work / "witness-today", self.work / "witness")
        for store in self.stores:
            copy(self.work / f"{store}-today", self.work / store, links=True)
        self.start_witness()

    def check(self, which):
        if which == "sweep":
            return self.tipstaff("evidence", "watch", "sweep", status=None)
        if which == "verify":
            if not has("evidence", "verify"):
                raise NotApplicable("this build has no `evidence verify`")
            return self.tipstaff("evidence", "verify", status=None)
        return self.tipstaff(*(["evidence", "balance"] if which == "balance" else which.split()), status=None)

    def named(self, runs):
        """Names are shown to who signs for it."""
        said = document(self.tipstaff("evidence", "balance", "--format", "json", status=None))
        for store in said["stores"]:
            for one in store["suspense"]:
                shown = self.tipstaff("evidence", "show", one["difference"], "--purpose", "the drill", status=None)
                if any(name in shown.said for name in self.affected):
                    return True
        return False

    def database(self, folder="d"):
        found = (path for path in (self.work / folder).rglob("*.sqlite*") if path.suffix in (".sqlite", ".sqlite3"))
        return sqlite3.connect(next(found))

    def forget_pointer(self, *, and_what_it_says=False):
        """Every row since yesterday that says what ought to be there; an adversary who may write to the database is not stopped by
        its triggers."""
        with self.database("d-yesterday") as database:
            (last,) = database.execute("SELECT max(number) FROM evidence_inventory").fetchone()
        with self.database() as database:
            for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{trigger}"')
            rows = database.execute("SELECT act, blob FROM evidence_inventory WHERE number > ?", (last,)).fetchall()
            database.execute("DELETE FROM evidence_inventory WHERE number > ?", (last,))
            if and_what_it_says:
                database.execute("DELETE FROM evidence_balance WHERE act >= ?", (min(act for act, _ in rows),))
                for _, blob in rows:
                    for file in (self.work / "d").rglob(f"*{blob}*"):
                        file.unlink()

    def mutation_2b(self):
        self.forget_pointer()

    def mutation_8(self):
        for store in self.stores:
            copy(self.work / f"{store}-yesterday", self.work / store, links=True)

    def mutation_9(self):
        self.mutation_8()
        copy(self.work / "d-yesterday", self.work / "d")


class Watched(Desk):
    name = "tipstaff, a store of somebody else watched"
    stores = ("store",)

    def build(self):
        self.people()
        copy(self.yesterday, self.work / "store", links=True)
        self.added = self.tipstaff("evidence", "watch", "add", self.work / "store", "--name", "dems", who="")
        self.sign_up()
        self.tipstaff("evidence", "additions", "propose", "dems", "--why", "cameras are docked all day")
        self.tipstaff("evidence", "additions", "allow", "1", who="A. Provost")
        if has("evidence", "verify"):
            self.tipstaff("evidence", "verify", "dems")
        self.begin_witness()
        self.keep("yesterday")
        subprocess.run(["cp", "-al", f"{self.today}/.", self.work / "store"], check=True)
        self.tipstaff("evidence", "watch", "sweep")
        # What is new is arriving until a second look, ten seconds later, finds it the same.
        time.sleep(11)
        self.tipstaff("evidence", "watch", "sweep")
        if has("evidence", "verify"):
            self.tipstaff("evidence", "verify", "dems")
        self.end()
        copy(self.work / "witness", self.work / "witness-today")
        self.keep("today")

    def object(self):
        return self.work / "store" / self.target

    def mutation_1(self):
        removed(self.object())

    def mutation_2(self):
        self.mutation_1()
        self.forget_pointer()

    def mutation_3(self):
        self.mutation_1()
        self.forget_pointer(and_what_it_says=True)

    def mutation_4(self):
        changed(self.object(), truncated)

    def mutation_5(self):
        changed(self.object(), flipped)

    def mutation_6(self):
        self.affected = swapped(*equal_pair((self.work / "store").glob("*/*.mp4")))

    def mutation_7(self):
        """Not as new footage comes in: the rule for additions is ended first, or it would be booked."""
        self.tipstaff("evidence", "additions", "end", "1")
        self.affected = ["drill-unknown.mp4"]
        (self.object().parent / "drill-unknown.mp4").write_bytes(os.urandom(5000))

    def mutation_10(self):
        """The owner deletes; two people settle it. Until they have, it is an alarm, and is meant to be."""
        removed(self.object())
        self.tipstaff("evidence", "watch", "sweep", status=(1,))
        said = document(self.tipstaff("evidence", "balance", "--format", "json", status=(1,)))
        difference = said["stores"][0]["suspense"][0]["difference"]
        self.tipstaff("evidence", "settle", "propose", difference, "--why", "disposed of by the owner, list of 27 November")
        self.tipstaff("evidence", "settle", "approve", "1", who="A. Provost")


class Own(Desk):
    name = "tipstaff, two copies of its own"
    stores = ("north", "south")

    def build(self):
        if not has("evidence", "receive"):
            raise NotApplicable("this build has no `evidence receive`")
        self.people()
        for store in self.stores:
            self.tipstaff("evidence", "store", "add", self.work / store, "--name", store, who="")
        self.sign_up()
        self.receive(self.yesterday)
        self.begin_witness()
        self.keep("yesterday")
        self.receive(self.today)
        self.tipstaff("evidence", "watch", "sweep")
        self.end()
        copy(self.work / "witness", self.work / "witness-today")
        self.keep("today")
        self.digest = self.blake3(self.today / self.target)

    def receive(self, folder):
        to = [word for store in self.stores for word in ("--to", store)]
        return self.tipstaff("evidence", "receive", folder, *to, "--source", "dock-7")

    @staticmethod
    def blake3(path):
        return subprocess.run(["b3sum", "--no-names", path], capture_output=True, text=True, check=True).stdout.strip()

    def object(self, store="north"):
        return self.work / store / self.digest[:2] / self.digest[2:4] / self.digest

    def names_of_target(self):
        return [self.digest, *super().names_of_target()]

    def mutation_1(self):
        removed(self.object())

    def mutation_2(self):
        self.mutation_1()
        self.forget_pointer()

    def mutation_3(self):
        for store in self.stores:
            for file in self.object(store).parent.glob(f"{self.digest}*"):
                removed(file)
        self.forget_pointer(and_what_it_says=True)

    def mutation_4(self):
        changed(self.object(), truncated)

    def mutation_5(self):
        changed(self.object(), flipped)

    def mutation_6(self):
        objects = (path for path in (self.work / "north").glob("[0-9a-f][0-9a-f]/*/*") if path.suffix == "")
        self.affected = swapped(*equal_pair(objects))

    def mutation_7(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(os.urandom(5000))
            file.flush()
            digest = self.blake3(file.name)
            folder = self.work / "north" / digest[:2] / digest[2:4]
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.name, folder / digest)
            self.affected = [digest]

    def mutation_10(self):
        """Planned by one, approved by two others, cooled off; the last copy goes a week after the first."""
        if not has("evidence", "dispose"):
            raise NotApplicable("this build has no `evidence dispose`")
        content = (self.today / self.target).read_bytes()
        (self.work / "items.csv").write_text(f"sha256\n{hashlib.sha256(content).hexdigest()}\n")
        self.tipstaff("evidence", "dispose", "plan", "--items-file", self.work / "items.csv", "--why", "court order of 3 May")
        for name in ("A. Provost", "D. Fell"):
            self.tipstaff("evidence", "dispose", "approve", "1", who=name)
        for self.later in (8, 16):
            self.end()
            self.start_witness()
            self.tipstaff("log", "ask")
            self.tipstaff("evidence", "dispose", "carry-out", "1")
        left = [path for store in self.stores for path in self.object(store).parent.glob(f"{self.digest}*")]
        if left:
            raise SystemExit(f"what was disposed of is still there: {left}")


TIPSTAFF = [Watched, Own]
