"""Makes the example of the README: an answer with 312 people on a hidden sheet, and the roster that names them.

    incidents/make example
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "incidents" / "tools"))

from collections import Counter  # noqa: E402

from fixtures import clock, force, staff  # noqa: E402
from fixtures import with_xlsxwriter as by_xlsxwriter  # noqa: E402
from fixtures.table import Answer, Story, Table  # noqa: E402

SERVING, LEAVERS = 312, 18


def main():
    clock.freeze()
    serving, left = staff.serving_and_left(SERVING, LEAVERS)
    staff.write_roster(HERE / "people.csv", serving, left)
    kept = serving.only(*staff.NUMBERED, name="Establishment")
    counts = Counter(kept.values("Rank/Grade"))
    rows = [[name, counts[name]] for name, _ in force.RANKS + force.GRADES if counts[name]]
    rows.append(["Total", sum(counts.values())])
    answer = Answer("Answer", "Number of officers by rank and staff by grade",
                    ["Our reference: F-2023-02117", "Request: the number of officers at each rank and of staff at each grade."],
                    Table("Answer", ["Rank or grade", "Number"], rows), ["Source: Human Resources, establishment report."])
    by_xlsxwriter.hidden_sheet(Story(answer, kept), HERE / "answer.xlsx")


if __name__ == "__main__":
    main()
