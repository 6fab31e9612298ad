//! JSON (RFC 8259) and JSON Lines. The file is gone through several times and never held: first for its shape, which says
//! what in it is a table, then once for everything that lies side by side, and once more for each table inside a table.

mod document;
mod events;
mod not_numbers;
mod plan;
pub(crate) mod read;
mod recognise;
mod shape;
mod tell;

pub(crate) use recognise::{is_json, is_lines};
