//! Landlock: no file system, no network, no signals.

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, RestrictionStatus, Ruleset, RulesetAttr, RulesetError,
    RulesetStatus, Scope,
};

/// The newest version that this was written against. Kernels with an older one enforce what they know.
const VERSION: ABI = ABI::V7;

/// Forbids all that Landlock can forbid: every right is handled, and no rule grants one. Returns the version that the
/// kernel offers, 0 if nothing was forbidden.
pub(super) fn forbid() -> u8 {
    restrict().map_or(0, |status| match (status.ruleset, status.landlock) {
        (RulesetStatus::NotEnforced, _) => 0,
        (_, LandlockStatus::Available { effective_abi, .. }) => effective_abi as u8,
        _ => 0,
    })
}

fn restrict() -> Result<RestrictionStatus, RulesetError> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(VERSION))?
        .handle_access(AccessNet::from_all(VERSION))?
        .scope(Scope::from_all(VERSION))?
        .create()?
        .restrict_self()
}
