//! What the whole workbook shares: the sheets' names and states, styles, texts, names, links.

use super::external::External;
use super::formula::{Formula, Place, Token};
use super::names::Name;
use super::strings::Strings;
use super::styles::Styles;
use super::version::{Letters, Version};
use crate::cell::address::Area;
use crate::cell::number;
use crate::{Channel, Hiding};

/// A sheet as the workbook lists it (BOUNDSHEET8, [MS-XLS] 2.4.28).
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) name: String,
    /// Where its substream begins.
    pub(crate) at: usize,
    /// Hidden, very hidden, or neither.
    pub(crate) hiding: Hiding,
    /// Worksheet or dialog 0, macro sheet 1, chart 2, Visual Basic module 6.
    pub(crate) kind: u8,
}

/// A workbook.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) file: u32,
    /// Name of the stream.
    pub(crate) path: String,
    pub(crate) stream: &'a [u8],
    pub(crate) version: Version,
    pub(crate) letters: Letters,
    pub(crate) is_1904: bool,
    pub(crate) listed: Vec<Listed>,
    pub(crate) styles: Styles,
    pub(crate) strings: Strings,
    pub(crate) names: Vec<Name>,
    pub(crate) external: External,
    /// Storage numbers of the pivot caches that the workbook lists.
    pub(crate) pivot_caches: Vec<u16>,
    /// What a record that names a range is about: in the workbook's own part a pivot cache, in a sheet a consolidation.
    pub(crate) sources: Channel,
    /// Hides everything in it: an older copy that no program shows.
    pub(crate) hiding: Hiding,
    /// Pictures of the workbook, told once.
    pub(crate) pictures: u32,
}

impl<'a> Book<'a> {
    pub(crate) fn new(file: u32, path: &str, stream: &'a [u8], version: Version) -> Self {
        Self {
            file,
            path: path.to_owned(),
            stream,
            version,
            letters: Letters::of(version, 1252),
            is_1904: false,
            listed: Vec::new(),
            styles: Styles::default(),
            strings: Strings::default(),
            names: Vec::new(),
            external: External::default(),
            pivot_caches: Vec::new(),
            sources: Channel::PivotSource,
            hiding: Hiding::empty(),
            pictures: 0,
        }
    }

    /// Formula bytes with what stands behind them.
    pub(crate) fn formula<'f>(&self, tokens: &'f [u8], extra: &'f [u8]) -> Formula<'f> {
        Formula { tokens, extra, version: self.version, letters: self.letters }
    }

    /// A formula's constants and references in words, `None` when its bytes make no sense.
    pub(crate) fn gist(&self, tokens: &[u8], extra: &[u8]) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        self.formula(tokens, extra).walk(&mut |token| words.push(self.words(token)))?;
        words.retain(|word| !word.is_empty());
        Some(words.join(", "))
    }

    fn words(&self, token: Token) -> String {
        match token {
            Token::Text(text) => format!("\"{text}\""),
            Token::Number(value) => {
                let mut out = String::new();
                number::write(value, &mut out);
                out
            }
            Token::Boolean(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
            Token::Cells(None, area) => area.to_string(),
            Token::Cells(Some(place), area) => match self.sheet_at(place) {
                Some(sheet) => format!("'{sheet}'!{area}"),
                None => area.to_string(),
            },
            Token::Name(number) => {
                let name = usize::from(number).checked_sub(1).and_then(|index| self.names.get(index));
                name.map_or(String::new(), |name| name.spelled.clone())
            }
            Token::OtherName(..) | Token::Nothing => String::new(),
        }
    }

    /// Name of the sheet that a reference means, with its file where it is another one.
    fn sheet_at(&self, place: Place) -> Option<String> {
        self.external.sheet_at(place, &self.listed)
    }

    /// Areas that a defined name lists for a sheet, by the sheet's number from 0.
    pub(crate) fn areas_of(&self, built_in: u8, sheet: usize) -> Vec<Area> {
        let of_sheet = |name: &&Name| name.built_in == Some(built_in) && name.sheet == Some(sheet);
        self.names.iter().filter(of_sheet).flat_map(|name| name.areas.iter().copied()).collect()
    }
}

/// Row and column bounds as most records store areas: rows in two bytes each, then columns in two bytes each (`Ref8U`)
/// or in one.
pub(crate) fn area(bytes: &mut crate::bytes::Bytes<'_>, has_wide_columns: bool) -> Option<Area> {
    let (top, bottom) = (u32::from(bytes.u16()?), u32::from(bytes.u16()?));
    let (left, right) = if has_wide_columns {
        (u32::from(bytes.u16()?), u32::from(bytes.u16()?))
    } else {
        (u32::from(bytes.u8()?), u32::from(bytes.u8()?))
    };
    Some(Area { top, left, bottom, right })
}

/// A list of areas (`SqRefU`, [MS-XLS] 2.5.240): a count, then the areas.
pub(crate) fn areas(bytes: &mut crate::bytes::Bytes<'_>) -> Option<Vec<Area>> {
    let count = bytes.u16()?;
    (0..count).map(|_| area(bytes, true)).collect()
}

/// Areas in words: the first few of a long list.
pub(crate) fn spelled(areas: &[Area]) -> String {
    const MOST: usize = 8;
    let mut words: Vec<String> = areas.iter().take(MOST).map(ToString::to_string).collect();
    if areas.len() > MOST {
        words.push(format!("and {} more", areas.len() - MOST));
    }
    words.join(" ")
}
