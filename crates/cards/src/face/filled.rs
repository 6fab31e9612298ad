//! A template with the texts of a card in their places.

use super::error::FaceError;
use super::field::{CardText, Field};
use super::letters::{FAMILY, width};
use super::template::{Template, number};
use roxmltree::{Document, Node};
use std::fmt::Write;
use zeroize::Zeroizing;

/// How far a text is made smaller before it is too long.
const SMALLEST: f64 = 0.6;

/// The longest text that is looked at.
const MOST_LETTERS: usize = 120;

/// The picture, with this after all of it.
pub(crate) fn filled(
    template: &Template,
    text: &CardText,
    after: &str,
) -> Result<Zeroizing<String>, FaceError> {
    let document = Document::parse(&template.svg).map_err(|_| FaceError::Undrawable)?;
    // Room for all of it at once: a text that grows leaves names behind where it was.
    let mut svg = Zeroizing::new(String::with_capacity(2 * template.svg.len() + after.len() + 64 * 1024));
    write(template, document.root_element(), text, after, &mut svg)?;
    Ok(svg)
}

fn write(
    template: &Template,
    element: Node<'_, '_>,
    text: &CardText,
    after: &str,
    svg: &mut String,
) -> Result<(), FaceError> {
    if element.has_attribute("data-place") || !template.draws(element) {
        return Ok(());
    }
    let field = element.attribute("data-field").and_then(Field::from_name);
    let mut font_size = None;
    let mut content = None;
    if let Some(field) = field {
        let said = text.get(field).ok_or(FaceError::Missing(field))?;
        if said.is_empty() {
            return Ok(());
        }
        font_size = Some(fit(element, field, said)?);
        content = Some(said);
    }
    let name = element.tag_name().name();
    let unwritable = |_| FaceError::Undrawable;
    write!(svg, "<{name}").map_err(unwritable)?;
    let is_root = element.parent_element().is_none();
    if is_root {
        let (width, height) = super::profile::trim(super::template::Orientation::of(element));
        write!(
            svg,
            r#" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FAMILY}""#
        )
        .map_err(unwritable)?;
    }
    for attribute in element.attributes() {
        let name = attribute.name();
        let is_ours = name.starts_with("data-") || (name == "font-size" && font_size.is_some());
        let is_roots = is_root && ["width", "height", "font-family"].contains(&name);
        if is_ours || is_roots {
            continue;
        }
        write!(svg, " {name}=\"").map_err(unwritable)?;
        escape(attribute.value(), svg);
        svg.push('"');
    }
    if let Some(size) = font_size {
        write!(svg, " font-size=\"{size:.2}\"").map_err(unwritable)?;
    }
    svg.push('>');
    if let Some(content) = content {
        escape(content, svg);
    } else {
        for child in element.children() {
            if child.is_element() {
                write(template, child, text, after, svg)?;
            } else if child.is_text() {
                escape(child.text().unwrap_or_default(), svg);
            }
        }
    }
    if is_root {
        svg.push_str(after);
    }
    write!(svg, "</{name}>").map_err(unwritable)
}

/// The size in which a text fits its place.
fn fit(element: Node<'_, '_>, field: Field, text: &str) -> Result<f64, FaceError> {
    let room = number(element, "data-width").ok_or(FaceError::Undrawable)?;
    let size = number(element, "font-size").ok_or(FaceError::Undrawable)?;
    if text.chars().count() > MOST_LETTERS {
        return Err(FaceError::TooLong(field));
    }
    let bold = element.attribute("font-weight").is_some_and(|weight| weight != "normal");
    let spacing = number(element, "letter-spacing").unwrap_or(0.0) * text.chars().count() as f64;
    let needs = width(text, bold).ok_or(FaceError::Letter(field))? * size;
    if needs + spacing <= room {
        return Ok(size);
    }
    let fitting = size * (room - spacing).max(0.0) / needs;
    if fitting < SMALLEST * size { Err(FaceError::TooLong(field)) } else { Ok(fitting) }
}

fn escape(text: &str, svg: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            letter => svg.push(letter),
        }
    }
}
