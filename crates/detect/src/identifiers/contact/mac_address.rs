use crate::identifiers::shape::Gate;
use crate::identifiers::{Identifier, Marks, Strength, Vectors, Verdict};

/// IEEE 802, EUI-48.
pub(crate) const MAC_ADDRESS: Identifier = Identifier {
    id: "mac-address",
    title: "MAC address",
    what: "The fixed address of one device, which its owner carries about.",
    form: "Six pairs of hexadecimal digits with colons or hyphens.",
    gate: Gate::new((0, 12), (0, 12), Marks::COLON.union(Marks::HYPHEN)),
    check: |candidate| {
        let hexadecimal = candidate.compact().iter().all(u8::is_ascii_hexdigit);
        Verdict::shape(
            hexadecimal && candidate.shape.marks.iter().count() == 1 && candidate.in_groups(&[2; 6]),
        )
    },
    spelling: |candidate| if candidate.shape.letters == 0 { -4.0 } else { 0.0 },
    prior: 5.0,
    names: &["mac", "mac address", "bssid", "hardware address", "wifi address"],
    context: &["device", "wifi", "bluetooth", "handset", "router", "network"],
    strength: Strength::Shared,
    vectors: Vectors {
        good: &["00:00:5E:00:53:AF", "00-00-5e-00-53-af"],
        bad: &["00:00:5E:00:53", "00:00:5G:00:53:AF", "00:00-5E:00:53:AF"],
    },
    source: "RFC 7042 (examples)",
    ..Identifier::BASE
};
