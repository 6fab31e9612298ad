//! `tipstaff receipt open`.

use super::secret;
use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use clap::Args;
use gate::Verdict;
use record::time::spoken_day;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff receipt open batch.age --keys recipient.key -o batch

The folder appears as a whole, once every part was found to be as the list says.";

/// Options of `receipt open`.
#[derive(Debug, Args)]
pub struct Options {
    /// The sealed delivery
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The secret keys of the recipient
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Folder to write to; nothing may be there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let secret = secret(&options.keys)?;
    let target = &options.output;
    if target.symlink_metadata().is_ok() {
        return Err(Failure::at(target, &"it exists already", "Choose another folder"));
    }
    let fix = "Check that the folder above exists, that you may write there and that there is room; nothing was left behind";
    let parent = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Only its owner reads the draft, and it goes when it is dropped.
    let draft = tempfile::Builder::new()
        .prefix(".tipstaff-")
        .tempdir_in(parent)
        .map_err(|error| Failure::io(target, &error, fix))?;
    let opened = share::open(&options.file, &secret, |name, content| {
        let path = draft.path().join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create_new(path)?;
        std::io::copy(content, &mut file)?;
        file.sync_all()
    })?;
    std::fs::rename(draft.path(), target).map_err(|error| Failure::io(target, &error, fix))?;
    // It has its name now, and is nobody's draft.
    let _ = draft.keep();
    let mut out = std::io::stdout().lock();
    let parts = &opened.parts;
    if common.format == Format::Text {
        if !common.quiet {
            let by = parts.destroy_by.parse().map_or_else(|_| parts.destroy_by.clone(), spoken_day);
            writeln!(
                out,
                "Delivery {}: {} in {}. Sign for it with: tipstaff receipt sign. Destroy it by {by}.",
                parts.delivery,
                say::counted(parts.rows, "row", "rows"),
                target.display()
            )?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.opened/1", "delivery": parts.delivery, "rows": parts.rows,
            "content": say::hex(&opened.content), "destroy_by": parts.destroy_by,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
