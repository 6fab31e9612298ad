"""What the drill does to every system, and what it asks of it."""
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

MUTATIONS = {
    "1": "delete one data object",
    "2": "delete the catalogue's pointer to it, too",
    "2b": "delete the pointer alone, and leave the data",
    "3": "delete pointer, data and manifest, so that they agree",
    "4": "truncate an object",
    "5": "flip one bit of an object; size and time stay",
    "6": "swap two objects of equal size; times stay",
    "7": "add an object that nobody knows",
    "8": "put the whole store back to yesterday",
    "9": "put store, catalogue and log back to yesterday",
    "10": "delete with authority",
}
# Those that are to be told; 2b is beside the ten of the design.
TEN = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
QUIET = ["none", "10"]


@dataclass
class NotApplicable(Exception):
    why: str


class Subject:
    """One system. `items` are what it holds, yesterday's and today's; `target` is the one that the adversary wants gone."""

    name = ""
    # Names of the checks that it offers, in the order in which they are asked.
    checks = ()

    def __init__(self, work, yesterday, today, target):
        self.work, self.yesterday, self.today, self.target = Path(work), Path(yesterday), Path(today), target
        self.work.mkdir(parents=True)

    def version(self):
        raise NotImplementedError

    def build(self):
        """Takes in yesterday's and today's items, and keeps the state of both days."""
        raise NotImplementedError

    def fresh(self):
        """Puts today's state back."""
        raise NotImplementedError

    def names_of_target(self):
        """What the item is called in what the checks say."""
        return [os.path.basename(self.target)]

    def mutate(self, which):
        """Does it, or raises NotApplicable."""
        self.affected = self.names_of_target()
        if which != "none":
            getattr(self, f"mutation_{which}")()

    def check(self, which):
        """Runs one check; exit status 0 says that all is well."""
        raise NotImplementedError

    def named(self, runs):
        """Whether the item stands in what the checks said."""
        return any(name in run.said for run in runs for name in self.affected)

    def end(self):
        """Stops what still runs."""


def copy(from_folder, to_folder, *, links=False):
    """A copy of a folder in place of another one, whose own inode stays: a store is known by it."""
    to_folder.mkdir(parents=True, exist_ok=True)
    if links:
        linked(from_folder, to_folder)
        return
    subprocess.run(["find", to_folder, "-mindepth", "1", "-delete"], check=True)
    subprocess.run(["cp", "-a", f"{from_folder}/.", to_folder], check=True)


def linked(from_folder, to_folder):
    """The same by links: only what is another file now is linked anew. Of 400,000 files a mutation changes one or two."""
    with os.scandir(from_folder) as wanted, os.scandir(to_folder) as there:
        wanted, there = {one.name: one for one in wanted}, {one.name: one for one in there}
    for name, one in there.items():
        kept = wanted.get(name)
        if kept is not None and (kept.inode() == one.inode() or kept.is_dir(follow_symlinks=False) and one.is_dir(follow_symlinks=False)):
            continue
        if one.is_dir(follow_symlinks=False):
            shutil.rmtree(one.path)
        else:
            os.unlink(one.path)
    for name, kept in wanted.items():
        target = os.path.join(to_folder, name)
        if kept.is_dir(follow_symlinks=False):
            os.makedirs(target, exist_ok=True)
            linked(kept.path, target)
        elif not os.path.lexists(target):
            os.link(kept.path, target, follow_symlinks=False)


def changed(path, change):
    """Other bytes in a file's place, with the same times and rights; whoever shares the old bytes by a link keeps them."""
    path, about = Path(path), os.stat(path)
    content = bytearray(path.read_bytes())
    new = path.parent / "drill.part"
    with unlocked(path.parent):
        new.write_bytes(change(content))
        shutil.copymode(path, new)
        os.utime(new, ns=(about.st_atime_ns, about.st_mtime_ns))
        os.replace(new, path)


def truncated(content):
    return bytes(content[: len(content) // 2])


def flipped(content):
    content[len(content) * 2 // 3] ^= 1
    return bytes(content)


def swapped(one, other):
    """Two files change places; the times stay with the places. Gives their names."""
    first, second = Path(one).read_bytes(), Path(other).read_bytes()
    changed(one, lambda _: second)
    changed(other, lambda _: first)
    return [Path(one).name, Path(other).name]


def removed(path):
    with unlocked(Path(path).parent):
        os.remove(path)


class unlocked:
    """git-annex takes the right to write from its folders."""

    def __init__(self, folder):
        self.folder, self.mode = folder, os.stat(folder).st_mode

    def __enter__(self):
        os.chmod(self.folder, self.mode | 0o200)

    def __exit__(self, *_):
        os.chmod(self.folder, self.mode)


def equal_pair(files):
    """Two files of equal size and other bytes, if there are any."""
    by_size = {}
    for file in sorted(files):
        size = os.path.getsize(file)
        other = by_size.setdefault(size, file)
        if other != file and size > 0 and Path(other).read_bytes() != Path(file).read_bytes():
            return other, file
    raise NotApplicable("no two of its files have the same size")
