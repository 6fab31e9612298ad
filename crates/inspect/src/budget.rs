//! Keeps account of what a file has asked of the machine so far.

use crate::stop::LimitMet;
use crate::{Limits, Reason};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// What was used of the [`Limits`]. Shared by every reader of one inspection; cells, because readers of one container
/// are open at the same time.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    started: Instant,
    clock: Option<fn() -> Duration>,
    unpacked: Cell<u64>,
    unpacked_at_last_look: Cell<u64>,
    parts: Cell<u64>,
    rows: Cell<u64>,
    /// Bytes of text that were told.
    told: Cell<u64>,
    told_at_last_look: Cell<u64>,
    depth: Cell<u32>,
    pixels: Cell<u64>,
}

impl Budget {
    /// How many bytes may be unpacked between two looks at the clock.
    const LOOK_EVERY: u64 = 1 << 20;

    /// A fresh budget; its clock starts now.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            started: Instant::now(),
            clock: None,
            unpacked: Cell::new(0),
            unpacked_at_last_look: Cell::new(0),
            parts: Cell::new(0),
            rows: Cell::new(0),
            told: Cell::new(0),
            told_at_last_look: Cell::new(0),
            depth: Cell::new(0),
            pixels: Cell::new(0),
        }
    }

    /// The same, measuring time by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: fn() -> Duration) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The limits it keeps.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Bytes were unpacked or read.
    pub(crate) fn unpacked(&self, bytes: u64) -> Result<(), LimitMet> {
        let total = self.unpacked.get() + bytes;
        self.unpacked.set(total);
        if total > self.limits.unpacked_bytes {
            return Err(LimitMet(Reason::Bomb));
        }
        if total - self.unpacked_at_last_look.get() >= Self::LOOK_EVERY {
            self.unpacked_at_last_look.set(total);
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// Compares the time used with the time that this many unpacked bytes may take.
    pub(crate) fn look_at_clock(&self) -> Result<(), LimitMet> {
        let tens_of_mb = self.unpacked.get() / 10_000_000;
        let seconds = self.limits.seconds + tens_of_mb * self.limits.seconds_per_10_mb;
        let used = self.clock.map_or_else(|| self.started.elapsed(), |clock| clock());
        if used > Duration::from_secs(seconds) {
            return Err(LimitMet(Reason::TooSlow));
        }
        Ok(())
    }

    /// A part was found.
    pub(crate) fn part(&self) -> Result<(), LimitMet> {
        let parts = self.parts.get() + 1;
        self.parts.set(parts);
        if parts > self.limits.parts {
            return Err(LimitMet(Reason::TooManyParts));
        }
        if parts.is_multiple_of(256) { self.look_at_clock() } else { Ok(()) }
    }

    /// A row was read.
    pub(crate) fn row(&self, bytes: usize) -> Result<(), LimitMet> {
        let rows = self.rows.get() + 1;
        self.rows.set(rows);
        if rows > self.limits.rows {
            return Err(LimitMet(Reason::TooManyParts));
        }
        if bytes as u64 > self.limits.row_bytes {
            return Err(LimitMet(Reason::TooLarge));
        }
        if rows.is_multiple_of(4096) { self.look_at_clock() } else { Ok(()) }
    }

    /// So many bytes of text were told. A short file can name one long text a million times, and whoever listens hears it
    /// a million times.
    pub(crate) fn told(&self, bytes: usize) -> Result<(), LimitMet> {
        let told = self.told.get() + bytes as u64;
        self.told.set(told);
        let is_free = told <= self.limits.ratio_free_bytes.saturating_mul(4);
        let most = self.unpacked.get().saturating_mul(self.limits.text_ratio);
        if told > self.limits.unpacked_bytes || !is_free && told > most {
            return Err(LimitMet(Reason::Bomb));
        }
        if told - self.told_at_last_look.get() >= Self::LOOK_EVERY {
            self.told_at_last_look.set(told);
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// So many pixels were decoded.
    pub(crate) fn pixels(&self, pixels: u64) -> Result<(), LimitMet> {
        let all = self.pixels.get().saturating_add(pixels);
        self.pixels.set(all);
        if all > self.limits.pixels {
            return Err(LimitMet(Reason::TooLarge));
        }
        self.look_at_clock()
    }

    /// A file in the file is entered.
    pub(crate) fn enter(&self) -> Result<(), LimitMet> {
        self.depth.set(self.depth.get() + 1);
        if self.depth.get() > self.limits.nesting { Err(LimitMet(Reason::TooDeep)) } else { Ok(()) }
    }

    /// A file in the file is left.
    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }
}
