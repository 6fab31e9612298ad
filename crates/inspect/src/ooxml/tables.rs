//! Tables for small parts: which attribute and text belong to which channel. See [`crate::xml::picks`].

use crate::Channel::{
    ActiveX, AlternativeText, AutoFilter, Calculation, ChartText, CommentAuthor, Connection,
    CustomProperties, CustomView, CustomXml, ExternalLink, ExternalValues, FormControl, Formula, Ink, Macro,
    OtherText, PivotItems, PivotTable, Properties, PropertyTitles, QueryTable, RichData, SensitivityLabel,
    ShapeText, SlicerCache, TableDefinition, Theme, ThreadedComment, TimelineCache, ViewSettings,
    WebExtension, XmlMap,
};
use crate::xml::picks::{Pick, Table};

/// A table that sends everything to one channel.
const fn all(channel: crate::Channel) -> Table {
    Table { rest: channel, picks: &[], at: &[], all_attributes: true }
}

pub(super) static ACTIVE_X: Table = all(ActiveX);
pub(super) static CALCULATION: Table = Table { all_attributes: false, ..all(Calculation) };
pub(super) static CUSTOM_UI: Table = all(Macro);
pub(super) static CUSTOM_XML: Table = all(CustomXml);
pub(super) static FORM_CONTROL: Table = all(FormControl);
pub(super) static INK: Table = Table { all_attributes: false, ..all(Ink) };
pub(super) static LABEL: Table = all(SensitivityLabel);
pub(super) static RICH_DATA: Table = all(RichData);
pub(super) static THEME: Table = Table { all_attributes: false, ..all(Theme) };
pub(super) static WEB_EXTENSION: Table = all(WebExtension);
pub(super) static XML_MAP: Table = Table { at: &["r"], ..all(XmlMap) };

/// Titles and labels of a drawing inside a chart.
pub(super) static CHART_SHAPES: Table = Table { rest: ChartText, ..DIAGRAM };

/// A diagram (SmartArt): what its words are, and the shapes that were last drawn from them.
pub(super) static DIAGRAM: Table = Table {
    rest: ShapeText,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("cNvPr", "descr", AlternativeText, "alternative text"),
        Pick::attribute("cNvPr", "title", AlternativeText, "title"),
    ],
};

/// Core properties (ECMA-376 part 2, clause 11).
pub(super) static CORE: Table = Table {
    rest: Properties,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::text("creator", Properties, "author"),
        Pick::text("lastModifiedBy", Properties, "last saved by"),
        Pick::text("created", Properties, "created"),
        Pick::text("modified", Properties, "last saved"),
        Pick::text("lastPrinted", Properties, "last printed"),
    ],
};

/// Extended properties (ECMA-376 part 1, 22.2).
pub(super) static EXTENDED: Table = Table {
    rest: Properties,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::text("lpstr", PropertyTitles, "sheet or range").inside("TitlesOfParts"),
        Pick::text("lpstr", ViewSettings, "kind of part").inside("HeadingPairs"),
        Pick::text("i4", ViewSettings, "count"),
        Pick::text("Company", Properties, "company"),
        Pick::text("Manager", Properties, "manager"),
        Pick::text("HyperlinkBase", Properties, "base of links"),
        Pick::text("lpwstr", Properties, "link").inside("HLinks"),
        Pick::text("Application", ViewSettings, "program"),
        Pick::text("AppVersion", ViewSettings, "version"),
        Pick::text("DocSecurity", ViewSettings, "security"),
        Pick::text("ScaleCrop", ViewSettings, "scale"),
        Pick::text("LinksUpToDate", ViewSettings, "links up to date"),
        Pick::text("SharedDoc", ViewSettings, "shared"),
        Pick::text("HyperlinksChanged", ViewSettings, "links changed"),
    ],
};

/// Custom properties (ECMA-376 part 1, 22.3).
pub(super) static CUSTOM: Table = Table {
    rest: CustomProperties,
    at: &["name"],
    all_attributes: false,
    picks: &[
        Pick::attribute("property", "name", CustomProperties, "name"),
        Pick::attribute("property", "linkTarget", CustomProperties, "linked to"),
    ],
};

/// Threaded comments and the people who wrote them ([MS-XLSX] 2.1.45, 2.1.46).
pub(super) static THREADED: Table = Table {
    rest: ThreadedComment,
    at: &["ref"],
    all_attributes: false,
    picks: &[
        Pick::text("text", ThreadedComment, ""),
        Pick::attribute("threadedComment", "dT", ThreadedComment, "written on"),
        Pick::attribute("person", "displayName", CommentAuthor, "author"),
        Pick::attribute("person", "userId", CommentAuthor, "account"),
        Pick::attribute("person", "providerId", CommentAuthor, "provider"),
        Pick::attribute("Attribution", "*", CommentAuthor, ""),
        Pick::attribute("Assign", "*", CommentAuthor, ""),
        Pick::attribute("SetTitle", "title", ThreadedComment, "task"),
    ],
};

/// VML: shapes of comments, controls and pictures in headers.
pub(super) static VML: Table = Table {
    rest: ShapeText,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("", "style", ViewSettings, "style"),
        Pick::attribute("", "path", ViewSettings, "outline"),
        Pick::attribute("", "coordsize", ViewSettings, "size"),
        Pick::attribute("", "adj", ViewSettings, "outline"),
        Pick::attribute("", "eqn", ViewSettings, "outline"),
        Pick::attribute("", "color", ViewSettings, "colour"),
        Pick::attribute("", "color2", ViewSettings, "colour"),
        Pick::attribute("", "fillcolor", ViewSettings, "colour"),
        Pick::attribute("", "strokecolor", ViewSettings, "colour"),
        Pick::attribute("", "title", AlternativeText, "title"),
        Pick::attribute("", "alt", AlternativeText, "alternative text"),
        Pick::attribute("", "href", crate::Channel::Hyperlink, "link"),
        Pick::text("Anchor", ViewSettings, "anchor"),
        Pick::text("Row", ViewSettings, "anchor"),
        Pick::text("Column", ViewSettings, "anchor"),
        Pick::text("AutoFill", ViewSettings, "fill"),
        Pick::text("CF", ViewSettings, "clipboard format"),
        Pick::text("TextHAlign", ViewSettings, "alignment"),
        Pick::text("TextVAlign", ViewSettings, "alignment"),
        Pick::text("PrintObject", ViewSettings, "printed"),
        Pick::text("FmlaMacro", FormControl, "macro"),
        Pick::text("FmlaRange", FormControl, "values from"),
        Pick::text("FmlaLink", FormControl, "linked cell"),
    ],
};

/// Tables (ECMA-376 part 1, 18.5).
pub(super) static TABLE_PART: Table = Table {
    rest: TableDefinition,
    at: &["ref"],
    all_attributes: false,
    picks: &[
        Pick::attribute("table", "displayName", TableDefinition, "name"),
        Pick::attribute("table", "comment", TableDefinition, "comment"),
        Pick::attribute("tableColumn", "name", TableDefinition, "column"),
        Pick::attribute("tableColumn", "totalsRowLabel", TableDefinition, "total"),
        Pick::attribute("filter", "val", AutoFilter, "value let through"),
        Pick::attribute("customFilter", "val", AutoFilter, "condition"),
        Pick::attribute("dateGroupItem", "*", AutoFilter, "date let through"),
        Pick::attribute("sortCondition", "customList", AutoFilter, "order"),
        Pick::attribute("namedSheetView", "name", CustomView, "name"),
        Pick::attribute("", "altText", AlternativeText, "alternative text"),
        Pick::attribute("", "altTextSummary", AlternativeText, "alternative text"),
        Pick::text("calculatedColumnFormula", Formula, "formula of a column"),
        Pick::text("totalsRowFormula", Formula, "formula of a total"),
        Pick::attribute("xmlColumnPr", "xpath", XmlMap, "place in the XML"),
    ],
};

/// Query tables (ECMA-376 part 1, 18.12).
pub(super) static QUERY_TABLE: Table = Table {
    rest: QueryTable,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("queryTable", "name", QueryTable, "name"),
        Pick::attribute("queryTableField", "name", QueryTable, "field"),
        Pick::attribute("deletedField", "name", QueryTable, "deleted field"),
        Pick::attribute("", "autoFormatId", ViewSettings, "format"),
    ],
};

/// Connections (ECMA-376 part 1, 18.13): servers, users, SQL.
pub(super) static CONNECTIONS: Table = Table {
    rest: Connection,
    at: &["name"],
    all_attributes: true,
    picks: &[
        Pick::attribute("dbPr", "connection", Connection, "connection string"),
        Pick::attribute("dbPr", "command", Connection, "command"),
        Pick::attribute("", "odcFile", Connection, "connection file"),
        Pick::attribute("", "sourceFile", Connection, "source file"),
    ],
};

/// Pivot tables (ECMA-376 part 1, 18.10.1).
pub(super) static PIVOT_TABLE: Table = Table {
    rest: PivotTable,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("pivotTableDefinition", "name", PivotTable, "name"),
        Pick::attribute("dataField", "name", PivotTable, "value"),
        Pick::attribute("pivotField", "name", PivotTable, "field"),
        Pick::attribute("pivotTableDefinition", "dataCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "grandTotalCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "errorCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "missingCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "rowHeaderCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "colHeaderCaption", PivotTable, "caption"),
        Pick::attribute("pivotTableDefinition", "tag", PivotTable, "tag"),
        Pick::attribute("pivotField", "subtotalCaption", PivotTable, "caption"),
        Pick::attribute("pivotHierarchy", "caption", PivotTable, "caption"),
        Pick::attribute("", "altText", AlternativeText, "alternative text"),
        Pick::attribute("", "altTextSummary", AlternativeText, "alternative text"),
        Pick::attribute("item", "n", PivotItems, "item"),
        Pick::attribute("member", "name", PivotItems, "member"),
        Pick::attribute("pageField", "name", PivotItems, "chosen item"),
        Pick::attribute("pageField", "cap", PivotItems, "chosen item"),
        Pick::attribute("filter", "name", PivotItems, "filter"),
        Pick::attribute("filter", "description", PivotItems, "filter"),
        Pick::attribute("filter", "stringValue1", PivotItems, "filter"),
        Pick::attribute("filter", "stringValue2", PivotItems, "filter"),
        Pick::attribute("filter", "val", PivotItems, "value let through"),
        Pick::attribute("customFilter", "val", PivotItems, "condition"),
        Pick::attribute("pivotTableStyleInfo", "name", ViewSettings, "style"),
        Pick::attribute("", "*", ViewSettings, "").inside("pivotTableStyleInfo"),
    ],
};

/// Slicers ([MS-XLSX] 2.2.10).
pub(super) static SLICER: Table = Table {
    rest: SlicerCache,
    at: &["name"],
    all_attributes: false,
    picks: &[
        Pick::attribute("slicer", "*", SlicerCache, ""),
        Pick::attribute("slicerCacheDefinition", "*", SlicerCache, ""),
        Pick::attribute("pivotTable", "name", SlicerCache, "pivot table"),
        Pick::attribute("i", "*", SlicerCache, "item"),
        Pick::attribute("selection", "n", SlicerCache, "chosen item"),
        Pick::attribute("p", "n", SlicerCache, "parent item"),
        Pick::attribute("level", "*", SlicerCache, "level"),
    ],
};

/// Timelines ([MS-XLSX] 2.2.11).
pub(super) static TIMELINE: Table = Table {
    picks: &[
        Pick::attribute("selection", "*", TimelineCache, ""),
        Pick::attribute("bounds", "*", TimelineCache, ""),
    ],
    ..all(TimelineCache)
};

/// What servers of live data sent last (ECMA-376 part 1, 18.15).
pub(super) static LIVE: Table = Table {
    rest: ExternalLink,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::attribute("main", "first", ExternalLink, "live link"),
        Pick::text("stp", ExternalLink, "live item"),
        Pick::text("v", ExternalValues, "live value"),
    ],
};

/// The list of content types. Names of parts are looked up by the reader.
pub(super) static CONTENT_TYPES: Table = Table {
    rest: OtherText,
    at: &[],
    all_attributes: false,
    picks: &[Pick::elsewhere("Override", "PartName"), Pick::text("", OtherText, "text where none belongs")],
};

/// Relationships. Targets and types are looked at by the reader.
pub(super) static RELATIONS: Table = Table {
    rest: OtherText,
    at: &[],
    all_attributes: false,
    picks: &[
        Pick::elsewhere("Relationship", "Target"),
        Pick::elsewhere("Relationship", "Type"),
        Pick::text("", OtherText, "text where none belongs"),
    ],
};

/// What no relationship, content type or root tells: everything is said.
pub(super) static UNKNOWN: Table = all(OtherText);
