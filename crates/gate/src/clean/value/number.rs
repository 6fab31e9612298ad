//! Numbers, read off what is displayed.

use std::fmt::Write;

/// How a number is shown: everything that its displayed text says about its format, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NumberLooks {
    /// Fewest digits before the point; 0 for `.5`.
    pub(crate) whole: u8,
    /// Digits after the point.
    pub(crate) decimals: u8,
    /// Thousands are divided by commas.
    pub(crate) is_grouped: bool,
    /// Digits of the exponent; 0 for none.
    pub(crate) exponent: u8,
    pub(crate) is_percent: bool,
    /// Sign of a currency before the digits.
    pub(crate) currency: Option<char>,
    pub(crate) sign: Sign,
}

/// How the sign is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sign {
    /// `-5`, and 5 as `5`.
    Minus,
    /// `+5`.
    Plus,
    /// `(5)` for -5.
    Brackets,
    /// `£-5`.
    AfterCurrency,
}

const CURRENCIES: [char; 4] = ['£', '€', '$', '¥'];

/// More digits than this are not kept by any program.
const MOST_DIGITS: usize = 15;

/// A format that says nothing shows numbers of up to so many characters as they are.
const GENERAL: usize = 11;

/// Reads a displayed number. `None` when it is not plainly one, or when it is not the stored number, rounded. The looks
/// are `None` where a number without a format looks the same.
pub(crate) fn read(shown: &str, exact: f64) -> Option<(f64, Option<NumberLooks>)> {
    let (rest, sign, is_negative) = sign(shown)?;
    let (rest, currency) = match rest.chars().next().filter(|letter| CURRENCIES.contains(letter)) {
        Some(letter) => (rest.get(letter.len_utf8()..)?, Some(letter)),
        None => (rest, None),
    };
    let (rest, sign, is_negative) = match rest.strip_prefix('-') {
        Some(rest) if currency.is_some() && sign == Sign::Minus && !is_negative => {
            (rest, Sign::AfterCurrency, true)
        }
        Some(_) => return None,
        None => (rest, sign, is_negative),
    };
    let (rest, is_percent) = rest.strip_suffix('%').map_or((rest, false), |rest| (rest, true));
    let (rest, exponent) = exponent(rest)?;
    let (whole, fraction) = match rest.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (rest, ""),
    };
    let is_grouped = whole.contains(',');
    let whole = if is_grouped { ungrouped(whole)? } else { whole.to_owned() };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = whole.len() + fraction.len();
    if digits == 0 || digits > MOST_DIGITS || !is_digits(&whole) || !is_digits(fraction) {
        return None;
    }
    let power = exponent.map_or(0, |(power, _)| power) - if is_percent { 2 } else { 0 };
    let minus = if is_negative { "-" } else { "" };
    let value: f64 = format!("{minus}{whole}.{fraction}e{power}").parse().ok()?;
    // `-0`, `+0` and `(0)` are shown by no format that is written here.
    if value == 0.0 && (is_negative || sign != Sign::Minus) {
        return None;
    }
    let step = format!("1e{}", power - i32::try_from(fraction.len()).ok()?).parse::<f64>().ok()?;
    if !is_rounded(exact, value, step) {
        return None;
    }
    let looks = NumberLooks {
        whole: if whole.is_empty() {
            0
        } else if whole.starts_with('0') {
            whole.len() as u8
        } else {
            1
        },
        decimals: fraction.len() as u8,
        is_grouped,
        exponent: exponent.map_or(0, |(_, digits)| digits),
        is_percent,
        currency,
        sign,
    };
    // A number that was cut keeps the places that it was cut to.
    let is_cut = (exact - value).abs() > exact.abs() * 1e-14;
    let is_general = !is_cut && shown.len() <= GENERAL && format!("{value}") == shown;
    Some((value, (!is_general).then_some(looks)))
}

/// The sign before the digits, or the brackets around them.
fn sign(shown: &str) -> Option<(&str, Sign, bool)> {
    if let Some(inside) = shown.strip_prefix('(') {
        return inside.strip_suffix(')').map(|inside| (inside, Sign::Brackets, true));
    }
    Some(match shown.split_at_checked(1) {
        Some(("-", rest)) => (rest, Sign::Minus, true),
        Some(("+", rest)) => (rest, Sign::Plus, false),
        _ => (shown, Sign::Minus, false),
    })
}

/// Divides `1.2E+05` into the digits and the exponent with the number of its digits.
fn exponent(text: &str) -> Option<(&str, Option<(i32, u8)>)> {
    let Some((digits, power)) = text.split_once('E') else { return Some((text, None)) };
    let width = power.strip_prefix(['+', '-'])?.len();
    let is_plain = (1..=3).contains(&width) && !digits.contains(',');
    is_plain.then_some(())?;
    Some((digits, Some((power.parse().ok()?, width as u8))))
}

/// `1234567` of `1,234,567`.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (is_first && groups.all(|group| group.len() == 3)).then(|| whole.replace(',', ""))
}

/// Whether `value` is `exact` rounded to multiples of `step`. A number shown in thousands, or with a sign that its
/// format made up, is not.
fn is_rounded(exact: f64, value: f64, step: f64) -> bool {
    let noise = exact.abs() * 1e-14;
    (exact - value).abs() <= step * 0.5 + noise
}

impl NumberLooks {
    /// The digits of the format: `#,##0.00`.
    fn digits(&self) -> String {
        let mut code = match (self.is_grouped, self.whole) {
            (true, _) => "#,##0".to_owned(),
            (false, 0) => "#".to_owned(),
            (false, whole) => "0".repeat(usize::from(whole)),
        };
        if self.decimals > 0 {
            code.push('.');
            code.extend(std::iter::repeat_n('0', usize::from(self.decimals)));
        }
        if self.exponent > 0 {
            code.push_str("E+");
            code.extend(std::iter::repeat_n('0', usize::from(self.exponent)));
        }
        if self.is_percent {
            code.push('%');
        }
        code
    }

    /// What stands before and behind the digits of a positive and of a negative number; the latter is `None` where a
    /// minus sign before everything says it.
    pub(crate) fn around(&self) -> ([String; 2], Option<[String; 2]>) {
        let currency = self.currency.map_or(String::new(), String::from);
        let positive = [currency.clone(), String::new()];
        match self.sign {
            Sign::Minus => (positive, None),
            Sign::Plus => {
                ([format!("+{currency}"), String::new()], Some([format!("-{currency}"), String::new()]))
            }
            Sign::Brackets => (positive, Some([format!("({currency}"), ")".to_owned()])),
            Sign::AfterCurrency => (positive, Some([format!("{currency}-"), String::new()])),
        }
    }

    /// The format's code in the notation of ECMA-376 part 1, 18.8.31.
    pub(crate) fn code(&self) -> String {
        let digits = self.digits();
        let section = |around: &[String; 2]| {
            let quoted = |text: &str| if text.is_empty() { String::new() } else { format!("\"{text}\"") };
            format!("{}{digits}{}", quoted(&around[0]), quoted(&around[1]))
        };
        let (positive, negative) = self.around();
        let mut code = section(&positive);
        if let Some(negative) = negative {
            // Writing to a string cannot fail.
            let _ = write!(code, ";{}", section(&negative));
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_off_what_is_shown() {
        for (shown, exact, value, code) in [
            ("5", 5.0, 5.0, "General"),
            ("-5", -5.0, -5.0, "General"),
            ("3.5", 3.5, 3.5, "General"),
            ("3.50", 3.5, 3.5, "0.00"),
            ("1,234", 1234.4, 1234.0, "#,##0"),
            ("-1,234,567.8", -1_234_567.8, -1_234_567.8, "#,##0.0"),
            ("00042", 42.0, 42.0, "00000"),
            (".5", 0.5, 0.5, "#.0"),
            ("12%", 0.12, 0.12, "0%"),
            ("12.50%", 0.125, 0.125, "0.00%"),
            ("£1,234.50", 1234.5, 1234.5, "\"£\"#,##0.00"),
            ("-£5", -5.0, -5.0, "\"£\"0"),
            ("£-5", -5.0, -5.0, "\"£\"0;\"£-\"0"),
            ("(1,234)", -1234.0, -1234.0, "#,##0;\"(\"#,##0\")\""),
            ("(£5)", -5.0, -5.0, "\"£\"0;\"(£\"0\")\""),
            ("+5", 5.0, 5.0, "\"+\"0;\"-\"0"),
            ("1.2E+05", 123_456.0, 120_000.0, "0.0E+00"),
            ("123456789012", 123_456_789_012.0, 123_456_789_012.0, "0"),
        ] {
            let (read, looks) = read(shown, exact).unwrap_or_else(|| panic!("{shown}"));
            assert!((read - value).abs() < 1e-9, "{shown} is {read}");
            assert_eq!(looks.map_or("General".to_owned(), |looks| looks.code()), code, "{shown}");
        }
    }

    #[test]
    fn what_is_not_plainly_the_stored_number_stays_a_text() {
        for (shown, exact) in [
            ("", 1.0),
            ("(123)", 123.0),
            ("12,346", 12_345_678.0),
            ("12 days", 12.0),
            ("12%", 12.0),
            ("1,2", 1.2),
            ("1,23,456", 123_456.0),
            ("-0", -0.4),
            ("5.", 5.0),
            ("1 1/2", 1.5),
            ("12345678901234567", 12_345_678_901_234_567.0),
            ("--5", 5.0),
            ("£", 5.0),
            ("E+05", 5.0),
            ("01/02", 1.0),
        ] {
            assert_eq!(read(shown, exact), None, "{shown}");
        }
    }
}
