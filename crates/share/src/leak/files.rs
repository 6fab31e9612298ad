//! Files and folders that got out, read by the locked-down worker.

use crate::ShareError;
use reading::{Picture, Reading, Room, Wanted};
use sandbox::Sandbox;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use trace::{Leak, Table};

/// Most files.
const MOST_FILES: usize = 200_000;
/// What is kept of all files together: rows, bytes of text, bytes of pixels. What finds no room is told as not read.
const ROOM: Room = Room { rows: 5_000_000, bytes: 2 << 30, pixel_bytes: 4 << 30 };
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
pub struct LeakRead {
    pub(crate) leak: Leak,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) files: Vec<LeakedFile>,
    pub(crate) unread: Vec<Unread>,
    room: Room,
}

impl Default for LeakRead {
    fn default() -> Self {
        let (leak, pictures, files, unread) = Default::default();
        Self { leak, pictures, files, unread, room: ROOM }
    }
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
    for path in listed(paths, &mut read.unread)? {
        let file = File::open(&path).map_err(|error| unread(&path, &error))?;
        read.take(&path, file, sandbox)?;
    }
    Ok(read)
}

/// Files, in the order in which they were named; those of a folder by name.
fn listed(paths: &[PathBuf], left_out: &mut Vec<Unread>) -> Result<Vec<PathBuf>, ShareError> {
    // A link that somebody names is meant; one that lies in what got out leads anywhere.
    let mut waiting: Vec<PathBuf> = Vec::with_capacity(paths.len());
    for path in paths.iter().rev() {
        waiting.push(path.canonicalize().map_err(|error| unread(path, &error))?);
    }
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
        } else {
            let what =
                "it is no plain file, and was not read. If it is a link, name what it leads to".to_owned();
            left_out.push(Unread { path, what });
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
        let once = Room::default();
        let room = Room {
            rows: once.rows.min(read.room.rows),
            bytes: once.bytes.min(read.room.bytes),
            pixel_bytes: once.pixel_bytes.min(read.room.pixel_bytes),
        };
        let wanted = Wanted { pictures: true, room, ..Wanted::default() };
        let reading = reading::read(sandbox, file, &name, &wanted);
        read.room = left(read.room, &reading);
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
        read.pictures.extend(reading.pictures.into_iter().map(no_larger));
        Ok(())
    }
}

/// What room is left once this is kept.
fn left(room: Room, reading: &Reading) -> Room {
    let rows = reading.tables.iter().map(|table| table.rows.len() as u64).sum();
    let cells = reading.tables.iter().flat_map(|table| &table.rows).flat_map(|line| &line.cells);
    let texts =
        reading.texts.iter().map(|text| &text.text).chain(reading.about.iter().map(|about| &about.text));
    let bytes = cells.chain(texts).map(|text| (text.len() + size_of::<String>()) as u64).sum();
    let pixels = reading.pictures.iter().map(|picture| picture.rgb.len() as u64).sum();
    Room {
        rows: room.rows.saturating_sub(rows),
        bytes: room.bytes.saturating_sub(bytes),
        pixel_bytes: room.pixel_bytes.saturating_sub(pixels),
    }
}

/// No larger than is of use.
fn no_larger(picture: Picture) -> Picture {
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
