//! Faces of cards.

use crate::common::{constable, key, page};
use crate::statement::read_back;
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
