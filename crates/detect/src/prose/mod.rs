//! Running text: comments, narratives, descriptions, property strings.
//!
//! A text is cut into words once ([`Page`]); each word is looked up once ([`lexicon`]). Three recognisers read the
//! result: [`numbers`] tries every run of digits as every identifier, [`names`] weighs sequences of capitalised words,
//! [`people`] looks for what is said of people: who did what to whom, kin, home, age.

mod context;
mod lexicon;
pub(crate) mod names;
pub(crate) mod numbers;
mod overlap;
mod page;
pub(crate) mod people;
mod token;

pub(crate) use lexicon::{Class, Lexicon};
pub use page::Page;
pub(crate) use token::{Case, Gap, Token, TokenKind};
