//! Errors are for people: what happened, to what, and what to do.

use tlog::LogError;

#[test]
fn errors_read_as_sentences() {
    let (path, name) = (|| "tile/0/000".to_owned(), || "audit.example/w".to_owned());
    let gone = || object_store::Error::Generic { store: "S3", source: "connection refused".into() };
    let all = [
        LogError::LeafTooLong { bytes: 65_536 },
        LogError::NotCanonical { why: "it holds a number beyond 2^53 - 1".into() },
        LogError::Leaves("connection refused".into()),
        LogError::LeavesShort { from: 0, until: 256, got: 255 },
        LogError::TooLarge { size: u64::MAX },
        LogError::Shelf { path: path(), source: gone() },
        LogError::Folder { path: "/var/lib/log".into(), source: std::io::ErrorKind::PermissionDenied.into() },
        LogError::NoConditionalWrite,
        LogError::Contended,
        LogError::NoCheckpoint,
        LogError::CheckpointGone,
        LogError::Missing { path: path() },
        LogError::Damaged { path: path(), why: "is 31 bytes long and should hold 1 hashes of 32".into() },
        LogError::Malformed("it is no note with signatures under it"),
        LogError::NotSigned { name: name() },
        LogError::BadSignature { name: name() },
        LogError::WrongLog { expected: "police.example/log".into(), found: "other.example/log".into() },
        LogError::VerifierKey("its key is not base64"),
        LogError::KeyName,
        LogError::RolledBack { published: 300, database: 299 },
        LogError::Fork { index: 299 },
        LogError::OtherHistory { size: 300 },
        LogError::Witness { name: name(), why: "it answered 503 Service Unavailable".into() },
        LogError::WitnessUrl("it is no URL"),
        LogError::WitnessAhead { name: name(), witness: 300, log: 299 },
        LogError::WitnessDisagrees { name: name(), size: 300 },
        LogError::Policy { line: 3, why: "this name is taken already" },
        LogError::OutOfRange { what: 300, size: 300 },
        LogError::ProofFails("this leaf is not shown to be in the log"),
    ];
    let sentences: Vec<_> =
        all.iter().map(|error| format!("{}{error}", if error.is_alarm() { "! " } else { "" })).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}
