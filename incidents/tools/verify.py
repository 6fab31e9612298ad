"""Looks into the results with plain zip, XML, OLE and record reading, and says where the people really are.

    verify.py FOLDER...      every folder with a manifest.json; exit 1 when a file does not hold what the manifest says

None of the programs that made the files takes part here, except to decode cells of xls (xlrd).
"""

import csv
import gzip
import io
import json
import re
import struct
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import olefile
import xlrd

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def plain(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Places:
    """place -> list of rows, each row a tuple of texts."""

    def __init__(self):
        self.rows = {}

    def add(self, place, row):
        row = tuple(plain(value) for value in row)
        if any(row):
            self.rows.setdefault(place, []).append(row)


def zip_book(data, places, way=""):
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = archive.namelist()
    if "content.xml" in names:
        open_document(ElementTree.fromstring(archive.read("content.xml")), places, way)
        for name in names:
            if re.fullmatch(r"Object \d+/content.xml", name):
                open_document(ElementTree.fromstring(archive.read(name)), places, f"{way}{name.split('/')[0]}: ")
        return
    if "xl/workbook.bin" in names:
        strings = binary_strings(archive.read("xl/sharedStrings.bin")) if "xl/sharedStrings.bin" in names else []
        for name in names:
            if re.fullmatch(r"xl/worksheets/sheet\d+\.bin", name):
                binary_sheet(archive.read(name), places, way + name, strings)
        return
    for name in names:
        if name.endswith((".xml", ".vml")) and "pivotCache" not in name and "externalLink" not in name and "sharedStrings" not in name and "styles" not in name and "theme" not in name:
            rest = re.sub(rb"<sheetData>.*</sheetData>", b"", archive.read(name), flags=re.S)
            for text in re.findall(rb"[^<>]{12,}", rest):
                places.add(f"{way}{name}", [text.decode("utf-8", "replace")])
    xlsx_sheets(archive, places, way)
    for name in names:
        base = name.rsplit("/", 1)[-1]
        if re.fullmatch(r"pivotCacheRecords\d+\.xml", base):
            definition = archive.read(name.replace("Records", "Definition"))
            pivot_rows(definition, archive.read(name), places, way + base)
        elif re.fullmatch(r"pivotCacheDefinition\d+\.xml", base):
            for value in re.findall(rb'<(?:s|n) v="([^"]*)"', archive.read(name)):
                places.add(f"{way}{base} items", [unescape(value)])
        elif re.fullmatch(r"externalLink\d+\.xml", base):
            for row in re.findall(rb"<row [^>]*>(.*?)</row>", archive.read(name), re.S):
                places.add(f"{way}{base}", [unescape(value) for value in re.findall(rb"<v>(.*?)</v>", row)])
        elif "/embeddings/" in name and base.endswith(".xlsx"):
            zip_book(archive.read(name), places, f"{way}{base}: ")
        elif re.fullmatch(r"(chart\d+|drawing\d+|vmlDrawing\d+)\.(xml|vml)", base):
            for value in re.findall(rb"<(?:c:v|v|a:t)>(.*?)</(?:c:v|v|a:t)>|descr=\"(.*?)\"", archive.read(name)):
                places.add(f"{way}{base}", [unescape(value[0] or value[1])])


def binary_records(data):
    offset = 0

    def number(size):
        nonlocal offset
        value = 0
        for index in range(size):
            byte = data[offset]
            offset += 1
            value |= (byte & 0x7F) << 7 * index
            if byte < 0x80:
                break
        return value
    while offset < len(data):
        kind, size = number(2), number(4)
        yield kind, data[offset:offset + size]
        offset += size


def wide(body, offset):
    length, = struct.unpack_from("<I", body, offset)
    return body[offset + 4:offset + 4 + 2 * length].decode("utf-16-le")


def binary_strings(data):
    return [wide(body, 1) for kind, body in binary_records(data) if kind == 19]


def binary_sheet(data, places, place, strings):
    """xlsb: cells that name their column (2 to 7), and the short ones (13 to 18) that follow their neighbour: SheetJS writes those, pyxlsb cannot read them."""
    row = []
    for kind, body in binary_records(data):
        skip = 8 if kind < 12 else 4
        if kind == 0:
            places.add(place, row)
            row = []
        elif kind in (2, 13):
            raw, = struct.unpack_from("<i", body, skip)
            value = float(raw >> 2) if raw & 2 else struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))[0]
            row.append(value / 100 if raw & 1 else value)
        elif kind in (5, 16):
            row.append(struct.unpack_from("<d", body, skip)[0])
        elif kind in (6, 17):
            row.append(wide(body, skip))
        elif kind in (7, 18):
            row.append(strings[struct.unpack_from("<I", body, skip)[0]])
    places.add(place, row)


def xlsx_sheets(archive, places, way):
    names = archive.namelist()
    strings = []
    if "xl/sharedStrings.xml" in names:
        strings = ["".join(text.text or "" for text in item.iter(SHEET + "t")) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(SHEET + "si")]
    targets = {one.get("Id"): one.get("Target") for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(SHEET + "sheet"):
        part = targets[sheet.get(RELATION + "id")].lstrip("/")
        part = part if part.startswith("xl/") else "xl/" + part
        state = f" ({sheet.get('state')})" if sheet.get("state") not in (None, "visible") else ""
        for row in ElementTree.fromstring(archive.read(part)).iter(SHEET + "row"):
            cells = []
            for cell in row:
                value = cell.find(SHEET + "v")
                text = value.text if value is not None else "".join(one.text or "" for one in cell.iter(SHEET + "t"))
                cells.append(strings[int(text)] if cell.get("t") == "s" else text)
            hidden = ", hidden rows" if row.get("hidden") in ("1", "true") else ""
            places.add(f"{way}sheet {sheet.get('name')}{state}{hidden}", cells)


def unescape(value):
    from xml.sax.saxutils import unescape as plain_unescape
    return plain_unescape(value.decode("utf-8"), {"&apos;": "'", "&quot;": '"'})


def pivot_rows(definition, records, places, place):
    fields = []
    for field in ElementTree.fromstring(definition).iter(SHEET + "cacheField"):
        items = field.find(SHEET + "sharedItems")
        fields.append([item.get("v") for item in items] if items is not None else [])
    for record in ElementTree.fromstring(records):
        row = []
        for index, item in enumerate(record):
            value = item.get("v")
            row.append(fields[index][int(value)] if item.tag.endswith("}x") else value)
        places.add(place, row)


def open_document(root, places, way=""):
    for table in root.iter(TABLE + "table"):
        name = table.get(TABLE + "name")
        for row in table.iter(TABLE + "table-row"):
            for remark in row.iter(OFFICE + "annotation"):
                places.add(f"{way}annotations", ["".join(remark.itertext())])
            cells = []
            for cell in row:
                if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    value = cell.get(OFFICE + "value") if cell.get(OFFICE + "value-type") == "float" else None
                    text = value if value is not None else "".join("".join(part.itertext()) for part in cell.iter(TEXT + "p"))
                    cells += [text] * min(int(cell.get(TABLE + "number-columns-repeated", "1")), 3)
            seen = row.get(TABLE + "visibility")
            places.add(f"{way}table {name}{' ' + seen if seen else ''}", cells)
    for index, thing in enumerate(root.iter(DRAW + "object")):
        for inner in thing:
            if inner.tag == OFFICE + "document":
                open_document(inner, places, f"{way}object {index + 1}: ")


def records(stream):
    offset = 0
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4:offset + 4 + size]
        offset += 4 + size


def biff_string(body):
    count, flags = struct.unpack_from("<HB", body)
    return body[3:3 + 2 * count].decode("utf-16-le") if flags & 1 else body[3:3 + count].decode("latin-1")


def pivot_stream(stream, places, place):
    """_SX_DB_CUR: fields with their items, then SXDBB records of packed indices (and inline items, which LibreOffice does not write)."""
    fields, widths = [], []
    for kind, body in records(stream):
        if kind == 0xC7:  # SXFDB
            fields.append([])
            widths.append(2 if struct.unpack_from("<H", body)[0] & 0x0200 else 1)
        elif kind == 0xCD:
            fields[-1].append(biff_string(body))
        elif kind == 0xC9:
            fields[-1].append(struct.unpack("<d", body)[0])
        elif kind == 0xCC:
            fields[-1].append(struct.unpack("<h", body)[0])
        elif kind == 0xCE:
            fields[-1].append("date")
        elif kind == 0xCF:
            fields[-1].append("")
        elif kind == 0xC8:  # SXDBB
            offset, row = 0, []
            for field, width in zip(fields, widths):
                if field:
                    index = int.from_bytes(body[offset:offset + width], "little")
                    offset += width
                    row.append(field[index] if index < len(field) else f"?{index}")
            places.add(place, row)


def external_values(stream, places):
    for kind, body in records(stream):
        if kind == 0x5A:  # CRN: last column, first column, row, then values
            last, first, row = struct.unpack_from("<BBH", body)
            offset, cells = 4, []
            for _ in range(first, last + 1):
                tag = body[offset]
                if tag == 1:
                    cells.append(struct.unpack_from("<d", body, offset + 1)[0])
                    offset += 9
                elif tag == 2:
                    text = biff_string(body[offset + 1:])
                    offset += 4 + (len(text) * 2 if body[offset + 3] & 1 else len(text))
                    cells.append(text)
                else:
                    cells.append("")
                    offset += 9
            places.add(("CRN", row), cells)


def old_excel(data, places):
    ole = olefile.OleFileIO(io.BytesIO(data))
    for path in ole.listdir():
        name = "/".join(path)
        if path[-1] in ("Workbook", "Book"):
            stream = ole.openstream(path).read()
            way = "" if len(path) == 1 else f"{path[0][:3]}…: "
            label = f"{way}{path[-1]}: "
            book = xlrd.open_workbook(file_contents=stream if len(path) > 1 or len([one for one in ole.listdir() if one[-1] in ("Workbook", "Book")]) > 1 else data, formatting_info=False)
            for kind, body in records(stream):
                if kind == 0x1B6:  # TXO: its text follows in CONTINUE
                    after = True
                elif kind == 0x3C and after:
                    places.add(f"{label}remarks", [(body[1:].decode("utf-16-le", "replace") if body[:1] == b"\1" else body[1:].decode("latin-1"))])
                    after = False
                else:
                    after = False
            for sheet in book.sheets():
                state = ["", " (hidden)", " (very hidden)"][sheet.visibility]
                for index in range(sheet.nrows):
                    places.add(f"{label}sheet {sheet.name}{state}", sheet.row_values(index))
            crn = Places()
            external_values(stream, crn)
            by_row = {}
            for (_, row), parts in crn.rows.items():
                by_row.setdefault(row, []).extend(cell for part in parts for cell in part)
            for row in by_row.values():
                places.add(f"{label}CRN", row)
        elif path[0] == "_SX_DB_CUR":
            pivot_stream(ole.openstream(path).read(), places, name)


def read(file):
    data = file.read_bytes()
    name = file.name
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name[:-3]
    places = Places()
    if data[:2] == b"PK":
        zip_book(data, places)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        old_excel(data, places)
    elif name.endswith(".fods"):
        open_document(ElementTree.fromstring(data), places)
    else:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "cp1252")
        delimiter = "\t" if name.endswith(".tsv") else ";" if ";" in text.splitlines()[5] else ","
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            places.add("lines", row)
    return places


def keys_of(folder, manifest):
    """What names a person in these files: service numbers, crime numbers with names, texts."""
    with gzip.open(folder / manifest["roster" if "roster" in manifest else "truth"], "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def check(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    truth = keys_of(folder, manifest)
    staff = "Service No" in truth[0]
    # Leavers are on the roster and in no file; a date's serial number can look like theirs.
    one = {line["Service No"] for line in truth if line["Status"] == "Active"} if staff else {line["MO Summary"] for line in truth}
    pairs = {(line["Surname"], line["Initials"]) for line in truth} if staff else {(line["Surname"], line["Forename"]) for line in truth}
    bad = 0
    for entry in manifest["files"]:
        if entry["expect"] in ("roster", "truth"):
            continue
        places = read(folder / entry["file"])
        found, by_key = {}, set()
        for place, rows in places.rows.items():
            keys = {cell for row in rows for cell in row if cell in one}
            if staff:
                keys |= {number for row in rows for cell in row for number in re.findall(r"(?<![\d.])\d{5}(?![\d.])", cell) if number in one and len(cell) > 5}
            named = sum(1 for row in rows if any(pair in pairs for pair in zip(row, row[1:])))
            if keys or named:
                found[place] = f"{len(rows)} rows, {named} with surname and {'initials' if staff else 'forename'}, {len(keys)} known {'numbers' if staff else 'narratives'}"
                by_key |= keys
        people = entry["people"]
        whole = len(by_key) == people or any(f" {people} with" in text for text in found.values())
        good = whole if entry["expect"] == "held" else not by_key
        bad += not good
        print(f"{'ok ' if good else 'BAD'} {entry['file']}: " + ("; ".join(f"{place}: {text}" for place, text in found.items()) or "nobody"))
    return bad


if __name__ == "__main__":
    sys.exit(1 if sum(check(Path(folder)) for folder in sys.argv[1:]) else 0)
