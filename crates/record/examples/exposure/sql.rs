//! The same question as a join on PostgreSQL: a row for each person of each holding, indexed both ways.

use super::generated::{DAY, Data, WINDOW};
use super::timed;
use record::Field;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

/// What PostgreSQL is given: memory for the whole question, and both processors.
const SETTINGS: &str = "SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 2; SET hash_mem_multiplier = 2; \
    SET effective_cache_size = '8GB'; SET random_page_cost = 1.1; SET max_parallel_maintenance_workers = 2; \
    SET maintenance_work_mem = '1GB'; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0.001;";

pub fn run(url: &str, data: &Data) -> Value {
    let tables = "CREATE TABLE holding (holding int, holder int, fields bigint, be bigint, bl bigint, ee bigint, el bigint); \
        CREATE TABLE holding_person (holding int, person int, certain boolean);";
    psql(url, tables, "");
    let (loading, rows) = timed(|| load(url, data));
    let indexes = "ALTER TABLE holding ADD PRIMARY KEY (holding); CREATE INDEX ON holding (holder, be, el); \
        ALTER TABLE holding_person ADD PRIMARY KEY (holding, person); CREATE INDEX ON holding_person (person);";
    psql(url, &format!("{SETTINGS} {indexes} VACUUM ANALYZE holding; VACUUM ANALYZE holding_person;"), "");
    let question = question();
    let answer = psql(url, &format!("{SETTINGS} {question}"), "");
    let mut seconds: Vec<f64> = (0..5).map(|_| executed(url, &question)).collect();
    seconds.sort_by(f64::total_cmp);
    let plan = psql(
        url,
        &format!("{SETTINGS} EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {question}"),
        "",
    );
    let counts: Vec<u64> = answer.trim().split('|').map(|number| number.parse().unwrap_or(0)).collect();
    let person = format!(
        "SELECT count(*) FROM holding_person p JOIN holding h USING (holding) WHERE p.person = 7 AND {}",
        met()
    );
    let _ = executed(url, &person);
    json!({
        "loading": loading, "rows": rows, "seconds": seconds[2], "best": seconds[0], "person": executed(url, &person),
        "definite": counts.first(), "possible": counts.get(1), "counts": counts, "plan": plan.lines().collect::<Vec<_>>(),
    })
}

fn met() -> String {
    let (first, after) = (WINDOW, WINDOW + 57 * DAY);
    format!("h.be < {after} AND (h.el IS NULL OR h.el > {first})")
}

/// Definite and possible people in all and for every field, in one pass: a row for each person, bits for the fields.
fn question() -> String {
    let (first, after) = (WINDOW, WINDOW + 57 * DAY);
    let sure = format!("(p.certain AND h.bl < {after} AND (h.ee IS NULL OR h.ee > {first}))");
    let mut counts = String::from("count(*) FILTER (WHERE sure <> 0), count(*) FILTER (WHERE sure = 0)");
    for field in Field::all().filter(|field| field.bit() < 40) {
        let bit = 1_u64 << field.bit();
        let _ = write!(
            counts,
            ", count(*) FILTER (WHERE sure & {bit} <> 0), count(*) FILTER (WHERE every & {bit} <> 0 AND sure & {bit} = 0)"
        );
    }
    format!(
        "SELECT {counts} FROM (SELECT p.person, COALESCE(bit_or(h.fields) FILTER (WHERE {sure}), 0) AS sure, \
         bit_or(h.fields) AS every FROM holding h JOIN holding_person p USING (holding) \
         WHERE h.holder = 1 AND {} GROUP BY p.person) AS people",
        met()
    )
}

/// Seconds that the server itself says a statement took.
fn executed(url: &str, sql: &str) -> f64 {
    let text = psql(url, SETTINGS, &format!("\\timing on\n{sql};\n"));
    let line = text.lines().rev().find_map(|line| line.strip_prefix("Time: ")).unwrap();
    line.split(' ').next().unwrap().parse::<f64>().unwrap() / 1000.0
}

fn load(url: &str, data: &Data) -> u64 {
    let mut rows = 0;
    copy(url, "holding", |out| {
        for number in 1..=data.holdings {
            let made = data.holding(number);
            let (be, bl, ee, el) = made.times;
            let end = |end: Option<i64>| end.map_or("\\N".to_owned(), |end| end.to_string());
            writeln!(out, "{number}\t{}\t{}\t{be}\t{bl}\t{}\t{}", made.holder, made.fields, end(ee), end(el))
                .unwrap();
        }
    });
    copy(url, "holding_person", |out| {
        for number in 1..=data.holdings {
            let made = data.holding(number);
            debug_assert!(made.holder != 1 || made.certain().is_some());
            for (people, certain) in [(&made.definite, 't'), (&made.possible, 'f')] {
                for person in people {
                    writeln!(out, "{number}\t{person}\t{certain}").unwrap();
                    rows += 1;
                }
            }
        }
    });
    rows
}

fn copy(url: &str, table: &str, write: impl FnOnce(&mut dyn Write)) {
    let mut psql = Command::new("psql")
        .args(["-qX", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", &format!("COPY {table} FROM STDIN")])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufWriter::with_capacity(1 << 20, psql.stdin.take().unwrap());
    write(&mut out);
    out.flush().unwrap();
    drop(out);
    assert!(psql.wait().unwrap().success());
}

/// Runs statements; gives what they say.
fn psql(url: &str, sql: &str, more: &str) -> String {
    let mut psql = Command::new("psql")
        .args(["-qXAt", "-v", "ON_ERROR_STOP=1", "-d", url])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    psql.stdin.take().unwrap().write_all(format!("{sql}\n{more}").as_bytes()).unwrap();
    let output = psql.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
