//! Zip archives of stored entries, with right sizes and checksums.

use std::io::Read;

/// Packs parts.
pub fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    let parts = &parts[..parts.len().min(usize::from(u16::MAX))];
    for (name, content) in parts {
        let offset = body.len() as u32;
        let mut fields = Vec::new();
        // Version, flags (names in UTF-8), method, time, date.
        for field in [20_u16, 0x0800, 0, 0, 33] {
            fields.extend(field.to_le_bytes());
        }
        for field in [crc32fast::hash(content), content.len() as u32, content.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        body.extend(b"PK\x03\x04");
        body.extend(&fields);
        body.extend(name.as_bytes());
        body.extend(content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, len, count) = (body.len() as u32, directory.len() as u32, parts.len() as u16);
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count.to_le_bytes());
    body.extend(count.to_le_bytes());
    body.extend(len.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0; 2]);
    body
}

/// Unpacks a fixture; entries that are no files are left out.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(archive) = rawzip::ZipArchive::from_slice(bytes) else { return Vec::new() };
    let mut parts = Vec::new();
    for entry in archive.entries().flatten() {
        let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        let method = entry.compression_method();
        let Ok(found) = archive.get_entry(entry.wayfinder()) else { continue };
        let packed = found.data();
        let mut content = Vec::new();
        if method == rawzip::CompressionMethod::STORE {
            content.extend_from_slice(packed);
        } else if flate2::read::DeflateDecoder::new(packed).read_to_end(&mut content).is_err() {
            continue;
        }
        parts.push((name, content));
    }
    parts
}
