//! Why nobody was let in. Errors hold nothing of what a provider or a browser sent: that can be personal, or a secret.

/// Why nobody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignOnError {
    /// No answer.
    #[error(
        "your organisation's sign-in cannot be reached. Try again in a minute; if it stays, tell whoever runs this server"
    )]
    Unreachable,
    /// An answer that is none, or addresses that are not safe.
    #[error(
        "your organisation's sign-in answers with something else than OpenID Connect. Tell whoever runs this server: the issuer may be mistyped"
    )]
    NoProvider,
    /// The provider does not know us.
    #[error(
        "your organisation's sign-in does not accept this server. Tell whoever runs it: the client's identifier, or its secret, is wrong or has run out"
    )]
    NotAccepted,
    /// The code was used, has run out, or belongs to somebody else.
    #[error("this sign-in was used already, or took too long. Begin again")]
    CodeGone,
    /// The token is not what it has to be.
    #[error(
        "what your organisation's sign-in sent is not valid here. Begin again; if it stays, tell whoever runs this server"
    )]
    NotValid,
    /// The token is for somebody else.
    #[error(
        "what your organisation's sign-in sent is meant for another application, or comes from another issuer. Tell whoever runs this server"
    )]
    NotForUs,
    /// The token's times do not fit ours.
    #[error(
        "what your organisation's sign-in sent has run out already, or lies in the future. Begin again; if it stays, the clock of this server is wrong"
    )]
    WrongTime,
    /// Signed with a key that the provider does not publish.
    #[error(
        "what your organisation's sign-in sent is signed with a key that it does not publish. Begin again; if it stays, tell whoever runs this server"
    )]
    UnknownKey,
    /// Who should have proved anew who they are did not.
    #[error(
        "your organisation's sign-in did not ask you again who you are. Begin again; if it stays, tell whoever runs this server"
    )]
    NotAnew,
}

impl SignOnError {
    /// Whether it is the provider, or the way to it, that has to be put right before anybody can sign in.
    pub fn is_out_of_service(self) -> bool {
        matches!(self, Self::Unreachable | Self::NoProvider | Self::NotAccepted)
    }
}

#[cfg(test)]
mod tests {
    use super::SignOnError::*;

    #[test]
    fn errors_say_what_happened_and_what_to_do() {
        let all = [
            Unreachable,
            NoProvider,
            NotAccepted,
            CodeGone,
            NotValid,
            NotForUs,
            WrongTime,
            UnknownKey,
            NotAnew,
        ];
        let words: Vec<String> = all.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(words.join("\n"));
    }
}
