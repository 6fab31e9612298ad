//! What the numbers of properties mean ([MS-OSHARED] 2.3.3.2.1, 2.3.3.2.2), in words.

/// A set of properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Summary,
    Document,
    Custom,
    Other,
}

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A text or date, under a label.
    Words(&'static str),
    /// A count that says nothing about anybody.
    Number,
    Titles,
    /// What the titles are: "Worksheets", "Named Ranges".
    Headings,
    Thumbnail,
    Signature,
}

impl Set {
    pub(super) fn of(guid: &str) -> Self {
        match guid {
            "f29f85e0-4ff9-1068-ab91-08002b27b3d9" => Self::Summary,
            "d5cdd502-2e9c-101b-9397-08002b2cf9ae" => Self::Document,
            "d5cdd505-2e9c-101b-9397-08002b2cf9ae" => Self::Custom,
            _ => Self::Other,
        }
    }

    pub(super) fn label(self, number: u32) -> Label {
        let table: &[(u32, Label)] = match self {
            Self::Summary => SUMMARY,
            Self::Document => DOCUMENT,
            Self::Custom | Self::Other => &[],
        };
        table.iter().find(|(known, _)| *known == number).map_or(Label::Words("other"), |(_, label)| *label)
    }
}

impl Label {
    /// For a person.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Words(words) => words,
            Self::Titles => "title",
            Self::Headings => "heading",
            Self::Number | Self::Thumbnail | Self::Signature => "other",
        }
    }
}

const SUMMARY: &[(u32, Label)] = &[
    (2, Label::Words("title")),
    (3, Label::Words("subject")),
    (4, Label::Words("author")),
    (5, Label::Words("keywords")),
    (6, Label::Words("comments")),
    (7, Label::Words("template")),
    (8, Label::Words("last saved by")),
    (9, Label::Words("revision")),
    (10, Label::Number),
    (11, Label::Words("last printed")),
    (12, Label::Words("created")),
    (13, Label::Words("last saved")),
    (14, Label::Number),
    (15, Label::Number),
    (16, Label::Number),
    (17, Label::Thumbnail),
    (18, Label::Words("program")),
    (19, Label::Number),
];

const DOCUMENT: &[(u32, Label)] = &[
    (2, Label::Words("category")),
    (3, Label::Words("presentation format")),
    (4, Label::Number),
    (5, Label::Number),
    (6, Label::Number),
    (7, Label::Number),
    (8, Label::Number),
    (9, Label::Number),
    (10, Label::Number),
    (11, Label::Number),
    (12, Label::Headings),
    (13, Label::Titles),
    (14, Label::Words("manager")),
    (15, Label::Words("company")),
    (16, Label::Number),
    (17, Label::Number),
    (19, Label::Number),
    (21, Label::Words("base of links")),
    (22, Label::Number),
    (23, Label::Number),
    (24, Label::Signature),
    (26, Label::Words("content type")),
    (27, Label::Words("content status")),
    (28, Label::Words("language")),
    (29, Label::Words("version")),
];
