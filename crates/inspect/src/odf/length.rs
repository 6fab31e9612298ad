//! Lengths as ODF writes them (ODF 1.3 part 3, 18.3.18): a decimal number and a unit.

/// A length in centimetres; `None` for percentages and words such as `auto`.
pub(crate) fn centimetres(text: &str) -> Option<f32> {
    let text = text.trim();
    let unit_at = text.find(|letter: char| letter.is_ascii_alphabetic() || letter == '%')?;
    let (number, unit) = text.split_at_checked(unit_at)?;
    let number: f32 = number.parse().ok()?;
    let per_unit = match unit {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" | "inch" => 2.54,
        "pt" => 2.54 / 72.0,
        "pc" => 2.54 / 6.0,
        "px" => 2.54 / 96.0,
        _ => return None,
    };
    Some(number * per_unit).filter(|length| length.is_finite())
}

/// A length in points.
pub(crate) fn points(text: &str) -> Option<f32> {
    centimetres(text).map(|length| length * 72.0 / 2.54)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_apart() {
        assert_eq!(centimetres("2.5cm"), Some(2.5));
        assert_eq!(centimetres("1in"), Some(2.54));
        assert_eq!(centimetres("-10mm"), Some(-1.0));
        assert_eq!(centimetres("80%"), None);
        assert_eq!(centimetres("auto"), None);
        assert_eq!(centimetres(""), None);
        assert!(points("1pt").is_some_and(|points| (points - 1.0).abs() < 1e-4));
    }
}
