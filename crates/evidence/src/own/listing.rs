//! A place of copies, listed item by item.
//!
//! An item is listed as `ab/cd/<BLAKE3>.<item>` with the size of its object, when both its manifest and its object are there.
//! What is only half there, or is nobody's, is listed under a name that no item has, and nobody expects it.

use copies::{Blake3, CopyError, ItemId, Replica, ReplicaId, Seen};
use inventory::probe::Answer;
use inventory::{InventoryError, Key, ListOptions, Listed, Listing, Retelling, Trouble};
use zeroize::Zeroizing;

/// A place of copies that is to be opened.
#[derive(Clone)]
pub(crate) struct OwnPlace {
    pub(crate) name: String,
    pub(crate) place: Zeroizing<String>,
    pub(crate) id: ReplicaId,
}

impl OwnPlace {
    /// Opens it, on a thread that may wait.
    pub(crate) fn open(&self) -> Result<Replica, CopyError> {
        let replica = Replica::open(&self.name, &self.place)?;
        if replica.id() == self.id {
            Ok(replica)
        } else {
            Err(CopyError::NoReplica { name: self.name.clone() })
        }
    }

    /// Lists it.
    pub(crate) fn list(self, options: &ListOptions) -> Listing {
        Listing::retold(options, move |to| {
            let replica = self.open().map_err(|error| trouble_of(&error))?;
            tell(&replica, to)
        })
    }

    /// Asks for items by name.
    pub(crate) async fn probe(self, keys: &[Key]) -> Vec<Answer> {
        let keys = keys.to_vec();
        let count = keys.len();
        let asked = tokio::task::spawn_blocking(move || match self.open() {
            Err(error) => vec![Answer::Unknown(trouble_of(&error)); keys.len()],
            Ok(replica) => keys.iter().map(|key| ask(&replica, key)).collect(),
        });
        asked.await.unwrap_or_else(|_| vec![Answer::Unknown(Trouble::Ourselves); count])
    }
}

/// The name of an item in a listing of copies.
pub(crate) fn key_of(blake3: &Blake3, item: &ItemId) -> Result<Key, InventoryError> {
    let digits = blake3.to_string();
    let (first, second) = (digits.get(..2).unwrap_or_default(), digits.get(2..4).unwrap_or_default());
    Key::new(format!("{first}/{second}/{digits}.{item}"))
}

/// What a name of a listing of copies names; none: no item.
pub(crate) fn name_of(key: &Key) -> Option<(Blake3, ItemId)> {
    let (blake3, item) = key.as_str().get(6..)?.split_once('.')?;
    let (blake3, item) = (blake3.parse().ok()?, item.parse().ok()?);
    key_of(&blake3, &item).is_ok_and(|same| same == *key).then_some((blake3, item))
}

fn tell(replica: &Replica, to: &mut Retelling) -> Result<(), Trouble> {
    let mut strangers: Vec<Blake3> = Vec::new();
    let mut each = |seen: Seen| {
        let Some(size) = seen.size else { return };
        let listed = |key: Result<Key, InventoryError>| key.ok().map(|key| plain(key, size));
        if seen.items.is_empty() {
            let digits = seen.blake3.to_string();
            let (first, second) = (digits.get(..2).unwrap_or_default(), digits.get(2..4).unwrap_or_default());
            listed(Key::new(format!("{first}/{second}/{digits}"))).map(|one| to.item(one));
        }
        for item in &seen.items {
            listed(key_of(&seen.blake3, item)).map(|one| to.item(one));
        }
    };
    copies::sweep_all(replica, &mut each, &mut |stranger| strangers.push(stranger))
        .map_err(|error| trouble_of(&error))?;
    // Behind everything that begins with a digit.
    strangers.sort_unstable();
    strangers.dedup();
    for stranger in strangers {
        if let Ok(key) = Key::new(format!("unknown/{stranger}")) {
            to.item(plain(key, 0));
        }
    }
    Ok(())
}

fn plain(key: Key, size: u64) -> Listed {
    Listed { key, size, modified: None, tag: None, version: None }
}

fn ask(replica: &Replica, key: &Key) -> Answer {
    let Some((blake3, item)) = name_of(key) else { return Answer::Gone };
    match copies::look(replica, &item, &blake3) {
        Ok(()) => Answer::There { size: 0 },
        Err(error) => match trouble_of(&error) {
            Trouble::Gone => Answer::Gone,
            other => Answer::Unknown(other),
        },
    }
}

/// What an error of a place of copies means.
pub(crate) fn trouble_of(error: &CopyError) -> Trouble {
    match error {
        CopyError::NoReplica { .. } => Trouble::NotSamePlace,
        CopyError::Missing { .. } => Trouble::Gone,
        CopyError::Folder { source, .. } => Trouble::of_io(source),
        CopyError::Bucket { source, .. } => Trouble::of_store(source),
        CopyError::NoRandom | CopyError::GivenUp { .. } => Trouble::Ourselves,
        _ => Trouble::Failing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_one_name_and_nothing_else_has_one() {
        let (blake3, item) = (Blake3([0xab; 32]), ItemId([7; 16]));
        let key = key_of(&blake3, &item).unwrap();
        assert_eq!(name_of(&key), Some((blake3, item)));
        for other in [
            format!("ab/ab/{blake3}"),
            format!("ab/ac/{blake3}.{item}"),
            format!("unknown/{blake3}"),
            "ab/é".to_owned(),
            format!("ab/ab/{blake3}.{item}x"),
        ] {
            assert_eq!(name_of(&Key::new(other).unwrap()), None);
        }
    }
}
