//! Why a file could not be checked, with the sentence that says what to do. "Not understood" is never "safe".

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($( $name:ident $id:literal $what:literal $fix:literal; )+) => {
        /// Why a file, or a part of it, could not be checked.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Reason { $( #[doc = $what] $name, )+ }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )+ ];

            /// Stable identifier.
            pub fn id(self) -> &'static str { match self { $( Self::$name => $id, )+ } }

            /// What happened, for a person.
            pub fn what(self) -> &'static str { match self { $( Self::$name => $what, )+ } }

            /// What to do about it, one sentence.
            pub fn fix(self) -> &'static str { match self { $( Self::$name => $fix, )+ } }
        }
    };
}

reasons! {
    Empty "empty" "The file is empty."
        "Ask for the file again: this copy holds no bytes.";
    Unreadable "unreadable" "The file could not be opened or read."
        "Check that it is a file, that it still exists and that you may read it, then check it again.";
    NotSpreadsheet "not-a-spreadsheet" "The file is not a spreadsheet of a kind that is read here."
        "Save the data as xlsx, ods or csv in the program that made it, and check that file.";
    OldVersion "old-version" "The file was made by a very old version of its program."
        "Open it in the program and save it as xlsx or ods, then check that file.";
    Encrypted "encrypted" "The file is locked with a password, so nobody can tell what it holds."
        "Open it with the password, save it without one, and check that file.";
    Damaged "damaged" "The file is damaged or cut short."
        "Ask for the file again; if it opens in its program, save it anew and check that file.";
    Ambiguous "ambiguous" "The file can be read in two ways, and programs differ in which one they show."
        "Do not release it: save it anew in its program and check that file.";
    TooLarge "too-large" "The file is larger than the limit."
        "Split it, or raise the limit in the policy file.";
    Bomb "bomb" "The file unpacks to far more than it should: it may be made to do harm."
        "Do not open it; if it is honest, raise the limits in the policy file.";
    TooManyParts "too-many-parts" "The file has more parts, rows or entries than the limit."
        "If it is honest, raise the limits in the policy file.";
    TooDeep "too-deep" "Files are packed inside files, or elements inside elements, deeper than the limit."
        "Unpack it by hand and check what is inside, or raise the limit in the policy file.";
    TooSlow "too-slow" "Checking took longer than the limit."
        "Check it alone, or raise the time limit in the policy file.";
    OutOfMemory "out-of-memory" "Checking needed more memory than the limit."
        "Check it alone, or raise the memory limit in the policy file.";
    UnknownPart "unknown-part" "A part of the file is of a kind that no reader knows."
        "Release the safe copy instead, or a copy saved as csv.";
    Crashed "crashed" "The reader broke down on this file, and was stopped without harm."
        "Do not release it; send the report to the people who maintain Tipstaff, without the file.";
    NotConfined "not-confined" "The reader could not be locked down on this machine."
        "Run on a Linux kernel with Landlock and seccomp, or name the missing layer in the policy file.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_speaks_in_whole_sentences() {
        for reason in Reason::ALL {
            for sentence in [reason.what(), reason.fix()] {
                assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
            }
        }
    }
}
