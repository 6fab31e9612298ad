//! What is known of one kind of identifier: a row of the table, from which detection, help and documentation come.

use super::shape::Gate;
use super::{Candidate, Marks};

/// One kind of identifier.
pub struct Identifier {
    /// Stable identifier: `uk-nhs-number`.
    pub id: &'static str,
    /// Its name, for a person.
    pub title: &'static str,
    /// What it is, in one sentence.
    pub what: &'static str,
    /// Shape and rule in plain words.
    pub form: &'static str,
    /// The cheapest test: what it is made of.
    pub gate: Gate,
    /// The test of shape and rule.
    pub check: fn(&Candidate<'_>) -> Option<Verdict>,
    /// Bits for the way it is spelt, in running text: "943 476 5919" says more than "9434765919".
    pub spelling: fn(&Candidate<'_>) -> f32,
    /// Share of random texts of its shape that pass the check; 1 where there is none.
    pub chance: f32,
    /// Log-odds that a text of this shape, without any context, is one. See [`crate::score`].
    pub prior: f32,
    /// Names of the identifier: as a column's header or a label before it, nearly a proof. Lower case, singular.
    pub names: &'static [&'static str],
    /// Words that make it likelier when they stand near. Lower case, singular.
    pub context: &'static [&'static str],
    /// Words that make it unlikelier, beyond [`NEVER`].
    pub negative: &'static [&'static str],
    /// What it says about who.
    pub strength: Strength,
    /// Published examples that pass and fail.
    pub vectors: Vectors,
    /// Where shape and rule are published.
    pub source: &'static str,
}

/// What one text is, as far as one kind of identifier goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Right shape, and the check agrees.
    Passes,
    /// Right shape, and there is nothing to check.
    Shape,
    /// Right shape, and the check disagrees: it is not one.
    Fails,
}

impl Verdict {
    /// The answer of a check.
    #[expect(clippy::unnecessary_wraps, reason = "what a check returns: `None` would be another shape")]
    pub(crate) const fn of(agrees: bool) -> Option<Self> {
        Some(if agrees { Self::Passes } else { Self::Fails })
    }

    /// The answer of a shape without a check.
    pub(crate) const fn shape(fits: bool) -> Option<Self> {
        if fits { Some(Self::Shape) } else { None }
    }
}

/// What an identifier says about who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// One person and nobody else: two rows with the same value are the same person.
    Person,
    /// A person together with others: a household, a shared telephone, a birthday.
    Shared,
    /// A place.
    Place,
    /// An event or a case, with the people in it.
    Event,
}

/// Published examples.
pub struct Vectors {
    /// These pass.
    pub good: &'static [&'static str],
    /// These do not.
    pub bad: &'static [&'static str],
}

/// Words that speak against every personal identifier when they stand before the number. Lower case, singular.
pub const NEVER: &[&str] = &[
    "order",
    "invoice",
    "page",
    "version",
    "part",
    "budget",
    "build",
    "ts",
    "timestamp",
    "sku",
    "item",
    "product",
    "batch",
    "serial",
    "model",
    "revision",
    "release",
    "isbn",
    "issn",
    "doi",
    "quantity",
    "qty",
    "total",
    "amount",
    "cost",
    "price",
    "ticket",
    "po",
    "purchase",
    "commit",
    "port",
    "job",
    "stock",
    "catalogue",
    "rev",
    "epoch",
    "figure",
    "section",
    "chapter",
    "paragraph",
    "table",
];

impl Identifier {
    /// What a row leaves out: a shape without a check, without words.
    pub(crate) const BASE: Self = Self {
        id: "",
        title: "",
        what: "",
        form: "",
        gate: Gate::SHUT,
        check: |_| None,
        spelling: |_| 0.0,
        chance: 1.0,
        prior: 0.0,
        names: &[],
        context: &[],
        negative: &[],
        strength: Strength::Person,
        vectors: Vectors { good: &[], bad: &[] },
        source: "",
    };

    /// Whether the shape alone says next to nothing, so that only its own name can make it likely: a collar number is
    /// a number of one to five digits.
    pub fn needs_its_name(&self) -> bool {
        self.prior <= crate::score::ONLY_BY_NAME
    }
}

impl std::fmt::Debug for Identifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id)
    }
}

/// Bits for a spelling with the usual gaps, which few other numbers share.
pub(crate) fn usual_gaps(candidate: &Candidate<'_>, lengths: &[usize], bits: f32) -> f32 {
    if candidate.has(Marks::SPACE | Marks::HYPHEN) && candidate.in_groups(lengths) { bits } else { 0.0 }
}
