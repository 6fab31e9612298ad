//! Faces of cards.

use crate::common::{constable, key, page};
use cards::Algorithm;
use cards::face::{
    BureauProfile, CardText, Colour, Corners, Face, FaceError, Field, OFFICE_PRINTER, PRINT_SERVICE, Photo,
    Picture, STAFF_PASS, Template, TemplateError, WARRANT_CARD, pdf, render, specimen, specimen_text,
};
use cards::statement::Code;
use std::process::Command;

fn text() -> CardText {
    CardText::new()
        .with(Field::Force, "Example Police")
        .with(Field::Name, "Imogen Quillfeather")
        .with(Field::Rank, "Detective Sergeant")
        .with(Field::Number, "4471")
        .with(Field::ValidUntil, "31 March 2027")
        .with(Field::Serial, "7QK2 M9XD")
}

/// A drawn head, so that it can be seen whether a photo sits where it should.
fn photo() -> Photo {
    let (width, height) = (480_u32, 600_u32);
    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = (f64::from(x) - 240.0, f64::from(y) - 250.0);
            let head = (dx / 120.0).powi(2) + (dy / 160.0).powi(2) < 1.0;
            let hair = head && dy < -70.0;
            let body = (dx / 220.0).powi(2) + ((f64::from(y) - 620.0) / 200.0).powi(2) < 1.0;
            let shade = (y / 12) as u8;
            rgb.extend(match (hair, head, body) {
                (true, _, _) => [74, 48, 34],
                (_, true, _) => [222, 178, 150],
                (_, _, true) => [30, 40, 70],
                _ => [180 + shade, 196 + shade, 205 + shade],
            });
        }
    }
    Photo::new(width, height, rgb).unwrap()
}

fn code() -> Code {
    Code::new(&page().address_of(&constable(98_765).sign(&key(Algorithm::Ed25519, 1)).unwrap())).unwrap()
}

fn drawn(svg: &str, profile: &BureauProfile) -> Result<Picture, FaceError> {
    let template = Template::parse(svg).unwrap();
    let (text, photo, code) = (text(), photo(), code());
    let code = template.has_code().then_some(&code);
    render(&Face { template: &template, text: &text, photo: Some(&photo), code }, profile)
}

const OURS: [(&str, &str); 4] = [
    ("warrant-front", WARRANT_CARD.front),
    ("warrant-back", WARRANT_CARD.back),
    ("pass-front", STAFF_PASS.front),
    ("pass-back", STAFF_PASS.back),
];

#[test]
fn our_designs_are_drawn_at_the_size_of_a_card_with_and_without_bleed() {
    for (name, svg) in OURS {
        let bled = drawn(svg, &PRINT_SERVICE).unwrap();
        let cut = drawn(svg, &OFFICE_PRINTER).unwrap();
        let expected =
            if name.starts_with("warrant") { [(1082, 708), (1011, 638)] } else { [(708, 1082), (638, 1011)] };
        assert_eq!([bled.size(), cut.size()], expected);
        // To be looked at: CARDS_PICTURES=/tmp/x cargo nextest run -p cards our_designs
        if let Ok(folder) = std::env::var("CARDS_PICTURES") {
            std::fs::write(format!("{folder}/{name}.png"), bled.png().unwrap()).unwrap();
            let rounded = BureauProfile { corners: Corners::Rounded, ..OFFICE_PRINTER };
            std::fs::write(format!("{folder}/{name}-cut.png"), drawn(svg, &rounded).unwrap().png().unwrap())
                .unwrap();
            let template = Template::parse(svg).unwrap();
            let code = template.has_code().then(code);
            let void = specimen(&template, &specimen_text("Example Police"), code.as_ref(), &OFFICE_PRINTER)
                .unwrap();
            std::fs::write(format!("{folder}/{name}-specimen.png"), void.png().unwrap()).unwrap();
        }
    }
}

fn trimmed(svg: &str) -> Picture {
    drawn(svg, &OFFICE_PRINTER).unwrap()
}

/// A template of one text, to see what becomes of it.
fn one_text(width: u32, size: u32) -> Template {
    Template::parse(&format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8"><rect x="-40" y="-40" width="940" height="620" fill="#fff"/><text data-field="name" data-width="{width}" x="20" y="100" font-size="{size}" fill="#000">x</text></svg>"##
    ))
    .unwrap()
}

fn named(template: &Template, name: &str) -> Result<Picture, FaceError> {
    let text = CardText::new().with(Field::Name, name);
    render(&Face { template, text: &text, photo: None, code: None }, &OFFICE_PRINTER)
}

/// Columns in which something is dark.
fn inked(picture: &Picture) -> Vec<u32> {
    let (width, _) = picture.size();
    let dark = picture.rgb().chunks(3).enumerate().filter(|(_, dot)| dot[0] < 128);
    let columns: std::collections::BTreeSet<u32> = dark.map(|(at, _)| at as u32 % width).collect();
    columns.into_iter().collect()
}

#[test]
fn the_bleed_goes_on_where_the_card_ends() {
    let bled = drawn(WARRANT_CARD.front, &PRINT_SERVICE).unwrap();
    let cut = trimmed(WARRANT_CARD.front);
    // The same dots, 35 further in, but for half a dot of rounding; and colour up to the last dot.
    let at = |picture: &Picture, x: u32, y: u32| {
        let start = ((y * picture.size().0 + x) * 3) as usize;
        [picture.rgb()[start], picture.rgb()[start + 1], picture.rgb()[start + 2]]
    };
    assert_eq!(at(&bled, 0, 0), [0x0b, 0x1f, 0x3f]);
    assert_eq!(at(&bled, 1081, 0), [0x0b, 0x1f, 0x3f]);
    assert_eq!(at(&cut, 500, 10), at(&bled, 536, 46));
    let corners =
        drawn(WARRANT_CARD.front, &BureauProfile { corners: Corners::Rounded, ..OFFICE_PRINTER }).unwrap();
    assert_eq!((at(&corners, 0, 0), at(&corners, 40, 3)), ([255; 3], [0x0b, 0x1f, 0x3f]));
}

#[test]
fn a_profile_is_written_in_words_and_one_that_makes_no_sense_is_refused() {
    let written = serde_json::to_string(&PRINT_SERVICE).unwrap();
    insta::assert_snapshot!(written, @r#"{"dots-per-inch":300,"bleed":30,"colour":"rgb","corners":"square"}"#);
    assert_eq!(serde_json::from_str::<BureauProfile>(&written).unwrap(), PRINT_SERVICE);
    for profile in [
        BureauProfile { dots_per_inch: 100, ..PRINT_SERVICE },
        BureauProfile { dots_per_inch: 90_000, ..PRINT_SERVICE },
        BureauProfile { bleed: 51, ..PRINT_SERVICE },
    ] {
        assert_eq!(drawn(WARRANT_CARD.front, &profile).unwrap_err(), FaceError::Profile);
    }
}

#[test]
fn a_grey_profile_has_no_colour() {
    let grey = drawn(WARRANT_CARD.front, &BureauProfile { colour: Colour::Grey, ..OFFICE_PRINTER }).unwrap();
    assert!(grey.rgb().chunks(3).all(|dot| dot[0] == dot[1] && dot[1] == dot[2]));
}

#[test]
fn a_name_that_is_code_is_drawn_as_letters() {
    let template = one_text(800, 30);
    let hostile = r#"<image href="file:///etc/passwd"/>&amp;</text>"#;
    let picture = named(&template, hostile).unwrap();
    // As many letters as there are, and what stands behind them still fits the place.
    assert!(inked(&picture).len() > 300);
    assert!(*inked(&picture).last().unwrap() < 970);
}

#[test]
fn a_long_name_is_made_smaller_and_a_longer_one_is_refused() {
    let template = one_text(300, 50);
    // From 20 tenths of a millimetre on, for 300 of them.
    for name in ["Imogen", "Imogen Quillfeather"] {
        let edge = *inked(&named(&template, name).unwrap()).last().unwrap();
        assert!(edge <= 380, "{name}: {edge}");
    }
    let refused = named(&template, "Imogen Quillfeather-Marrowby-Thistledown").unwrap_err();
    assert_eq!(refused, FaceError::TooLong(Field::Name));
    insta::assert_snapshot!(refused, @"the name is too long for its place on the card. Shorten it, or give it more room in the template");
}

#[test]
fn a_letter_that_the_fonts_lack_or_that_is_not_seen_is_refused() {
    let template = one_text(800, 30);
    assert!(named(&template, "Seán Ó Briain, Łukasz, Ελένη, Дмитро").is_ok());
    for name in ["王芳", "zero\u{200b}width", "right\u{202e}left", "tab\tbed"] {
        assert_eq!(named(&template, name).err(), Some(FaceError::Letter(Field::Name)), "{name:?}");
    }
}

#[test]
fn what_is_missing_is_named_and_what_it_says_is_not() {
    let template = Template::parse(WARRANT_CARD.front).unwrap();
    let (text, photo, empty) = (text(), photo(), CardText::new());
    let card = |text, photo| render(&Face { template: &template, text, photo, code: None }, &OFFICE_PRINTER);
    assert_eq!(card(&empty, Some(&photo)).unwrap_err(), FaceError::Missing(Field::Force));
    assert_eq!(card(&text, None).unwrap_err(), FaceError::NoPhoto);
    let back = Template::parse(WARRANT_CARD.back).unwrap();
    let refused = render(&Face { template: &back, text: &text, photo: None, code: None }, &OFFICE_PRINTER);
    assert_eq!(refused.unwrap_err(), FaceError::NoCode);
    for shown in [format!("{text:?}"), format!("{photo:?}"), format!("{:?}", trimmed(WARRANT_CARD.front))] {
        assert!(!shown.contains("Quill") && shown.len() < 200, "{shown}");
    }
    assert_eq!(Photo::new(3, 3, vec![0; 26]).unwrap_err(), FaceError::Photo);
}

#[test]
fn a_template_that_fetches_runs_or_multiplies_is_refused() {
    let parse = |inside: &str| {
        Template::parse(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 856 539.8">{inside}</svg>"#
        ))
    };
    for inside in [
        r#"<image href="file:///etc/passwd"/>"#,
        "<script>alert(1)</script>",
        "<style>@import url(https://example.org/x.css)</style>",
        r#"<rect style="fill:url(https://example.org/x)"/>"#,
        r#"<rect fill="url(https://example.org/x)"/>"#,
        r#"<rect onclick="x()"/>"#,
        "<foreignObject/>",
        r##"<use href="#a"/>"##,
        r##"<path xlink:href="#a"/>"##,
        r#"<svg viewBox="0 0 1 1"/>"#,
        r#"<x:rect xmlns:x="http://example.org/"/>"#,
    ] {
        assert!(matches!(parse(inside), Err(TemplateError::Forbidden { .. })), "{inside}");
    }
    assert!(matches!(
        parse(r#"<text data-field="pay-number" data-width="9" font-size="9"/>"#),
        Err(TemplateError::Field { .. })
    ));
    assert!(matches!(parse(r#"<text data-field="name"/>"#), Err(TemplateError::Place { .. })));
    assert!(matches!(
        parse(r#"<g><rect data-place="photo" x="1" y="1" width="9" height="9"/></g>"#),
        Err(TemplateError::Place { .. })
    ));
    assert_eq!(parse(&"<g>".repeat(60)).unwrap_err(), TemplateError::NoPicture);
    assert_eq!(
        parse(&format!("{}{}", "<g>".repeat(60), "</g>".repeat(60))).unwrap_err(),
        TemplateError::TooLarge
    );
    assert_eq!(parse(&"<g/>".repeat(6000)).unwrap_err(), TemplateError::TooLarge);
    assert_eq!(Template::parse("<svg/>").unwrap_err(), TemplateError::NoPicture);
    let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">&b;</svg>"#;
    assert_eq!(Template::parse(bomb).unwrap_err(), TemplateError::NoPicture);
    assert_eq!(
        Template::parse(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"/>"#).unwrap_err(),
        TemplateError::Size
    );
}

#[test]
fn the_code_on_a_printed_card_is_read_back() {
    for svg in [WARRANT_CARD.back, STAFF_PASS.back] {
        for profile in [PRINT_SERVICE, OFFICE_PRINTER] {
            let picture = drawn(svg, &profile).unwrap();
            let (width, height) = picture.size();
            let mut seen =
                rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
                    picture.rgb()[(y * width as usize + x) * 3]
                });
            let (_, address) = seen.detect_grids()[0].decode().unwrap();
            let signed = page().statement_in(&address).unwrap();
            let read =
                cards::statement::Statement::open(&signed, &[key(Algorithm::Ed25519, 1).public()]).unwrap();
            assert_eq!(read, constable(98_765));
        }
    }
}

#[test]
fn pictures_say_nothing_beside_their_dots() {
    let picture = trimmed(WARRANT_CARD.front);
    let png = picture.png().unwrap();
    // Header, dots to the metre, dots, end: no text, no time, no camera.
    let mut kinds = Vec::new();
    let mut rest = &png[8..];
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        kinds.push(String::from_utf8(rest[4..8].to_vec()).unwrap());
        rest = &rest[12 + length..];
    }
    kinds.dedup();
    assert_eq!(kinds, ["IHDR", "pHYs", "IDAT", "IEND"]);
    let mut reader = png::Decoder::new(std::io::Cursor::new(&png[..])).read_info().unwrap();
    let dots = reader.info().pixel_dims.unwrap();
    assert_eq!((dots.xppu, dots.yppu), (11_811, 11_811));
    let mut read = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut read).unwrap();
    assert_eq!(read, picture.rgb());
}

#[test]
fn a_pdf_has_the_boxes_by_which_a_bureau_cuts_and_no_text() {
    let [front, back] =
        [WARRANT_CARD.front, WARRANT_CARD.back].map(|svg| drawn(svg, &PRINT_SERVICE).unwrap());
    let bytes = pdf(&[&front, &back]).unwrap();
    for word in ["Quill", "Example", "/Info", "/Metadata", "/Font", "Producer"] {
        assert!(!bytes.windows(word.len()).any(|found| found == word.as_bytes()), "{word}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.pdf");
    std::fs::write(&path, bytes).unwrap();
    let must = std::env::var("PDF").is_ok_and(|value| value == "must");
    let ran =
        |program: &str, arguments: &[&str]| match Command::new(program).args(arguments).arg(&path).output() {
            Ok(output) => {
                assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
                Some(String::from_utf8(output.stdout).unwrap())
            }
            Err(error) => {
                assert!(!must, "{program}: {error}");
                eprintln!("SKIPPED: {program} is not installed (Debian: poppler-utils, qpdf)");
                None
            }
        };
    ran("qpdf", &["--check"]);
    if let Some(boxes) = ran("pdfinfo", &["-box", "-l", "2"]) {
        // 85.60 by 53.98 mm with 3 mm around.
        let found = |line: &str| {
            boxes
                .lines()
                .filter(|seen| seen.split_whitespace().collect::<Vec<_>>().join(" ").ends_with(line))
                .count()
        };
        assert_eq!(found("TrimBox: 8.50 8.50 251.15 161.52"), 2, "{boxes}");
        assert_eq!(found("BleedBox: 0.00 0.00 259.65 170.02"), 2, "{boxes}");
    }
}

/// The picture of the guide: `UPDATE_PICTURES=1`.
#[test]
fn the_guide_shows_a_specimen() {
    let template = Template::parse(WARRANT_CARD.front).unwrap();
    let rounded = BureauProfile { corners: Corners::Rounded, ..OFFICE_PRINTER };
    let void = specimen(&template, &specimen_text("Example Police"), None, &rounded).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/pictures/card-specimen.png");
    if std::env::var("UPDATE_PICTURES").is_ok_and(|value| value == "1") {
        std::fs::write(path, void.png().unwrap()).unwrap();
    }
    let mut shown =
        png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap())).read_info().unwrap();
    let mut dots = vec![0; shown.output_buffer_size().unwrap()];
    shown.next_frame(&mut dots).unwrap();
    // Another processor may round the last bit of a colour otherwise.
    let apart = dots.iter().zip(void.rgb()).filter(|(one, other)| one.abs_diff(**other) > 2).count();
    assert!(dots.len() == void.rgb().len() && apart < 100, "the guide shows another card: UPDATE_PICTURES=1");
}

#[test]
fn a_specimen_is_taken_for_nobodys_card() {
    let template = Template::parse(WARRANT_CARD.front).unwrap();
    let void = specimen(&template, &specimen_text("Example Police"), None, &OFFICE_PRINTER).unwrap();
    let red = |picture: &Picture| picture.rgb().chunks(3).filter(|dot| dot[0] > 180 && dot[1] < 90).count();
    assert_eq!(red(&trimmed(WARRANT_CARD.front)), 0);
    assert!(red(&void) > 30_000, "{}", red(&void));
}
