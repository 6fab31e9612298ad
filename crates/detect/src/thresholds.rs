//! Every threshold and weight of this half of the crate, in bits, each with its reason.
//!
//! One bit doubles the odds. Weights marked *fitted* were chosen on one half of the templates of `synth_dataset_v2`, and
//! are reported on the other half and on texts that were not looked at (`docs/src/measured/prose.md`). The others are
//! first values of the design note (`detection.md`, sections 4 and 5), checked by `bench/identifiers`.

/// A finding counts as certain from odds of 99 to 1.
pub const CERTAIN: f32 = 6.629_357;
/// A finding counts as possible from even odds. Below, it is not reported.
pub const POSSIBLE: f32 = 0.0;

/// Prior from which downwards a shape says nothing: only the identifier's own name can lift it over [`POSSIBLE`], as a
/// label or, down to -11, elsewhere in the sentence. Context alone never does.
pub const ONLY_BY_NAME: f32 = -10.8;

/// Share of the cells of a true column that pass its check: people mistype about one in thirty.
pub const EXPECTED_TO_PASS: f32 = 0.97;
/// Chance that is taken for identifiers without a check. A cell of the right shape then adds next to nothing, and one of
/// the wrong shape subtracts a little less than two bits.
pub const SHAPE_BY_CHANCE: f32 = 0.9;

/// A header that is the identifier's name. Headers lie now and then: a column of failures outweighs it.
pub const HEADER: f32 = 12.5;
/// A label that is the identifier's name, directly before it: "NHS No: …", "born on …".
pub const LABEL: f32 = 13.5;
/// The identifier's name in the same sentence, or as the name of the sheet.
pub const NAMED_NEAR: f32 = 11.0;
/// A context word within [`NEAR`] bytes.
pub const CONTEXT_NEAR: f32 = 4.0;
/// A context word that is farther away; it fades to nothing at [`FAR`].
pub const CONTEXT_FAR: f32 = 3.0;
/// Each of up to two further context words.
pub const CONTEXT_MORE: f32 = 1.0;
/// Words up to which a name counts as label: "NHS number of the patient is …" is none, "NHS number is …" is.
pub const LABEL_WORDS: usize = 3;
/// Bytes that count as near: about a sentence.
pub const NEAR: usize = 80;
/// Bytes beyond which words say nothing: the window of Microsoft Purview.
pub const FAR: usize = 300;
/// "order 9434765919": a word that names something else, directly before.
pub const AGAINST: f32 = -9.0;
/// Such a word elsewhere in the same sentence.
pub const AGAINST_NEAR: f32 = -2.0;
/// The name of another identifier directly before: "UTR 9434765919" is no NHS number.
pub const NAMED_OTHERWISE: f32 = -6.0;
/// A number that is a piece of something longer: `/1234567890/`, `1234567890.pdf`, `50%`.
pub const ATTACHED: f32 = -5.0;
/// A number behind a sign for money.
pub const MONEY: f32 = -9.0;
/// More digits after one space, on one side: rather a list of numbers.
pub const MORE_DIGITS: f32 = -3.0;
/// Alternatives of one span that are this much less likely are not worth a line.
pub const ALTERNATIVE_WITHIN: f32 = 8.0;

/// Somebody in a role and an act in one sentence. Public texts say so too, of nobody in particular.
pub const ROLE_AND_ACT: f32 = 2.0;
/// The same with an abbreviation: "IP" is an address as well.
pub const ROLE_ABBREVIATED: f32 = 1.0;
/// Words between a role and its act.
pub const ROLE_WORDS: usize = 10;
/// "her mother": somebody, but who reads it may not know whom.
pub const KIN: f32 = 0.5;
/// "at her home address".
pub const HOME: f32 = 1.5;
/// "aged 34".
pub const AGE: f32 = 2.0;
/// The words of the declaration are hardly ever written for anything else.
pub const WITNESS_STATEMENT: f32 = 9.0;
/// A folder in the users' folder is named after its user, or after a machine.
pub const FOLDER: f32 = 3.0;

/// Different collar numbers a row from which on they are those of the row's people, where no names stand beside them.
pub const OWN_NUMBER_RATIO: f32 = 0.2;
/// Different names that a number of a person can stand beside, for each different number: people marry and are misspelt. Where
/// there are more, the number is that of an office or a force.
pub const NUMBERS_A_NAME: u64 = 2;

/// Digits and letters from which on a number alone is looked up on the roster: nearly every shorter one is in use.
pub const LEAST_DIGITS: usize = 4;
/// Digits up to which numbers in one unbroken run are only numbers of rows, though each is on the roster.
pub const SHORT_RUN_DIGITS: u32 = 4;
/// Different values of a column that must meet somebody before the roster says what the column is. Fewer are decided by
/// what the column says by itself.
pub const LEAST_VOTES: u64 = 5;
/// The same for a column of single words: districts, teams and dogs bear surnames too.
pub const LEAST_SURNAMES: u64 = 20;
/// Share of the different words of such a column that must be surnames of the roster.
pub const MOST_SURNAMES: f32 = 0.9;
