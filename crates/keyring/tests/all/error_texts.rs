//! What is told to whoever runs into an error: what happened, and what to do.

use keyring::{ActorKeyError, ForceKeyError, ForceKeyTextError, KeyError, NotAKeyId, PassphraseError};

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let place = || "table 'person_value', column 'surname', row 7".to_owned();
    let path = || "/etc/tipstaff/force.key".into();
    let id = || "221afb34".parse().unwrap();
    let text: Vec<Box<dyn std::error::Error>> = vec![
        Box::new(KeyError::NoRandom),
        Box::new(KeyError::NoSuchKey { id: id() }),
        Box::new(KeyError::WrongKey { place: place() }),
        Box::new(KeyError::Damaged { place: place() }),
        Box::new(KeyError::TooLarge { place: place() }),
        Box::new(ForceKeyError::Exists { path: path() }),
        Box::new(ForceKeyError::Missing { path: path() }),
        Box::new(ForceKeyError::OpenToOthers { path: path(), mode: 0o644 }),
        Box::new(ForceKeyError::OtherOwner { path: path(), owner: 1001 }),
        Box::new(ForceKeyError::FolderOpenToOthers { path: "/etc/tipstaff".into(), owner: 0, mode: 0o777 }),
        Box::new(ForceKeyError::Link { path: path() }),
        Box::new(ForceKeyError::NotAFile { path: path() }),
        Box::new(ForceKeyError::TooLarge { path: path() }),
        Box::new(ForceKeyError::Text { path: path(), why: ForceKeyTextError::CutShort }),
        Box::new(ForceKeyError::Changed { path: path() }),
        Box::new(ForceKeyError::Busy { path: path() }),
        Box::new(ForceKeyError::Newest { id: id() }),
        Box::new(ForceKeyError::Full { most: 500 }),
        Box::new(ForceKeyError::Io {
            action: "write",
            path: path(),
            why: std::io::ErrorKind::StorageFull.into(),
        }),
        Box::new(ForceKeyTextError::NotAForceKey),
        Box::new(ForceKeyTextError::OtherVersion),
        Box::new(ForceKeyTextError::Mistyped { line: 4 }),
        Box::new(ForceKeyTextError::UnknownLine { line: 4 }),
        Box::new(ForceKeyTextError::Twice { line: 4, id: id() }),
        Box::new(ForceKeyTextError::KeyMissing { line: 5, keys: 1 }),
        Box::new(ForceKeyTextError::AfterTheEnd { line: 6 }),
        Box::new(ForceKeyTextError::CutShort),
        Box::new(ForceKeyTextError::NoKey),
        Box::new(ForceKeyTextError::TooMany { most: 500 }),
        Box::new(NotAKeyId),
        Box::new(ActorKeyError::WrongPassphrase),
        Box::new(ActorKeyError::Damaged("it is cut short")),
        Box::new(ActorKeyError::Refused("it is not kept under a passphrase")),
        Box::new(ActorKeyError::BadPublicKey),
        Box::new(ActorKeyError::BadSignature),
        Box::new(ActorKeyError::NoRandom),
        Box::new(PassphraseError::TooShort),
        Box::new(PassphraseError::TooLong),
        Box::new(PassphraseError::Unseen),
    ];
    let text: Vec<String> = text.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(text.join("\n"));
}
