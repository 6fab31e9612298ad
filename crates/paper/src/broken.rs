//! Letters broken into lines: at spaces, and inside a word only where it is longer than a line.

use crate::letters::{Letter, width};
use std::ops::Range;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

/// Letters that stay together, and the spaces behind them.
#[derive(Debug)]
struct Piece {
    whole: Range<usize>,
    width: f64,
    spaces: f64,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.spaces
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The lines, as ranges that together are all letters. A line keeps the spaces at its end, so that who copies text from the
/// document gets them.
pub(crate) fn broken(letters: &[Letter], room: f32) -> Vec<Range<usize>> {
    let pieces = pieces(letters, room);
    let lines = wrap_first_fit(&pieces, &[f64::from(room)]);
    lines.into_iter().filter_map(|line| Some(line.first()?.whole.start..line.last()?.whole.end)).collect()
}

fn pieces(letters: &[Letter], room: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    while begin < letters.len() {
        let rest = letters.get(begin..).unwrap_or_default();
        let word = rest.iter().take_while(|letter| letter.character != ' ').count();
        let cut = longest(rest.get(..word).unwrap_or_default(), room);
        let spaces = if cut < word {
            0
        } else {
            rest.iter().skip(word).take_while(|letter| letter.character == ' ').count()
        };
        let (inked, blank) =
            (rest.get(..cut).unwrap_or_default(), rest.get(cut..cut + spaces).unwrap_or_default());
        pieces.push(Piece {
            whole: begin..begin + cut + spaces,
            width: f64::from(width(inked)),
            spaces: f64::from(width(blank)),
        });
        // Spaces alone are a piece too, and a piece is never empty: each step goes on.
        begin += (cut + spaces).max(1);
    }
    pieces
}

/// How many letters of a word fit into a line; at least one.
fn longest(word: &[Letter], room: f32) -> usize {
    let mut taken = 0.0;
    let mut may_end = 0;
    for (place, letter) in word.iter().enumerate() {
        if letter.may_begin && place > 0 {
            may_end = place;
        }
        taken += letter.width;
        if taken > room && place > 0 {
            return if may_end > 0 { may_end } else { place };
        }
    }
    word.len()
}
