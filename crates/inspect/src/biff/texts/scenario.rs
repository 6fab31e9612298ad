//! A scenario (SCENARIO, [MS-XLS] 2.4.244): values to try in some cells, and who made it.

use crate::Channel;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Letters;
use crate::cell::address;
use crate::lines::Lines;

pub(super) fn read(record: &Record<'_>, letters: &Letters, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    let cells = usize::from(chain.u16()?);
    chain.skip(2)?;
    let (name, comment, user) = (chain.u8()?, chain.u8()?, chain.u8()?);
    let mut at = String::new();
    if name > 0 {
        at = chain.text(usize::from(name), letters)?;
        lines.say(Channel::Scenario, "name", "", &at);
    }
    let mut text = || if letters.is_unicode { chain.long(letters) } else { chain.short(letters) };
    if user > 0 {
        lines.say(Channel::Scenario, "made by", &at, text()?);
    }
    if comment > 0 {
        lines.say(Channel::Scenario, "comment", &at, text()?);
    }
    let mut places = Vec::new();
    for _ in 0..cells {
        places.push((u32::from(chain.u16()?), u32::from(chain.u16()?)));
    }
    for (row, column) in places {
        let value = if letters.is_unicode { chain.long(letters)? } else { chain.short(letters)? };
        lines.say(Channel::Scenario, "value", address::name(row, column), value);
    }
    Some(())
}
