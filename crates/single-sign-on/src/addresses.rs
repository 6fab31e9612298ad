//! Which addresses are spoken to: https, and this machine.

use url::{Host, Url};

/// Whether what is sent to this address cannot be read on the way: https anywhere, or http on this machine, for trying it out.
pub fn is_safe_address(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| is_safe(&url))
}

pub(crate) fn is_safe(url: &Url) -> bool {
    let has_password = !url.username().is_empty() || url.password().is_some();
    !has_password
        && match url.scheme() {
            "https" => url.host().is_some(),
            "http" => is_here(url),
            _ => false,
        }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_spoken_to_over_https_or_on_this_machine() {
        for safe in
            ["https://login.example.police.uk/tenant/v2.0", "http://127.0.0.1:4000", "http://[::1]:4000/"]
        {
            assert!(is_safe_address(safe), "{safe}");
        }
        for unsafe_one in [
            "http://login.example.police.uk",
            "http://localhost.evil.test",
            "ftp://127.0.0.1",
            "https://user:word@login.example.police.uk",
            "javascript:alert(1)",
            "login.example.police.uk",
            "",
        ] {
            assert!(!is_safe_address(unsafe_one), "{unsafe_one}");
        }
    }
}
