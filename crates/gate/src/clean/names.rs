//! Which format a copy has, and what its files are called.

use super::CopyKind;
use super::error::CleanError;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Letters of a sheet's name that go into a file's name.
const LONGEST: usize = 60;

/// The format of a copy: what was asked for, or what the name says. Both must not contradict each other.
pub(crate) fn kind(output: &Path, asked: Option<CopyKind>) -> Result<CopyKind, CleanError> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let said = ending.as_deref().and_then(|ending| {
        [CopyKind::Xlsx, CopyKind::Ods, CopyKind::Csv].into_iter().find(|kind| kind.ending() == ending)
    });
    match (asked, said) {
        (Some(asked), Some(said)) if asked != said => Err(CleanError::request(
            output,
            format!("its name ends in .{}, and --as says {}", said.ending(), asked.ending()),
            "Make the two agree",
        )),
        (Some(kind), _) | (None, Some(kind)) => Ok(kind),
        (None, None) => Err(CleanError::request(
            output,
            "its name does not say which format the copy should have",
            "End it in .xlsx, .ods or .csv, or say --as xlsx, --as ods or --as csv",
        )),
    }
}

/// `answer.xlsx` becomes `answer-safe.xlsx`. Without a kind, what cannot be written keeps its data in xlsx.
pub(crate) fn safe(name: &str, kind: Option<CopyKind>) -> String {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem, ending),
        None => (name, ""),
    };
    let alike = match ending {
        "ods" | "fods" => CopyKind::Ods,
        "csv" | "tsv" | "txt" => CopyKind::Csv,
        _ => CopyKind::Xlsx,
    };
    format!("{stem}-safe.{}", kind.unwrap_or(alike).ending())
}

/// One file for each sheet: `OUT-SHEET.csv`. No two are alike, also where capital letters do not count.
pub(crate) fn of_sheets<'n>(output: &Path, sheets: impl Iterator<Item = &'n str>) -> Vec<PathBuf> {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending =
        output.extension().map_or_else(|| "csv".into(), |ending| ending.to_string_lossy().into_owned());
    let mut taken = HashSet::new();
    sheets
        .enumerate()
        .map(|(index, sheet)| {
            let plain = plain(sheet);
            let plain = if plain.is_empty() { format!("sheet{}", index + 1) } else { plain };
            let mut name = plain.clone();
            let mut copy = 2;
            while !taken.insert(name.to_lowercase()) {
                name = format!("{plain}-{copy}");
                copy += 1;
            }
            output.with_file_name(format!("{stem}-{name}.{ending}"))
        })
        .collect()
}

/// The letters and digits of a name, everything else as `_`.
fn plain(name: &str) -> String {
    let letter =
        |letter: char| if letter.is_alphanumeric() || matches!(letter, '-' | '_') { letter } else { '_' };
    let plain: String = name.trim().chars().map(letter).take(LONGEST).collect();
    plain.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format_unless_it_is_said_otherwise() {
        assert_eq!(kind(Path::new("a/b.XLSX"), None).unwrap(), CopyKind::Xlsx);
        assert_eq!(kind(Path::new("b.txt"), Some(CopyKind::Csv)).unwrap(), CopyKind::Csv);
        assert!(kind(Path::new("b.csv"), Some(CopyKind::Ods)).is_err());
        assert!(kind(Path::new("b"), None).is_err());
    }

    #[test]
    fn sheets_have_files_of_their_own() {
        let names = of_sheets(
            Path::new("out/answer.csv"),
            ["By rank", "by RANK", "../../etc", "", "Été"].into_iter(),
        );
        let names: Vec<_> = names.iter().map(|name| name.to_string_lossy()).collect();
        assert_eq!(
            names,
            [
                "out/answer-By_rank.csv",
                "out/answer-by_RANK-2.csv",
                "out/answer-etc.csv",
                "out/answer-sheet4.csv",
                "out/answer-Été.csv"
            ]
        );
    }
}
