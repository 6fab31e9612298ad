//! Files and folders that got out, read by the locked-down worker.

use crate::ShareError;
use reading::{Picture, Wanted};
use sandbox::Sandbox;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use trace::{Leak, Table};

/// Most files.
const MOST_FILES: usize = 200_000;
/// Most bytes of pixels that are kept, three a pixel.
const MOST_PIXELS: u64 = 4 << 30;
/// Longest side of a picture that is kept, in pixels: originals are no larger.
const LONGEST_SIDE: u32 = 1_600;

/// A file that was traced.
#[derive(Debug, Clone)]
pub struct LeakedFile {
    /// Its path.
    pub path: PathBuf,
    /// SHA-256.
    pub sha256: [u8; 32],
    /// Size.
    pub bytes: u64,
}

/// What could not be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The file.
    pub path: PathBuf,
    /// What happened, and what to do.
    pub what: String,
}

/// What got out, as it is read, file by file.
#[derive(Default)]
pub struct LeakRead {
    pub(crate) leak: Leak,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) files: Vec<LeakedFile>,
    pub(crate) unread: Vec<Unread>,
    pixels: u64,
}

/// Never what is in it.
impl std::fmt::Debug for LeakRead {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "LeakRead({} files)", self.files.len())
    }
}

/// Reads everything.
pub(crate) fn read(paths: &[PathBuf], sandbox: &Sandbox) -> Result<LeakRead, ShareError> {
    let mut read = LeakRead::default();
    for path in listed(paths)? {
        let file = File::open(&path).map_err(|error| unread(&path, &error))?;
        read.take(&path, file, sandbox)?;
    }
    Ok(read)
}

/// Files, in the order in which they were named; those of a folder by name.
fn listed(paths: &[PathBuf]) -> Result<Vec<PathBuf>, ShareError> {
    let mut waiting: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        let meta = path.symlink_metadata().map_err(|error| unread(&path, &error))?;
        if meta.is_dir() {
            let mut inside = Vec::new();
            for entry in std::fs::read_dir(&path).map_err(|error| unread(&path, &error))? {
                inside.push(entry.map_err(|error| unread(&path, &error))?.path());
            }
            inside.sort_by(|one, other| other.cmp(one));
            waiting.extend(inside);
        } else if meta.is_file() {
            files.push(path);
        }
        if files.len() > MOST_FILES {
            return Err(ShareError::TooLong { what: "the folder", most: MOST_FILES });
        }
    }
    Ok(files)
}

impl LeakRead {
    /// Reads a file that is open, from its beginning; `path` is what it is called.
    pub fn take(&mut self, path: &Path, mut file: File, sandbox: &Sandbox) -> Result<(), ShareError> {
        let read = self;
        let (sha256, bytes) = digest(&mut file).map_err(|error| unread(path, &error))?;
        read.files.push(LeakedFile { path: path.to_owned(), sha256, bytes });
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = Wanted { pictures: true, ..Wanted::default() };
        let reading = reading::read(sandbox, file, &name, &wanted);
        // Photos are delivered under the reference of their row: the name of a file is evidence too.
        if let Some(stem) = path.file_stem() {
            read.leak.texts.push(stem.to_string_lossy().into_owned());
        }
        for problem in reading.unread {
            read.unread
                .push(Unread { path: path.to_owned(), what: format!("{}. {}", problem.what, problem.fix) });
        }
        read.leak.tables.extend(reading.tables.into_iter().map(|table| Table {
            name: table.name,
            rows: table.rows.into_iter().map(|line| line.cells).collect(),
        }));
        read.leak.texts.extend(reading.texts.into_iter().map(|text| text.text));
        read.leak
            .notes
            .extend(reading.about.into_iter().map(|about| format!("{} {}", about.label, about.text)));
        for picture in reading.pictures {
            let picture = portraits_size(picture);
            read.pixels += picture.rgb.len() as u64;
            if read.pixels > MOST_PIXELS {
                let what =
                    "there are more pictures than fit into memory. Trace them in several folders".to_owned();
                read.unread.push(Unread { path: path.to_owned(), what });
                read.pixels -= picture.rgb.len() as u64;
                continue;
            }
            read.pictures.push(picture);
        }
        Ok(())
    }
}

/// No larger than is of use.
fn portraits_size(picture: Picture) -> Picture {
    if picture.width.max(picture.height) <= LONGEST_SIDE {
        return picture;
    }
    let Ok(pixels) = marks::photo::Rgb::new(picture.width, picture.height, picture.rgb.clone()) else {
        return picture;
    };
    match portraits::smaller(&pixels, LONGEST_SIDE) {
        Ok(small) => {
            Picture { width: small.width(), height: small.height(), rgb: small.samples().to_vec(), ..picture }
        }
        Err(_) => picture,
    }
}

fn digest(file: &mut File) -> std::io::Result<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        hash.update(buffer.get(..read).unwrap_or_default());
    }
    file.rewind()?;
    Ok((hash.finalize().into(), bytes))
}

fn unread(path: &Path, error: &std::io::Error) -> ShareError {
    ShareError::File {
        what: "could not read",
        path: path.to_owned(),
        kind: error.kind(),
        fix: "Look whether it is there and may be read",
    }
}
