//! What an administrator sets.

/// Settings of signing in.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether everybody needs a second factor: who has none can do nothing but set one up.
    pub second_factor_required: bool,
    /// What an authenticator app shows beside the name.
    pub issuer: String,
    /// How many passphrases are tried at once. Each takes 19 MiB of memory and a fifth of a second of one processor.
    pub at_once: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { second_factor_required: false, issuer: "Tipstaff".into(), at_once: 2 }
    }
}
