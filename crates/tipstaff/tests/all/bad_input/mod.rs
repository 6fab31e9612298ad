//! Bad input through the real program. Whatever a file is, an answer comes: with the right exit status, with a sentence
//! that says what to do, soon, in little memory, and without a word of a panic. A file that cannot be read is never clear.

mod archives;
mod changes;
mod kinds;
mod locked;
mod markup;
mod names;
mod paths;
mod sheets;
