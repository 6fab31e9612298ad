//! Photos as files of their own, and their pixels. Pictures of known pixels are made by `files/pictures/make.py`.

use crate::common::{fixture, inspect_bytes, zip};
use inspect::{Channel, Closed, Frame, Inspection, Limits, Options, Pixels, Reason, Visibility, inspect};

/// A picture as it came: width, height, channels, bytes.
type Picture = (u32, u32, usize, Vec<u8>);

fn pictures(bytes: &[u8], name: &str, limits: &Limits) -> (Vec<Picture>, Vec<(Reason, String)>) {
    let options = Options { pixels: true, limits: limits.clone(), ..Options::default() };
    let (mut pictures, mut doubts): (Vec<Picture>, _) = (Vec::new(), Vec::new());
    let mut ends = 0;
    let mut sink = |frame: &Frame<'_>| -> Result<(), Closed> {
        match frame {
            Frame::Pixels(Pixels::Begin { width, height, channels, .. }) => {
                pictures.push((*width, *height, usize::from(*channels), Vec::new()));
            }
            Frame::Pixels(Pixels::Rows { first, bytes, .. }) => {
                let (width, _, channels, all) = pictures.last_mut().unwrap();
                assert_eq!(*first as usize * *width as usize * *channels, all.len());
                all.extend_from_slice(bytes);
            }
            Frame::Pixels(Pixels::End { .. }) => ends += 1,
            Frame::Unchecked(doubt) => doubts.push((doubt.reason, doubt.detail.to_owned())),
            _ => {}
        }
        Ok(())
    };
    inspect(&bytes.to_vec(), name, &options, &mut sink).unwrap();
    assert_eq!(ends, pictures.len());
    (pictures, doubts)
}

#[test]
fn pixels_are_those_of_the_picture() {
    for (name, channels, tolerance) in [
        ("baseline.jpg", 3, 6),
        ("halved.jpg", 3, 14),
        ("progressive.jpg", 3, 14),
        ("inks.jpg", 3, 10),
        ("grey.jpg", 1, 6),
        ("colours.png", 3, 0),
        ("see-through.png", 3, 0),
        ("grey.png", 1, 0),
        ("grey-see-through.png", 1, 0),
        ("deep.png", 1, 0),
    ] {
        let (all, doubts) = pictures(&fixture(&format!("pictures/{name}")), name, &Limits::default());
        assert_eq!(doubts, [], "{name}");
        let [(width, height, told, bytes)] = all.as_slice() else { panic!("{name}") };
        assert_eq!((*width, *height, *told, bytes.len()), (61, 43, channels, 61 * 43 * channels), "{name}");
        for (place, pixel) in bytes.chunks(channels).enumerate() {
            let (x, y) = ((place % 61) as u8, (place / 61) as u8);
            let expected = if channels == 1 { vec![2 * x + 3 * y] } else { vec![3 * x, 5 * y, 90] };
            let is_near = pixel.iter().zip(&expected).all(|(is, should)| is.abs_diff(*should) <= tolerance);
            assert!(is_near, "{name} at {x}, {y}: {pixel:?}, not {expected:?}");
        }
    }
    let (all, _) = pictures(&fixture("pictures/few.png"), "few.png", &Limits::default());
    assert_eq!((all[0].2, &all[0].3[..6]), (3, &[0, 0, 90, 183, 215, 90][..]));
    let (all, _) = pictures(&fixture("pictures/bits.png"), "bits.png", &Limits::default());
    assert_eq!((all[0].2, all[0].3[0], all[0].3.iter().max()), (1, 0, Some(&255)));
}

#[test]
fn of_an_animation_the_first_picture_is_sent_and_the_others_are_told() {
    let bytes = fixture("pictures/moving.png");
    let (all, doubts) = pictures(&bytes, "moving.png", &Limits::default());
    assert_eq!((all.len(), &all[0].3[..6]), (1, &[0, 0, 90, 3, 0, 90][..]));
    assert_eq!(doubts[0].0, Reason::UnknownPart);
    let all = inspect_bytes(&bytes, "moving.png", &Options::default());
    let said = all.of(Channel::MediaMetadata).flat_map(|part| &part.segments);
    assert!(said.into_iter().any(|(label, _, text)| label == "animation" && text.starts_with("2 pictures")));
}

#[test]
fn pixels_are_sent_only_where_they_are_asked_for() {
    let mut sink = |frame: &Frame<'_>| {
        assert!(!matches!(frame, Frame::Pixels(_)));
        Ok(())
    };
    inspect(&fixture("pictures/colours.png"), "colours.png", &Options::default(), &mut sink).unwrap();
}

#[test]
fn a_photo_is_a_picture_with_all_that_is_said_in_it() {
    let all = inspect_bytes(&fixture("media/exif.jpg"), "IMG_0042.JPG", &Options::default());
    assert_eq!((all.files[0].format.as_str(), &all.files[0].claims), ("jpeg", &None));
    assert_eq!(all.of(Channel::PictureFile).next().unwrap().visibility, Visibility::Visible);
    let said: Vec<_> = all.of(Channel::MediaMetadata).flat_map(|part| &part.segments).collect();
    for words in ["Petronella Quartermass", "Ludovic Thistlewick", "SERIAL-0042", "Scan by Oxenholt"] {
        assert!(said.iter().any(|(_, _, text)| text.contains(words)), "{words}");
    }
    let all = inspect_bytes(&fixture("media/trailing.jpg"), "card.jpg", &Options::default());
    let behind = all.of(Channel::TrailingData).next().unwrap();
    assert!(behind.segments[0].2.contains("Quillfeather") && !all.unaccounted.is_empty());
    let all = inspect_bytes(&fixture("media/words.png"), "words.jpg", &Options::default());
    assert_eq!((all.files[0].format.as_str(), all.files[0].claims.as_deref()), ("png", Some("jpg")));
}

#[test]
fn pictures_in_a_workbook_are_decoded_too() {
    let picture = fixture("pictures/baseline.jpg");
    let book = zip(&[
        ("[Content_Types].xml", b"<Types><Default Extension='jpg' ContentType='image/jpeg'/><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>"),
        ("_rels/.rels", b"<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
        ("xl/workbook.xml", b"<workbook xmlns:r='x/relationships'><sheets><sheet name='Data' sheetId='1' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
        ("xl/media/image1.jpg", &picture),
    ]);
    let (all, doubts) = pictures(&book, "cards.xlsx", &Limits::default());
    assert_eq!((all.len(), all[0].0, doubts), (1, 61, vec![]));
}

/// A chunk of a PNG, with its checksum (section 5.3 of the standard).
fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    let body = [name, data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
}

fn png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", data), &chunk(b"IEND", b"")]
        .concat()
}

fn packed(bytes: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(&vec![0; bytes]).unwrap();
    out.finish().unwrap()
}

/// The size in the header of a JPEG (`SOF0`), changed.
fn resized(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let at = memchr::memmem::find(&jpeg, b"\xff\xc0").unwrap();
    jpeg[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

#[test]
fn sizes_are_compared_with_the_limits_before_anything_is_decoded() {
    let jpeg = fixture("pictures/baseline.jpg");
    for (name, bytes) in [
        ("large.png", png(60_000, 60_000, &packed(1 << 20))),
        ("wide.png", png(u32::MAX >> 1, 1, &packed(1 << 20))),
        ("large.jpg", resized(jpeg.clone(), 65_500, 65_500)),
    ] {
        let (all, doubts) = pictures(&bytes, name, &Limits::default());
        assert!(all.is_empty(), "{name}");
        assert_eq!(doubts[0].0, Reason::TooLarge, "{name}: {doubts:?}");
    }
    let few = Limits { pixels: 61 * 43 - 1, ..Limits::default() };
    assert_eq!(pictures(&jpeg, "a.jpg", &few).1[0].0, Reason::TooLarge);
    let few = Limits { picture_pixels: 61 * 43, pixels: 61 * 43, ..Limits::default() };
    assert_eq!(pictures(&jpeg, "a.jpg", &few).0.len(), 1);
}

#[test]
fn pixels_that_cannot_be_read_are_unchecked() {
    let jpeg = fixture("pictures/baseline.jpg");
    for (name, bytes) in [
        // Too little for its size.
        ("short.png", png(2000, 2000, &packed(100))),
        ("none.png", png(2000, 2000, b"")),
        ("empty.png", png(0, 9, &packed(100))),
        ("none.jpg", b"\xff\xd8\xff\xd9".to_vec()),
        ("cut.jpg", jpeg[..300].to_vec()),
        ("moving.bmp", fixture("media/plain.bmp")),
    ] {
        let (all, doubts) = pictures(&bytes, name, &Limits::default());
        assert!(all.is_empty() && !doubts.is_empty(), "{name}: {}, {doubts:?}", all.len());
    }
    // More behind the pixels than the picture has is no pixel of it.
    let (all, _) = pictures(&png(2, 2, &packed(64 << 20)), "bomb.png", &Limits::default());
    assert!(all.iter().all(|picture| picture.3.len() == 12));
}

#[test]
fn a_photo_that_is_cut_does_not_look_whole() {
    for name in ["pictures/baseline.jpg", "pictures/progressive.jpg", "pictures/colours.png"] {
        let bytes = fixture(name);
        // Fewer bytes than its mark has are no picture.
        for cut in 12..bytes.len() {
            let all: Inspection = inspect_bytes(&bytes[..cut], "photo", &Options::default());
            let is_told = !all.unchecked.is_empty() || !all.unaccounted.is_empty();
            assert!(is_told, "{name} cut at {cut} looks whole");
        }
    }
}
