//! Running text in cells and properties: which kinds of evidence it shows. Texts repeat, so answers are remembered.

use crate::people::hash::KeyedHash;
use crate::score::Certainty;
use crate::{Day, Evidence, IDENTIFIERS, Kind, LocalNumbers, Page, RECOGNISERS, Recogniser, Unchecked};
use hashbrown::HashMap;

/// Answers that are remembered.
const REMEMBERED: usize = 1 << 13;

/// What a text shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Identifiers that are certain, one bit each.
    pub(crate) certain: u64,
    /// Identifiers that are possible.
    pub(crate) possible: u64,
    /// Names of people.
    pub(crate) names: u8,
    /// Kinds of evidence about people: one bit each for name, role and act, kin, home, age, statement.
    pub(crate) about: u8,
}

impl Shown {
    /// How many different kinds of evidence about people it shows, identifiers of a person being one more.
    pub(crate) fn kinds(self) -> u32 {
        self.about.count_ones() + u32::from(self.certain != 0)
    }

    /// Whether it shows anything.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Examines texts.
pub(crate) struct Scanner<'m> {
    page: Page,
    evidence: Vec<Evidence>,
    remembered: HashMap<u64, Shown>,
    extra: &'m [&'m dyn Recogniser],
    local: Option<&'m LocalNumbers>,
    today: Day,
    hash: KeyedHash,
    /// The first text that could not be examined.
    pub(crate) failed: Option<Unchecked>,
}

impl<'m> Scanner<'m> {
    pub(crate) fn new(
        today: Day,
        hash: KeyedHash,
        extra: &'m [&'m dyn Recogniser],
        local: Option<&'m LocalNumbers>,
    ) -> Self {
        Self {
            page: Page::default(),
            evidence: Vec::new(),
            remembered: HashMap::new(),
            extra,
            local,
            today,
            hash,
            failed: None,
        }
    }

    /// Examines a text; `label` is what names it, `place` what surrounds it.
    pub(crate) fn scan(&mut self, text: &str, label: &str, place: &str) -> Shown {
        let key = self.hash.of(&[text.as_bytes(), label.as_bytes()]);
        self.evidence.clear();
        if let Some(shown) = self.remembered.get(&key) {
            return *shown;
        }
        let segment = match self.local {
            Some(local) => self.page.segment_with(text, label, place, self.today, local),
            None => self.page.segment(text, label, place, self.today),
        };
        for recogniser in RECOGNISERS.iter().chain(self.extra) {
            if let Err(unchecked) = recogniser.recognise(&segment, &mut self.evidence) {
                self.failed.get_or_insert(unchecked);
            }
        }
        let shown = summed(&self.evidence);
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(key, shown);
        shown
    }

    /// The names of people in the text that was examined last, as byte ranges. Only after a call of [`Scanner::names`].
    pub(crate) fn names<'t>(&mut self, text: &'t str, label: &str, place: &str) -> Vec<&'t str> {
        self.evidence.clear();
        let segment = self.page.segment(text, label, place, self.today);
        for recogniser in RECOGNISERS {
            let _ = recogniser.recognise(&segment, &mut self.evidence);
        }
        let people = self.evidence.iter().filter(|found| found.kind == Kind::Person && found.rank == 0);
        people.filter_map(|found| text.get(found.range.clone())).collect()
    }

    /// What the last call of [`Scanner::scan`] found: of what kind, whether that is certain, the words. Nothing for a text
    /// that was scanned before.
    pub(crate) fn found<'t>(&self, text: &'t str) -> impl Iterator<Item = (Kind, bool, &'t str)> {
        let found = self.evidence.iter().filter(|found| found.rank == 0);
        found.filter_map(move |found| {
            let certainty = found.certainty();
            let text = text.get(found.range.clone()).filter(|_| certainty >= Certainty::Possible)?;
            Some((found.kind, certainty == Certainty::Certain, text))
        })
    }
}

fn summed(evidence: &[Evidence]) -> Shown {
    let mut shown = Shown::default();
    for found in evidence.iter().filter(|found| found.rank == 0) {
        let certainty = found.certainty();
        if certainty < Certainty::Possible {
            continue;
        }
        let bit = match found.kind {
            Kind::Identifier(index) => {
                let bit = 1 << index.place().min(IDENTIFIERS.len());
                if certainty == Certainty::Certain {
                    shown.certain |= bit;
                } else {
                    shown.possible |= bit;
                }
                continue;
            }
            Kind::Person => {
                shown.names = shown.names.saturating_add(1);
                0
            }
            Kind::RoleAndAct => 1,
            Kind::Kin => 2,
            Kind::Home => 3,
            Kind::Age => 4,
            Kind::WitnessStatement => 5,
        };
        shown.about |= 1 << bit;
    }
    shown
}
