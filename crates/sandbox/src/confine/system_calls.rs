//! seccomp: the few system calls that reading a file, allocating memory and answering need.

use rustix::process::getpid;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter,
};
use std::collections::BTreeMap;

/// Calls that are allowed with any arguments, and what needs them.
const FREE: &[libc::c_long] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // Keys of hash tables. The clock, where the kernel does not lend it without a call.
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    // Ending, by itself or by a fault that is told apart from others by its signal.
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_sigaltstack,
    libc::SYS_getpid,
    libc::SYS_gettid,
    // What was interrupted by a stop goes on.
    libc::SYS_restart_syscall,
];

/// The part of a futex call's second argument that says what it does.
const FUTEX_COMMAND: u64 = 0x7f;

/// Puts the list on. Anything else kills the process: an honest reader never does it, and whoever took a reader over
/// gets no second try. The kernel's log names the call that was tried.
pub(super) fn allow_few() -> Option<()> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    let filter =
        SeccompFilter::new(rules()?, SeccompAction::KillProcess, SeccompAction::Allow, architecture).ok()?;
    let program = BpfProgram::try_from(filter).ok()?;
    apply_filter(&program).ok()
}

fn rules() -> Option<BTreeMap<i64, Vec<SeccompRule>>> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = FREE.iter().map(|call| (*call, Vec::new())).collect();
    // The file is read by offset; frames go to the pipe, last words to the socket. No other descriptor can be used, even
    // if there were one.
    rules.insert(libc::SYS_pread64, vec![rule([is(0, 0)?])?]);
    rules.insert(libc::SYS_write, vec![rule([is(0, 1)?])?, rule([is(0, 2)?])?]);
    // Memory is never made executable.
    rules.insert(libc::SYS_mmap, vec![rule([is_without(2, libc::PROT_EXEC)?])?]);
    rules.insert(libc::SYS_mprotect, vec![rule([is_without(2, libc::PROT_EXEC)?])?]);
    // Unwinding after a panic sets itself up once and wakes whoever waits for that: nobody. Waiting is not allowed; there
    // is no second thread to end it.
    rules.insert(libc::SYS_futex, vec![rule([is_under(1, FUTEX_COMMAND, libc::FUTEX_WAKE as u64)?])?]);
    // A process aborts by a signal to itself.
    let own = u64::try_from(getpid().as_raw_pid()).ok()?;
    rules.insert(libc::SYS_tgkill, vec![rule([is(0, own)?, is(1, own)?, is(2, libc::SIGABRT as u64)?])?]);
    Some(rules)
}

fn rule(conditions: impl Into<Vec<SeccompCondition>>) -> Option<SeccompRule> {
    SeccompRule::new(conditions.into()).ok()
}

/// The argument is this value.
fn is(argument: u8, value: u64) -> Option<SeccompCondition> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value).ok()
}

/// The argument has none of these bits.
fn is_without(argument: u8, bits: i32) -> Option<SeccompCondition> {
    is_under(argument, u64::try_from(bits).ok()?, 0)
}

/// The argument is this value as far as the mask goes.
fn is_under(argument: u8, mask: u64, value: u64) -> Option<SeccompCondition> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(mask), value).ok()
}
