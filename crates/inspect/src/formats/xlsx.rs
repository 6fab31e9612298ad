//! Excel workbooks in XML, with and without macros, templates and add-ins.

use crate::format::{FileContext, Format};
use crate::ooxml;
use crate::probe::{Opened, Probe};
use crate::{Channel, FileTail, Read, Scribe, Stop};

/// Workbook.
pub(crate) static XLSX: Format = Format {
    id: "xlsx",
    title: "Excel workbook",
    endings: &["xlsx"],
    places: PLACES,
    recognises: |probe| main_is(probe, "spreadsheetml.sheet.main+xml") || is_bare(probe),
    read,
};

/// Workbook with macros.
pub(crate) static XLSM: Format = Format {
    id: "xlsm",
    title: "Excel workbook with macros",
    endings: &["xlsm"],
    places: PLACES,
    recognises: |probe| main_is(probe, "ms-excel.sheet.macroEnabled.main+xml"),
    read,
};

/// Template.
pub(crate) static XLTX: Format = Format {
    id: "xltx",
    title: "Excel template",
    endings: &["xltx", "xltm"],
    places: PLACES,
    recognises: |probe| {
        main_is(probe, "spreadsheetml.template.main+xml")
            || main_is(probe, "ms-excel.template.macroEnabled.main+xml")
    },
    read,
};

/// Add-in.
pub(crate) static XLAM: Format = Format {
    id: "xlam",
    title: "Excel add-in",
    endings: &["xlam"],
    places: PLACES,
    recognises: |probe| main_is(probe, "ms-excel.addin.macroEnabled.main+xml"),
    read,
};

fn main_is(probe: &Probe, kind: &str) -> bool {
    // Media types do not know upper and lower case.
    probe
        .content_types
        .as_deref()
        .is_some_and(|types| types.to_ascii_lowercase().contains(&kind.to_ascii_lowercase()))
}

/// A package whose list of content types is missing or broken; some programs open it all the same.
fn is_bare(probe: &Probe) -> bool {
    let is_said =
        ["wordprocessingml", "presentationml", "macroEnabled.main", "template.main", "sheet.binary"];
    let says_otherwise =
        probe.content_types.as_deref().is_some_and(|types| is_said.iter().any(|word| types.contains(word)));
    probe.entries.iter().any(|entry| entry == "xl/workbook.xml") && !says_otherwise
}

fn read(context: &FileContext<'_>, opened: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    match opened {
        Opened::Zip(zip) => ooxml::read::read(context, *zip, scribe),
        _ => Err(Stop::damaged("it is no package")),
    }
}

/// Where each channel lies (ECMA-376 part 1; [MS-XLSX] for what came later).
const PLACES: &[(Channel, &str)] = &[
    (
        Channel::Sheet,
        "xl/worksheets: state in xl/workbook.xml; hidden, ht, width, outlineLevel; styles; sheets not listed",
    ),
    (Channel::ChartSheet, "xl/chartsheets"),
    (Channel::MacroSheet, "xl/macrosheets"),
    (Channel::DialogSheet, "xl/dialogsheets"),
    (Channel::UnderMerge, "cells inside mergeCell but its first"),
    (Channel::UnderShape, "cells inside a drawing's anchor"),
    (Channel::UnderCondition, "cells of a conditionalFormatting whose dxf hides"),
    (Channel::Formula, "texts and paths inside f"),
    (Channel::Hyperlink, "hyperlink; external relationships"),
    (Channel::PhoneticText, "rPh"),
    (Channel::PivotRecords, "xl/pivotCache/pivotCacheRecords joined with its definition"),
    (Channel::PivotItems, "sharedItems that no record uses"),
    (Channel::PivotSource, "cacheSource, refreshedBy"),
    (Channel::PivotTable, "xl/pivotTables"),
    (Channel::SlicerCache, "xl/slicers, xl/slicerCaches"),
    (Channel::TimelineCache, "xl/timelines, xl/timelineCaches"),
    (Channel::ExternalValues, "xl/externalLinks: sheetDataSet; xl/volatileDependencies.xml"),
    (Channel::ExternalLink, "xl/externalLinks; external relationships"),
    (Channel::QueryTable, "xl/queryTables"),
    (Channel::Connection, "xl/connections.xml"),
    (Channel::PowerQuery, "DataMashup in customXml: steps, permissions, metadata"),
    (Channel::DataModel, "xl/model (told, not read)"),
    (Channel::ChartCache, "xl/charts: strCache, numCache, literals"),
    (Channel::ChartText, "xl/charts: titles, labels"),
    (Channel::RevisionLog, "xl/revisions"),
    (Channel::UnusedString, "si in xl/sharedStrings.xml that no cell uses"),
    (Channel::Scenario, "scenario"),
    (Channel::ConsolidationSource, "dataConsolidate"),
    (Channel::RichData, "xl/richData, xl/metadata.xml"),
    (Channel::XmlMap, "xl/xmlMaps.xml, xl/tables/tableSingleCells"),
    (Channel::Comment, "xl/comments"),
    (Channel::ThreadedComment, "xl/threadedComments"),
    (Channel::CommentAuthor, "authors; xl/persons"),
    (Channel::DefinedName, "definedName"),
    (Channel::HiddenName, "definedName hidden"),
    (Channel::ValidationList, "dataValidation"),
    (Channel::ConditionalText, "conditionalFormatting"),
    (Channel::AutoFilter, "autoFilter of sheets and tables"),
    (Channel::TableDefinition, "xl/tables"),
    (Channel::CustomView, "customWorkbookView, customSheetView; xl/namedSheetViews"),
    (Channel::HeaderFooter, "headerFooter"),
    (Channel::ShapeText, "xl/drawings, VML"),
    (Channel::HiddenShape, "cNvPr hidden, far anchors, srcRect"),
    (Channel::AlternativeText, "cNvPr descr, title, name; altText"),
    (Channel::FormControl, "xl/ctrlProps, control, VML ClientData"),
    (Channel::Protection, "sheetProtection, workbookProtection"),
    (Channel::EmbeddedFile, "xl/embeddings: packages"),
    (Channel::EmbeddedObject, "xl/embeddings: OLE objects"),
    (Channel::Media, "xl/media"),
    (Channel::MediaMetadata, "texts inside pictures"),
    (Channel::Thumbnail, "docProps/thumbnail"),
    (Channel::Macro, "xl/vbaProject.bin, customUI"),
    (Channel::ActiveX, "xl/activeX"),
    (Channel::WebExtension, "xl/webextensions"),
    (Channel::Ink, "xl/ink"),
    (Channel::Properties, "docProps/core.xml, app.xml"),
    (Channel::PropertyTitles, "TitlesOfParts in docProps/app.xml"),
    (Channel::CustomProperties, "docProps/custom.xml, xl/customProperty"),
    (Channel::SensitivityLabel, "docMetadata/LabelInfo.xml"),
    (Channel::AuthorPath, "absPath in xl/workbook.xml"),
    (Channel::UserName, "fileSharing"),
    (Channel::PrinterSettings, "xl/printerSettings"),
    (Channel::CustomXml, "customXml"),
    (Channel::Signature, "_xmlsignatures"),
    (Channel::Styles, "xl/styles.xml: number formats, style names"),
    (Channel::Theme, "xl/theme"),
    (Channel::ViewSettings, "bookViews, sheetViews; fileVersion; anchors and ranges of what lies on a sheet"),
    (Channel::PackagePart, "[Content_Types].xml, .rels; identifiers of relationships"),
    (Channel::OrphanPart, "entries that no relationship reaches"),
    (Channel::ZipComment, "comments and extra fields of the zip archive"),
    (Channel::ZipGap, "bytes before, between and after the entries"),
    (Channel::ZipDuplicate, "entries of one name"),
    (Channel::OtherText, "text in parts and elements of unknown kind"),
];
