//! Gives up what a reader does not need, for good.

#[cfg(target_os = "linux")]
mod descriptors;
#[cfg(any(not(target_os = "linux"), test))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod files;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod privileges;
#[cfg(target_os = "linux")]
mod resources;
#[cfg(target_os = "linux")]
mod system_calls;

#[cfg(target_os = "linux")]
pub(crate) use descriptors::close_inherited;
#[cfg(not(target_os = "linux"))]
pub(crate) use elsewhere::{close_inherited, confine};
#[cfg(target_os = "linux")]
pub(crate) use linux::confine;
