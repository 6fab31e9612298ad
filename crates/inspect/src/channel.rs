//! The one table of places in which a file can keep content: [`CHANNELS`]. `tipstaff formats`, the guide's table and
//! the reports are made from it.

use serde::{Deserialize, Serialize};

/// How a person who opens the file stands to a piece of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Shown when the file is opened, perhaps after scrolling or turning to another tab.
    Visible,
    /// Part of the document, but kept out of sight.
    Hidden,
    /// About the document: who made it, when, on which machine.
    Metadata,
    /// A copy of data that stands, or once stood, somewhere else.
    Cached,
    /// Removed by somebody, yet still stored.
    Deleted,
}

macro_rules! channels {
    ($( $name:ident $id:literal $visibility:ident $title:literal $what:literal; )+) => {
        /// A kind of place in which a file keeps content. See [`CHANNELS`] for what each one is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[repr(u16)]
        pub enum Channel { $( #[doc = $what] $name, )+ }

        /// Every channel, in the order of the enumeration.
        pub const CHANNELS: &[ChannelRow] = &[ $( ChannelRow {
            channel: Channel::$name, id: $id, visibility: Visibility::$visibility, title: $title, what: $what,
        }, )+ ];
    };
}

/// One line of [`CHANNELS`].
#[derive(Debug)]
pub struct ChannelRow {
    /// The channel.
    pub channel: Channel,
    /// Stable identifier, lower case with hyphens.
    pub id: &'static str,
    /// Whether a person sees what is there, unless a [`crate::Hiding`] says otherwise.
    pub visibility: Visibility,
    /// A few words for a person: "pivot table records".
    pub title: &'static str,
    /// One sentence: what is kept there and why it can be a surprise.
    pub what: &'static str,
}

channels! {
    // Sheets and their cells.
    Sheet "sheet" Visible "worksheet" "The cells of a worksheet, with whatever hides the sheet, a row, a column or a cell.";
    ChartSheet "chart-sheet" Visible "chart sheet" "A sheet that is one chart.";
    MacroSheet "macro-sheet" Hidden "macro sheet" "A sheet of Excel 4 macros: formulas that run.";
    DialogSheet "dialog-sheet" Hidden "dialog sheet" "A sheet that is a dialog box of an old macro.";
    DelimitedTable "delimited-table" Visible "table" "The rows of a text file such as CSV.";
    PlainText "plain-text" Visible "text" "The lines of a plain text, and values of a JSON file that stand in no table.";
    UnderMerge "under-merge" Hidden "values under merged cells" "Only the top left value of a merged range is shown; the others can still be stored.";
    UnderShape "under-shape" Hidden "values under pictures and shapes" "A picture or box laid over cells covers them without removing them.";
    UnderCondition "under-condition" Hidden "values that a conditional format can hide" "A conditional format can print a value in white or not at all.";
    Formula "formula" Hidden "text inside formulas" "A formula can carry words and paths that its result does not show.";
    Hyperlink "hyperlink" Hidden "link targets" "The address behind a link, and its tip, are not what the cell shows.";
    MergedRange "merged-range" Visible "merged cells" "Cells joined into one.";
    PhoneticText "phonetic-text" Hidden "phonetic guide text" "Reading aids stored beside a text.";
    RichText "rich-text" Visible "text with several formats" "Text in which some letters have another format than the rest.";
    // Copies of data.
    PivotRecords "pivot-records" Cached "pivot table records" "A pivot table keeps a copy of every source row, even when the source sheet is gone.";
    PivotItems "pivot-items" Cached "pivot table items" "The values that a pivot table's fields had at some time, also those of rows deleted since.";
    PivotSource "pivot-source" Metadata "pivot table source" "Where a pivot table took its rows from, who refreshed it and when.";
    PivotTable "pivot-table" Visible "pivot table" "The layout of a pivot table: field names and captions.";
    SlicerCache "slicer-cache" Cached "slicer items" "A slicer lists every value of its field.";
    TimelineCache "timeline-cache" Cached "timeline cache" "The dates and the source behind a timeline filter.";
    ExternalValues "external-values" Cached "values copied from another file" "A formula that refers to another workbook keeps a copy of the cells it once read there.";
    ExternalLink "external-link" Metadata "links to other files" "Paths and sheet names of other workbooks.";
    QueryTable "query-table" Metadata "query table" "The query that filled a range, with the names of its fields.";
    Connection "connection" Metadata "data connection" "Servers, users and SQL of the data source.";
    PowerQuery "power-query" Metadata "Power Query" "The steps that loaded the data, with paths and filters.";
    DataModel "data-model" Cached "data model" "A compressed database inside the workbook, often of far more rows than are shown.";
    ChartCache "chart-cache" Cached "chart values" "A chart keeps the values that it draws, even when their sheet is gone.";
    ChartText "chart-text" Visible "chart text" "Titles and labels of a chart.";
    RevisionLog "revision-log" Deleted "revision log" "A shared workbook's history: old and new values of changed cells, who, when.";
    TrackedChange "tracked-change" Deleted "tracked changes" "Earlier contents of cells kept by change tracking.";
    UnusedString "unused-string" Deleted "strings that no cell uses" "Texts left in the file's string table after their cells were deleted.";
    Scenario "scenario" Hidden "scenarios" "Sets of values for what-if analysis, with the name of who made them.";
    ConsolidationSource "consolidation-source" Metadata "consolidation sources" "The ranges and files that a consolidation took its data from.";
    RichData "rich-data" Cached "linked data types" "The facts behind a cell with a data type (a stock, a place, a person).";
    XmlMap "xml-map" Metadata "XML map" "The shape of XML data that cells are tied to.";
    // What people leave behind.
    Comment "comment" Hidden "comments and notes" "Remarks on cells, shown when the pointer rests there.";
    ThreadedComment "threaded-comment" Hidden "threaded comments" "Conversations on cells.";
    CommentAuthor "comment-author" Metadata "comment authors" "Who wrote comments, often with an account name or e-mail.";
    DefinedName "defined-name" Hidden "defined names" "Names for ranges, and constants kept under a name.";
    HiddenName "hidden-name" Hidden "hidden defined names" "Names that the program's own list does not show.";
    ValidationList "validation-list" Hidden "drop-down lists and input messages" "The values offered by a drop-down, and the messages of a cell.";
    ConditionalText "conditional-text" Hidden "conditional formats" "Rules that compare cells with words or numbers.";
    AutoFilter "auto-filter" Hidden "filter" "A filter and the values that it lets pass.";
    TableDefinition "table-definition" Hidden "table definitions" "Names, columns and formulas of a table.";
    CustomView "custom-view" Hidden "custom views" "Other ways of showing the sheets, each with its own hidden rows and the name of its maker.";
    HeaderFooter "header-footer" Visible "headers and footers" "Text printed above and below each page, with path and file name where asked for.";
    ShapeText "shape-text" Visible "text in shapes" "Text boxes and labels laid over the sheet.";
    HiddenShape "hidden-shape" Hidden "hidden pictures and shapes" "Pictures and boxes that are hidden or out of reach.";
    AlternativeText "alternative-text" Hidden "alternative text" "Descriptions of pictures, often the path that they were loaded from.";
    FormControl "form-control" Visible "form controls" "Buttons, boxes and their linked macros or cells.";
    Protection "protection" Metadata "protection" "A lock against editing. It is no encryption: everything can be read.";
    PictureFile "picture-file" Visible "picture" "The file is a picture. Pixels are not judged.";
    // Files in the file.
    EmbeddedFile "embedded-file" Hidden "embedded file" "A whole file inside this one, opened by a double click.";
    EmbeddedObject "embedded-object" Hidden "embedded object" "An object of another program inside this file.";
    Media "media" Visible "pictures and media" "Pictures, sound and video, with whatever their own metadata say. Pixels are not read.";
    MediaMetadata "media-metadata" Metadata "picture metadata" "Camera, place, author and texts stored inside a picture.";
    Thumbnail "thumbnail" Metadata "preview picture" "A small picture of the first page, perhaps of an earlier state.";
    Macro "macro" Hidden "macros" "Program code with its texts, module names and paths.";
    ActiveX "active-x" Hidden "ActiveX control" "A control with its own stored state.";
    WebExtension "web-extension" Metadata "add-ins" "Add-ins tied to the file, with their stored settings.";
    Ink "ink" Visible "ink" "Handwriting and drawing.";
    // About the file.
    Properties "properties" Metadata "document properties" "Author, last editor, title, company and the like.";
    PropertyTitles "property-titles" Metadata "list of sheet names in the properties" "Sheet and range names as they were when the properties were last written.";
    CustomProperties "custom-properties" Metadata "custom properties" "Further properties set by programs and labels, often with an e-mail address.";
    SensitivityLabel "sensitivity-label" Metadata "sensitivity label" "The label and the organisation that set it.";
    AuthorPath "author-path" Metadata "author's folder" "The folder in which the file was last saved, often with a user name.";
    UserName "user-name" Metadata "user who last saved" "The account name stored by the program.";
    PrinterSettings "printer-settings" Metadata "printer settings" "Printer, server and sometimes user of the machine that last printed.";
    CustomXml "custom-xml" Hidden "custom XML" "Data stored by other programs and forms.";
    Signature "signature" Metadata "digital signature" "Who signed, with certificate and reason.";
    ViewSettings "view-settings" Metadata "view settings" "Window positions, selections, options.";
    Styles "styles" Metadata "styles" "Fonts, colours and number formats, with the words inside them.";
    Theme "theme" Metadata "theme" "Colours and fonts by name.";
    Calculation "calculation" Metadata "calculation order" "The order in which formulas are computed.";
    PackagePart "package-part" Metadata "package bookkeeping" "Lists of parts and relationships.";
    OtherText "other-text" Hidden "other text" "Text found in a place that no reader knows by name.";
    FileName "file-name" Visible "file name" "The file's own name.";
    FileType "file-type" Metadata "file type" "What the file is, by its content.";
    Encryption "encryption" Hidden "encryption" "Content locked with a password: it cannot be checked.";
    // Bytes outside any content.
    OrphanPart "orphan-part" Hidden "part that nothing refers to" "A left-over in the container that no program opens.";
    ZipComment "zip-comment" Hidden "comment in the container" "A comment or extra field in the zip directory.";
    ZipGap "zip-gap" Hidden "bytes between the container's entries" "Bytes before, between or after the entries of a zip container.";
    ZipDuplicate "zip-duplicate" Hidden "entry stored twice" "Two entries of one name: programs differ in which one they show.";
    OleSlack "ole-slack" Deleted "unused space in the container" "Free sectors and the rest of last sectors, often with deleted content.";
    OleOrphan "ole-orphan" Deleted "left-over stream" "A directory entry of the container that no storage lists.";
    TrailingData "trailing-data" Hidden "bytes after the end" "Bytes after the end of the document.";
}

impl Channel {
    /// The channel's line in [`CHANNELS`].
    pub fn row(self) -> &'static ChannelRow {
        &CHANNELS[self as usize]
    }

    /// The channel of an identifier.
    pub fn of_id(id: &str) -> Option<Self> {
        CHANNELS.iter().find(|row| row.id == id).map(|row| row.channel)
    }

    /// Stable identifier: `pivot-records`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// A few words for a person: "pivot table records".
    pub fn title(self) -> &'static str {
        self.row().title
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_in_the_order_of_the_enumeration_and_has_no_identifier_twice() {
        let mut ids = HashSet::new();
        for (index, row) in CHANNELS.iter().enumerate() {
            assert_eq!(row.channel as usize, index);
            assert!(ids.insert(row.id), "{} stands twice", row.id);
            assert!(row.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        }
    }
}
