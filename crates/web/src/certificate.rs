//! The certificate of TLS and its key, and what is wrong with them in words that help.

use axum_server::tls_rustls::RustlsConfig;
use std::path::Path;
use zeroize::Zeroizing;

/// Why they cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}. {fix}")]
pub struct BadCertificate {
    what: String,
    fix: &'static str,
}

const CERTIFICATE: &str =
    "Name a file in PEM with the certificate first and those that signed it after it (--tls-certificate)";
const KEY: &str = "Name the file in PEM that was made together with the certificate (--tls-key)";

/// Reads both.
pub(crate) async fn read(certificate: &Path, key: &Path) -> Result<RustlsConfig, BadCertificate> {
    let chain = bytes(certificate, CERTIFICATE)?;
    let secret = bytes(key, KEY)?;
    let bad =
        |path: &Path, what: &str, fix| BadCertificate { what: format!("{} {what}", path.display()), fix };
    if !has(&chain, "CERTIFICATE-----") {
        return Err(bad(certificate, "holds no certificate in PEM", CERTIFICATE));
    }
    if has(&secret, "ENCRYPTED") {
        let fix = "A server starts with nobody there to type one: write the key without (openssl pkey -in KEY -out NEW), and \
                   let only the server's account read it";
        return Err(bad(key, "is locked with a passphrase", fix));
    }
    if !has(&secret, "PRIVATE KEY-----") {
        return Err(bad(key, "holds no private key in PEM", KEY));
    }
    // What it says can quote the file: it is not passed on.
    RustlsConfig::from_pem(chain.to_vec(), secret.to_vec()).await.map_err(|error| {
        if error.to_string().contains("KeyMismatch") {
            bad(key, &format!("is not the key of the certificate in {}", certificate.display()), KEY)
        } else {
            bad(certificate, &format!("and {} cannot be used together", key.display()), CERTIFICATE)
        }
    })
}

fn bytes(path: &Path, fix: &'static str) -> Result<Zeroizing<Vec<u8>>, BadCertificate> {
    let what = |error: std::io::Error| format!("{} cannot be read ({})", path.display(), error.kind());
    std::fs::read(path).map(Zeroizing::new).map_err(|error| BadCertificate { what: what(error), fix })
}

fn has(text: &[u8], words: &str) -> bool {
    text.windows(words.len()).any(|part| part == words.as_bytes())
}
