//! Pivot caches ([MS-XLSB] 2.1.7.38, 2.1.7.39). What the definition and the records mean together is the business of
//! [`crate::ooxml::pivot`], as for XML.

mod definition;
mod item;
mod records;

pub(crate) use definition::read as definition;
pub(crate) use records::read as records;
