#!/usr/bin/env python3
"""Makes the .xls.gz files beside this script: LibreOffice converts generated flat OpenDocument sheets.

Needs soffice; the tests need only the files. All people are made up.
    python3 make_xls.py
"""
import gzip
import pathlib
import random
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
SURNAMES = "Ashdown Birchall Cobley Dunmore Elmhirst Farrow Garside Holroyd Ingleby Jessop".split()
RANKS = ["Constable", "Sergeant", "Inspector"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:meta><meta:initial-creator>A. Maker</meta:initial-creator><dc:title>Answer</dc:title></office:meta>
<office:automatic-styles>
 <number:date-style style:name="D1"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
 <number:date-style style:name="D2"><number:year number:style="long"/></number:date-style>
 <number:number-style style:name="N0"><number:text></number:text></number:number-style>
 <style:style style:name="day" style:family="table-cell" style:data-style-name="D1"/>
 <style:style style:name="year" style:family="table-cell" style:data-style-name="D2"/>
 <style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
 <style:style style:name="bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>
 <style:style style:name="on" style:family="table"><style:table-properties table:display="true"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""
TAIL = "</office:spreadsheet></office:body></office:document>\n"


def text(value, extra=""):
    return f'<table:table-cell office:value-type="string"{extra}><text:p>{value}</text:p></table:table-cell>'


def number(value, extra=""):
    return f'<table:table-cell office:value-type="float" office:value="{value}"{extra}><text:p>{value}</text:p></table:table-cell>'


def date(value, style):
    return (f'<table:table-cell table:style-name="{style}" office:value-type="date" office:date-value="{value}">'
            f'<text:p>{value}</text:p></table:table-cell>')


def row(cells, extra=""):
    return f"<table:table-row{extra}>{''.join(cells)}</table:table-row>\n"


def people(count):
    chance = random.Random(7)
    for index in range(count):
        yield (chance.choice(SURNAMES), chance.choice("ABCDEJKLM"), chance.choice(RANKS),
               f"19{chance.randint(60, 99)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", 40000 + index)


TITLES = row([text(title, ' table:style-name="bold"') for title in ("Surname", "Initial", "Rank", "Born", "Number")])


def person(one, extra="", style="day"):
    surname, initial, rank, born, pay = one
    return row([text(surname), text(initial), text(rank), date(born, style), number(pay)], extra)


def hidden():
    """Hidden sheet, rows, columns, filtered rows, notes, lists, white text, merged cells, a remote cell."""
    some = list(people(30))
    box = '<table:shapes><draw:frame draw:name="Box 1" svg:width="4cm" svg:height="1cm" svg:x="20cm" svg:y="1cm">' \
          '<draw:text-box><text:p>text in a box</text:p></draw:text-box><svg:title>box title</svg:title>' \
          '<svg:desc>what the box shows</svg:desc></draw:frame></table:shapes>'
    sheet = '<table:table table:name="Answer" table:style-name="on">' + box + \
            '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="3"/>'
    sheet += TITLES
    for index, one in enumerate(some[:12]):
        if index in (3, 4):
            sheet += person(one, ' table:visibility="collapse"')
        elif index in (6, 7, 8):
            sheet += person(one, ' table:visibility="filter"')
        else:
            sheet += person(one, style="year" if index == 1 else "day")
    sheet += row([text("seen"), text("white", ' table:style-name="white"')])
    sheet += row([text("over", ' table:number-columns-spanned="2"'),
                  '<table:covered-table-cell office:value-type="string"><text:p>under the merge</text:p></table:covered-table-cell>'])
    sheet += row(['<table:table-cell office:value-type="string"><office:annotation><dc:creator>N. Writer</dc:creator>'
                  '<text:p>remark on a cell</text:p></office:annotation><text:p>noted</text:p></table:table-cell>',
                  text("pick", ' table:content-validation-name="V1"'),
                  '<table:table-cell table:formula="of:=IF([.A1]=&quot;Secret word&quot;;&quot;Yes&quot;;&quot;No&quot;)" '
                  'office:value-type="string" office:string-value="No"><text:p>No</text:p></table:table-cell>',
                  '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="mailto:a.person@example.org">mail</text:a></text:p></table:table-cell>'])
    sheet += '<table:table-row table:number-rows-repeated="300"><table:table-cell/></table:table-row>\n'
    sheet += row([text("far away")]) + "</table:table>\n"
    data = '<table:table table:name="Data" table:style-name="off"><table:table-column/>' + TITLES
    data += "".join(person(one) for one in some) + "</table:table>\n"
    lists = '<table:content-validations><table:content-validation table:name="V1" ' \
            'table:condition="of:cell-content-is-in-list(&quot;Ashdown&quot;;&quot;Birchall&quot;)" table:base-cell-address="Answer.B15">' \
            '<table:help-message table:title="Choose" table:display="true"><text:p>Choose one</text:p></table:help-message>' \
            '</table:content-validation></table:content-validations>\n'
    ranges = '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" table:target-range-address="Answer.A1:Answer.E13" ' \
             'table:display-filter-buttons="true"><table:filter><table:filter-condition table:field-number="2" table:value="Inspector" table:operator="!="/>' \
             '</table:filter></table:database-range></table:database-ranges>\n'
    names = '<table:named-expressions><table:named-range table:name="staff" table:base-cell-address="$Data.$A$1" table:cell-range-address="$Data.$A$1:.$E$31"/>' \
            '</table:named-expressions>\n'
    return HEAD + lists + sheet + data + names + ranges + TAIL


def pivot():
    """A pivot table whose cache keeps every source row."""
    some = list(people(25))
    data = '<table:table table:name="Source" table:style-name="on"><table:table-column/>' + TITLES
    data += "".join(person(one) for one in some) + "</table:table>\n"
    sheet = '<table:table table:name="Summary" table:style-name="on"><table:table-column/><table:table-row><table:table-cell/></table:table-row></table:table>\n'

    def field(name, orientation, function="auto"):
        return (f'<table:data-pilot-field table:source-field-name="{name}" table:orientation="{orientation}" table:function="{function}">'
                '<table:data-pilot-level table:show-empty="false"/></table:data-pilot-field>')
    pilot = '<table:data-pilot-tables><table:data-pilot-table table:name="DP1" table:target-range-address="Summary.A3:Summary.B9" ' \
            'table:buttons="Summary.A3"><table:source-cell-range table:cell-range-address="Source.A1:Source.E26"/>' \
            + field("Rank", "row") + field("Number", "data", "count") + field("Surname", "hidden") + field("Initial", "hidden") \
            + field("Born", "hidden") + '</table:data-pilot-table></table:data-pilot-tables>\n'
    return HEAD + data + sheet + pilot + TAIL


def plain():
    """Nothing hidden: the innocent twin."""
    sheet = '<table:table table:name="Answer" table:style-name="on"><table:table-column/>'
    sheet += row([text("Rank"), text("Officers")]) + row([text("Constable"), number(12)]) + row([text("Sergeant"), number(4)])
    return HEAD + sheet + "</table:table>\n" + TAIL


def convert(name, flat, kind):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, f"{name}.fods")
        source.write_text(flat, encoding="utf-8")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                        f"xls:{kind}", "--outdir", folder, str(source)], check=True, capture_output=True)
        made = pathlib.Path(folder, f"{name}.xls").read_bytes()
    with open(HERE / f"{name}.xls.gz", "wb") as out, gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as packed:
        packed.write(made)
    print(name, len(made))


if __name__ == "__main__":
    convert("libreoffice-hidden", hidden(), "MS Excel 97")
    convert("libreoffice-pivot", pivot(), "MS Excel 97")
    convert("libreoffice-plain", plain(), "MS Excel 97")
