"""Exposure: time and memory, cold and warm, beside roaring's own union and an indexed join on PostgreSQL.
Writes docs/src/measured/record-exposure.md and its plot. Takes 12 GB of disk, 8 GB of memory and about half an hour, most of it
for making the largest record. A smaller run, as a test of itself:
SIZES='500x2000 2000x10000' JOIN=2000 PAGE=/tmp/page.md bench/record/run exposure"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from plot import growth

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = str(ROOT / "target" / "release" / "examples" / "exposure")
FOLDER = Path(os.environ.get("FOLDER", ROOT / "bench" / "out" / "record" / "exposure"))
PAGE = Path(os.environ.get("PAGE", ROOT / "docs" / "src" / "measured" / "record-exposure.md"))
# Plots lie beside the pictures: every file beside the page has to be a page.
PLOT = PAGE.with_suffix(".svg") if "PAGE" in os.environ else ROOT / "docs" / "src" / "pictures" / "record-exposure.svg"
SIZES = [tuple(int(number) for number in size.split("x")) for size in
         os.environ.get("SIZES", "1000x5000 10000x50000 100000x1000000 1000000x10000000").split()]
# The join is asked at this size: at the next, its table alone would take the disk.
JOIN = int(os.environ.get("JOIN", "10000"))
KINDS = ("uniform", "clustered")


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def forget(folder):
    """Drops the record's files from the system's cache, so that the next question reads them from the disk."""
    for path in (folder / "data").rglob("*"):
        if path.is_file():
            with open(path, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def database(socket, name):
    """A fresh database on the cluster of the run."""
    for statement in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        subprocess.run(["psql", "-q", "-X", "-h", socket, "-U", "postgres", "-c", statement], check=True, stderr=subprocess.DEVNULL)
    return f"postgres://postgres@localhost/{name}?host={socket}"


def measure(socket, holdings, people, kind):
    folder = FOLDER / f"{holdings}-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = {"holdings": holdings, "people": people, "kind": kind}
    try:
        print(f"{holdings} holdings, {people} people, {kind}", file=sys.stderr)
        found["make"] = run("make", folder, holdings, people, kind)
        for what in ("holder", "all", "person"):
            forget(folder)
            found[f"disk-{what}"] = run("ask", folder, what)
            found[f"cold-{what}"] = run("ask", folder, what)
        found["warm-holder"] = run("warm", folder, "holder")
        found["warm-all"] = run("warm", folder, "all")
        found["union"] = run("union", folder)
        assert found["cold-holder"]["answer"] == found["warm-holder"]["answer"]
        assert found["cold-all"]["answer"] == found["warm-all"]["answer"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if holdings == JOIN:
        found["sql"] = run("sql", database(socket, "joined"), holdings, people, kind)
        same(found["warm-holder"]["answer"], found["sql"])
    return found


def same(ours, join):
    """Both have to count the same, in all and for every field."""
    assert (ours["definite"], ours["possible"]) == (join["definite"], join["possible"]), (ours, join)
    counts = join["counts"][2:]
    told = [pair for pair in zip(counts[::2], counts[1::2]) if pair != (0, 0)]
    assert told == [(definite, possible) for _, definite, possible in ours["fields"]], (ours, join)


def seconds(value):
    if value < 0.001:
        return f"{value * 1e6:.0f} µs"
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def mb(value):
    return f"{value / 1e6:,.0f} MB"


def aim(is_met):
    return "**met**" if is_met else "**missed**"


def page(all_found):
    lines = ["<!-- Made by bench/record/run exposure. -->", "# Who is affected: speed", "",
             f"One run of `bench/record/run exposure` on {os.cpu_count()} cores, SQLite. Holdings are generated: 10 to 10,000 people each, as many small",
             "as large; *uniform* spreads them over everybody, *clustered* takes neighbouring numbers, as departments have them. One holder",
             "has up to 10,000 holdings that all overlap the window; one in twenty names people who are only possible, one in ten has a",
             "beginning that is known to a month. Every answer is complete: people definite and possible, in all and for each field, holdings.", "",
             "- **warm**: asked to an index in memory; the median of 15, or of 3 at least where that takes long.",
             "- **cold**: a new process that opens the record, reads the holdings and answers; the system has the file in its cache.",
             "- **from disk**: the same, after the file was dropped from that cache.", ""]
    for what, title in (("holder", "One holder"), ("all", "All holders together")):
        lines += [f"## {title}", "", "| holdings | people | membership | warm | cold | from disk | peak memory, cold | loading the index | peak memory, index |",
                  "|---|---|---|---|---|---|---|---|---|"]
        for found in all_found:
            count = found[f"cold-{what}"]["answer"]["holdings"]
            warm, cold, disk = found[f"warm-{what}"], found[f"cold-{what}"], found[f"disk-{what}"]
            lines.append(f"| {count:,} of {found['holdings']:,} | {found['people']:,} | {found['kind']} | {seconds(warm['seconds'])} | {seconds(cold['seconds'])} "
                         f"| {seconds(disk['seconds'])} | {mb(cold['peak'])} | {seconds(warm['loading'])} | {mb(warm['peak'])} |")
        lines.append("")
    lines += ["## One person's holdings", "", "Every holding is looked into.", "",
              "| holdings | people | membership | warm | cold | from disk | peak memory, cold |", "|---|---|---|---|---|---|---|"]
    for found in all_found:
        cold, disk = found["cold-person"], found["disk-person"]
        lines.append(f"| {found['holdings']:,} | {found['people']:,} | {found['kind']} | {seconds(found['warm-all']['person'])} | {seconds(cold['seconds'])} "
                     f"| {seconds(disk['seconds'])} | {mb(cold['peak'])} |")
    lines += ["", "## Beside a join", ""]
    joined = [found for found in all_found if "sql" in found]
    if joined:
        lines += ["The same question to PostgreSQL in the same run: a row for each person of each holding, primary key on both, indexes both ways,",
                  "analysed and vacuumed, `work_mem` 2 GB, `shared_buffers` 1 GB, two parallel workers; the median of five, all in memory. Both counted",
                  "the same people, in all and for each field.", "",
                  "| holdings | people | membership | rows | join | Tipstaff, warm | ratio | Tipstaff, cold | ratio |", "|---|---|---|---|---|---|---|---|---|"]
        for found in joined:
            join, warm, cold = found["sql"], found["warm-holder"], found["cold-holder"]
            lines.append(f"| {found['holdings']:,} | {found['people']:,} | {found['kind']} | {join['rows']:,} | {seconds(join['seconds'])} | {seconds(warm['seconds'])} "
                         f"| **{join['seconds'] / warm['seconds']:.0f}** | {seconds(cold['seconds'])} | {join['seconds'] / cold['seconds']:.0f} |")
    lines += ["", "## Beside roaring's own union", "", "The sets of the one holder, only who and no fields. *Several at once* is `MultiOps::union` of bitmaps that are decoded already;",
              "*one by one* decodes and unites each. Tipstaff adds the stored bytes up and counts twelve sets of fields.", "",
              "| holdings | people | membership | Tipstaff | decoding | several at once | one by one |", "|---|---|---|---|---|---|---|"]
    for found in all_found:
        union = found["union"]
        lines.append(f"| {min(found['holdings'], 10_000):,} | {found['people']:,} | {found['kind']} | {seconds(found['warm-holder']['seconds'])} | {seconds(union['decoding'])} "
                     f"| {seconds(union['multi_ops'])} | {seconds(union['one_by_one'])} |")
    lines += ["", "## How it grows", "", f"![Answer time by number of holdings]({os.path.relpath(PLOT, PAGE.parent)})", "", "## What is stored", "",
              "| holdings | people | membership | people in holdings | sets | database |", "|---|---|---|---|---|---|"]
    for found in all_found:
        make = found["make"]
        lines.append(f"| {found['holdings']:,} | {found['people']:,} | {found['kind']} | {make['members']:,} | {mb(make['set_bytes'])} | {mb(make['database_bytes'])} |")
    lines += ["", *aims(all_found), ""]
    return "\n".join(lines)


def aims(all_found):
    told = []
    first = [found for found in all_found if "sql" in found]
    if first:
        slowest = max(found["warm-holder"]["seconds"] for found in first)
        least = min(found["sql"]["seconds"] / found["warm-holder"]["seconds"] for found in first)
        told.append(f"Aims: 10,000 holdings of 50,000 people under 50 ms warm: {seconds(slowest)}, {aim(slowest < 0.05)}. "
                    f"At least 50 times faster than the join: {least:.0f} times, {aim(least >= 50)}.")
    large = [found for found in all_found if found["holdings"] == 1_000_000]
    if large:
        slowest = max(found["cold-holder"]["seconds"] for found in large)
        warm = max(found["warm-holder"]["seconds"] for found in large)
        told.append(f"1,000,000 holdings of 10,000,000 people, the holder with 10,000 under 1 s: {seconds(warm)} warm, {seconds(slowest)} cold, {aim(slowest < 1)}.")
    return told


def main(socket):
    FOLDER.mkdir(parents=True, exist_ok=True)
    all_found = [measure(socket, holdings, people, kind) for holdings, people in SIZES for kind in KINDS]
    (FOLDER / "found.json").write_text(json.dumps(all_found, indent=1))
    PAGE.write_text(page(all_found))
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    PLOT.write_text(growth(all_found))


if __name__ == "__main__":
    main(sys.argv[1])
