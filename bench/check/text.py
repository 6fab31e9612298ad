"""Speed on the text of one workbook beside Microsoft Presidio, as MB of text for each CPU-second of one process. Writes
docs/src/measured/check-text.md.

Tipstaff checks the text as a CSV file, and its time is all of it: starting, locking down, reading, typing columns, counting
people, the report. Presidio is only timed while it analyses, cell by cell, its model loaded before.
"""
import csv
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "identifiers"))
from identifiers import presidio  # noqa: E402
from measure import fastest  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "bench" / "out"
SECONDS = 60  # that Presidio gets in each mode


def text_of(workbook, target):
    """The cells of both sheets as one table; by the standard library alone, so that no reader is measured with it."""
    import re
    import zipfile

    with zipfile.ZipFile(workbook) as parts:
        shared = re.findall(r"<si>.*?<t[^>]*>(.*?)</t>.*?</si>", parts.read("xl/sharedStrings.xml").decode(), re.S)
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    rows = []
    for row in re.findall(r"<row .*?</row>", sheet, re.S):
        cells = re.findall(r'<c r="[A-Z]+\d+"(?: t="(\w+)")?><v>(.*?)</v></c>', row)
        rows.append([shared[int(value)] if kind == "s" else value for kind, value in cells])
    with open(target, "w", newline="") as file:
        csv.writer(file).writerows(rows)
    return rows


def analyse(engine, cells):
    """MB per CPU-second over as many cells as fit into the time."""
    done, started = 0, time.process_time()
    for cell in cells:
        engine.analyze(cell, language="en")
        done += len(cell.encode()) + 1
        if time.process_time() - started > SECONDS:
            break
    return done / 1e6 / (time.process_time() - started)


def main():
    subprocess.run(["cargo", "build", "-q", "--release", "-p", "tipstaff"], cwd=ROOT, check=True)
    target = OUT / "files" / "staff.csv"
    rows = text_of(OUT / "files" / "staff.xlsx", target)
    # Row by row, but not the first rows only: their cells are like all others.
    cells = [cell for row in rows[1:] for cell in row]
    run = fastest(7, [str(ROOT / "target" / "release" / "tipstaff"), "check", str(target)])
    size = target.stat().st_size / 1e6
    ours = size / run.cpu
    theirs = {"Presidio 2.2.366, pattern recognisers only": analyse(presidio(blank=True), cells),
              "Presidio 2.2.366, default (with spaCy's small English model)": analyse(presidio(blank=False), cells)}
    lines = ["<!-- Made by bench/check/run. -->", "# Speed on text, beside Presidio", "",
             f"The hidden sheet of 9,483 rows and 32 columns as text: {size:.1f} MB, {len(cells):,} cells. Tipstaff: `check` on the CSV file,",
             f"everything included. Presidio: analysis alone, cell by cell, for {SECONDS} CPU-seconds in each mode, all UK recognisers on.", "",
             "| | MB per CPU-second | tipstaff is faster by |", "|---|---|---|", f"| **tipstaff** | {ours:.1f} | |"]
    lines += [f"| {name} | {speed:.4f} | {ours / speed:,.0f} times |" for name, speed in theirs.items()]
    least = min(ours / speed for speed in theirs.values())
    lines += ["", f"Aim: at least 100 times the faster of the two: **{'met' if least >= 100 else 'missed'}**.", ""]
    (ROOT / "docs" / "src" / "measured" / "check-text.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
