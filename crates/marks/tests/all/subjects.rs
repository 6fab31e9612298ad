//! Whom a row is about, in bytes.

use marks::Subject;
use proptest::prelude::*;

fn subjects() -> impl Strategy<Value = Subject> {
    prop_oneof![
        any::<u32>().prop_map(Subject::Person),
        any::<u32>().prop_map(Subject::Fictitious),
        any::<u32>().prop_map(Subject::Specimen),
    ]
}

proptest! {
    #[test]
    fn bytes_give_the_subject_again(subject in subjects()) {
        prop_assert_eq!(Subject::from_bytes(subject.to_bytes()), Some(subject));
    }

    #[test]
    fn two_subjects_never_share_bytes(one in subjects(), other in subjects()) {
        prop_assert_eq!(one == other, one.to_bytes() == other.to_bytes());
    }
}

#[test]
fn other_kinds_are_nobody() {
    assert_eq!(Subject::from_bytes([0, 0, 0, 0, 1]), None);
    assert_eq!(Subject::from_bytes([4, 0, 0, 0, 1]), None);
}
