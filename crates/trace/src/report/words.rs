//! Names for numbers, and numbers in words.

use crate::delivery::DeliveryId;
use std::fmt::Write;

/// Names that the caller knows. What it does not know is told by number.
#[derive(Clone, Copy, Default)]
pub struct Wording<'a> {
    /// A recipient's name.
    pub recipient: Option<&'a dyn Fn(u32) -> Option<String>>,
    /// A field's title, by its bit.
    pub field: Option<&'a dyn Fn(u8) -> Option<String>>,
}

impl Wording<'_> {
    pub(super) fn recipient(&self, number: u32) -> String {
        self.recipient.and_then(|name| name(number)).unwrap_or_else(|| format!("recipient {number}"))
    }

    pub(super) fn field(&self, bit: u8) -> String {
        self.field.and_then(|title| title(bit)).unwrap_or_else(|| format!("field {bit}"))
    }

    pub(super) fn delivery(&self, id: DeliveryId) -> String {
        format!("delivery {} to {}", id.number, self.recipient(id.recipient))
    }
}

/// A count with commas.
pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of something: "1 row", "24 rows".
pub(super) fn count(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// "a, b and c".
pub(super) fn list(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A number given by its natural logarithm, as people read it.
pub(super) fn power(ln: f64) -> String {
    let log10 = ln / std::f64::consts::LN_10;
    let mut text = String::new();
    let _ = if log10.abs() < 3.0 { write!(text, "{:.2}", ln.exp()) } else { write!(text, "10^{log10:.1}") };
    text
}
