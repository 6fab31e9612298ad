//! Files that lie in the XML in base64 (ODF 1.3 part 3, 10.4.5, 19.27): pictures and objects of a flat document,
//! printer settings, certificates.

use super::desk::Desk;
use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::text::base64::decoded;
use crate::{Channel, Content, Hiding, media, open};

/// Reports what `office:binary-data` holds; `holder` is the element around it.
pub(crate) fn report(
    text: &str,
    holder: &str,
    hiding: Hiding,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let Some(bytes) = decoded(text) else {
        parts.say(Channel::OtherText, "binary data", "", text, desk.scribe)?;
        return desk.scribe.unaccounted_beside(
            desk.file,
            desk.path,
            (0, 0),
            "data in base64 that cannot be decoded",
        );
    };
    desk.scribe.budget().unpacked(bytes.len() as u64)?;
    if bytes.is_empty() {
        return Ok(());
    }
    if holder == "object-ole" {
        return object(&bytes, "", hiding, desk);
    }
    let mut picture = desk.parts().hidden(desk.hiding | hiding);
    let result = media::report(&bytes, Channel::Media, &mut picture, desk.scribe);
    picture.close(desk.scribe)?;
    result
}

/// Hands the bytes of an object of another program, mostly an OLE compound file, to the door that every file comes
/// through.
pub(crate) fn object(bytes: &[u8], name: &str, hiding: Hiding, desk: &mut Desk<'_, '_>) -> Read {
    let human =
        if name.is_empty() { "embedded object".to_owned() } else { format!("embedded object '{name}'") };
    let mut spot = desk.spot(Channel::EmbeddedObject, &human);
    spot.hiding |= hiding;
    let part = desk.scribe.open(desk.file, Content::File, &spot)?;
    let bytes = bytes.to_vec();
    let result = open::nested(&bytes, name, part, desk.scribe);
    desk.scribe.close(part)?;
    result
}
