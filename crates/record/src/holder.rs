//! Holders: who or what holds data. All kinds are in one table; a seventh kind is a line in [`HOLDER_KINDS`].

use crate::act::HolderAdded;
use crate::actor::{Actor, narrow};
use crate::ledger::{Recorded, Writing};
use crate::{Record, RecordError, spelling, table};
use jiff::Timestamp;
use store::{Row, Value};
use zeroize::Zeroizing;

/// One line of [`HOLDER_KINDS`].
#[derive(Debug)]
pub struct HolderKindRow {
    /// The kind.
    pub kind: HolderKind,
    /// Stable identifier.
    pub id: &'static str,
    /// Name for a person: "a supplier".
    pub title: &'static str,
    /// What belongs to it.
    pub what: &'static str,
}

macro_rules! kinds {
    ($( $name:ident $id:literal $title:literal $what:literal; )+) => {
        /// Kind of a holder.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum HolderKind {
            $( #[doc = $what] $name, )+
        }

        /// Every kind of holder.
        pub static HOLDER_KINDS: &[HolderKindRow] =
            &[ $( HolderKindRow { kind: HolderKind::$name, id: $id, title: $title, what: $what }, )+ ];
    };
}

kinds! {
    Supplier "supplier" "a supplier" "A firm or another body that was given data";
    Device "device" "a device" "A laptop, a telephone, a disk";
    Notebook "notebook" "a notebook" "A book with numbered pages";
    Public "public" "the public" "Everybody: what was released or got out";
    System "system" "a system" "A program with a store of its own";
    EvidenceStore "evidence-store" "an evidence store" "Where footage and other evidence is kept";
    Person "person" "a person" "Somebody who was sent or handed data";
}

impl HolderKind {
    /// The kind of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        HOLDER_KINDS.iter().find(|row| row.id == id).map(|row| row.kind)
    }

    /// Its line.
    pub fn row(self) -> &'static HolderKindRow {
        &HOLDER_KINDS[self as usize]
    }

    /// Stable identifier.
    pub fn id(self) -> &'static str {
        self.row().id
    }
}

/// Who or what holds data.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// Number of the holder.
    pub number: u32,
    /// Kind.
    pub kind: HolderKind,
    /// Name, as it was entered. That of a person is personal: see [`Holder::public_name`].
    pub name: Zeroizing<String>,
}

impl Holder {
    /// The name, if it is not that of a person.
    pub fn public_name(&self) -> Option<&str> {
        (self.kind != HolderKind::Person).then_some(self.name.as_str())
    }
}

impl std::fmt::Debug for Holder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Holder {} ({})", self.number, self.kind.id())
    }
}

const COLUMNS: &str = "SELECT number, holder, kind, name FROM holder WHERE ended IS NULL";

impl Record {
    /// Adds a holder. Two of one kind cannot bear the same name.
    pub async fn add_holder(
        &self,
        by: &Actor,
        kind: HolderKind,
        name: &str,
        now: Timestamp,
    ) -> Result<(Holder, Recorded), RecordError> {
        let name = spelling::required(name, "a holder")?;
        let mut writing = self.begin("add a holder", now).await?;
        if holder_of_kind(&mut writing, kind, &name).await?.is_some() {
            return Err(RecordError::Refused {
                what: format!("{} of that name is there already", kind.row().title),
                fix: "Use it, or choose another name; tipstaff holder list shows all".into(),
            });
        }
        let number = write_holders(&mut writing, &[(kind, name.clone())]).await?;
        let act = HolderAdded { holder: number, kind: kind.id().into() };
        let recorded = writing.commit(&act, by, &[]).await?;
        Ok((Holder { number, kind, name: Zeroizing::new(name) }, recorded))
    }

    /// All holders, by number.
    pub async fn holders(&self) -> Result<Vec<Holder>, RecordError> {
        let rows = self.store().read(&format!("{COLUMNS} ORDER BY holder"), &[]).await?;
        rows.iter().map(|row| self.holder_of(row)).collect()
    }

    /// The holder of this name, or of this number: `7` or `#7`.
    pub async fn holder(&self, named: &str) -> Result<Holder, RecordError> {
        let named = named.trim();
        let tag = self.keys().tag("holder", &spelling::name(named));
        let mut rows = self.store().read(&format!("{COLUMNS} AND tag = $1"), &[tag.to_vec().into()]).await?;
        if let Ok(number) = named.strip_prefix('#').unwrap_or(named).parse::<u32>() {
            let number = Value::from(i64::from(number));
            rows.extend(self.store().read(&format!("{COLUMNS} AND holder = $1"), &[number]).await?);
        }
        rows.dedup();
        match rows.as_slice() {
            [only] => self.holder_of(only),
            [] => Err(RecordError::Unknown {
                what: "a holder of that name or number".into(),
                fix: "tipstaff holder list shows all; tipstaff holder add makes one".into(),
            }),
            _ => Err(RecordError::Refused {
                what: "several holders answer to that name".into(),
                fix: "Give the number, as in #7; tipstaff holder list shows it".into(),
            }),
        }
    }

    fn holder_of(&self, row: &Row) -> Result<Holder, RecordError> {
        let number = row.integer(0)?;
        Ok(Holder {
            number: narrow(row.integer(1)?, "a holder's number")?,
            kind: HolderKind::named(row.text(2)?)
                .ok_or_else(|| RecordError::damaged("a kind of holder is not known"))?,
            name: self.keys().open_value(&table::HOLDER, number, "name", row.bytes(3)?)?,
        })
    }
}

impl Writing<'_> {
    /// Number of the holder of this kind and name, which is made if there is none.
    pub async fn holder(&mut self, kind: HolderKind, name: &str) -> Result<u32, RecordError> {
        let name = spelling::required(name, "a holder")?;
        match holder_of_kind(self, kind, &name).await? {
            Some(number) => Ok(number),
            None => write_holders(self, &[(kind, name)]).await,
        }
    }
}

/// Number of the holder of this kind and name, as the transaction sees it.
pub(crate) async fn holder_of_kind(
    writing: &mut Writing<'_>,
    kind: HolderKind,
    name: &str,
) -> Result<Option<u32>, RecordError> {
    let tag = writing.record().keys().tag("holder", &spelling::name(name));
    let rows = writing
        .transaction()
        .read(
            "SELECT holder FROM holder WHERE ended IS NULL AND tag = $1 AND kind = $2",
            &[tag.to_vec().into(), kind.id().into()],
        )
        .await?;
    rows.first().map(|row| narrow(row.integer(0)?, "a holder's number")).transpose()
}

/// Writes new holders; gives the number of the first, the others follow.
pub(crate) async fn write_holders(
    writing: &mut Writing<'_>,
    holders: &[(HolderKind, String)],
) -> Result<u32, RecordError> {
    let first = writing.take_numbers("holder numbers", holders.len()).await?;
    let first_row = writing.reserve(&table::HOLDER, holders.len()).await?;
    let keys = writing.record().keys();
    let rows = (first_row..)
        .zip(first..)
        .zip(holders)
        .map(|((row, number), (kind, name))| {
            Ok(vec![
                number.into(),
                kind.id().into(),
                keys.seal(&table::HOLDER, row, "name", name.as_bytes())?.into(),
                keys.tag("holder", &spelling::name(name)).to_vec().into(),
            ])
        })
        .collect::<Result<Vec<_>, RecordError>>()?;
    writing.insert(&table::HOLDER, first_row, rows).await?;
    narrow(first, "a holder's number")
}
