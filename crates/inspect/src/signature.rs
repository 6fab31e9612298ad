//! Signatures as XML: `META-INF/documentsignatures.xml` and its like (ODF 1.3 part 2, 5), `_xmlsignatures` (ECMA-376 part
//! 2, 12). Read for who signed; whether a signature holds is not asked.

use crate::lazy::LazyParts;
use crate::stop::Read;
use crate::text::{base64, sweep};
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Scribe, foreign, media};
use std::io;

const TABLE: Table = Table {
    rest: Channel::Signature,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::elsewhere("", "Algorithm"),
        Pick::elsewhere("", "xmlns"),
        Pick::elsewhere("Reference", "URI"),
    ],
};

/// Reads a part with signatures.
pub(crate) fn read(part: &mut dyn io::Read, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let mut state = PickState::default();
    walk(part, budget, &mut Reader(Picker { state: &mut state, table: &TABLE, parts, scribe }))
}

struct Reader<'a, 's>(Picker<'a, 's>);

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.0.start(element, path)
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        match path.up(0) {
            "DigestValue" | "SignatureValue" | "Modulus" | "Exponent" => {
                // Numbers in base64; what is none is told.
                if base64::decoded(text).is_some() { Ok(()) } else { self.0.text(text, path) }
            }
            "X509Certificate"
            | "EncapsulatedX509Certificate"
            | "EncapsulatedTimeStamp"
            | "EncapsulatedOCSPValue"
            | "EncapsulatedCRLValue"
            | "SignatureImage"
            | "Object" => match base64::decoded(text) {
                // The name as it was drawn, and the line with it.
                Some(bytes) if foreign::is_picture(&bytes) => {
                    media::report(&bytes, Channel::Media, self.0.parts, self.0.scribe)
                }
                Some(bytes) => {
                    for text in sweep::texts(&bytes) {
                        self.0.parts.say(Channel::Signature, "certificate", "", &text, self.0.scribe)?;
                    }
                    Ok(())
                }
                None => self.0.text(text, path),
            },
            _ => self.0.text(text, path),
        }
    }

    fn end(&mut self, path: &Path) -> Read {
        self.0.end(path)
    }
}
