//! The relay: carries one answer to one question, in memory, for a minute and a half.

use super::LIFE_SECONDS;
use super::digits::Digits;
use crate::random::{NoRandom, bytes};
use jiff::Timestamp;
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use subtle::ConstantTimeEq;

/// Checks that are open at once: with so few, a slip of the tongue that the last digit does not find meets another check
/// once in two hundred times.
const MOST_OPEN: usize = 500;

/// What one address may do in a minute.
const MOST_BEGUN: u32 = 6;
const MOST_TYPED: u32 = 20;

/// Addresses that are counted at once.
const MOST_ADDRESSES: usize = 100_000;

/// The longest enrolment, and the longest presence.
const MOST_BYTES: usize = 1024;

/// Why the relay does not carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RelayError {
    /// Too often.
    #[error("too many checks from here. Wait a minute, and start again")]
    TooOften,
    /// Too many.
    #[error("too many checks are going on. Wait a minute, and start again; or call 101")]
    Full,
    /// Not there, or over.
    #[error("there is no such check, or it is over. Start again")]
    NotThere,
    /// Answered already.
    #[error("this check was answered already. Start again")]
    AnsweredAlready,
    /// Too long.
    #[error("this is not the answer of a telephone")]
    TooLong,
    /// Randomness.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
}

/// What a page gets when it begins.
pub struct Begun {
    /// With it, and with nothing else, the answer is fetched.
    pub token: [u8; 16],
    /// What the citizen reads out.
    pub digits: Digits,
}

/// An answer, as it was carried: nothing in it is believed before it is [checked](super::check).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The telephone's enrolment.
    pub enrolment: Vec<u8>,
    /// What it signed.
    pub presence: Vec<u8>,
}

struct Open {
    token: [u8; 16],
    nonce: [u8; 32],
    until: Timestamp,
    answer: Option<Answered>,
}

#[derive(Default)]
struct Count {
    begun: u32,
    typed: u32,
}

/// The relay. It is whole in memory, and forgets by itself.
#[derive(Default)]
pub struct Relay {
    open: HashMap<u32, Open>,
    counts: HashMap<IpAddr, Count>,
    minute: i64,
}

impl Relay {
    /// Nothing going on.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page begins a check, with a number that it made up.
    pub fn begin(&mut self, nonce: [u8; 32], from: IpAddr, now: Timestamp) -> Result<Begun, RelayError> {
        self.forget(now);
        let count = self.count(from)?;
        count.begun += 1;
        if count.begun > MOST_BEGUN {
            return Err(RelayError::TooOften);
        }
        if self.open.len() >= MOST_OPEN {
            return Err(RelayError::Full);
        }
        let until =
            now.checked_add(jiff::SignedDuration::from_secs(LIFE_SECONDS)).map_err(|_| RelayError::Full)?;
        let token = bytes()?;
        loop {
            let digits = Digits::generate()?;
            if let std::collections::hash_map::Entry::Vacant(free) = self.open.entry(digits.number()) {
                free.insert(Open { token, nonce, until, answer: None });
                return Ok(Begun { token, digits });
            }
        }
    }

    /// A telephone asks what there is to sign.
    pub fn question(&mut self, digits: Digits, from: IpAddr, now: Timestamp) -> Result<[u8; 32], RelayError> {
        let open = self.typed(digits, from, now)?;
        if open.answer.is_some() { Err(RelayError::AnsweredAlready) } else { Ok(open.nonce) }
    }

    /// A telephone answers. The first answer stays.
    pub fn answer(
        &mut self,
        digits: Digits,
        answer: Answered,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<(), RelayError> {
        if answer.enrolment.len() > MOST_BYTES || answer.presence.len() > MOST_BYTES {
            return Err(RelayError::TooLong);
        }
        let open = self.typed(digits, from, now)?;
        if open.answer.is_some() {
            return Err(RelayError::AnsweredAlready);
        }
        open.answer = Some(answer);
        Ok(())
    }

    /// The page asks for the answer. Nothing while there is none; with the answer, the check is forgotten.
    pub fn fetch(
        &mut self,
        digits: Digits,
        token: &[u8; 16],
        now: Timestamp,
    ) -> Result<Option<Answered>, RelayError> {
        self.forget(now);
        let open = self.open.get(&digits.number()).ok_or(RelayError::NotThere)?;
        if !bool::from(open.token.ct_eq(token)) {
            return Err(RelayError::NotThere);
        }
        if open.answer.is_none() {
            return Ok(None);
        }
        Ok(self.open.remove(&digits.number()).and_then(|open| open.answer))
    }

    fn typed(&mut self, digits: Digits, from: IpAddr, now: Timestamp) -> Result<&mut Open, RelayError> {
        self.forget(now);
        let count = self.count(from)?;
        count.typed += 1;
        if count.typed > MOST_TYPED {
            return Err(RelayError::TooOften);
        }
        self.open.get_mut(&digits.number()).ok_or(RelayError::NotThere)
    }

    fn count(&mut self, from: IpAddr) -> Result<&mut Count, RelayError> {
        // A network of IPv6 has more addresses than anybody counts: all of a /64 are one. An address of IPv4 that is written as
        // one of IPv6 is in no such network: all of them would be one.
        let from = match from.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
            address @ IpAddr::V4(_) => address,
        };
        if self.counts.len() >= MOST_ADDRESSES && !self.counts.contains_key(&from) {
            return Err(RelayError::Full);
        }
        Ok(self.counts.entry(from).or_default())
    }

    /// Forgets what is over, and each minute who asked.
    fn forget(&mut self, now: Timestamp) {
        self.open.retain(|_, open| now < open.until);
        let minute = now.as_second() / 60;
        if minute != self.minute {
            self.minute = minute;
            self.counts.clear();
        }
    }
}

/// How much is going on, and nothing of it.
impl fmt::Debug for Relay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Relay").field("open", &self.open.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Begun")
    }
}
