//! Copies in the programs that people open them with. Needs LibreOffice (`apt-get install libreoffice-calc`) and Python
//! with openpyxl (`pip install openpyxl`): without them the tests say so, and fail where `CI` is set.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Honest answers that are copied: one of each program and format, with dates, money, shares, merged cells.
const MEMBERS: usize = 24;

/// All sheets as they are shown, in English of Britain.
const FILTER: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,false,true,true,false,false,-1";

/// Whether a program is there.
fn has(program: &str, arguments: &[&str]) -> bool {
    let there = Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
    if !there {
        assert!(std::env::var_os("CI").is_none(), "{program} {} does not run", arguments.join(" "));
        eprintln!("NOT TESTED: {program} {} does not run here", arguments.join(" "));
    }
    there
}

/// Answers of the false-alarm set, and the example of the README.
fn originals(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = std::fs::File::open(root.join("incidents/honest/honest.tar.gz")).unwrap();
    tar::Archive::new(flate2::read::GzDecoder::new(file)).unpack(folder).unwrap();
    let mut files: Vec<PathBuf> = walk(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending != "csv"))
        .collect();
    files.sort();
    let step = files.len() / MEMBERS;
    let mut files: Vec<PathBuf> = files.into_iter().step_by(step).collect();
    files.push(root.join("examples/answer.xlsx"));
    files
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Makes a copy of one sheet; returns its rows as text files show them, and the sheet's name.
fn clean(original: &Path, output: &Path, sheet: Option<&str>) -> Option<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tipstaff"));
    command.arg("clean").arg(original).arg("-o").arg(output).args(["--format", "json"]);
    if let Some(sheet) = sheet.filter(|sheet| !sheet.is_empty()) {
        command.args(["--sheet", sheet]);
    }
    let run = command.output().unwrap();
    serde_json::from_slice(&run.stdout).ok()
}

/// Rows with a value, without empty fields at the end.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    let rows = reader.records().map(|row| {
        let mut row: Vec<String> = row.unwrap().iter().map(plain).collect();
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        row
    });
    rows.filter(|row| !row.is_empty()).collect()
}

/// White space alike, without the mark before a text that looks like a formula, or at the start of the file.
fn plain(field: &str) -> String {
    let field = field.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ");
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => field,
    }
}

#[test]
fn libreoffice_shows_what_the_original_showed() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("copies");
    std::fs::create_dir(&copies).unwrap();
    let mut expected = Vec::new();
    for (number, original) in originals(&folder.path().join("in")).iter().enumerate() {
        for ending in ["xlsx", "ods"] {
            let name = format!("copy{number}{ending}");
            let copy = copies.join(format!("{name}.{ending}"));
            let Some(document) = clean(original, &copy, None) else { panic!("{}", original.display()) };
            for sheet in document["copies"][0]["sheets"].as_array().unwrap() {
                let sheet_name = sheet["name"].as_str().unwrap();
                if sheet["values"] == 0 {
                    continue;
                }
                let text = folder.path().join(format!("{name}-{}.csv", expected.len()));
                clean(original, &text, Some(sheet_name)).unwrap();
                let shown_as = if sheet_name.is_empty() { "Sheet1" } else { sheet_name };
                expected.push((format!("{name}-{shown_as}.csv"), text, original.clone()));
            }
        }
    }
    let out = folder.path().join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", FILTER, "--outdir"])
        .arg(&out)
        .args(walk(&copies))
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    assert!(expected.len() >= 2 * MEMBERS, "{} sheets", expected.len());
    for (name, text, original) in expected {
        assert_eq!(rows(&out.join(&name)), rows(&text), "{name}, from {}", original.display());
    }
}

#[test]
fn openpyxl_reads_numbers_as_numbers_and_texts_as_texts() {
    const SCRIPT: &str = "import json, sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        kinds = {int: 'number', float: 'number', str: 'text', bool: 'truth'}\n\
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]\n\
        print(json.dumps({'sheets': book.sheetnames, 'creator': book.properties.creator, 'names': list(book.defined_names),\n\
            'kinds': [kinds.get(type(cell.value), 'date') for cell in cells]}))";
    if !has("python3", &["-c", "import openpyxl"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for original in originals(&folder.path().join("in")) {
        let copy = folder.path().join("copy.xlsx");
        let document = clean(&original, &copy, None).unwrap();
        let run = Command::new("python3").args(["-c", SCRIPT]).arg(&copy).output().unwrap();
        assert!(run.status.success(), "{}: {}", original.display(), String::from_utf8_lossy(&run.stderr));
        let read: Value = serde_json::from_slice(&run.stdout).unwrap();
        let sheets = document["copies"][0]["sheets"].as_array().unwrap();
        let sum = |field: &str| sheets.iter().map(|sheet| sheet[field].as_u64().unwrap()).sum::<u64>();
        let kinds = read["kinds"].as_array().unwrap();
        let of = |kind: &str| kinds.iter().filter(|other| *other == kind).count() as u64;
        assert_eq!(kinds.len() as u64, sum("values"), "{}", original.display());
        assert_eq!((of("number"), of("date")), (sum("numbers"), sum("dates")), "{}", original.display());
        assert_eq!(read["names"], serde_json::json!([]));
        std::fs::remove_file(&copy).unwrap();
    }
}
