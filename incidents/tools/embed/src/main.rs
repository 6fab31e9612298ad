//! Puts a workbook into another one, as "Insert, Object, from file" does: `embed HOST INNER PICTURE TARGET`.

use std::{env, error::Error, fs};
use umya_spreadsheet::structs::{EmbeddedObjectProperties, OleObject};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [host, inner, picture, target] = arguments.as_slice() else {
        return Err("embed HOST INNER PICTURE TARGET".into());
    };
    let mut book = umya_spreadsheet::reader::xlsx::read(host)?;
    let sheet = book.get_sheet_mut(&0).ok_or("the host has no sheet")?;

    let mut shown = EmbeddedObjectProperties::default();
    shown.get_image_mut().set_image_name("image1.png");
    shown.get_image_mut().set_image_data(fs::read(picture)?);
    shown.set_prog_id("Excel.Sheet.12").set_shape_id(1025).set_default_size(false);
    shown.get_object_anchor_mut().get_from_marker_mut().set_col(5).set_row(3);
    shown.get_object_anchor_mut().get_to_marker_mut().set_col(8).set_row(9);

    let mut object = OleObject::default();
    object.set_requires("x14").set_prog_id("Excel.Sheet.12");
    object.set_object_extension("xlsx");
    object.set_object_data(fs::read(inner)?);
    object.set_embedded_object_properties(shown);
    sheet.get_ole_objects_mut().set_ole_object(object);
    umya_spreadsheet::writer::xlsx::write(&book, target)?;
    Ok(())
}
