//! The cells of a sheet ([MS-XLSB] 2.4.308 and the like): where each stands, what it stores, the words in its formula.

use super::Sheet;
use crate::bytes::Bytes;
use crate::cell::rk::rk;
use crate::cell::{address, error};
use crate::lazy::LazyParts;
use crate::ooxml::sheet::line::Slot;
use crate::stop::{Read, Stop};
use crate::xlsb::future::counted;
use crate::xlsb::gist;
use crate::xlsb::page::Taken;
use crate::xlsb::record::Record;
use crate::xlsb::strings::looks;
use crate::xlsb::text::{Rich, push_wide, units};
use crate::{CellKind, Channel, Hiding, Scribe};

/// How a cell stores its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Blank,
    Short,
    Error,
    Boolean,
    Real,
    Text,
    Shared,
    Rich,
}

/// The form of a cell record; whether it names its column; whether a formula follows its value. Records without a
/// column, which stand one right of the cell before, are in no specification; old versions of Excel 2007 wrote them.
fn form_of(number: u16) -> Option<(Form, bool, bool)> {
    const FORMS: [Form; 7] =
        [Form::Blank, Form::Short, Form::Error, Form::Boolean, Form::Real, Form::Text, Form::Shared];
    Some(match number {
        0x0001..=0x0007 => (FORMS[usize::from(number) - 1], true, false),
        0x0008 => (Form::Text, true, true),
        0x0009 => (Form::Real, true, true),
        0x000a => (Form::Boolean, true, true),
        0x000b => (Form::Error, true, true),
        0x000c..=0x0012 => (FORMS[usize::from(number) - 0x0c], false, false),
        0x003e => (Form::Rich, true, false),
        _ => return None,
    })
}

impl Sheet<'_, '_> {
    /// A cell record.
    pub(super) fn cell(
        &mut self,
        record: &Record<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Taken> {
        let Some((form, has_column, has_formula)) = form_of(record.number) else { return Ok(Taken::Other) };
        if !self.is_row_open {
            return Ok(Taken::Malformed);
        }
        let mut bytes = Bytes::new(record.body);
        if has_column {
            let Some(column) = bytes.u32() else { return Ok(Taken::Malformed) };
            self.column = column;
        }
        // Three bytes of style, one of switches.
        let Some(style) = bytes.u32() else { return Ok(Taken::Malformed) };
        let style = (style & 0x00ff_ffff) as usize;
        let sound = self.content(form, style, &mut bytes, scribe)?;
        self.line.check(scribe)?;
        let sound = match sound {
            Some(()) if has_formula => self.formula(&mut bytes, parts, scribe)?,
            other => other,
        };
        self.column = self.column.saturating_add(1);
        Ok(sound.filter(|()| bytes.left() == 0).into())
    }

    /// What a cell stores; `None` when it makes no sense.
    fn content(
        &mut self,
        form: Form,
        style: usize,
        bytes: &mut Bytes<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        match form {
            Form::Blank => {}
            Form::Short => {
                let Some(stored) = bytes.i32() else { return Ok(None) };
                self.number(rk(stored), style, scribe)?;
            }
            Form::Real => {
                let Some(value) = bytes.f64() else { return Ok(None) };
                self.number(value, style, scribe)?;
            }
            Form::Boolean => {
                let Some(value) = bytes.u8() else { return Ok(None) };
                let text = if value == 0 { "FALSE" } else { "TRUE" };
                let slot = self.slot(style, scribe)?;
                self.line.text(slot, CellKind::Boolean, Hiding::empty(), text, &self.book.styles);
            }
            Form::Error => {
                let Some(value) = bytes.u8() else { return Ok(None) };
                let slot = self.slot(style, scribe)?;
                self.line.text(slot, CellKind::Error, Hiding::empty(), error::name(value), &self.book.styles);
            }
            Form::Text => {
                let Some(stored) = units(bytes) else { return Ok(None) };
                self.words(stored, Hiding::empty(), style, scribe)?;
            }
            Form::Rich => {
                let Some(rich) = Rich::read(bytes) else { return Ok(None) };
                let flags = looks(&rich, &self.book.styles.fonts);
                self.words(rich.units, flags, style, scribe)?;
            }
            Form::Shared => {
                let Some(index) = bytes.u32() else { return Ok(None) };
                // A text without letters takes no place.
                let slot = self.slot(style, scribe)?;
                let Some((text, flags)) = self.book.strings.get(index, scribe.budget())? else {
                    return Err(Stop::part("a cell refers to a string that does not exist"));
                };
                self.line.text(slot, CellKind::Text, flags, text, &self.book.styles);
            }
        }
        Ok(Some(()))
    }

    fn slot(&mut self, style: usize, scribe: &mut Scribe<'_>) -> Read<Slot> {
        self.line.slot(self.column, style, &mut self.book.styles, scribe)
    }

    fn number(&mut self, value: f64, style: usize, scribe: &mut Scribe<'_>) -> Read {
        let slot = self.slot(style, scribe)?;
        self.line.value(slot, value, self.book.workbook.is_1904, &self.book.styles);
        Ok(())
    }

    fn words(&mut self, stored: &[u8], flags: Hiding, style: usize, scribe: &mut Scribe<'_>) -> Read {
        if stored.is_empty() {
            return Ok(());
        }
        let slot = self.slot(style, scribe)?;
        self.scratch.clear();
        push_wide(stored, &mut self.scratch);
        self.line.text(slot, CellKind::Text, flags, &self.scratch, &self.book.styles);
        Ok(())
    }

    /// A formula behind a value: the words in it.
    fn formula(
        &mut self,
        bytes: &mut Bytes<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        if self.is_again {
            bytes.skip(bytes.left());
            return Ok(Some(()));
        }
        let found = bytes.skip(2).and_then(|()| Some((counted(bytes)?, counted(bytes)?)));
        let Some((tokens, extra)) = found else { return Ok(None) };
        self.say_words(tokens, extra, parts, scribe)?;
        Ok(Some(()))
    }

    /// `BrtArrFmla` and `BrtShrFmla`: a formula of several cells, behind the first of them.
    pub(super) fn shared_formula(
        &mut self,
        record: &Record<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Taken> {
        const ARRAY: u16 = 0x01aa;
        let mut bytes = Bytes::new(record.body);
        let found = bytes
            .skip(if record.number == ARRAY { 17 } else { 16 })
            .and_then(|()| Some((counted(&mut bytes)?, counted(&mut bytes)?)));
        let Some((tokens, extra)) = found.filter(|_| bytes.left() == 0) else { return Ok(Taken::Malformed) };
        // The cell was passed when its record ended.
        self.column = self.column.saturating_sub(1);
        let result = self.say_words(tokens, extra, parts, scribe);
        self.column += 1;
        result.map(|()| Taken::Read)
    }

    fn say_words(&self, tokens: &[u8], extra: &[u8], parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let words = gist::words(tokens, extra);
        if words.is_empty() {
            return Ok(());
        }
        let at = address::name(self.line.index(), self.column);
        for word in words {
            parts.say(Channel::Formula, "", &at, &word, scribe)?;
        }
        Ok(())
    }
}
