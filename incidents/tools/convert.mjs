// Reads a workbook and writes it in the format of the target's suffix, with SheetJS Community Edition.
import { createRequire } from "node:module";
const XLSX = createRequire(import.meta.url)("xlsx");
const [source, target] = process.argv.slice(2);
XLSX.writeFile(XLSX.readFile(source, { cellStyles: true, cellFormula: true, cellNF: true }), target, { compression: true });
