use crate::identifiers::shape::Gate;
use crate::identifiers::{Candidate, Identifier, Marks, Strength, Vectors, Verdict};
use std::net::IpAddr;

/// RFC 791, RFC 4291.
pub(crate) const NETWORK_ADDRESS: Identifier = Identifier {
    id: "ip-address",
    title: "IP address",
    what: "The address of a computer on the internet; with a time it leads to a subscriber.",
    form: "Four numbers up to 255 with dots, or up to eight groups of hexadecimal digits with colons.",
    gate: Gate::new((2, 32), (0, 32), Marks::DOT.union(Marks::COLON)),
    check: |candidate| {
        // Four dots or two colons at the least: keep clock times away from the slower test.
        // A cell "1.12.3.4" is a version more often than an address.
        let long = candidate.text.split(|&byte| byte == b'.').any(|part| part.len() > 2);
        let version = candidate.whole && !candidate.has(Marks::COLON) && !long;
        let marks = candidate.text.iter().filter(|&&byte| byte == b'.' || byte == b':').count();
        let fits = !version && marks > 2 && candidate.text.len() <= 45;
        let text = if fits { std::str::from_utf8(candidate.text).ok()? } else { return None };
        Verdict::shape(text.parse::<IpAddr>().is_ok())
    },
    spelling,
    prior: -1.0,
    names: &["ip", "ip address", "ip addr", "client ip", "source ip", "src ip", "remote addr", "host"],
    context: &[
        "ip",
        "address",
        "network",
        "server",
        "login",
        "connected",
        "logged",
        "subscriber",
        "isp",
        "device",
        "blocked",
        "router",
        "session",
    ],
    negative: &["v", "firmware", "driver", "software", "kernel", "upgrade", "upgraded"],
    strength: Strength::Shared,
    vectors: Vectors {
        good: &["192.0.2.17", "2001:db8::17", "203.0.113.255"],
        bad: &["192.0.2.256", "1.2.3", "12:30:45", "2001:db8::17::1"],
    },
    source: "RFC 791; RFC 4291",
    ..Identifier::BASE
};

/// "1.2.3.4" and "10.0.0.1" are more often a version or a router than a person.
fn spelling(candidate: &Candidate<'_>) -> f32 {
    if candidate.has(Marks::COLON) {
        return 3.0;
    }
    let digits = candidate.shape.digits;
    match digits {
        0..=5 => -5.0,
        6..=7 => -1.0,
        _ => 3.0,
    }
}
