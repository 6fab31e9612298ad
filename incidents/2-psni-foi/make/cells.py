"""Forty-two people in the small places: white text, formats, sizes, far corners, pictures, merged cells, charts, remarks.

Each guilty file stands beside a twin that uses the same trick for an honest reason (white words on a blue head, a chart
over its own figures, a remark that names a source).
"""

import random

import xlsxwriter
import xlwt
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from fixtures import with_libreoffice as office_files
from fixtures import with_openpyxl as by_openpyxl
from fixtures import with_others as others
from fixtures import with_xlsxwriter as by_xlsxwriter
from fixtures.pictures import crest
from fixtures.shelf import stored
from fixtures.table import Story, Table

COLUMNS = ["Surname", "Initials", "Service No", "Rank/Grade"]
FEW = 42
# Places where the people stand in sentences and not in cells of their own.
RUNNING_TEXT = {"chart-cache", "comment", "alternative-text", "hidden-name", "validation-list", "header-footer", "properties"}
PYX, XLW, LO = by_openpyxl.PROGRAM, by_xlsxwriter.PROGRAM, office_files.PROGRAM
MONTHS = [["Month", "Number"], *[[month, 40 + 7 * index] for index, month in enumerate("Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split())]]


def line(row):
    return f"{row[0]}, {row[1]}, {row[2]}, {row[3]}"


class Cells:
    def __init__(self, shelf, office, people, answer):
        self.shelf, self.office, self.answer = shelf, office, answer
        chosen = random.Random(42).sample(people.rows, FEW)
        indices = [people.column(name) for name in COLUMNS]
        self.rows = [[row[index] for index in indices] for row in chosen]
        self.story = Story(answer, Table("Officers", COLUMNS, self.rows))

    def both(self, name, program, channel, where, write, people=FEW, **more):
        """`write(path, guilty)` makes the file and its twin."""
        for twin in (False, True):
            stands = ("twins/" if twin else "") + name
            write(self.shelf.path(stands), not twin)
            if twin:
                self.shelf.keep(stands, program=program, channel=channel, where=where, rows=0, people=0, expect="clear")
        truth = {"program": program, "channel": channel, "where": where, "columns": COLUMNS, "rows": people, "people": people, "count": "range" if channel in RUNNING_TEXT or "one-long" in name else "exact", "count_with_roster": "exact",
                 "visible_people": 0, "expect": "held", "twin": stored("twins/" + name), **more}
        self.shelf.keep(name, **truth)

    def openpyxl(self, name, channel, where, guilty, innocent, **more):
        def write(path, wicked):
            by_openpyxl.edit(self.story, path, guilty if wicked else innocent)
        self.both(name, PYX, channel, where, write, **more)

    def xlsxwriter(self, name, channel, where, guilty, innocent, **more):
        def write(path, wicked):
            with by_xlsxwriter.Book(self.story, path) as made:
                (guilty if wicked else innocent)(made)
        self.both(name, XLW, channel, where, write, **more)

    def libreoffice(self, name, channel, where, guilty, innocent, **more):
        def write(path, wicked):
            office_files.edit(self.office, self.story, path, guilty if wicked else innocent)
        self.both(name, LO, channel, where, write, **more)


def formats(cells):
    rows = cells.rows

    def below(style, head=False):
        def change(book, sheet, end):
            for index, row in enumerate(([COLUMNS] if head else []) + rows, end + 2):
                for column, value in enumerate(row, 1):
                    style(sheet.cell(index, column, value))
        return change

    def white(cell):
        cell.font = Font(color="FFFFFF")

    def white_on_blue(book, sheet, end):
        for column in range(1, 5):
            cell = sheet.cell(end + 2, column, f"Quarter {column}")
            cell.font, cell.fill = Font(color="FFFFFF", bold=True), PatternFill("solid", fgColor="1F3864")
    cells.openpyxl("white-text.xlsx", "same-colour", "sheet 'Answer', below the notes, white on no fill", below(white), white_on_blue)

    def blue(cell):
        cell.font, cell.fill = Font(color="1F3864"), PatternFill("solid", fgColor="1F3864")

    def blue_bars(book, sheet, end):
        for column in range(1, 5):
            sheet.cell(end + 2, column).fill = PatternFill("solid", fgColor="1F3864")
    cells.openpyxl("text-in-colour-of-fill.xlsx", "same-colour", "sheet 'Answer', below the notes, blue on blue", below(blue), blue_bars)

    def blank(cell):
        cell.number_format = ";;;"

    def flags(book, sheet, end):
        for index, row in enumerate(cells.answer.table.rows, cells.answer.header_row + 1):
            cell = sheet.cell(index, 4, 1 if row[1] > 500 else 0)
            cell.number_format = ";;;"
    cells.openpyxl("format-shows-nothing.xlsx", "format-blank", "sheet 'Answer', number format ;;; (twin: flags 0 and 1 behind an icon)", below(blank), flags)

    def redacted(cell):
        cell.number_format = '"Redacted";"Redacted";"Redacted";"Redacted"'

    def suppressed(book, sheet, end):
        for index, value in enumerate((0, 0, 0), end + 2):
            sheet.cell(index, 1, value).number_format = '#,##0;-#,##0;"nil"'
    cells.openpyxl("format-shows-redacted.xlsx", "format-replaced", "sheet 'Answer', a number format that prints 'Redacted' in place of the value (twin: 'nil' for 0)", below(redacted), suppressed)

    def tiny(cell):
        cell.font = Font(size=1)

    def small(book, sheet, end):
        sheet.cell(end + 2, 1, "Figures are provisional.").font = Font(size=7)
    cells.openpyxl("tiny-font.xlsx", "tiny-font", "sheet 'Answer', 1 point (twin: a foot-note in 7 point)", below(tiny), small)

    def conditional(book, sheet, end):
        below(lambda cell: None)(book, sheet, end)
        sheet.conditional_formatting.add(f"A{end + 2}:D{end + 2 + FEW}", FormulaRule(formula=["TRUE"], font=Font(color="FFFFFF")))

    def honest_condition(book, sheet, end):
        sheet.conditional_formatting.add("B6:B25", CellIsRule(operator="lessThan", formula=["5"], fill=PatternFill("solid", bgColor="FFC7CE")))
    cells.openpyxl("conditional-white.xlsx", "conditional", "sheet 'Answer', a conditional format that is always true paints the words white", conditional, honest_condition)


def sizes(cells):
    rows = cells.rows

    def zero_height(book, sheet, end):
        for index, row in enumerate(rows, end + 2):
            for column, value in enumerate(row, 1):
                sheet.cell(index, column, value)
            sheet.row_dimensions[index].height = 0.01

    def spacer(book, sheet, end):
        for index in range(end + 2, end + 6):
            sheet.row_dimensions[index].height = 0.01
    # openpyxl writes no attribute for a height of 0, and LibreOffice refuses it; xlwt writes a true 0.
    cells.openpyxl("rows-without-height.xlsx", "zero-height", "sheet 'Answer', row height 0.01 point", zero_height, spacer)

    def no_height_xls(path, wicked):
        book = xlwt.Workbook()
        sheet = book.add_sheet("Answer")
        grid = cells.answer.grid()
        for index, row in enumerate([*grid, [], *(rows if wicked else [[], [], []])]):
            for column, value in enumerate(row):
                sheet.write(index, column, value)
            if index > len(grid):
                sheet.row(index).height_mismatch, sheet.row(index).height = True, 0
        book.save(str(path))
    cells.both("rows-without-height.xls", others.XLWT, "zero-height", "sheet 'Answer', row height 0", no_height_xls)

    def zero_width(made):
        made.put(made.answer, rows, top=3, left=5)
        made.answer.set_column(5, 8, 0)

    def narrow(made):
        made.answer.set_column(5, 8, 0)
    cells.xlsxwriter("columns-without-width.xlsx", "zero-width", "sheet 'Answer', columns F:I, width 0", zero_width, narrow)

    def far_right(book, sheet, end):
        by_openpyxl.put(sheet, rows, top=4, left=700)

    def helper_right(book, sheet, end):
        by_openpyxl.put(sheet, MONTHS, top=4, left=20)
    cells.openpyxl("far-right.xlsx", "remote", "sheet 'Answer', column ZX and on (twin: chart figures in column T)", far_right, helper_right)

    def far_below(book, sheet, end):
        by_openpyxl.put(sheet, rows, top=60000)
        sheet.print_area = f"A1:D{end}"

    def helper_below(book, sheet, end):
        by_openpyxl.put(sheet, MONTHS, top=end + 40)
        sheet.print_area = f"A1:D{end}"
    cells.openpyxl("far-below.xlsx", "remote", "sheet 'Answer', row 60,000 and on, outside the print area (twin: monthly figures 40 rows below)", far_below, helper_below)


def covered(cells):
    rows = cells.rows
    picture = cells.shelf.path("crest.png")
    crest(picture, 700, 900)

    def under_picture(made):
        made.put(made.answer, rows, top=4, left=4)
        made.answer.insert_image(3, 4, str(picture), {"description": "Crest of the Service", "object_position": 3})

    def picture_beside(made):
        made.answer.insert_image(3, 4, str(picture), {"description": "Crest of the Service", "object_position": 3})
    cells.xlsxwriter("under-picture.xlsx", "under-shape", "sheet 'Answer', E5 and on, under an opaque picture", under_picture, picture_beside)

    def under_box(made):
        made.put(made.answer, rows, top=4, left=4)
        made.answer.insert_textbox(3, 4, "Produced by Performance Analysis", {"width": 700, "height": 1000, "fill": {"color": "white"}})

    def box_beside(made):
        made.answer.insert_textbox(3, 4, "Produced by Performance Analysis", {"width": 300, "height": 60})
    cells.xlsxwriter("under-text-box.xlsx", "under-shape", "sheet 'Answer', E5 and on, under a filled text box", under_box, box_beside)

    def under_merge(made):
        for index, row in enumerate(rows, 4):
            made.answer.merge_range(index, 4, index, 8, "withheld")
            for column, value in enumerate(row, 5):
                made.answer.write(index, column, value)

    def merged(made):
        made.answer.merge_range(4, 4, 4, 8, "Withheld figures are shown as *")
    cells.xlsxwriter("under-merge-xlsxwriter.xlsx", "under-merge", "sheet 'Answer', F5:I46, covered by merged cells E:I", under_merge, merged)

    def office_merge(document, sheet, end):
        office_files.put(document, sheet, [["withheld", *row] for row in rows], top=4, left=4)
        for index in range(4, 4 + FEW):
            sheet.getCellRangeByPosition(4, index, 8, index).merge(True)

    def office_merged(document, sheet, end):
        sheet.getCellByPosition(4, 4).String = "2023"
        sheet.getCellByPosition(5, 4).String = "2023"
        sheet.getCellRangeByPosition(4, 4, 8, 4).merge(True)
    for suffix in ("xlsx", "xls", "ods"):
        cells.libreoffice(f"under-merge-libreoffice.{suffix}", "under-merge", "sheet 'Answer', F5:I46, covered by merged cells E:I (twin: the same year in two covered cells)", office_merge, office_merged)


def charts(cells):
    def chart(path, wicked):
        """XlsxWriter draws a chart over a further sheet; openpyxl takes that sheet away and keeps the chart with its values."""
        first = cells.shelf.path("scratch-chart.xlsx")
        rows = [[f"{row[0]} {row[1]} {row[2]}", 1 + index % 9] for index, row in enumerate(cells.rows)] if wicked else MONTHS[1:]
        head = ["Officer", "Days"] if wicked else MONTHS[0]
        with by_xlsxwriter.Book(cells.story, first) as made:
            sheet = made.book.add_worksheet("Workings")
            made.put(sheet, [head, *rows])
            drawing = made.book.add_chart({"type": "bar"})
            drawing.add_series({"name": "Sickness absence", "categories": ["Workings", 1, 0, len(rows), 0], "values": ["Workings", 1, 1, len(rows), 1]})
            drawing.set_title({"name": "Sickness absence by rank" if wicked else "Sickness absence by month"})
            # On an innocent answer the same figures also stand in cells.
            if not wicked:
                made.put(made.answer, MONTHS, top=30, left=4)
            made.answer.insert_chart("E4", drawing)
        by_openpyxl.without_charts_source(first, path, "Workings")
    cells.both("chart-cache.xlsx", f"{XLW}, then {PYX}", "chart-cache", "xl/charts/chart1.xml, strCache; the sheet that was drawn is gone", chart)


def remarks(cells):
    rows = cells.rows

    def notes(book, sheet, end):
        for index, row in enumerate(rows):
            sheet.cell(5 + index, 2).comment = by_openpyxl.comment(line(row))

    def source(book, sheet, end):
        sheet["B6"].comment = by_openpyxl.comment("Source: Finance ledger, period 12.", "Finance")
        sheet["B7"].comment = by_openpyxl.comment("Includes part-time officers.", "Finance")
    cells.openpyxl("comments.xlsx", "comment", "xl/comments/comment1.xml, one person a remark", notes, source)

    def office_notes(document, sheet, end):
        remarks = sheet.Annotations
        for index, row in enumerate(rows):
            remarks.insertNew(sheet.getCellByPosition(1, 4 + index).CellAddress, line(row))

    def office_source(document, sheet, end):
        sheet.Annotations.insertNew(sheet.getCellByPosition(1, 5).CellAddress, "Source: Finance ledger, period 12.")
    for suffix in ("xls", "ods"):
        cells.libreoffice(f"comments-libreoffice.{suffix}", "comment", "one person a remark", office_notes, office_source)

    def alternative(made):
        path = cells.shelf.path("small.png")
        crest(path, 120, 60)
        made.answer.insert_image("E3", str(path), {"description": "; ".join(line(row) for row in rows)})

    def described(made):
        path = cells.shelf.path("small.png")
        crest(path, 120, 60)
        made.answer.insert_image("E3", str(path), {"description": "Crest of the Service"})
    cells.xlsxwriter("alternative-text.xlsx", "alternative-text", "xl/drawings/drawing1.xml, description of the picture", alternative, described)

    def names(book, sheet, end):
        for index, row in enumerate(rows):
            book.defined_names[f"list_{index + 1}"] = DefinedName(f"list_{index + 1}", attr_text=f'"{line(row)}"', hidden=True)

    def constants(book, sheet, end):
        book.defined_names["rate"] = DefinedName("rate", attr_text="0.2")
        book.defined_names["period"] = DefinedName("period", attr_text='"2022/23"')
        book.defined_names["figures"] = DefinedName("figures", attr_text="Answer!$B$5:$B$24")
    cells.openpyxl("defined-names.xlsx", "hidden-name", "xl/workbook.xml, hidden names that hold a text each", names, constants)

    few = 8

    def drop_down(book, sheet, end):
        rule = DataValidation(type="list", formula1='"' + ",".join(f"{row[0]} {row[1]} {row[2]}" for row in rows[:few]) + '"')
        sheet.add_data_validation(rule)
        rule.add("E5")

    def ranks(book, sheet, end):
        rule = DataValidation(type="list", formula1='"Constable,Sergeant,Inspector,Superintendent"')
        sheet.add_data_validation(rule)
        rule.add("E5")
    cells.openpyxl("drop-down-list.xlsx", "validation-list", "xl/worksheets/sheet1.xml, dataValidation (255 characters hold eight people)", drop_down, ranks, people=few)

    def header(book, sheet, end):
        sheet.oddHeader.left.text = " / ".join(line(row) for row in rows[:6])

    def footer(book, sheet, end):
        sheet.oddHeader.left.text = "Freedom of Information response"
        sheet.oddFooter.right.text = "Page &P of &N"
    cells.openpyxl("page-header.xlsx", "header-footer", "xl/worksheets/sheet1.xml, oddHeader (printed, not shown in the grid; six people)", header, footer, people=6)

    def joined(book, sheet, end):
        sheet.cell(end + 2, 1, "; ".join(line(row) for row in rows)).font = Font(color="FFFFFF")

    def long_note(book, sheet, end):
        sheet.cell(end + 2, 1, "Officers on secondment to other bodies are counted with their home district; those on maternity or adoption leave are included. " * 6)
    cells.openpyxl("one-long-white-cell.xlsx", "same-colour", "sheet 'Answer', all in one cell below the notes", joined, long_note)


def properties(cells):
    def write(path, wicked):
        book = xlsxwriter.Workbook(str(path))
        parts = {"author": "Information Governance", "title": "Officers by rank", "company": "Police Service", "created": by_xlsxwriter.MADE}
        if wicked:
            parts["comments"] = "; ".join(line(row) for row in cells.rows)
            parts["keywords"] = ", ".join(str(row[2]) for row in cells.rows)
        else:
            parts["comments"] = "Answer to a request under the Freedom of Information Act 2000."
        book.set_properties(parts)
        book.set_custom_property("Protective marking", "OFFICIAL")
        sheet = book.add_worksheet("Answer")
        for index, row in enumerate(cells.answer.grid()):
            sheet.write_row(index, 0, row)
        book.close()
    cells.both("document-properties.xlsx", XLW, "properties", "docProps/core.xml, description", write)


def make(shelf, office, people, answer):
    cells = Cells(shelf, office, people, answer)
    for group in (formats, sizes, covered, charts, remarks, properties):
        group(cells)


