//! A face as dots, and as PNG.

use super::error::FaceError;
use super::profile::{BureauProfile, Colour, Corners};
use super::template::Orientation;
use resvg::tiny_skia::Pixmap;
use std::fmt;
use zeroize::Zeroizing;

/// A face. Wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub(crate) profile: BureauProfile,
    pub(crate) orientation: Orientation,
    pub(crate) rgb: Zeroizing<Vec<u8>>,
}

/// ISO/IEC 7810's radius, in tenths of a millimetre.
const RADIUS: f64 = 31.8;

impl Picture {
    pub(crate) fn new(pixmap: &Pixmap, profile: &BureauProfile, orientation: Orientation) -> Self {
        // Nothing is seen through: the picture began white.
        let mut rgb = Vec::with_capacity(pixmap.pixels().len() * 3);
        rgb.extend(pixmap.pixels().iter().flat_map(|dot| [dot.red(), dot.green(), dot.blue()]));
        let mut picture = Self { profile: profile.clone(), orientation, rgb: Zeroizing::new(rgb) };
        if profile.corners == Corners::Rounded {
            picture.round();
        }
        if profile.colour == Colour::Grey {
            picture.lose_colour();
        }
        picture
    }

    /// Dots across and down.
    pub fn size(&self) -> (u32, u32) {
        self.profile.size(self.orientation)
    }

    /// Red, green and blue of each dot, row by row.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// As PNG, with the dots to the inch, and nothing else beside the picture. `from_png` of another program gives the same
    /// dots.
    pub fn png(&self) -> Result<Zeroizing<Vec<u8>>, FaceError> {
        let (width, height) = self.size();
        // All of the room at once, for what little a picture grows when it cannot be packed.
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.rgb.len() + self.rgb.len() / 64 + 4096));
        let mut encoder = png::Encoder::new(&mut *bytes, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let per_metre = (f64::from(self.profile.dots_per_inch) / 0.0254).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }));
        let mut writer = encoder.write_header().map_err(|_| FaceError::Undrawable)?;
        writer.write_image_data(&self.rgb).map_err(|_| FaceError::Undrawable)?;
        writer.finish().map_err(|_| FaceError::Undrawable)?;
        Ok(bytes)
    }

    fn lose_colour(&mut self) {
        let (dots, _) = self.rgb.as_chunks_mut::<3>();
        for dot in dots {
            let [red, green, blue] = dot.map(u32::from);
            // ITU-R BT.601, in 16 bits.
            let grey = ((red * 19_595 + green * 38_470 + blue * 7_471 + 32_768) >> 16) as u8;
            *dot = [grey; 3];
        }
    }

    fn round(&mut self) {
        let (width, height) = self.size();
        let scale = self.profile.scale();
        let bleed = f64::from(self.profile.bleed) * scale;
        let radius = RADIUS * scale;
        // From the edge of the card to the middle of the nearest corner's circle.
        let beyond = |at: usize, length: u32| {
            let middle = at as f64 + 0.5;
            let (near, far) = (bleed + radius, f64::from(length) - bleed - radius);
            (near - middle).max(middle - far)
        };
        let (dots, _) = self.rgb.as_chunks_mut::<3>();
        for (at, dot) in dots.iter_mut().enumerate() {
            let x = beyond(at % width as usize, width);
            let y = beyond(at / width as usize, height);
            let is_outside = if x > 0.0 && y > 0.0 { x.hypot(y) > radius } else { x.max(y) > radius };
            if is_outside {
                *dot = [u8::MAX; 3];
            }
        }
    }
}

/// How large it is, and not what is seen.
impl fmt::Debug for Picture {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Picture").field("size", &self.size()).finish_non_exhaustive()
    }
}
