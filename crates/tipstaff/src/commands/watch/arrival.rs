//! Who still writes to a file: as far as this user may see, by what is open in other processes.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// Bits of an open file's flags that say how it is open; 0 is for reading only.
const ACCESS: u32 = 0o3;

/// Whether some process has the file open for writing. Processes of other users cannot be looked into: for those it counts
/// only that the file has not changed for a while.
pub fn is_being_written(about: &Metadata) -> bool {
    if !about.is_file() {
        return false;
    }
    let Ok(processes) = std::fs::read_dir("/proc") else { return false };
    let numbers = processes.flatten().filter(|process| {
        process.file_name().to_string_lossy().bytes().all(|letter| letter.is_ascii_digit())
    });
    let own = (about.dev(), about.ino());
    for process in numbers {
        let Ok(open) = std::fs::read_dir(process.path().join("fd")) else { continue };
        for descriptor in open.flatten() {
            // Followed by the kernel to what is open, whatever its name is by now.
            let same = std::fs::metadata(descriptor.path()).is_ok_and(|is| (is.dev(), is.ino()) == own);
            let info = process.path().join("fdinfo").join(descriptor.file_name());
            if same && std::fs::read_to_string(info).is_ok_and(|info| may_write(&info)) {
                return true;
            }
        }
    }
    false
}

/// Whether the flags of an open file say that it is open for writing.
fn may_write(info: &str) -> bool {
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
    flags.is_some_and(|flags| u32::from_str_radix(flags.trim(), 8).is_ok_and(|flags| flags & ACCESS != 0))
}
