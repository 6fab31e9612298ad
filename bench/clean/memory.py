#!/usr/bin/env python3
"""Time and memory of `tipstaff clean` on 200,000 rows of 20 columns: the program and its reader together."""

import argparse
import csv
import os
import pathlib
import random
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROWS, COLUMNS = 200_000, 20


def table(path):
    """Offences, places, counts and rates; nobody is in it."""
    chance = random.Random(1)
    offences = ["Theft", "Burglary", "Fraud", "Arson", "Nuisance"]
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow([f"Column {column}" for column in range(COLUMNS)])
        for _ in range(ROWS):
            out.writerow([f"{chance.choice(offences)} {chance.randrange(5000)}" if column % 4 == 0
                          else chance.randrange(1_000_000) if column % 4 < 3 else f"{chance.random() * 1000:.2f}"
                          for column in range(COLUMNS)])


def resident(process):
    """Resident memory of a process, in KiB."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmRSS")), 0)
    except OSError:
        return 0


def children(process):
    found = []
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{task}/children", encoding="ascii") as file:
                found += file.read().split()
    except OSError:
        pass
    return found


def measure(program, source, target):
    began, before = time.time(), os.times()
    run = subprocess.Popen([program, "clean", source, "-o", target, "--overwrite", "--quiet"], stdout=subprocess.DEVNULL)
    peak = 0
    while run.poll() is None:
        peak = max(peak, resident(run.pid) + sum(resident(child) for child in children(run.pid)))
        time.sleep(0.01)
    assert run.returncode == 0, run.returncode
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return time.time() - began, busy, peak / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(ROOT / "target" / "release" / "tipstaff"))
    program = parser.parse_args().program
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        table(path("a.csv"))
        # Typed cells: what a copy in ods makes of numbers that are texts in csv is texts.
        print("| from | to | seconds | processor seconds | most memory, MB | bytes of the original | of the copy |")
        print("|---|---|---|---|---|---|---|")
        for source, target in [("a.csv", "b.xlsx"), ("b.xlsx", "c.xlsx"), ("b.xlsx", "c.ods"), ("b.xlsx", "c.csv"), ("c.ods", "d.xlsx")]:
            wall, busy, peak = measure(program, path(source), path(target))
            print(f"| {source[2:]} | {target[2:]} | {wall:.1f} | {busy:.1f} | {peak:.0f} | {os.path.getsize(path(source)):,} "
                  f"| {os.path.getsize(path(target)):,} |")


if __name__ == "__main__":
    main()
