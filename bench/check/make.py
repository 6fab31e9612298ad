"""Makes the workbooks that are measured, with XlsxWriter and generated people. `python make.py FOLDER`."""
import datetime
import random
import sys
from pathlib import Path

import xlsxwriter

SYLLABLES = "an bel cor dun el far gor hal in jar kel lor mar nor ot pel quin ros sal tor ul ver wen yar zel".split()
RANKS = ["Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Administrative Officer", "Staff Officer"]
STATIONS = ["Armagh", "Antrim", "Ballymena", "Bangor", "Coleraine", "Cookstown", "Dungannon", "Larne", "Lisburn", "Omagh"]
TEAMS = ["Response", "Neighbourhood", "Custody", "Roads", "Detective", "Training", "Fleet", "Payroll", "Records", "Press"]
WORDS = "seen report local council request figure answer period total area review result system record".split()


def surname(chance):
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def person(chance, number):
    return [surname(chance), chance.choice("ABCDEFGHJKLMNPRST"), 100_000 + number, chance.choice(RANKS), chance.choice(STATIONS),
            chance.choice(TEAMS), "Permanent" if chance.random() < 0.9 else "Temporary", chance.choice(["Male", "Female"])]


def staff(path, rows=9483, columns=32):
    """An establishment as it comes out of a personnel system, on a hidden sheet behind a small answer."""
    chance = random.Random(2023)
    with xlsxwriter.Workbook(path, {"constant_memory": False}) as book:
        answer = book.add_worksheet("Answer")
        answer.write_row(0, 0, ["Rank or grade", "Officers and staff"])
        for row, rank in enumerate(RANKS, 1):
            answer.write_row(row, 0, [rank, 1000 - row * 100])
        data = book.add_worksheet("Download")
        data.hide()
        heads = ["Surname", "Initials", "Service No", "Rank/Grade", "Post Location", "Department", "Contract", "Gender"]
        data.write_row(0, 0, heads + [f"Field {number}" for number in range(len(heads) + 1, columns + 1)])
        for row in range(1, rows + 1):
            values = person(chance, row)
            while len(values) < columns:
                place = len(values)
                values.append(chance.choice(WORDS) if place % 3 else chance.randint(0, 9) if place % 2 else f"{chance.choice(TEAMS)} {place}")
            data.write_row(row, 0, values)


def large(path, rows, columns=20):
    """A full visible sheet: numbers, words, dates, codes; nothing in it repeats like a test file."""
    chance = random.Random(7)
    with xlsxwriter.Workbook(path, {"constant_memory": False}) as book:
        sheet = book.add_worksheet("Incidents")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Reference", "Date", "Category", "Area", "Team", "Minutes", "Cost"] + [f"Measure {n}" for n in range(8, columns + 1)])
        start = datetime.date(2020, 1, 1)
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"INC-{chance.randrange(10**8):08}")
            sheet.write_datetime(row, 1, datetime.datetime.combine(start + datetime.timedelta(days=chance.randrange(1500)), datetime.time()), day)
            sheet.write_string(row, 2, chance.choice(WORDS) + " " + chance.choice(WORDS))
            sheet.write_string(row, 3, chance.choice(STATIONS))
            sheet.write_string(row, 4, chance.choice(TEAMS))
            sheet.write_number(row, 5, chance.randrange(600))
            sheet.write_number(row, 6, round(chance.random() * 900, 2))
            for column in range(7, columns):
                sheet.write_number(row, column, chance.randrange(10_000) if column % 2 else round(chance.random() * 100, 3))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in [("staff.xlsx", staff), ("large.xlsx", lambda path: large(path, 200_000)), ("doubled.xlsx", lambda path: large(path, 400_000))]:
        path = folder / name
        if not path.exists():
            make(path.with_suffix(".part"))
            path.with_suffix(".part").rename(path)


if __name__ == "__main__":
    main()
