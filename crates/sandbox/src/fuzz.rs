//! What the fuzzer calls.

use crate::ledger::Ledger;
use crate::wire::{Decoder, Message};
use inspect::{Closed, Frame, Limits, Reason};

/// Listens to a worker that says `bytes`.
///
/// # Panics
/// When a fault is found: it must neither panic nor hang nor take more memory than `bytes` and a constant,
/// whatever they are; and what the sink is told must be closed at the end.
pub fn fuzz(bytes: &[u8]) {
    let limits = Limits { parts: 64, rows: 1 << 16, ..Limits::default() };
    let mut ledger = Ledger::new("", bytes.len() as u64, &limits);
    let mut open = 0_i64;
    let mut sink = |frame: &Frame<'_>| {
        match frame {
            Frame::File(_) | Frame::Open(_) => open += 1,
            Frame::FileEnd(_) | Frame::Close(_) => open -= 1,
            Frame::Row(row) => assert!(row.is_sound()),
            _ => {}
        }
        Ok::<(), Closed>(())
    };
    let mut decoder = Decoder::new(1 << 20);
    let mut rest = bytes;
    loop {
        match decoder.message() {
            Ok(Some(Message::Frame(frame))) => {
                if ledger.pass(&frame, &mut sink).is_err() {
                    break;
                }
            }
            Ok(Some(_)) => {}
            Ok(None) if rest.is_empty() => break,
            Ok(None) => {
                let room = decoder.room();
                let taken = room.len().min(rest.len());
                let (now, later) = rest.split_at(taken);
                if let Some(room) = room.get_mut(..taken) {
                    room.copy_from_slice(now);
                }
                decoder.filled(taken);
                rest = later;
            }
            Err(_) => break,
        }
    }
    let _ = ledger.break_off(Reason::Crashed, "", &mut sink);
    assert_eq!(open, 0, "something was left open");
}
