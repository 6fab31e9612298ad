//! Every proof about every small tree, against the recursion of RFC 6962 written a second time.

use std::sync::Arc;

use crate::common::{acts, key, naive_consistency, naive_inclusion, naive_root};
use object_store::memory::InMemory;
use tlog::{Head, LogError, Shelf, check_consistency, check_inclusion, leaf_hash};

const LARGEST: u64 = 70;

#[tokio::test]
async fn every_leaf_of_every_tree_up_to_seventy_is_proved_to_be_in_it() {
    let leaves = acts(LARGEST);
    let shelf = Shelf::in_store(Arc::new(InMemory::new()), "log");
    shelf.publish(&leaves, &key()).await.unwrap();
    for size in 1..=LARGEST {
        let tree = &leaves[..size as usize];
        let head = Head { size, root: naive_root(tree) };
        assert_eq!(shelf.root_at(size).await.unwrap(), head.root, "the root of {size}");
        for index in 0..size {
            let proof = shelf.prove_inclusion(index, size).await.unwrap();
            assert_eq!(proof, naive_inclusion(index as usize, tree), "leaf {index} of {size}");
            let hash = leaf_hash(&tree[index as usize]);
            check_inclusion(&proof, &head, index, hash).unwrap();
            assert!(check_inclusion(&proof, &head, index, leaf_hash(b"another")).is_err());
            if size > 1 {
                assert!(check_inclusion(&proof, &head, (index + 1) % size, hash).is_err());
                assert!(check_inclusion(&proof[1..], &head, index, hash).is_err());
            }
        }
        assert!(matches!(shelf.prove_inclusion(size, size).await, Err(LogError::OutOfRange { .. })));
    }
}

#[tokio::test]
async fn every_tree_up_to_seventy_is_proved_to_continue_every_smaller_one() {
    let leaves = acts(LARGEST);
    let shelf = Shelf::in_store(Arc::new(InMemory::new()), "");
    shelf.publish(&leaves, &key()).await.unwrap();
    let heads: Vec<_> =
        (0..=LARGEST).map(|size| Head { size, root: naive_root(&leaves[..size as usize]) }).collect();
    for new in &heads {
        for old in &heads[1..=new.size as usize] {
            let proof = shelf.prove_consistency(old.size, new.size).await.unwrap();
            let naive = naive_consistency(old.size as usize, &leaves[..new.size as usize]);
            assert_eq!(proof, naive, "{} to {}", old.size, new.size);
            check_consistency(&proof, old, new).unwrap();
            let other = Head { size: old.size, root: [9; 32] };
            assert!(check_consistency(&proof, &other, new).is_err());
            assert!(check_consistency(&proof, old, &Head { size: new.size, root: [9; 32] }).is_err());
        }
        assert!(shelf.prove_consistency(0, new.size).await.unwrap().is_empty());
        check_consistency(&[], &heads[0], new).unwrap();
        assert!(check_consistency(&[[0; 32]], &heads[0], new).is_err());
    }
}

#[test]
fn a_tree_does_not_continue_a_larger_one() {
    let (old, new) = (Head { size: 5, root: [1; 32] }, Head { size: 4, root: [1; 32] });
    assert!(matches!(check_consistency(&[], &old, &new), Err(LogError::OutOfRange { .. })));
    let huge = Head { size: u64::MAX, root: [1; 32] };
    assert!(check_inclusion(&[], &huge, 3, [0; 32]).is_err());
    assert!(check_consistency(&[], &huge, &huge).is_err());
}
