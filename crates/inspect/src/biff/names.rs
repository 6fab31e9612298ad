//! Defined names (Lbl, [MS-XLS] 2.4.150): for ranges, and for constants that stand in no cell.

use super::book::Book;
use super::chain::Chain;
use super::formula::Token;
use super::record::Record;
use crate::Channel;
use crate::cell::address::Area;
use crate::lines::Lines;

/// A defined name, as far as other readers need it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Name {
    pub(crate) spelled: String,
    /// Number of a name that programs set themselves ([MS-XLS] 2.5.114).
    pub(crate) built_in: Option<u8>,
    /// Sheet that it belongs to, from 0.
    pub(crate) sheet: Option<usize>,
    /// Cells that it stands for.
    pub(crate) areas: Vec<Area>,
}

/// The printed range of a sheet.
pub(crate) const PRINT_AREA: u8 = 6;
/// The range under a filter.
pub(crate) const FILTER: u8 = 13;

/// Names that programs set themselves.
const BUILT_IN: [&str; 14] = [
    "Consolidate_Area",
    "Auto_Open",
    "Auto_Close",
    "Extract",
    "Database",
    "Criteria",
    "Print_Area",
    "Print_Titles",
    "Recorder",
    "Data_Form",
    "Auto_Activate",
    "Auto_Deactivate",
    "Sheet_Title",
    "_FilterDatabase",
];

/// Takes a NAME record.
pub(crate) fn take(record: &Record<'_>, book: &mut Book<'_>, lines: &mut Lines) -> Option<()> {
    let letters = book.letters;
    let mut chain = Chain::of(record);
    let flags = chain.u16()?;
    chain.skip(1)?;
    let letters_count = usize::from(chain.u8()?);
    let formula_bytes = usize::from(chain.u16()?);
    chain.skip(2)?;
    let sheet = usize::from(chain.u16()?).checked_sub(1);
    let texts = [chain.u8()?, chain.u8()?, chain.u8()?, chain.u8()?];
    let stored = chain.text(letters_count, &letters)?;
    let is_built_in = flags & 0x20 != 0;
    let built_in = stored.chars().next().filter(|_| is_built_in).map(|letter| letter as u32 as u8);
    let name = match built_in.and_then(|number| BUILT_IN.get(usize::from(number))) {
        Some(name) => (*name).to_owned(),
        None => stored,
    };

    let tokens = chain.take(formula_bytes)?;
    let extra = chain.rest();
    let mut areas = Vec::new();
    let sound = book.formula(&tokens, &extra).walk(&mut |token| {
        if let Token::Cells(_, area) = token {
            areas.push(area);
        }
    });
    // A name's own formula can name the name: it must be in the list before it is spelled.
    book.names.push(Name { spelled: name.clone(), built_in, sheet, areas });

    let channel = if flags & 1 != 0 { Channel::HiddenName } else { Channel::DefinedName };
    let scope = sheet.and_then(|sheet| book.listed.get(sheet)).map(|listed| listed.name.as_str());
    let at = scope.map_or(name.clone(), |scope| format!("'{scope}'!{name}"));
    lines.say(channel, "name", "", &name);
    match book.gist(&tokens, &extra) {
        Some(gist) => lines.say(channel, "refers to", &at, gist),
        None => sweep(&tokens, channel, &at, lines),
    }
    // Menu text, description, help topic, status bar text: behind the constants of arrays.
    if texts.iter().any(|count| *count > 0) {
        sweep(&extra, channel, &at, lines);
    }
    sound
}

/// Takes a NAMECMT record ([MS-XLS] 2.4.184): a remark on a name.
pub(crate) fn comment(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(12)?;
    let (name, comment) = (usize::from(chain.u16()?), usize::from(chain.u16()?));
    let name = chain.text(name, &book.letters)?;
    lines.say(Channel::DefinedName, "comment", name, chain.text(comment, &book.letters)?);
    Some(())
}

fn sweep(bytes: &[u8], channel: Channel, at: &str, lines: &mut Lines) {
    for text in crate::text::sweep::texts(bytes) {
        lines.say(channel, "", at, text);
    }
}
