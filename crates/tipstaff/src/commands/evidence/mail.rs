//! Alarms by mail, through the force's own mail server.

use super::mail_text;
use crate::exit::Failure;
use clap::Args;
use evidence::Message;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;
use url::{Host, Url};
use zeroize::Zeroizing;

/// Names the mail server, where no file does.
const VARIABLE: &str = "TIPSTAFF_SMTP_URL";
/// How long the server may take for each answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest address of a server, in bytes.
const LONGEST: u64 = 4096;
const FIX: &str = "Write it as smtps://NAME:PASSWORD@HOST or smtp://NAME:PASSWORD@HOST, which begins TLS by STARTTLS; \
                   smtp://HOST?tls=none is for this machine only";

/// Options of mail.
#[derive(Debug, Args)]
#[group(id = "mail")]
pub struct Options {
    /// Send each alarm, and what is not known, to this address by mail; can be given several times
    #[arg(long = "mail-to", value_name = "ADDRESS", requires = "from")]
    to: Vec<String>,
    /// Address that mail comes from
    #[arg(long = "mail-from", value_name = "ADDRESS", requires = "to")]
    from: Option<String>,
    /// File that holds the address of the mail server, with its password
    #[arg(long = "smtp-url-file", value_name = "FILE", requires = "to")]
    server: Option<PathBuf>,
    /// Name the cases in mails, by reference and day in court: they leave the house
    #[arg(long = "mail-cases", requires = "to")]
    cases: bool,
}

/// Mail to some people.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: Vec<Mailbox>,
    cases: bool,
}

impl Mail {
    /// Looks at addresses and server; none: no mail is wanted.
    pub fn of(options: &Options) -> Result<Option<Self>, Failure> {
        let Some(from) = options.from.as_deref().filter(|_| !options.to.is_empty()) else { return Ok(None) };
        let to = options.to.iter().map(|to| mailbox(to)).collect::<Result<Vec<_>, _>>()?;
        let url = server(options)?;
        // The address was looked at before: what fails here is the list of whom this machine trusts.
        let unusable = |error: lettre::transport::smtp::Error| {
            if error.is_tls() {
                let fix = "Install the certificates of authorities (Debian: ca-certificates), or name yours in SSL_CERT_FILE";
                Failure::new("this machine trusts no authority, so no mail server can be known", fix)
            } else {
                Failure::new("the mail server is no address of one", FIX)
            }
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(unusable)?;
        let transport = transport.timeout(Some(PATIENCE)).build();
        Ok(Some(Self { transport, from: mailbox(from)?, to, cases: options.cases }))
    }

    /// Whom it reaches.
    pub fn addresses(&self) -> String {
        let mut to: Vec<String> = self.to.iter().map(|to| to.email.to_string()).collect();
        to.sort();
        to.join("\n")
    }

    /// Sends a message. That the server took it is all that can be known.
    pub async fn send(&self, message: &Message) -> Result<(), Failure> {
        let mut mail =
            lettre::Message::builder().from(self.from.clone()).subject(mail_text::subject(message));
        for to in &self.to {
            mail = mail.to(to.clone());
        }
        let mail = mail.body(mail_text::body(message, self.cases)).map_err(|_| {
            Failure::new("a mail could not be put together", "This is a defect of Tipstaff: please report it")
        })?;
        // What a server says can hold addresses: only the kind of trouble is told.
        let sent = self.transport.send(mail).await.map_err(|error| {
            if error.is_tls() {
                "no TLS that this machine trusts"
            } else if error.is_permanent() {
                "it refused the sign-in, the sender or an address"
            } else if error.is_transient() {
                "it asks to try again later"
            } else {
                "it could not be reached, or broke off"
            }
        });
        sent.map(|_| ()).map_err(|trouble| {
            Failure::new(
                format!("the mail server did not take a message ({trouble}), which goes out again at the next sweep"),
                "See to whoever runs it, and tell by another way: tipstaff evidence balance shows how each store stands",
            )
        })
    }
}

fn mailbox(text: &str) -> Result<Mailbox, Failure> {
    let wrong = |_| Failure::new("an address of mail is none", "Write it as NAME@HOST");
    text.parse().map_err(wrong)
}

/// The server, with its password: from a file or a variable, never from an argument, which others can read.
fn server(options: &Options) -> Result<Zeroizing<String>, Failure> {
    let text = match &options.server {
        Some(path) => {
            let fix = "Name a file that holds the address of the mail server";
            let length = std::fs::metadata(path).map_err(|error| Failure::io(path, &error, fix))?.len();
            if length > LONGEST {
                return Err(Failure::at(path, &"is too long for the address of a server", fix));
            }
            Zeroizing::new(std::fs::read_to_string(path).map_err(|error| Failure::io(path, &error, fix))?)
        }
        None => Zeroizing::new(std::env::var(VARIABLE).map_err(|_| {
            Failure::new(
                "no mail server is named",
                format!("Name a file with --smtp-url-file, or set {VARIABLE}. {FIX}"),
            )
        })?),
    };
    secure(text.trim())
}

/// The address as the library wants it: with TLS, or of this machine.
fn secure(text: &str) -> Result<Zeroizing<String>, Failure> {
    let url = Url::parse(text).map_err(|_| Failure::new("the mail server is no address of one", FIX))?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(Failure::new("the mail server has no name", FIX)),
    };
    match (url.scheme(), url.query()) {
        ("smtps", None) => Ok(Zeroizing::new(text.to_owned())),
        ("smtp", None) => Ok(Zeroizing::new(format!("{text}?tls=required"))),
        ("smtp", Some("tls=none")) if is_here => {
            Ok(Zeroizing::new(text.strip_suffix("?tls=none").unwrap_or(text).to_owned()))
        }
        ("smtp", Some("tls=none")) => Err(Failure::new("alarms would go over the network in clear", FIX)),
        _ => Err(Failure::new("the mail server is no address of one", FIX)),
    }
}
