//! `tipstaff people photos`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::{WORKER, say};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use indicatif::{ProgressBar, ProgressStyle};
use marks::photo::Rgb;
use portraits::Portrait;
use reading::Wanted;
use record::time::Moment;
use record::{
    Actor, Completeness, Field, ImportColumn, ImportOrder, MOST_PHOTOS, Matched, NewPhoto, Record, Signer,
    photo_digest,
};
use sandbox::Sandbox;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff people photos photos/ --by pay-number --as 'R. Quill'

Each file is named by the number of its person: 123456.jpg. Photos are made anew from their pixels:
nothing stays of what a camera wrote into the file. They are kept under the key of the person, so
erasing the person erases them. A photo that is another one than before is the person's from --as-of
on; the earlier one stays known.

Exit status: 0 all kept, 2 something could not be kept; what could is.";

/// Options of `people photos`.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder with the photos (JPEG or PNG)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What the files are named by
    #[arg(long, value_name = "FIELD", default_value = "pay-number")]
    by: String,
    /// The extract that the people stand in
    #[arg(long, value_name = "NAME", default_value = "people")]
    source: String,
    /// Since when they are of use (default: now)
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// A file that could not be kept, and why.
struct Refused {
    name: String,
    why: String,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let field = super::field(&options.by)?;
    let files = files(&options.folder)?;
    let sandbox = Sandbox::new([WORKER]).map_err(|error| {
        Failure::new(
            format!("the reader could not be started ({error})"),
            "Start the program by its full path",
        )
    })?;
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let now = open::now();
        let as_of =
            options.as_of.as_deref().map(Moment::parse).transpose()?.map_or(now, |moment| moment.first);
        let bar = bar(files.len() as u64, common);
        let mut kept = Vec::new();
        let mut refused = Vec::new();
        for files in files.chunks(MOST_PHOTOS.min(200)) {
            keep(&record, &sandbox, &by, field, files, &mut kept, &mut refused).await?;
            bar.inc(files.len() as u64);
        }
        bar.finish_and_clear();
        let imported = import(&record, (&by, &signer), (field, options, as_of), &kept, now).await?;
        open::publish(&record, common).await;
        tell(common, kept.len() as u64, imported, &refused)?;
        Ok(if refused.is_empty() { Verdict::Clear } else { Verdict::Unchecked })
    })
}

/// Files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error: &std::io::Error| Failure::io(folder, error, "Name a folder with photos");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| fail(&error))? {
        let entry = entry.map_err(|error| fail(&error))?;
        if entry.file_type().map_err(|error| fail(&error))?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::at(folder, &"there is no file in it", "Name a folder with photos"));
    }
    Ok(files)
}

/// Keeps some photos. `kept` gets the number that names the person, and the digest of the photo.
async fn keep(
    record: &Record,
    sandbox: &Sandbox,
    by: &Actor,
    field: Field,
    files: &[PathBuf],
    kept: &mut Vec<(String, String)>,
    refused: &mut Vec<Refused>,
) -> Result<(), Failure> {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let numbers: Vec<String> = files.iter().map(|path| stem(path)).collect();
    let owners = record.match_numbers(field, &numbers).await?;
    let mut photos = Vec::new();
    for ((path, number), owner) in files.iter().zip(&numbers).zip(owners) {
        let why = match owner {
            Matched::Nobody => "nobody in the record has this number".to_owned(),
            Matched::Several => "several people have this number".to_owned(),
            Matched::Person(person) => match tokio::task::block_in_place(|| portrait(sandbox, path)) {
                Ok(portrait) => {
                    kept.push((number.clone(), photo_digest(&portrait.jpeg)));
                    photos.push(NewPhoto { person, jpeg: portrait.jpeg });
                    continue;
                }
                Err(why) => why,
            },
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        refused.push(Refused { name, why });
    }
    record.keep_photos(by, &photos, open::now()).await?;
    Ok(())
}

/// A photo made anew from a file, which a locked-down worker reads.
fn portrait(sandbox: &Sandbox, path: &Path) -> Result<Portrait, String> {
    let file = File::open(path).map_err(|error| format!("it could not be read ({})", error.kind()))?;
    let wanted = Wanted { pictures: true, ..Wanted::default() };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let reading = reading::read(sandbox, file, &name, &wanted);
    if let Some(unread) = reading.unread.first() {
        return Err(unread.what.clone());
    }
    // A smaller picture may lie inside the file; the photo is the picture that is the file.
    let picture = reading.pictures.into_iter().find(|picture| picture.file == 0 && picture.path.is_empty());
    let picture = picture.ok_or_else(|| "it is no photo in JPEG or PNG".to_owned())?;
    let pixels = Rgb::new(picture.width, picture.height, picture.rgb)
        .map_err(|_| "its size makes no sense".to_owned())?;
    Portrait::of(&pixels).map_err(|error| error.to_string())
}

/// Says since when the photos are of use. Gives how many people have another one than before.
async fn import(
    record: &Record,
    (by, signer): (&Actor, &Signer),
    (field, options, as_of): (Field, &Options, jiff::Timestamp),
    kept: &[(String, String)],
    now: jiff::Timestamp,
) -> Result<u64, Failure> {
    if kept.is_empty() {
        return Ok(0);
    }
    let mut digest = Sha256::new();
    for (number, sha256) in kept {
        digest.update(format!("{number},{sha256}\n"));
    }
    let column = |heading: &str, field| ImportColumn { heading: heading.into(), field };
    let order = ImportOrder {
        source: options.source.clone(),
        as_of,
        completeness: Completeness::Partial,
        file: digest.finalize().into(),
        columns: vec![column(field.title(), Some(field)), column("Photo", Field::named("photo"))],
        key: Some(field),
        leavers_expected: false,
        without_refused: false,
    };
    let rows: Vec<(u64, Vec<String>)> =
        (1..).zip(kept.iter().map(|(number, sha256)| vec![number.clone(), sha256.clone()])).collect();
    let report = record.import_people_signed(&order, &rows, Vec::new(), by, signer, now).await?;
    Ok(report.changed)
}

fn bar(files: u64, common: &Common) -> ProgressBar {
    if common.quiet || common.format != Format::Text || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} photos, {eta} left");
    ProgressBar::new(files).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn tell(common: &Common, kept: u64, changed: u64, refused: &[Refused]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let refused: Vec<_> =
            refused.iter().map(|one| serde_json::json!({ "file": one.name, "why": one.why })).collect();
        let document = serde_json::json!({
            "schema": "tipstaff.photos/1", "kept": kept, "changed": changed, "refused": refused,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if !common.quiet {
        writeln!(
            out,
            "{} kept; {} another one than before.",
            say::counted(kept, "photo is", "photos are"),
            say::counted(changed, "person has", "people have")
        )?;
    }
    for one in refused {
        writeln!(std::io::stderr(), "tipstaff: {}: {}.", say::plain(&one.name), one.why)?;
    }
    Ok(())
}
