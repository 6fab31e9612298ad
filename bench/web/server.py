"""`tipstaff serve` on a record of invented people, somebody who has signed in, and what its processes hold in memory."""
import http.client
import os
import re
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

TIPSTAFF = os.environ["TIPSTAFF"]
PASSPHRASE = "four random words here"
PEOPLE = int(os.environ.get("PEOPLE", "5000"))
SYLLABLES = ["ash", "quill", "mar", "row", "thistle", "oak", "tans", "ley"]


class Server:
    """A server of its own record, ended with `stop`."""

    def __init__(self, folder, *arguments):
        self.folder = Path(folder)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TIPSTAFF_ASKPASS": str(self.folder / "askpass")}
        (self.folder / "askpass").write_text(f"#!/bin/sh\necho '{PASSPHRASE}'\n")
        (self.folder / "askpass").chmod(0o700)
        self.where = ["--data", str(self.folder / "d"), "--key-file", str(self.folder / "force.key")]
        if not (self.folder / "d").exists():
            self.say("people", "import", str(self.people()), "--yes", "--quiet")
        self.say("actor", "key")
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen([TIPSTAFF, "serve", *self.where, "--listen", "127.0.0.1:0", *arguments],
                                        env=self.environment, stdin=subprocess.DEVNULL, stderr=self.log, cwd=folder)
        self.port = None
        while self.port is None:
            assert self.process.poll() is None, (self.folder / "log").read_text()
            found = re.search(r"ready: http://127\.0\.0\.1:(\d+)", (self.folder / "log").read_text())
            self.port = int(found[1]) if found else time.sleep(0.05)
        self.cookie = self.sign_in()

    def people(self):
        path = self.folder / "people.csv"
        rows = (f"{100_000 + n},{SYLLABLES[n % 8]}{SYLLABLES[n // 8 % 8]}{n},{SYLLABLES[n // 64 % 8]}".title() for n in range(PEOPLE))
        path.write_text("Service No,Surname,Forename\n" + "\n".join(rows) + "\n")
        return path

    def say(self, *words):
        subprocess.run([TIPSTAFF, *words, *self.where], env=self.environment, check=True, cwd=self.folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def sign_in(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        form = urllib.parse.urlencode({"name": "owner", "passphrase": PASSPHRASE})
        connection.request("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        assert answer.status == 303, answer.status
        return answer.getheader("Set-Cookie").split(";")[0]

    def get(self, path, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, f"{path}: {answer.status}"
        return body.decode()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class Memory:
    """The most that the server alone, and the server with all its readers, held at one moment. Watched ten times a second."""

    def __init__(self, process):
        self.process, self.alone, self.together, self.over = process, 0, 0, False
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.over:
            alone = resident(self.process)
            readers = sum(resident(child) for child in children(self.process))
            self.alone, self.together = max(self.alone, alone), max(self.together, alone + readers)
            time.sleep(0.1)

    def stop(self):
        self.over = True
        self.thread.join()
        return self.alone, self.together


def resident(process):
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def children(process):
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += task.read_text().split()
        except OSError:
            pass
    return found
