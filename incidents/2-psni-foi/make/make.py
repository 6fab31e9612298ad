"""Makes the files of incident 2: the answer about officers by rank, with all 9,276 people still in it."""

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "tools")]

import cells  # noqa: E402
from fixtures import clock, force, staff, statistics  # noqa: E402
from fixtures import with_libreoffice as office_files  # noqa: E402
from fixtures import with_openpyxl as by_openpyxl  # noqa: E402
from fixtures import with_others as others  # noqa: E402
from fixtures import with_xlsxwriter as by_xlsxwriter  # noqa: E402
from fixtures.office import Office  # noqa: E402
from fixtures.pictures import crest  # noqa: E402
from fixtures.shelf import Shelf, stored  # noqa: E402
from fixtures.table import Answer, Story, Table  # noqa: E402

SCRATCH = Path("/tmp/tipstaff-fixtures/psni")
LO, PYX, XLW = office_files.PROGRAM, by_openpyxl.PROGRAM, by_xlsxwriter.PROGRAM
LINES = ["Our reference: F-2023-02117", "Request: the number of officers at each rank and of staff at each grade, as at 3 August 2023."]
NOTES = ["Figures are actual numbers and include those on career break.", "Source: Human Resources, establishment report."]


def answer_by_rank(people):
    counts = Counter(people.values("Rank/Grade"))
    rows = [[name, counts[name]] for name, _ in force.RANKS + force.GRADES if counts[name]]
    rows.append(["Total", sum(count for _, count in rows)])
    return Answer("Answer", "Number of officers by rank and staff by grade", LINES, Table("Answer", ["Rank or grade", "Number"], rows), NOTES)


def guilty(people, columns, name="Establishment"):
    kept = people.only(*columns, name=name)
    answer = answer_by_rank(people)
    letter = chr(ord("A") + kept.column("Rank/Grade"))
    last = len(kept.rows) + 1
    top = answer.header_row + 1
    # The count that the analyst used to check the answer, still pointing at the sheet with the people.
    tie = ("Check", [(f"=COUNTIF({name}!${letter}$2:${letter}${last},A{top + index})", row[1] if row[0] != "Total" else 0)
                     for index, row in enumerate(answer.table.rows)])
    return Story(answer, kept, tie=tie, filter_by="Rank/Grade")


def twin_of_lookup():
    """Officers by station: the look-up sheet behind the station names is hidden, and everything in it is shown too."""
    kept = statistics.stations()
    rows = [[code, place, district, 20 + 7 * index % 240, 5 + 3 * index % 60] for index, (code, place, district) in enumerate(kept.rows)]
    answer = Answer("Answer", "Number of officers and staff by station", LINES[:1] + ["Request: officers and staff at each station."],
                    Table("Answer", ["Station code", "Station", "District", "Officers", "Staff"], rows), NOTES)
    top = answer.header_row + 1
    tie = ("Station (looked up)", [(f"=VLOOKUP(A{top + index},Lookups!$A$2:$C${len(rows) + 1},2,0)", row[1]) for index, row in enumerate(rows)])
    return Story(answer, kept, tie=tie, choice=("H4", "Station"))


def twin_of_figures(shown=False):
    """Crimes by offence group: what is out of sight are the months behind the totals."""
    kept = statistics.by_month()
    totals = Counter()
    for _, group, number in kept.rows:
        totals[group] += number
    rows = [[group, totals[group]] for group in statistics.GROUPS]
    answer = Answer("Answer", "Recorded crime by offence group, April 2021 to March 2023", LINES[:1] + ["Request: recorded crimes by offence group."],
                    Table("Answer", ["Offence group", "Number"], rows), ["Source: published police recorded crime tables."])
    also = [Table("Published figures", kept.header, kept.rows)] if shown else []
    return Story(answer, kept, filter_by="Offence group", figure="Recorded crimes", also=also)


def notes_only():
    """For text files: what stands below the answer after blank lines are notes."""
    story = twin_of_figures()
    story.kept = Table("Notes", [], [["Notes"], ["1. Figures are rounded to the nearest whole number."], ["2. Data extracted 3 August 2023 from the recorded crime system."],
                                     ["3. The Service interprets this request under section 8 of the Act."]])
    return story


class Maker:
    def __init__(self, shelf, people):
        self.shelf, self.people = shelf, people
        self.keys = {"numbered": staff.NUMBERED, "initials": staff.INITIALS, "everything": staff.EVERYTHING}

    def truth(self, columns):
        kept = self.people.only(*columns)
        exact = "Service No" in columns
        return {"people": len(kept.rows), "count": "exact" if exact else "range", "count_with_roster": "exact",
                "distinct": {"Service No": staff.distinct_keys(kept, "Service No")} if exact else
                {"Surname+Initials": staff.distinct_keys(kept, "Surname", "Initials"),
                 "Surname+Initials+Rank/Grade": staff.distinct_keys(kept, "Surname", "Initials", "Rank/Grade"),
                 "Surname+first initial": len({(surname, initials[0]) for surname, initials in zip(kept.values("Surname"), kept.values("Initials"))})}}

    def case(self, name, program, channel, where, write, columns="numbered", twin=None, twin_story=None, **more):
        """One guilty file, and its twin made by the same function where a twin story is given."""
        path = self.shelf.path(name)
        write(guilty(self.people, self.keys[columns]), path)
        twin_name = None
        if twin_story is not None:
            twin_name = "twins/" + name
            write(twin_story, self.shelf.path(twin_name))
        truth = {"program": program, "channel": channel, "where": where, "columns": self.keys[columns], "rows": len(self.people.rows), **self.truth(self.keys[columns]),
                 "visible_people": 0, "expect": "held", "twin": stored(twin_name) if twin_name else twin, **more}
        self.shelf.keep(name, **truth)
        if twin_name:
            self.shelf.keep(twin_name, program=program, channel=channel, where=where, rows=len(twin_story.kept.rows), people=0, expect="clear")


def sheets(make, office):
    look = twin_of_lookup
    hidden, very = "sheet 'Establishment' (twin: 'Lookups'), state hidden", "sheet 'Establishment' (twin: 'Lookups'), state veryHidden"
    make.case("hidden-sheet-openpyxl.xlsx", PYX, "hidden-sheet", hidden, by_openpyxl.hidden_sheet, twin_story=look())
    make.case("hidden-sheet-xlsxwriter.xlsx", XLW, "hidden-sheet", hidden, by_xlsxwriter.hidden_sheet, columns="everything", twin_story=look())
    make.case("hidden-sheet-initials-openpyxl.xlsx", PYX, "hidden-sheet", hidden, by_openpyxl.hidden_sheet, columns="initials", twin="twins/hidden-sheet-openpyxl.xlsx")
    make.case("very-hidden-sheet-initials-xlsxwriter.xlsx", XLW, "very-hidden-sheet", very, by_xlsxwriter.very_hidden_sheet, columns="initials", twin_story=look())
    for suffix in ("xlsx", "xls", "ods", "fods"):
        make.case(f"hidden-sheet-libreoffice.{suffix}", LO, "hidden-sheet", hidden, lambda story, path: office_files.hidden_sheet(office, story, path), twin_story=look())
    for suffix in ("xls", "ods"):
        make.case(f"hidden-sheet-initials-libreoffice.{suffix}", LO, "hidden-sheet", hidden, lambda story, path: office_files.hidden_sheet(office, story, path),
                  columns="initials", twin=stored(f"twins/hidden-sheet-libreoffice.{suffix}"))
    make.case("very-hidden-sheet-xlwt.xls", others.XLWT, "very-hidden-sheet", very, others.xlwt_sheet, twin_story=look())

    def gnumeric(exporter):
        def write(story, path):
            source = make.shelf.path("scratch.xlsx")
            by_openpyxl.hidden_sheet(story, source)
            others.gnumeric(source, path, exporter)
        return write
    make.case("hidden-sheet-gnumeric-biff7.xls", others.GNUMERIC, "hidden-sheet", hidden + "; BIFF5/7, stream 'Book'", gnumeric("Excel:excel_biff7"), columns="initials", twin_story=look())
    make.case("hidden-sheet-gnumeric-dual.xls", others.GNUMERIC, "hidden-sheet", hidden + "; both streams, 'Book' (BIFF7) and 'Workbook' (BIFF8), hold the people once each",
              gnumeric("Excel:excel_dsf"), twin_story=look())
    make.case("hidden-sheet-gnumeric.ods", others.GNUMERIC, "hidden-sheet", hidden, gnumeric("OpenCalc:odf"), twin_story=look())
    for how in ("hidden-sheet", "very-hidden-sheet"):
        make.case(f"{how}-sheetjs.xlsb", others.SHEETJS, how, "sheet 'Establishment' (twin: 'Lookups'), hsState",
                  lambda story, path, how=how: others.sheetjs(story, path, how), twin_story=look())
    make.case("hidden-sheet-initials-sheetjs.xlsb", others.SHEETJS, "hidden-sheet", "sheet 'Establishment', hsState", others.sheetjs, columns="initials",
              twin="twins/hidden-sheet-sheetjs.xlsb")


def rows_and_columns(make, office):
    figures = twin_of_figures
    below, right = "sheet 'Answer', hidden rows below the answer", "sheet 'Answer', hidden columns right of the answer"
    make.case("hidden-rows-openpyxl.xlsx", PYX, "hidden-rows", below, by_openpyxl.hidden_rows, twin_story=figures())
    make.case("grouped-rows-openpyxl.xlsx", PYX, "grouped-rows", below + ", in a collapsed group", by_openpyxl.grouped_rows, columns="initials", twin_story=figures())
    make.case("filtered-rows-xlsxwriter.xlsx", XLW, "filtered-rows", "sheet 'Answer', rows that the filter 'Line = Total' leaves out", by_xlsxwriter.filtered_rows, twin_story=figures())
    make.case("hidden-columns-xlsxwriter.xlsx", XLW, "hidden-columns", right, by_xlsxwriter.hidden_columns, columns="initials", twin_story=figures())
    for suffix in ("xls", "ods"):
        make.case(f"filtered-rows-libreoffice.{suffix}", LO, "filtered-rows", "sheet 'Answer', rows that the filter 'Line = Total' leaves out",
                  lambda story, path: office_files.filtered_rows(office, story, path), twin_story=figures())
    for suffix in ("xls", "ods"):
        make.case(f"hidden-rows-libreoffice.{suffix}", LO, "hidden-rows", below, lambda story, path: office_files.hidden_rows(office, story, path), columns="initials", twin_story=figures())
    make.case("hidden-columns-libreoffice.ods", LO, "hidden-columns", right, lambda story, path: office_files.hidden_columns(office, story, path), columns="initials", twin_story=figures())
    make.case("hidden-columns-xlwt.xls", others.XLWT, "hidden-columns", right, others.xlwt_columns, twin_story=figures())
    for how, where in (("hidden-rows", below), ("hidden-columns", right)):
        make.case(f"{how}-sheetjs.xlsb", others.SHEETJS, how, where, lambda story, path, how=how: others.sheetjs(story, path, how), columns="initials" if how == "hidden-columns" else "numbered", twin_story=figures())


def pivots(make, office):
    def with_source(source):
        def write(story, path):
            group, figure = ("Rank/Grade", None) if story.figure is None else ("Offence group", story.figure)
            office_files.pivot(office, story, path, [group], figure=figure, source=source)
        return write

    def then(change, suffix="xlsx"):
        def write(story, path):
            first = make.shelf.path(f"scratch-pivot.{suffix}")
            with_source("shown")(story, first)
            change(first, path, story.kept.name)
        return write
    shown = lambda: twin_of_figures(shown=True)  # noqa: E731
    cache = "xl/pivotCache/pivotCacheDefinition1.xml and pivotCacheRecords1.xml; the source sheet is gone"
    make.case("pivot-deleted-source-libreoffice.xlsx", LO, "pivot-cache", cache, with_source("deleted"), twin_story=shown())
    make.case("pivot-deleted-source-initials-libreoffice.xlsx", LO, "pivot-cache", cache, with_source("deleted"), columns="initials", twin="twins/pivot-deleted-source-libreoffice.xlsx")
    make.case("pivot-deleted-source-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", cache, then(by_openpyxl.without_source), twin_story=shown())
    make.case("pivot-emptied-source-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", "pivot cache; the source sheet is there, visible and empty",
              then(lambda made, path, sheet: by_openpyxl.without_source(made, path, sheet, emptied=True)), twin_story=shown())
    make.case("pivot-items-only-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-items", "xl/pivotCache/pivotCacheDefinition1.xml, sharedItems only; records are empty",
              then(by_openpyxl.without_records), twin_story=shown(), count="range",
              count_note="no rows can be rebuilt: each list of values stands alone, the one of service numbers with 9,276")
    make.case("pivot-deleted-source-poi.xls", f"{LO}, then {others.POI}", "pivot-cache", "_SX_DB_CUR/0001; the source sheet is gone, its strings are still in the string table",
              then(others.poi_without_sheet, "xls"), twin_story=shown(), also_in=["unused-string"])

    make.case("pivot-inline-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", "pivotCacheRecords1.xml, values inline (<s>, <n>) for all fields but the one in use; the source sheet is gone",
              then(by_openpyxl.with_values_inline), twin_story=shown())

    def exceljs(story, path):
        rows, columns, values = (["Rank/Grade"], ["Gender"], ["Service No"]) if story.figure is None else (["Offence group"], ["Month"], [story.figure])
        others.exceljs_pivot(story, path, rows, columns, values, "deleted")
    make.case("pivot-deleted-source-exceljs.xlsx", others.EXCELJS, "pivot-cache", "pivot cache with namespaces and line breaks of its own; the source sheet is gone", exceljs, twin_story=shown())

    # The same people twice: they must be joined, not added up.
    both = "hidden sheet 'Establishment' and pivot cache"
    make.case("two-places-libreoffice.xls", LO, "hidden-sheet", both, with_source("hidden"), twin_story=shown(), also_in=["pivot-cache"])
    make.case("two-places-initials-libreoffice.xlsx", LO, "hidden-sheet", both, with_source("hidden"), columns="initials", twin_story=shown(), also_in=["pivot-cache"])

    def unlike(story, path):
        """Hidden sheet with the service number; pivot cache of another extract without it."""
        without = Story(story.answer, story.kept.only(*staff.INITIALS, name="Extract") if story.figure is None else story.kept, filter_by=story.filter_by, figure=story.figure, also=story.also)
        first = make.shelf.path("scratch-unlike.xlsx")
        with_source("shown")(without, first)
        import openpyxl
        book = openpyxl.load_workbook(first)
        book.remove(book[without.kept.name])
        sheet = book.create_sheet(story.kept.name)
        by_openpyxl.put(sheet, story.kept.with_header())
        sheet.sheet_state = "hidden"
        book.active = 0
        book.save(path)
    make.case("two-places-unlike-openpyxl.xlsx", f"{LO}, then {PYX}", "hidden-sheet", "hidden sheet with the service number; pivot cache (source gone) of the same people without it",
              unlike, twin_story=shown(), also_in=["pivot-cache"], count="range", count_note="9,276 are certain; the roster, or surname, initials and rank, tell that the others are the same people")


def links_and_embedded(make, office):
    def linked(story, path):
        people = story.figure is None
        source = SCRATCH / "H" / "FOI working" / ("HR extract.ods" if people else "Published statistics.ods")
        source.parent.mkdir(parents=True, exist_ok=True)
        office_files.other_file(office, story.kept, source)
        office_files.external_link(office, story, path, source, by="Rank/Grade" if people else "Offence group", shown=not people)
    places = {"xlsx": "xl/externalLinks/externalLink1.xml", "xls": "SUPBOOK, XCT and CRN records of the Workbook stream",
              "ods": "content.xml, table named 'file:///…'#Establishment"}
    for suffix, where in places.items():
        make.case(f"external-link-libreoffice.{suffix}", LO, "external-link", where, linked, twin_story=twin_of_figures())
    make.case("external-link-initials-libreoffice.xlsx", LO, "external-link", places["xlsx"], linked, columns="initials", twin="twins/external-link-libreoffice.xlsx")

    for suffix, where in {"xls": "storage MBD…, its own Workbook stream", "ods": "Object 1/content.xml"}.items():
        make.case(f"embedded-libreoffice.{suffix}", LO, "embedded-file", where + "; sheet 'Establishment', visible in there",
                  lambda story, path: office_files.embedded(office, story, path), twin_story=twin_of_figures(shown=True))

    def umya(story, path):
        host, inner, picture = make.shelf.path("host.xlsx"), make.shelf.path("inner.xlsx"), make.shelf.path("icon.png")
        by_openpyxl.edit(story, host, lambda *_: None)
        others.inner_workbook(story, inner)
        crest(picture, 120, 60, "XLSX")
        others.umya_embed(host, inner, picture, path)
    for columns, twin in (("numbered", twin_of_figures(shown=True)), ("initials", None)):
        name = "embedded-umya.xlsx" if twin else "embedded-initials-umya.xlsx"
        make.case(name, f"host and inner workbook {PYX}, joined by {others.UMYA}", "embedded-file", "xl/embeddings/Microsoft_Excel_Worksheet1.xlsx, sheet 'Establishment', visible in there",
                  umya, columns=columns, twin_story=twin, twin=None if twin else "twins/embedded-umya.xlsx")


def text_files(make):
    below = "lines after the answer and six empty ones"
    for name, options in {"rows-below-answer.csv": {}, "rows-below-answer-semicolon-1252.csv": {"delimiter": ";", "encoding": "cp1252"},
                          "rows-below-answer-utf16.tsv": {"delimiter": "\t", "encoding": "utf-16"}}.items():
        make.case(name, "Python csv", "rows-below", below, lambda story, path, options=options: others.delimited(story, path, **options), twin_story=notes_only())


def main():
    clock.freeze()
    shelf = Shelf(HERE.parent / "files", SCRATCH, {
        "incident": "2-psni-foi", "people_are": "generated (seed 20230808); nobody exists",
        "roster": "people.csv.gz", "roster_people": staff.STAFF + staff.LEAVERS, "roster_leavers": staff.LEAVERS,
        "count": "exact: certain = people. range: certain <= people <= certain + possible. With the roster, on_roster = people",
        "verdicts": "held: must not be clear or review; clear: nothing personal, must come out clear"})
    serving, left = staff.serving_and_left()
    roster = shelf.path("people.csv")
    lines = staff.write_roster(roster, serving, left)
    shelf.keep("people.csv", program="Python csv", channel="roster", where="one line a person", rows=lines, people=lines, expect="roster", twin=None)
    make = Maker(shelf, serving)
    with Office() as office:
        for group in (sheets, rows_and_columns, pivots, links_and_embedded):
            group(make, office)
        text_files(make)
        cells.make(shelf, office, serving, answer_by_rank(serving))
    shelf.write()


if __name__ == "__main__":
    main()
