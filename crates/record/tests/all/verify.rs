//! A record that nobody touched verifies, whatever happened in it.

use crate::busy::{ACTS, busy, named, verified};
use crate::common;
use crate::common::{BOTH, On, new};
use record::{VerifyOptions, verify};

#[tokio::test]
async fn a_record_that_nobody_touched_raises_no_alarm() {
    for on in BOTH {
        let busy = busy(on).await;
        let verification = verified(&busy.case.place).await;
        assert_eq!(named(&verification), [""; 0]);
        assert!(verification.is_sound() && verification.with_keys && verification.log_key_known);
        assert_eq!((verification.acts, verification.published), (ACTS, Some(ACTS)));
        assert_eq!(verification.signatures, 5, "enrolment, key, proposal, approval, role");
        assert!(verification.rows > 60 && verification.opened > 30, "{verification:?}");
    }
}

#[tokio::test]
async fn acts_that_wait_to_be_published_are_no_alarm() {
    for on in BOTH {
        let case = new(on).await;
        case.record.publish().await.unwrap();
        common::owner(&case.record).await;
        let verification = verified(&case.place).await;
        assert_eq!(named(&verification), [""; 0]);
        assert_eq!((verification.acts, verification.published), (2, Some(1)));
    }
}

#[tokio::test]
async fn without_the_key_everything_but_keys_and_values_is_verified() {
    let mut busy = busy(On::Sqlite).await;
    busy.case.place.key_file = Some("/nowhere/force.key".into());
    let options = VerifyOptions { without_keys: true, ..VerifyOptions::default() };
    let verification = verify(&busy.case.place, &options, &mut |_| {}).await.unwrap();
    assert_eq!(named(&verification), [""; 0]);
    assert!(!verification.with_keys && !verification.log_key_known);
    assert_eq!(verification.opened, 0);
}
