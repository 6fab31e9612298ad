//! Reads a JSON file.

use super::document::{Document, Gap, Taker};
use super::events::Event;
use super::plan::Plan;
use super::shape::Shape;
use super::tell::Teller;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::plain::lines;
use crate::stop::{Read, Stop};
use crate::text::encoding;
use crate::{Channel, FileTail, Scribe, Slice, Source, Spot};

/// Bytes from which the encoding is told.
const SAMPLE: usize = 64 << 10;

/// Reads the whole file; `is_lines` says that each line stands for itself.
pub(crate) fn read(context: &FileContext<'_>, is_lines: bool, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let file = context.file;
    let head = context.source.head(SAMPLE)?;
    let encoding = encoding::of_head(&head).ok_or_else(|| Stop::damaged("it is no text"))?;
    let mark = encoding.mark(&head) as u64;
    let document =
        Document { body: Slice::new(context.source, mark, context.source.len()), encoding, is_lines };
    let name = context.name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.is_empty() {
        scribe.note(file, &Spot::new(Channel::FileName, ""), "", name)?;
    }
    let budget = scribe.budget();
    let mut shape = Shape::new();
    let met = document.walk(budget, &mut shape)?;
    let plan = Plan::new(&shape, is_lines || shape.documents > 1);
    let mut parts = LazyParts::new(file, "", "");
    let mut zeros = 0;
    for way in 0..plan.ways {
        let mut teller = Teller::new(&shape, &plan, way, &mut parts, scribe);
        document.walk(budget, &mut teller)?;
        zeros += teller.finish()?;
    }
    for gap in &met.gaps {
        rest(&document, *gap, &mut parts, scribe)?;
    }
    parts.close(scribe)?;

    let place = |start: u64, end: u64| if document.is_exact() { (mark + start, mark + end) } else { (0, 0) };
    for gap in &met.gaps {
        scribe.unaccounted(file, "", place(gap.start, gap.end), gap.why)?;
    }
    if let Some(second_at) = met.second_at.filter(|_| met.shares_line) {
        let why = "further values behind the first one, which programs do not read";
        scribe.unaccounted(file, "", place(second_at, document.body.len()), why)?;
    }
    if shape.again > 0 {
        let why = "names that stand twice in one object: programs show one of their values";
        scribe.unaccounted(file, "", (0, 0), why)?;
    }
    if shape.is_too_wide {
        let why = "an object with more names than can be compared with each other";
        scribe.unaccounted(file, "", (0, 0), why)?;
    }
    if zeros > 0 {
        let why = "zero bytes inside the text, which programs show in different ways";
        scribe.unaccounted(file, "", (0, 0), why)?;
    }
    Ok(FileTail { file, pieces: 1, read: 1, swept: 0 })
}

/// Tells the lines of what is no JSON.
fn rest(document: &Document<'_>, gap: Gap, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let (start, end) = if document.is_exact() { (gap.start, gap.end) } else { (0, document.body.len()) };
    let body = Slice::new(&document.body, start, end);
    lines::tell(&body, document.encoding, parts, scribe).map(|_| ())
}

impl Taker for Shape {
    fn take(&mut self, event: &Event<'_>) -> Read {
        Shape::take(self, event);
        Ok(())
    }

    fn break_off(&mut self) -> Read {
        Shape::break_off(self);
        Ok(())
    }
}
