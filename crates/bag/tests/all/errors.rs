//! Errors are for people: what happened, to what, and what to do.

use bag::BagError;

#[test]
fn errors_read_as_sentences() {
    let disk = || std::io::Error::other("no space left on device");
    let all = [
        BagError::Name {
            name: "a:b".into(),
            why: "it has a letter that Windows does not take, or that is not seen",
        },
        BagError::SameName { one: "a".into(), other: "A".into() },
        BagError::Exists { path: "case-40".into() },
        BagError::Changed { name: "a.mp4".into(), expected: "00".into(), found: "ff".into() },
        BagError::Length { name: "a.mp4".into(), expected: 10, found: 9 },
        BagError::Read { name: "a.mp4".into(), source: disk() },
        BagError::Write { path: "case-40".into(), source: disk() },
        BagError::Info {
            label: "a:b".into(),
            why: "a label is not empty and has no colon and no end of a line",
        },
        BagError::Proof(tlog::LogError::NotSigned { name: "police.example/log".into() }),
        BagError::Act { position: 3, why: "it is there twice" },
        BagError::Unbound { name: "a.mp4".into() },
        BagError::NoBag {
            path: "case-40".into(),
            why: "it has no bagit.txt; choose the folder that holds one".into(),
        },
        BagError::Look { path: "case-40/data/a".into(), source: disk() },
        BagError::Line {
            file: "manifest-sha256.txt".into(),
            line: 2,
            why: "its path is in the manifest twice",
        },
    ];
    let told: Vec<String> = all.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
