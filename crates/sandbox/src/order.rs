//! What the parent tells a worker: everything but where the file lies.

use crate::Layers;
use inspect::{Limits, Options};
use serde::{Deserialize, Serialize};

/// Longest name that is passed on; it only serves to tell kinds of text apart and to be shown.
const NAME_BYTES: usize = 4096;

/// The order of one inspection. It goes through the worker's third descriptor and not through its arguments, which
/// every user of the machine could read: a file's name can hold a person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order<'a> {
    /// The file's name, without its folder.
    pub(crate) name: &'a str,
    /// How much the file may ask of the machine.
    pub(crate) limits: Limits,
    /// Whether to send displayed text, styles, widths and merged ranges.
    pub(crate) layout: bool,
    /// Whether to send pixels of pictures.
    pub(crate) pixels: bool,
    /// Seconds of processor time.
    pub(crate) seconds: u64,
    /// Layers without which no byte is read.
    pub(crate) required: Layers,
}

impl<'a> Order<'a> {
    pub(crate) fn new(name: &'a str, options: &Options, seconds: u64, required: Layers) -> Self {
        let end = name.floor_char_boundary(NAME_BYTES);
        let name = name.get(..end).unwrap_or_default();
        Self {
            name,
            limits: options.limits.clone(),
            layout: options.layout,
            pixels: options.pixels,
            seconds,
            required,
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    pub(crate) fn from_bytes(bytes: &'a [u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }

    /// The order as the reader's options.
    pub(crate) fn options(&self) -> Options {
        Options {
            limits: self.limits.clone(),
            layout: self.layout,
            pixels: self.pixels,
            clock: Some(processor_time),
        }
    }
}

/// Time that this process has kept a processor busy. A reader that waits for a slow listener is not slow itself.
fn processor_time() -> std::time::Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        std::time::Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    }
    #[cfg(not(unix))]
    std::time::Duration::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_arrives_as_it_was_given() -> Result<(), postcard::Error> {
        let options = Options { layout: true, pixels: true, ..Options::default() };
        let order = Order::new("answer.xlsx", &options, 16, Layers::all());
        let bytes = order.to_bytes()?;
        assert_eq!(Order::from_bytes(&bytes)?, order);
        Ok(())
    }

    #[test]
    fn a_name_without_end_is_cut_between_letters() {
        let name = "é".repeat(NAME_BYTES);
        let order = Order::new(&name, &Options::default(), 1, Layers::all());
        assert_eq!(order.name.len(), NAME_BYTES);
    }
}
