//! All layers, in an order in which none needs what another took away.

use super::{files, privileges, resources, system_calls};
use crate::{Confinement, Layers};
use inspect::Limits;
use rustix::process::{Signal, set_parent_process_death_signal};

/// Puts on the wanted layers and says which of them are in force. A layer counts only if the kernel took all of it.
pub(crate) fn confine(wanted: Layers, limits: &Limits, seconds: u64) -> Confinement {
    // A worker has no business without its parent. Not a layer: the limit on time ends it too.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // What the kernel's log and lists of processes call it; otherwise "exe".
    let _ = rustix::thread::set_name(c"tipstaff-worker");
    let mut landlock_version = 0;
    let mut layers = Layers::empty();
    let mut put_on = |layer: Layers, put_on: &mut dyn FnMut() -> bool| {
        if wanted.contains(layer) && put_on() {
            layers |= layer;
        }
    };
    put_on(Layers::NO_NEW_PRIVILEGES, &mut privileges::give_up);
    put_on(Layers::NOT_DUMPABLE, &mut privileges::forbid_looking_in);
    put_on(Layers::LANDLOCK, &mut || {
        landlock_version = files::forbid();
        landlock_version > 0
    });
    // Landlock needs a descriptor for a moment, and there may be none from here on.
    put_on(Layers::RESOURCE_LIMITS, &mut || resources::limit(limits.memory_bytes, seconds));
    // Last: the calls that put on the others are not on the list.
    put_on(Layers::SECCOMP, &mut || system_calls::allow_few().is_some());
    Confinement { layers, landlock_version }
}
