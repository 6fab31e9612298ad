//! Smaller pictures: each pixel is the mean of those that it covers.

use crate::portrait::PortraitError;
use marks::photo::Rgb;

/// The picture with no side longer than this; itself where it is so already.
pub fn within(picture: &Rgb, longest: u32) -> Result<Rgb, PortraitError> {
    let long = picture.width().max(picture.height());
    if long <= longest {
        return Ok(picture.clone());
    }
    let scaled = |side: u32| {
        let side = (u64::from(side) * u64::from(longest) + u64::from(long) / 2) / u64::from(long);
        (side as u32).max(1)
    };
    let (width, height) = (scaled(picture.width()), scaled(picture.height()));
    let samples = averaged(picture.samples(), 3, (picture.width(), picture.height()), (width, height));
    #[expect(clippy::cast_sign_loss, reason = "means of bytes")]
    let samples = samples.into_iter().map(|mean| (mean + 0.5) as u8).collect();
    Rgb::new(width, height, samples).map_err(|_| PortraitError::Unmade)
}

/// Means over the rectangles that a coarser grid makes: samples of so many channels, sizes as width and height.
#[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^24")]
pub(crate) fn averaged(samples: &[u8], channels: usize, from: (u32, u32), to: (u32, u32)) -> Vec<f32> {
    let bounds = |index: u32, of: u32, length: u32| {
        let start = u64::from(index) * u64::from(length) / u64::from(of.max(1));
        let end = (u64::from(index) + 1) * u64::from(length) / u64::from(of.max(1));
        (start as usize, (end as usize).max(start as usize + 1).min(length as usize))
    };
    let mut means = Vec::with_capacity(to.0 as usize * to.1 as usize * channels);
    let stride = from.0 as usize * channels;
    for row in 0..to.1 {
        let (top, bottom) = bounds(row, to.1, from.1);
        for column in 0..to.0 {
            let (left, right) = bounds(column, to.0, from.0);
            for channel in 0..channels {
                let mut sum = 0_u32;
                for line in top..bottom {
                    let start = line * stride + left * channels + channel;
                    let end = line * stride + right * channels;
                    let cells = samples.get(start..end).unwrap_or_default();
                    sum += cells.iter().step_by(channels).map(|sample| u32::from(*sample)).sum::<u32>();
                }
                let count = (bottom - top) * (right - left);
                means.push(sum as f32 / count.max(1) as f32);
            }
        }
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_picture_of_two_halves_stays_one() {
        let samples =
            (0..100 * 100).flat_map(|pixel| if pixel % 100 < 50 { [0; 3] } else { [200; 3] }).collect();
        let small = within(&Rgb::new(100, 100, samples).unwrap(), 10).unwrap();
        assert_eq!((small.width(), small.height()), (10, 10));
        assert_eq!(&small.samples()[..3], [0; 3]);
        assert_eq!(&small.samples()[27..30], [200; 3]);
    }

    proptest! {
        #[test]
        fn no_side_is_longer_and_none_is_gone(width in 1_u32..300, height in 1_u32..300, longest in 1_u32..400) {
            let picture = Rgb::new(width, height, vec![9; (width * height * 3) as usize]).unwrap();
            let small = within(&picture, longest).unwrap();
            prop_assert!(small.width().max(small.height()) <= longest.max(1));
            prop_assert!(small.samples().iter().all(|sample| *sample == 9));
        }
    }
}
