//! Statements are looked at before a database sees them.
//!
//! PostgreSQL refuses a statement whose placeholders and values do not match. SQLite's driver fills what is missing with
//! null and runs several statements where one was meant: an `UPDATE` whose last value was forgotten would quietly set
//! null. Both databases are held to the strict reading here.

use crate::error::Shape;

/// Refuses a statement that is not in the shared form, or that has another number of placeholders than `values`.
pub(crate) fn check(sql: &str, values: usize) -> Result<(), Shape> {
    let placeholders = highest(sql)?;
    if placeholders == values { Ok(()) } else { Err(Shape::Placeholders { placeholders, values }) }
}

/// The highest `$n` outside quotes and comments; 0 if there is none.
fn highest(sql: &str) -> Result<usize, Shape> {
    let mut rest = sql;
    let mut highest = 0;
    let mut ended = false;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            _ if rest.starts_with("--") => past(after, "\n").unwrap_or_default(),
            _ if rest.starts_with("/*") => past(after, "*/").ok_or(Shape::Statement)?,
            _ if character.is_whitespace() => after,
            ';' => {
                ended = true;
                after
            }
            // A second statement, which PostgreSQL would refuse and SQLite run.
            _ if ended => return Err(Shape::Statement),
            // A doubled quote inside a quoted text reads as two texts side by side, which ends at the same place.
            '\'' => past(after, "'").ok_or(Shape::Statement)?,
            '"' => past(after, "\"").ok_or(Shape::Statement)?,
            '$' => {
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let (number, after) = after.split_at_checked(digits).ok_or(Shape::Statement)?;
                let number: usize = number.parse().map_err(|_| Shape::Statement)?;
                if number == 0 {
                    return Err(Shape::Statement);
                }
                highest = highest.max(number);
                after
            }
            '?' => return Err(Shape::Statement),
            _ => after,
        };
    }
    Ok(highest)
}

/// What follows the first `end`.
fn past<'sql>(text: &'sql str, end: &str) -> Option<&'sql str> {
    text.split_once(end).map(|(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_number_counts_however_often_and_in_whatever_order() {
        assert_eq!(highest("SELECT $2, $1, $2"), Ok(2));
        assert_eq!(highest("SELECT 1"), Ok(0));
        assert_eq!(highest("SELECT $12;  -- done"), Ok(12));
    }

    #[test]
    fn dollars_in_quotes_and_comments_are_text() {
        assert_eq!(highest("SELECT '$9', 'it''s $8', \"$7\" -- $6\n, $1 /* $5 */"), Ok(1));
    }

    #[test]
    fn a_forgotten_or_surplus_value_is_refused() {
        assert_eq!(check("SELECT $1", 1), Ok(()));
        assert_eq!(check("SELECT $1, $2", 1), Err(Shape::Placeholders { placeholders: 2, values: 1 }));
        assert_eq!(check("SELECT $1", 2), Err(Shape::Placeholders { placeholders: 1, values: 2 }));
    }

    #[test]
    fn other_placeholders_and_several_statements_are_refused() {
        for sql in
            ["SELECT ?", "SELECT $name", "SELECT $0", "SELECT 1; SELECT 2", "SELECT 'open", "SELECT /* open"]
        {
            assert_eq!(highest(sql), Err(Shape::Statement), "{sql}");
        }
    }
}
