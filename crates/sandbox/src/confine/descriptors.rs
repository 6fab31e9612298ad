//! What a worker holds besides the file, the pipe and the order.

/// Closes every descriptor but the first three.
///
/// Everything that Rust opens is closed by the start of another program; but the parent may itself have been started
/// with open descriptors that it knows nothing of, by a shell or a service manager.
pub(crate) fn close_inherited() {
    let listed: Option<Vec<i32>> = std::fs::read_dir("/proc/self/fd").ok().map(|entries| {
        entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    });
    // Without `/proc`, those that a usual limit allows.
    for descriptor in listed.unwrap_or_else(|| (3..1024).collect()) {
        if descriptor > 2 {
            // The list itself was one of them and is closed already: an error says nothing.
            let _ = nix::unistd::close(descriptor);
        }
    }
}
