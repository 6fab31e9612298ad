// Writes one workbook with SheetJS Community Edition; the suffix of the path decides the format (xlsb).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const XLSX = createRequire(import.meta.url)("xlsx");

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
const book = XLSX.utils.book_new();
const hidden = [];

function add({ name, rows }, state = 0) {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  XLSX.utils.book_append_sheet(book, sheet, name);
  hidden.push({ name, Hidden: state });
  return sheet;
}

const answer = add(order.answer);
answer["!cols"] = [{ wch: 34 }, { wch: 18 }, { wch: 14 }, { wch: 14 }];
order.also.forEach((table) => add(table));
const kept = order.kept.rows;
switch (order.how) {
  case "hidden-sheet": add(order.kept, 1); break;
  case "very-hidden-sheet": add(order.kept, 2); break;
  case "hidden-rows": {
    const top = order.answer.rows.length + 2;
    XLSX.utils.sheet_add_aoa(answer, kept, { origin: { r: top, c: 0 } });
    answer["!rows"] = [];
    for (let row = top; row < top + kept.length; row++) answer["!rows"][row] = { hidden: true };
    break;
  }
  case "hidden-columns": {
    const left = order.answer.rows[order.answer.head - 1].length + 1;
    XLSX.utils.sheet_add_aoa(answer, kept, { origin: { r: order.answer.head - 1, c: left } });
    for (let column = left; column < left + kept[0].length; column++) answer["!cols"][column] = { hidden: true };
    break;
  }
  default: throw new Error(`unknown way of hiding: ${order.how}`);
}
book.Workbook = { Sheets: hidden };
book.Props = { Author: "Information Governance", CreatedDate: new Date("2023-08-03T09:30:00Z") };
// Half of the files keep their texts in a string table, as Excel does; the others in the cells, which is SheetJS's habit.
XLSX.writeFile(book, order.path, { bookSST: order.how !== "hidden-sheet" });
