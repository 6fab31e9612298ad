"""Makes the files that are sent: six workbooks of 1 to 20 MB, written by XlsxWriter, and 50 files of them, each with bytes of
its own in its properties. Half of the sheets hold invented people, half numbers about nobody."""
import random
import shutil
import sys
import zipfile
from pathlib import Path

import xlsxwriter

SIZES = [1, 2, 4, 8, 14, 20]
FILES = 50
SYLLABLES = ["ash", "quill", "mar", "row", "thistle", "oak", "tans", "ley", "fea", "ther", "wood", "by", "ston", "wick"]


def workbook(path, megabytes, dice):
    """Rows until the file is about so large: a row of these takes about 37 bytes packed."""
    rows = megabytes * 1_000_000 // 37
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        people = book.add_worksheet("Staff")
        people.write_row(0, 0, ["Service No", "Surname", "Forename", "Department", "Hours", "Rate"])
        counts = book.add_worksheet("Stops")
        counts.write_row(0, 0, ["Ward", "Month", "Stops", "Searches", "Arrests", "Share"])
        for row in range(1, rows // 2):
            people.write_row(row, 0, [100_000 + row, "".join(dice.choices(SYLLABLES, k=3)).capitalize(),
                                      "".join(dice.choices(SYLLABLES, k=2)).capitalize(), f"Unit {dice.randrange(60)}",
                                      dice.randrange(2000), round(dice.random() * 90, 4)])
        for row in range(1, rows // 2):
            counts.write_row(row, 0, [f"Ward {row % 40}", row % 12 + 1, dice.randrange(9000), dice.randrange(9000),
                                      dice.randrange(900), round(dice.random(), 6)])


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(11)
    bases = []
    for size in SIZES:
        base = folder / f"base-{size}.xlsx"
        if not base.exists():
            draft = folder / "draft.xlsx"
            workbook(draft, size, dice)
            draft.rename(base)
        bases.append(base)
    for number in range(FILES):
        path = folder / f"file-{number:02}.xlsx"
        if path.exists():
            continue
        # The archive's comment: another SHA-256 for each, without packing every sheet again.
        shutil.copy(bases[number % len(bases)], path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = f"file {number}".encode()


if __name__ == "__main__":
    main()
