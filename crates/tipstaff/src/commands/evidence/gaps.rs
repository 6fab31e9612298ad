//! `tipstaff evidence gaps`.

use super::columns;
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use evidence::{Evidence, Expected, MOST_EXPECTED};
use gate::Verdict;
use inventory::import::{Row, Rows};
use inventory::sequences::{Gap, Sequences};
use inventory::{InventoryError, Key};
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence gaps docks.csv --camera serial --sequence number
  tipstaff evidence gaps docks.csv --camera serial --sequence number --counters cameras.csv --last counter
  tipstaff evidence gaps docks.csv --camera serial --sequence number --store dems

Reads a list of all that came from the cameras, comma-separated with headings, and names for each
camera the numbers that never came. --counters reads a second list, one row for each camera under the
same heading, of how far the camera or its dock has counted: with it, what is missing after the last
one shows, and a camera of which nothing came at all; with --first, what is missing before the first.

With --store the missing numbers are expected there, as never-arrived/CAMERA/NUMBER: the next sweep
misses them and raises the alarm, and only two people can settle them. The same list again writes
nothing, but what was written off is expected again.

What it proves: that the camera counted these numbers, if it gives each recording the next one, and
that the list has none of them. What it does not: that there was footage, for a camera may count what
it discards; what a recording of that number showed; and that nothing else is missing, for without
counters nobody sees the ends, and a camera that begins to count anew hides what it lost.

Exit status: 0 no number is missing, 1 some are.";

/// Bytes of the name of a folder that most file systems take, less some.
const MAX_NAME: usize = 200;

/// Options of `evidence gaps`.
#[derive(Debug, Args)]
pub struct Options {
    /// The list of what came from the cameras
    #[arg(value_name = "LIST.csv")]
    file: PathBuf,
    /// Column with the serial of the camera
    #[arg(long, value_name = "COLUMN")]
    camera: String,
    /// Column with the number that the camera gave, digits only
    #[arg(long, value_name = "COLUMN")]
    sequence: String,
    /// A list of how far each camera has counted
    #[arg(long, value_name = "FILE.csv", requires = "last")]
    counters: Option<PathBuf>,
    /// Its column with the last number that the camera gave
    #[arg(long, value_name = "COLUMN", requires = "counters")]
    last: Option<String>,
    /// Its column with the first number that the list has to have
    #[arg(long, value_name = "COLUMN", requires = "counters")]
    first: Option<String>,
    /// Name or number of a watched store in which the missing numbers are expected from now on
    #[arg(long, value_name = "STORE")]
    store: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let mut sequences = Sequences::new();
    each(&options.file, &options.camera, &options.sequence, |camera, number| {
        sequences.add(camera, number);
    })?;
    if let (Some(counters), Some(last)) = (&options.counters, &options.last) {
        each(counters, &options.camera, last, |camera, last| sequences.counted_to(camera, last))?;
        if let Some(first) = &options.first {
            each(counters, &options.camera, first, |camera, first| sequences.counted_from(camera, first))?;
        }
    }
    let gaps = sequences.gaps();
    let booked = match &options.store {
        Some(store) if !gaps.is_empty() => Some(book(options, store, &gaps, common)?),
        _ => None,
    };
    tell(options, (&sequences, &gaps), booked.as_ref(), common)?;
    Ok(if gaps.is_empty() { Verdict::Clear } else { Verdict::Held })
}

/// Tells of a list with cameras and numbers that was just taken in whether any never came.
pub(super) fn told_of(rows: &[Row]) -> Result<(u64, Option<String>), Failure> {
    let mut sequences = Sequences::new();
    for row in rows {
        sequences.take(row).map_err(|error| Failure::of_sentences(&error.to_string()))?;
    }
    let missing = count(&sequences.gaps());
    let sentence = (missing > 0).then(|| {
        format!(
            "{} between others of the same camera never came: tipstaff evidence gaps names them.",
            say::counted(missing, "number", "numbers")
        )
    });
    Ok((missing, sentence))
}

/// Each camera and number of a list; every row has to have both.
fn each(file: &Path, camera: &str, number: &str, mut take: impl FnMut(&str, u64)) -> Result<(), Failure> {
    let opened =
        File::open(file).map_err(|error| Failure::io(file, &error, "Name a file that can be read"))?;
    let told = |error: InventoryError| {
        let failure = Failure::of_sentences(&error.to_string());
        let (what, fix) = failure.into_parts();
        Failure::at(file, &what, &fix)
    };
    for row in Rows::counting(opened, camera, number).map_err(told)? {
        let row = row.map_err(told)?;
        let (camera, number) = row.counted().map_err(told)?;
        take(camera, number);
    }
    Ok(())
}

fn count(gaps: &[Gap]) -> u64 {
    gaps.iter().fold(0, |count: u64, gap| count.saturating_add(gap.count()))
}

/// Has the missing numbers expected in a store.
fn book(options: &Options, store: &str, gaps: &[Gap], common: &Common) -> Result<Expected, Failure> {
    let missing = count(gaps);
    if missing > MOST_EXPECTED as u64 {
        return Err(Failure::new(
            format!("{} numbers are missing, and nothing was expected of them", say::count(missing)),
            format!(
                "No more than {MOST_EXPECTED} are taken. Is the column one of numbers that follow each other?"
            ),
        ));
    }
    let rows = gaps.iter().flat_map(never_arrived).collect::<Result<Vec<_>, _>>()?;
    let digest = columns::digest(&options.file)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(store).await?;
        // What is in copies of our own was taken in there, and nothing else can be expected of them.
        if store.mode != evidence::StoreMode::Watched {
            return Err(evidence::EvidenceError::NotWatched { store: store.number }.into());
        }
        let expected = evidence.expect(&by, &store, rows, digest, open::now()).await?;
        open::publish(&record, common).await;
        Ok(expected)
    })
}

/// What is expected for each number of a gap.
fn never_arrived(gap: &Gap) -> impl Iterator<Item = Result<Row, Failure>> {
    let folder = plain_name(&gap.source);
    let row = move |number: u64| {
        let wrong = || {
            Failure::new(
                "a camera has a name that is too long to be one of a folder",
                "Has the list shifted by a column? Correct it; nothing was expected",
            )
        };
        if folder.len() > MAX_NAME {
            return Err(wrong());
        }
        Ok(Row {
            line: 1,
            key: Key::new(format!("never-arrived/{folder}/{number:06}")).map_err(|_| wrong())?,
            size: Some(0),
            sha256: None,
            class: None,
            source: Some(gap.source.clone()),
            sequence: Some(number),
            recorded_at: None,
            case: None,
        })
    };
    (gap.from..=gap.to).map(row)
}

/// A serial as part of a name: whatever is no plain letter or digit as `%2F`, so that two cameras never share a folder, and none
/// names another one.
fn plain_name(serial: &str) -> String {
    serial.bytes().fold(String::new(), |mut name, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            name.push(char::from(byte));
        } else {
            name.push('%');
            for half in [byte >> 4, byte & 15] {
                name.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
        name
    })
}

fn tell(
    options: &Options,
    (sequences, gaps): (&Sequences, &[Gap]),
    booked: Option<&Expected>,
    common: &Common,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let (missing, is_counted) = (count(gaps), options.counters.is_some());
    let act = booked.and_then(|expected| expected.recorded.as_ref()).map(|recorded| recorded.position);
    if common.format != Format::Text {
        let named: Vec<_> = gaps
            .iter()
            .map(
                |gap| json!({ "camera": gap.source, "from": gap.from, "to": gap.to, "numbers": gap.count() }),
            )
            .collect();
        let document = json!({
            "schema": "tipstaff.evidence-gaps/1", "cameras": sequences.sources(), "arrived": sequences.arrived(),
            "repeated": sequences.repeated(), "missing": missing, "gaps": named,
            "without_counter": is_counted.then(|| sequences.uncounted()),
            "beyond_counter": is_counted.then(|| sequences.beyond()),
            "expected": booked.map(|expected| expected.added), "act": act,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    for gap in gaps {
        writeln!(out, "{}", say::plain(&gap.to_string()))?;
    }
    if common.quiet {
        return Ok(());
    }
    writeln!(
        out,
        "{} of {} came, {} never did.",
        say::counted(sequences.arrived(), "number", "numbers"),
        say::counted(sequences.sources(), "camera", "cameras"),
        say::count(missing),
    )?;
    if sequences.repeated() > 0 {
        let rows = say::counted(sequences.repeated(), "row repeats", "rows repeat");
        writeln!(out, "{rows} a number: parts of one recording, or a camera that began to count anew.")?;
    }
    if !is_counted {
        writeln!(
            out,
            "What is missing before the first and after the last of a camera shows only with --counters."
        )?;
    }
    if is_counted && sequences.uncounted() > 0 {
        let cameras = say::counted(sequences.uncounted(), "camera is", "cameras are");
        writeln!(out, "{cameras} not on the list of counters: what is missing at the end does not show.")?;
    }
    if is_counted && sequences.beyond() > 0 {
        let cameras = say::counted(sequences.beyond(), "camera has", "cameras have");
        writeln!(
            out,
            "{cameras} numbers beyond the counter, which is older than the list or began anew: take a newer one."
        )?;
    }
    match (booked, act) {
        (Some(expected), Some(act)) => writeln!(
            out,
            "{} expected from now on: act {act}. The next sweep misses them.",
            say::counted(expected.added, "item is", "items are")
        )?,
        (Some(_), None) => writeln!(out, "All of them are expected already.")?,
        (None, _) => {}
    }
    Ok(())
}
