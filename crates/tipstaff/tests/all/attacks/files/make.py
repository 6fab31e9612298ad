#!/usr/bin/env python3
"""Makes the hostile workbooks of these tests, with openpyxl and LibreOffice: markup wherever a workbook keeps words.

    python3 make.py        writes hostile.xlsx and hostile.ods beside itself

The people in them are made up. The mark `zqxmark` is what the tests look for in pages.
"""

import datetime
import pathlib
import shutil
import subprocess
import tempfile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

MARK = "zqxmark"
IMAGE = f'"><img src=x onerror=alert("{MARK}")>'
SCRIPT = f"<script>alert('{MARK}')</script>"
TITLE = f"</title></textarea><svg onload=alert('{MARK}')>"

here = pathlib.Path(__file__).parent
book = openpyxl.Workbook()
counts = book.active
counts.title = f'<img src=x onerror={MARK}>'
counts.append(["Ward", SCRIPT, IMAGE])
for ward in range(20):
    counts.append([f"Ward {ward}", ward * 3, f"{TITLE}{ward}"])
counts["A1"].comment = Comment(SCRIPT, IMAGE)

people = book.create_sheet(f"<b onclick={MARK}>")
people.sheet_state = "hidden"
people.append(["Service No", f"Surname{IMAGE}", f"Forename{SCRIPT}", "Date of birth", f"<{MARK}>"])
surnames = ["Quillfeather", "Marrowby", "Thistlewood", "Oakenshaw", "Brackenridge", "Featherstone"]
for number in range(60):
    born = datetime.date(1960 + number % 40, 1 + number % 12, 1 + number % 28)
    people.append(
        [f"{1001 + number:06}", f"{surnames[number % 6]}{IMAGE}", f"Robin{SCRIPT}", born.strftime("%d/%m/%Y"), TITLE]
    )

rows = book.create_sheet(f"rows {MARK} <i>")
rows.append(["Surname", "National Insurance number", "E-mail"])
for number in range(30):
    rows.append([f"{surnames[number % 6]}<{MARK}>", f"AB{number:06}C", f"<{MARK}>robin{number}@example.com"])
    rows.row_dimensions[number + 2].hidden = True

book.defined_names[f"zqxmark_name"] = DefinedName("zqxmark_name", attr_text="'" + people.title + "'!$A$1:$B$9")
book.properties.title = TITLE
book.properties.creator = IMAGE
book.properties.description = SCRIPT
book.properties.keywords = f"<{MARK}>"
book.save(here / "hostile.xlsx")

with tempfile.TemporaryDirectory() as scratch:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{scratch}/home", "--headless", "--convert-to", "ods", "--outdir", scratch,
         str(here / "hostile.xlsx")],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.copy(pathlib.Path(scratch) / "hostile.ods", here / "hostile.ods")
