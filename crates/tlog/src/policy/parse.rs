//! Reading a policy file. What is not understood is an error, with its line: a rule that was left out would weaken the
//! quorum without a word.

use std::collections::{HashMap, HashSet};

use super::{Group, Member, Policy, PolicyLog, PolicyWitness};
use crate::{
    error::LogError,
    vkey::{KeyKind, VerifierKey},
};

/// The longest policy that is read, in bytes.
const MAX_POLICY: usize = 256 * 1024;

/// The most logs, witnesses, or groups (C2SP tlog-policy asks for 32 at least).
const MAX_EACH: usize = 128;

/// The name that asks for nobody.
const NONE: &[u8] = b"none";

impl Policy {
    /// Reads a policy file. Its text is octets; only what is inside keys must be UTF-8.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogError> {
        let fails = |line, why| Err(LogError::Policy { line, why });
        if bytes.len() > MAX_POLICY {
            return fails(1, "the file is longer than 256 kB");
        }
        let Some(bytes) = bytes.strip_suffix(b"\n") else {
            let last = bytes.split(|&byte| byte == b'\n').count();
            return fails(last, "the file does not end with the end of a line, so some of it may be missing");
        };
        let mut reader = Reader::default();
        let mut line = 0;
        for text in bytes.split(|&byte| byte == b'\n') {
            line += 1;
            reader.line(text).map_err(|why| LogError::Policy { line, why })?;
        }
        match reader.quorum {
            Some(quorum) => {
                Ok(Self { logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, quorum })
            }
            None => fails(line, "the file ends without a `quorum` line"),
        }
    }
}

#[derive(Default)]
struct Reader {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
    names: HashMap<Vec<u8>, Member>,
    taken: HashSet<Vec<u8>>,
}

type Why = &'static str;

impl Reader {
    fn line(&mut self, text: &[u8]) -> Result<(), Why> {
        if text.iter().any(|&byte| (byte < 0x20 && byte != b'\t') || byte == 0x7f) {
            return Err("there is a control character; only tabs and the ends of lines are allowed");
        }
        let words: Vec<_> =
            text.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"log", ..] => Err("write `log KEY` or `log KEY URL`"),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"witness", ..] => Err("write `witness NAME KEY` or `witness NAME KEY URL`"),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(name, threshold, members)
            }
            [b"group", ..] => Err("write `group NAME all|any|NUMBER MEMBER…`"),
            [b"quorum", name] => self.set_quorum(name),
            [b"quorum", ..] => Err("write `quorum NAME`"),
            _ => Err("a line begins with `log`, `witness`, `group`, `quorum` or `#`"),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), Why> {
        let key = read_key(key, KeyKind::Ed25519, "this key is not of a kind that signs logs")?;
        if self.logs.len() == MAX_EACH {
            return Err("there are more than 128 logs");
        }
        if self.logs.iter().any(|log| log.key.public_key() == key.public_key()) {
            return Err("this log's key is there already");
        }
        self.logs.push(PolicyLog { key, url: url.map(lossy) });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&[u8]>) -> Result<(), Why> {
        let key = read_key(key, KeyKind::CosignatureV1, "this key is not of a kind that witnesses")?;
        if self.witnesses.len() == MAX_EACH {
            return Err("there are more than 128 witnesses");
        }
        if self.witnesses.iter().any(|witness| witness.key.public_key() == key.public_key()) {
            return Err("this witness's key is there already; one witness must not count as two");
        }
        self.name(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(PolicyWitness { name: name.to_vec(), key, url: url.map(lossy) });
        Ok(())
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), Why> {
        if self.groups.len() == MAX_EACH {
            return Err("there are more than 128 groups");
        }
        let threshold = match threshold {
            b"all" => members.len(),
            b"any" => 1,
            number => decimal(number).ok_or("the number of members must be `all`, `any`, or a number")?,
        };
        if !(1..=members.len()).contains(&threshold) {
            return Err("the group asks for more members than it has, or for none");
        }
        let members = members.iter().map(|member| {
            if !self.taken.insert(member.to_vec()) {
                return Err("a member is in a group already; nobody may count twice");
            }
            self.names.get(*member).copied().ok_or("a member of the group is not defined above")
        });
        let members = members.collect::<Result<_, _>>()?;
        self.name(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group { name: name.to_vec(), threshold, members });
        Ok(())
    }

    fn set_quorum(&mut self, name: &[u8]) -> Result<(), Why> {
        if self.quorum.is_some() {
            return Err("there is a `quorum` line already");
        }
        let member = if name == NONE { Some(Member::Nobody) } else { self.names.get(name).copied() };
        self.quorum = Some(member.ok_or("the quorum is not defined above")?);
        Ok(())
    }

    fn name(&mut self, name: &[u8], member: Member) -> Result<(), Why> {
        if name == NONE {
            return Err("`none` cannot be anybody's name");
        }
        match self.names.insert(name.to_vec(), member) {
            None => Ok(()),
            Some(_) => Err("this name is taken already"),
        }
    }
}

fn read_key(key: &[u8], kind: KeyKind, other: Why) -> Result<VerifierKey, Why> {
    let key: VerifierKey = std::str::from_utf8(key).map_err(|_| "the key is not UTF-8")?.parse().map_err(
        |error| match error {
            LogError::VerifierKey(why) => why,
            _ => "the key has no name that a key can have",
        },
    )?;
    if key.kind() == kind { Ok(key) } else { Err(other) }
}

fn decimal(digits: &[u8]) -> Option<usize> {
    let number = std::str::from_utf8(digits).ok()?.parse::<usize>().ok()?;
    (number.to_string().as_bytes() == digits).then_some(number)
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
