"""Time and memory of `tipstaff people import` on both databases, beside a plain `.import` of the same CSV with sqlite3.
Writes docs/src/measured/record-people.md."""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "check"))
from measure import Run  # noqa: E402

TIPSTAFF = str(ROOT / "target" / "release" / "tipstaff")
OUT = ROOT / "bench" / "out" / "record"
PEOPLE = int(os.environ.get("PEOPLE", "50000"))
REPEAT = int(os.environ.get("REPEAT", "3"))
PAGE = Path(os.environ.get("PAGE", ROOT / "docs" / "src" / "measured" / "record-people.md"))
HEADINGS = ["Service No", "Surname", "Forename", "Initials", "Rank", "Department", "Post Location", "Pay Number", "D.O.B.", "Email"]
SYLLABLES = ["ash", "quill", "mar", "row", "thistle", "oak", "tans", "ley", "fea", "ther", "wood", "by", "ston", "wick"]


def extract(path, changed):
    """Everybody is invented. Of one in `changed`, rank, department and place are others than in the first extract."""
    dice = random.Random(7)
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for person in range(PEOPLE):
            surname = "".join(dice.choices(SYLLABLES, k=3)).capitalize()
            forename = "".join(dice.choices(SYLLABLES, k=2)).capitalize()
            other = " (moved)" if changed and person % changed == 0 else ""
            rows.writerow([f"{100000 + person}", surname, forename, forename[0], dice.choice(["Constable", "Sergeant", "Inspector"]) + other,
                           f"Department {dice.randrange(60)}{other}", f"Station {dice.randrange(40)}{other}", f"P{person:06}",
                           f"{dice.randrange(1960, 2003)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
                           f"{forename}.{surname}{person}@force.example".lower()])


def database(socket, name):
    """A fresh database on the cluster of the run."""
    subprocess.run(["psql", "-q", "-X", "-h", socket, "-U", "postgres", "-c", f"CREATE DATABASE {name}"], check=True)
    return f"postgres://postgres@localhost/{name}?host={socket}"


def imports(folder, url, files):
    """The three imports into a new record, and what each of them says."""
    data = folder / "data"
    where = ["--data", str(data), "--key-file", str(folder / "force.key"), "--yes", "--quiet", "--format", "json"]
    if url:
        where += ["--database", url]
    runs = []
    for file, as_of in files:
        run = Run([TIPSTAFF, "people", "import", str(file), "--as-of", as_of, *where], keep=True)
        assert run.status == 0, f"{file}: {run.output}"
        run.report = json.loads(run.output)["people"]
        runs.append(run)
    return runs


def main():
    socket = sys.argv[1]
    OUT.mkdir(parents=True, exist_ok=True)
    first, moved = OUT / "people.csv", OUT / "moved.csv"
    extract(first, 0)
    extract(moved, 20)
    size = first.stat().st_size
    files = [(first, "2026-01-01"), (first, "2026-02-01"), (moved, "2026-03-01")]
    titles = ["first import", "the same again", "5 % of the people changed, three fields each"]
    results = {}
    for turn in range(REPEAT):
        for name in ("SQLite", "PostgreSQL"):
            with tempfile.TemporaryDirectory(dir=OUT) as folder:
                url = database(socket, f"people{turn}") if name == "PostgreSQL" else None
                for title, run in zip(titles, imports(Path(folder), url, files)):
                    results.setdefault((name, title), []).append(run)
    plain = []
    for _ in range(REPEAT):
        with tempfile.TemporaryDirectory(dir=OUT) as folder:
            plain.append(Run(["sqlite3", f"{folder}/plain.sqlite", "-cmd", "PRAGMA journal_mode=WAL", "-csv", f".import {first} people"]))
            assert plain[-1].status == 0
    best = lambda runs: min(runs, key=lambda run: run.wall)  # noqa: E731
    peak = lambda runs: max(run.peak for run in runs)  # noqa: E731
    fastest = best(plain)
    lines = ["<!-- Made by bench/record/run. -->", "# Importing people", "",
             f"One run of `bench/record/run people` on {os.cpu_count()} cores: {PEOPLE:,} invented people with {len(HEADINGS)} fields "
             f"({size / 1e6:.1f} MB of CSV), the fastest of {REPEAT}.", "CPU time and memory are those of the program and its reader; "
             "PostgreSQL's own server is not in them. Each value is sealed under its person's key, and each row is in the manifest that the log holds "
             "the database to.", "",
             "| | | wall | CPU-seconds | peak memory | new | changed | beside plain `sqlite3 .import` |", "|---|---|---|---|---|---|---|---|"]
    for (name, title), runs in results.items():
        run = best(runs)
        lines.append(f"| {name} | {title} | {run.wall:.2f} s | {run.cpu:.2f} | {peak(runs):.0f} MB | {run.report['new']:,} | {run.report['changed']:,} "
                     f"| {run.wall / fastest.wall:.1f} times |")
    first.unlink()
    moved.unlink()
    lines += [f"| `sqlite3 .import` | one table, no keys, no index | {fastest.wall:.2f} s | {fastest.cpu:.2f} | {peak(plain):.0f} MB | | | 1 |", ""]
    PAGE.write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
