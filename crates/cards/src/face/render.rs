//! A face, drawn.

use super::error::FaceError;
use super::field::CardText;
use super::filled::filled;
use super::letters::{FAMILY, fonts};
use super::photo::Photo;
use super::picture::Picture;
use super::profile::{BureauProfile, trim};
use super::template::{Place, Template};
use crate::statement::{CODE_QUIET_ZONE, Code};
use resvg::tiny_skia::{Color, Paint, Pixmap, Rect, Transform};
use resvg::usvg;
use zeroize::Zeroize;

/// The fewest dots a module of a code has, at 300 dots an inch: below, telephones do not read it off a card.
const FEWEST_DOTS: f64 = 4.0;

/// What stands on one face.
#[derive(Debug, Clone, Copy)]
pub struct Face<'card> {
    /// The template.
    pub template: &'card Template,
    /// The texts.
    pub text: &'card CardText,
    /// The photo, if there is a place for one.
    pub photo: Option<&'card Photo>,
    /// The code, if there is a place for one.
    pub code: Option<&'card Code>,
}

/// Draws a face.
pub fn render(face: &Face<'_>, profile: &BureauProfile) -> Result<Picture, FaceError> {
    draw(face, profile, "", "")
}

/// Draws a face with something below and something above its photo.
pub(crate) fn draw(
    face: &Face<'_>,
    profile: &BureauProfile,
    below: &str,
    above: &str,
) -> Result<Picture, FaceError> {
    profile.check()?;
    let template = face.template;
    let (width, height) = profile.size(template.orientation);
    let mut pixmap = Pixmap::new(width, height).ok_or(FaceError::Undrawable)?;
    pixmap.fill(Color::WHITE);
    let scale = profile.scale() as f32;
    let to_dots = Transform::from_scale(scale, scale)
        .pre_translate(profile.bleed as f32, profile.bleed as f32)
        .post_concat(centred(profile, template));

    draw_svg(&filled(template, face.text, below)?, to_dots, &mut pixmap)?;
    match (template.photo, face.photo) {
        (None, _) => {}
        (Some(place), Some(photo)) => photo.draw(place, to_dots, &mut pixmap.as_mut())?,
        (Some(_), None) if !below.is_empty() => {}
        (Some(_), None) => return Err(FaceError::NoPhoto),
    }
    match (template.code, face.code) {
        (None, None) => {}
        (None, Some(_)) => return Err(FaceError::NoPlaceForCode),
        (Some(_), None) => return Err(FaceError::NoCode),
        (Some(place), Some(code)) => draw_code(code, place, profile, to_dots, &mut pixmap)?,
    }
    if !above.is_empty() {
        let (width, height) = trim(template.orientation);
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FAMILY}">{above}</svg>"#
        );
        draw_svg(&svg, to_dots, &mut pixmap)?;
    }
    let picture = Picture::new(&pixmap, profile, template.orientation);
    pixmap.data_mut().zeroize();
    Ok(picture)
}

/// Sizes are whole dots: what is left over by that goes to both sides alike.
fn centred(profile: &BureauProfile, template: &Template) -> Transform {
    let (width, height) = profile.size(template.orientation);
    let (wide, high) = trim(template.orientation);
    let left_over = |dots: u32, length: f64| {
        (f64::from(dots) - (length + 2.0 * f64::from(profile.bleed)) * profile.scale()) / 2.0
    };
    Transform::from_translate(left_over(width, wide) as f32, left_over(height, high) as f32)
}

fn draw_svg(svg: &str, to_dots: Transform, pixmap: &mut Pixmap) -> Result<(), FaceError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: fonts(),
        // Templates have no pictures in them; and if one had, nothing would be fetched.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|_| FaceError::Undrawable)?;
    resvg::render(&tree, to_dots, &mut pixmap.as_mut());
    Ok(())
}

/// Draws a code, each module the same whole number of dots, so that no edge is grey.
fn draw_code(
    code: &Code,
    place: Place,
    profile: &BureauProfile,
    to_dots: Transform,
    pixmap: &mut Pixmap,
) -> Result<(), FaceError> {
    let modules = (code.side() + 2 * CODE_QUIET_ZONE) as f64;
    let room = place.width.min(place.height) * profile.scale();
    let dots = (room / modules).floor();
    if dots * 300.0 / f64::from(profile.dots_per_inch) < FEWEST_DOTS {
        return Err(FaceError::CodeTooSmall);
    }
    let middle = |at: f64, length: f64, shift: f32| {
        ((at + length / 2.0) * profile.scale() + f64::from(shift) - modules * dots / 2.0).round()
    };
    let left = middle(place.x, place.width, to_dots.tx);
    let top = middle(place.y, place.height, to_dots.ty);
    let mut square = |column: f64, row: f64, side: f64, color: Color| {
        let square = Rect::from_xywh(
            (left + column * dots) as f32,
            (top + row * dots) as f32,
            (side * dots) as f32,
            (side * dots) as f32,
        );
        let mut paint = Paint { anti_alias: false, ..Paint::default() };
        paint.set_color(color);
        if let Some(square) = square {
            pixmap.fill_rect(square, &paint, Transform::identity(), None);
        }
    };
    square(0.0, 0.0, modules, Color::WHITE);
    for row in 0..code.side() {
        for column in 0..code.side() {
            if code.is_dark(column, row) {
                let quiet = CODE_QUIET_ZONE;
                square((column + quiet) as f64, (row + quiet) as f64, 1.0, Color::BLACK);
            }
        }
    }
    Ok(())
}
