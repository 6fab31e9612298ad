//! `tipstaff roster seal`: a roster for another machine, without readable names.

use super::write;
use crate::arguments::{Common, Format, SealOptions};
use crate::exit::Failure;
use crate::roster;
use detect::SealKey;
use gate::Verdict;
use std::io::Write;

/// Runs the command.
pub fn run(options: &SealOptions, common: &Common) -> Result<Verdict, Failure> {
    if options.output == options.key {
        return Err(Failure::new(
            "the roster and its key have the same name",
            "Keep the two apart: whoever has both knows everybody on the roster",
        ));
    }
    let key = SealKey::fresh().map_err(|error| Failure::new(error.to_string(), "Try again"))?;
    let (sealed, columns) = roster::from_table(&options.file, key.clone(), options.columns.as_deref())?;
    let file = sealed.seal().map_err(|error| Failure::new(error.to_string(), "Try again"))?;
    // The key first: a roster without its key is lost, a key without a roster is nothing.
    write::whole(&options.key, key.to_text().as_bytes(), options.overwrite, true)?;
    write::whole(&options.output, &file, options.overwrite, false)?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            writeln!(out, "{} people sealed, by the columns: {}.", sealed.people(), columns.join(", "))?;
            writeln!(
                out,
                "Keep {} and {} apart: whoever has both can find out everybody on the roster.",
                options.output.display(),
                options.key.display()
            )?;
        }
    } else {
        let document = serde_json::json!({ "schema": "tipstaff.roster-seal/1", "people": sealed.people(), "columns": columns });
        serde_json::to_writer_pretty(&mut out, &document).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(Verdict::Clear)
}
