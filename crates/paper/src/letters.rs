//! A text as letters that can be drawn. What cannot be is written with its number.

use crate::faces::Face;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of one paragraph or cell; the rest is counted. Nobody reads more, and pages cannot be made without end.
const MOST: usize = 2_000;

/// A letter of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter {
    pub(crate) character: char,
    pub(crate) glyph: u32,
    /// Its width in sizes of the text.
    pub(crate) width: f32,
    /// Whether it is part of a number that stands for another character.
    pub(crate) is_shaded: bool,
    /// Whether a line may begin with it.
    pub(crate) may_begin: bool,
}

/// The letters of a text.
pub(crate) fn letters(text: &str, face: &Face) -> Vec<Letter> {
    let mut out = Vec::with_capacity(text.len().min(MOST));
    // Composed letters are in the font, and look the same.
    let mut rest = text.nfc();
    while let Some(letter) = rest.next() {
        if out.len() >= MOST {
            let left = 1 + rest.count();
            plain(&format!("… and {left} more characters"), face, &mut out);
            break;
        }
        match is_plain(letter).then(|| face.glyph(letter)).flatten() {
            Some((glyph, width)) => {
                out.push(Letter { character: letter, glyph, width, is_shaded: false, may_begin: true });
            }
            None => numbered(letter, face, &mut out),
        }
    }
    out
}

/// The text as it is shown, for bookmarks and titles.
pub(crate) fn shown(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.character).collect()
}

/// Width of letters in sizes of the text.
pub(crate) fn width(letters: &[Letter]) -> f32 {
    letters.iter().map(|letter| letter.width).sum()
}

/// As much of a text as fits in one line, cut in the middle: beginning and end tell names apart.
pub(crate) fn fitting(text: &str, face: &Face, room: f32) -> Vec<Letter> {
    let all = letters(text, face);
    if width(&all) <= room {
        return all;
    }
    let mut dots = Vec::new();
    plain("…", face, &mut dots);
    let half = (room - width(&dots)) / 2.0;
    let mut taken = 0.0;
    let head: Vec<Letter> =
        all.iter().copied().take_while(|letter| within(&mut taken, letter, half)).collect();
    let mut taken = 0.0;
    let mut tail: Vec<Letter> =
        all.iter().rev().copied().take_while(|letter| within(&mut taken, letter, half)).collect();
    tail.reverse();
    [head, dots, tail].concat()
}

fn within(taken: &mut f32, letter: &Letter, most: f32) -> bool {
    *taken += letter.width;
    *taken <= most
}

/// Whether a character stands for itself alone: it joins no other, turns no direction and is nobody's own.
fn is_plain(letter: char) -> bool {
    let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let is_from_right = matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    let is_invisible = matches!(letter, '\u{ad}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}');
    !(letter.is_control() || is_private || is_from_right || is_invisible || is_combining_mark(letter))
}

/// A character by its number.
fn numbered(letter: char, face: &Face, out: &mut Vec<Letter>) {
    let begin = out.len();
    plain(&format!("[U+{:04X}]", u32::from(letter)), face, out);
    for (place, letter) in out.iter_mut().skip(begin).enumerate() {
        letter.is_shaded = true;
        letter.may_begin = place == 0;
    }
}

/// Our own words, which the font has.
fn plain(text: &str, face: &Face, out: &mut Vec<Letter>) {
    out.extend(text.chars().filter_map(|letter| {
        let (glyph, width) = face.glyph(letter)?;
        Some(Letter { character: letter, glyph, width, is_shaded: false, may_begin: true })
    }));
}
