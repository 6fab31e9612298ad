// A pivot table by ExcelJS, in the edition that finished its support for them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const ExcelJS = createRequire(import.meta.url)("@protobi/exceljs");

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
const book = new ExcelJS.Workbook();
book.creator = "Information Governance";
book.created = book.modified = new Date("2023-08-03T09:30:00Z");
const answer = book.addWorksheet(order.answer);
for (const table of order.also) book.addWorksheet(table.name).addRows(table.rows);
const kept = book.addWorksheet(order.kept.name);
kept.addRows(order.kept.rows);
answer.addPivotTable({ sourceSheet: kept, rows: order.rows, columns: order.columns, values: order.values, metric: "sum" });
if (order.source === "hidden") kept.state = "hidden";
if (order.source === "deleted") book.removeWorksheet(kept.id);
await book.xlsx.writeFile(order.path);
