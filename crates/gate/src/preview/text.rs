//! The first paragraphs of a text.

use inspect::Visibility;
use serde::Serialize;

/// The beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewText {
    /// Number of the part, as in the [`crate::Outline`].
    pub number: u32,
    /// Path in the container.
    pub path: String,
    /// Name for a person.
    pub human: String,
    /// The kind of place in words: "comments".
    pub kind: &'static str,
    /// Paths of the files around it, outermost first.
    pub inside: Vec<String>,
    /// Whether, and how, a person who opens the file sees the text.
    pub visibility: Visibility,
    /// What hides it, in words.
    pub hidden: Vec<&'static str>,
    /// The first paragraphs.
    pub paragraphs: Vec<PreviewParagraph>,
    /// How many more there are.
    pub more: u64,
}

/// A paragraph, or whatever else the format keeps apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewParagraph {
    /// What it is: "author", "old value"; empty for running text.
    pub label: String,
    /// Where it stands: a cell, a name; empty where there is only one place.
    pub at: String,
    /// Its text.
    pub text: String,
}
