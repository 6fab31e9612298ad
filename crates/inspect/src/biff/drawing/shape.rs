//! Shapes: where they lie over the sheet, what they say, whether they are seen ([MS-ODRAW] 2.2.14, [MS-XLS] 2.5.193).

use super::escher::{self, Atom};
use super::properties::Properties;
use crate::bytes::Bytes;
use crate::cell::address::Area;

/// One shape.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// Kind of shape ([MS-ODRAW] 2.4.24).
    kind: u16,
    /// Cells that it lies over.
    anchor: Option<Area>,
    pub(crate) properties: Properties,
    /// Whether an OBJ record belongs to it.
    pub(crate) has_object: bool,
    /// Whether it is a group, or the drawing itself.
    is_group: bool,
}

/// A straight line, and the connectors.
const LINES: &[u16] = &[20, 32, 33, 34, 35, 36, 37, 38, 39, 40];

impl Shape {
    /// The cells that it covers, if it covers any.
    pub(crate) fn covers(&self) -> Option<Area> {
        let is_filled = self.properties.is_filled.unwrap_or(true) || self.properties.has_picture;
        let is_solid = !LINES.contains(&self.kind) && !self.is_group && !self.properties.is_hidden;
        self.anchor.filter(|_| is_filled && is_solid)
    }

    /// Whether it lies where nobody scrolls to look for a picture.
    pub(crate) fn is_far(&self) -> bool {
        self.anchor.is_some_and(|area| area.left > 128 || area.top > 32_768)
    }

    /// The cell at its upper left corner.
    pub(crate) fn place(&self) -> String {
        self.anchor.map_or(String::new(), |area| crate::cell::address::name(area.top, area.left))
    }
}

/// All shapes of a drawing, in the order in which OBJ records follow them, and bytes that make no sense.
pub(crate) fn shapes(drawing: &[u8]) -> (Vec<Shape>, Vec<&[u8]>) {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut broken = Vec::new();
    let mut lost = escher::walk(drawing, &mut |atom| {
        if atom.kind == 0xf004 {
            shapes.push(Shape::default());
        } else if let Some(shape) = shapes.last_mut()
            && shape.take(&atom).is_none()
        {
            broken.push(atom.body);
        }
    });
    lost.extend(broken);
    (shapes, lost)
}

impl Shape {
    fn take(&mut self, atom: &Atom<'_>) -> Option<()> {
        match atom.kind {
            0xf00a => {
                self.kind = atom.instance;
                let flags = Bytes::at(atom.body, 4).u32()?;
                // A group, the outermost group, or a shape that was deleted and is kept.
                self.is_group = flags & 0b101 != 0;
                self.properties.is_hidden |= flags & 0b1000 != 0;
            }
            0xf00b | 0xf121 | 0xf122 => self.properties.take(atom)?,
            0xf010 => self.anchor = anchor(atom.body),
            0xf011 => self.has_object = true,
            _ => {}
        }
        Some(())
    }
}

/// Cells at least half covered. Columns are divided into 1,024 steps, rows into 256.
fn anchor(body: &[u8]) -> Option<Area> {
    let mut bytes = Bytes::at(body, 2);
    let mut corner = || {
        let (column, right, row, down) = (bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?);
        Some((u32::from(column), right, u32::from(row), down))
    };
    let (first_column, right, first_row, down) = corner()?;
    let (last_column, last_right, last_row, last_down) = corner()?;
    Area {
        top: first_row + u32::from(down > 128),
        left: first_column + u32::from(right > 512),
        bottom: (last_row + u32::from(last_down >= 128)).checked_sub(1)?,
        right: (last_column + u32::from(last_right >= 512)).checked_sub(1)?,
    }
    .sound()
}

trait Sound: Sized {
    fn sound(self) -> Option<Self>;
}

impl Sound for Area {
    fn sound(self) -> Option<Self> {
        (self.top <= self.bottom && self.left <= self.right).then_some(self)
    }
}

/// Where an OBJ record of BIFF5 lies: the same corners, in its head.
pub(crate) fn anchor_of_biff5(body: &[u8]) -> Option<Area> {
    anchor(body.get(8..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cells_that_are_mostly_under_a_shape_count_as_covered() {
        let corners: [u16; 9] = [0, 1, 600, 2, 0, 4, 600, 5, 10];
        let body: Vec<u8> = corners.iter().flat_map(|number| number.to_le_bytes()).collect();
        assert_eq!(anchor(&body), Some(Area { top: 2, left: 2, bottom: 4, right: 4 }));
        // A shape inside one half of a cell covers none.
        let corners: [u16; 9] = [0, 1, 600, 2, 0, 1, 900, 2, 10];
        let body: Vec<u8> = corners.iter().flat_map(|number| number.to_le_bytes()).collect();
        assert_eq!(anchor(&body), None);
    }
}
