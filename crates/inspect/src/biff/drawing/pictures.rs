//! Pictures stored in a drawing group ([MS-ODRAW] 2.2.32, 2.2.23 to 2.2.31).

use super::escher;
use crate::bytes::{Bytes, wide};

/// One picture.
#[derive(Debug)]
pub(crate) struct Picture<'a> {
    pub(crate) kind: &'static str,
    /// Name given by the program, most often empty.
    pub(crate) name: String,
    /// Shapes that show it, where that is known.
    pub(crate) uses: Option<u32>,
    /// Its file, or the deflated body of a metafile.
    pub(crate) bytes: &'a [u8],
    pub(crate) is_deflated: bool,
}

const KINDS: &[(u16, &str)] = &[
    (0xf01a, "EMF"),
    (0xf01b, "WMF"),
    (0xf01c, "PICT"),
    (0xf01d, "JPEG"),
    (0xf01e, "PNG"),
    (0xf01f, "DIB"),
    (0xf029, "TIFF"),
    (0xf02a, "JPEG"),
];

/// All pictures of a drawing group, and bytes that make no sense.
pub(crate) fn pictures(group: &[u8]) -> (Vec<Picture<'_>>, Vec<&[u8]>) {
    let mut found = Vec::new();
    let mut broken = Vec::new();
    let mut lost = escher::walk(group, &mut |atom| match atom.kind {
        0xf007 if entry(atom.body, &mut found).is_none() => broken.push(atom.body),
        0xf007 => {}
        kind if kind_of(kind).is_some() => match blip(kind, atom.instance, atom.body) {
            Some(picture) => found.push(picture),
            None => broken.push(atom.body),
        },
        _ => {}
    });
    lost.extend(broken);
    (found, lost)
}

fn kind_of(number: u16) -> Option<&'static str> {
    KINDS.iter().find(|(kind, _)| *kind == number).map(|(_, title)| *title)
}

/// A picture's entry: a head, its name, the picture.
fn entry<'a>(body: &'a [u8], found: &mut Vec<Picture<'a>>) -> Option<()> {
    let mut bytes = Bytes::new(body);
    bytes.skip(24)?;
    let uses = bytes.u32()?;
    bytes.skip(5)?;
    let name = usize::from(bytes.u8()?);
    bytes.skip(2)?;
    let name = wide(bytes.take(name)?).trim_matches('\0').to_owned();
    // An entry whose picture was deleted is a head alone.
    if bytes.left() == 0 {
        return Some(());
    }
    let (options, kind, len) = (bytes.u16()?, bytes.u16()?, bytes.u32()? as usize);
    let picture = blip(kind, options >> 4, bytes.take(len.min(bytes.left()))?)?;
    found.push(Picture { name, uses: Some(uses), ..picture });
    Some(())
}

fn blip(kind: u16, instance: u16, body: &[u8]) -> Option<Picture<'_>> {
    let title = kind_of(kind)?;
    let mut bytes = Bytes::new(body);
    // An odd variant has two digests.
    bytes.skip(if instance & 1 == 1 { 32 } else { 16 })?;
    let mut is_deflated = false;
    if matches!(kind, 0xf01a..=0xf01c) {
        bytes.skip(32)?;
        is_deflated = bytes.u8()? == 0;
        bytes.skip(1)?;
    } else {
        bytes.skip(1)?;
    }
    Some(Picture { kind: title, name: String::new(), uses: None, bytes: bytes.rest(), is_deflated })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_taken_out_of_its_entry() {
        let blip = [&[0; 17][..], b"\x89PNG"].concat();
        let mut body = vec![0; 36];
        body[24] = 2;
        body.extend(0x6e00_u16.to_le_bytes());
        body.extend(0xf01e_u16.to_le_bytes());
        body.extend((blip.len() as u32).to_le_bytes());
        body.extend(&blip);
        let stored =
            [&2_u16.to_le_bytes()[..], &0xf007_u16.to_le_bytes(), &(body.len() as u32).to_le_bytes(), &body]
                .concat();
        let (found, lost) = pictures(&stored);
        assert!(lost.is_empty());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].bytes, found[0].uses), ("PNG", &b"\x89PNG"[..], Some(2)));
    }
}
