"""The silent-loss drill: one thing is done to each system, and its own checks are asked. Writes the page."""
import json
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent / "evidence")]
import files  # noqa: E402
from measure import machine  # noqa: E402
from peers import PEERS, Annex  # noqa: E402
from subject import MUTATIONS, NotApplicable  # noqa: E402
from tipstaff import TIPSTAFF  # noqa: E402

from page import page  # noqa: E402

OUT = ROOT / "bench" / "out" / "drill"
QUICK = "--quick" in sys.argv
ITEMS = int(os.environ.get("ITEMS", "2000" if QUICK else "100000"))
# Of 100,000 items git-annex takes ten minutes for each check.
ANNEX_ITEMS = int(os.environ.get("ANNEX_ITEMS", "1000" if QUICK else "10000"))
TODAY = max(ITEMS // 100, 20)


def days(folder, items):
    """Yesterday's items, and today's, in folders of their own."""
    for day, count, first in (("yesterday", items - TODAY, 0), ("today", TODAY, 1_000_000)):
        files.small(folder / day, count, first)
    return folder / "yesterday", folder / "today", files.name(1_000_000 + TODAY // 2)


def drilled(subject, which):
    """One mutation on a fresh copy, then every check."""
    subject.fresh()
    try:
        subject.mutate(which)
    except NotApplicable as reason:
        return {"na": reason.why}
    checks, runs = {}, []
    for check in subject.checks:
        try:
            done = subject.check(check)
        except NotApplicable as reason:
            checks[check] = {"na": reason.why}
            continue
        runs.append(done)
        checks[check] = {
            "status": done.status, "seconds": done.seconds, "processor": done.processor, "read": done.read,
            "from_disk": done.from_disk, "said": done.said[-600:],
        }
    alarmed = any(one.get("status") for one in checks.values())
    return {"checks": checks, "alarmed": alarmed, "named": alarmed and subject.named(runs)}


def subjected(kind, folder, which):
    """One system through all of it."""
    items = ANNEX_ITEMS if kind is Annex else ITEMS
    yesterday, today, target = days(folder / "items", items)
    subject = kind(folder / "work", yesterday, today, target)
    about = {"name": kind.name, "version": subject.version(), "items": items, "checks": list(kind.checks)}
    try:
        subject.build()
        found = {}
        for mutation in which:
            found[mutation] = drilled(subject, mutation)
            print(kind.name, mutation, json.dumps({k: v for k, v in found[mutation].items() if k != "checks"}), flush=True)
        return about | {"found": found}
    except NotApplicable as reason:
        return about | {"na": reason.why}
    finally:
        subject.end()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    about = machine()
    only = os.environ.get("SUBJECTS", "")
    which = os.environ.get("MUTATIONS", "none " + " ".join(MUTATIONS)).split()
    results = []
    for kind in [*TIPSTAFF, *PEERS]:
        if only and not any(word in kind.name for word in only.split(",")):
            continue
        folder = Path(tempfile.mkdtemp(dir=OUT, prefix="run-"))
        try:
            results.append(subjected(kind, folder, which))
        except Exception:
            traceback.print_exc()
            raise
        finally:
            if not os.environ.get("KEEP"):
                shutil.rmtree(folder, ignore_errors=True)
        (OUT / "found.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    target = OUT / "silent-loss.md" if QUICK or only else ROOT / "docs" / "src" / "measured" / "silent-loss.md"
    target.write_text(page(results, about), encoding="utf-8")
    print(target)


main()
