//! Numbers in four bytes ([MS-XLS] 2.5.217).

/// A number in four bytes : the upper 30 bits of an integer or of a fraction, perhaps in hundredths.
pub(crate) fn rk(stored: i32) -> f64 {
    let value = if stored & 2 != 0 {
        f64::from(stored >> 2)
    } else {
        f64::from_bits(u64::from(stored.cast_unsigned() & 0xffff_fffc) << 32)
    };
    if stored & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::rk;
    use proptest::prelude::*;

    #[test]
    fn hundredths_and_fractions_are_told_apart() {
        let numbers =
            [0x3ff0_0000, 0x3ff0_0001, 0x004b_5646, 0x004b_5647].map(|stored| rk(stored).to_string());
        assert_eq!(numbers, ["1", "0.01", "1234321", "12343.21"]);
    }

    proptest! {
        #[test]
        fn every_integer_of_thirty_bits_comes_back(value in -(1_i32 << 29)..(1 << 29)) {
            prop_assert_eq!(rk(value << 2 | 2).to_string(), value.to_string());
        }
    }
}
