//! How the server is set up.

use crate::observe::Watcher;
use crate::patience::Patience;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How the server is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Under which address browsers know it, `https://host`; none: as they ask.
    pub public_address: Option<Arc<str>>,
    /// Certificate chain and key of TLS, in PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Proxies that end TLS before it, and whose words about the client's address are believed.
    pub proxies: Vec<IpAddr>,
    /// Where counts and times are given to Prometheus; none: nowhere.
    pub metrics: Option<SocketAddr>,
    /// Largest file that is taken, in bytes.
    pub file_bytes: u64,
    /// Memory for uploads on their way in, in MiB. One of more than 12 MiB takes 24, a small one twice its size and one more.
    pub upload_memory_mib: u32,
    /// Most uploads that wait until there is room for them.
    pub uploads_waiting: usize,
    /// How long one waits.
    pub upload_patience: Duration,
    /// How long checks and certificates are good.
    pub releases: release::Settings,
    /// Seconds for which a server that is to end still takes requests, while `/ready` says that it will not.
    pub drain_seconds: u64,
    /// How long clients are waited for.
    pub patience: Patience,
    /// Seconds for which running work is waited for when the server ends.
    pub grace_seconds: u64,
    /// Who is told of every request, besides the log.
    pub watcher: Watcher,
    /// Whether the form for a passphrase is left off the page for signing in, where there is another way. It stays under
    /// `/sign-in?local=yes`: for the day on which the other way is out of order.
    pub hides_passphrases: bool,
    /// The secret by which an organisation's own sign-in knows this server.
    #[cfg(feature = "oidc")]
    pub sign_in_secret: Option<single_sign_on::ClientSecret>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_address: None,
            tls: None,
            proxies: Vec::new(),
            metrics: None,
            file_bytes: 200_000_000,
            upload_memory_mib: 256,
            uploads_waiting: 500,
            upload_patience: Duration::from_mins(5),
            releases: release::Settings::default(),
            drain_seconds: 0,
            patience: Patience::default(),
            grace_seconds: 30,
            watcher: Watcher::default(),
            hides_passphrases: false,
            #[cfg(feature = "oidc")]
            sign_in_secret: None,
        }
    }
}

/// Why the server does not start as it is set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Passphrases and names would cross the network in clear.
    #[error(
        "{0} can be reached from other machines, and nothing protects what is sent. Name a certificate and its key \
         (--tls-certificate, --tls-key), or the proxy that ends TLS in front of this (--behind-proxy ADDRESS), or listen \
         on 127.0.0.1"
    )]
    InClear(SocketAddr),
    /// Metrics can be reached from other machines.
    #[error(
        "metrics would be open to other machines at {0}. Give them a loopback address, and let Prometheus come through a proxy"
    )]
    OpenMetrics(SocketAddr),
    /// The public address is none.
    #[error(
        "'{0}' is not an address that browsers can open. Write it as https://tipstaff.example.police.uk, without a path"
    )]
    PublicAddress(String),
}

impl Settings {
    /// Whether browsers reach it by https.
    pub fn is_https(&self) -> bool {
        self.tls.is_some()
            || self.public_address.as_ref().is_some_and(|address| address.starts_with("https://"))
            || (!self.proxies.is_empty() && self.public_address.is_none())
    }

    /// Refuses what would send passphrases or counts in clear to other machines.
    pub fn looked_at(self) -> Result<Self, SettingsError> {
        if !self.listen.ip().is_loopback() && self.tls.is_none() && self.proxies.is_empty() {
            return Err(SettingsError::InClear(self.listen));
        }
        if let Some(metrics) = self.metrics.filter(|metrics| !metrics.ip().is_loopback()) {
            return Err(SettingsError::OpenMetrics(metrics));
        }
        if let Some(address) = &self.public_address {
            let wrong = || SettingsError::PublicAddress(address.to_string());
            let url = url::Url::parse(address).map_err(|_| wrong())?;
            if !matches!(url.scheme(), "http" | "https") || url.origin().ascii_serialization() != **address {
                return Err(wrong());
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_machines_are_served_over_tls_or_behind_a_declared_proxy_only() {
        let open = Settings { listen: "0.0.0.0:80".parse().unwrap(), ..Settings::default() };
        insta::assert_snapshot!(open.clone().looked_at().unwrap_err());
        let behind = Settings { proxies: vec!["10.0.0.1".parse().unwrap()], ..open.clone() };
        assert!(behind.looked_at().is_ok());
        let tls = Settings { tls: Some(("a".into(), "b".into())), ..open };
        assert!(tls.looked_at().is_ok());
        assert!(Settings::default().looked_at().is_ok());
    }

    #[test]
    fn a_public_address_is_an_origin() {
        let with = |address: &str| {
            Settings { public_address: Some(address.into()), ..Settings::default() }.looked_at()
        };
        assert!(with("https://tipstaff.example.police.uk").is_ok());
        assert!(with("https://tipstaff.example.police.uk/").is_err());
        assert!(with("ftp://tipstaff").is_err());
        assert!(with("javascript:alert(1)").is_err());
    }
}
