#!/usr/bin/python3
"""Makes the OpenDocument fixtures with a real LibreOffice; run by hand, the result is committed.

    python3 make.py            needs soffice and python3-uno; writes *.ods.gz and *.fods.gz beside itself

Every name in them is invented here. `plain` is the innocent twin: the same visible cells and nothing else.
"""
import gzip, os, pathlib, struct, subprocess, sys, tempfile, time, zlib
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.table import CellRangeAddress, CellAddress
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.sheet.DataPilotFieldOrientation import ROW, COLUMN, DATA, PAGE
from com.sun.star.util import Date

HERE = pathlib.Path(__file__).parent
PEOPLE = [
    ("Surname", "Initials", "Rank", "Born", "Station"),
    ("Quillfeather", "A B", "Constable", "04/03/1985", "Northgate"),
    ("Marrowby", "C", "Sergeant", "17/11/1979", "Northgate"),
    ("Thistlewick", "D E", "Constable", "23/06/1990", "Southgate"),
    ("Oxenholt", "F", "Inspector", "30/01/1972", "Southgate"),
]


def picture():
    """A red square of four by four pixels that names its maker."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\xc0\0\0" * 4 for _ in range(4))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Author\0Petronella Quartermass") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


# Files that were stored by their makers.
raw = {}

# The documents under construction, the innermost last.
documents = []


def prop(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connect(folder):
    pipe = f"tipstaff{os.getpid()}"
    soffice = subprocess.Popen([
        "soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
        f"--accept=pipe,name={pipe};urp;"])
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return soffice, context
        except Exception:
            time.sleep(0.5)
    sys.exit("soffice does not answer")


def fill(sheet, people=PEOPLE, top=0):
    for row, person in enumerate(people):
        for column, value in enumerate(person):
            cell = sheet.getCellByPosition(column, top + row)
            if "/" in value:
                day, month, year = value.split("/")
                cell.Formula = f"{year}-{month}-{day}"
                cell.NumberFormat = number_format(documents[-1], "DD/MM/YYYY")
            else:
                cell.String = value
    return sheet


def number_format(document, code):
    formats = document.NumberFormats
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "en", "GB"
    key = formats.queryKey(code, locale, False)
    return key if key != -1 else formats.addNew(code, locale)


def address(sheet, left, top, right, bottom):
    area = sheet.getCellRangeByPosition(left, top, right, bottom)
    return area.RangeAddress


# Each maker fills a new document whose first sheet is called "Answer".

def plain(document, _):
    sheet = document.Sheets.getByIndex(0)
    for row, (label, value) in enumerate([("Year", "Count"), ("2021", "14"), ("2022", "19")]):
        sheet.getCellByPosition(0, row).Formula = label
        sheet.getCellByPosition(1, row).Formula = value


def hidden_sheet(document, _):
    plain(document, _)
    document.Sheets.insertNewByName("Data", 1)
    fill(document.Sheets.getByName("Data"))
    document.Sheets.getByName("Data").IsVisible = False


def hidden_rows(document, _):
    sheet = fill(document.Sheets.getByIndex(0))
    sheet.Rows.getByIndex(2).IsVisible = False
    sheet.Columns.getByIndex(3).IsVisible = False
    group = document.Sheets
    group.insertNewByName("Filtered", 1)
    filtered = fill(group.getByName("Filtered"))
    ranges = document.DatabaseRanges
    ranges.addNewByName("Staff", address(filtered, 0, 0, 4, 4))
    staff = ranges.getByName("Staff")
    staff.AutoFilter = True
    field = TableFilterField()
    field.Field, field.Operator, field.IsNumeric, field.StringValue = 4, EQUAL, False, "Northgate"
    descriptor = staff.getFilterDescriptor()
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((field,))
    staff.refresh()
    group.insertNewByName("Grouped", 2)
    grouped = fill(group.getByName("Grouped"))
    from com.sun.star.table.TableOrientation import ROWS
    grouped.group(address(grouped, 0, 3, 4, 4), ROWS)
    grouped.hideDetail(address(grouped, 0, 3, 4, 4))
    group.insertNewByName("Repeated", 3)
    repeated = group.getByName("Repeated")
    for row in range(50):
        repeated.getCellByPosition(0, row).String = "Same"
    repeated.getCellByPosition(60, 0).String = "Farquharson-Lobb"


def pilot(document, _):
    sheets = document.Sheets
    plain(document, _)
    sheets.insertNewByName("Source", 1)
    source = fill(sheets.getByName("Source"))
    sheets.insertNewByName("Pivot", 2)
    target = sheets.getByName("Pivot")
    tables = target.getDataPilotTables()
    descriptor = tables.createDataPilotDescriptor()
    descriptor.setSourceRange(address(source, 0, 0, 4, 4))
    fields = descriptor.getDataPilotFields()
    fields.getByIndex(4).Orientation = PAGE
    fields.getByIndex(2).Orientation = ROW
    fields.getByIndex(0).Orientation = COLUMN
    fields.getByIndex(3).Orientation = DATA
    tables.insertNewByName("Ranks", CellAddress(target.RangeAddress.Sheet, 0, 0), descriptor)
    # An item that is switched off leaves the list of all items in the file.
    items = tables.getByName("Ranks").getDataPilotFields().getByName("Surname").getItems()
    items.getByName("Oxenholt").IsHidden = True
    # The rows are gone, the items stay.
    sheets.removeByName("Source")


def changes(document, _):
    sheet = fill(document.Sheets.getByIndex(0))
    document.RecordChanges = True
    sheet.getCellByPosition(0, 1).String = "Withheld"
    sheet.Rows.removeByIndex(3, 1)


def notes(document, _):
    sheet = document.Sheets.getByIndex(0)
    plain(document, _)
    sheet.getAnnotations().insertNew(CellAddress(0, 0, 1), "Ask Petronella Quartermass first")
    cell = sheet.getCellByPosition(3, 0)
    cursor = cell.createTextCursor()
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL, field.Representation = "mailto:quillfeather@example.org", "Contact"
    cell.insertTextContent(cursor, field, False)
    document.NamedRanges.addNewByName("Chief", '"Marrowby"', CellAddress(0, 0, 0), 0)
    cells = sheet.getCellRangeByPosition(0, 5, 0, 9)
    validation = cells.Validation
    validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
    validation.setFormula1('"Northgate";"Southgate"')
    validation.InputTitle, validation.InputMessage = "Station", "As Inspector Oxenholt wrote"
    validation.ShowInputMessage = True
    cells.Validation = validation
    scenario = document.Sheets.getByIndex(0).getScenarios()
    scenario.addNewByName("Cuts", (address(sheet, 1, 1, 1, 2),), "Thistlewick leaves")
    styles = document.StyleFamilies.getByName("PageStyles").getByName("Default")
    styles.HeaderIsOn = True
    content = styles.RightPageHeaderContent
    content.LeftText.String = "Drafted by Quillfeather"
    styles.RightPageHeaderContent = content
    properties = document.DocumentProperties
    properties.Author = "Ermintrude Marrowby"
    properties.Title = "Answer to a request"
    properties.Keywords = ("request",)
    properties.UserDefinedProperties.addProperty("Case officer", 0, "Ludovic Thistlewick")
    sheet.getCellByPosition(4, 0).Formula = '=IF(B2>3;"Passed to Oxenholt";"")'
    sheet.protect("")
    second = document.Sheets
    second.insertNewByName("Printed", 1)
    printed = fill(second.getByName("Printed"))
    printed.setPrintAreas((address(printed, 0, 0, 1, 4),))


def looks(document, _):
    sheet = fill(document.Sheets.getByIndex(0))
    sheet.getCellByPosition(0, 1).CharColor = 0xFFFFFF
    sheet.getCellByPosition(0, 2).CharHeight = 1
    blue = sheet.getCellByPosition(0, 3)
    blue.CharColor, blue.CellBackColor = 0xFFFFFF, 0x1F4E79
    year = number_format(document, "YYYY")
    sheet.getCellByPosition(3, 1).NumberFormat = year
    sheet.getCellByPosition(3, 2).NumberFormat = number_format(document, '"Redacted"')
    sheet.getCellByPosition(3, 3).NumberFormat = number_format(document, ";;;")
    sheet.getCellByPosition(3, 4).NumberFormat = number_format(document, "DD/MM/YYYY")
    sheet.getCellByPosition(0, 4).NumberFormat = number_format(document, ";;;")
    for row, (code, value) in enumerate([
            ("0.00%", 0.25), ("#,##0.00", 1234.5), ("[$£-809]#,##0.00;[RED]-[$£-809]#,##0.00", -12.5), ("0.00E+00", 12345),
            ("# ?/?", 0.5), ("HH:MM:SS", 0.75), ("[HH]:MM", 1.5), ("BOOLEAN", 1), ("#,##0,,", 943476591900),
            ("DD/MM/YYYY HH:MM", 31110.5), ("0;;", -7), ("MMMM YYYY", 31110)]):
        cell = sheet.getCellByPosition(6, row)
        cell.Value = float(value)
        cell.NumberFormat = number_format(document, code)
    sheet.getCellByPosition(7, 0).Formula = "=1/0"
    merged = sheet.getCellRangeByPosition(0, 8, 2, 9)
    sheet.getCellByPosition(0, 8).String = "Shown"
    sheet.getCellByPosition(1, 8).String = "Undershaw"
    sheet.getCellByPosition(2, 9).String = "Belowe"
    merged.merge(True)
    rich = sheet.getCellByPosition(0, 11)
    rich.String = "Shown and Whitewash"
    cursor = rich.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(10, False)
    cursor.gotoEnd(True)
    cursor.CharColor = 0xFFFFFF
    condition = sheet.getCellRangeByPosition(1, 1, 1, 4)
    styles = document.StyleFamilies.getByName("CellStyles")
    ghost = document.createInstance("com.sun.star.style.CellStyle")
    styles.insertByName("Ghost", ghost)
    ghost.CharColor = 0xFFFFFF
    entries = condition.ConditionalFormat
    entries.addNew(prop(Operator=uno.Enum("com.sun.star.sheet.ConditionOperator", "EQUAL"),
                        Formula1='"C"', StyleName="Ghost"))
    condition.ConditionalFormat = entries


def shapes(document, folder):
    sheet = fill(document.Sheets.getByIndex(0))
    page = sheet.DrawPage
    path = pathlib.Path(folder, "picture.png")
    path.write_bytes(picture())
    badge = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
    provider = document_context.ServiceManager.createInstance("com.sun.star.graphic.GraphicProvider")
    badge.Graphic = provider.queryGraphic(prop(URL=f"file://{path}"))
    page.add(badge)
    cell = sheet.getCellByPosition(0, 1)
    badge.Anchor = cell
    area = sheet.getCellRangeByPosition(0, 1, 1, 2)
    badge.setPosition(area.Position)
    badge.setSize(area.Size)
    badge.ResizeWithCell = True
    badge.Title, badge.Description = "Badge", "Scan by Petronella Quartermass"
    box = document.createInstance("com.sun.star.drawing.RectangleShape")
    page.add(box)
    box.setPosition(Point(12000, 1000))
    box.setSize(Size(3000, 1500))
    box.String = "Call Marrowby"
    ghost = document.createInstance("com.sun.star.drawing.RectangleShape")
    page.add(ghost)
    ghost.setPosition(Point(12000, 4000))
    ghost.setSize(Size(3000, 1500))
    ghost.String = "Unseen Thistlewick"
    ghost.Visible = False


def chart(document, _):
    sheets = document.Sheets
    sheet = sheets.getByIndex(0)
    for row, (name, value) in enumerate([("Officer", "Days"), ("Quillfeather", 12), ("Marrowby", 7), ("Oxenholt", 3)]):
        sheet.getCellByPosition(0, row).String = name
        if isinstance(value, str):
            sheet.getCellByPosition(1, row).String = value
        else:
            sheet.getCellByPosition(1, row).Value = float(value)
    sheet.getCharts().addNewByName("Days lost", Rectangle(8000, 1000, 9000, 6000), (address(sheet, 0, 0, 1, 3),), True, True)
    embedded = sheet.getCharts().getByName("Days lost").EmbeddedObject
    embedded.HasMainTitle = True
    embedded.Title.String = "Sickness by officer"


def embedded(document, folder):
    plain(document, None)
    sheet = document.Sheets.getByIndex(0)
    shape = document.createInstance("com.sun.star.drawing.OLE2Shape")
    sheet.DrawPage.add(shape)
    shape.setPosition(Point(8000, 1000))
    shape.setSize(Size(6000, 4000))
    shape.CLSID = "47BBB4CB-CE4C-4E80-a591-42d9ae74950f"
    target = shape.Model if hasattr(shape, "Model") else shape.EmbeddedObject.Component
    documents.append(target)
    fill(target.Sheets.getByIndex(0))
    target.Sheets.insertNewByName("Below", 1)
    fill(target.Sheets.getByIndex(1))
    target.Sheets.getByIndex(1).IsVisible = False
    documents.pop()


def macros(document, folder):
    plain(document, folder)
    libraries = document.BasicLibraries
    if not libraries.hasByName("Standard"):
        libraries.createLibrary("Standard")
    libraries.getByName("Standard").insertByName(
        "Module1", 'REM written by Ermintrude Marrowby\nSub Main\n  MsgBox "Ask Quillfeather"\nEnd Sub\n')
    path = pathlib.Path(folder, "versions.ods")
    document.storeAsURL(f"file://{path}", prop(FilterName="calc8"))
    sheet = document.Sheets.getByIndex(0)
    fill(sheet, top=5)
    document.storeSelf(prop(VersionComment="With the names of Northgate"))
    sheet.getCellRangeByPosition(0, 5, 4, 9).clearContents(1023)
    document.store()
    raw["macros.ods"] = path


def external(document, folder):
    other = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, prop(Hidden=True))
    other.Sheets.getByIndex(0).Name = "Staff"
    documents.append(other)
    fill(other.Sheets.getByIndex(0))
    documents.pop()
    path = pathlib.Path(folder, "personnel.ods")
    other.storeToURL(f"file://{path}", prop(FilterName="calc8"))
    other.close(True)
    sheet = document.Sheets.getByIndex(0)
    sheet.getCellByPosition(0, 0).Formula = f"=COUNTA('file://{path}'#$Staff.A1:E5)"
    sheet.getCellByPosition(0, 1).Formula = f"='file://{path}'#$Staff.C2"
    document.calculateAll()


def everything(document, folder):
    plain(document, folder)
    sheets = document.Sheets
    sheets.insertNewByName("Data", 1)
    data = fill(sheets.getByName("Data"))
    data.getCellByPosition(3, 1).NumberFormat = number_format(document, "YYYY")
    data.getCellByPosition(0, 1).CharColor = 0xFFFFFF
    data.getAnnotations().insertNew(CellAddress(1, 0, 1), "Ask Petronella Quartermass first")
    data.Rows.getByIndex(2).IsVisible = False
    data.IsVisible = False
    shapes(document, folder)
    embedded(document, folder)
    external(document, folder)
    document.DocumentProperties.Author = "Ermintrude Marrowby"


MAKERS = [plain, hidden_sheet, hidden_rows, pilot, changes, notes, looks, shapes, chart, embedded, external, macros,
          everything]

with tempfile.TemporaryDirectory() as folder:
    soffice, document_context = connect(folder)
    desktop = document_context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", document_context)
    try:
        chosen = sys.argv[1:]
        for maker in MAKERS:
            if chosen and maker.__name__ not in chosen:
                continue
            document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, prop(Hidden=True))
            document.Sheets.getByIndex(0).Name = "Answer"
            documents[:] = [document]
            maker(document, folder)
            name = maker.__name__.replace("_", "-")
            kinds = [("ods", "calc8")]
            if maker is everything:
                kinds.append(("fods", "OpenDocument Spreadsheet Flat XML"))
            for ending, filter_name in kinds:
                path = pathlib.Path(folder, f"{name}.{ending}")
                document.storeToURL(f"file://{path}", prop(FilterName=filter_name))
                path = raw.get(path.name, path)
                (HERE / f"{name}.{ending}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
                print(path.name, path.stat().st_size)
            document.close(True)
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        soffice.wait(timeout=60)
