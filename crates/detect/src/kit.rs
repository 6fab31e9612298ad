//! What a whole file is examined with, and what is remembered from one of its tables to the next.

use crate::people::hash::KeyedHash;
use crate::people::same::SeenContent;
use crate::people::told::ToldPeople;
use crate::roster::Asked;
use crate::scan::Scanner;
use crate::table::memory::ClassMemory;
use crate::table::segment::{CellRecord, Tools};
use crate::{Day, DetectOptions, LocalNumbers};

/// One for a file.
pub(crate) struct Kit<'m> {
    today: Day,
    local: Option<&'m LocalNumbers>,
    pub(crate) roster: Option<Asked<'m>>,
    pub(crate) hash: KeyedHash,
    pub(crate) scanner: Scanner<'m>,
    pub(crate) seen: SeenContent,
    /// Who is told of in texts.
    pub(crate) told: ToldPeople,
    memory: ClassMemory,
}

impl<'m> Kit<'m> {
    /// A fresh one. Its hashes have a key of their own, so that nothing can be looked up in them afterwards.
    pub(crate) fn new(options: &DetectOptions<'m>) -> Self {
        let hash = KeyedHash::fresh();
        Self {
            today: options.today,
            local: options.local,
            roster: options.roster.map(Asked::new),
            hash,
            scanner: Scanner::new(options.today, hash, options.recognisers, options.local),
            seen: SeenContent::default(),
            told: ToldPeople::default(),
            memory: ClassMemory::default(),
        }
    }

    /// Lends it to a table. Records that are no rows go to `lists`.
    pub(crate) fn tools<'a>(&'a mut self, lists: &'a mut Vec<CellRecord>) -> Tools<'a, 'm> {
        Tools {
            today: self.today,
            hash: self.hash,
            local: self.local,
            roster: self.roster.as_ref(),
            scanner: &mut self.scanner,
            seen: &mut self.seen,
            told: &mut self.told,
            memory: &mut self.memory,
            lists,
        }
    }
}
