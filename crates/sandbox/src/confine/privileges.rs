//! What the process may do because of who started it.

use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::thread::{
    CapabilitySet, CapabilitySets, clear_ambient_capability_set, no_new_privs, set_capabilities,
    set_no_new_privs,
};

/// Gives up every capability, which matters when the parent is root, and the way to gain any.
pub(super) fn give_up() -> bool {
    let none = CapabilitySet::empty();
    let sets = CapabilitySets { effective: none, permitted: none, inheritable: none };
    let _ = clear_ambient_capability_set();
    set_no_new_privs(true).is_ok() && no_new_privs() == Ok(true) && set_capabilities(None, sets).is_ok()
}

/// Forbids core dumps, and other processes of the same user to trace this one or read its memory.
pub(super) fn forbid_looking_in() -> bool {
    set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
}
