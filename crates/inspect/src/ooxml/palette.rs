//! The palette that a workbook brings (`indexedColors`, ECMA-376 part 1, 18.8.21). It stands behind the fonts and fills
//! that name its colours by number, so it is read before them; few workbooks have one.

use crate::cell::looks::Rgb;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Budget, Read};

/// Colours in a palette; two numbers more stand for the system's own.
const COLOURS: usize = 64;

/// The palette in `styles.xml`, numbered from 0.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Read<Vec<Rgb>> {
    let mut palette = Palette(Vec::new());
    // In UTF-16 every other byte is zero.
    let is_wide = bytes.iter().take(4).any(|byte| *byte == 0);
    if is_wide || memchr::memmem::find(bytes, b"rgbColor").is_some() {
        walk(bytes, budget, &mut palette)?;
    }
    Ok(palette.0)
}

struct Palette(Vec<Rgb>);

impl Visitor for Palette {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        if element.name() == "rgbColor" && self.0.len() < COLOURS {
            let colour = element.attribute("rgb").and_then(|rgb| Rgb::parse(&rgb));
            // One that makes no sense keeps its place.
            self.0.push(colour.unwrap_or(Rgb::BLACK));
        }
        Ok(())
    }

    fn text(&mut self, _: &str, _: &Path) -> Read {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn colours_are_numbered_as_they_stand() {
        let styles = "<styleSheet><colors><indexedColors><rgbColor rgb=\"FF010203\"/><rgbColor rgb=\"00FFFFFF\"/>\
            </indexedColors></colors></styleSheet>";
        let found = read(styles.as_bytes(), &Budget::new(Limits::default())).unwrap();
        assert_eq!(found, [Rgb(1, 2, 3), Rgb::WHITE]);
    }
}
