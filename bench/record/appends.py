"""Acts a second, each durable before the next, beside plain SQLite and plain PostgreSQL on the same disk in the same run."""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "bench" / "out" / "record"
PAGE = ROOT / "docs" / "src" / "measured" / "record-appends.md"
ACTS = int(os.environ.get("ACTS", "3000"))
# A leaf and its manifest, in bytes: what a plain program would write for the same news.
LEAF, MANIFEST = 520, 330


def acts(tasks, url=None):
    """`Record::add_holder`, again and again."""
    program = ROOT / "target" / "release" / "examples" / "appends"
    command = [program, str(ACTS), str(tasks)] + ([url] if url else [])
    return json.loads(subprocess.run(command, cwd=OUT, check=True, capture_output=True).stdout)


def plain_sqlite(folder):
    """The bare rate of the disk: one row a transaction, with the same promise (WAL, synchronous=FULL)."""
    database = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE leaf (position INTEGER PRIMARY KEY, body BLOB)")
    begun = time.perf_counter()
    for position in range(ACTS):
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO leaf VALUES (?, ?)", (position, os.urandom(LEAF + MANIFEST)))
        database.execute("COMMIT")
    return time.perf_counter() - begun


def database(socket, name):
    """A fresh database on the cluster of the run."""
    subprocess.run(["psql", "-q", "-X", "-h", socket, "-U", "postgres", "-c", f"CREATE DATABASE {name}"], check=True)
    return f"postgres://postgres@localhost/{name}?host={socket}"


def plain_postgres(url):
    """One row a transaction through psql, with the server's own promise (fsync on)."""
    body = "x" * (LEAF + MANIFEST)
    lines = ["CREATE TABLE plain_leaf (position BIGINT PRIMARY KEY, body TEXT);", "\\timing off"]
    lines += [f"INSERT INTO plain_leaf VALUES ({position}, '{body}');" for position in range(ACTS)]
    begun = time.perf_counter()
    subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", url], input="\n".join(lines).encode(), check=True)
    return time.perf_counter() - begun


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    socket = sys.argv[1]
    rows = []
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        bare = ACTS / plain_sqlite(Path(folder))
    rows.append(("plain SQLite, one row of the same size a transaction", bare, ""))
    for tasks in (1, 8):
        took = acts(tasks)
        rate = took["acts"] / took["seconds"]
        rows.append((f"**tipstaff on SQLite, {tasks} at once**", rate, f"{rate / bare:.2f}"))
        publish = took["publish"]
    bare = ACTS / plain_postgres(database(socket, "plain"))
    rows.append(("plain PostgreSQL, the same row through psql", bare, ""))
    for tasks in (1, 8):
        took = acts(tasks, database(socket, f"tasks_{tasks}"))
        rate = took["acts"] / took["seconds"]
        rows.append((f"**tipstaff on PostgreSQL, {tasks} at once**", rate, f"{rate / bare:.2f}"))
    text = f"""<!-- Made by bench/record/run. -->
# Acts a second

{ACTS:,} acts (`holder-added`), each on disk before the next begins: sealed rows, manifest, leaf, head and counters in one
transaction. The plain databases write one row of the same size a transaction, with the same promise of durability. One run
of `bench/record/run appends` on 2 cores. Writers take turns, so more of them at once are not faster.

| | acts a second | ratio to the plain one |
|---|---|---|
"""
    text += "".join(f"| {name} | {rate:,.0f} | {ratio} |\n" for name, rate, ratio in rows)
    text += f"\nTiles and checkpoint of {ACTS + 1:,} leaves after it, in one go: {publish:.2f} s.\n"
    PAGE.write_text(text)
    print(text)


main()
