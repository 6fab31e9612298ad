//! One workbook, spelled in all the ways that XML and packages allow: the same is found.

use crate::common::{inspect_bytes, says, zip};
use crate::xlsx::book::{Book, OFFICE, SPREADSHEET, row, sheet};
use inspect::{Inspection, Options};
use proptest::prelude::*;

/// What is said, without the paths under which it was stored and the order in which it is told.
fn gist(found: &Inspection) -> Vec<String> {
    assert_eq!((&found.unaccounted, &found.unchecked), (&vec![], &vec![]));
    let mut lines = Vec::new();
    for part in &found.parts {
        let mut segments: Vec<_> = part.segments.iter().collect();
        segments.sort();
        let rows: Vec<_> = part.rows.iter().map(|row| (row.number, row.hiding, &row.cells)).collect();
        lines.push(format!("{} {} {:?} {segments:?} {rows:?}", part.channel, part.human, part.hiding));
    }
    lines.sort();
    lines
}

fn book() -> Book {
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Ashworth</author></authors><commentList><comment ref="A1" authorId="0"><text><t>Birchall</t></text></comment></commentList></comments>"#;
    let validation = r#"<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><dataValidations count="1"><dataValidation type="list" allowBlank="1" prompt="Dunmore" sqref="A2"><formula1>"Eastwood,Farrow"</formula1></dataValidation></dataValidations>"#;
    let mut book = Book::of("", &[row(1, &["Answer", "Garside"]), row(2, &["Ives"])].concat(), validation)
        .sheet("Staff", "hidden", &sheet("", &row(1, &["Jessop"]), ""))
        .part(
            "xl/worksheets/sheet1.xml",
            &format!("{OFFICE}/comments"),
            "xl/comments1.xml",
            &format!("{SPREADSHEET}.comments+xml"),
            comments,
        );
    book.after =
        r#"<definedNames><definedName name="kept" hidden="1">"Kendal"</definedName></definedNames>"#.into();
    book
}

/// Spells every start tag of a part anew.
fn respelled(xml: &str, mut tag: impl FnMut(&str, Vec<&str>) -> String) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').unwrap();
        let inside = &rest[start + 1..end];
        out.push_str(&rest[..start]);
        if inside.starts_with('?') {
            out.push_str(&rest[start..=end]);
        } else {
            let is_empty = inside.ends_with('/');
            let mut words = inside.trim_end_matches('/').split_inclusive("\" ").map(str::trim);
            let head = words.next().unwrap();
            let (name, first) = head.split_once(' ').unwrap_or((head, ""));
            let attributes = [first].into_iter().chain(words).filter(|word| !word.is_empty()).collect();
            out.push('<');
            out.push_str(&tag(name, attributes));
            out.push_str(if is_empty { "/>" } else { ">" });
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

fn repacked(entries: &[(String, Vec<u8>)], each: impl Fn(&str, String) -> (String, String)) -> Inspection {
    let changed: Vec<_> =
        entries.iter().map(|(path, body)| each(path, String::from_utf8(body.clone()).unwrap())).collect();
    let borrowed: Vec<_> = changed.iter().map(|(path, body)| (path.as_str(), body.as_bytes())).collect();
    inspect_bytes(&zip(&borrowed), "answer.xlsx", &Options::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_letters_of_part_names_may_be_of_either_case(seed in any::<u64>()) {
        let entries = book().entries();
        let found = repacked(&entries, |path, body| {
            let flip = |(place, letter): (usize, char)| {
                if seed.rotate_left(place as u32 * 7) & 1 == 1 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
            };
            (path.chars().enumerate().map(flip).collect(), body)
        });
        prop_assert_eq!(gist(&found), gist(&book().look()));
    }

    #[test]
    fn the_order_of_attributes_says_nothing(seed in any::<u64>()) {
        let found = repacked(&book().entries(), |path, body| {
            let mut turn = seed;
            let body = respelled(&body, |name, mut attributes| {
                turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let by = (turn >> 33) as usize % attributes.len().max(1);
                attributes.rotate_left(by);
                [vec![name], attributes].concat().join(" ")
            });
            (path.to_owned(), body)
        });
        prop_assert_eq!(gist(&found), gist(&book().look()));
    }

    #[test]
    fn any_prefix_stands_for_a_namespace(prefix in "[a-z][a-z0-9_.-]{0,8}") {
        // The book has names with the prefix `r` of its own.
        prop_assume!(!prefix.starts_with("xml") && prefix != "r");
        let found = repacked(&book().entries(), |path, body| {
            let body = respelled(&body, |name, attributes| {
                let (slash, name) = name.strip_prefix('/').map_or(("", name), |name| ("/", name));
                let name = if name.contains(':') { name.to_owned() } else { format!("{prefix}:{name}") };
                let declared = |attribute: &&&str| attribute.starts_with("xmlns=");
                let mut words = vec![format!("{slash}{name}")];
                words.extend(attributes.iter().filter(declared).map(|attribute| attribute.replace("xmlns=", &format!("xmlns:{prefix}="))));
                words.extend(attributes.iter().filter(|attribute| !declared(attribute)).map(|attribute| (*attribute).to_owned()));
                words.join(" ")
            });
            (path.to_owned(), body)
        });
        prop_assert_eq!(gist(&found), gist(&book().look()));
    }

    #[test]
    fn parts_may_stand_in_any_order(order in Just(book().entries()).prop_shuffle()) {
        let found = repacked(&order, |path, body| (path.to_owned(), body));
        prop_assert_eq!(gist(&found), gist(&book().look()));
    }
}

#[test]
fn a_part_in_utf_16_is_read_like_one_in_utf_8() {
    let wide = |body: &str| -> Vec<u8> {
        [0xfeff].into_iter().chain(body.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let entries: Vec<_> = book()
        .entries()
        .into_iter()
        .map(|(path, body)| {
            let text = String::from_utf8(body.clone()).unwrap().replace("UTF-8", "UTF-16");
            let body = if path.contains("worksheets/sheet1.xml") { wide(&text) } else { body };
            (path, body)
        })
        .collect();
    let borrowed: Vec<_> = entries.iter().map(|(path, body)| (path.as_str(), body.as_slice())).collect();
    let found = inspect_bytes(&zip(&borrowed), "answer.xlsx", &Options::default());
    // What is merged is not known ahead there: such cells are told apart, and not flagged where they stand.
    let flags = inspect::Hiding::UNDER_MERGE.bits().to_string();
    let unflagged =
        |found: &Inspection| gist(found).iter().map(|line| line.replace(&flags, "0")).collect::<Vec<_>>();
    assert_eq!(unflagged(&found), unflagged(&book().look()));
}

#[test]
fn prefixes_that_programs_may_pass_over_are_bookkeeping() {
    let found = repacked(&book().entries(), |path, body| {
        (path.to_owned(), body.replace("<worksheet ", "<worksheet mc:Ignorable=\"x14ac xr xr2 xr3\" "))
    });
    assert!(found.of(inspect::Channel::OtherText).next().is_none());
    assert!(says(&found, inspect::Channel::PackagePart, "x14ac xr xr2 xr3"));
}

#[test]
fn the_strict_form_is_read_like_the_transitional_one() {
    let transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let found = repacked(&book().entries(), |path, body| {
        let body =
            body.replace(transitional, strict).replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main");
        (path.to_owned(), body)
    });
    assert_eq!(gist(&found), gist(&book().look()));
}
