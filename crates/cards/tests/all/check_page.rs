//! The page on which anybody checks a card, as files. What it says in a browser: `browser/card-check.test.mjs`.

use crate::common::{LIST, key, list, page};
use cards::check_page::{PublicList, PublishError, Published, Site, publish};
use cards::{Algorithm, IssuerPublicKey};
use std::collections::BTreeMap;
use std::path::Path;

fn public_list(seed: u8) -> PublicList {
    PublicList { address: LIST.into(), token: list(&[5]).sign(&key(Algorithm::Ed25519, seed)).unwrap() }
}

fn keys() -> Vec<IssuerPublicKey> {
    vec![key(Algorithm::Ed25519, 1).public(), key(Algorithm::P256, 1).public()]
}

fn site(force: &str, lists: Vec<PublicList>) -> Result<Site, PublishError> {
    Site::new(force, "met", "call 101.", &page(), keys(), lists)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[test]
fn a_site_is_five_files_that_need_no_server_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("public/cards");
    let Published { files: names, bytes } =
        publish(&site("Example Police", vec![public_list(1)]).unwrap(), &here).unwrap();
    let written = files(&here);
    assert_eq!(written.len(), 5);
    assert!(names.iter().all(|name| written.contains_key(name)));
    // On a telephone with a bad connection: less than a photograph.
    assert!(bytes < 60_000, "{bytes}");
    let html = String::from_utf8(written["index.html"].clone()).unwrap();
    assert!(
        html.contains("default-src 'none'; script-src 'self'")
            && !html.contains("<style")
            && !html.contains("http://")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(here.join("index.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644, "whoever serves it runs as somebody else");
    }
}

#[test]
fn publishing_again_changes_the_list_and_leaves_what_old_pages_name() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let site = site("Example Police", vec![public_list(1)]).unwrap();
    publish(&site, here).unwrap();
    let first = files(here);
    // A script that an older program published, and one that is older still.
    std::fs::write(here.join("check-000000000000.js"), "old").unwrap();
    std::fs::write(here.join("check-111111111111.js"), "older").unwrap();
    std::fs::write(here.join("notice.html"), "of the host's own").unwrap();
    let named = String::from_utf8(first["index.html"].clone()).unwrap() + "check-000000000000.js";
    std::fs::write(here.join("index.html"), named).unwrap();
    publish(&site, here).unwrap();
    let second = files(here);
    assert!(second.contains_key("check-000000000000.js") && !second.contains_key("check-111111111111.js"));
    assert!(second.contains_key("notice.html"));
    publish(&site, here).unwrap();
    assert!(!files(here).contains_key("check-000000000000.js"));
    assert!(!files(here).keys().any(|name| name.starts_with(".draft")));
}

#[test]
fn a_name_that_is_code_stays_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = r#""><script>alert(1)</script>"#;
    publish(&site(hostile, vec![public_list(1)]).unwrap(), folder.path()).unwrap();
    let html = String::from_utf8(files(folder.path())["index.html"].clone()).unwrap();
    assert!(!html.contains("<script>alert"));
}

#[test]
fn what_the_page_would_not_believe_is_not_published() {
    let at = |address: &str| PublicList { address: address.into(), ..public_list(1) };
    assert!(matches!(site("Example Police", vec![public_list(3)]), Err(PublishError::List(_))));
    assert!(matches!(site("Example Police", vec![]), Err(PublishError::Empty)));
    assert!(matches!(site(" ", vec![public_list(1)]), Err(PublishError::Empty)));
    assert!(matches!(
        site("Example Police", vec![at("https://elsewhere.example/1")]),
        Err(PublishError::Elsewhere { .. })
    ));
    assert!(matches!(
        site("Example Police", vec![at("https://cards.met.police.uk/2")]),
        Err(PublishError::OtherList { .. })
    ));
    for name in ["", "../1", "a/b", "index.html", "1?x"] {
        let address = format!("https://cards.met.police.uk/{name}");
        assert!(
            matches!(site("Example Police", vec![at(&address)]), Err(PublishError::Name { .. })),
            "{name}"
        );
    }
    assert!(matches!(
        site("Example Police", vec![public_list(1), public_list(1)]),
        Err(PublishError::Name { .. })
    ));
}
