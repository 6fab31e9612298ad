//! The check character.
//!
//! The characters are elements of the field of 32, GF(2)\[x\] / (x⁵ + x² + 1), in which α = x has order 31. A token of
//! characters `c₁ … c₁₃` and check character `c₀` is whole where `Σ αⁱ·cᵢ = 1`. This is a Reed-Solomon code with one
//! check symbol, chosen over a sum modulo 32 because no such sum can do what follows (32 is even: where weights are odd,
//! their differences are even, and a swap of two neighbours that differ by 16 passes):
//!
//! * a wrong character anywhere changes the sum, because no weight is 0;
//! * **two characters that change places, neighbours or not, change it, because no two weights are equal**;
//! * a doubled character misread as another doubled one (`77` as `11`) changes it too, for the same reason.
//!
//! Anything else passes one time in 32. The sum is 1 and not 0 so that a row of zeros, the commonest filler of all, is no
//! token.

const SUM: u8 = 1;

/// Twice the element: times x, less the polynomial where it overflows.
const fn doubled(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 0b10_0000 != 0 { (shifted ^ 0b10_0101) & 31 } else { shifted }
}

/// `Σ αⁱ·cᵢ` with `c₁` first and the weight of the last character α¹³; Horner's rule from the end.
fn weighed(characters: &[u8]) -> u8 {
    characters.iter().rev().fold(0, |sum, character| doubled(sum ^ character))
}

/// The check character of 13 values below 32.
pub(super) fn check(characters: &[u8]) -> u8 {
    weighed(characters) ^ SUM
}
