//! Notes with signatures under them (C2SP signed-note).
//!
//! `signed_note` parses and checks the form. Its own `Note::verify` is not used: it gives neither the signatures of keys
//! it does not know without one that it does, nor the time inside a cosignature.

use signed_note::Signature;

use crate::{error::LogError, vkey::VerifierKey};

/// The largest note that is looked at, in bytes: room for more than the 16 signatures that must be accepted, were they
/// all post-quantum.
pub(crate) const MAX_NOTE: usize = 256 * 1024;

/// A text and the signatures under it. Nothing about either is verified.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// Reads a note.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, LogError> {
        if bytes.len() > MAX_NOTE {
            return Err(LogError::Malformed("it is longer than 256 kB"));
        }
        let form = LogError::Malformed("it is no note with signatures under it");
        let Ok(note) = signed_note::Note::from_bytes(bytes) else { return Err(form) };
        let Ok(text) = std::str::from_utf8(note.text()) else { return Err(form) };
        // Text, an empty line, signature lines.
        let Some(lines) = bytes.get(text.len() + 1..) else { return Err(form) };
        Ok(Self { text: text.to_owned(), signatures: parse_signatures(lines)? })
    }

    /// A text with its first signature.
    pub(crate) fn signed(text: String, signature: Signature) -> Self {
        Self { text, signatures: vec![signature] }
    }

    /// What was signed, with its final newline.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The signatures by the key with this name and number.
    pub(crate) fn by<'a>(&'a self, key: &'a VerifierKey) -> impl Iterator<Item = &'a Signature> {
        self.signatures.iter().filter(move |signature| key.made(signature))
    }

    /// Adds a signature; those of the same key go.
    pub(crate) fn add(&mut self, signature: Signature) {
        self.signatures.retain(|old| (old.name(), old.id()) != (signature.name(), signature.id()));
        self.signatures.push(signature);
    }

    /// Drops the signatures of everybody but these keys.
    pub(crate) fn keep(&mut self, keys: &[VerifierKey]) {
        self.signatures.retain(|signature| keys.iter().any(|key| key.made(signature)));
    }

    /// The signature lines by a key.
    pub(crate) fn lines_by(&self, key: &VerifierKey) -> String {
        let lines: Vec<u8> = self.by(key).flat_map(Signature::to_bytes).collect();
        String::from_utf8_lossy(&lines).into_owned()
    }

    /// The note as it is stored and sent.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\n", self.text).into_bytes();
        self.signatures.iter().for_each(|signature| bytes.extend(signature.to_bytes()));
        bytes
    }
}

/// Reads signature lines, each with its newline.
pub(crate) fn parse_signatures(bytes: &[u8]) -> Result<Vec<Signature>, LogError> {
    let form = || LogError::Malformed("its signature lines are none");
    let lines = bytes.strip_suffix(b"\n").ok_or_else(form)?;
    lines.split(|&byte| byte == b'\n').map(|line| Signature::from_bytes(line).map_err(|_| form())).collect()
}
