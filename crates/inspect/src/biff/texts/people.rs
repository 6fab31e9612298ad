//! Names of people that the program itself notes down ([MS-XLS] 2.4.51, 2.4.118, 2.4.338, 2.4.349).

use crate::Channel;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::lines::Lines;

/// WRITEACCESS: the user who last had the file open, filled up with spaces. Some programs leave the length out.
pub(super) fn write_access(record: &Record<'_>, letters: &Letters, lines: &mut Lines) {
    // The program always writes the record; a blank one is told as an empty place.
    lines.mark(Channel::UserName);
    let mut chain = Chain::of(record);
    let text = if letters.is_unicode { chain.long(letters) } else { chain.short(letters) };
    match text {
        Some(name) => {
            lines.say(Channel::UserName, "last opened for writing by", "", name.trim_end());
            super::leftover(&chain.rest(), Channel::UserName, lines);
        }
        None => super::leftover(&record.joined(), Channel::UserName, lines),
    }
}

/// FILESHARING: who reserved the file for writing.
pub(super) fn file_sharing(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    let (read_only, password) = (chain.u16()?, chain.u16()?);
    if read_only != 0 {
        lines.say(Channel::Protection, "", "", "opening for reading only is recommended");
    }
    if password != 0 {
        lines.say(Channel::Protection, "", "", "a password is needed to save changes");
    }
    if chain.is_done() {
        return Some(());
    }
    // Versions differ in the size of the count: the name is what is left either way.
    let mut long = chain.clone();
    let name = if letters.is_unicode { long.long(letters) } else { chain.clone().short(letters) };
    match name.filter(|name| !name.is_empty()) {
        Some(name) => lines.say(Channel::UserName, "reserved for writing by", "", name),
        None => super::leftover(&chain.rest(), Channel::UserName, lines),
    }
    Some(())
}

/// USERBVIEW: a custom view; its name is most often that of its maker.
pub(super) fn custom_view(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(50)?;
    lines.say(Channel::CustomView, "view", "", chain.long(letters)?);
    Some(())
}

/// CODENAME: the name by which macros call a sheet.
pub(super) fn code_name(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    lines.say(Channel::ViewSettings, "name of the sheet in macros", "", Chain::of(record).long(letters)?);
    Some(())
}
