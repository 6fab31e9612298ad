//! Addresses, as tries are counted by them.

use std::net::{IpAddr, Ipv6Addr};

/// Bits of an IPv6 address that somebody cannot choose freely.
const NETWORK: u32 = 64;

/// The bytes that stand for an address: all of an IPv4 one, the network of an IPv6 one, where everybody has 2^64 of them.
pub(crate) fn bytes(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => {
            let network = six.to_bits() & (u128::MAX << NETWORK);
            Ipv6Addr::from_bits(network).octets().to_vec()
        }
    }
}
