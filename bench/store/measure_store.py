"""Taking in, and reading everything: Tipstaff's own copies beside cp and b3sum, and beside three peers, on the same data in one run."""
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent / "evidence")]
import files  # noqa: E402
from measure import Run, caveat, forget, machine, run, size, wrapped  # noqa: E402
from peers import PEERS  # noqa: E402
from tipstaff import Own  # noqa: E402

OUT = ROOT / "bench" / "out" / "store"
# Where the work is done.
WORK = Path(os.environ.get("WORK", OUT))
QUICK = "--quick" in sys.argv
SMALL = int(os.environ.get("SMALL", "2000" if QUICK else "100000"))
BIG = int(os.environ.get("BIG", "5" if QUICK else "200"))
MANY = int(os.environ.get("MANY", "10000" if QUICK else "1000000"))
ANNEX = int(os.environ.get("ANNEX_ITEMS", "1000" if QUICK else "10000"))
SETTLE = int(os.environ.get("SETTLE", "0" if QUICK else "330"))
ALL = ["big", "small", "memory"]
PARTS = os.environ.get("PARTS", " ".join(ALL)).split()


def b3sum(folder):
    return run(["sh", "-c", f"find '{folder}' -type f -print0 | xargs -0 b3sum > /dev/null"])


def floor(items, folder):
    """What it takes to have two copies, on the disk, and the hash of both."""
    copies = [folder / "copy-0", folder / "copy-1"]
    took = None
    for copy in copies:
        done = run(["cp", "-r", items, copy])
        took = took + done if took else done
    took += run(["sync", "-f", folder])
    for copy in copies:
        took += b3sum(copy)
    warm = b3sum(copies[0]) + b3sum(copies[1])
    for copy in copies:
        forget(copy)
    cold = b3sum(copies[0]) + b3sum(copies[1])
    return took, warm, cold


def desk(folder, items):
    subject = Own(folder / "tipstaff", items, items, "")
    subject.people()
    for store in subject.stores:
        subject.tipstaff("evidence", "store", "add", subject.work / store, "--name", store, who="")
    return subject


def ours(items, folder):
    """Two copies, each read back; then both read from the disk."""
    subject = desk(folder, items)
    taken = subject.receive(items)
    read = subject.tipstaff("evidence", "verify")
    for store in subject.stores:
        forget(subject.work / store)
    cold = subject.tipstaff("evidence", "verify")
    where = [b3sum(subject.work / store) for store in subject.stores]
    return taken, read, cold, where[0] + where[1]


def peer(kind, items, folder):
    """One copy; then everything read by the deepest check that it has."""
    subject = kind(folder / kind.name, items, items, "")
    subject.init()
    taken = subject.take_in(items)
    deepest = {"restic": "check --read-data", "borg": "check --verify-data", "git-annex": "fsck"}[kind.name]
    read = subject.check(deepest)
    return subject.version(), deepest, taken, read


def part(name, make, count, few):
    """Everything about one kind of items. Nothing is deleted before the end, and what was deleted before has to be old: ext4 gives
    out no inode that was freed within five minutes, and looks long for another one, which is counted to whoever makes a file."""
    time.sleep(SETTLE)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        folder = Path(folder)
        items = folder / "items"
        make(items, count)
        total = sum(file.stat().st_size for file in items.rglob("*") if file.is_file())
        took, warm, cold = floor(items, folder)
        rows = [
            ("cp twice, sync, b3sum of both", took, None), ("b3sum of both, from memory", warm, None), ("b3sum of both, from the disk", cold, None),
        ]
        taken, read, read_cold, where = ours(items, folder)
        rows += [
            ("**tipstaff evidence receive**, 2 copies", taken, took), ("**tipstaff evidence verify**, both", read, cold),
            ("the same, notes from the disk as well", read_cold, cold), ("b3sum of the same files and notes where they lie, from memory", where, warm),
        ]
        for kind in PEERS:
            its, share = items, 1
            if kind.name == "git-annex" and few < count:
                its, share = folder / "few", few / count
                make(its, few)
            version, deepest, taken, read = peer(kind, its, folder)
            of = f" of {few:,} items, times {1 / share:.0f}" if share != 1 else ""
            rows += [(f"{version}, take in, 1 copy{of}", scaled(taken, share), took), (f"{version}, `{deepest}`{of}", scaled(read, share), cold)]
        for what, done, beside in rows:
            print(name, what, f"{done.seconds:.1f} s, {done.processor:.1f} CPU s", "" if beside is None else f"{done.processor / beside.processor:.2f}", flush=True)
        return {"name": name, "count": count, "bytes": total, "rows": rows}


def scaled(done, share):
    done.seconds, done.processor, done.read = done.seconds / share, done.processor / share, done.read / share
    return done


def tiny(folder, count):
    """Files of some hundred bytes, 1,000 to a folder."""
    dice = random.Random(1)
    for number in range(count):
        above = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            above.mkdir(parents=True)
        (above / f"{number:07}.mp4").write_bytes(files.HEAD + dice.randbytes(100))


def memory():
    """The largest process of taking in and of reading, of few and of ten times as many, with a step between."""
    found = []
    for count in (MANY // 10, MANY * 2 // 5, MANY):
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            folder = Path(folder)
            tiny(folder / "items", count)
            subject = desk(folder, folder / "items")
            taken = subject.receive(folder / "items")
            swept = subject.tipstaff("evidence", "watch", "sweep")
            read = subject.tipstaff("evidence", "verify")
            found.append({"count": count, "receive": taken, "sweep": swept, "verify": read})
            print("memory", count, {what: f"{done.peak / 1e6:.0f} MB, {done.seconds:.0f} s" for what, done in found[-1].items() if what != "count"}, flush=True)
    return found


def aim(ratio, most):
    return f"{ratio:.1f} (aim: at most {most}: {'met' if ratio <= most else '**not met**'})"


def page(parts, grown):
    text = f"""<!-- Made by bench/store/run. -->
# Copies of one's own

`bench/store/run`; each part is one run, on the machine that it names.

Items are taken in: hashed twice (SHA-256 and BLAKE3), written to two replicas with a sealed note beside each, on the disk, read back from it, and booked
in a record that is signed and can be proved. Beside it, on the same data in the same run: `cp` twice, `sync`, and `b3sum` of both copies; and three
peers, which keep **one** copy and compress it or share equal parts, which Tipstaff does not.

"""
    for one in parts:
        rows = {what: (done, beside) for what, done, beside in one["rows"]}
        text += f"## {one['name']}: {one['count']:,} files, {size(one['bytes'])}\n\nOn {one['about']}.{one['caveat']}\n\n"
        text += "| | by the clock | processor | ratio of processor | ratio by the clock | a second | memory, peak |\n|---|---|---|---|---|---|---|\n"
        for what, (done, beside) in rows.items():
            ratios = (f"{done.processor / beside.processor:.2f}", f"{done.seconds / beside.seconds:.2f}") if beside else ("", "")
            text += (
                f"| {what} | {done.seconds:.1f} s | {done.processor:.2f} s | {ratios[0]} | {ratios[1]} | {size(one['bytes'] / done.seconds)} | {size(done.peak)} |\n"
            )
        took, beside = rows["**tipstaff evidence receive**, 2 copies"]
        read, cold = rows["**tipstaff evidence verify**, both"]
        text += f"\n- Taking in, processor beside the first line: {aim(took.processor / beside.processor, 2.5)}.\n"
        text += f"- Reading everything, processor beside `b3sum` from the disk: {aim(read.processor / cold.processor, 1.3)}.\n"
        where, _ = rows["b3sum of the same files and notes where they lie, from memory"]
        text += f"- The same beside `b3sum` of what lies in the stores, notes and all, which is twice as many files: {read.processor / where.processor:.1f}.\n\n"
    text += """*Ratio* is to the first line for what takes in, and to `b3sum` from the disk for what reads. `evidence verify` reads objects **from the disk** and opens the
sealed note of each; the notes may be in memory still, and the line after it has them from the disk too. Peers read from memory.

"""
    few, some, many = grown["memory"]
    text += f"## Memory\n\nFiles of 132 bytes; the peak of the process. On {grown['about']}.{grown['caveat']}\n\n| items | receive | sweep | verify |\n|---|---|---|---|\n"
    for one in grown["memory"]:
        text += f"| {one['count']:,} | " + " | ".join(f"{size(one[what].peak)}" for what in ("receive", "sweep", "verify")) + " |\n"
    grew, late = (max(many[what].peak / before[what].peak for what in ("receive", "sweep", "verify")) for before in (few, some))
    text += f"""
Ten times as many items take at most {grew:.2f} times the memory, and from {some['count']:,} to {many['count']:,} items it is at most {late:.2f} times.
A batch of 20,000 items is one list, and each list that is open has a thread and its buffers, in both stores: it grows until sixteen lists of
a store become one.
"""
    text += """
## Where it loses

- Small files: each is an object and a note of its own, two files where peers put thousands into one. That is the price of plain files that any program can read,
  and of a replica that alone can rebuild the catalogue. The first line makes two files for each item, Tipstaff four, in 65,536 folders, and reads them again
  from the disk, one request to it for each; what is counted is nearly all the system's. Footage is big.
- Every item is hashed with SHA-256 as well, at about four times the cost of BLAKE3.
- Whoever keeps one copy and trusts the disk is faster.
"""
    return wrapped(text)


def measured(name):
    """One part, which is one run with its peers; kept, so that the page can be made of parts that were run one after the other."""
    if name == "memory":
        found = {"about": machine(WORK), "memory": [{what: vars(done) if isinstance(done, Run) else done for what, done in one.items()} for one in memory()]}
    else:
        make, count, few = {"big": (files.big, BIG, BIG), "small": (files.small, SMALL, min(SMALL, ANNEX))}[name]
        found = part(name.capitalize(), make, count, few)
        found = found | {"about": machine(WORK), "rows": [[what, vars(done), beside and vars(beside)] for what, done, beside in found["rows"]]}
    # Memory is the same whatever else goes on.
    told = caveat(QUICK) if QUICK or name != "memory" else ""
    (OUT / f"{name}.json").write_text(json.dumps(found | {"caveat": told}, indent=1), encoding="utf-8")


def read(name):
    found = json.loads((OUT / f"{name}.json").read_text(encoding="utf-8"))
    if name == "memory":
        found["memory"] = [{what: done if what == "count" else Run(**done) for what, done in one.items()} for one in found["memory"]]
    else:
        found["rows"] = [(what, Run(**done), Run(**beside) if beside else None) for what, done, beside in found["rows"]]
    return found


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        measured(name)
    if not all((OUT / f"{name}.json").exists() for name in ALL):
        return
    parts = [read(name) for name in ALL]
    is_final = not any(one["caveat"] for one in parts)
    target = ROOT / "docs" / "src" / "measured" / "evidence-store.md" if is_final else OUT / "evidence-store.md"
    target.write_text(page(parts[:2], parts[2]), encoding="utf-8")
    print(target)


main()
