//! The word by which a provider knows us.

use zeroize::Zeroizing;

/// Longest secret, in bytes.
const LONGEST: usize = 1024;

/// The client's secret: wiped when it is dropped, and never shown. The library that makes a request of it has a copy for
/// as long as that request takes.
#[derive(Clone)]
pub struct ClientSecret(Zeroizing<String>);

/// A secret that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the secret of the sign-in is empty, longer than 1,024 characters, or of more than one line. Put the one line that \
     the provider showed into the file, and nothing else"
)]
pub struct ClientSecretError;

impl ClientSecret {
    /// The secret, without the line feed at its end.
    pub fn new(text: &str) -> Result<Self, ClientSecretError> {
        let text = text.trim();
        let is_plain = !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control);
        if is_plain { Ok(Self(Zeroizing::new(text.to_owned()))) } else { Err(ClientSecretError) }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ClientSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_line_and_is_not_shown() {
        assert_eq!(ClientSecret::new(" word~of.many\n").unwrap().expose(), "word~of.many");
        assert_eq!(format!("{:?}", ClientSecret::new("word").unwrap()), "ClientSecret");
        for none in ["", " \n", "one\ntwo", &"x".repeat(1025)] {
            assert!(ClientSecret::new(none).is_err());
        }
    }
}
