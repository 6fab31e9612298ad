//! A rule: what is looked for, why it matters, what to do about it. The table is [`crate::RULES`].

use crate::Severity;
use inspect::{Channel, Hiding};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Cells hidden in this way.
    Hidden(Hiding),
    /// Anything in this channel.
    Channel(Channel),
    /// Something that the gate itself judges; the identifier says what.
    Judged,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable identifier: `hidden-sheet`.
    pub id: &'static str,
    /// A few words for a person.
    pub title: &'static str,
    /// Why it matters, one sentence.
    pub why: &'static str,
    /// What to do, one sentence. The safe copy is named by the report where it helps.
    pub fix: &'static str,
    /// Severity when nothing personal is found there.
    pub plain: Severity,
    /// Severity when people, or what identifies them, are found there.
    pub personal: Severity,
    /// What it is about.
    pub subject: Subject,
}

impl Rule {
    /// The rule of an identifier.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        crate::RULES.iter().copied().flatten().find(|rule| rule.id == id)
    }

    /// The rule for a channel.
    pub fn of_channel(channel: Channel) -> Option<&'static Self> {
        crate::RULES.iter().copied().flatten().find(|rule| rule.subject == Subject::Channel(channel))
    }

    /// The rule for a way of hiding: that of the first flag that has one, in the order of the table.
    pub fn of_hiding(hiding: Hiding) -> Option<&'static Self> {
        crate::RULES.iter().copied().flatten().find(|rule| match rule.subject {
            Subject::Hidden(flag) => hiding.contains(flag),
            _ => false,
        })
    }
}
