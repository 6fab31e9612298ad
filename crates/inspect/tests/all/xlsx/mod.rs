//! Hidden places of `.xlsx` files that no program at hand writes: packages whose parts are written by hand, as Excel
//! writes them. Each test is about one place, and each package is sound: nothing in it may be left unaccounted for.

mod around;
mod book;
mod cells;
mod charts;
mod conditions;
mod machine;
mod others;
mod package;
mod people;
mod pivots;
mod properties;
mod shapes;
mod sheets;
mod sources;
mod spellings;
