//! What stands before every page: headers that browsers obey, and who may send a form.

mod headers;
mod origin;

pub use headers::protect;
pub use origin::{Origin, same_origin};
