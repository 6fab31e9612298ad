//! Tables of a leaked file: their columns, typed by what they hold and never by what they are called.

mod column;
mod full_name;
mod typing;

pub(crate) use column::{Column, columns};
pub(crate) use full_name::{Reading, readings};
pub(crate) use typing::{Cells, Content, contained};
