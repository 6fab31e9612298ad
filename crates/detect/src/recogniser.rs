//! The seam at which something finds what rules cannot. Rules and word lists use it too; a model would be one more.
//!
//! A model is plugged in by implementing [`Recogniser`] and calling it beside [`RECOGNISERS`]:
//!
//! ```
//! use detect::{Day, Evidence, Kind, Limits, Page, Recogniser, Score, Segment, Term, Unchecked, recognise};
//! use std::time::Duration;
//!
//! /// Stands for a model that was loaded from a file.
//! struct Model;
//!
//! impl Model {
//!     /// Byte range and probability of each person.
//!     fn people(&self, text: &str) -> Vec<(std::ops::Range<usize>, f32)> {
//!         text.find("Test").map(|at| (at..at + 4, 0.9)).into_iter().collect()
//!     }
//! }
//!
//! impl Recogniser for Model {
//!     fn id(&self) -> &'static str {
//!         "example-model"
//!     }
//!
//!     fn limits(&self) -> Limits {
//!         Limits { bytes_a_call: 4096, time_a_file: Duration::from_secs(60) }
//!     }
//!
//!     fn recognise(&self, segment: &Segment<'_>, out: &mut Vec<Evidence>) -> Result<(), Unchecked> {
//!         self.limits().admit(segment)?;
//!         for (range, probability) in self.people(segment.text) {
//!             let mut score = Score::default();
//!             score.add((probability / (1.0 - probability)).log2(), Term::Sign("a model says so"));
//!             out.push(Evidence::new(range, Kind::Person, score));
//!         }
//!         Ok(())
//!     }
//! }
//!
//! let today = Day::new(2026, 1, 31).ok_or("no such day")?;
//! let mut page = Page::default();
//! let segment = page.segment("It was Test who rang.", "notes", "sheet 'Log'", today);
//! let mut evidence = Vec::new();
//! recognise(&[&Model], &segment, &mut evidence)?;
//! assert_eq!(&segment.text[evidence[0].range.clone()], "Test");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::identifiers::{Day, IdentifierIndex, LocalNumbers};
use crate::prose::{Page, names, numbers, people};
use crate::score::{Certainty, Score, Why};
use std::fmt;
use std::ops::Range;
use std::time::Duration;

/// Finds what rules cannot. Sees one cell or paragraph at a time, adds evidence, never decides and never clears.
pub trait Recogniser: Send + Sync {
    /// Stable identifier.
    fn id(&self) -> &'static str;

    /// Bytes a call and time a file. Beyond them the answer is "could not be checked", never "nothing found".
    fn limits(&self) -> Limits;

    /// Adds what it finds. What is in `out` already, of others, stays.
    fn recognise(&self, segment: &Segment<'_>, out: &mut Vec<Evidence>) -> Result<(), Unchecked>;
}

/// Every recogniser that ships. None needs a model.
pub const RECOGNISERS: &[&dyn Recogniser] = &[&numbers::Numbers, &names::Names, &people::People];

/// Runs recognisers over a text. All are asked even if one fails; the first failure is returned then.
pub fn recognise(
    recognisers: &[&dyn Recogniser],
    segment: &Segment<'_>,
    out: &mut Vec<Evidence>,
) -> Result<(), Unchecked> {
    let begin = out.len();
    let mut result = Ok(());
    for recogniser in recognisers {
        result = result.and(recogniser.recognise(segment, out));
    }
    set_back_names(out.get_mut(begin..).unwrap_or_default());
    result
}

/// A name that is a piece of an identifier (the beginning of a driving licence, a mailbox) is not a second finding.
fn set_back_names(found: &mut [Evidence]) {
    let mut identifiers: Vec<Range<usize>> = found
        .iter()
        .filter(|one| one.rank == 0 && matches!(one.kind, Kind::Identifier(_)))
        .map(|one| one.range.clone())
        .collect();
    if identifiers.is_empty() {
        return;
    }
    // Best readings do not overlap, so that they are in order of their ends too.
    identifiers.sort_by_key(|range| range.start);
    for one in found.iter_mut().filter(|one| one.kind == Kind::Person) {
        let next = identifiers.partition_point(|range| range.end <= one.range.start);
        if identifiers.get(next).is_some_and(|range| range.start < one.range.end) {
            one.rank += 1;
        }
    }
}

/// A cell or paragraph, cut into words by [`Page::segment`].
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// The text.
    pub text: &'a str,
    /// What names it: the header above, the label to the left, the property's name.
    pub label: &'a str,
    /// What surrounds it: names of the sheet and the file.
    pub place: &'a str,
    /// The day on which the question is asked.
    pub today: Day,
    /// Numbers that a force writes its own way.
    pub local: Option<&'a LocalNumbers>,
    pub(crate) page: &'a Page,
}

/// Something found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What.
    pub kind: Kind,
    /// How sure, in bits of log-odds.
    pub bits: f32,
    /// 0 for the best reading of its span; 1 and more for other readings of the same. Count rank 0 only.
    pub rank: u8,
    /// Why: entries of our tables, no text of the file.
    pub why: Why,
}

impl Evidence {
    /// A best reading.
    pub fn new(range: Range<usize>, kind: Kind, score: Score) -> Self {
        Self { range, kind, bits: score.bits(), rank: 0, why: score.why() }
    }

    /// How sure.
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.bits)
    }
}

/// Kinds of evidence in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An identifier of the table.
    Identifier(IdentifierIndex),
    /// A person's name.
    Person,
    /// Somebody in a role does, suffers or says something: "IP alleges …".
    RoleAndAct,
    /// A relative or partner of somebody: "her ex-partner".
    Kin,
    /// Somebody's home: "at the home address".
    Home,
    /// Somebody's age: "aged 34", "14 YO".
    Age,
    /// The declaration of a witness statement.
    WitnessStatement,
}

impl Kind {
    /// Stable identifier.
    pub fn id(self) -> &'static str {
        match self {
            Self::Identifier(index) => index.identifier().id,
            Self::Person => "person",
            Self::RoleAndAct => "role-and-act",
            Self::Kin => "kin",
            Self::Home => "home",
            Self::Age => "age",
            Self::WitnessStatement => "witness-statement",
        }
    }
}

/// How much a recogniser takes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text of one call.
    pub bytes_a_call: usize,
    /// Time for one file; whoever calls keeps the clock.
    pub time_a_file: Duration,
}

impl Limits {
    /// Rules and lists: linear in the text, so that only the memory for its words bounds them.
    pub const RULES: Self = Self { bytes_a_call: 16 << 20, time_a_file: Duration::from_mins(10) };

    /// Refuses a text that is too long.
    pub fn admit(&self, segment: &Segment<'_>) -> Result<(), Unchecked> {
        if segment.text.len() > self.bytes_a_call { Err(Unchecked::TooLong) } else { Ok(()) }
    }
}

/// Why a text could not be examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// Longer than the recogniser takes.
    TooLong,
    /// The time for the file is used up.
    TooSlow,
    /// The recogniser broke down.
    Failed,
}

impl fmt::Display for Unchecked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLong => "a text is longer than can be examined at once: split it, then check again",
            Self::TooSlow => {
                "examining the texts took longer than the limit: check the file alone, or raise the limit"
            }
            Self::Failed => {
                "a recogniser broke down: switch it off in the policy, or ask those who maintain it"
            }
        })
    }
}

impl std::error::Error for Unchecked {}
