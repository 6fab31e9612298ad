//! Who is in a file: people of the roster by number, and between two bounds how many others.

use crate::findings::PartFound;
use crate::people::distinct::DistinctKeys;
use crate::people::tally::People;
use crate::people::told::ToldPeople;
use crate::table::{Field, Nature};
use roaring::RoaringBitmap;

/// Who is in a file and the files inside it, each once: whoever gets the file then holds this of them.
///
/// The numbers are those under which people were put on the roster. With [`People`] of the same file and its `roster`,
/// which count tables only, always:
///
/// - nobody is both definite and possible; the definite are at most `roster.certain`;
/// - definite and possible together are at least `roster.certain + roster.possible`, as namesakes whom one row can be
///   about are possible all of them, though it is about one;
/// - `unlisted.0` is at least `People::certain` less everybody of the roster who can be in it (`roster.certain`,
///   `roster.possible`, and whom only texts name);
/// - `unlisted.1` is at least `unlisted.0`, and at least `People::most()` less `roster.certain`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subjects {
    /// People of the roster who are in it.
    pub definite: RoaringBitmap,
    /// People of the roster who can be in it: they share what the file says with somebody, or a text names them.
    pub possible: RoaringBitmap,
    /// People who are not on the roster: at least, at most. A name that somebody on the roster bears is taken for theirs.
    pub unlisted: (u64, u64),
    /// What the file says of people: identifiers of fields and of kinds of numbers, in the order of the alphabet.
    pub fields: Vec<&'static str>,
}

impl Subjects {
    /// Whether nobody is in the file.
    pub fn is_nobody(&self) -> bool {
        self.definite.is_empty() && self.possible.is_empty() && self.unlisted.1 == 0
    }

    /// From the people of the tables, and the texts. `keys` are those of the rows of all tables.
    pub(crate) fn of(
        people: &People,
        texts: &mut ToldPeople,
        parts: &[PartFound],
        keys: impl FnOnce() -> DistinctKeys,
    ) -> Self {
        let roster = people.roster.clone().unwrap_or_default();
        let in_texts = &texts.on_roster - &roster.people;
        let listed_most = roster.certain + roster.possible + in_texts.len();
        let possible = (&roster.people | &in_texts) - &roster.definite;
        let beyond = if texts.is_empty() { 0 } else { texts.beyond(&keys()) };
        let least = people.certain.max(texts.least()).saturating_sub(listed_most);
        // Numbers in texts can be those of the roster's people. Whoever is surely unlisted is possibly so, too.
        let most = (people.most().saturating_sub(roster.certain) + beyond).max(least);
        Self { definite: roster.definite, possible, unlisted: (least, most), fields: fields(parts) }
    }
}

/// What the parts say of people.
fn fields(parts: &[PartFound]) -> Vec<&'static str> {
    let mut fields: Vec<&'static str> = Vec::new();
    for view in parts.iter().flat_map(|part| &part.views).filter(|view| view.nature >= Nature::Individuals) {
        let personal = view.columns.iter().filter(|column| column.filled > 0 && column.field.is_personal());
        fields.extend(personal.map(|column| column.field.id()));
        fields.extend(view.identifiers.iter().map(|found| found.kind.identifier().id));
    }
    for text in parts.iter().filter_map(|part| part.text.as_ref()) {
        fields.extend(text.identifiers.iter().map(|found| found.kind.identifier().id));
        fields.extend((text.naming > 0).then(|| Field::FullName.id()));
    }
    fields.sort_unstable();
    fields.dedup();
    fields
}
