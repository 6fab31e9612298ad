//! Faces as PDF: a page a face, as dots, with the boxes by which a bureau cuts.

use super::error::FaceError;
use super::picture::Picture;
use super::profile::trim;
use crate::packed::pack;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

/// Tenths of a millimetre in a point.
const POINT: f64 = 254.0 / 72.0;

/// Objects before the pages, and objects of each page.
const FIRST: i32 = 3;
const EACH: i32 = 3;

/// A PDF of these faces. There is no text in it, and nothing is said of it but its boxes.
pub fn pdf(faces: &[&Picture]) -> Result<Vec<u8>, FaceError> {
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    let pages =
        i32::try_from(faces.len()).ok().filter(|count| *count < 100_000).ok_or(FaceError::Undrawable)?;
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..pages).map(|page| Ref::new(FIRST + page * EACH))).count(pages);
    for (at, face) in (0..).zip(faces) {
        let page = FIRST + at * EACH;
        write(face, tree, [page, page + 1, page + 2].map(Ref::new), &mut pdf)?;
    }
    Ok(pdf.finish())
}

fn write(face: &Picture, tree: Ref, [page, content, dots]: [Ref; 3], pdf: &mut Pdf) -> Result<(), FaceError> {
    let points = |length: f64| (length / POINT) as f32;
    let (wide, high) = trim(face.orientation);
    let bleed = f64::from(face.profile.bleed);
    let (width, height) = (points(wide + 2.0 * bleed), points(high + 2.0 * bleed));
    let all = Rect::new(0.0, 0.0, width, height);
    let cut = Rect::new(points(bleed), points(bleed), points(bleed + wide), points(bleed + high));

    let mut leaf = pdf.page(page);
    leaf.parent(tree).media_box(all).bleed_box(all).trim_box(cut).contents(content);
    leaf.resources().x_objects().pair(Name(b"F"), dots);
    leaf.finish();

    let mut drawn = Content::new();
    drawn.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(Name(b"F"));
    pdf.stream(content, &drawn.finish());

    let packed = pack(face.rgb()).map_err(|_| FaceError::Undrawable)?;
    let (across, down) = face.size();
    let side = |dots: u32| i32::try_from(dots).map_err(|_| FaceError::Profile);
    let mut picture = pdf.image_xobject(dots, &packed);
    picture.filter(Filter::FlateDecode);
    picture.width(side(across)?).height(side(down)?).bits_per_component(8);
    picture.color_space().device_rgb();
    picture.finish();
    Ok(())
}
