//! What the fuzzer calls: the parent's side, to be told anything, and to hear an honest reader out.

use crate::ledger::Ledger;
use crate::outcome::Break;
use crate::wire::{Broken, Decoder, Message, longest_message};
use inspect::{Closed, Frame, Limits, Reason};
use std::io::{self, Write};

/// Listens to a worker that says `bytes`.
///
/// # Panics
/// When a fault is found: it must neither panic nor hang nor take more memory than `bytes` and a constant,
/// whatever they are; and what the sink is told must be closed at the end.
pub fn fuzz(bytes: &[u8]) {
    let limits = Limits { parts: 64, rows: 1 << 16, ..Limits::default() };
    let mut listener = Listener::new("", bytes.len() as u64, &limits);
    listener.decoder = Decoder::new(1 << 20);
    // A refusal is an answer.
    let _ = listener.write_all(bytes);
    let Listener { ledger, mut open, .. } = listener;
    let _ = ledger.break_off(Reason::Crashed, "", &mut |frame: &Frame<'_>| open.count(frame));
    assert_eq!(open.0, 0, "something was left open");
}

/// Hears a reader as the parent of a worker does: through the wire and the ledger. An honest reader is never refused.
#[derive(Debug)]
pub struct Listener<'a> {
    decoder: Decoder,
    ledger: Ledger<'a>,
    open: Open,
    fault: Option<String>,
    /// The reader gave the file up because its listener would have refused the next piece.
    is_given_up: bool,
}

/// Files and parts that were begun and not ended.
#[derive(Debug, Default, Clone, Copy)]
struct Open(i64);

impl Open {
    #[expect(clippy::unnecessary_wraps, reason = "what a sink returns")]
    fn count(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::File(_) | Frame::Open(_) => self.0 += 1,
            Frame::FileEnd(_) | Frame::Close(_) => self.0 -= 1,
            Frame::Row(row) => assert!(row.is_sound()),
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Listener<'a> {
    /// A listener for one file.
    pub fn new(name: &'a str, file_bytes: u64, limits: &'a Limits) -> Self {
        Self {
            decoder: Decoder::new(longest_message(limits)),
            ledger: Ledger::new(name, file_bytes, limits),
            open: Open::default(),
            fault: None,
            is_given_up: false,
        }
    }

    /// What was refused, once the reader has said everything.
    pub fn fault(mut self) -> Option<String> {
        if self.fault.is_some() || self.is_given_up {
            return self.fault;
        }
        if !self.decoder.is_drained() {
            return Some("half a message is left".into());
        }
        let mut open = self.open;
        match self.ledger.settle(&mut |frame: &Frame<'_>| open.count(frame)) {
            Ok(()) => (open.0 != 0).then(|| "something was left open".into()),
            Err(_) => Some("the file has not ended".into()),
        }
    }

    fn take(&mut self) -> Result<bool, String> {
        let message = match self.decoder.message() {
            Ok(Some(message)) => message,
            Ok(None) => return Ok(false),
            Err(Broken(why)) => return Err(why.into()),
        };
        match message {
            Message::Frame(frame) => {
                let open = &mut self.open;
                let passed = self.ledger.pass(&frame, &mut |frame: &Frame<'_>| open.count(frame));
                passed.map_err(|_: Break| format!("{frame:?}"))?;
            }
            Message::End(reason) => self.is_given_up = reason.is_some(),
            Message::Confined(_) => {}
        }
        Ok(true)
    }
}

impl Write for Listener<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.decoder.room();
        let taken = room.len().min(bytes.len());
        if let (Some(room), Some(now)) = (room.get_mut(..taken), bytes.get(..taken)) {
            room.copy_from_slice(now);
        }
        self.decoder.filled(taken);
        loop {
            match self.take() {
                Ok(true) => {}
                Ok(false) => return Ok(taken),
                Err(fault) => {
                    self.fault.get_or_insert(fault);
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
