//! Photos: pictures that are files of their own.

use crate::format::{FileContext, Format};
use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read};
use crate::{Channel, FileTail, Reason, Scribe, Spot, media};

/// What cameras and scanners write.
pub(crate) static JPEG: Format = Format {
    id: "jpeg",
    title: "picture (JPEG)",
    endings: &["jpg", "jpeg", "jpe", "jfif"],
    places: PLACES,
    recognises: |probe| probe.head.starts_with(b"\xff\xd8\xff"),
    read: |context, _, scribe| read(context, scribe),
};

/// What programs draw.
pub(crate) static PNG: Format = Format {
    id: "png",
    title: "picture (PNG)",
    endings: &["png"],
    places: PLACES,
    recognises: |probe| probe.head.starts_with(b"\x89PNG\r\n\x1a\n"),
    read: |context, _, scribe| read(context, scribe),
};

/// Where each channel lies.
const PLACES: &[(Channel, &str)] = &[
    (Channel::PictureFile, "the picture; what it shows is not judged"),
    (Channel::MediaMetadata, "EXIF with place and camera, XMP, IPTC, comments, texts, colour profiles"),
    (Channel::Thumbnail, "the camera's own small copy of the picture as it was taken"),
    (Channel::TrailingData, "bytes after the end of the picture"),
    (Channel::FileName, "the name of the file"),
];

fn read(context: &FileContext<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let file = context.file;
    let budget = scribe.budget();
    if context.source.len() > budget.limits().held_part_bytes {
        return Err(LimitMet(Reason::TooLarge).into());
    }
    let name = context.name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.is_empty() {
        scribe.note(file, &Spot::new(Channel::FileName, ""), "", name)?;
    }
    let bytes = context.source.head(usize::try_from(context.source.len()).unwrap_or(usize::MAX))?;
    budget.unpacked(bytes.len() as u64)?;
    let mut parts = LazyParts::new(file, "", "");
    media::report(&bytes, Channel::PictureFile, &mut parts, scribe)?;
    parts.close(scribe)?;
    Ok(FileTail { file, pieces: 1, read: 1, swept: 0 })
}
