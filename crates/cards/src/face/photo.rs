//! A photo as dots: whatever else was in its file is not here.

use super::error::FaceError;
use super::template::Place;
use resvg::tiny_skia::{FilterQuality, IntSize, Mask, Pixmap, PixmapMut, PixmapPaint, Rect, Transform};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// The largest photo, in dots a side.
const LARGEST: u32 = 6_000;

/// A photo.
#[derive(Clone)]
pub struct Photo {
    width: u32,
    height: u32,
    rgb: Zeroizing<Vec<u8>>,
}

impl Photo {
    /// From red, green and blue of each dot, row by row.
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, FaceError> {
        let rgb = Zeroizing::new(rgb);
        let is_whole = (1..=LARGEST).contains(&width)
            && (1..=LARGEST).contains(&height)
            && rgb.len() as u64 == u64::from(width) * u64::from(height) * 3;
        if is_whole { Ok(Self { width, height, rgb }) } else { Err(FaceError::Photo) }
    }

    /// Draws it so that it fills a place; what does not fit is cut off on both sides alike.
    pub(crate) fn draw(
        &self,
        place: Place,
        to_dots: Transform,
        onto: &mut PixmapMut<'_>,
    ) -> Result<(), FaceError> {
        let mut small = self.clone();
        let scale = f64::from(to_dots.sx);
        let (wide, high) = (place.width * scale, place.height * scale);
        // A filter looks at few dots: whatever is more than twice too large is made smaller by averages first.
        while f64::from(small.width) >= 2.0 * wide && f64::from(small.height) >= 2.0 * high {
            small = small.halved();
        }
        let (width, height) = (f64::from(small.width), f64::from(small.height));
        let factor = (place.width / width).max(place.height / height);
        let x = place.x + (place.width - width * factor) / 2.0;
        let y = place.y + (place.height - height * factor) / 2.0;
        let transform = to_dots.pre_translate(x as f32, y as f32).pre_scale(factor as f32, factor as f32);
        let mut mask = Mask::new(onto.width(), onto.height()).ok_or(FaceError::Undrawable)?;
        let edge = Rect::from_xywh(place.x as f32, place.y as f32, place.width as f32, place.height as f32)
            .ok_or(FaceError::Undrawable)?;
        let edge = resvg::tiny_skia::PathBuilder::from_rect(edge);
        mask.fill_path(&edge, resvg::tiny_skia::FillRule::Winding, true, to_dots);
        let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
        let mut dots = small.pixmap()?;
        onto.draw_pixmap(0, 0, dots.as_ref(), &paint, transform, Some(&mask));
        dots.data_mut().zeroize();
        Ok(())
    }

    fn pixmap(&self) -> Result<Pixmap, FaceError> {
        let size = IntSize::from_wh(self.width, self.height).ok_or(FaceError::Photo)?;
        let (dots, _) = self.rgb.as_chunks::<3>();
        let mut rgba = Vec::with_capacity(dots.len() * 4);
        rgba.extend(dots.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]));
        Pixmap::from_vec(rgba, size).ok_or(FaceError::Photo)
    }

    /// Half as wide and high: each dot the mean of four.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut rgb = Zeroizing::new(Vec::with_capacity(width as usize * height as usize * 3));
        let at = |column: u32, row: u32, colour: usize| {
            let index = (row as usize * self.width as usize + column as usize) * 3 + colour;
            u16::from(self.rgb.get(index).copied().unwrap_or_default())
        };
        for row in 0..height {
            for column in 0..width {
                for colour in 0..3 {
                    let (x, y) = (2 * column, 2 * row);
                    let sum = at(x, y, colour)
                        + at(x + 1, y, colour)
                        + at(x, y + 1, colour)
                        + at(x + 1, y + 1, colour);
                    rgb.push(((sum + 2) / 4) as u8);
                }
            }
        }
        Self { width, height, rgb }
    }
}

/// How large it is, and not what is seen.
impl fmt::Debug for Photo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Photo")
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}
