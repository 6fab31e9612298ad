use crate::identifiers::shape::Gate;
use crate::identifiers::{Identifier, Marks, Strength, Vectors, Verdict};

/// RFC 5322 as people use it: no quoted names, no comments.
pub(crate) const EMAIL: Identifier = Identifier {
    id: "email",
    title: "E-mail address",
    what: "An e-mail address; its first part often gives the name.",
    form: "name@domain.",
    gate: Gate::new((0, 96), (3, 96), MAILBOX_MARKS),
    check: |candidate| {
        if !candidate.has(Marks::AT) {
            return None;
        }
        let text = candidate.text.strip_prefix(b"mailto:").unwrap_or(candidate.text);
        Verdict::shape(is_mailbox(text))
    },
    prior: 9.0,
    names: &["email", "e mail", "mail", "email address", "e mail address", "mailbox", "upn"],
    strength: Strength::Person,
    vectors: Vectors {
        good: &["a.smith@example.org", "x@example.co.uk", "o'neil+tag@sub.example.com"],
        bad: &[
            "a.smith@example",
            "@example.org",
            "a..b@example.org",
            "a@.org",
            "a@b@example.org",
            "a@example.123",
        ],
    },
    source: "RFC 5322, RFC 1035",
    ..Identifier::BASE
};

const MAILBOX_MARKS: Marks = Marks::AT
    .union(Marks::DOT)
    .union(Marks::HYPHEN)
    .union(Marks::PLUS)
    .union(Marks::MAILBOX)
    .union(Marks::COLON)
    .union(Marks::SLASH);

fn is_mailbox(text: &[u8]) -> bool {
    let Some(at) = text.iter().position(|&byte| byte == b'@') else { return false };
    let (local, domain) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    let local_fits = (1..=64).contains(&local.len())
        && local.iter().all(|&byte| in_local(byte))
        && local.first() != Some(&b'.')
        && local.last() != Some(&b'.')
        && !local.windows(2).any(|pair| pair == b"..");
    let mut labels = 0;
    let mut last: &[u8] = b"";
    for label in domain.split(|&byte| byte == b'.') {
        let fits = label.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && label.first().is_some_and(|&byte| byte != b'-')
            && label.last().is_some_and(|&byte| byte != b'-');
        if !fits {
            return false;
        }
        labels += 1;
        last = label;
    }
    local_fits && labels > 1 && last.len() > 1 && last.iter().all(u8::is_ascii_alphabetic)
}

fn in_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// The address around an `@` in running text: from the first to behind the last character that belongs to it.
pub(crate) fn mailbox_around(text: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..at)?;
    let after = text.get(at + 1..)?;
    // Marks such as `=` or `/` are allowed in a name, and never used: in running text they end it.
    let in_running = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-'".contains(&byte);
    let mut start = at - before.iter().rev().take(64).take_while(|&&byte| in_running(byte)).count();
    while text.get(start).is_some_and(|byte| b".'-".contains(byte)) {
        start += 1;
    }
    let in_domain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
    let mut end = at + 1 + after.iter().take(190).take_while(|&&byte| in_domain(byte)).count();
    while end > at && text.get(end - 1).is_some_and(|byte| b".-".contains(byte)) {
        end -= 1;
    }
    text.get(start..end).is_some_and(is_mailbox).then_some(start..end)
}

/// Whether an address is of a police force or agency, so that its holder is on the staff.
pub fn is_police_mailbox(address: &str) -> bool {
    const STAFF: &[&str] =
        &["police.uk", "pnn.police.uk", "nca.gov.uk", "mod.police.uk", "btp.police.uk", "policeoversight.uk"];
    let Some((_, domain)) = address.rsplit_once('@') else { return false };
    STAFF.iter().any(|staff| {
        domain.len() >= staff.len()
            && domain.is_char_boundary(domain.len() - staff.len())
            && domain[domain.len() - staff.len()..].eq_ignore_ascii_case(staff)
            && matches!(domain[..domain.len() - staff.len()].bytes().last(), None | Some(b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let text = b"Write to <j.test@example.org>, or (k.test@example.org).";
        let found: Vec<_> = (0..text.len())
            .filter(|&at| text[at] == b'@')
            .filter_map(|at| mailbox_around(text, at))
            .map(|range| std::str::from_utf8(&text[range]).unwrap())
            .collect();
        assert_eq!(found, ["j.test@example.org", "k.test@example.org"]);
    }

    #[test]
    fn a_force_domain_means_staff() {
        assert!(is_police_mailbox("a.test@example.police.uk") && is_police_mailbox("a@nca.gov.uk"));
        assert!(!is_police_mailbox("a.test@notpolice.uk.example.org") && !is_police_mailbox("a@xpolice.uk"));
    }
}
