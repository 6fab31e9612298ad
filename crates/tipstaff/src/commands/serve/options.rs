//! What `tipstaff serve` can be told.

#[cfg(feature = "oidc")]
use super::sign_in::SignInOptions;
use crate::exit::Failure;
use clap::Args;
use jiff::SignedDuration;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use web::Settings;

/// Whether a passphrase alone signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SecondFactor {
    /// Nobody goes on without an authenticator app.
    Required,
    /// Whoever wants one sets it up.
    Offered,
}

/// What `tipstaff serve` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Certificate chain for TLS, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Key of the certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// A proxy that ends TLS in front of this; may stand several times
    #[arg(long, value_name = "ADDRESS")]
    behind_proxy: Vec<IpAddr>,
    /// The address under which browsers know it, such as <https://tipstaff.example.police.uk>
    #[arg(long, value_name = "URL")]
    public_address: Option<String>,
    /// Where Prometheus finds counts and times; on this machine only
    #[arg(long, value_name = "ADDRESS:PORT")]
    metrics: Option<SocketAddr>,
    /// Rules of your force; see the guide
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Largest file that is taken, in MB
    #[arg(long, value_name = "MB", default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    largest: u64,
    /// Memory for files on their way in, in MiB; whoever sends more at once waits
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u32).range(24..=65_536))]
    upload_memory: u32,
    /// Seconds after which another server takes over the check of one that has fallen silent
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(i64).range(3..=3_600))]
    takeover: i64,
    /// Seconds for which requests are still taken after SIGTERM, while /ready answers 503; behind a proxy 5, else 0
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(0..=600))]
    drain: Option<u64>,
    /// Whether everybody has to set up an authenticator app; `offered` beyond this machine only where something else asks
    #[arg(long, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_missing_value = "required")]
    second_factor: Option<SecondFactor>,
    #[cfg(feature = "oidc")]
    #[command(flatten)]
    sign_in: SignInOptions,
}

impl Options {
    /// As the web application takes it.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let settings = Settings {
            listen: self.listen,
            public_address: self.public_address.as_deref().map(Into::into),
            tls: self.tls_certificate.clone().zip(self.tls_key.clone()),
            proxies: self.behind_proxy.iter().map(IpAddr::to_canonical).collect(),
            metrics: self.metrics,
            file_bytes: self.largest * 1_000_000,
            upload_memory_mib: self.upload_memory,
            // Whoever stands in front is given the time to notice.
            drain_seconds: self.drain.unwrap_or(if self.behind_proxy.is_empty() { 0 } else { 5 }),
            #[cfg(feature = "oidc")]
            hides_passphrases: self.sign_in.hide_passphrases,
            #[cfg(feature = "oidc")]
            sign_in_secret: self.sign_in.secret()?,
            ..Settings::default()
        };
        settings.looked_at().map_err(|error| Failure::told(&error.to_string()))
    }

    /// How people sign in.
    pub fn accounts(&self) -> accounts::Settings {
        accounts::Settings {
            // Whoever can be reached from other machines, by themselves or through a proxy, is not guarded by a passphrase
            // alone.
            second_factor_required: self
                .second_factor
                .map_or(!self.listen.ip().is_loopback() || !self.behind_proxy.is_empty(), |when| {
                    when == SecondFactor::Required
                }),
            ..accounts::Settings::default()
        }
    }

    /// How files are taken.
    pub fn uploads(&self) -> uploads::Settings {
        uploads::Settings {
            file_bytes: self.largest * 1_000_000,
            lease: SignedDuration::from_secs(self.takeover),
            ..uploads::Settings::default()
        }
    }

    /// The address to open.
    pub fn address(settings: &Settings, listening: SocketAddr) -> String {
        match &settings.public_address {
            Some(address) => address.to_string(),
            None => format!("{}://{listening}", if settings.tls.is_some() { "https" } else { "http" }),
        }
    }
}
