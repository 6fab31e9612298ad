"""Makes honest answers, packs them into honest.tar.gz and lists them in manifest.json: none of them may be held back."""

import gzip
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "tools"), str(HERE.parent.parent / "2-psni-foi" / "make")]

import page as pages_of  # noqa: E402
from families import FAMILIES  # noqa: E402
from fixtures import clock, pictures, statistics  # noqa: E402
from fixtures import with_libreoffice as office_files  # noqa: E402
from fixtures import with_openpyxl as simple  # noqa: E402
from fixtures import with_others as others  # noqa: E402
from fixtures import with_xlsxwriter as simple_xlsxwriter  # noqa: E402
from fixtures.clock import FROZEN, environment  # noqa: E402
from fixtures.names import Names  # noqa: E402
from fixtures.office import Office  # noqa: E402
from fixtures.table import Answer, Story, Table  # noqa: E402

SCRATCH = Path("/tmp/tipstaff-fixtures/honest")
VARIANTS = 8
PYX, XLW, LO = simple.PROGRAM, simple_xlsxwriter.PROGRAM, office_files.PROGRAM


class Pack:
    def __init__(self):
        shutil.rmtree(SCRATCH, ignore_errors=True)
        SCRATCH.mkdir(parents=True)
        self.entries = []

    def add(self, name, family, program, features):
        self.entries.append({"file": name, "family": family, "program": program, "features": features})

    def write(self, folder):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for entry in sorted(self.entries, key=lambda entry: entry["file"]):
                data = (SCRATCH / entry["file"]).read_bytes()
                entry["bytes"], entry["sha256"] = len(data), hashlib.sha256(data).hexdigest()
                member = tarfile.TarInfo("honest/" + entry["file"])
                member.size, member.mtime, member.mode = len(data), 0, 0o644
                tar.addfile(member, io.BytesIO(data))
        (folder / "honest.tar.gz").write_bytes(gzip.compress(packed.getvalue(), 9, mtime=0))
        document = {"schema": "tipstaff.honest-files/1", "archive": "honest.tar.gz", "seed": 31415, "files": len(self.entries),
                    "expect": "clear or, with a reason in the docs' table, review for at most 2 in a hundred; never held",
                    "people_are": "none; the author in a file's properties is generated", "list": sorted(self.entries, key=lambda entry: entry["file"])}
        (folder / "manifest.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
        print(f"{len(self.entries)} files, {(folder / 'honest.tar.gz').stat().st_size / 1e6:.1f} MB packed")


def features_of(pages):
    """Names of the tricky things in a file, for the docs' table."""
    found = set()
    for one in pages:
        found |= {name for name, has in {
            "hidden sheet": one.state == "hidden", "very hidden sheet": one.state == "veryHidden", "filtered rows": one.filtered, "autofilter": one.autofilter, "table": one.table,
            "hidden rows": one.hidden_rows, "hidden columns": one.hidden_columns, "collapsed groups": one.groups and one.collapsed, "groups": one.groups, "formulas": one.formulas,
            "drop-down": one.choices, "comments": one.comments, "chart": one.chart, "conditional format": one.scale is not None or one.icons is not None or one.below,
            "picture": one.image, "links": one.links, "text box": one.box, "print area": one.print_area, "footer": one.footer, "empty hidden rows": one.empty_hidden_rows,
            "blank format": ";;;" in one.formats.values()}.items() if has}
    return sorted(found)


def plain_families(pack, office):
    authors = Names(2718)
    for family in FAMILIES:
        for number in range(VARIANTS):
            draw = random.Random(f"{family.__name__}-{number}")
            pages, names = family(draw, number)
            for one in pages:
                one.image = str(SCRATCH / "pictures" / one.image) if one.image else None
            author = draw.choice(["Information Governance", "openpyxl", "", f"{authors.forenames('Female')[0]} {authors.surname()}", f"{authors.surname()}, {authors.forenames('Male')[0]}"])
            writer, program = (pages_of.by_openpyxl, PYX) if number % 2 else (pages_of.by_xlsxwriter, XLW)
            name = f"{family.__name__}-{number}.xlsx"
            made = SCRATCH / name
            writer(pages, made, author, names)
            # Some are passed on through another program, as offices do. The number decides, so each way is met often.
            way = {2: "xls", 3: "ods", 5: "xlsb", 6: "xls95"}.get(number)
            family_index = FAMILIES.index(family)
            if way == "xls95" and family_index % 3:
                way = "ods" if family_index % 3 == 1 else None
            if way == "xls" and family_index % 4 == 3:
                way = "fods"
            if way in ("xls", "ods", "fods"):
                target = made.with_suffix("." + way)
                office.convert(made, target)
                program = f"{program}, then {LO}"
            elif way == "xlsb":
                target = made.with_suffix(".xlsb")
                subprocess.run([*FROZEN, "node", str(others.TOOLS / "convert.mjs"), str(made), str(target)], check=True, env=environment())
                program = f"{program}, then {others.SHEETJS}"
            elif way == "xls95":
                target = made.with_suffix(".xls")
                others.gnumeric(made, target, "Excel:excel_biff7")
                program = f"{program}, then {others.GNUMERIC}"
            else:
                target = made
            pack.add(target.name, family.__name__, program, features_of(pages))


def story(draw, shown=True):
    kept = statistics.by_month("Monthly figures", seed=draw.randint(1, 10 ** 6), years=1, groups=draw.sample(statistics.GROUPS, 6))
    totals = {}
    for _, group, number in kept.rows:
        totals[group] = totals.get(group, 0) + number
    answer = Answer("Answer", "Recorded crime by offence group", [f"Our reference: FOI-{draw.randint(100, 9999)}-23"], Table("Answer", ["Offence group", "Number"], [list(pair) for pair in totals.items()]),
                    ["Source: published tables."])
    return Story(answer, kept, filter_by="Offence group", figure="Recorded crimes", also=[Table("Published", kept.header, kept.rows)] if shown else [])


def pivots_links_objects(pack, office):
    """What only LibreOffice can make here: pivots, links to another file, workbooks in workbooks, all over shown figures."""
    for number, suffix in enumerate(["xlsx", "xls", "ods", "xlsx", "xls", "fods"] * 2):
        draw = random.Random(f"pivot-{number}")
        name = f"pivot-{number}.{suffix}"
        office_files.pivot(office, story(draw, shown=False), SCRATCH / name, ["Offence group"], columns=["Month"] if number % 2 else [], figure="Recorded crimes", source="shown")
        pack.add(name, "pivot", LO, ["pivot over a visible sheet"])
    for number, suffix in enumerate(["xlsx", "xls", "ods"] * 2):
        draw = random.Random(f"link-{number}")
        told, source = story(draw), SCRATCH / "source" / f"Published figures {number}.ods"
        source.parent.mkdir(exist_ok=True)
        office_files.other_file(office, told.kept, source)
        told.also = []
        office_files.external_link(office, told, SCRATCH / f"link-{number}.{suffix}", source, by="Offence group", shown=True)
        pack.add(f"link-{number}.{suffix}", "link", LO, ["external link, all copied values shown"])
    for number, suffix in enumerate(["xls", "ods"] * 3):
        draw = random.Random(f"object-{number}")
        office_files.embedded(office, story(draw), SCRATCH / f"object-{number}.{suffix}")
        pack.add(f"object-{number}.{suffix}", "object", LO, ["embedded workbook, same figures shown"])
    for number in range(6):
        draw = random.Random(f"text-{number}")
        told = story(draw)
        told.kept = Table("Notes", [], [["Notes"], ["1. Figures are live."], ["2. Extracted 3 August 2023."]]) if number % 2 else Table("Notes", [], [])
        name = f"text-{number}.{'tsv' if number % 3 == 2 else 'csv'}"
        others.delimited(told, SCRATCH / name, delimiter="\t" if name.endswith("tsv") else ",", encoding=["utf-8-sig", "cp1252", "utf-8"][number % 3], blank=2)
        pack.add(name, "text", "Python csv", ["notes after the table"] if number % 2 else [])


def main():
    clock.freeze()
    pack = Pack()
    (SCRATCH / "pictures").mkdir()
    pictures.crest(SCRATCH / "pictures" / "crest.png", 180, 80)
    pictures.plan(SCRATCH / "pictures" / "plan.png")
    with Office() as office:
        plain_families(pack, office)
        pivots_links_objects(pack, office)
    pack.write(HERE.parent)


if __name__ == "__main__":
    main()
