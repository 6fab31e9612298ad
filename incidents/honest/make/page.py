"""A sheet of an honest answer, with the features that make spreadsheets look suspicious, and its two writers."""

import datetime
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, IconSetRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo

MADE = datetime.datetime(2023, 8, 3, 9, 30)


@dataclass
class Page:
    name: str
    title: str
    header: list
    rows: list
    lines: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    state: str = "visible"
    #: column index -> number format
    formats: dict = field(default_factory=dict)
    #: (column index, value): only rows with this value are left by the filter
    filtered: tuple | None = None
    autofilter: bool = False
    table: bool = False
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    #: ranges (first, last) of rows in a collapsed or open group
    groups: list = field(default_factory=list)
    collapsed: bool = False
    #: (row, column) -> (formula with {row} of the sheet, value)
    formulas: dict = field(default_factory=dict)
    #: (cell address, list of words or a reference), with the input message
    choices: list = field(default_factory=list)
    message: str = ""
    #: (row, column, text, author)
    comments: list = field(default_factory=list)
    #: (kind, category column, value column)
    chart: tuple | None = None
    scale: int | None = None
    icons: int | None = None
    below: tuple | None = None
    image: str | None = None
    links: list = field(default_factory=list)
    box: str = ""
    print_area: bool = False
    footer: str = ""
    freeze: bool = False
    empty_hidden_rows: int = 0
    white_head: bool = True

    @property
    def top(self):
        """Row of the header, counted from 1; a page without title starts at once."""
        return 1 if not self.title else 3 + len(self.lines)


def _hidden(page):
    hidden = set(page.hidden_rows)
    if page.filtered:
        column, value = page.filtered
        hidden |= {index for index, row in enumerate(page.rows) if row[column] != value}
    return hidden


def _width(page, column):
    return min(48, 3 + max(len(str(value)) for value in [page.header[column], *[row[column] for row in page.rows[:200]]]))


def by_openpyxl(pages, path, author, names=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title, book.properties.lastModifiedBy = author, pages[0].title, author
    for page in pages:
        _openpyxl_page(book, page)
    for name, text in names:
        book.defined_names[name.lstrip("!")] = DefinedName(name.lstrip("!"), attr_text=text, hidden=True if name.startswith("!") else None)
    book.save(path)


def _openpyxl_page(book, page):
    sheet = book.create_sheet(page.name)
    sheet.sheet_state = page.state
    if page.title:
        sheet["A1"] = page.title
        sheet["A1"].font = Font(bold=True, size=14)
        for offset, text in enumerate(page.lines):
            sheet.cell(2 + offset, 1, text)
    for column, name in enumerate(page.header, 1):
        cell = sheet.cell(page.top, column, name)
        cell.font = Font(bold=True, color="FFFFFF" if page.white_head else "000000")
        if page.white_head:
            cell.fill = PatternFill("solid", fgColor="1F3864")
        sheet.column_dimensions[get_column_letter(column)].width = _width(page, column - 1)
    hidden = _hidden(page)
    for index, row in enumerate(page.rows):
        at = page.top + 1 + index
        for column, value in enumerate(row):
            formula = page.formulas.get((index, column))
            cell = sheet.cell(at, column + 1, formula[0].format(row=at) if formula else value)
            if column in page.formats:
                cell.number_format = page.formats[column]
        if index in hidden:
            sheet.row_dimensions[at].hidden = True
    end = page.top + len(page.rows)
    for first, last in page.groups:
        for at in range(page.top + 1 + first, page.top + 2 + last):
            sheet.row_dimensions[at].outlineLevel = 1
            sheet.row_dimensions[at].hidden = page.collapsed or sheet.row_dimensions[at].hidden
    for column in page.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for offset, text in enumerate(page.notes):
        sheet.cell(end + 2 + offset, 1, text).font = Font(italic=True, size=9)
    for at in range(end + 10, end + 10 + page.empty_hidden_rows):
        sheet.row_dimensions[at].hidden = True
    span = f"A{page.top}:{get_column_letter(len(page.header))}{end}"
    if page.table:
        made = ExcelTable(displayName=f"tbl{page.name.title().replace(' ', '')}", ref=span)
        made.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        sheet.add_table(made)
    elif page.filtered or page.autofilter:
        sheet.auto_filter.ref = span
        if page.filtered:
            sheet.auto_filter.add_filter_column(page.filtered[0], [str(page.filtered[1])])
    for cell, source in page.choices:
        rule = DataValidation(type="list", formula1='"' + ",".join(source) + '"' if isinstance(source, list) else source, showInputMessage=True)
        if page.message:
            rule.promptTitle, rule.prompt = "Choose", page.message
        sheet.add_data_validation(rule)
        rule.add(cell)
    for row, column, text, author in page.comments:
        sheet.cell(page.top + 1 + row, column + 1).comment = Comment(text, author)
    column_of = lambda index: f"{get_column_letter(index + 1)}{page.top + 1}:{get_column_letter(index + 1)}{end}"  # noqa: E731
    if page.scale is not None:
        sheet.conditional_formatting.add(column_of(page.scale), ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="F8696B"))
    if page.icons is not None:
        sheet.conditional_formatting.add(column_of(page.icons), IconSetRule("3TrafficLights1", "percent", [0, 33, 67]))
    if page.below:
        sheet.conditional_formatting.add(column_of(page.below[0]), CellIsRule(operator="lessThan", formula=[str(page.below[1])], font=Font(color="9C0006")))
    if page.chart:
        kind, category, value = page.chart
        chart = {"bar": BarChart, "line": LineChart, "pie": PieChart}[kind]()
        chart.title = page.title or page.name
        chart.add_data(Reference(sheet, min_col=value + 1, min_row=page.top, max_row=end), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=category + 1, min_row=page.top + 1, max_row=end))
        sheet.add_chart(chart, f"{get_column_letter(len(page.header) + 2)}{page.top}")
    if page.image:
        sheet.add_image(Image(page.image), f"{get_column_letter(len(page.header) + 2)}1")
    for row, column, address in page.links:
        sheet.cell(page.top + 1 + row, column + 1).hyperlink = address.replace("internal:", "#")
    if page.print_area:
        sheet.print_area = f"A1:{get_column_letter(len(page.header))}{end}"
        sheet.print_title_rows = f"{page.top}:{page.top}"
    if page.footer:
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = page.footer, "Page &P of &N"
    if page.freeze:
        sheet.freeze_panes = f"A{page.top + 1}"


def by_xlsxwriter(pages, path, author, names=()):
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": author, "title": pages[0].title, "company": "Police Service", "created": MADE})
    head = book.add_format({"bold": True, "font_color": "white", "bg_color": "#1F3864"})
    plain, title, note = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14}), book.add_format({"italic": True, "font_size": 9})
    for page in pages:
        _xlsxwriter_page(book, page, head if page.white_head else plain, title, note)
    for name, text in names:
        book.define_name(name.lstrip("!"), "=" + text)
    book.close()


def _xlsxwriter_page(book, page, head, title, note):
    sheet = book.add_worksheet(page.name)
    {"visible": lambda: None, "hidden": sheet.hide, "veryHidden": sheet.very_hidden}[page.state]()
    if page.title:
        sheet.write(0, 0, page.title, title)
        for offset, text in enumerate(page.lines):
            sheet.write(1 + offset, 0, text)
    top, end, last = page.top - 1, page.top - 1 + len(page.rows), len(page.header) - 1
    for column in range(last + 1):
        sheet.set_column(column, column, _width(page, column), None, {"hidden": column in page.hidden_columns})
    formats = {column: book.add_format({"num_format": code}) for column, code in page.formats.items()}
    hidden = _hidden(page)
    grouped = {index for first, final in page.groups for index in range(first, final + 1)}
    if page.table:
        sheet.add_table(top, 0, end, last, {"columns": [{"header": name} for name in page.header], "name": f"tbl{page.name.title().replace(' ', '')}"})
    else:
        for column, name in enumerate(page.header):
            sheet.write(top, column, name, head)
    for index, row in enumerate(page.rows):
        at = top + 1 + index
        for column, value in enumerate(row):
            style = formats.get(column)
            formula = page.formulas.get((index, column))
            if formula:
                sheet.write_formula(at, column, formula[0].format(row=at + 1), style, formula[1])
            elif isinstance(value, (datetime.date, datetime.datetime)):
                sheet.write_datetime(at, column, datetime.datetime(value.year, value.month, value.day), style)
            elif value is not None:
                sheet.write(at, column, value, style)
        if index in hidden or index in grouped:
            sheet.set_row(at, None, None, {"hidden": index in hidden or (page.collapsed and index in grouped), "level": int(index in grouped)})
    for offset, text in enumerate(page.notes):
        sheet.write(end + 2 + offset, 0, text, note)
    for at in range(end + 10, end + 10 + page.empty_hidden_rows):
        sheet.set_row(at, None, None, {"hidden": True})
    if (page.filtered or page.autofilter) and not page.table:
        sheet.autofilter(top, 0, end, last)
        if page.filtered:
            sheet.filter_column_list(page.filtered[0], [str(page.filtered[1])])
    for cell, source in page.choices:
        rule = {"validate": "list", "source": source if isinstance(source, list) else "=" + source}
        if page.message:
            rule |= {"input_title": "Choose", "input_message": page.message}
        sheet.data_validation(cell, rule)
    for row, column, text, author in page.comments:
        sheet.write_comment(top + 1 + row, column, text, {"author": author})
    if page.scale is not None:
        sheet.conditional_format(top + 1, page.scale, end, page.scale, {"type": "2_color_scale"})
    if page.icons is not None:
        sheet.conditional_format(top + 1, page.icons, end, page.icons, {"type": "icon_set", "icon_style": "3_traffic_lights"})
    if page.below:
        sheet.conditional_format(top + 1, page.below[0], end, page.below[0], {"type": "cell", "criteria": "<", "value": page.below[1], "format": book.add_format({"font_color": "#9C0006"})})
    if page.chart:
        kind, category, value = page.chart
        chart = book.add_chart({"type": {"bar": "column"}.get(kind, kind)})
        chart.add_series({"name": [page.name, top, value], "categories": [page.name, top + 1, category, end, category], "values": [page.name, top + 1, value, end, value]})
        chart.set_title({"name": page.title or page.name})
        sheet.insert_chart(top, last + 2, chart)
    if page.image:
        sheet.insert_image(0, last + 2, page.image, {"description": "Crest of the Service"})
    for row, column, address in page.links:
        sheet.write_url(top + 1 + row, column, address, string=str(page.rows[row][column]))
    if page.box:
        sheet.insert_textbox(top + 18, last + 2, page.box, {"width": 320, "height": 90})
    if page.print_area:
        sheet.print_area(0, 0, end, last)
        sheet.repeat_rows(top)
    if page.footer:
        sheet.set_footer(f"&L{page.footer}&RPage &P of &N")
    if page.freeze:
        sheet.freeze_panes(top + 1, 0)
