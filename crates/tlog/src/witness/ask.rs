//! A log asks a witness.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode, redirect};
use url::{Host, Url};

use super::request::{Request, size};
use crate::{
    checkpoint::Checkpoint, cosignature, error::LogError, note::parse_signatures, shelf::Shelf,
    vkey::VerifierKey,
};

/// How long a witness may take to accept a connection, and to answer.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(20);

/// The longest answer that is read, in bytes: cosignatures, some of them post-quantum.
const MAX_ANSWER: usize = 64 * 1024;

/// How often the question is put again because the checkpoint on the shelf, or at the witness, has moved on.
const TRIES: usize = 5;

/// Has a witness cosign the checkpoint on the shelf, and adds the cosignature to it. Gives the checkpoint as it then lies
/// there.
///
/// `url` is the witness's submission prefix: `https`, or `http` to this machine only, since an answer in clear text could
/// be kept back or replaced by one that hides an alarm. If the witness has cosigned a larger tree of this log, it is
/// [`LogError::WitnessAhead`]; if it has cosigned another one, [`LogError::WitnessDisagrees`]: both are alarms.
pub async fn ask(
    shelf: &Shelf,
    log: &VerifierKey,
    witness: &VerifierKey,
    url: &str,
) -> Result<Checkpoint, LogError> {
    let url = endpoint(url)?;
    let client = client()?;
    let fails = |why: String| LogError::Witness { name: witness.name().into(), why };
    // The witness says how far it is if this is wrong; it need not be remembered here.
    let mut old = 0;
    for _ in 0..TRIES {
        let seen = shelf.see(log).await?.ok_or(LogError::NoCheckpoint)?;
        let checkpoint = seen.checkpoint.clone();
        if old > checkpoint.size() {
            return Err(LogError::WitnessAhead {
                name: witness.name().into(),
                witness: old,
                log: checkpoint.size(),
            });
        }
        let proof = shelf.prove_consistency(old, checkpoint.size()).await?;
        let request = Request { old, proof, checkpoint: checkpoint.clone() };
        let sent = client.post(url.clone()).body(request.to_bytes()).send().await;
        let answer = sent.map_err(|error| fails(error.without_url().to_string()))?;
        let status = answer.status();
        let body = read(answer).await.map_err(fails)?;
        match status {
            StatusCode::OK => {
                let mut cosigned = checkpoint;
                let lines = parse_signatures(&body).map_err(|error| fails(error.to_string()))?;
                for line in lines.into_iter().filter(|line| witness.made(line)) {
                    cosigned.note_mut().add(line);
                }
                if cosignature::verify(&cosigned, witness)?.is_none() {
                    return Err(fails("its answer holds no cosignature by its key".into()));
                }
                if shelf.replace(Some(&seen), &cosigned).await? {
                    return Ok(cosigned);
                }
                // Another checkpoint, or another cosignature, was put there meanwhile.
                old = cosigned.size();
            }
            StatusCode::CONFLICT => {
                let known = std::str::from_utf8(&body).ok().and_then(|text| text.strip_suffix('\n'));
                old = known.and_then(size).ok_or_else(|| fails("its answer 409 holds no size".into()))?;
            }
            StatusCode::UNPROCESSABLE_ENTITY => {
                return Err(LogError::WitnessDisagrees { name: witness.name().into(), size: old });
            }
            other => return Err(fails(format!("it answered {other}"))),
        }
    }
    Err(fails(format!("it said {TRIES} times that something has changed")))
}

/// Where to send it: `<prefix>/add-checkpoint`.
fn endpoint(prefix: &str) -> Result<Url, LogError> {
    let url = format!("{}/add-checkpoint", prefix.trim_end_matches('/'));
    let url = Url::parse(&url).map_err(|_| LogError::WitnessUrl("it is no URL"))?;
    let local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if local => Ok(url),
        _ => Err(LogError::WitnessUrl("it must begin with https, or with http to this machine")),
    }
}

fn client() -> Result<Client, LogError> {
    let client =
        Client::builder().connect_timeout(CONNECT).timeout(ANSWER).redirect(redirect::Policy::none());
    client.build().map_err(|_| LogError::WitnessUrl("this machine's certificates could not be read"))
}

async fn read(mut answer: Response) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        body.extend_from_slice(&piece);
        if body.len() > MAX_ANSWER {
            return Err("its answer does not end".into());
        }
    }
    Ok(body)
}
