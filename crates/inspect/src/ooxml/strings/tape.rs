//! A packed part that can be unpacked again from any point that was passed before.

use crate::container::zip::{Entry, ZipFile};
use crate::stop::{LimitMet, PromiseBroken, Read, Stop};
use crate::xml::decode::Decoded;
use crate::{Budget, Reason, Source};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};
use rawzip::CompressionMethod;
use std::io::{self, Read as _};

/// Where the bytes are.
pub(super) enum Tape<'s> {
    /// In the archive, as an entry.
    Archive { source: &'s dyn Source, entry: &'s Entry, is_deflated: bool },
    /// In memory: an encoding that had to be changed first.
    Memory(Vec<u8>),
}

/// A point on the tape. Cloning it is a checkpoint.
#[derive(Clone)]
pub(super) struct Play {
    /// Next packed byte.
    at: u64,
    state: Option<Box<InflateState>>,
    crc: crc32fast::Hasher,
    read: u64,
    is_at_end: bool,
}

/// Packed bytes read at a time.
const PIECE: usize = 16 << 10;

impl<'s> Tape<'s> {
    pub(super) fn open(zip: &'s ZipFile<'s>, index: usize, budget: &Budget) -> Read<Self> {
        let entry = &zip.entries[index];
        // The first bytes tell the encoding; opening the entry in the ordinary way also refuses what cannot be read.
        let mut head = Vec::new();
        zip.unpack(index, budget)?.take(256).read_to_end(&mut head)?;
        if Decoded::new(head.as_slice())?.is_foreign() {
            let mut text = Vec::new();
            let most = budget.limits().held_part_bytes;
            Decoded::new(zip.unpack(index, budget)?)?.take(most + 1).read_to_end(&mut text)?;
            if text.len() as u64 > most {
                return Err(LimitMet(Reason::TooLarge).into());
            }
            return Ok(Self::Memory(text));
        }
        Ok(Self::archive(zip, entry))
    }

    /// The same for a part that is no text.
    pub(super) fn of_bytes(zip: &'s ZipFile<'s>, index: usize, budget: &Budget) -> Read<Self> {
        // Opening the entry in the ordinary way refuses what cannot be read.
        zip.unpack(index, budget)?;
        Ok(Self::archive(zip, &zip.entries[index]))
    }

    fn archive(zip: &'s ZipFile<'s>, entry: &'s Entry) -> Self {
        let is_deflated = entry.method == CompressionMethod::DEFLATE;
        Self::Archive { source: zip.source(), entry, is_deflated }
    }

    /// The beginning of the tape.
    pub(super) fn start(&self) -> Play {
        let (at, state) = match self {
            Self::Archive { entry, is_deflated, .. } => {
                (entry.data.0, is_deflated.then(|| InflateState::new_boxed(DataFormat::Raw)))
            }
            Self::Memory(_) => (0, None),
        };
        Play { at, state, crc: crc32fast::Hasher::new(), read: 0, is_at_end: false }
    }

    /// Unpacks some bytes; 0 only at the end.
    pub(super) fn read(&self, play: &mut Play, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self {
            Self::Memory(bytes) => bytes.read_at_play(play, buffer, bytes.len() as u64)?,
            Self::Archive { source, entry, is_deflated: false } => {
                source.read_at_play(play, buffer, entry.data.1)?
            }
            Self::Archive { source, entry, is_deflated: true } => inflate_some(*source, entry, play, buffer)?,
        };
        play.crc.update(&buffer[..read]);
        play.read += read as u64;
        Ok(read)
    }

    /// At the end of the tape: whether it held what the archive's directory promised.
    pub(super) fn check(&self, play: &Play) -> Read {
        let Self::Archive { entry, .. } = self else { return Ok(()) };
        if play.read != entry.promise.unpacked || play.crc.clone().finalize() != entry.promise.crc {
            return Err(Stop::part(PromiseBroken.to_string()));
        }
        Ok(())
    }
}

/// Reads bytes that are not packed.
trait ReadAtPlay {
    fn read_at_play(&self, play: &mut Play, buffer: &mut [u8], end: u64) -> io::Result<usize>;
}

impl<S: Source + ?Sized> ReadAtPlay for S {
    fn read_at_play(&self, play: &mut Play, buffer: &mut [u8], end: u64) -> io::Result<usize> {
        let most = usize::try_from(end.saturating_sub(play.at)).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.read_at(&mut buffer[..most], play.at)?;
        play.at += read as u64;
        Ok(read)
    }
}

fn inflate_some(source: &dyn Source, entry: &Entry, play: &mut Play, buffer: &mut [u8]) -> io::Result<usize> {
    let mut piece = [0_u8; PIECE];
    while !play.is_at_end {
        let most = usize::try_from(entry.data.1.saturating_sub(play.at)).unwrap_or(PIECE).min(PIECE);
        let filled = if most == 0 { 0 } else { source.read_at(&mut piece[..most], play.at)? };
        let Some(state) = play.state.as_mut() else { return Ok(0) };
        let result = inflate(state, &piece[..filled], buffer, MZFlush::None);
        play.at += result.bytes_consumed as u64;
        match result.status {
            Ok(MZStatus::StreamEnd) => {
                play.is_at_end = true;
                return Ok(result.bytes_written);
            }
            Ok(_) | Err(MZError::Buf) if result.bytes_written > 0 => return Ok(result.bytes_written),
            Ok(_) | Err(MZError::Buf) if filled > 0 => {}
            Ok(_) | Err(MZError::Buf) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Err(_) => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
    Ok(0)
}
