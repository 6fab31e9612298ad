//! Running text, as an FOI officer might meet it.

use detect::{Certainty, Day, Evidence, Kind, LocalNumbers, LocalPattern, Page, RECOGNISERS, recognise};
use proptest::prelude::*;

fn today() -> Day {
    Day::new(2026, 12, 1).unwrap()
}

fn evidence(text: &str, label: &str) -> Vec<Evidence> {
    let mut page = Page::default();
    let segment = page.segment(text, label, "", today());
    let mut out = Vec::new();
    recognise(RECOGNISERS, &segment, &mut out).unwrap();
    out
}

/// Kind and text of the best readings.
fn found<'t>(text: &'t str, label: &str) -> Vec<(&'static str, &'t str)> {
    evidence(text, label)
        .into_iter()
        .filter(|finding| finding.rank == 0)
        .map(|finding| (finding.kind.id(), &text[finding.range]))
        .collect()
}

fn identifiers(text: &str) -> Vec<(&'static str, &str)> {
    let people = ["person", "role-and-act", "kin", "home", "age", "witness-statement"];
    found(text, "").into_iter().filter(|(kind, _)| !people.contains(kind)).collect()
}

fn people(text: &str) -> Vec<&str> {
    found(text, "").into_iter().filter(|(kind, _)| *kind == "person").map(|(_, name)| name).collect()
}

#[test]
fn identifiers_are_found_with_their_names_however_they_are_spelt() {
    for (text, kind, value) in [
        ("NHS number 999 000 0018", "uk-nhs-number", "999 000 0018"),
        ("The patient's NHS No. is 9990000018.", "uk-nhs-number", "9990000018"),
        ("PNC: 2002/0073319Z", "uk-pnc-id", "2002/0073319Z"),
        ("his CRO was 097501/98T then", "uk-cro-number", "097501/98T"),
        ("ASN 1101ZD0100000410780J", "uk-arrest-summons-number", "1101ZD0100000410780J"),
        ("sent to CPS under URN 01ZD0303208", "uk-cps-urn", "01ZD0303208"),
        ("NINO AB 12 34 56 C", "uk-national-insurance", "AB 12 34 56 C"),
        ("UTR 19558 39661", "uk-unique-taxpayer-reference", "19558 39661"),
        ("Passport no. 123456789", "uk-passport", "123456789"),
        ("drove off in AB12 CDE", "uk-vehicle-registration", "AB12 CDE"),
        ("driver number MORGA 657054 SM9IJ", "uk-driving-licence", "MORGA 657054 SM9IJ"),
        ("lives at 4 Mill Lane, ZZ99 3VZ", "uk-postcode", "ZZ99 3VZ"),
        ("rang from (020) 7946 0018", "uk-phone", "(020) 7946 0018"),
        ("mobile +44 (0)7700 900123", "uk-phone", "+44 (0)7700 900123"),
        ("a.test@example.org wrote", "email", "a.test@example.org"),
        ("sort code 12-34-56", "uk-sort-code", "12-34-56"),
        ("card 4111 1111 1111 1111", "payment-card", "4111 1111 1111 1111"),
        ("born on 4th March 1985", "date-of-birth", "4th March 1985"),
        ("seen at 51.50740, -0.12780", "uk-coordinates", "51.50740, -0.12780"),
        ("grid ref TQ 299 805", "uk-os-grid-reference", "TQ 299 805"),
        ("NHS number 999\u{a0}000\u{a0}0018", "uk-nhs-number", "999\u{a0}000\u{a0}0018"),
    ] {
        assert!(identifiers(text).contains(&(kind, value)), "{text}: {:?}", identifiers(text));
    }
}

#[test]
fn numbers_of_other_things_are_left_alone() {
    for text in [
        "Order 9990000018 was dispatched",
        "9990000018",
        "page 12 of 1234",
        "ts=1700000000 level=info",
        "version 1.2.3.4",
        "upgraded to v10.2.3.44",
        "meeting on 4 March 2024",
        "between 01/02/2023 and 04/03/2024",
        "a budget of £1,234,567.00 for 2023/24",
        "ISBN 978-1-234-56789-7",
        "The committee met at 10 am in room 12.",
        "https://example.org/9990000018/index.html",
    ] {
        assert_eq!(identifiers(text), [], "{text}");
    }
}

#[test]
fn a_failed_check_is_no_identifier_even_by_name() {
    assert_eq!(identifiers("NHS number 999 000 0019"), []);
    assert_eq!(identifiers("PNC ID 2002/0073319Y"), []);
}

#[test]
fn a_label_beside_the_cell_names_it() {
    assert!(found("123456789", "Passport No").contains(&("uk-passport", "123456789")));
    assert_eq!(found("123456789", "Order No"), []);
}

#[test]
fn the_best_reading_stands_first_and_the_others_behind_it() {
    // A CHI number passes the check of the NHS number too.
    let all = evidence("CHI number 0101011237", "");
    let ranks: Vec<_> = all.iter().map(|finding| (finding.kind.id(), finding.rank)).collect();
    assert_eq!(ranks.first(), Some(&("uk-chi-number", 0)), "{ranks:?}");
    assert!(ranks.iter().skip(1).all(|(_, rank)| *rank > 0), "{ranks:?}");
}

#[test]
fn a_finding_says_why_without_a_word_of_the_text() {
    let all = evidence("NHS number 999 000 0018", "");
    let finding = all.iter().find(|finding| finding.kind.id() == "uk-nhs-number").unwrap();
    assert_eq!(finding.certainty(), Certainty::Certain);
    assert_eq!(finding.why.to_string(), "passes check, label 'nhs number'");
}

#[test]
fn a_force_adds_the_shapes_of_its_own_numbers() {
    let mut local = LocalNumbers::default();
    let crime = detect::IdentifierIndex::of("uk-crime-number").unwrap();
    local.add(crime, LocalPattern::new("36/99999/YY").unwrap());
    let mut page = Page::default();
    let segment = page.segment_with("closed under 36/12345/23 in May", "", "", today(), &local);
    let mut out = Vec::new();
    recognise(RECOGNISERS, &segment, &mut out).unwrap();
    assert!(out.iter().any(|finding| finding.kind == Kind::Identifier(crime) && finding.rank == 0));
}

#[test]
fn people_are_named_after_rank_role_and_title_in_any_case() {
    for (text, name) in [
        ("PC 1234 Jones attended", "Jones"),
        ("pc 1234 jones attended", "jones"),
        ("victim sarah jones alleges", "sarah jones"),
        ("Mr Okonjo said he would call back", "Okonjo"),
        ("statement of SARAH ASHWORTH taken", "SARAH ASHWORTH"),
        ("Her husband Tom Brackley was present", "Tom Brackley"),
        ("reported by Anne-Marie O'Neill", "Anne-Marie O'Neill"),
    ] {
        assert!(people(text).contains(&name), "{text}: {:?}", people(text));
    }
}

#[test]
fn a_name_never_crosses_a_tab_a_line_or_two_spaces() {
    for text in ["Sarah\tJones", "Sarah\nJones", "Sarah  Jones", "Sarah\r\nJones"] {
        assert!(!people(text).iter().any(|name| name.len() > 5), "{text:?}: {:?}", people(text));
    }
}

#[test]
fn headings_and_places_are_nobody() {
    for text in [
        "Freedom of Information Request",
        "The Department of Health and Social Care",
        "Offences by month and district, North Yorkshire",
        "Recorded crime in Norfolk and Suffolk",
        "Quarterly Performance Report",
        "High Street, Norwich",
    ] {
        assert_eq!(people(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn a_narrative_shows_people_without_their_names() {
    let kinds =
        |text: &str| -> Vec<&'static str> { found(text, "").into_iter().map(|(kind, _)| kind).collect() };
    let text = "IP alleges that her ex-partner, aged 34, punched her at the home address.";
    for kind in ["role-and-act", "kin", "age", "home"] {
        assert!(kinds(text).contains(&kind), "{kind}: {:?}", found(text, ""));
    }
    let statement = "This statement is true to the best of my knowledge and belief and I make it knowing";
    assert!(kinds(statement).contains(&"witness-statement"));
    assert!(
        kinds("14yo male, 15 YO female, a 16-year-old").iter().filter(|kind| **kind == "age").count() >= 2
    );
    assert_eq!(kinds("Number of offences by month and outcome"), Vec::<&str>::new());
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm_and_ranges_lie_on_characters(text in "\\PC{0,300}", label in "\\PC{0,20}") {
        for finding in evidence(&text, &label) {
            prop_assert!(text.get(finding.range).is_some());
        }
    }

    #[test]
    fn digits_without_end_stay_cheap(text in "[0-9 /.-]{0,2000}") {
        for finding in evidence(&text, "NHS number") {
            prop_assert!(text.get(finding.range).is_some());
        }
    }
}
