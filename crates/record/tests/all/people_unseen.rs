//! Whoever has the data folder, and not the key, reads nobody's name in it.

use crate::common::{On, new};
use crate::extracts;
use std::path::Path;

const SURNAME: &str = "Quillfeatherstone";
const NUMBER: &str = "8675309244";

#[tokio::test]
async fn no_value_stands_in_any_file_of_the_data_folder() {
    let case = new(On::Sqlite).await;
    let text =
        format!("service-number,surname,known-as,address\n{NUMBER},{SURNAME},{SURNAME},{SURNAME} Farm");
    extracts::import(&case, "2026-10-01", &text).await.unwrap();
    extracts::import(&case, "2026-10-05", &text.replace(" Farm", " House")).await.unwrap();
    let refused = text.replace(',', ",\u{7}");
    let report = extracts::import(&case, "2026-10-06", &refused).await.unwrap();
    case.record.publish().await.unwrap();
    assert!(!format!("{report:?} {:?}", case.record).contains(SURNAME));
    let mut files = 0;
    look_through(&case.place.data, &mut files);
    assert!(files >= 4, "database, log beside it, checkpoint and tiles: {files}");
    case.record.closing().close().await;
    look_through(&case.place.data, &mut files);
}

fn look_through(folder: &Path, files: &mut usize) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(!path.to_string_lossy().contains(SURNAME));
        if path.is_dir() {
            look_through(&path, files);
            continue;
        }
        *files += 1;
        let bytes = std::fs::read(&path).unwrap();
        for word in [SURNAME, NUMBER, "QUILLFEATHERSTONE", "quillfeatherstone"] {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in [word.as_bytes(), &wide] {
                let is_there = bytes.windows(form.len()).any(|window| window == form);
                assert!(!is_there, "{} holds a value", path.display());
            }
        }
    }
}
