//! What `tipstaff serve` can be told about an organisation's own sign-in. Which one it is, an administrator says on a page, by
//! a signed act; here is only what must not be on a page.

use crate::exit::Failure;
use clap::Args;
use single_sign_on::ClientSecret;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Names the secret itself, where there is no file for it. Programs that are started from here do not get it.
const VARIABLE: &str = "TIPSTAFF_SIGN_IN_SECRET";
/// More than any secret, in bytes.
const LONGEST: u64 = 4096;

/// What `tipstaff serve` can be told about an organisation's own sign-in.
#[derive(Debug, Args)]
pub struct SignInOptions {
    /// File with the secret by which your organisation's sign-in knows this server [or the secret itself in `TIPSTAFF_SIGN_IN_SECRET`]
    #[arg(long, value_name = "FILE", env = "TIPSTAFF_SIGN_IN_SECRET_FILE")]
    sign_in_secret_file: Option<PathBuf>,
    /// Leave the form for passphrases off the sign-in page; it stays at /sign-in?local=yes
    #[arg(long)]
    pub hide_passphrases: bool,
}

impl SignInOptions {
    /// The secret; none where nobody names one.
    pub fn secret(&self) -> Result<Option<ClientSecret>, Failure> {
        let text = match &self.sign_in_secret_file {
            Some(path) => Some(read(path)?),
            None => std::env::var(VARIABLE).ok().map(Zeroizing::new),
        };
        let secret = text.map(|text| ClientSecret::new(&text)).transpose();
        secret.map_err(|error| Failure::told(&error.to_string()))
    }
}

fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    read.map_err(|error| {
        Failure::new(
            format!("the secret of the sign-in cannot be read from {} ({})", path.display(), error.kind()),
            "Name a file that this account may read, with --sign-in-secret-file",
        )
    })?;
    Ok(text)
}
