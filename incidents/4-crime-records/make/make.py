"""Makes the files of incident 4: crime statistics by offence and month, with the 1,230 records behind them still inside."""

import csv
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "tools")]

from fixtures import clock, records, statistics  # noqa: E402
from fixtures import with_libreoffice as office_files  # noqa: E402
from fixtures import with_openpyxl as by_openpyxl  # noqa: E402
from fixtures import with_others as others  # noqa: E402
from fixtures import with_xlsxwriter as by_xlsxwriter  # noqa: E402
from fixtures.office import Office  # noqa: E402
from fixtures.pictures import crest  # noqa: E402
from fixtures.shelf import Shelf, stored  # noqa: E402
from fixtures.table import Answer, Story, Table  # noqa: E402

SCRATCH = Path("/tmp/tipstaff-fixtures/crime")
LO, PYX, XLW = office_files.PROGRAM, by_openpyxl.PROGRAM, by_xlsxwriter.PROGRAM
MONTHS = statistics.month_labels(2021, 1)
COLUMNS = {"full": records.HEADER, "nameless": records.NAMELESS, "narrative": records.NARRATIVE}
LINES = ["Our reference: FOI 004817-21", "Request: offences recorded, by type and month, April 2021 to March 2022."]
NOTES = ["Source: crime recording system, 11 April 2022.", "A crime is counted once for each victim."]


def crossed(rows, label, number):
    """A table by label and month; `number` says how much a row counts."""
    counts = Counter()
    for row, (what, month) in rows:
        counts[what, month] += number(row)
    kinds = sorted({what for what, _ in counts})
    body = [[kind, *[counts[kind, month] for month in MONTHS], sum(counts[kind, month] for month in MONTHS)] for kind in kinds]
    return Table("Answer", [label, *MONTHS, "Total"], body)


def guilty(extract, columns="full"):
    offence, month = extract.column("Offence"), extract.column("Month")
    table = crossed([(row, (row[offence], row[month])) for row in extract.rows], "Offence", lambda row: 1)
    answer = Answer("Answer", "Recorded crime by offence and month", LINES, table, NOTES)
    return Story(answer, extract.only(*COLUMNS[columns], name="Extract"), filter_by="Offence")


def twin_areas(shown=False):
    """The same answer over published figures: month, district, offence group, count."""
    kept = statistics.by_area("Area figures")
    table = crossed([(row, (row[2], row[0])) for row in kept.rows], "Offence group", lambda row: row[3])
    answer = Answer("Answer", "Recorded crime by offence group and month", LINES, table, NOTES[:1])
    also = [Table("Published figures", kept.header, kept.rows)] if shown else []
    return Story(answer, kept, filter_by="Offence group", figure="Recorded crimes", also=also)


def twin_lookup():
    """A hidden list of districts and offence groups; everything in it is shown as well."""
    story = twin_areas()
    kept = Table("Lists", ["Offence group", "Counted as"], [[row[0], "Notifiable offence"] for row in story.answer.table.rows])
    lines = [*LINES, "All groups are counted as: Notifiable offence"]
    answer = Answer("Answer", story.answer.title, lines, story.answer.table, NOTES[:1])
    return Story(answer, kept, choice=("P6", "Offence group"))


class Maker:
    def __init__(self, shelf, extract):
        self.shelf, self.extract = shelf, extract

    def truth(self, columns):
        kept = self.extract.only(*COLUMNS[columns])
        exact = columns == "full"
        truth = {"people": len(kept.rows), "rows": len(kept.rows), "count": "exact" if exact else "range",
                 "distinct": {"whole rows": len(set(map(tuple, kept.rows)))}}
        if not exact:
            truth["count_note"] = "one person is the subject of each row; narratives tell of others too"
        if exact:
            truth["distinct"] |= {"Surname+Forename+DOB": len(set(zip(kept.values("Surname"), kept.values("Forename"), kept.values("DOB")))),
                                  "Crime No": len(set(kept.values("Crime No")))}
            truth |= {"roles": dict(Counter(kept.values("Role"))), "officers_in_case": len(set(kept.values("OIC Collar No")))}
        return truth

    def case(self, name, program, channel, where, write, columns="full", twin=None, twin_story=None, **more):
        write(guilty(self.extract, columns), self.shelf.path(name))
        twin_name = "twins/" + name if twin_story else None
        if twin_story:
            write(twin_story, self.shelf.path(twin_name))
        self.shelf.keep(name, program=program, channel=channel, where=where, columns=COLUMNS[columns], **self.truth(columns), visible_people=0,
                        expect="held", twin=stored(twin_name) if twin_name else twin, **more)
        if twin_story:
            self.shelf.keep(twin_name, program=program, channel=channel, where=where, rows=len(twin_story.kept.rows), people=0, expect="clear")


def sheets(make, office):
    hidden = "sheet 'Extract' (twin: 'Lists'), state hidden"
    make.case("hidden-sheet-openpyxl.xlsx", PYX, "hidden-sheet", hidden, by_openpyxl.hidden_sheet, twin_story=twin_lookup())
    make.case("very-hidden-sheet-xlsxwriter.xlsx", XLW, "very-hidden-sheet", hidden + ", very", by_xlsxwriter.very_hidden_sheet, twin_story=twin_lookup())
    make.case("hidden-sheet-nameless-openpyxl.xlsx", PYX, "hidden-sheet", hidden, by_openpyxl.hidden_sheet, columns="nameless", twin="twins/hidden-sheet-openpyxl.xlsx")
    make.case("hidden-sheet-narrative-openpyxl.xlsx", PYX, "hidden-sheet", hidden, by_openpyxl.hidden_sheet, columns="narrative", twin="twins/hidden-sheet-openpyxl.xlsx")
    for suffix in ("xls", "ods", "fods"):
        make.case(f"hidden-sheet-libreoffice.{suffix}", LO, "hidden-sheet", hidden, lambda story, path: office_files.hidden_sheet(office, story, path), twin_story=twin_lookup())
    make.case("hidden-sheet-nameless-libreoffice.xls", LO, "hidden-sheet", hidden, lambda story, path: office_files.hidden_sheet(office, story, path), columns="nameless",
              twin="twins/hidden-sheet-libreoffice.xls.gz")
    make.case("hidden-sheet-sheetjs.xlsb", others.SHEETJS, "hidden-sheet", hidden, others.sheetjs, twin_story=twin_lookup())
    make.case("hidden-sheet-nameless-sheetjs.xlsb", others.SHEETJS, "hidden-sheet", hidden, others.sheetjs, columns="nameless", twin="twins/hidden-sheet-sheetjs.xlsb")


def rows_and_columns(make, office):
    below, right = "sheet 'Answer', hidden rows below the answer", "sheet 'Answer', hidden columns right of the answer"
    make.case("hidden-rows-openpyxl.xlsx", PYX, "hidden-rows", below, by_openpyxl.hidden_rows, twin_story=twin_areas())
    make.case("filtered-rows-xlsxwriter.xlsx", XLW, "filtered-rows", "sheet 'Answer', rows that the filter 'Line = Total' leaves out", by_xlsxwriter.filtered_rows, twin_story=twin_areas())
    make.case("filtered-rows-libreoffice.ods", LO, "filtered-rows", "sheet 'Answer', rows that the filter 'Line = Total' leaves out",
              lambda story, path: office_files.filtered_rows(office, story, path), twin_story=twin_areas())
    make.case("hidden-rows-libreoffice.xls", LO, "hidden-rows", below, lambda story, path: office_files.hidden_rows(office, story, path), twin_story=twin_areas())
    make.case("rows-below-answer.csv", "Python csv", "rows-below", "lines after the answer and six empty ones", others.delimited,
              twin_story=Story(twin_areas().answer, Table("Notes", [], [["Notes"], ["1. Figures are live and may change."], ["2. Districts are those of April 2021."]])))


def pivots(make, office):
    def with_source(source):
        def write(story, path):
            rows = ["Offence"] if story.figure is None else ["Offence group"]
            office_files.pivot(office, story, path, rows, columns=["Month"], figure=story.figure, source=source)
        return write

    def then(change, suffix="xlsx"):
        def write(story, path):
            first = make.shelf.path(f"scratch-pivot.{suffix}")
            with_source("shown")(story, first)
            change(first, path, story.kept.name)
        return write
    gone = "pivot cache, definition and records; the source sheet is gone"
    make.case("pivot-deleted-source-libreoffice.xlsx", LO, "pivot-cache", gone, with_source("deleted"), twin_story=twin_areas(shown=True))
    make.case("pivot-deleted-source-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", gone, then(by_openpyxl.without_source), twin_story=twin_areas(shown=True))
    make.case("pivot-inline-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", gone + "; values inline", then(by_openpyxl.with_values_inline), twin_story=twin_areas(shown=True))
    make.case("pivot-deleted-source-poi.xls", f"{LO}, then {others.POI}", "pivot-cache", "_SX_DB_CUR/0001; the source sheet is gone", then(others.poi_without_sheet, "xls"),
              twin_story=twin_areas(shown=True), also_in=["unused-string"])
    make.case("pivot-nameless-openpyxl.xlsx", f"{LO}, then {PYX}", "pivot-cache", gone, then(by_openpyxl.without_source), columns="nameless", twin="twins/pivot-deleted-source-openpyxl.xlsx")
    make.case("two-places-libreoffice.xlsx", LO, "hidden-sheet", "hidden sheet 'Extract' and pivot cache", with_source("hidden"), twin_story=twin_areas(shown=True), also_in=["pivot-cache"])


def links_and_embedded(make, office):
    def linked(story, path):
        people = story.figure is None
        source = SCRATCH / "S" / "Crime" / ("Crime extract.ods" if people else "Published statistics.ods")
        source.parent.mkdir(parents=True, exist_ok=True)
        office_files.other_file(office, story.kept, source)
        office_files.external_link(office, story, path, source, by="Offence" if people else "Offence group", shown=not people)
    for suffix in ("xlsx", "xls", "ods"):
        make.case(f"external-link-libreoffice.{suffix}", LO, "external-link", "copied values of another workbook", linked, twin_story=twin_areas())
    for suffix in ("xls", "ods"):
        make.case(f"embedded-libreoffice.{suffix}", LO, "embedded-file", "embedded workbook, sheet 'Extract', visible in there",
                  lambda story, path: office_files.embedded(office, story, path), twin_story=twin_areas(shown=True))

    def umya(story, path):
        host, inner, picture = make.shelf.path("host.xlsx"), make.shelf.path("inner.xlsx"), make.shelf.path("icon.png")
        by_openpyxl.edit(story, host, lambda *_: None)
        others.inner_workbook(story, inner)
        crest(picture, 120, 60, "XLSX")
        others.umya_embed(host, inner, picture, path)
    make.case("embedded-umya.xlsx", f"host and inner workbook {PYX}, joined by {others.UMYA}", "embedded-file", "xl/embeddings/Microsoft_Excel_Worksheet1.xlsx, sheet 'Extract'",
              umya, twin_story=twin_areas(shown=True))


def open_data(make):
    """Published on purpose: one row a search, age range, approximate place. Not to be held; a person may look."""
    kept = statistics.stop_and_search()
    counts = Counter(kept.values("Outcome"))
    answer = Answer("Answer", "Stop and search, March 2022", LINES[:1], Table("Answer", ["Outcome", "Number"], [list(pair) for pair in counts.items()]), NOTES[:1])
    story = Story(answer, kept, also=[kept])
    path = make.shelf.path("twins/stop-and-search-openpyxl.xlsx")
    by_openpyxl.edit(story, path, lambda *_: None)
    make.shelf.keep("twins/stop-and-search-openpyxl.xlsx", program=PYX, channel="sheet", where="visible sheet 'Stop and search'", rows=len(kept.rows), people=0, expect="not-held",
                    why="one row an event with age range and approximate place, as on data.police.uk: clear or review, never held")
    path = make.shelf.path("twins/stop-and-search.csv")
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(kept.with_header())
    make.shelf.keep("twins/stop-and-search.csv", program="Python csv", channel="table", where="the whole file", rows=len(kept.rows), people=0, expect="not-held",
                    why="as above")


def main():
    clock.freeze()
    shelf = Shelf(HERE.parent / "files", SCRATCH, {
        "incident": "4-crime-records", "people_are": "generated (seed 20230815); nobody exists", "truth": "records.csv.gz",
        "count": "exact: certain = people (officers in the case, and people whom only a narrative mentions, are not counted). range: certain <= people <= certain + possible",
        "verdicts": "held: must not be clear or review; clear: nothing personal, must come out clear; not-held: clear or review"})
    extract = records.records()
    truth = shelf.path("records.csv")
    with open(truth, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerows([[value.strftime("%d/%m/%Y") if hasattr(value, "year") else value for value in row] for row in extract.with_header()])
    shelf.keep("records.csv", program="Python csv", channel="delimited-table", where="one line a person; the truth, and itself a file that must be held", rows=len(extract.rows),
               people=len(extract.rows), expect="truth", twin=None)
    make = Maker(shelf, extract)
    with Office() as office:
        for group in (sheets, rows_and_columns, pivots, links_and_embedded):
            group(make, office)
    open_data(make)
    shelf.write()


if __name__ == "__main__":
    main()
