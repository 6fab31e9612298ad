//! XML as office programs write it: any encoding, any prefix, no document types.
//!
//! Elements and attributes are known by their local names. Programs choose prefixes freely, and the transitional and
//! strict forms of one format differ in every namespace; a part is told by its relationship, not by its prefix.

pub(crate) mod decode;
pub(crate) mod element;
pub(crate) mod picks;
mod remark;
pub(crate) mod stream;
mod walk;

pub(crate) use element::Element;
pub(crate) use remark::remark;
pub(crate) use stream::XmlStream;
pub(crate) use walk::{Path, Visitor, Walker, walk, walk_stream};
