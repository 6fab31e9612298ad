#!/usr/bin/env python3
"""Compares what `tipstaff clean` displays with what LibreOffice displays, cell by cell.

Each file is cleaned to csv and converted to csv by LibreOffice ("as shown", English of Britain). Sheets in which
anything is hidden are not compared: LibreOffice writes hidden rows and cells too. Prints a table in Markdown; with
`--show N`, the first N cells that differ of each set go to standard error.
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import gzip

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "spreadsheets"
ENDINGS = {".xlsx", ".xlsm", ".xls", ".ods", ".fods"}
# As shown, all sheets, English of Britain.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,false,true,true,false,false,-1"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
# Left out of a sheet that is copied: then LibreOffice shows more than the copy.
HIDES = {"rows", "columns", "values"}

csv.field_size_limit(1 << 30)


def gather(work):
    """Copies the files to one folder under numbers, set by set."""
    sets = {}
    honest = work / "honest"
    with tarfile.open(ROOT / "incidents" / "honest" / "honest.tar.gz") as tar:
        tar.extractall(honest, filter="data")
    sets["answers (incidents/honest)"] = sorted(honest.rglob("*"))
    for name, folder in [("apache/poi", "poi"), ("tafia/calamine", "calamine"), ("jmcnamara/XlsxWriter", "xlsxwriter")]:
        sets[name] = sorted((CORPUS / folder).rglob("*"))
    files = []
    for name, paths in sets.items():
        for path in paths:
            if path.suffix.lower() in ENDINGS and path.is_file():
                target = work / "in" / f"f{len(files):04}{path.suffix.lower()}"
                shutil.copy(path, target)
                files.append((name, path, target))
    return files


def libreoffice(files, work):
    """Converts all files; one that does not end in time is left out."""
    profile = work / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE)
    out = work / "libreoffice"
    out.mkdir()
    convert([target for _, _, target in files], work, out)
    return out


def convert(paths, work, out):
    """Converts files to csv, twenty at a time."""
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", FILTER]
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    for start in range(0, len(paths), 20):
        batch = [str(path) for path in paths[start : start + 20]]
        try:
            subprocess.run(command + ["--outdir", str(out)] + batch, env=environment, timeout=240,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            for one in batch:
                try:
                    subprocess.run(command + ["--outdir", str(out), one], env=environment, timeout=60,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                except subprocess.TimeoutExpired:
                    pass


def rows(path):
    """The rows of a csv file that have a value, without white space around values and empty fields at the end."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            row = [re.sub(r"\s+", " ", field).strip() for field in row]
            row = [field[1:].strip() if re.match(r"' ?[=+\-@]|' ", field) else field for field in row]
            while row and not row[-1]:
                row.pop()
            if row:
                yield row


def difference(one, other):
    """How two displayed texts differ."""
    if one == other:
        return "equal"
    if (one, other) in {("TRUE", "1"), ("FALSE", "0"), ("TRUE", "31/12/1899")}:
        return "truth"
    try:
        # Excel shows eleven characters of a number without a format, LibreOffice as many digits as fit.
        if len(other) > len(one) >= 9 and float(f"{float(other):.{significant(one)}g}") == float(one):
            return "digits"
    except ValueError:
        pass
    return "other"


def significant(number):
    return len(re.sub(r"[eE].*|[^0-9]", "", number).lstrip("0")) or 1


def sheet_file(folder, stem, name):
    """The file that LibreOffice made of a sheet."""
    wanted = re.sub(r"[\W_]", "", name).lower()
    for path in folder.glob(f"{stem}-*.csv"):
        if re.sub(r"[\W_]", "", path.stem[len(stem) + 1 :]).lower() == wanted:
            return path
    return None


def compare(files, work, program, show):
    shown = collections.Counter()
    figures = collections.defaultdict(collections.Counter)
    causes = collections.Counter()
    ours_dir = work / "ours"
    ours_dir.mkdir()
    theirs_dir = work / "libreoffice"
    for name, path, target in files:
        count = figures[name]
        count["files"] += 1
        run = subprocess.run([program, "clean", str(target), "-o", str(ours_dir / f"{target.stem}.csv"), "--format", "json"],
                             capture_output=True, text=True)
        if run.returncode == 2:
            count["no copy"] += 1
            sentence = run.stderr.split(": ", 2)[-1].splitlines()[0]
            causes[(name, re.sub(r"part \S+|\(.*\)|row [\d,]+|cell \w+", "…", sentence)[:90])] += 1
            continue
        result = json.loads(run.stdout)
        if any(line["id"] == "stale-result" for line in result["left_out"]):
            count["stale"] += 1
            continue
        if any(line["unit"] in HIDES and line["values"] + (line["unit"] == "values") and not line["seen"]
               and line["id"] in SHEET_RULES for line in result["left_out"]):
            count["hides"] += 1
            continue
        for copy in result["copies"]:
            sheet = copy["sheets"][0]["name"]
            theirs = sheet_file(theirs_dir, target.stem, sheet)
            if theirs is None:
                count["sheets without a counterpart"] += 1
                continue
            ours = list(rows(copy["check"]["path"]))
            theirs = list(rows(theirs))
            count["sheets"] += 1
            if len(ours) != len(theirs):
                count["other rows"] += 1
                if shown[name] < show:
                    shown[name] += 1
                    print(f"{path} [{sheet}]: {len(ours)} rows, LibreOffice {len(theirs)}", file=sys.stderr)
                continue
            differs = 0
            for number, (our_row, their_row) in enumerate(zip(ours, theirs)):
                width = max(len(our_row), len(their_row))
                our_row += [""] * (width - len(our_row))
                their_row += [""] * (width - len(their_row))
                for column in range(width):
                    one, other = our_row[column], their_row[column]
                    if not one and not other:
                        continue
                    count["cells"] += 1
                    kind = difference(one, other)
                    count[kind] += 1
                    if kind == "other":
                        differs += 1
                        if differs <= 5 and shown[name] < show:
                            shown[name] += 1
                            print(f"{path} [{sheet}] row {number} column {column}: {one!r} | {other!r}", file=sys.stderr)
    return figures, causes


def round_trip(files, work, program, show):
    """Opens the copies in LibreOffice and openpyxl, and compares what LibreOffice shows with the copy in csv."""
    import openpyxl

    figures = collections.defaultdict(collections.Counter)
    shown = collections.Counter()
    copies = work / "copies"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    made = []
    for name, path, target in files:
        for ending in ["xlsx", "ods"]:
            copy = copies / f"{target.stem}-{ending}.{ending}"
            run = subprocess.run([program, "clean", str(target), "-o", str(copy), "--format", "json"], capture_output=True, text=True)
            if run.returncode != 2:
                made.append((name, path, target, copy, json.loads(run.stdout)))
    out = copies / "out"
    out.mkdir()
    convert([copy for *_, copy, _ in made], work, out)
    for name, path, target, copy, result in made:
        count = figures[(name, copy.suffix)]
        count["copies"] += 1
        if copy.suffix == ".xlsx":
            openpyxl.load_workbook(copy, read_only=False)
            count["openpyxl"] += 1
        sheets = [sheet["name"] for sheet in result["copies"][0]["sheets"] if sheet["values"]]
        for sheet in sheets:
            plain = re.sub(r"[\W_]", "", sheet).lower()
            ours = [path for path in (work / "ours").glob(f"{target.stem}*.csv")
                    if path.stem == target.stem or re.sub(r"[\W_]", "", path.stem[len(target.stem) + 1 :]).lower() == plain]
            theirs = sheet_file(out, copy.stem, sheet or "Sheet1")
            if len(ours) != 1 or theirs is None:
                count["sheets without a counterpart"] += 1
                if shown[name] < show:
                    shown[name] += 1
                    print(f"{path} {copy.suffix} [{sheet}]: {len(ours)} csv, {theirs}", file=sys.stderr)
                continue
            count["sheets"] += 1
            ours, theirs = list(rows(ours[0])), list(rows(theirs))
            if len(ours) != len(theirs):
                count["other rows"] += 1
                if shown[name] < show:
                    shown[name] += 1
                    print(f"{path} {copy.suffix} [{sheet}]: {len(ours)} rows, LibreOffice {len(theirs)}", file=sys.stderr)
                continue
            for number, (our_row, their_row) in enumerate(zip(ours, theirs)):
                width = max(len(our_row), len(their_row))
                for column in range(width):
                    one = our_row[column] if column < len(our_row) else ""
                    other = their_row[column] if column < len(their_row) else ""
                    if one or other:
                        count["cells"] += 1
                        kind = difference(one, other)
                        count[kind] += 1
                        if kind == "other" and shown[name] < show:
                            shown[name] += 1
                            print(f"{path} {copy.suffix} [{sheet}] row {number} column {column}: {one!r} | {other!r}", file=sys.stderr)
    return figures


# Rules about lines and cells of a sheet that is copied.
SHEET_RULES = {
    "filtered-rows", "collapsed-rows", "zero-height-rows", "hidden-rows", "collapsed-columns", "zero-width-columns",
    "hidden-columns", "blank-format", "same-colour-text", "tiny-text", "under-merge", "under-shape", "under-condition",
    "after-table",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(ROOT / "target" / "release" / "tipstaff"))
    parser.add_argument("--work", default=str(HERE.parent / "out" / "clean"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--again", action="store_true", help="use LibreOffice's output of the last time")
    arguments = parser.parse_args()
    work = pathlib.Path(arguments.work).resolve()
    if not arguments.again:
        shutil.rmtree(work, ignore_errors=True)
        (work / "in").mkdir(parents=True)
    else:
        for folder in ["ours", "in", "honest"]:
            shutil.rmtree(work / folder, ignore_errors=True)
        (work / "in").mkdir(parents=True)
    files = gather(work)
    if not arguments.again:
        libreoffice(files, work)
    figures, causes = compare(files, work, arguments.program, arguments.show)
    print("| set | files | no copy | results computed on opening | something hidden | sheets compared | other number of rows "
          "| cells | alike | more digits | truth values | other |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name, count in figures.items():
        share = f"{100 * count['equal'] / count['cells']:.2f} %" if count["cells"] else "–"
        print(f"| {name} | {count['files']} | {count['no copy']} | {count['stale']} | {count['hides']} | {count['sheets']} "
              f"| {count['other rows']} | {count['cells']:,} | {share} | {count['digits']} | {count['truth']} | {count['other']} |")
    print()
    figures = round_trip(files, work, arguments.program, arguments.show)
    print("| set | copies as | copies | opened by openpyxl | sheets compared | other number of rows | cells | alike | truth values | other |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for (name, suffix), count in figures.items():
        share = f"{100 * count['equal'] / count['cells']:.2f} %" if count["cells"] else "–"
        opened = count["openpyxl"] if suffix == ".xlsx" else "–"
        print(f"| {name} | {suffix[1:]} | {count['copies']} | {opened} | {count['sheets']} | {count['other rows']} "
              f"| {count['cells']:,} | {share} | {count['truth']} | {count['other']} |")
    print()
    print("Why there was no copy:")
    print()
    for (name, cause), number in sorted(causes.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"- {name}: {number} × {cause}")


if __name__ == "__main__":
    main()
