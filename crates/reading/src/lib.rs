//! A file as plain tables, texts and pictures.
//!
//! Whoever compares a file's content with what is known elsewhere (a leaked file with what was delivered) needs all of it,
//! what nobody sees included, and needs no formats. [`read`] has the file read by a worker that is locked down, and keeps
//! what it says in memory, up to [`Room`]. Nothing is judged here, and nothing is left out without a word: whatever could
//! not be read, or found no room, is in [`Reading::unread`].

mod collect;
mod content;
mod room;

pub use content::{About, Line, Picture, Read, Reading, Table, Text, Unread};
pub use room::Room;

use collect::Collect;
use inspect::{Limits, Options};
use sandbox::Sandbox;
use std::fs::File;

/// What is wanted of a file.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Whether pictures are decoded.
    pub pictures: bool,
    /// How much is kept.
    pub room: Room,
    /// How much the file may ask of the machine.
    pub limits: Limits,
}

/// Reads a file, which must be opened for reading only. There is always an answer: a file of which nothing could be read
/// says so in [`Reading::unread`].
pub fn read(sandbox: &Sandbox, file: File, name: &str, wanted: &Wanted) -> Reading {
    let options = Options { limits: wanted.limits.clone(), pixels: wanted.pictures, ..Options::default() };
    let mut collect = Collect::new(wanted.room);
    sandbox.inspect(file, name, &options, &mut collect);
    collect.finish()
}
