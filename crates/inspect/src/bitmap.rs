//! Bitmaps of Windows as drawings and property sets keep them: without the head that makes them a file ([MS-WMF] 2.2.2.9).

use crate::bytes::Bytes;

/// The bitmap as a `.bmp` file; `None` for bytes that are no bitmap.
pub(crate) fn as_file(bitmap: &[u8]) -> Option<Vec<u8>> {
    const HEAD: u32 = 14;
    let mut bytes = Bytes::new(bitmap);
    let head = bytes.u32()?;
    (40..=124).contains(&head).then_some(())?;
    bytes.skip(10)?;
    let (bits, compression) = (bytes.u16()?, bytes.u32()?);
    bytes.skip(12)?;
    let used = bytes.u32()?;
    let colours = match (used, bits) {
        (0, 1..=8) => 1 << bits,
        (0, _) => 0,
        (used, _) => used,
    };
    // Three masks stand behind the shortest head where the colours have their own bits.
    let masks = if compression == 3 && head == 40 { 12 } else { 0 };
    let pixels = HEAD.checked_add(head)?.checked_add(masks)?.checked_add(colours.checked_mul(4)?)?;
    let size = u32::try_from(bitmap.len()).ok()?.checked_add(HEAD)?;
    let file = [&b"BM"[..], &size.to_le_bytes(), &[0; 4], &pixels.to_le_bytes(), bitmap].concat();
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::as_file;

    #[test]
    fn a_bitmap_gets_the_head_that_names_where_its_pixels_begin() {
        let mut bitmap = vec![0; 40 + 8 + 4];
        bitmap[0] = 40;
        bitmap[14] = 1;
        let file = as_file(&bitmap).unwrap();
        assert_eq!(&file[..14], b"BM\x42\0\0\0\0\0\0\0\x3e\0\0\0");
        assert_eq!(as_file(b"PICT"), None);
        bitmap[32..36].copy_from_slice(&[0xff; 4]);
        assert_eq!(as_file(&bitmap), None);
    }
}
