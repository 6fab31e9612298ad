//! Channel P: a watermark in photos.

mod key;

pub use key::PhotoKey;
