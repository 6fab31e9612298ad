//! Drawn faces: nobody's. Enough of a texture that a watermark has something to lie under, as in a photo.

use crate::people::Dice;
use marks::photo::Rgb;

/// Width and height of a photo.
pub const SIZE: (u32, u32) = (160, 200);

/// The face of this number.
pub fn face(number: u32) -> Rgb {
    let mut dice = Dice::new(u64::from(number) + 77);
    let mut part = || dice.below(1_000) as f32 / 1_000.0;
    let skin = [150.0 + 90.0 * part(), 110.0 + 80.0 * part(), 90.0 + 70.0 * part()];
    let hair = [30.0 + 120.0 * part(), 20.0 + 90.0 * part(), 20.0 + 60.0 * part()];
    let wall = [120.0 + 120.0 * part(), 120.0 + 120.0 * part(), 130.0 + 110.0 * part()];
    let coat = [20.0 + 60.0 * part(), 30.0 + 60.0 * part(), 60.0 + 80.0 * part()];
    let (across, down) = (0.2 + 0.08 * part(), 0.26 + 0.08 * part());
    let (middle, height) = (0.44 + 0.12 * part(), 0.40 + 0.08 * part());
    let (eyes, mouth, brow) = (0.06 + 0.04 * part(), 0.10 + 0.06 * part(), 0.3 + 0.3 * part());
    let (light, grain) = (part() * 6.0, 6.0 + 10.0 * part());
    let mut noise = Dice::new(u64::from(number) ^ 0xFACE);
    let mut samples = Vec::with_capacity((SIZE.0 * SIZE.1 * 3) as usize);
    for row in 0..SIZE.1 {
        for column in 0..SIZE.0 {
            let (x, y) = (column as f32 / SIZE.0 as f32 - middle, row as f32 / SIZE.1 as f32 - height);
            let round = (x / across).powi(2) + (y / down).powi(2);
            let above = (x / (across * 1.25)).powi(2) + ((y + 0.07) / (down * 1.2)).powi(2);
            let eye = ((x.abs() - eyes * 1.2) / 0.03).powi(2) + ((y + 0.03) / 0.018).powi(2);
            let lips = (x / 0.07).powi(2) + ((y - mouth) / 0.016).powi(2);
            let mut colour = if eye < 1.0 {
                [25.0; 3]
            } else if lips < 1.0 {
                [skin[0] * 0.85, skin[1] * 0.5, skin[2] * 0.5]
            } else if round < 1.0 && y > -brow * down {
                skin
            } else if above < 1.0 {
                hair
            } else if y > down * 1.1 {
                coat
            } else {
                wall
            };
            let shade = 1.0 + 0.18 * (x * 9.0 + light).sin() + 0.10 * (y * 7.0 - light).cos();
            let speck = (noise.below(2_001) as f32 / 1_000.0 - 1.0) * grain;
            for part in &mut colour {
                *part = (*part * shade + speck).clamp(0.0, 255.0);
            }
            samples.extend(colour.map(|part| part as u8));
        }
    }
    Rgb::new(SIZE.0, SIZE.1, samples).unwrap()
}
