//! The pages drawn, and everything that makes a PDF of them.

use crate::block::Paper;
use crate::faces::{Faces, Weight};
use crate::layout::{Aside, Belongs, Bookmark, Item, What, lay};
use crate::letters::{Letter, letters, shown};
use crate::look::{Colour, PAGE_HEIGHT, PAGE_WIDTH};
use crate::structure::{LANGUAGE, Structure};
use crate::{Icon, PaperError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

/// Writes a document.
pub(crate) fn draw(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let faces = Faces::new()?;
    let laid = lay(paper, &faces)?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError::Refused { what: "its standards".to_owned() })?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut structure = laid.structure;
    for items in &laid.pages {
        let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT);
        let size = size.ok_or_else(|| PaperError::Refused { what: "the size of its pages".to_owned() })?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        // What belongs together is one piece: a line with its shades does not become three.
        for together in items.chunk_by(|one, next| one.belongs == next.belongs) {
            draw_together(together, &faces, &mut surface, &mut structure);
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&laid.bookmarks));
    document.set_metadata(metadata(paper, &faces));
    document.set_tag_tree(structure.finish());
    document.finish().map_err(|error| refused(&error))
}

fn draw_together(items: &[Item], faces: &Faces, surface: &mut Surface<'_>, structure: &mut Structure) {
    let Some(first) = items.first() else { return };
    let tag = match first.belongs {
        Belongs::To(_) => ContentTag::Other,
        Belongs::Nowhere(Aside::Layout) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Belongs::Nowhere(Aside::Top) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)),
        Belongs::Nowhere(Aside::Foot) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    };
    let identifier = surface.start_tagged(tag);
    for item in items {
        draw_item(item, faces, surface);
    }
    surface.end_tagged();
    if let Belongs::To(piece) = first.belongs {
        structure.drawn(piece, identifier);
    }
}

fn draw_item(item: &Item, faces: &Faces, surface: &mut Surface<'_>) {
    match &item.what {
        What::Letters { letters, weight, size, colour } => {
            fill(*colour, surface);
            let (glyphs, text) = glyphs(letters);
            let font = faces.of(*weight).font.clone();
            surface.draw_glyphs(Point::from_xy(item.left, item.top), &glyphs, font, &text, *size, false);
        }
        What::Area { width, height, colour } => {
            fill(*colour, surface);
            let mut path = PathBuilder::new();
            if let Some(area) = Rect::from_xywh(item.left, item.top, *width, *height) {
                path.push_rect(area);
            }
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        What::Shape { icon, side, colour } => {
            draw_shape(*icon, (item.left, item.top), *side, *colour, surface);
        }
    }
}

fn draw_shape(icon: Icon, (left, top): (f32, f32), side: f32, colour: Colour, surface: &mut Surface<'_>) {
    let scale = side / 24.0;
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, left, top));
    for shape in icon.shapes() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: colour.rgb().into(),
            width: shape.width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: shape.is_dashed.then(|| StrokeDash { array: vec![3.6, 3.0], offset: 0.0 }),
            ..Stroke::default()
        }));
        if let Some(path) = &shape.path {
            surface.draw_path(path);
        }
    }
    surface.pop();
}

fn fill(colour: Colour, surface: &mut Surface<'_>) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: colour.rgb().into(), ..Fill::default() }));
}

fn glyphs(letters: &[Letter]) -> (Vec<KrillaGlyph>, String) {
    let mut text = String::with_capacity(letters.len());
    let glyphs = letters
        .iter()
        .map(|letter| {
            let begin = text.len();
            text.push(letter.character);
            KrillaGlyph {
                glyph_id: GlyphId::new(letter.glyph),
                text_range: begin..text.len(),
                x_advance: letter.width,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            }
        })
        .collect();
    (glyphs, text)
}

/// The headings, each under the last of a higher level.
fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    let close = |open: &mut Vec<(u16, OutlineNode)>, outline: &mut Outline, level: u16| {
        while open.last().is_some_and(|(last, _)| *last >= level) {
            let Some((_, node)) = open.pop() else { break };
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for bookmark in bookmarks {
        close(&mut open, &mut outline, bookmark.level);
        let place = XyzDestination::new(bookmark.page, Point::from_xy(0.0, bookmark.top));
        open.push((
            bookmark.level,
            OutlineNode::new(bookmark.words.clone(), place).with_open(bookmark.level < 2),
        ));
    }
    close(&mut open, &mut outline, 0);
    outline
}

fn metadata(paper: &Paper, faces: &Faces) -> Metadata {
    let title = shown(&letters(&paper.title, faces.of(Weight::Regular)));
    Metadata::new()
        .title(title)
        .producer(paper.producer.clone())
        .creator(paper.producer.clone())
        .language(LANGUAGE.to_owned())
        .creation_date(date(paper.created))
}

fn date(instant: Timestamp) -> DateTime {
    let when = TimeZone::UTC.to_datetime(instant);
    DateTime::new(u16::try_from(when.year()).unwrap_or_default())
        .month(when.month().unsigned_abs())
        .day(when.day().unsigned_abs())
        .hour(when.hour().unsigned_abs())
        .minute(when.minute().unsigned_abs())
        .second(when.second().unsigned_abs())
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Which requirement is broken, without a word of the content.
fn refused(error: &KrillaError) -> PaperError {
    let what = match error {
        KrillaError::Font(..) => return PaperError::Font,
        KrillaError::Validation(_) => "an archive or a screen reader could not read it",
        KrillaError::Limit(_) => "it is too large for a PDF",
        _ => "its pieces do not fit together",
    };
    PaperError::Refused { what: what.to_owned() }
}
