//! What the program keeps from others on the same machine: its memory, and the files that it makes.

/// No core dump, no look into memory by another program of the same user, and files for their owner only. Names and keys are
/// in this process: a dump would hold them, and systemd collects dumps by default.
#[cfg(target_os = "linux")]
pub fn keep_to_itself() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask};

    // Where the system refuses, the program is as safe as any other one, and its work is not worth less.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Elsewhere there is nothing to do that is known.
#[cfg(not(target_os = "linux"))]
pub fn keep_to_itself() {}
