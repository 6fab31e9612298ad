//! The specimen of a job: a row that nobody takes for a person, as printers know it. Its reference is the delivery's own, so that
//! of a store of many jobs it is seen which of them are in a leaked file.

use super::DeliveredRow;
use crate::{Mark, Share};
use marks::Subject;
use record::Field;
use zeroize::Zeroizing;

/// What stands where a surname would.
const SURNAME: &str = "SPECIMEN";
/// What stands everywhere else.
const VOID: &str = "VOID";
/// Its number among the specimens of a delivery.
pub(crate) const NUMBER: u32 = 0;

/// The row; none where the share does not mark so, or gives no references.
pub(super) fn row(share: &Share) -> Option<DeliveredRow> {
    if !(share.marks.has(Mark::Specimen) && share.marks.has(Mark::Token)) {
        return None;
    }
    let value = |field: Field| if field.id() == "surname" { SURNAME } else { VOID };
    let has_text = |field: &Field| field.id() != "photo";
    Some(DeliveredRow {
        subject: Subject::Specimen(NUMBER),
        reference: Zeroizing::default(),
        values: share
            .fields
            .iter()
            .filter(has_text)
            .map(|field| (field, Zeroizing::new(value(field).to_owned())))
            .collect(),
    })
}
