//! The texts of a part: comments, properties, names, whatever is no table.

use crate::findings::{IdentifierFound, TextFound};
use crate::involved::is_of_event;
use crate::people::distinct::DistinctKeys;
use crate::people::hash::KeyedHash;
use crate::people::told::ToldPeople;
use crate::roster::{Asked, normalise};
use crate::scan::Scanner;
use crate::vocabulary::is_plain_word;
use crate::{IDENTIFIERS, IdentifierIndex, Kind, Strength};
use inspect::{Channel, Segment};
use roaring::RoaringBitmap;
use std::sync::LazyLock;

/// Pieces kept to be shown.
const SAMPLES: usize = 3;

/// Texts under way.
pub(crate) struct TextTally {
    channel: Channel,
    segments: u64,
    bytes: u64,
    counts: Vec<(u64, u64)>,
    naming: u64,
    telling: u64,
    involving: u64,
    people: DistinctKeys,
    on_roster: RoaringBitmap,
    samples: Vec<(String, String, String)>,
    is_told: bool,
}

/// Channels of bookkeeping, where capitalised words are names of fonts, styles and programs. Numbers in them are still
/// looked at.
const WITHOUT_NAMES: &[Channel] = &[
    Channel::Styles,
    Channel::Theme,
    Channel::ViewSettings,
    Channel::PackagePart,
    Channel::Calculation,
    Channel::Macro,
    Channel::ActiveX,
    Channel::XmlMap,
    Channel::RichData,
    Channel::FormControl,
    Channel::WebExtension,
];

/// Numbers that single people have all their lives or for a long time, as bits. Beside a name, a number that may be one is
/// one. An e-mail address and a collar number beside a name are how people sign.
static NUMBERS_OF_PEOPLE: LazyLock<u64> = LazyLock::new(|| {
    let is_signature = |id: &str| matches!(id, "email" | "uk-collar-number");
    let numbers = IDENTIFIERS.iter().enumerate().filter(|(_, identifier)| {
        identifier.strength == Strength::Person && !is_signature(identifier.id)
            || identifier.id == "date-of-birth"
    });
    numbers.map(|(place, _)| 1 << place).sum()
});

impl TextTally {
    pub(crate) fn new(channel: Channel) -> Self {
        Self {
            channel,
            segments: 0,
            bytes: 0,
            counts: Vec::new(),
            naming: 0,
            telling: 0,
            involving: 0,
            people: DistinctKeys::default(),
            on_roster: RoaringBitmap::new(),
            samples: Vec::new(),
            is_told: false,
        }
    }

    /// A piece of text.
    pub(crate) fn segment(
        &mut self,
        segment: &Segment<'_>,
        place: &str,
        roster: Option<&Asked<'_>>,
        scanner: &mut Scanner<'_>,
        hash: &KeyedHash,
        told: &mut ToldPeople,
    ) {
        self.segments += 1;
        self.bytes += segment.text.len() as u64;
        let mut shown = scanner.scan(segment.text, segment.label, place);
        let is_bookkeeping = WITHOUT_NAMES.contains(&self.channel);
        for (kind, is_certain, text) in scanner.found(segment.text) {
            // Among bookkeeping, what only has the shape of a number is one of its own.
            if let Kind::Identifier(kind) = kind
                && (is_certain || !is_bookkeeping)
            {
                told.number(kind, text, is_certain, hash);
            }
        }
        if is_bookkeeping {
            shown.names = 0;
            shown.about = 0;
        }
        if self.counts.is_empty() && shown.certain | shown.possible != 0 {
            self.counts = vec![(0, 0); IDENTIFIERS.len()];
        }
        for (kind, count) in self.counts.iter_mut().enumerate() {
            count.0 += shown.certain >> kind & 1;
            count.1 += shown.possible >> kind & 1;
        }
        // Elsewhere an address and a telephone number are how people sign.
        let is_out_of_place = is_bookkeeping && (shown.certain | shown.possible).count_ones() >= 2;
        let is_telling = shown.kinds() >= 2 || is_out_of_place;
        self.telling += u64::from(is_telling);
        self.naming += u64::from(shown.names > 0);
        // A property such as the author is a name by its label, whether or not the name is known.
        let labelled = is_name_label(segment.label);
        if shown.names > 0 || labelled || roster.is_some() && has_capitals(segment.text) {
            let names =
                if shown.names > 0 { scanner.names(segment.text, segment.label, place) } else { Vec::new() };
            let has_number = (shown.certain | shown.possible) & *NUMBERS_OF_PEOPLE != 0;
            let is_involved = !names.is_empty() && (has_number || is_of_event(segment.text, &names));
            self.involving += u64::from(is_involved);
            self.name(segment.text, names, labelled, roster, hash, told);
        }
        // What shows something replaces what shows nothing among the samples.
        let tells = !shown.is_empty() || labelled;
        if self.samples.len() < SAMPLES || tells && !self.is_told {
            self.samples.truncate(SAMPLES - 1);
            self.samples.push((
                segment.label.into(),
                segment.at.into(),
                segment.text.chars().take(160).collect(),
            ));
            self.is_told |= tells && self.samples.len() == SAMPLES;
        }
    }

    /// Counts names: those that were found, and the whole text where its label says that it is one.
    fn name<'t>(
        &mut self,
        text: &'t str,
        mut names: Vec<&'t str>,
        is_labelled: bool,
        roster: Option<&Asked<'_>>,
        hash: &KeyedHash,
        told: &mut ToldPeople,
    ) {
        // Programs and departments sign as authors, too.
        let is_person = is_labelled && !text.split_whitespace().all(is_plain_word);
        let in_text = names.len();
        names.extend(is_labelled.then_some(text));
        let mut spelt = String::new();
        for name in &names {
            normalise::fold(name, &mut spelt);
            self.people.insert(hash.of(&[b"text", spelt.as_bytes()]));
        }
        if let Some(roster) = roster {
            for (place, name) in names.iter().enumerate() {
                let bearers = roster.bearers(name);
                if bearers.is_empty() && (place < in_text || is_person) {
                    told.name(name, hash);
                }
                self.on_roster.extend(bearers);
            }
            self.on_roster |= roster.pairs(text);
            told.on_roster |= &self.on_roster;
        } else {
            let known = if is_person { names.len() } else { in_text };
            names.iter().take(known).for_each(|name| told.name(name, hash));
        }
    }

    /// The result.
    pub(crate) fn finish(mut self) -> TextFound {
        let identifiers = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| count.0 + count.1 > 0)
            .filter_map(|(place, count)| {
                let kind = IdentifierIndex::all().nth(place)?;
                Some(IdentifierFound { kind, certain: count.0, possible: count.1 })
            })
            .collect();
        TextFound {
            segments: self.segments,
            bytes: self.bytes,
            identifiers,
            naming: self.naming,
            telling: self.telling,
            involving: self.involving,
            people: self.people.len() as u64,
            on_roster: self.on_roster.len(),
            samples: self.samples,
        }
    }
}

/// Labels of properties that are filled with a person's name.
fn is_name_label(label: &str) -> bool {
    matches!(
        label,
        "author"
            | "last saved by"
            | "manager"
            | "refreshed by"
            | "changed by"
            | "opened by"
            | "locked for editing by"
            | "printed by"
            | "first author"
            | "creator"
            | "user"
    )
}

fn has_capitals(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_uppercase()) || !text.is_ascii()
}
