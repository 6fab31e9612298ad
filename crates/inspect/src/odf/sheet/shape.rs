//! Shapes laid over the cells (ODF 1.3 part 3, 10.3 to 10.6), and how much of the sheet each of them covers.

use crate::Channel;
use crate::lazy::LazyParts;
use crate::odf::desk::{Desk, Stream};
use crate::odf::length::centimetres;
use crate::odf::styles::{Family, Styles};
use crate::odf::{attributes, region, tables};
use crate::stop::Read;
use crate::xml::Element;
use crate::xml::picks::Table;
use quick_xml::events::{BytesStart, Event};

/// A shape that lets nothing shine through: where it begins, in centimetres from what it hangs on, and its size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Whether an element is a shape: of the drawing or the three-dimensional namespace.
pub(crate) fn is_shape(start: &BytesStart<'_>) -> bool {
    start.name().prefix().is_some_and(|prefix| matches!(prefix.into_inner(), "draw" | "dr3d"))
        || matches!(start.local_name().into_inner(), "frame" | "custom-shape" | "control" | "scene")
}

/// A sheet does not reach further than this, in centimetres: 2^20 rows and 2^14 columns of the usual size.
const FAR_DOWN: f64 = 470_000.0;
const FAR_RIGHT: f64 = 37_000.0;

/// Reads a shape and says what it holds. Returns it when it covers what lies below.
#[expect(clippy::too_many_arguments, reason = "each is one thing that a shape needs")]
pub(crate) fn read(
    stream: &mut Stream<'_>,
    start: &BytesStart<'_>,
    event: &Event<'_>,
    table: &Table,
    at: &str,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read<Option<Shape>> {
    let mut shape = Shape { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
    let mut style = None;
    attributes::each(start, |name, value, _| {
        let place = match name {
            "x" => &mut shape.x,
            "y" => &mut shape.y,
            "width" => &mut shape.width,
            "height" => &mut shape.height,
            "style-name" => {
                style = Some(value.into_owned());
                return None;
            }
            // The region tells the others.
            _ => return None,
        };
        *place = centimetres(&value).map_or(0.0, f64::from);
        None
    })?;
    let is_hidden = region::is_not_displayed(&Element(start));
    let is_away = shape.x + shape.width < 0.0
        || shape.y + shape.height < 0.0
        || shape.x > FAR_RIGHT
        || shape.y > FAR_DOWN;
    let table = if is_away { &tables::HIDDEN_SHAPE } else { table };
    if is_away {
        parts.part(Channel::HiddenShape, desk.scribe)?;
    }
    let name = start.local_name().into_inner();
    let met = region::read(stream, event, table, at, parts, desk)?;
    let fills = |style: Option<&str>| {
        style.is_none_or(|style| styles.resolved(Family::Graphic, style).is_hollow != Some(true))
    };
    let covers = match name {
        // Frames of pictures and objects are drawn without a filling of their own.
        "frame" | "g" => met.has_picture || name == "frame" && fills(style.as_deref()),
        "line" | "connector" | "measure" | "polyline" | "path" | "control" | "scene" => false,
        _ => fills(style.as_deref()),
    };
    Ok((covers && !is_hidden && shape.width > 0.0 && shape.height > 0.0).then_some(shape))
}
