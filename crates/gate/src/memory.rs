//! Files that lie in memory and on no disk. A file that was sealed cannot be changed any more by anybody, whatever
//! handles to it are still open.

use std::fs::File;
use std::io;

/// Makes an empty file in memory. The name is for people who look at the process, and is never looked up.
#[cfg(target_os = "linux")]
pub(crate) fn create(name: &str) -> io::Result<File> {
    use rustix::fs::{MemfdFlags, memfd_create};
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let made = match memfd_create(name, flags | MemfdFlags::NOEXEC_SEAL) {
        // Kernels before 6.3 do not know that a file should never be run.
        Err(rustix::io::Errno::INVAL) => memfd_create(name, flags),
        made => made,
    };
    Ok(made?.into())
}

/// Takes away from everybody, for good, the right to change a file in memory.
#[cfg(target_os = "linux")]
pub(crate) fn seal(file: &File) -> io::Result<()> {
    use rustix::fs::{SealFlags, fcntl_add_seals};
    let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
    Ok(fcntl_add_seals(file, seals)?)
}

/// An open file as a reader may be given it: through a handle that cannot write.
#[cfg(unix)]
pub(crate) fn for_reading(file: File) -> io::Result<File> {
    use rustix::fs::{OFlags, fcntl_getfl};
    use std::os::fd::AsRawFd;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is a pipe, a device or the like, and no file"));
    }
    if fcntl_getfl(&file)? & OFlags::RWMODE == OFlags::RDONLY {
        return Ok(file);
    }
    File::open(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn create(_: &str) -> io::Result<File> {
    Err(io::Error::other("this system keeps no files in memory"))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn seal(_: &File) -> io::Result<()> {
    Err(io::Error::other("this system keeps no files in memory"))
}

#[cfg(not(unix))]
pub(crate) fn for_reading(file: File) -> io::Result<File> {
    Ok(file)
}
