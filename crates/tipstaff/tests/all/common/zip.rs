//! Writes zip archives (PKWARE's APPNOTE 4.3), and lies where it is told to.

use std::io::Write;

/// An entry, with what its headers say that is not so.
#[derive(Debug, Clone)]
pub struct Entry {
    name: Vec<u8>,
    content: Vec<u8>,
    is_packed: bool,
    flags: u16,
    method: Option<u16>,
    crc: Option<u32>,
    size: Option<u32>,
    packed_size: Option<u32>,
    local_name: Option<Vec<u8>>,
    /// The header and bytes of this earlier entry are used instead of its own.
    shares: Option<usize>,
}

impl Entry {
    /// An honest entry, stored as it is.
    pub fn new(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Self {
        Self {
            name: name.as_ref().to_vec(),
            content: content.as_ref().to_vec(),
            is_packed: false,
            flags: 0x0800,
            method: None,
            crc: None,
            size: None,
            packed_size: None,
            local_name: None,
            shares: None,
        }
    }

    /// Packed by DEFLATE.
    pub fn packed(mut self) -> Self {
        self.is_packed = true;
        self
    }

    /// Says that it is encrypted.
    pub fn encrypted(mut self) -> Self {
        self.flags |= 1;
        self
    }

    /// Says that it is packed by another method.
    pub fn by_method(mut self, method: u16) -> Self {
        self.method = Some(method);
        self
    }

    /// Has another checksum than it says.
    pub fn wrong_checksum(mut self) -> Self {
        self.crc = Some(!crc32fast::hash(&self.content));
        self
    }

    /// Says that it unpacks to so many bytes.
    pub fn claiming(mut self, size: u32) -> Self {
        self.size = Some(size);
        self
    }

    /// Says that its packed form has so many bytes.
    pub fn claiming_packed(mut self, size: u32) -> Self {
        self.packed_size = Some(size);
        self
    }

    /// Has another name in front of its bytes than in the list.
    pub fn locally_called(mut self, name: &str) -> Self {
        self.local_name = Some(name.as_bytes().to_vec());
        self
    }

    /// Lies where an earlier entry lies.
    pub fn sharing(mut self, entry: usize) -> Self {
        self.shares = Some(entry);
        self
    }
}

/// The archive, and where each entry ends in it.
pub struct Archive {
    pub bytes: Vec<u8>,
    pub borders: Vec<usize>,
}

/// Writes an archive.
pub fn archive(entries: &[Entry]) -> Archive {
    let (mut bytes, mut directory, mut borders) = (Vec::new(), Vec::new(), Vec::new());
    let mut places: Vec<(u32, Vec<u8>)> = Vec::new();
    for entry in entries {
        let packed = if entry.is_packed { deflated(&entry.content) } else { entry.content.clone() };
        let mut fields = Vec::new();
        for field in [20, entry.flags, entry.method.unwrap_or(u16::from(entry.is_packed) * 8), 0, 33] {
            fields.extend(field.to_le_bytes());
        }
        for field in [
            entry.crc.unwrap_or_else(|| crc32fast::hash(&entry.content)),
            entry.packed_size.unwrap_or(packed.len() as u32),
            entry.size.unwrap_or(entry.content.len() as u32),
        ] {
            fields.extend(field.to_le_bytes());
        }
        let (offset, fields) = if let Some(other) = entry.shares {
            places[other].clone()
        } else {
            let offset = bytes.len() as u32;
            let local = entry.local_name.as_ref().unwrap_or(&entry.name);
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&fields);
            bytes.extend((local.len() as u16).to_le_bytes());
            bytes.extend([0; 2]);
            bytes.extend(local);
            borders.push(bytes.len());
            bytes.extend(&packed);
            borders.push(bytes.len());
            (offset, fields)
        };
        places.push((offset, fields.clone()));
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend((entry.name.len() as u16).to_le_bytes());
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(&entry.name);
    }
    let (start, len, count) = (bytes.len() as u32, directory.len() as u32, entries.len() as u16);
    bytes.extend(directory);
    borders.push(bytes.len());
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(len.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    Archive { bytes, borders }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}
