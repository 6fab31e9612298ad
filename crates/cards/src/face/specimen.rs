//! The specimen of a job: a card of nobody, that nobody takes for one of somebody.

use super::error::FaceError;
use super::field::{CardText, Field};
use super::picture::Picture;
use super::profile::{BureauProfile, trim};
use super::render::{Face, draw};
use super::template::{Place, Template};
use crate::statement::Code;

/// What stands on a specimen.
pub fn specimen_text(force: &str) -> CardText {
    CardText::new()
        .with(Field::Force, force)
        .with(Field::Name, "A. N. Other")
        .with(Field::Rank, "Specimen")
        .with(Field::Number, "000000")
        .with(Field::ValidUntil, "VOID")
        .with(Field::Serial, "VOID")
}

/// A specimen of a template, with VOID across it. Its code, where there is a place for one, has to be a specimen's.
pub fn specimen(
    template: &Template,
    text: &CardText,
    code: Option<&Code>,
    profile: &BureauProfile,
) -> Result<Picture, FaceError> {
    let below = template.photo.map_or_else(|| "<g/>".to_owned(), nobody);
    let (width, height) = trim(template.orientation);
    let (x, y) = (width / 2.0, height / 2.0);
    let slope = if width > height { -24 } else { -52 };
    let above = format!(
        r##"<g transform="rotate({slope} {x} {y})" font-weight="bold" text-anchor="middle" fill="#c8102e" fill-opacity="0.86" stroke="#ffffff" stroke-width="5" paint-order="stroke"><text x="{x}" y="{y}" font-size="132" letter-spacing="6">SPECIMEN</text><text x="{x}" y="{below}" font-size="132" letter-spacing="24">VOID</text></g>"##,
        below = y + 128.0,
    );
    draw(&Face { template, text, photo: None, code }, profile, &below, &above)
}

/// The outline of a person, in the place of a photo.
fn nobody(place: Place) -> String {
    let Place { x, y, width, height } = place;
    let middle = x + width / 2.0;
    format!(
        r##"<g><rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#d5dbe3"/><circle cx="{middle}" cy="{head}" r="{radius}" fill="#98a3b3"/><path d="M{left} {bottom} C{left} {shoulder} {right} {shoulder} {right} {bottom} Z" fill="#98a3b3"/></g>"##,
        head = y + height * 0.38,
        radius = width * 0.2,
        left = x + width * 0.1,
        right = x + width * 0.9,
        bottom = y + height,
        shoulder = y + height * 0.52,
    )
}
