//! The fields of records that are read by a script, in order, as the specification lists them ([MS-XLSB] 2.4).

use crate::Channel::{
    AuthorPath, AutoFilter, ConsolidationSource, CustomView, DefinedName, EmbeddedObject, ExternalLink,
    FormControl, Formula, HeaderFooter, Hyperlink, OtherText, PivotSource, PivotTable, Protection, RichData,
    SlicerCache, Styles, TableDefinition, ValidationList, ViewSettings, XmlMap,
};
use crate::xlsb::fields::Field::{
    self, Criterion, DateGroup, Future, Maybe, Owner, Range, Ranges, Relation, Rest, Skip, Swept, Switches,
    Text, Told, Unless, When,
};

type Script = &'static [Field];

// The workbook.
pub(super) const FILE_VERSION: Script = &[
    Skip(16),
    Text(ViewSettings, "program"),
    Text(ViewSettings, "last saved by version"),
    Text(ViewSettings, "lowest version"),
    Text(ViewSettings, "build"),
];
pub(super) const AUTHOR_PATH: Script = &[Text(AuthorPath, "folder")];
pub(super) const WORKBOOK_VIEW: Script = &[Skip(46), Text(CustomView, "name")];
pub(super) const REVISION_POINTER: Script =
    &[Skip(4), Maybe(ViewSettings, "document"), Maybe(ViewSettings, "revision"), Skip(24)];
pub(super) const CALCULATION_FEATURE: Script = &[Skip(4), Text(ViewSettings, "feature")];
pub(super) const SMART_TAG_KIND: Script =
    &[Text(OtherText, "smart tag"), Text(OtherText, "smart tag"), Maybe(OtherText, "smart tag")];
pub(super) const FUNCTION_GROUP: Script = &[Text(OtherText, "function group")];
pub(super) const PLACEHOLDER: Script = &[Text(DefinedName, "name")];
pub(super) const PIVOT_CACHE: Script = &[Skip(4), Relation];

// Around the cells of a sheet.
pub(super) const FILTER_RANGE: Script = &[Told(AutoFilter, "range")];
pub(super) const FILTER: Script = &[Text(AutoFilter, "value let through")];
pub(super) const CUSTOM_FILTER: Script = &[Criterion(AutoFilter, "condition")];
pub(super) const DATE_FILTER: Script = &[DateGroup(AutoFilter, "date let through"), Rest];
pub(super) const SORT_CONDITION: Script = &[Skip(26), Maybe(ViewSettings, "order")];
pub(super) const LINK: Script = &[
    Range,
    Relation,
    Maybe(Hyperlink, "place in a file"),
    Maybe(Hyperlink, "tip"),
    Maybe(Hyperlink, "shown text"),
];
pub(super) const LONG_LIST: Script = &[Text(ValidationList, "list or limit")];
pub(super) const HEADER_FOOTER: Script = &[
    Skip(2),
    Maybe(HeaderFooter, "header"),
    Maybe(HeaderFooter, "footer"),
    Maybe(HeaderFooter, "header of even pages"),
    Maybe(HeaderFooter, "footer of even pages"),
    Maybe(HeaderFooter, "header of the first page"),
    Maybe(HeaderFooter, "footer of the first page"),
];
pub(super) const PAGE_SETUP: Script = &[Skip(34), Relation];
pub(super) const CHART_SHEET_PAGE: Script = &[Skip(20), Relation];
pub(super) const CHART_SHEET: Script = &[Skip(10), Text(ViewSettings, "code name")];
pub(super) const PROTECTED_RANGE: Script = &[Skip(2), Ranges, Text(Protection, "range"), Swept(Protection)];
pub(super) const DRAWING: Script = &[Relation];
pub(super) const OLE_OBJECT: Script = &[
    Skip(12),
    Switches(2),
    Maybe(EmbeddedObject, "program"),
    When(1, &[Swept(ExternalLink)]),
    Unless(1, &[Relation]),
];
pub(super) const CONTROL: Script = &[Skip(4), Relation, Text(FormControl, "name")];
pub(super) const CONSOLIDATED: Script = &[
    Switches(2),
    Told(ConsolidationSource, "range"),
    Maybe(ConsolidationSource, "name"),
    Maybe(ConsolidationSource, "sheet"),
    Relation,
];
pub(super) const SMART_TAG: Script = &[Text(OtherText, "smart tag"), Text(OtherText, "smart tag")];
pub(super) const SPARKLINES: Script = &[Future(Formula), Rest];
pub(super) const SPARKLINE: Script = &[Future(Formula)];
pub(super) const RELATED: Script = &[Future(SlicerCache)];

// Tables.
pub(super) const TABLE: Script = &[
    Range,
    Skip(48),
    Maybe(TableDefinition, "name"),
    Owner(TableDefinition, "name"),
    Maybe(TableDefinition, "comment"),
    Maybe(Styles, "cell style"),
    Maybe(Styles, "cell style"),
    Maybe(Styles, "cell style"),
];
pub(super) const TABLE_COLUMN: Script = &[
    Skip(24),
    Maybe(TableDefinition, "column"),
    Owner(TableDefinition, "column"),
    Maybe(TableDefinition, "total"),
    Maybe(Styles, "cell style"),
    Maybe(Styles, "cell style"),
    Maybe(Styles, "cell style"),
];
pub(super) const XML_COLUMN: Script = &[Skip(12), Text(XmlMap, "place in the XML")];
pub(super) const COLUMN_FORMULA: Script = &[Skip(1), Field::Formula(Formula, "formula of a column")];
pub(super) const STYLE_OF_TABLE: Script = &[Skip(2), Maybe(ViewSettings, "style")];

// Pivot tables.
pub(super) const PAGE_ITEM: Script = &[Text(PivotSource, "page item")];
pub(super) const PIVOT_VIEW: Script = &[Skip(32), Owner(PivotTable, "name"), Swept(PivotTable)];
pub(super) const PIVOT_VALUE: Script = &[Skip(24), Switches(1), When(0xff, &[Text(PivotTable, "value")])];

// Styles.
pub(super) const CELL_STYLE: Script = &[Skip(8), Text(Styles, "cell style")];
pub(super) const TABLE_STYLES: Script =
    &[Skip(4), Maybe(Styles, "table style"), Maybe(Styles, "table style")];
pub(super) const TABLE_STYLE: Script = &[Skip(6), Maybe(Styles, "table style")];
pub(super) const SLICER_STYLES: Script = &[Skip(4), Maybe(Styles, "slicer style")];

// Metadata.
pub(super) const RICH_TEXT: Script = &[Text(RichData, "")];
pub(super) const METADATA_KIND: Script = &[Skip(8), Text(ViewSettings, "kind of metadata")];
pub(super) const FUTURE_METADATA: Script = &[Skip(4), Text(ViewSettings, "kind of metadata")];
