//! A record that nobody touched verifies; whatever was changed behind its back is named with its number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{BOTH, new, start};
use record::{Role, Roles, VerifyOptions};

#[tokio::test]
async fn a_record_that_nobody_touched_raises_no_alarm() {
    for on in BOTH {
        let case = new(on).await;
        let owner = case.record.actor(None).await.unwrap();
        let foi = Roles::of(&[Role::FoiOfficer]);
        case.record.add_actor(&owner, "R. Quill", foi, None, start()).await.unwrap();
        let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
        let verified = case.record.verify(&options, &mut |_| {}).await.unwrap();
        assert_eq!(verified.differences, []);
        assert!(verified.is_sound());
        assert_eq!((verified.acts, verified.rows), (2, 2));
    }
}
