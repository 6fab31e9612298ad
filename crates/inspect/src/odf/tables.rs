//! Which attribute and which element's text of OpenDocument belongs to which channel. Chapters are those of ODF 1.3
//! part 3.

use crate::Channel;
use crate::xml::picks::{Pick, Table};

const fn table(rest: Channel, at: &'static [&'static str], picks: &'static [Pick]) -> Table {
    Table { rest, picks, at, all_attributes: false }
}

/// An element of a kind that nobody knows.
pub(crate) const UNKNOWN: Table =
    Table { rest: Channel::OtherText, picks: &[Pick::elsewhere("", "href")], at: &[], all_attributes: true };

/// A remark on a cell (14.1).
pub(crate) const ANNOTATION: Table = table(
    Channel::Comment,
    &[],
    &[
        Pick::text("creator", Channel::CommentAuthor, "author"),
        Pick::text("creator-initials", Channel::CommentAuthor, "initials"),
        Pick::text("sender-initials", Channel::CommentAuthor, "initials"),
        Pick::text("date", Channel::CommentAuthor, "date"),
        Pick::text("date-string", Channel::CommentAuthor, "date"),
        Pick::text("p", Channel::Comment, "text"),
        Pick::text("h", Channel::Comment, "text"),
        Pick::attribute("annotation", "name", Channel::Comment, "name"),
        Pick::attribute("a", "href", Channel::Hyperlink, "address"),
        Pick::elsewhere("", "href"),
        Pick::elsewhere("", "transform"),
    ],
);

/// A picture, box or group laid over the sheet (10.3 to 10.6, 13).
pub(crate) const SHAPE: Table = table(Channel::ShapeText, &[], SHAPE_PICKS);

/// The same, when it is not displayed.
pub(crate) const HIDDEN_SHAPE: Table = table(
    Channel::HiddenShape,
    &[],
    &[
        Pick::attribute("", "name", Channel::HiddenShape, "name"),
        Pick::attribute("", "label", Channel::HiddenShape, "label"),
        Pick::attribute("", "current-value", Channel::HiddenShape, "value"),
        Pick::attribute("a", "href", Channel::Hyperlink, "address"),
        Pick::elsewhere("", "href"),
        Pick::elsewhere("", "points"),
        Pick::elsewhere("", "viewBox"),
        Pick::elsewhere("", "d"),
        Pick::elsewhere("", "enhanced-path"),
        Pick::elsewhere("", "text-areas"),
        Pick::elsewhere("", "transform"),
        Pick::elsewhere("", "notify-on-update-of-ranges"),
    ],
);

const SHAPE_PICKS: &[Pick] = &[
    Pick::text("title", Channel::AlternativeText, "title"),
    Pick::text("desc", Channel::AlternativeText, "description"),
    Pick::text("p", Channel::ChartText, "").inside("title"),
    Pick::attribute("event-listener", "*", Channel::Macro, "starts"),
    Pick::attribute("a", "href", Channel::Hyperlink, "address"),
    Pick::attribute("a", "title", Channel::Hyperlink, "tip"),
    Pick::elsewhere("", "href"),
    Pick::attribute("image-map", "*", Channel::Hyperlink, "area"),
    Pick::attribute("area-rectangle", "name", Channel::Hyperlink, "area"),
    Pick::attribute("param", "value", Channel::OtherText, "parameter"),
    Pick::attribute("param", "name", Channel::OtherText, "parameter"),
    Pick::attribute("hidden-text", "string-value", Channel::OtherText, "hidden text"),
    Pick::attribute("frame", "name", Channel::AlternativeText, "name"),
    Pick::attribute("", "name", Channel::AlternativeText, "name"),
    Pick::attribute("", "label", Channel::FormControl, "label"),
    // Outlines of shapes are long lists of numbers and letters.
    Pick::elsewhere("", "points"),
    Pick::elsewhere("", "viewBox"),
    Pick::elsewhere("", "d"),
    Pick::elsewhere("", "enhanced-path"),
    Pick::elsewhere("", "text-areas"),
    Pick::elsewhere("", "transform"),
    Pick::elsewhere("", "mirror-vertical"),
    Pick::elsewhere("", "notify-on-update-of-ranges"),
    Pick::elsewhere("", "end-cell-address"),
    Pick::elsewhere("", "cell-range-address"),
];

/// Forms and their controls (13).
pub(crate) const FORMS: Table = table(
    Channel::FormControl,
    &["name"],
    &[
        Pick::attribute("connection-resource", "href", Channel::Connection, "address"),
        Pick::attribute("", "command", Channel::Connection, "query"),
        Pick::attribute("", "datasource", Channel::Connection, "database"),
        Pick::attribute("", "filter", Channel::Connection, "filter"),
        Pick::attribute("event-listener", "*", Channel::Macro, "starts"),
        Pick::attribute("", "name", Channel::FormControl, "name"),
        Pick::attribute("", "label", Channel::FormControl, "label"),
        Pick::attribute("", "value", Channel::FormControl, "value"),
        Pick::attribute("", "current-value", Channel::FormControl, "current value"),
        Pick::attribute("", "string-value", Channel::FormControl, "value"),
        Pick::attribute("", "title", Channel::FormControl, "tip"),
        Pick::attribute("", "linked-cell", Channel::FormControl, "linked cell"),
        Pick::attribute("", "list-source", Channel::FormControl, "list"),
    ],
);

/// Drop-down lists and messages of cells (9.4.4 to 9.4.8).
pub(crate) const VALIDATIONS: Table = table(
    Channel::ValidationList,
    &["name"],
    &[
        Pick::attribute("content-validation", "condition", Channel::ValidationList, "rule"),
        Pick::attribute("", "title", Channel::ValidationList, "title"),
        Pick::attribute("event-listener", "*", Channel::Macro, "starts"),
        Pick::text("p", Channel::ValidationList, "message"),
        Pick::elsewhere("", "base-cell-address"),
    ],
);

/// Names for ranges and expressions (9.4.11 to 9.4.13), and labels of ranges (9.4.9).
pub(crate) const NAMES: Table = table(
    Channel::DefinedName,
    &[],
    &[
        Pick::attribute("named-range", "name", Channel::DefinedName, "name"),
        Pick::attribute("named-range", "cell-range-address", Channel::DefinedName, "refers to"),
        Pick::attribute("named-expression", "name", Channel::DefinedName, "name"),
        Pick::attribute("named-expression", "expression", Channel::DefinedName, "content"),
        Pick::elsewhere("", "base-cell-address"),
        Pick::elsewhere("label-range", "label-cell-range-address"),
        Pick::elsewhere("label-range", "data-cell-range-address"),
    ],
);

/// The same for names that the program's list does not show.
pub(crate) const HIDDEN_NAMES: Table = table(
    Channel::HiddenName,
    &[],
    &[
        Pick::attribute("", "name", Channel::HiddenName, "name"),
        Pick::attribute("", "cell-range-address", Channel::HiddenName, "refers to"),
        Pick::attribute("", "expression", Channel::HiddenName, "content"),
        Pick::elsewhere("", "base-cell-address"),
    ],
);

/// Database ranges with their sources and filters (9.4.14 to 9.4.20, 9.5).
pub(crate) const DATABASE_RANGES: Table = table(
    Channel::TableDefinition,
    &["name"],
    &[
        Pick::attribute("database-range", "name", Channel::TableDefinition, "name"),
        Pick::attribute("database-source-sql", "*", Channel::Connection, "query"),
        Pick::attribute("database-source-query", "*", Channel::Connection, "query"),
        Pick::attribute("database-source-table", "*", Channel::Connection, "table"),
        Pick::attribute("connection-resource", "href", Channel::Connection, "address"),
        Pick::attribute("filter-condition", "value", Channel::AutoFilter, "value"),
        Pick::attribute("filter-set-item", "value", Channel::AutoFilter, "value"),
        Pick::elsewhere("filter", "condition-source-range-address"),
        Pick::elsewhere("", "target-range-address"),
    ],
);

/// Pivot tables (9.6). Their items are taken by the reader itself.
pub(crate) const PILOTS: Table = table(
    Channel::PivotTable,
    &["name"],
    &[
        Pick::attribute("data-pilot-table", "name", Channel::PivotTable, "name"),
        Pick::attribute("data-pilot-table", "application-data", Channel::PivotTable, "data of the program"),
        Pick::attribute("data-pilot-table", "grand-total-name", Channel::PivotTable, "caption"),
        Pick::elsewhere("data-pilot-table", "target-range-address"),
        Pick::elsewhere("data-pilot-table", "buttons"),
        Pick::attribute("source-cell-range", "cell-range-address", Channel::PivotSource, "source range"),
        Pick::attribute("source-cell-range", "name", Channel::PivotSource, "source name"),
        Pick::attribute("source-service", "*", Channel::PivotSource, "source"),
        Pick::attribute("database-source-sql", "*", Channel::Connection, "query"),
        Pick::attribute("database-source-query", "*", Channel::Connection, "query"),
        Pick::attribute("database-source-table", "*", Channel::Connection, "table"),
        Pick::attribute("filter-condition", "value", Channel::AutoFilter, "value"),
        Pick::attribute("filter-set-item", "value", Channel::AutoFilter, "value"),
        Pick::attribute("data-pilot-field", "source-field-name", Channel::PivotTable, "field"),
        Pick::attribute("data-pilot-field", "selected-page", Channel::PivotItems, "chosen"),
        Pick::attribute("", "display-name", Channel::PivotTable, "caption"),
        Pick::elsewhere("data-pilot-member", "name"),
        Pick::elsewhere("data-pilot-group-member", "name"),
        Pick::elsewhere("data-pilot-group", "name"),
    ],
);

/// Where a consolidation took its data from (9.4.21).
pub(crate) const CONSOLIDATION: Table = table(
    Channel::ConsolidationSource,
    &[],
    &[
        Pick::attribute(
            "consolidation",
            "source-cell-range-addresses",
            Channel::ConsolidationSource,
            "source",
        ),
        Pick::elsewhere("consolidation", "target-cell-address"),
    ],
);

/// A live link to another program (9.7, 14.6).
pub(crate) const DDE: Table = table(
    Channel::Connection,
    &["name"],
    &[Pick::attribute("dde-source", "*", Channel::Connection, "live link")],
);

/// A set of values for what-if analysis (9.2.7).
pub(crate) const SCENARIO: Table = table(
    Channel::Scenario,
    &[],
    &[
        Pick::attribute("scenario", "comment", Channel::Scenario, "comment"),
        Pick::elsewhere("scenario", "scenario-ranges"),
    ],
);

/// The source of a linked sheet (9.2.6).
pub(crate) const SOURCE: Table = table(
    Channel::ExternalLink,
    &[],
    &[
        Pick::attribute("table-source", "table-name", Channel::ExternalLink, "sheet"),
        Pick::attribute("table-source", "filter-options", Channel::ExternalLink, "options"),
        Pick::elsewhere("", "href"),
    ],
);

/// Title and description of a sheet (9.1.13, 9.1.14).
pub(crate) const TITLES: Table = table(
    Channel::AlternativeText,
    &[],
    &[
        Pick::text("title", Channel::AlternativeText, "title"),
        Pick::text("desc", Channel::AlternativeText, "description"),
    ],
);

/// Conditional formats of LibreOffice (`calcext:conditional-formats`).
pub(crate) const CONDITIONS: Table = table(
    Channel::ConditionalText,
    &["target-range-address"],
    &[
        Pick::attribute("condition", "value", Channel::ConditionalText, "rule"),
        Pick::elsewhere("", "target-range-address"),
        Pick::elsewhere("", "base-cell-address"),
        Pick::elsewhere("", "apply-style-name"),
    ],
);

/// Who changed something, and when (14.4.1).
pub(crate) const CHANGE_INFO: Table = table(
    Channel::TrackedChange,
    &[],
    &[
        Pick::text("creator", Channel::TrackedChange, "author"),
        Pick::text("date", Channel::TrackedChange, "date"),
        Pick::text("p", Channel::TrackedChange, "comment"),
    ],
);

/// A chart (11), without the table of its values.
pub(crate) const CHART: Table = table(
    Channel::ChartText,
    &[],
    &[
        Pick::text("p", Channel::ChartText, ""),
        Pick::text("desc", Channel::ChartText, "values taken from"),
        Pick::attribute("categories", "cell-range-address", Channel::ChartText, "values taken from"),
        Pick::attribute("series", "values-cell-range-address", Channel::ChartText, "values taken from"),
        Pick::attribute("series", "label-cell-address", Channel::ChartText, "name taken from"),
        Pick::elsewhere("", "cell-range-address"),
        Pick::elsewhere("", "href"),
        Pick::elsewhere("", "notify-on-update-of-ranges"),
    ],
);

/// Headers, footers and backgrounds of pages (16.9 to 16.12).
pub(crate) const MASTER_PAGES: Table = table(
    Channel::HeaderFooter,
    &[],
    &[
        Pick::text("p", Channel::HeaderFooter, ""),
        Pick::text("title", Channel::AlternativeText, "title"),
        Pick::text("desc", Channel::AlternativeText, "description"),
        Pick::attribute("", "name", Channel::Styles, "name"),
        Pick::attribute("", "display-name", Channel::Styles, "name"),
        Pick::attribute("a", "href", Channel::Hyperlink, "address"),
        Pick::elsewhere("", "href"),
    ],
);

/// Fonts by name (16.23), which may bring their files with them.
pub(crate) const FONTS: Table = table(
    Channel::Styles,
    &[],
    &[
        Pick::elsewhere("font-face", "font-family"),
        Pick::elsewhere("font-face", "name"),
        Pick::elsewhere("font-face", "panose-1"),
        Pick::attribute("font-face", "font-adornments", Channel::Styles, "font"),
        Pick::elsewhere("", "href"),
    ],
);

/// Macros inside the document, and what starts them (3.13, 14.4).
pub(crate) const SCRIPTS: Table = Table {
    rest: Channel::Macro,
    picks: &[
        Pick::elsewhere("script", "language"),
        Pick::elsewhere("", "type"),
        Pick::elsewhere("", "readonly"),
        Pick::elsewhere("", "passwordprotected"),
        Pick::elsewhere("", "link"),
        // Every document that can hold macros has a library of this name.
        Pick::elsewhere("library-embedded", "name"),
    ],
    at: &["name"],
    all_attributes: true,
};

/// Modules and dialogs in parts of their own.
pub(crate) const MACROS: Table = Table {
    rest: Channel::Macro,
    picks: &[
        Pick::elsewhere("", "language"),
        // Every document that could hold macros lists an empty library.
        Pick::elsewhere("library", "name"),
        Pick::elsewhere("library", "link"),
        Pick::elsewhere("library", "readonly"),
        Pick::elsewhere("library", "passwordprotected"),
    ],
    at: &["name"],
    all_attributes: true,
};

/// A text, drawing or formula inside the spreadsheet: another kind of document, taken for its words.
pub(crate) const OTHER_DOCUMENT: Table = table(
    Channel::EmbeddedObject,
    &[],
    &[
        Pick::text("creator", Channel::CommentAuthor, "author"),
        Pick::text("date", Channel::CommentAuthor, "date"),
        Pick::text("p", Channel::Comment, "text").inside("annotation"),
        Pick::text("p", Channel::TrackedChange, "deleted").inside("deletion"),
        Pick::attribute("hidden-text", "string-value", Channel::OtherText, "hidden text"),
        Pick::attribute("conditional-text", "*", Channel::OtherText, "conditional text"),
        Pick::attribute("", "string-value", Channel::OtherText, "value"),
        Pick::attribute("", "value", Channel::OtherText, "value"),
        Pick::attribute("", "formula", Channel::Formula, ""),
        Pick::attribute("section", "name", Channel::EmbeddedObject, "section"),
        Pick::attribute("a", "href", Channel::Hyperlink, "address"),
        Pick::elsewhere("", "href"),
        Pick::text("title", Channel::AlternativeText, "title"),
        Pick::text("desc", Channel::AlternativeText, "description"),
        Pick::elsewhere("", "points"),
        Pick::elsewhere("", "viewBox"),
        Pick::elsewhere("", "d"),
        Pick::elsewhere("", "enhanced-path"),
        Pick::elsewhere("", "transform"),
    ],
);

/// Earlier versions kept in the package (`VersionList.xml` of LibreOffice).
pub(crate) const VERSIONS: Table =
    Table { rest: Channel::RevisionLog, picks: &[], at: &["title"], all_attributes: true };

/// Toolbars, menus and keys that the document brings with it (`Configurations2`), the list of parts, and the like.
pub(crate) const BOOKKEEPING: Table = table(
    Channel::PackagePart,
    &[],
    &[
        Pick::elsewhere("", "full-path"),
        Pick::elsewhere("", "algorithm-name"),
        Pick::elsewhere("", "start-key-generation-name"),
        Pick::elsewhere("", "checksum-type"),
    ],
);

/// Windows and selections.
pub(crate) const VIEW: Table = table(Channel::ViewSettings, &[], &[]);
