//! A sealed roster: tags and random numbers of people, no names. Without its key it tells nothing but its size; with the
//! key, everything, in a second: `docs/src/tasks/roster.md` says what that means.
//!
//! Format, all numbers little-endian: the line `tipstaff-roster/1`, then number of people (u32), number of tags (u32),
//! then for each tag form (u8), tag (u64), number of people (u32) and their numbers (u32 each), then an HMAC-SHA-256 of
//! all before under the same key with the label `file`.

use super::form::Form;
use super::index::{KEY_BYTES, Roster};
use hashbrown::HashMap;
use hmac::{Hmac, KeyInit, Mac};
use roaring::RoaringBitmap;
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"tipstaff-roster/1\n";

/// More people than any roster holds, so that a broken file asks for no memory.
const MOST_PEOPLE: u32 = 10_000_000;

/// The key of a sealed roster. It is wiped from memory when it is dropped, and never printed.
#[derive(Clone)]
pub struct SealKey(Zeroizing<[u8; KEY_BYTES]>);

impl fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealKey")
    }
}

/// Why a sealed roster cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// The key is not 64 hexadecimal digits.
    BadKey,
    /// The file is no sealed roster.
    NotARoster,
    /// The file was changed, or the key is another one.
    WrongKey,
    /// The system gives no random numbers.
    NoRandom,
}

impl fmt::Display for SealError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::BadKey => "the roster's key is damaged: it must be one line of 64 hexadecimal digits",
            Self::NotARoster => "the file is no sealed roster: make one with 'tipstaff roster seal'",
            Self::WrongKey => {
                "the key does not fit this sealed roster, or the roster was changed: fetch both anew"
            }
            Self::NoRandom => "the system gives no random numbers, so no key can be made",
        })
    }
}

impl std::error::Error for SealError {}

impl SealKey {
    /// A fresh key.
    pub fn fresh() -> Result<Self, SealError> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(&mut *key).map_err(|_| SealError::NoRandom)?;
        Ok(Self(key))
    }

    /// Reads the form in which keys are kept in files.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let digits = text.trim().as_bytes();
        if digits.len() != KEY_BYTES * 2 {
            return Err(SealError::BadKey);
        }
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| SealError::BadKey)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| SealError::BadKey)?;
        }
        Ok(Self(key))
    }

    /// The form in which keys are kept in files.
    pub fn to_text(&self) -> Zeroizing<String> {
        use fmt::Write;
        let mut text = Zeroizing::new(String::with_capacity(KEY_BYTES * 2 + 1));
        for byte in self.0.iter() {
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\n');
        text
    }

    /// The bytes, for a builder.
    pub fn into_bytes(self) -> Zeroizing<[u8; KEY_BYTES]> {
        self.0
    }
}

impl Roster {
    /// The sealed form. People's numbers are drawn anew, so that neither the order of the list nor numbers of the caller's
    /// are in it: what is found with a sealed roster is counted, and cannot be led back to a record.
    pub fn seal(&self) -> Result<Vec<u8>, SealError> {
        let all: RoaringBitmap = self.tags.values().flatten().copied().collect();
        let drawn: HashMap<u32, u32> = all.into_iter().zip(shuffled(self.people)?).collect();
        let mut tags: Vec<(u8, u64, Vec<u32>)> = self
            .tags
            .iter()
            .map(|((form, tag), people)| {
                let mut people: Vec<u32> =
                    people.iter().filter_map(|person| drawn.get(person).copied()).collect();
                people.sort_unstable();
                (*form as u8, *tag, people)
            })
            .collect();
        tags.sort_unstable();
        let mut file = MAGIC.to_vec();
        file.extend(self.people.to_le_bytes());
        file.extend((tags.len() as u32).to_le_bytes());
        for (form, tag, people) in tags {
            file.push(form);
            file.extend(tag.to_le_bytes());
            file.extend((people.len() as u32).to_le_bytes());
            for person in &people {
                file.extend(person.to_le_bytes());
            }
        }
        file.extend(mac(&self.key, &file).finalize().into_bytes());
        Ok(file)
    }

    /// Opens a sealed roster.
    pub fn open(file: &[u8], key: SealKey) -> Result<Self, SealError> {
        let body_len = file.len().checked_sub(32).ok_or(SealError::NotARoster)?;
        let (body, proof) = file.split_at(body_len);
        let rest = body.strip_prefix(MAGIC).ok_or(SealError::NotARoster)?;
        // Compared in constant time.
        mac(&key.0, body).verify_slice(proof).map_err(|_| SealError::WrongKey)?;
        let mut reader = Reader(rest);
        let people = reader.u32()?;
        if people > MOST_PEOPLE {
            return Err(SealError::NotARoster);
        }
        let count = reader.u32()?;
        let mut tags = HashMap::new();
        for _ in 0..count {
            let form = reader.take(1)?[0];
            let form =
                Form::ALL.into_iter().find(|known| *known as u8 == form).ok_or(SealError::NotARoster)?;
            let tag = u64::from(reader.u32()?) | u64::from(reader.u32()?) << 32;
            let len = reader.u32()?;
            let mut holders = Vec::new();
            for _ in 0..len {
                holders.push(reader.u32()?);
            }
            if holders.iter().any(|person| *person >= people) {
                return Err(SealError::NotARoster);
            }
            tags.insert((form, tag), holders);
        }
        Ok(Self::new(key.0, people, tags))
    }

    /// Whether a file begins like a sealed roster.
    pub fn is_sealed(head: &[u8]) -> bool {
        head.starts_with(MAGIC)
    }
}

fn mac(key: &[u8; KEY_BYTES], body: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(b"\0file\0");
    mac.update(body);
    mac
}

/// The numbers below `count` in random order (Fisher and Yates).
fn shuffled(count: u32) -> Result<Vec<u32>, SealError> {
    let mut numbers: Vec<u32> = (0..count).collect();
    for last in (1..numbers.len()).rev() {
        let random = getrandom::u64().map_err(|_| SealError::NoRandom)?;
        // The bias of the remainder is below one in 2^32.
        numbers.swap(last, (random % (last as u64 + 1)) as usize);
    }
    Ok(numbers)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], SealError> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(SealError::NotARoster)?;
        self.0 = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, SealError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RosterBuilder, RowName};
    use super::*;

    #[test]
    fn a_sealed_roster_finds_the_same_people_and_holds_no_name() {
        let key = SealKey::fresh().unwrap();
        let headers = ["Surname", "Initials"].map(ToOwned::to_owned);
        let mut builder = RosterBuilder::new(key.clone().into_bytes(), &headers, &[]).unwrap();
        builder.person(&["Ashworth", "J"]);
        builder.person(&["Ashworth", "K"]);
        let roster = builder.finish().unwrap();
        let file = roster.seal().unwrap();
        assert!(!file.windows(8).any(|window| window.eq_ignore_ascii_case(b"ashworth")));

        let opened = Roster::open(&file, SealKey::parse(&key.to_text()).unwrap()).unwrap();
        let row = RowName { surname: "ASHWORTH", forenames: "J", ..RowName::default() };
        assert_eq!(opened.candidates(&row, &mut |_| Vec::new()).people.len(), 1);
        assert_eq!(opened.people(), 2);

        assert_eq!(Roster::open(&file, SealKey::fresh().unwrap()).err(), Some(SealError::WrongKey));
        let mut changed = file.clone();
        changed[MAGIC.len() + 9] ^= 1;
        assert_eq!(Roster::open(&changed, key).err(), Some(SealError::WrongKey));
        assert_eq!(format!("{roster:?}"), "Roster of 2 people");
    }
}
