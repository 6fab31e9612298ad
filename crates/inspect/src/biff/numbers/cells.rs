//! Record numbers from 0x0200 to 0x07ff: cells, rows and what lies with them.

use super::Class::{List, Old, Plain, Read, Swept};
use super::{Kind, Topic, kind};
use crate::Channel;

pub(super) const KINDS: &[Kind] = &[
    kind(0x0200, "DIMENSIONS", Read(Topic::Layout)),
    kind(0x0201, "BLANK", Plain(6)),
    kind(0x0203, "NUMBER", Read(Topic::Cell)),
    kind(0x0204, "LABEL", Read(Topic::Cell)),
    kind(0x0205, "BOOLERR", Read(Topic::Cell)),
    kind(0x0206, "FORMULA of BIFF3", Old),
    kind(0x0207, "STRING", Read(Topic::Cell)),
    kind(0x0208, "ROW", Read(Topic::Layout)),
    kind(0x0209, "BOF of BIFF3", Read(Topic::Frame)),
    kind(0x020b, "INDEX", List),
    kind(0x0218, "NAME of BIFF3", Old),
    kind(0x0221, "ARRAY", Read(Topic::SharedFormula)),
    kind(0x0223, "EXTERNNAME of BIFF3", Old),
    kind(0x0225, "DEFAULTROWHEIGHT", Read(Topic::Layout)),
    kind(0x0231, "FONT of BIFF3", Old),
    kind(0x0236, "TABLE", Plain(16)),
    kind(0x023e, "WINDOW2", Plain(18)),
    kind(0x0243, "XF of BIFF3", Old),
    kind(0x027e, "RK", Read(Topic::Cell)),
    kind(0x0293, "STYLE", Read(Topic::Text)),
    kind(0x0406, "FORMULA of BIFF4", Old),
    kind(0x0409, "BOF of BIFF4", Read(Topic::Frame)),
    kind(0x0418, "BIGNAME", Swept(Channel::DefinedName)),
    kind(0x041e, "FORMAT", Read(Topic::Style)),
    kind(0x043c, "CONTINUEBIGNAME", List),
    kind(0x0443, "XF of BIFF4", Old),
    kind(0x04bc, "SHRFMLA", Read(Topic::SharedFormula)),
];
