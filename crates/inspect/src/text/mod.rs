//! Text: its encoding, and text where no reader knows what to expect.

pub(crate) mod base64;
pub(crate) mod code_page;
pub(crate) mod decoded;
pub(crate) mod encoding;
pub(crate) mod header_codes;
pub(crate) mod metered;
pub(crate) mod store;
pub(crate) mod sweep;
pub(crate) mod wide;
