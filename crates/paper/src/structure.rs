//! The document as a tree for screen readers: what is a heading, what a cell, and in which order it is read.

use krilla::geom::Rect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use std::num::NonZeroU16;

/// The language of all words of ours.
pub(crate) const LANGUAGE: &str = "en-GB";

/// What a piece is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Section,
    Heading { level: u16, title: String },
    Paragraph,
    Figure { words: &'static str, page: usize, left: f32, top: f32, side: f32 },
    List,
    Point,
    Bullet,
    PointText,
    Table,
    TableHead,
    TableBody,
    Row,
    ColumnLabel,
    RowLabel,
    Cell,
}

/// A piece by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece(usize);

struct Entry {
    kind: Kind,
    parent: Option<usize>,
    /// What is drawn of it, in order.
    drawn: Vec<Identifier>,
}

/// The tree as it grows. A piece is entered before what lies in it.
#[derive(Default)]
pub(crate) struct Structure(Vec<Entry>);

impl Structure {
    /// A new piece, the last in its parent.
    pub(crate) fn enter(&mut self, kind: Kind, parent: Option<Piece>) -> Piece {
        self.0.push(Entry { kind, parent: parent.map(|parent| parent.0), drawn: Vec::new() });
        Piece(self.0.len() - 1)
    }

    /// Something is drawn that belongs to the piece.
    pub(crate) fn drawn(&mut self, piece: Piece, identifier: Identifier) {
        if let Some(entry) = self.0.get_mut(piece.0) {
            entry.drawn.push(identifier);
        }
    }

    /// The finished tree.
    pub(crate) fn finish(self) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
        // From the last to the first: when a piece's turn comes, all that lies in it is complete.
        let mut inside: Vec<Vec<Node>> = self.0.iter().map(|_| Vec::new()).collect();
        let mut roots = Vec::new();
        for (number, entry) in self.0.into_iter().enumerate().rev() {
            let mut children: Vec<Node> = entry.drawn.into_iter().map(Node::from).collect();
            let mut lower = inside.get_mut(number).map(std::mem::take).unwrap_or_default();
            lower.reverse();
            children.extend(lower);
            let group = Node::from(TagGroup::with_children(tag(entry.kind), children));
            match entry.parent.and_then(|parent| inside.get_mut(parent)) {
                Some(parent) => parent.push(group),
                None => roots.push(group),
            }
        }
        for root in roots.into_iter().rev() {
            tree.push(root);
        }
        tree
    }
}

fn tag(kind: Kind) -> TagKind {
    match kind {
        Kind::Section => Tag::Section.into(),
        Kind::Heading { level, title } => {
            Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Figure { words, page, left, top, side } => {
            let place = Rect::from_xywh(left, top, side, side).map(|place| BBox::new(page, place));
            Tag::Figure(Some(words.to_owned())).with_bbox(place).into()
        }
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Point => Tag::LI.into(),
        Kind::Bullet => Tag::Lbl.into(),
        Kind::PointText => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnLabel => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowLabel => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
    }
}
