//! The allocator of the GNU C library, told to give back what nobody needs.
//!
//! As it comes, it keeps an arena for every thread that ever waited for another (up to eight a processor), and after it has
//! given back a large piece once, it keeps pieces of that size: the limit from which a piece is mapped by itself rises up to
//! 32 MiB. A command that takes in a million files, of which it holds a few thousand at a time, grows all the while. See
//! mallopt(3), `M_ARENA_MAX`, `M_MMAP_THRESHOLD` and `M_TRIM_THRESHOLD`; `bench/store` measures what comes of it.
//!
//! There is no safe wrapper for `mallopt`, so this crate has the only unsafe call of the house.

/// Pieces from this size on are mapped by themselves, and given back when they are freed; as much may lie free at the end of an
/// arena. It is what the library begins with; set by hand it stays.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: libc::c_int = 128 << 10;

/// Fewest arenas: the thread that waits for a disk does not hold up the one that hashes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ARENAS: usize = 2;

/// Has memory given back. It is for the start of a program, before there are threads; whoever set the same in the environment
/// (`MALLOC_ARENA_MAX` and so on) is overruled. Where it is refused, and with other allocators, nothing changes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn give_back() {
    let processors = std::thread::available_parallelism().map_or(ARENAS, usize::from);
    let arenas = libc::c_int::try_from(processors.max(ARENAS)).unwrap_or(libc::c_int::MAX);
    for (which, how_much) in
        [(libc::M_ARENA_MAX, arenas), (libc::M_MMAP_THRESHOLD, LARGE), (libc::M_TRIM_THRESHOLD, LARGE)]
    {
        // SAFETY: mallopt takes two numbers and no address, and may be called at any time: it locks the arena that it changes
        // (mallopt(3): "MT-Unsafe init const:mallopt" is about other threads that set the same at once, and there are none yet).
        #[expect(unsafe_code, reason = "no library wraps it")]
        let _is_set = unsafe { libc::mallopt(which, how_much) };
    }
}

/// With other allocators nothing is known to be better.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
