//! The table of kinds of parts: how each is told, and who reads it. Adding a kind is adding a line.

use super::book::Book;
use super::{chart, comments, drawing, external, mashup, pivot, revisions, tables};
use crate::lazy::LazyParts;
use crate::signature;
use crate::xlsb;
use crate::xml::picks::Table;
use crate::{Channel, Read, Scribe};

/// Reads one part of a workbook; what it finds goes to `parts` or to parts of its own.
pub(super) type Reader = fn(&Book<'_>, usize, &mut LazyParts, &mut Scribe<'_>) -> Read;

/// How a part is read.
pub(super) enum Reading {
    /// By a table for its XML.
    Table(&'static Table),
    /// By a table, forgiving tags that do not match.
    LooseTable(&'static Table),
    /// By a reader of its own.
    Own(Reader),
    /// It is a file of its own: a picture.
    Media(Channel),
    /// It is a file of its own: a document or object.
    Object,
    /// Its text is swept into a channel: small binary parts of known purpose.
    Sweep(Channel),
    /// Nothing can read it; its presence is told.
    Closed(Channel, &'static str),
    /// It is read as a part of a kind that nobody knows by name.
    Unknown,
}

/// One kind of part.
pub(super) struct Kind {
    /// Last words of relationship types, content types and names of root elements that tell it; lower case.
    pub(super) names: &'static [&'static str],
    /// How its XML form is read.
    pub(super) reading: Reading,
    /// Who reads its binary form, where it has one: the records of xlsb.
    pub(super) records: Option<Reader>,
}

const fn kind(names: &'static [&'static str], reading: Reading) -> Kind {
    Kind { names, reading, records: None }
}

/// A kind that has a binary form too.
const fn both(names: &'static [&'static str], reading: Reading, records: Reader) -> Kind {
    Kind { names, reading, records: Some(records) }
}

/// Every kind that is known by name.
pub(super) static KINDS: &[Kind] = &[
    both(&["comments"], Reading::Own(comments::read), xlsb::comments::read),
    kind(&["threadedcomment", "threadedcomments", "person", "personlist"], Reading::Table(&tables::THREADED)),
    kind(&["documenttasks", "documenttask", "tasks"], Reading::Table(&tables::THREADED)),
    kind(&["vmldrawing", "legacydrawing"], Reading::LooseTable(&tables::VML)),
    kind(
        &["drawing", "wsdr"],
        Reading::Own(|book, index, parts, scribe| {
            // Of sheets that were read, drawings are read with the sheet; this one has none.
            drawing::read(book, index, &mut Vec::new(), parts, scribe)
        }),
    ),
    kind(&["chart", "chartex", "chartspace", "chartsheet"], Reading::Own(chart::read)),
    kind(&["chartusershapes", "drawingml.chartshapes", "usershapes"], Reading::Table(&tables::CHART_SHAPES)),
    kind(
        &[
            "chartstyle",
            "chartcolorstyle",
            "colorstyle",
            "themeoverride",
            "theme",
            "diagramcolors",
            "diagramstyle",
            "diagramlayout",
        ],
        Reading::Table(&tables::THEME),
    ),
    kind(&["diagramdata", "diagramdrawing", "datamodel", "smartart"], Reading::Table(&tables::DIAGRAM)),
    both(&["table"], Reading::Table(&tables::TABLE_PART), xlsb::read),
    both(
        &["tablesinglecells", "xmlmaps", "mapinfo", "singlexmlcells"],
        Reading::Table(&tables::XML_MAP),
        xlsb::read,
    ),
    both(&["querytable"], Reading::Table(&tables::QUERY_TABLE), xlsb::read),
    both(&["connections"], Reading::Table(&tables::CONNECTIONS), xlsb::read),
    both(&["pivottable", "pivottabledefinition"], Reading::Table(&tables::PIVOT_TABLE), xlsb::read),
    both(&["pivotcachedefinition"], Reading::Own(pivot::read), pivot::read),
    // With their definition, as a rule; these have none.
    both(&["pivotcacherecords"], Reading::Own(pivot::read_records), xlsb::read),
    both(
        &["slicer", "slicers", "slicercache", "slicercachedefinition"],
        Reading::Table(&tables::SLICER),
        xlsb::read,
    ),
    both(
        &["timeline", "timelines", "timelinecache", "timelinecachedefinition"],
        Reading::Table(&tables::TIMELINE),
        xlsb::read,
    ),
    both(&["externallink"], Reading::Own(external::read), xlsb::external::read),
    both(
        &["revisionheaders", "headers", "revisionlog", "revisions", "usernames", "users"],
        Reading::Own(revisions::read),
        xlsb::revision::read,
    ),
    both(&["calcchain"], Reading::Table(&tables::CALCULATION), xlsb::read),
    both(&["volatiledependencies", "voltypes"], Reading::Table(&tables::LIVE), xlsb::read),
    // Where the rows of a binary sheet begin.
    both(&["xlbinaryindex", "binindexws", "binindexms"], Reading::Unknown, xlsb::read),
    kind(&["ctrlprop", "controlproperties", "formcontrolpr"], Reading::Table(&tables::FORM_CONTROL)),
    kind(&["control", "activexcontrol", "activex", "ocx"], Reading::Table(&tables::ACTIVE_X)),
    kind(
        &["customxml", "customxmlprops", "customxmlproperties", "datastoreitem"],
        Reading::Table(&tables::CUSTOM_XML),
    ),
    kind(&["datamashup"], Reading::Own(mashup::read)),
    both(
        &[
            "sheetmetadata",
            "metadata",
            "rdrichvalue",
            "rdrichvaluestructure",
            "rdrichvaluetypes",
            "rdrichvaluewebimage",
            "richvaluerel",
            "rdarray",
            "rdsupportingpropertybag",
            "rdsupportingpropertybagstructure",
            "rdrichvaluestyles",
            "richstyles",
            "featurepropertybag",
            "featurepropertybags",
        ],
        Reading::Table(&tables::RICH_DATA),
        xlsb::read,
    ),
    kind(&["webextension", "webextensiontaskpanes", "taskpanes"], Reading::Table(&tables::WEB_EXTENSION)),
    kind(&["extensibility", "usercustomization", "customui", "ui"], Reading::Table(&tables::CUSTOM_UI)),
    kind(&["core-properties", "coreproperties"], Reading::Table(&tables::CORE)),
    kind(&["extended-properties", "properties.extended"], Reading::Table(&tables::EXTENDED)),
    kind(&["custom-properties", "properties.custom"], Reading::Table(&tables::CUSTOM)),
    kind(&["classificationlabels", "labelinfo", "labellist"], Reading::Table(&tables::LABEL)),
    kind(
        &[
            "signature",
            "origin",
            "digital-signature-xmlsignature",
            "xmlsignature",
            "digital-signature-origin",
        ],
        Reading::Own(|book, index, parts, scribe| {
            signature::read(&mut book.package.zip.unpack(index, scribe.budget())?, parts, scribe)
        }),
    ),
    kind(&["inkxml", "ink"], Reading::Table(&tables::INK)),
    both(
        &["namedsheetview", "namedsheetviews", "wssortmap", "worksheetsortmap"],
        Reading::Table(&tables::TABLE_PART),
        xlsb::read,
    ),
    kind(&["image", "media", "audio", "video", "picture"], Reading::Media(Channel::Media)),
    kind(&["thumbnail"], Reading::Media(Channel::Thumbnail)),
    kind(&["package", "oleobject", "attachedtemplate", "afchunk"], Reading::Object),
    kind(&["customproperty"], Reading::Sweep(Channel::CustomProperties)),
    kind(&["activexcontrolbinary"], Reading::Sweep(Channel::ActiveX)),
    kind(&["attachedtoolbars"], Reading::Sweep(Channel::Macro)),
    kind(
        &["model", "model+data", "powerpivotdata"],
        Reading::Closed(Channel::DataModel, "a data model: a database that no reader here can open"),
    ),
];

/// The kind of a part by one of the names that tell it.
pub(super) fn find(name: &str) -> Option<&'static Kind> {
    let name = name.to_ascii_lowercase();
    KINDS.iter().find(|kind| kind.names.contains(&name.as_str()))
}

/// The telling word of a content type: `worksheet` of
/// `application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml`.
pub(super) fn word_of(content_type: &str) -> &str {
    let word = content_type.trim_end_matches("+xml");
    for family in ["spreadsheetml.", "drawingml.", "officedocument.", "ms-excel.", "ms-office.", "package."] {
        if let Some((_, word)) = word.split_once(family) {
            return word;
        }
    }
    word.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_tells_two_kinds_and_content_types_are_understood() {
        let mut names = HashSet::new();
        for name in KINDS.iter().flat_map(|kind| kind.names) {
            assert!(names.insert(name), "{name} stands twice");
            assert_eq!(name.to_ascii_lowercase(), **name);
        }
        for content_type in [
            "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
            "application/vnd.ms-excel.threadedcomments+xml",
            "application/vnd.ms-office.chartex+xml",
            "application/vnd.ms-excel.pivotCacheRecords",
            "application/vnd.ms-excel.binIndexWs",
        ] {
            assert!(find(word_of(content_type)).is_some(), "{content_type}: {}", word_of(content_type));
        }
    }
}
