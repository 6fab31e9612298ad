//! Windows code pages by number, as office programs store them.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_R, KOI8_U,
    MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// The encoding of a code page; Windows-1252, the British one, for numbers that mean nothing here. The letters of
/// DOS code pages beyond ASCII come out wrong; names are still recognisable.
pub(crate) fn encoding(number: u16) -> &'static Encoding {
    match number {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 | 1361 => EUC_KR,
        950 => BIG5,
        1200 => UTF_16LE,
        1201 => UTF_16BE,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        // BIFF writes the Macintosh code page as 32768 ([MS-XLS] 2.4.52).
        10_000 | 32_768 => MACINTOSH,
        10_007 => X_MAC_CYRILLIC,
        20_866 => KOI8_R,
        21_866 => KOI8_U,
        28_592 => ISO_8859_2,
        28_595 => ISO_8859_5,
        28_597 => ISO_8859_7,
        51_932 => EUC_JP,
        54_936 => GB18030,
        65_001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// Bytes of a code page as text.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_byte_is_another_letter_in_another_code_page() {
        assert_eq!(decode(b"M\xfcller", encoding(1252)), "Müller");
        assert_eq!(decode(b"M\x9fller", encoding(32_768)), "Müller");
        assert_eq!(decode(b"\xcb\xe8\xf1\xf2", encoding(1251)), "Лист");
        assert_eq!(decode(b"plain", encoding(9)), "plain");
    }
}
