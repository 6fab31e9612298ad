//! Binary workbooks made to do harm: random bytes in every part, real files with bytes changed. Nothing may panic, hang
//! or fill the memory; and what is not understood is said.

use crate::common;
use crate::common::biff12::{Workbook, record, records, row, sheet, text_cell};
use crate::common::{inspect_bytes, unzip, zip};
use inspect::{Inspection, Options, Reason};
use proptest::prelude::*;

fn look(bytes: &[u8]) -> Inspection {
    let found = inspect_bytes(bytes, "hostile.xlsb", &Options::default());
    let is_late = found.unchecked.iter().any(|doubt| doubt.reason == Reason::TooSlow);
    assert!(!is_late, "the limit on time was met");
    found
}

/// Parts of every binary kind, by their names and how the workbook refers to them.
const PARTS: &[(&str, &str)] = &[
    ("xl/styles.bin", "styles"),
    ("xl/sharedStrings.bin", "sharedStrings"),
    ("xl/comments1.bin", "comments"),
    ("xl/tables/table1.bin", "table"),
    ("xl/connections.bin", "connections"),
    ("xl/queryTables/queryTable1.bin", "queryTable"),
    ("xl/pivotTables/pivotTable1.bin", "pivotTable"),
    ("xl/pivotCache/pivotCacheDefinition1.bin", "pivotCacheDefinition"),
    ("xl/externalLinks/externalLink1.bin", "externalLink"),
    ("xl/revisions/revisionLog1.bin", "revisionLog"),
    ("xl/metadata.bin", "sheetMetadata"),
    ("xl/calcChain.bin", "calcChain"),
    ("xl/chartsheets/sheet1.bin", "chartsheet"),
    ("xl/macrosheets/sheet1.bin", "xlMacrosheet"),
];

/// Records with numbers of the parts at hand and bodies of chance.
fn any_records() -> impl Strategy<Value = Vec<u8>> {
    let number = prop_oneof![0_u16..0x2b0, 0x400_u16..0x4a0, 0x800_u16..0x860, 0_u16..0x3fff];
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..60),
        // Small numbers are believed further than large ones.
        proptest::collection::vec(prop_oneof![Just(0_u8), Just(1), Just(2), Just(0xff)], 0..60),
    ];
    proptest::collection::vec((number, body), 0..40)
        .prop_map(|list| list.iter().flat_map(|(number, body)| record(*number, body)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn records_of_chance_do_no_harm(stream in any_records(), globals in any_records()) {
        let cells = [row(0), text_cell(0, 0, "seen"), (0x0007, vec![0; 12])];
        let mut workbook = Workbook::of([sheet(&[], &cells, &[]), stream.clone()].concat());
        workbook.globals = globals;
        for (name, kind) in PARTS {
            workbook.parts.push(((*name).into(), stream.clone(), Some(kind)));
        }
        workbook.parts.push(("xl/left/over.bin".into(), stream, None));
        look(&workbook.bytes());
    }

    #[test]
    fn bytes_of_chance_do_no_harm(stream in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut workbook = Workbook::of(stream.clone());
        workbook.globals.clone_from(&stream);
        for (name, kind) in PARTS {
            workbook.parts.push(((*name).into(), stream.clone(), Some(kind)));
        }
        look(&workbook.bytes());
    }
}

#[test]
fn a_million_records_that_say_nothing_end_in_time() {
    let unknown: Vec<u8> = (0..1_000_000).flat_map(|_| [0xbc, 0x75, 1, 7]).collect();
    let found = look(&Workbook::of(unknown).bytes());
    assert!(found.unaccounted.len() + found.unchecked.len() < 10);
    let empty_rows: Vec<u8> = (0..300_000).flat_map(|number| records(&[row(number)])).collect();
    look(&Workbook::of(empty_rows).bytes());
}

#[test]
fn areas_that_cover_the_whole_sheet_a_thousand_times_end_in_time() {
    let area: Vec<u8> =
        [0_u32, 1_048_575, 0, 16_383].iter().flat_map(|number| number.to_le_bytes()).collect();
    let merges: Vec<(u16, Vec<u8>)> = (0..5_000).map(|_| (0x00b0, area.clone())).collect();
    let cells: Vec<_> = (0..2_000).flat_map(|number| [row(number), text_cell(1, 0, "under")]).collect();
    look(&Workbook::of(sheet(&[], &cells, &merges)).bytes());
}

#[test]
fn conditions_over_many_areas_end_in_time() {
    let mut areas = [1_u32, 0, 30_000].map(u32::to_le_bytes).concat();
    for row in 0_u32..30_000 {
        areas.extend([row, row + 20_000, 0, 16_383].map(u32::to_le_bytes).concat());
    }
    // Rules whose texts and formulas are missing, which apply one differential format after the other.
    let mut condition = vec![(0x01cd, areas)];
    for format in 0_u32..30_000 {
        let rule = [&[2, 0, 0, 0, 0, 0, 0, 0][..], &format.to_le_bytes(), &[0; 30], &[0xff; 4]].concat();
        condition.push((0x01cf, rule));
    }
    let cells: Vec<_> = (0..2_000).flat_map(|number| [row(number), text_cell(1, 0, "under")]).collect();
    look(&Workbook::of(sheet(&[], &cells, &condition)).bytes());
}

#[test]
fn real_files_with_changed_bytes_do_no_harm() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance
    };
    for name in
        ["calamine/issues.xlsb", "calamine/any_sheets.xlsb", "poi/comments.xlsb", "calamine/issue_186.xlsb"]
    {
        let whole = unzip(&std::fs::read(root.join(name)).unwrap());
        for _ in 0..60 {
            let mut changed = whole.clone();
            for (_, bytes) in changed.iter_mut().filter(|(name, _)| name.ends_with("bin")) {
                for _ in 0..=next() % 4 {
                    let at = usize::try_from(next()).unwrap() % bytes.len().max(1);
                    let [value, ..] = next().to_le_bytes();
                    match next() % 3 {
                        0 => bytes.truncate(at),
                        1 => bytes.insert(at, value),
                        _ => {
                            if let Some(byte) = bytes.get_mut(at) {
                                *byte = value;
                            }
                        }
                    }
                    if bytes.is_empty() {
                        break;
                    }
                }
            }
            let list: Vec<_> =
                changed.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            look(&zip(&list));
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.map_or(0, |line| line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0));
    assert!(peak < 300 << 10, "{peak} kB of memory");
}
