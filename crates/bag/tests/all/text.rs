//! What is written is read again, and names mean the same everywhere.

use bag::{
    Algorithm, BagError, Line, check_names, decode_path, encode_path, parse_info, parse_manifest, plain_name,
    write_info, write_manifest,
};
use proptest::prelude::*;

#[test]
fn three_letters_are_encoded_and_no_other() {
    // The examples of RFC 8493, 2.1.3, and what is left as it is.
    assert_eq!(encode_path("data/a\nb\rc%d"), "data/a%0Ab%0Dc%25d");
    assert_eq!(encode_path("data/Größe [1] ~#?&+ ü.mp4"), "data/Größe [1] ~#?&+ ü.mp4");
    assert_eq!(decode_path("a%0ab%0dc%25d").as_deref(), Some("a\nb\rc%d"));
    for wrong in ["100%", "%", "%2", "%41", "%é", "a%2Fb"] {
        assert_eq!(decode_path(wrong), None, "{wrong}");
    }
}

#[test]
fn a_manifest_of_other_programs_is_read() {
    let digest = "A".repeat(64);
    let text = format!("{digest} *data/a\r\n{digest}\t data/b  c\r{digest}  data/d");
    let lines = parse_manifest(&text, Algorithm::Sha256, "manifest-sha256.txt").unwrap();
    let paths: Vec<_> = lines.iter().map(|line| &*line.path).collect();
    assert_eq!(paths, ["data/a", "data/b  c", "data/d"]);
    assert_eq!(lines[0].digest, [0xaa; 32]);
}

#[test]
fn a_manifest_that_leads_astray_is_refused() {
    let digest = "a".repeat(64);
    let mut told = Vec::new();
    for path in [
        "/etc/passwd",
        "data/../x",
        "../x",
        "data//x",
        "data/./x",
        "./data/x",
        "data/",
        "~/x",
        "data\\x",
        "C:/x",
        "data/\0",
        "data/%2e",
        "",
    ] {
        let text = format!("{digest}  {path}\n");
        let error = parse_manifest(&text, Algorithm::Sha256, "m").unwrap_err();
        told.push(format!("{path:?}: {error}"));
    }
    for text in [
        format!("{digest}\n"),
        format!("{}  data/x\n", "a".repeat(62)),
        format!("{}  data/x\n", "g".repeat(64)),
        format!("{digest}  data/x\n{digest}  data/x\n"),
        format!("{digest}  data/{}\n", "x".repeat(5000)),
        "\n".to_owned(),
    ] {
        told.push(parse_manifest(&text, Algorithm::Sha256, "m").unwrap_err().to_string());
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn long_values_of_other_programs_go_on() {
    let text = "Contact-Name: somebody\r\nExternal-Description:a long\n   story\n\tof two\nEmpty:\n";
    let read = parse_info(text).unwrap();
    let expected =
        [("Contact-Name", "somebody"), ("External-Description", "a long story of two"), ("Empty", "")];
    assert_eq!(read, expected.map(|(label, value)| (label.to_owned(), value.to_owned())));
    for wrong in [" begins", "no colon\n", ": no label\n"] {
        assert!(matches!(parse_info(wrong), Err(BagError::Line { .. })), "{wrong:?}");
    }
    for (label, value) in [("", "x"), ("a:b", "x"), ("a", "x\ny"), ("a\rb", "x"), ("a", " x"), ("a ", "x")] {
        assert!(write_info(&[(label.into(), value.into())]).is_err(), "{label:?} {value:?}");
    }
}

#[test]
fn names_that_a_machine_would_change_are_refused() {
    let mut told = Vec::new();
    for name in [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "a/../b",
        "CON",
        "a/nul.txt",
        "Com1.mp4",
        "lpt².x",
        "aux .txt",
        "a:b",
        "a\\b",
        "a\nb",
        "a\rb",
        "a?",
        "a.",
        "a ",
        " a",
        "~a",
        "gpj.\u{202e}exe",
        "\u{feff}a",
        "conout$",
    ] {
        let error = check_names([name]).unwrap_err();
        assert!(matches!(error, BagError::Name { .. }), "{name:?}: {error}");
        told.push(error.to_string());
    }
    assert!(check_names(["x".repeat(256).as_str()]).is_err());
    assert!(check_names([vec!["x"; 600].join("/").as_str()]).is_err());
    insta::assert_snapshot!(told.join("\n"));
    check_names(["a", "b/a", "b/c.d.e", "com", "com10.mp4", "console.txt", "Straße", "50%", ".hidden"])
        .unwrap();
}

#[test]
fn names_that_are_one_somewhere_are_refused() {
    for [one, other] in [
        ["a", "a"],
        ["a", "A"],
        ["Café", "Cafe\u{301}"],
        ["a/b", "A/c"],
        ["a", "a/b"],
        ["a/b", "A"],
        ["ÄRGER", "a\u{308}rger"],
    ] {
        assert!(matches!(check_names([one, other]), Err(BagError::SameName { .. })), "{one} {other}");
        assert!(matches!(check_names([other, one]), Err(BagError::SameName { .. })), "{other} {one}");
    }
    check_names(["a/b", "a/c", "b/b"]).unwrap();
}

#[test]
fn plain_names_keep_what_can_stay() {
    let plain = [
        ("Body worn 12:30.mp4", "Body worn 12_30.mp4"),
        ("~notes", "notes"),
        ("..", "_"),
        ("CON.txt", "_CON.txt"),
        ("50%/a", "50__a"),
        ("Cafe\u{301}", "Café"),
    ];
    for (name, expected) in plain {
        assert_eq!(plain_name(name), expected);
    }
    let long = plain_name(&format!("{}.mp4", "é".repeat(300)));
    assert!(long.len() <= 120 && std::path::Path::new(&long).extension().is_some_and(|end| end == "mp4"));
}

proptest! {
    #[test]
    fn any_path_comes_back(path in any::<String>()) {
        let written = encode_path(&path);
        prop_assert!(!written.contains(['\r', '\n']));
        prop_assert_eq!(decode_path(&written), Some(path));
    }

    #[test]
    fn what_is_decoded_is_written_the_same(written in "[a-c%0-9A-F\u{e9}]{0,12}") {
        if let Some(path) = decode_path(&written) {
            // Digits of a code in either case are read, and written in one.
            prop_assert!(encode_path(&path).eq_ignore_ascii_case(&written));
        }
    }

    #[test]
    fn any_manifest_comes_back(
        paths in prop::collection::btree_set("data/[a-zé%\r\n *]{0,10}[a-z%]", 0..20),
        byte in any::<u8>(),
    ) {
        let lines: Vec<Line> =
            paths.into_iter().map(|path| Line { path, digest: vec![byte; 64] }).collect();
        let text = write_manifest(&lines);
        prop_assert_eq!(parse_manifest(&text, Algorithm::Sha512, "m").unwrap(), lines);
    }

    #[test]
    fn any_text_is_a_manifest_or_is_refused(text in any::<String>()) {
        let _ = parse_manifest(&text, Algorithm::Sha256, "m");
        let _ = parse_info(&text);
    }

    #[test]
    fn any_info_comes_back(info in prop::collection::vec(("[A-Za-z-]{1,8}", "[a-zé:%]{0,8}"), 0..9)) {
        prop_assert_eq!(parse_info(&write_info(&info).unwrap()).unwrap(), info);
    }

    #[test]
    fn any_name_has_a_plain_one(name in any::<String>()) {
        let plain = plain_name(&name);
        prop_assert!(check_names([&*plain]).is_ok(), "{:?}", plain);
        prop_assert!(!plain.contains(['/', '%']) && plain.len() <= 121);
    }
}
