//! More entries than fit into memory.

use crate::common::{Dice, full};
use inventory::InventoryError;
use inventory::sort::Sorter;

#[test]
fn sorted_in_memory_and_through_files() {
    for limit in [1, 7, 100, 1000] {
        let mut dice = Dice(5);
        let mut sorter = Sorter::new(limit);
        let mut texts: Vec<_> = (0..200).map(|n| format!("{:04}-{n}", dice.next() % 1000)).collect();
        for text in &texts {
            sorter.push(full(text, 1)).unwrap();
        }
        texts.sort();
        let entries: Vec<_> = sorter.finish().unwrap().map(Result::unwrap).collect();
        assert!(entries.iter().map(|entry| entry.key.as_str()).eq(texts.iter().map(String::as_str)));
        assert_eq!(entries[0], full(&texts[0], 1));
    }
}

#[test]
fn a_name_that_comes_twice_is_refused() {
    for limit in [1, 3, 100] {
        let mut sorter = Sorter::new(limit);
        for text in ["b", "a", "c", "b"] {
            sorter.push(full(text, 1)).unwrap();
        }
        let entries = sorter.finish().and_then(Iterator::collect::<Result<Vec<_>, _>>);
        assert!(matches!(entries, Err(InventoryError::Unsorted { .. })), "{limit}");
    }
    // Twice within what is written to one file.
    let mut sorter = Sorter::new(2);
    sorter.push(full("a", 1)).unwrap();
    assert!(sorter.push(full("a", 1)).is_err());
    assert!(Sorter::default().finish().unwrap().next().is_none());
}
