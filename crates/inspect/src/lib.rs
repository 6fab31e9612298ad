//! What a file really stores.
//!
//! [`inspect`] goes through a file and says what it finds as a stream of [`Frame`]s: every part with its place, its
//! [`Channel`], whether a person who opens the file sees it, and its content as text, table or nested file. Tables are
//! streamed row by row. Bytes that no reader understands are named, never passed over; a file that cannot be read to
//! its end says so with a [`Reason`].
//!
//! This crate knows formats. It knows nothing of people, policy, disks or networks: the bytes come through a
//! [`Source`], the result leaves through a [`Sink`].

mod biff;
mod bitmap;
mod budget;
mod bytes;
mod cell;
mod channel;
mod container;
mod delimited;
mod foreign;
mod format;
mod formats;
mod frame;
mod hiding;
mod inspection;
mod json;
mod lazy;
mod limits;
mod lines;
mod media;
mod odf;
mod ole_object;
mod ole_properties;
mod ooxml;
mod open;
mod packed;
mod pixels;
mod plain;
mod probe;
mod reason;
mod row;
mod scribe;
mod sheet_name;
mod signature;
mod source;
mod stop;
mod text;
mod vba;
mod xlsb;
mod xml;

pub use budget::Budget;
pub use cell::address::column_name;
pub use channel::{CHANNELS, Channel, ChannelRow, Visibility};
pub use format::{FORMATS, FileContext, Format};
pub use frame::{
    Closed, Content, FileHead, FileTail, Frame, HiddenTally, Layout, PartHead, PartTail, Pixels, Segment,
    Sink, Style, TableTally, Unaccounted, Unchecked,
};
pub use hiding::Hiding;
pub use inspection::{Collector, Doubt, File, Gap, Inspection, KeptRow, Part};
pub use limits::Limits;
pub use open::{Options, inspect};
pub use reason::Reason;
pub use row::{Cell, CellHead, CellKind, Row, RowBuffer, RowRole};
pub use scribe::{Scribe, Spot};
#[cfg(unix)]
pub use source::FileSource;
pub use source::{Cursor, Slice, Source};
pub use stop::{Read, Stop};
