//! The door: a file comes in, frames go out. Files inside files come through the same door.

use crate::format::{FORMATS, FileContext};
use crate::probe::{Opened, Probe, ending_of, probe};
use crate::stop::{Read, Stop};
use crate::{Budget, Closed, Format, Limits, Reason, Scribe, Sink, Source, foreign, text};
use std::time::Duration;

/// How to inspect.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How much the file may ask of the machine.
    pub limits: Limits,
    /// Whether to send displayed text, styles, widths and merged ranges too: what a safe copy is made from.
    pub layout: bool,
    /// Whether to send the pixels of JPEG and PNG pictures too: what photos are compared by.
    pub pixels: bool,
    /// What the time limit is measured by: time used so far. By default the time that has gone by since the start, to
    /// which a slow listener adds; a process of its own can tell the time that it has worked.
    pub clock: Option<fn() -> Duration>,
}

/// Inspects a file. What is wrong with the file is said in frames; the only error is that nobody listens any more.
pub fn inspect(
    source: &dyn Source,
    name: &str,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<(), Closed> {
    let mut budget = Budget::new(options.limits.clone());
    if let Some(clock) = options.clock {
        budget = budget.with_clock(clock);
    }
    let mut scribe = Scribe::new(sink, &budget, options.layout).with_pixels(options.pixels);
    match file(source, name, None, &mut scribe) {
        Err(Stop::Closed) => Err(Closed),
        // `file` says everything else in frames.
        _ => Ok(()),
    }
}

/// Inspects a file that lies in a part of another file.
pub(crate) fn nested(source: &dyn Source, name: &str, inside: u32, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let result = match budget.enter() {
        Ok(()) => file(source, name, Some(inside), scribe),
        Err(met) => {
            let file = scribe.file(Some(inside), "", name, source.len(), None)?;
            scribe.unchecked(file, met.0, "")?;
            scribe.file_end(crate::FileTail { file, ..Default::default() })
        }
    };
    budget.leave();
    result
}

fn file(source: &dyn Source, name: &str, inside: Option<u32>, scribe: &mut Scribe<'_>) -> Read {
    let bytes = source.len();
    let refuse = |format: &str, reason: Reason, detail: &str, scribe: &mut Scribe<'_>| -> Read {
        let file = scribe.file(inside, format, name, bytes, None)?;
        scribe.unchecked(file, reason, detail)?;
        scribe.file_end(crate::FileTail { file, ..Default::default() })
    };
    if bytes == 0 {
        return refuse("", Reason::Empty, "", scribe);
    }
    if bytes > scribe.budget().limits().file_bytes {
        return refuse("", Reason::TooLarge, "", scribe);
    }
    let (probe, opened) = match probe(source, name, scribe.budget()) {
        Ok(found) => found,
        Err(Stop::Closed) => return Err(Stop::Closed),
        Err(Stop::Part(why)) => return refuse("", Reason::Damaged, &why, scribe),
        Err(Stop::File(reason, detail)) => return refuse("", reason, &detail, scribe),
    };
    if let Some(format) = FORMATS.iter().find(|format| (format.recognises)(&probe)) {
        known(format, source, name, inside, opened, scribe)
    } else {
        let (reason, kind) = unknown(&probe);
        refuse("", reason, kind.unwrap_or_default(), scribe)
    }
}

fn known(
    format: &Format,
    source: &dyn Source,
    name: &str,
    inside: Option<u32>,
    opened: Opened<'_>,
    scribe: &mut Scribe<'_>,
) -> Read {
    let ending = ending_of(name);
    let is_mismatch = !ending.is_empty() && !format.endings.contains(&ending.as_str());
    let file = scribe.file(inside, format.id, name, source.len(), is_mismatch.then_some(ending.as_str()))?;
    let context = FileContext { file, source, name };
    let tail = match (format.read)(&context, opened, scribe) {
        Ok(tail) => tail,
        Err(Stop::Closed) => return Err(Stop::Closed),
        Err(Stop::Part(why)) => {
            scribe.unchecked(file, Reason::Damaged, &why)?;
            crate::FileTail::default()
        }
        Err(Stop::File(reason, detail)) => {
            scribe.unchecked(file, reason, &detail)?;
            crate::FileTail::default()
        }
    };
    scribe.file_end(crate::FileTail { file, ..tail })
}

/// Why a file is of no format that is read, and what it is instead.
fn unknown(probe: &Probe) -> (Reason, Option<&'static str>) {
    let has_stream = |name: &str| probe.streams.iter().any(|path| path.trim_start_matches('/') == name);
    if has_stream("EncryptedPackage") || has_stream("EncryptionInfo") {
        return (Reason::Encrypted, None);
    }
    let kind = foreign::of_head(&probe.head)
        .or_else(|| probe.content_types.as_deref().and_then(foreign::of_content_types))
        .or_else(|| probe.mimetype.as_deref().and_then(foreign::of_mimetype))
        .or_else(|| foreign::of_streams(&probe.streams))
        .or_else(|| text::encoding::head_as_text(&probe.head).as_deref().and_then(foreign::of_xml))
        .or((!probe.entries.is_empty()).then_some("a zip archive"))
        .or((!probe.streams.is_empty()).then_some("an OLE compound file"))
        .or(probe.is_text.then_some("a text"));
    (Reason::NotSpreadsheet, kind)
}
