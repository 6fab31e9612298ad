// Makes the xlsb files of the tests with SheetJS Community Edition. Everybody in them is made up.
//
//     npm install xlsx@0.18.5 && node make_xlsb.mjs
import XLSX from "xlsx";
import { gzipSync } from "node:zlib";
import { writeFileSync } from "node:fs";

const people = [
  ["Surname", "Initials", "Rank", "Born", "Number"],
  ...["Farrow", "Garside", "Hale", "Ives", "Jessop"].map((name, index) => [
    name,
    "ABCDE"[index],
    index % 2 ? "Sergeant" : "Constable",
    new Date(Date.UTC(1960 + 7 * index, index, 3 + index)),
    40_000 + index,
  ]),
];

/** A workbook with something in every place that SheetJS can write. */
function hidden() {
  const book = XLSX.utils.book_new();
  const answer = XLSX.utils.aoa_to_sheet([
    ["Number of officers", "", "", ""],
    ["Rank", "Number", "Sum", "Born"],
    ["Constable", 3, { t: "n", v: 3, f: 'IF(A3="Secret word",1,SUM(Data!E2:E6))' }, new Date(Date.UTC(1985, 2, 4))],
    ["Sergeant", 2, true, { t: "n", v: 7, z: ";;;" }],
    ["under", "the merge", "shown", ""],
    ["hidden row", 1, 2, 3],
    ["link", "", "", ""],
  ]);
  answer["!merges"] = [XLSX.utils.decode_range("A5:B5")];
  answer["!rows"] = [{}, {}, {}, {}, {}, { hidden: true }];
  answer["!cols"] = [{ wch: 20 }, {}, { hidden: true }];
  answer["!autofilter"] = { ref: "A2:D4" };
  answer["!protect"] = { password: "x" };
  answer["A7"].l = { Target: "mailto:a.person@example.org", Tooltip: "write to A. Person" };
  answer["A3"].c = [{ a: "N. Writer", t: "remark on a cell" }];
  XLSX.utils.book_append_sheet(book, answer, "Answer");
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(people), "Data");
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["deep", "secret"]]), "Deep");
  book.Workbook = {
    Sheets: [{}, { Hidden: 1 }, { Hidden: 2 }],
    Names: [{ Name: "staff", Ref: "Data!$A$1:$E$6" }, { Name: "kept_back", Ref: "Deep!$A$1:$B$1", Hidden: true }],
  };
  book.Props = { Author: "A. Maker", Company: "A Force" };
  book.Custprops = { Checked: "by N. Body" };
  return book;
}

/** The same people, shown, and nothing else. */
function plain() {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(people), "People");
  return book;
}

for (const [name, book, bookSST] of [
  ["sheetjs-hidden", hidden(), true],
  ["sheetjs-inline", hidden(), false],
  ["sheetjs-plain", plain(), true],
]) {
  const bytes = XLSX.write(book, { bookType: "xlsb", type: "buffer", bookSST, compression: true, cellDates: true });
  writeFileSync(`${name}.xlsb.gz`, gzipSync(bytes, { level: 9 }));
}
