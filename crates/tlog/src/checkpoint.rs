//! What a log says about itself: its size and its root, signed (C2SP tlog-checkpoint).

use tlog_tiles::{checkpoint::Checkpoint as Text, tlog};

use crate::{
    error::LogError,
    note::Note,
    tree::{Hash, MAX_SIZE},
    vkey::{KeyKind, VerifierKey},
};

/// A tree in two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// The root over them (RFC 6962, 2.1).
    pub root: Hash,
}

impl Head {
    /// The three lines that are signed.
    pub(crate) fn to_text(self, origin: &str) -> String {
        format!("{origin}\n{}\n{}\n", self.size, tlog::Hash(self.root))
    }
}

/// A checkpoint with its signatures.
///
/// [`Checkpoint::open`] gives only such as the log's key has signed; [`Checkpoint::parse`] verifies nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    origin: String,
    head: Head,
    note: Note,
}

impl Checkpoint {
    /// Reads a checkpoint without asking who signed it: for whoever looks up the right key by its origin.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogError> {
        Self::from_note(Note::parse(bytes)?)
    }

    /// Reads a checkpoint that the log with this key has signed. A wrong signature under the key's name spoils the whole
    /// note; signatures by keys unknown here are left alone (C2SP signed-note).
    pub fn open(bytes: &[u8], log: &VerifierKey) -> Result<Self, LogError> {
        let checkpoint = Self::parse(bytes)?;
        checkpoint.verify(log)?;
        Ok(checkpoint)
    }

    pub(crate) fn from_note(note: Note) -> Result<Self, LogError> {
        let text = Text::from_bytes(note.text().as_bytes())
            .map_err(|_| LogError::Malformed("its lines are not origin, size and root"))?;
        if text.to_bytes() != note.text().as_bytes() {
            return Err(LogError::Malformed("its lines are not written the one way they can be"));
        }
        if text.size() > MAX_SIZE {
            return Err(LogError::TooLarge { size: text.size() });
        }
        let head = Head { size: text.size(), root: text.hash().0 };
        Ok(Self { origin: text.origin().to_owned(), head, note })
    }

    /// Whether the log with this key has signed it, and is the one it is about.
    pub fn verify(&self, log: &VerifierKey) -> Result<(), LogError> {
        if log.kind() != KeyKind::Ed25519 {
            return Err(LogError::VerifierKey("it is a witness's, not a log's"));
        }
        if self.origin != log.name() {
            return Err(LogError::WrongLog { expected: log.name().into(), found: self.origin.clone() });
        }
        let mut signed = false;
        for signature in self.note.by(log) {
            if !log.verifies(self.note.text().as_bytes(), signature.signature()) {
                return Err(LogError::BadSignature { name: log.name().into() });
            }
            signed = true;
        }
        if signed { Ok(()) } else { Err(LogError::NotSigned { name: log.name().into() }) }
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many leaves it covers.
    pub fn size(&self) -> u64 {
        self.head.size
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.head.root
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        self.head
    }

    /// What was signed: origin, size, root, and lines of extension if there are any.
    pub fn text(&self) -> &str {
        self.note.text()
    }

    /// The whole note, with the log's signature and all cosignatures.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_bytes()
    }

    pub(crate) fn note(&self) -> &Note {
        &self.note
    }

    pub(crate) fn note_mut(&mut self) -> &mut Note {
        &mut self.note
    }
}
