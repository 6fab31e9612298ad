//! Who holds what about whom, and who is affected, as a data protection officer types it.

use crate::common::desk::{Desk, files};
use serde_json::Value;

const PEOPLE: &str = "\
Pay Number,Service No,Surname,Initials,Rank,Location
40001,001001,Quillfeather,A,Constable,Roads
40002,001002,Marrowby,B,Sergeant,Custody
40003,001003,=Thistlewood,C,Constable,Custody
40004,001004,Oakenshaw,D,Inspector,Headquarters
40005,001005,Ravenscar,E,Constable,Roads
";

const WINDOW: &str = "--from 2023-07-01 --to 2023-08-26 --data d";

/// A desk with five people and a supplier.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.does("people import people.csv --data d --as-of 2021-01-01 --quiet");
    desk.does("holder add --kind supplier 'Card maker' --data d");
    desk
}

/// Times of acts are the times of the test.
fn timeless(text: &str) -> String {
    let line = |line: &str| -> String {
        if let Some((act, rest)) =
            line.split_once(", ").filter(|(act, _)| act.trim_start().starts_with("act "))
        {
            return format!("{act}, [time]{}", rest.find("m: ").map_or("", |at| &rest[at + 1..]));
        }
        match line.split_once("newest act is ") {
            Some((before, rest)) => {
                format!("{before}newest act is {}, of [time]", rest.split(',').next().unwrap())
            }
            None => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_spreadsheet_that_was_sent_years_ago_is_entered_and_says_who_is_affected() {
    let desk = desk();
    desk.file("list.csv", "Service No,Surname\n001001,Quillfeather\n001003,Thistlewood\n");
    let entered = desk.does(
        "holding add --holder 'Card maker' --fields surname,initials,rank --from 2021-03 --people list.csv \
         --possible 5 --file list.csv --note 'sent by mail to R. Marrowby' --data d",
    );
    desk.does(
        "holding add --holder 'card MAKER' --fields surname,photo --from 2023-07-10 --numbers 2-3 --data d",
    );
    desk.does("holding add --holder 'Card maker' --fields offence,address --from 2023-07 --unlisted 1200-1230 --data d");
    desk.does(
        "holding add --holder 'Card maker' --fields footage --from 2023-08-01 --items 1-52000 --data d",
    );
    let closed = desk.does("holding close 1 --until 2023-08-08 --data d");
    let corrected = desk.does("holding correct 1 --fields surname,initials,rank,location --data d");
    insta::assert_snapshot!("entered", format!("{entered}{closed}{corrected}"));

    let answer = desk.does(&format!("exposure --holder 'Card maker' {WINDOW}"));
    insta::assert_snapshot!("exposure", timeless(&answer));
    let person = desk.does(&format!("exposure --person 3 {WINDOW}"));
    insta::assert_snapshot!("one_person", timeless(&person));
    insta::assert_snapshot!("holding", timeless(&desk.does("holding show 1 --data d")));
    insta::assert_snapshot!(
        "as_a_table",
        desk.does(&format!("exposure --all-holders --format csv {WINDOW}"))
    );

    let json: Value =
        serde_json::from_str(&desk.does(&format!("exposure --holder #1 --format json {WINDOW}"))).unwrap();
    assert_eq!(json["schema"], "tipstaff.exposure/1");
    assert_eq!(json["people"], serde_json::json!({ "definite": 3, "possible": 1 }));
    assert_eq!(json["unlisted"], serde_json::json!({ "low": 1200, "high": 1230 }));
    assert_eq!(json["holdings"]["told"].as_array().unwrap().len(), 4);
    let only: Value = serde_json::from_str(
        &desk.does(&format!("exposure --holder #1 --fields photo --format json {WINDOW}")),
    )
    .unwrap();
    assert_eq!(only["people"]["definite"], 2);
    // Before the holding was entered nothing was known of it.
    let early = desk.does(&format!("exposure --holder #1 --known-on 2023-08-10 {WINDOW}"));
    assert!(early.contains("Nothing was on record then."), "{early}");

    for text in [entered, answer, person, closed, corrected, early] {
        for value in ["Quillfeather", "Thistlewood", "Marrowby", "001001"] {
            assert!(!text.contains(value), "{text}");
        }
    }
    for path in files(&desk.data()) {
        let bytes = std::fs::read(&path).unwrap();
        for value in ["Quillfeather", "Marrowby", "Card maker", "sent by mail"] {
            let found = bytes.windows(value.len()).any(|window| window == value.as_bytes());
            assert!(!found, "{value} is in {}", path.display());
        }
    }
}

#[test]
fn names_are_in_the_log_before_they_are_shown_and_a_formula_is_no_formula() {
    let desk = desk();
    desk.does("holding add --holder 'Card maker' --fields surname --from 2021-03 --numbers 1-3 --data d");
    let ask = format!("exposure --holder 'Card maker' {WINDOW} --names --purpose 'letters'");
    let unsigned = desk.refuses(&ask);
    assert!(unsigned.contains("has no key yet"), "{unsigned}");
    desk.does("actor key --data d");
    insta::assert_snapshot!("named", timeless(&desk.does(&ask)));
    desk.does(&format!("{ask} --format csv -o affected.csv"));
    let path = desk.folder.path().join("affected.csv");
    insta::assert_snapshot!("named_table", std::fs::read_to_string(&path).unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(desk.refuses(&format!("{ask} -o affected.csv")).contains("exists already"));
    let json: Value = serde_json::from_str(&desk.does(&format!("{ask} --format json"))).unwrap();
    assert_eq!(json["named"]["people"][0]["values"]["surname"], "Quillfeather");
    assert_eq!(json["named"]["people"][0]["had"]["surname"], "definite");
}

#[test]
fn a_note_is_read_by_who_signs() {
    let desk = desk();
    desk.does("holding add --holder 1 --fields surname --from 2021-03 --all --note 'by courier' --data d");
    assert!(!desk.does("holding show 1 --data d").contains("by courier"));
    desk.does("actor key --data d");
    assert!(desk.does("holding show 1 --notes --purpose 'incident 9' --data d").contains("by courier"));
}

#[test]
fn a_file_of_holdings_is_entered_as_a_whole() {
    let desk = desk();
    desk.file("crew.csv", "Pay Number\n40004\n40005\n");
    let head = "holder,kind,fields,from,until,numbers,pay-numbers,people-file,unlisted,note\n";
    desk.file(
        "shares.csv",
        format!(
            "{head}Card maker,,\"surname, rank\",2021-03,,1-3,,,,\n\
             Laptop 7,device,surname,2022-05-01,2023-08-08,,\"40001, 40002\",,,left on a roof\n\
             Laptop 7,device,\"surname,address\",2022-06-01,,,,crew.csv,,\n\
             Website,public,offence,2023-08-01,,,,,1200-1230,\n"
        ),
    );
    let told = desk.does("holding import shares.csv --data d");
    let listed = desk.does("holding list --data d");
    insta::assert_snapshot!(
        "imported_holdings",
        format!("{told}{listed}{}", desk.does("holder list --data d"))
    );
    let refusals = [
        ("Card maker,,surname,2021-03,,99,,,,\n", "nobody's number"),
        ("Card maker,,surname,2021-03,,,49999,,,\n", "nobody's pay number"),
        ("Card maker,,shoe,2021-03,,1,,,,\n", "no field"),
        ("Card maker,,surname,soon,,1,,,,\n", "no time"),
        ("Card maker,,surname,2021-03,,1,,,5,\n", "two of them"),
        ("Nobody,,surname,2021-03,,1,,,,\n", "no holder"),
        ("Nobody,friend,surname,2021-03,,1,,,,\n", "no kind"),
        (",,surname,2021-03,,1,,,,\n", "empty"),
    ];
    let mut all = Vec::new();
    for (row, what) in refusals {
        desk.file("bad.csv", format!("{head}Card maker,,surname,2021-03,,1,,,,\n{row}"));
        all.push(format!("{what}: {}\n", desk.refuses("holding import bad.csv --data d")));
    }
    insta::assert_snapshot!("refused_holdings", all.concat());
    assert_eq!(desk.does("holding list --data d").lines().count(), 4, "none of them was entered");
}

#[test]
fn every_refusal_says_what_to_do() {
    let desk = desk();
    desk.file("strangers.csv", "Pay Number,Surname\n40001,Quillfeather\n77777,Nobody\n88888,Nobody\n");
    desk.file("nameless.csv", "Surname,Rank\nQuillfeather,Constable\n");
    let add = "holding add --holder 'Card maker' --fields surname --from 2021-03 --data d";
    let lines = [
        format!("{add} --people strangers.csv"),
        format!("{add} --people nameless.csv"),
        format!("{add} --numbers 9"),
        format!("{add} --numbers 3-1"),
        add.to_owned(),
        format!("{add} --unlisted many"),
        "holding add --holder 'Card maker' --fields surname --from 2030-01 --all --data d".into(),
        "holding add --holder 'Card maker' --fields surname --from 2021-03 --until 2021-02 --all --data d"
            .into(),
        "holding add --holder Nobody --fields surname --from 2021-03 --all --data d".into(),
        "holding close 9 --until 2021-03 --data d".into(),
        "holding show 9 --data d".into(),
        "holding list --holder Nobody --data d".into(),
        format!("exposure --holder Nobody {WINDOW}"),
        "exposure --holder 'Card maker' --from 2023-08-26 --to 2023-07-01 --data d".into(),
        format!("exposure --holder 'Card maker' --known-on 2999-01-01 {WINDOW}"),
        format!("exposure --person 99 {WINDOW}"),
        "holder add --kind supplier 'card  MAKER' --data d".into(),
        "holder list --format csv --data d".into(),
    ];
    let told: Vec<String> = lines.iter().map(|line| format!("$ {line}\n{}", desk.refuses(line))).collect();
    insta::assert_snapshot!("refusals", told.join("\n"));
}

#[test]
fn cases_are_imported_once_and_their_references_are_shown_to_who_signs() {
    let desk = desk();
    desk.file(
        "cases.csv",
        "urn,officer,court-date,role,person,item\n\
         44AB1234526,001002,2099-03-31,,,\n\
         44AB1234526,,,witness,001003,\n\
         44AB1234526,,,exhibit,,7\n\
         44AB9999926,001004,,,,\n",
    );
    let first = desk.does("case import cases.csv --data d");
    let again = desk.does("case import cases.csv --data d");
    let listed = desk.does("case list --data d");
    insta::assert_snapshot!("cases", format!("{first}{again}{listed}"));
    desk.does("actor key --data d");
    let named = desk.does("case list --names --purpose 'list for the CPS' --data d");
    assert!(
        named.contains("44AB1234526, in court on 31 March 2099, officer: person 2; 1 person, 1 item"),
        "{named}"
    );
    desk.file("other.csv", "urn,officer,court-date\n44AB1234526,001001,\n44AB1234526,001002,\n");
    let refused = desk.refuses("case import other.csv --data d");
    assert!(refused.contains("another officer"), "{refused}");
    for path in files(&desk.data()) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(11).any(|window| window == b"44AB1234526"), "{}", path.display());
    }
}
