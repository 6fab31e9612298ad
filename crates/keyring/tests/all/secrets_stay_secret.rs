//! What is printed for programmers holds no secret, for it ends in logs.

use crate::{NAME, counting_key};
use keyring::{ActorKey, ForceKeys, IndexKey, Passphrase, Sealer, SecretKey};
use std::fmt::Debug;

fn shown(what: &dyn Debug) -> String {
    format!("{what:?} {what:#?}")
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let key = counting_key();
    assert_eq!(format!("{key:?}"), "SecretKey");
    assert_eq!(format!("{:?}", Sealer::new(&key)), "Sealer");
    assert_eq!(format!("{:?}", IndexKey::derive(&key, "people")), "IndexKey");
    assert_eq!(format!("{:?}", Passphrase::new("four random words").unwrap()), "Passphrase");

    let keys = ForceKeys::fresh().unwrap();
    assert_eq!(format!("{keys:?}"), format!("ForceKeys([KeyId({})])", keys.newest()));

    let actor = ActorKey::from_seed(&key);
    let seed = "000102030405060708090a0b0c0d0e0f";
    assert!(!shown(&actor).contains(seed) && !shown(&actor).contains("[0, 1, 2"));
    assert_eq!(format!("{actor:?}"), format!("ActorKey(of {})", actor.public()));
}

#[test]
fn errors_hold_no_value_and_no_key() {
    let person = Sealer::new(&counting_key());
    let mut sealed = person.seal(NAME, b"Ashworth").unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    let error = person.open(NAME, &sealed).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("Ashworth"));

    // The line of a key that was mistyped is named, not shown.
    let text = ForceKeys::fresh().unwrap().to_text().replace("key ", "key 0");
    let error = ForceKeys::parse(text.as_bytes()).unwrap_err();
    let shown = format!("{error:?} {error}");
    for word in
        text.lines().filter(|line| line.starts_with("key ")).flat_map(str::split_ascii_whitespace).skip(1)
    {
        assert!(!shown.contains(word));
    }
}

#[test]
fn fresh_keys_differ() {
    let keys = SecretKey::many(5000).unwrap();
    assert_eq!(keys.len(), 5000);
    let different: std::collections::HashSet<_> = keys.iter().map(|key| *key.expose()).collect();
    assert_eq!(different.len(), 5000);
    assert!(SecretKey::many(0).unwrap().is_empty());
    assert_ne!(SecretKey::fresh().unwrap().expose(), SecretKey::fresh().unwrap().expose());
}
