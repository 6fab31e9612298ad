//! Counts and times in words, for pages.

pub use gate::size;
use jiff::Timestamp;

/// "9,276".
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 person", "2 people".
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// How many people are in something: for certain, and with those who may be.
pub fn people(certain: u64, possible: u64) -> String {
    match (certain, possible) {
        (0, 0) => "None found".into(),
        (certain, 0) => counted(certain, "person", "people"),
        (certain, possible) => {
            format!("{} to {}", count(certain), counted(certain.saturating_add(possible), "person", "people"))
        }
    }
}

/// "FOI officer and approver": what somebody is, all of it.
pub fn roles(roles: record::Roles) -> String {
    let titles: Vec<&str> = roles.iter().map(|row| row.title).collect();
    match titles.split_last() {
        None => "No role".into(),
        Some((last, [])) => sentence(last),
        Some((last, rest)) => sentence(&format!("{} and {last}", rest.join(", "))),
    }
}

/// "26 August 2023 at 2:05pm", in Europe/London, without seconds: nobody plans by them.
pub fn time(instant: Timestamp) -> String {
    let whole = instant.as_second().div_euclid(60) * 60;
    record::time::spoken(Timestamp::from_second(whole).unwrap_or(instant))
}

/// A time as the attribute of a `time` element wants it: RFC 3339 in UTC.
pub fn machine_time(instant: Timestamp) -> String {
    instant.to_string()
}

/// The first letter as a capital: summaries begin small, sentences do not.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 32 bytes from 64 hexadecimal digits.
pub fn digest_of(hexadecimal: &str) -> Option<[u8; 32]> {
    let bytes = hexadecimal.as_bytes();
    if bytes.len() != 64 || !bytes.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(bytes.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(digest)
}

/// The first half of a digest, in groups, for people who compare two by eye.
pub fn digest(hexadecimal: &str) -> String {
    let groups: Vec<&str> =
        (0..hexadecimal.len()).step_by(4).take(8).filter_map(|at| hexadecimal.get(at..at + 4)).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_file_managers_tell_them() {
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_468_211), "1.4 MB");
        assert_eq!(size(25_000_000), "25 MB");
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!(counted(9_276, "person", "people"), "9,276 people");
        assert_eq!(counted(1, "person", "people"), "1 person");
    }
}
