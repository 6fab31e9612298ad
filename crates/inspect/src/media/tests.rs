//! Pictures made by real programs, and every picture in the workbooks of the corpus.

use crate::container::zip::ZipFile;
use crate::lazy::LazyParts;
use crate::{Budget, Channel, Collector, Inspection, Limits, Scribe, foreign};
use std::io::Read as _;
use std::path::PathBuf;

fn report(bytes: &[u8]) -> Inspection {
    let mut collector = Collector::default();
    let budget = Budget::new(Limits::default());
    let mut scribe = Scribe::new(&mut collector, &budget, false);
    let mut parts = LazyParts::new(0, "picture", "");
    super::report(bytes, Channel::Media, &mut parts, &mut scribe).unwrap();
    parts.close(&mut scribe).unwrap();
    collector.inspection
}

fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests/files/media", &format!("{name}.gz")].iter().collect();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::read(path).unwrap().as_slice()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn told(all: &Inspection) -> String {
    let segments = all.of(Channel::MediaMetadata).flat_map(|part| &part.segments);
    segments.map(|(label, _, text)| [label, ": ", text, "\n"].concat()).collect()
}

#[test]
fn a_plain_picture_says_nothing() {
    for name in ["plain.jpg", "plain.bmp"] {
        let all = report(&fixture(name));
        assert_eq!(all.parts.len(), 1, "{name}: {}", told(&all));
        assert_eq!(all.unaccounted, [], "{name}");
    }
}

#[test]
fn cameras_places_and_people_are_told() {
    for (name, words) in [
        (
            "exif.jpg",
            &[
                "SERIAL-0042",
                "Quillfeather",
                "Petronella Quartermass",
                "Ermintrude Marrowby",
                "Taken at Northgate",
                "54 deg 35 min 30 sec",
                "Ludovic Thistlewick",
                "comment: Scan by Oxenholt",
            ][..],
        ),
        (
            "words.png",
            &[
                "Author: Petronella Quartermass",
                "Ermintrude Marrowby Ermintrude",
                "Title: Wärrant card of Quillfeather",
                "Ludovic Thistlewick",
                "SERIAL-0042",
            ],
        ),
        ("exif.webp", &["SERIAL-0042", "Ludovic Thistlewick"]),
        ("words.tif", &["Warrant card of Quillfeather", "Petronella Quartermass"]),
        ("comment.gif", &["comment: Scan by Oxenholt"]),
    ] {
        let all = report(&fixture(name));
        let told = told(&all);
        for word in words {
            assert!(told.contains(word), "{name} does not say {word}, but {told}");
        }
        assert_eq!(all.unaccounted, [], "{name}");
    }
}

#[test]
fn bytes_after_the_end_are_told_unless_they_are_zeros() {
    let all = report(&fixture("trailing.jpg"));
    let trailing = all.of(Channel::TrailingData).next().unwrap();
    assert!(trailing.segments[0].2.contains("Quillfeather,Constable"));
    assert_eq!(all.unaccounted.len(), 1);
    for name in ["plain.jpg", "words.png", "comment.gif", "plain.bmp", "exif.webp"] {
        let mut padded = fixture(name);
        padded.extend([0; 40]);
        assert_eq!(report(&padded).unaccounted, [], "{name} with zeros");
        padded.extend(b"Quillfeather");
        assert_eq!(report(&padded).unaccounted.len(), 1, "{name} with a tail");
    }
}

#[test]
fn a_picture_cut_anywhere_is_told_and_does_no_harm() {
    for name in ["exif.jpg", "words.png", "comment.gif", "plain.bmp", "exif.webp", "words.tif"] {
        let whole = fixture(name);
        for end in 1..whole.len() - 1 {
            let all = report(&whole[..end]);
            // A TIFF that lacks some pixels has every field that it had.
            assert!(!all.unaccounted.is_empty() || name == "words.tif", "{name} cut at {end}");
        }
    }
}

#[test]
fn strange_bytes_are_swept_and_not_accounted_for() {
    let all = report(b"\x01\x02\x03\xff\xfe Quillfeather of Northgate \x01\x02");
    assert!(told(&all).contains("Quillfeather of Northgate"));
    assert_eq!(all.unaccounted.len(), 1);
}

#[test]
fn a_drawing_in_xml_tells_its_words() {
    let svg = br##"<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg
        xmlns="http://www.w3.org/2000/svg"><!-- by Marrowby --><title>Card</title><path d="M 0 0 L 9 9" fill="#ff0000"/>
        <text x="1">Quillfeather</text><image href="data:image/gif;base64,R0lGODlhAQABAAAAACH+CEFzaHdvcnRoADs="/></svg>"##;
    let all = report(svg);
    for word in ["Card", "Quillfeather", "by Marrowby", "comment: Ashworth"] {
        assert!(told(&all).contains(word), "{word}: {}", told(&all));
    }
    assert_eq!(all.unaccounted, []);
}

/// Every picture in the workbooks of the corpus is read to its last byte.
#[test]
fn pictures_of_real_workbooks_are_accounted_for() {
    let folder: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "../../../shared/corpus/spreadsheets"].iter().collect();
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        return;
    }
    let (mut pictures, mut left_over) = (0, Vec::new());
    let folders =
        std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    for path in
        folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().flatten()).map(|entry| entry.path())
    {
        let bytes = std::fs::read(&path).unwrap();
        let budget = Budget::new(Limits::default());
        let Ok(zip) = ZipFile::open(&bytes, &budget) else { continue };
        for index in 0..zip.entries.len() {
            let Ok(picture) = zip.whole(index, &budget) else { continue };
            if foreign::is_picture(&picture) {
                pictures += 1;
                let all = report(&picture);
                let name = format!("{} {}", path.display(), zip.entries[index].name);
                left_over.extend(all.unaccounted.iter().map(|gap| format!("{name}: {gap:?}")));
            }
        }
    }
    assert!(pictures > 80, "only {pictures} pictures");
    assert_eq!(left_over, [""; 0]);
}
