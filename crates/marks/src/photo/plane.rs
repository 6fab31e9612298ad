//! Pictures as planes of samples, without a file around them. What is printed for programmers says their size: faces do not
//! belong in logs.

use std::fmt;

/// Longest side that is taken, and most pixels: a picture of a person is far below. Each takes four bytes and more while it
/// is compared.
const LONGEST_SIDE: u32 = 1 << 14;
const MOST_PIXELS: u64 = 50_000_000;

/// Brightness, 0 to 255, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Luma {
    width: u32,
    height: u32,
    samples: Vec<u8>,
}

/// Red, green and blue of each pixel, 0 to 255, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Rgb {
    width: u32,
    height: u32,
    samples: Vec<u8>,
}

/// Why samples are no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{samples} samples are no picture of {width} by {height} pixels: either they were cut short, or a side is 0 or longer than \
     {LONGEST_SIDE}, or they are more than {MOST_PIXELS}. Open the picture again, or scale it down"
)]
pub struct NotAPicture {
    /// Width that was claimed.
    pub width: u32,
    /// Height that was claimed.
    pub height: u32,
    /// Samples that were there.
    pub samples: usize,
}

fn fits(width: u32, height: u32, samples: usize, channels: u64) -> Result<(), NotAPicture> {
    let pixels = u64::from(width) * u64::from(height);
    let whole = pixels * channels == samples as u64 && pixels <= MOST_PIXELS;
    let sides = [width, height].iter().all(|side| (1..=LONGEST_SIDE).contains(side));
    if whole && sides { Ok(()) } else { Err(NotAPicture { width, height, samples }) }
}

impl Luma {
    /// A picture of these samples.
    pub fn new(width: u32, height: u32, samples: Vec<u8>) -> Result<Self, NotAPicture> {
        fits(width, height, samples.len(), 1)?;
        Ok(Self { width, height, samples })
    }

    /// Pixels in a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The samples.
    pub fn samples(&self) -> &[u8] {
        &self.samples
    }

    pub(super) fn samples_mut(&mut self) -> &mut [u8] {
        &mut self.samples
    }
}

impl Rgb {
    /// A picture of these samples, three to a pixel.
    pub fn new(width: u32, height: u32, samples: Vec<u8>) -> Result<Self, NotAPicture> {
        fits(width, height, samples.len(), 3)?;
        Ok(Self { width, height, samples })
    }

    /// Pixels in a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The samples.
    pub fn samples(&self) -> &[u8] {
        &self.samples
    }

    pub(super) fn samples_mut(&mut self) -> &mut [u8] {
        &mut self.samples
    }

    /// Its brightness, as JPEG has it: 0.299 of red, 0.587 of green, 0.114 of blue, to the nearest whole number.
    pub fn luma(&self) -> Luma {
        let (pixels, _) = self.samples.as_chunks::<3>();
        let samples = pixels
            .iter()
            .map(|[red, green, blue]| {
                let sum = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
                ((sum + 500) / 1000) as u8
            })
            .collect();
        Luma { width: self.width, height: self.height, samples }
    }
}

impl fmt::Debug for Luma {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Luma({} by {})", self.width, self.height)
    }
}

impl fmt::Debug for Rgb {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Rgb({} by {})", self.width, self.height)
    }
}
