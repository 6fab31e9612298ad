//! Asks the door of a server. What comes back is not believed here: who asked verifies it.

use crate::commands::say::hex;
use crate::exit::Failure;
use reqwest::{Client, StatusCode, Url, redirect::Policy};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;
use zeroize::Zeroizing;

/// Names the file with the token.
const TOKEN_VARIABLE: &str = "TIPSTAFF_TOKEN_FILE";
/// Longest token, in bytes.
const LONGEST_TOKEN: u64 = 4096;
/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The token: from a file descriptor, or from the file that `TIPSTAFF_TOKEN_FILE` names. Never from an argument or a
/// variable, which others can read.
pub fn token(descriptor: Option<u32>) -> Result<Zeroizing<String>, Failure> {
    let fix = "Write the token into a file that only you can read, and name it in TIPSTAFF_TOKEN_FILE; or give --token-fd";
    let path = match descriptor {
        Some(number) => PathBuf::from(format!("/dev/fd/{number}")),
        None => std::env::var_os(TOKEN_VARIABLE)
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("the server wants a token and none is given", fix))?,
    };
    let failed =
        |error: &std::io::Error| Failure::new(format!("the token could not be read ({})", error.kind()), fix);
    let mut text = Zeroizing::new(String::new());
    let file = File::open(&path).map_err(|error| failed(&error))?;
    file.take(LONGEST_TOKEN).read_to_string(&mut text).map_err(|error| failed(&error))?;
    let token = text.lines().next().unwrap_or_default().trim();
    if token.is_empty() || !token.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err(Failure::new("the token is empty or holds what no token holds", fix));
    }
    Ok(Zeroizing::new(token.to_owned()))
}

/// What the server answers about a file.
pub async fn ask(server: &str, token: &str, sha256: &[u8; 32]) -> Result<Vec<u8>, Failure> {
    let url = door(server, sha256)?;
    let silent = || {
        Failure::new(
            "the server could not be asked, so the file counts as held",
            "Check its address and that it is running; then try again",
        )
    };
    // A redirect would carry the token to where nobody meant it to go.
    let client =
        Client::builder().timeout(PATIENCE).redirect(Policy::none()).build().map_err(|_| silent())?;
    let mut answer = client.get(url).bearer_auth(token).send().await.map_err(|_| silent())?;
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(Failure::new(
                "the server does not take this token",
                "Let an administrator make one that may ask for certificates",
            ));
        }
        status => {
            return Err(Failure::new(
                format!("the server answered {status} and not whether there is a certificate"),
                "Check its address: it is the one under which its pages open",
            ));
        }
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|_| silent())? {
        if body.len() + piece.len() > LONGEST_ANSWER {
            return Err(Failure::new("the server's answer is far too long", "Check its address"));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Address of the door for a file. Without TLS only on this machine: the token would be read on the way.
fn door(server: &str, sha256: &[u8; 32]) -> Result<Url, Failure> {
    let fix = "Write it as https://HOST or https://HOST/PREFIX";
    let mut url: Url = format!("{}/", server.trim_end_matches('/'))
        .parse()
        .map_err(|_| Failure::new("the address of the server is none", fix))?;
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err(Failure::new("the server is not asked without TLS: others could read the token", fix));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(Failure::new("the address of the server holds more than an address", fix));
    }
    url = url
        .join(&format!("api/certificates/{}", hex(sha256)))
        .map_err(|_| Failure::new("the address of the server is none", fix))?;
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::door;

    #[test]
    fn a_token_goes_nowhere_in_clear() {
        let asked = |server: &str| door(server, &[0; 32]).map(|url| url.to_string()).ok();
        let end = format!("api/certificates/{}", "00".repeat(32));
        assert_eq!(asked("https://a.example"), Some(format!("https://a.example/{end}")));
        assert_eq!(asked("https://a.example/gate/"), Some(format!("https://a.example/gate/{end}")));
        assert_eq!(asked("http://127.0.0.1:8080"), Some(format!("http://127.0.0.1:8080/{end}")));
        for refused in
            ["http://a.example", "ftp://a.example", "https://u:p@a.example", "https://a.example/?q", "x"]
        {
            assert_eq!(asked(refused), None, "{refused}");
        }
    }
}
