//! Tables to take along: a spreadsheet runs nothing that stands in one.

use super::with_every_role;
use crate::footage::Footage;
use crate::site::{Site, WORDS};

const FORMULAS: [&str; 12] = [
    "=HYPERLINK(\"http://evil.test\")",
    "+1+cmd|'/C calc'!A0",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u{a0}=1+1",
    "＝1+1",
    "\"=1+1",
    "x\",=1+1,\"",
    "x\n=1+1",
];

/// Rows and cells, as RFC 4180 reads them.
fn cells(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            _ => row.last_mut().unwrap().push(letter),
        }
    }
    rows.pop();
    rows
}

fn assert_quiet(table: &str, of: &str) {
    let rows = cells(table);
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{of}: a cell became two: {row:?}");
        for cell in row {
            let begins =
                cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
            assert!(!begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{of}: {cell:?}");
        }
    }
}

#[tokio::test]
async fn names_of_holders_are_no_formulas_in_tables() {
    let site = Site::with_people(2).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    // The name of a holder has no control characters.
    for (number, formula) in FORMULAS.iter().filter(|formula| !formula.contains(char::is_control)).enumerate()
    {
        let holder = site.supplier(&format!("{formula}{number}")).await;
        site.holding(holder, 1..=2, "2023-07-01").await;
    }
    for path in ["/people/1/held.csv", "/exposure/counts.csv?everybody=yes&from=2023-01&to=2024-01"] {
        let table = visitor.page(path).await.body;
        assert!(table.contains("HYPERLINK"), "{path}: {table}");
        assert_quiet(&table, path);
    }
}

#[tokio::test]
async fn names_of_recipients_are_no_formulas_in_the_register_of_deliveries() {
    for formula in ["=HYPERLINK(\"http://evil.test\")", " =1+1", "＝1+1", "x\",=1+1,\""] {
        let site = Site::with_people(2).await;
        let visitor = with_every_role(&site, "R. Frost").await;
        site.delivered_long_ago(formula).await;
        let table = visitor.page("/deliveries.csv").await.body;
        assert!(table.contains('1'), "{table}");
        assert_quiet(&table, formula);
    }
}

#[tokio::test]
async fn values_of_people_are_no_formulas_in_tables() {
    // Values with control characters are not taken into the record.
    let surnames: Vec<&str> =
        FORMULAS.iter().copied().filter(|formula| !formula.contains(char::is_control)).collect();
    let site = Site::with_surnames(&surnames).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=9, "2023-07-01").await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let form = [
        ("everybody", "yes"),
        ("from", "2023-01"),
        ("to", "2024-01"),
        ("why", "letters"),
        ("as", "csv"),
        ("passphrase", WORDS),
    ];
    let table = visitor.post("/exposure/names", &form).await;
    assert_eq!(table.headers["content-disposition"], "attachment; filename=\"tipstaff-affected.csv\"");
    assert!(table.body.contains("HYPERLINK") && table.body.lines().count() == 10, "{}", table.body);
    assert_quiet(&table.body, "surnames");
}

#[tokio::test]
async fn names_of_evidence_are_no_formulas_in_tables() {
    let site = Site::with_people(2).await;
    // A file has no slash in its name.
    let names: Vec<String> = FORMULAS
        .iter()
        .filter(|formula| !formula.contains('/'))
        .map(|formula| format!("{formula}.mp4"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let footage = Footage::watched(&site, "dems", &names).await;
    footage.in_case(names[0], "=1+1", "2090-09-01T10:00:00Z").await;
    for name in &names {
        footage.take_away(name);
    }
    footage.swept(5).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let path = format!("{}/differences/1/names", footage.page());
    let table = visitor.post(&path, &[("why", "copies"), ("as", "csv"), ("passphrase", WORDS)]).await;
    assert_eq!(cells(&table.body).len(), names.len() + 1, "{}", table.body);
    assert_quiet(&table.body, "names of evidence");
}

#[test]
fn the_reader_of_this_test_sees_a_formula() {
    assert_eq!(cells("a,\"b \"\"c\"\", =1\"\n"), [["a", "b \"c\", =1"]]);
    assert!(std::panic::catch_unwind(|| assert_quiet("a,\"\t=1\"\n", "x")).is_err());
}
