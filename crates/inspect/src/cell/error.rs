//! Error values by the numbers that binary workbooks give them ([MS-XLS] 2.5.10, [MS-XLSB] 2.5.97.2).

/// An error as cells show it.
pub(crate) fn name(number: u8) -> &'static str {
    match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}
