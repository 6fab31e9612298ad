//! Compound files and records of BIFF8, to be spoilt.

use std::io::{Cursor, Write};

/// A record.
pub fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat()
}

/// The beginning of a stream of records: 5 for a workbook, 16 for a sheet.
pub fn begin(kind: u16) -> Vec<u8> {
    let fields = [0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0];
    record(0x0809, &fields.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

/// The end of a stream of records.
pub fn end() -> Vec<u8> {
    record(0x000a, &[])
}

/// A compound file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
