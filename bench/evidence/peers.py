"""The peers, with the settings that their manuals recommend. Each check is one of their own."""
import os
import re
import subprocess
from pathlib import Path

from measure import run
from subject import NotApplicable, Subject, changed, copy, equal_pair, flipped, removed, swapped, truncated


def told(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


class Restic(Subject):
    name = "restic"
    checks = ("check", "check --read-data")

    def version(self):
        return " ".join(told(["restic", "version"]).split()[:2])

    def environment(self):
        return os.environ | {
            "RESTIC_REPOSITORY": str(self.work / "store"), "RESTIC_PASSWORD": "correct horse",
            "RESTIC_CACHE_DIR": str(self.work / "cache"), "HOME": str(self.work),
        }

    def restic(self, *words, status=(0,)):
        return run(["restic", *words], env=self.environment(), status=status)

    def take_in(self, folder):
        return self.restic("backup", "--quiet", folder)

    def init(self):
        self.restic("init")

    def build(self):
        self.init()
        for day in (self.yesterday, self.today):
            self.take_in(day)
            for part in ("store", "cache"):
                copy(self.work / part, self.work / f"{part}-{day.name}")
        self.snapshot = re.findall(r"^([0-9a-f]{8}) ", self.restic("snapshots").said, re.M)[-1]
        self.pack = self.work / "store" / "data" / self.pack_of(self.target)

    def pack_of(self, item):
        """The pack that holds the item, by the way that restic itself goes."""
        import json

        def cat(*words):
            return json.loads(told(["restic", "cat", *words], env=self.environment()))

        tree = cat("snapshot", self.snapshot)["tree"]
        for name in (self.today / item).parts[1:]:
            node = next(node for node in cat("blob", tree)["nodes"] if node["name"] == name)
            tree = node.get("subtree")
        said = told(["restic", "find", "--blob", "--show-pack-id", node["content"][0]], env=self.environment())
        pack = re.search(r"pack\s+([0-9a-f]{64})", said).group(1)
        return f"{pack[:2]}/{pack}"

    def fresh(self):
        for part in ("store", "cache"):
            copy(self.work / f"{part}-{self.today.name}", self.work / part)

    def check(self, which):
        return self.restic(*which.split(), status=None)

    def mutation_1(self):
        removed(self.pack)

    def mutation_2(self):
        self.mutation_1()
        self.mutation_2b()

    def mutation_2b(self):
        snapshots = list((self.work / "store" / "snapshots").glob(f"{self.snapshot}*"))
        removed(snapshots[0])

    def mutation_3(self):
        self.restic("forget", self.snapshot)
        self.restic("prune", "--max-unused", "0")

    mutation_10 = mutation_3

    def mutation_4(self):
        changed(self.pack, truncated)

    def mutation_5(self):
        changed(self.pack, flipped)

    def mutation_6(self):
        swapped(*equal_pair((self.work / "store" / "data").glob("*/*")))

    def mutation_7(self):
        import hashlib

        content = os.urandom(5000)
        name = hashlib.sha256(content).hexdigest()
        (self.work / "store" / "data" / name[:2] / name).write_bytes(content)

    def mutation_8(self):
        copy(self.work / f"store-{self.yesterday.name}", self.work / "store")

    def mutation_9(self):
        self.mutation_8()
        copy(self.work / f"cache-{self.yesterday.name}", self.work / "cache")


class Borg(Subject):
    name = "borg"
    checks = ("check", "check --verify-data", "list")

    def version(self):
        return told(["borg", "--version"]).strip()

    def borg(self, *words, status=(0,)):
        environment = os.environ | {
            "BORG_REPO": str(self.work / "store"), "BORG_PASSPHRASE": "correct horse", "BORG_BASE_DIR": str(self.work / "base"),
            "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes",
        }
        return run(["borg", *words], env=environment, status=status)

    def init(self):
        (self.work / "base").mkdir(exist_ok=True)
        self.borg("init", "--encryption", "repokey-blake2")

    def take_in(self, folder):
        return self.borg("create", f"::{Path(folder).name}", folder)

    def build(self):
        self.init()
        for day in (self.yesterday, self.today):
            self.take_in(day)
            for part in ("store", "base"):
                copy(self.work / part, self.work / f"{part}-{day.name}")
        before = self.segments(f"store-{self.yesterday.name}")
        new = {name: size for name, size in self.segments("store").items() if name not in before}
        self.segment = self.work / "store" / "data" / max(new, key=new.get)

    def segments(self, store):
        data = self.work / store / "data"
        return {str(file.relative_to(data)): file.stat().st_size for file in data.glob("*/*")}

    def fresh(self):
        for part in ("store", "base"):
            copy(self.work / f"{part}-{self.today.name}", self.work / part)

    def check(self, which):
        return self.borg(*which.split(), status=None)

    def mutation_1(self):
        removed(self.segment)

    def mutation_2(self):
        self.mutation_2b()
        removed(self.segment)

    def mutation_2b(self):
        self.borg("delete", f"::{self.today.name}")

    def mutation_3(self):
        self.mutation_2b()
        self.borg("compact", "--threshold", "0")

    mutation_10 = mutation_3

    def mutation_4(self):
        changed(self.segment, truncated)

    def mutation_5(self):
        changed(self.segment, flipped)

    def mutation_6(self):
        # A segment of 17 bytes is the end of a transaction and holds no data.
        swapped(*equal_pair(file for file in (self.work / "store" / "data").glob("*/*") if file.stat().st_size > 17))

    def mutation_7(self):
        highest = max(int(name.split("/")[1]) for name in self.segments("store"))
        (self.segment.parent / str(highest + 7)).write_bytes(os.urandom(5000))

    def mutation_8(self):
        copy(self.work / f"store-{self.yesterday.name}", self.work / "store")

    def mutation_9(self):
        self.mutation_8()
        copy(self.work / f"base-{self.yesterday.name}", self.work / "base")


class Annex(Subject):
    name = "git-annex"
    checks = ("fsck --fast", "fsck")

    def version(self):
        return "git-annex " + told(["git-annex", "version", "--raw"], env=self.environment()).strip().split("-")[0]

    def environment(self):
        return os.environ | {
            "HOME": str(self.work), "GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@example", "GIT_COMMITTER_NAME": "bench",
            "GIT_COMMITTER_EMAIL": "bench@example",
        }

    def git(self, *words, status=(0,)):
        return run(["git", *words], env=self.environment(), cwd=self.work / "store", status=status)

    def init(self):
        (self.work / "store").mkdir()
        self.git("init", "--quiet")
        self.git("annex", "init", "--quiet", "bench")

    def take_in(self, folder):
        folder = Path(folder)
        subprocess.run(["cp", "-a", folder, self.work / "store"], check=True)
        added = self.git("annex", "add", "--quiet", "--jobs", "2", folder.name)
        return added + self.git("commit", "--quiet", "--message", folder.name)

    def build(self):
        self.init()
        for day in (self.yesterday, self.today):
            self.take_in(day)
            copy(self.work / "store", self.work / f"store-{day.name}")

    def path(self):
        return f"{self.today.name}/{self.target}"

    def object(self, path=None):
        return (self.work / "store" / (path or self.path())).resolve()

    def fresh(self):
        subprocess.run(["chmod", "-R", "u+w", self.work / "store"], check=True)
        copy(self.work / f"store-{self.today.name}", self.work / "store")

    def check(self, which):
        return self.git("annex", *which.split(), status=None)

    def forget_pointer(self):
        self.git("rm", "--quiet", "--cached", self.path())
        removed(self.work / "store" / self.path())
        self.git("commit", "--quiet", "--message", "gone")

    def mutation_1(self):
        removed(self.object())

    def mutation_2(self):
        self.mutation_1()
        self.forget_pointer()

    def mutation_2b(self):
        self.forget_pointer()

    def mutation_3(self):
        self.git("annex", "drop", "--force", self.path())
        self.forget_pointer()

    mutation_10 = mutation_3

    def mutation_4(self):
        changed(self.object(), truncated)

    def mutation_5(self):
        changed(self.object(), flipped)

    def mutation_6(self):
        links = {str(path.resolve()): path.name for path in (self.work / "store").glob("*day/*/*")}
        pair = equal_pair(links)
        self.affected = [*swapped(*pair), *(links[path] for path in pair)]

    def names_of_target(self):
        return [self.object().name, *super().names_of_target()]

    def mutation_7(self):
        folder = self.object().parent.parent
        (folder / "SHA256E-s5000--drill.mp4").mkdir()
        (folder / "SHA256E-s5000--drill.mp4" / "SHA256E-s5000--drill.mp4").write_bytes(os.urandom(5000))

    def mutation_8(self):
        """The store alone is its folder of objects; what git knows stays of today."""
        objects = self.work / "store" / ".git" / "annex" / "objects"
        subprocess.run(["chmod", "-R", "u+w", objects], check=True)
        copy(self.work / f"store-{self.yesterday.name}" / ".git" / "annex" / "objects", objects)

    def mutation_9(self):
        subprocess.run(["chmod", "-R", "u+w", self.work / "store"], check=True)
        copy(self.work / f"store-{self.yesterday.name}", self.work / "store")


PEERS = [Restic, Borg, Annex]
