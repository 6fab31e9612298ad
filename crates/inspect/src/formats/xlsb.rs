//! Excel binary workbooks.

use crate::format::{FileContext, Format};
use crate::ooxml;
use crate::probe::{Opened, Probe};
use crate::{Channel, FileTail, Read, Scribe, Stop};

/// The format.
pub(crate) static XLSB: Format = Format {
    id: "xlsb",
    title: "Excel binary workbook",
    endings: &["xlsb"],
    places: PLACES,
    recognises,
    read,
};

fn recognises(probe: &Probe) -> bool {
    // Media types do not know upper and lower case.
    let types = probe.content_types.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_said = types.contains("ms-excel.sheet.binary.macroenabled.main");
    // A package whose list of content types is missing or broken; some programs open it all the same.
    let says_otherwise = ["wordprocessingml", "presentationml", "spreadsheetml.sheet.main"]
        .iter()
        .any(|word| types.contains(word));
    is_said || probe.entries.iter().any(|entry| entry == "xl/workbook.bin") && !says_otherwise
}

fn read(context: &FileContext<'_>, opened: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    match opened {
        Opened::Zip(zip) => ooxml::read::read(context, *zip, scribe),
        _ => Err(Stop::damaged("it is no package")),
    }
}

/// Where each channel lies: records by their names in [MS-XLSB] 2.3, without "Brt". What stands in XML in both is named
/// as in an xlsx.
const PLACES: &[(Channel, &str)] = &[
    (
        Channel::Sheet,
        "xl/worksheets: BundleSh hsState; RowHdr fDyZero and height, ColInfo fHidden and width; XF, Font, Fill, Fmt; sheets not listed",
    ),
    (Channel::ChartSheet, "xl/chartsheets"),
    (Channel::MacroSheet, "xl/macrosheets"),
    (Channel::DialogSheet, "xl/dialogsheets"),
    (Channel::UnderMerge, "cells inside MergeCell but its first"),
    (Channel::UnderShape, "cells inside a drawing's anchor"),
    (Channel::UnderCondition, "cells of a BeginConditionalFormatting whose DXF hides"),
    (
        Channel::Formula,
        "PtgStr and PtgArray in FmlaString and the like, ShrFmla, ArrFmla; ListCCFmla; Sparkline",
    ),
    (Channel::Hyperlink, "HLink; external relationships"),
    (Channel::PhoneticText, "phonetic strings of SSTItem and CommentText"),
    (
        Channel::PivotRecords,
        "xl/pivotCache/pivotCacheRecords: PCRRecord joined with the definition's PCDI items",
    ),
    (Channel::PivotItems, "PCDI items that no record uses; groups; SXVI captions"),
    (Channel::PivotSource, "BeginPivotCacheDef, BeginPCDSRange, BeginPCDSConsol and the like"),
    (Channel::PivotTable, "xl/pivotTables: BeginSXView, BeginSXDI, BeginSXVD and the like"),
    (Channel::SlicerCache, "xl/slicers, xl/slicerCaches"),
    (Channel::TimelineCache, "xl/timelines, xl/timelineCaches"),
    (
        Channel::ExternalValues,
        "xl/externalLinks: ExternRowHdr, ExternCell; SupNameValueStart, SupNameSt and the like",
    ),
    (Channel::ExternalLink, "xl/externalLinks: BeginSupBook, SupTabs, SupNameStart; external relationships"),
    (Channel::QueryTable, "xl/queryTables: BeginQSI, BeginQSIF, BeginDeletedName"),
    (
        Channel::Connection,
        "xl/connections.bin: BeginExtConnection, BeginECDbProps, BeginECTxtWiz and the like",
    ),
    (Channel::PowerQuery, "DataMashup in customXml"),
    (Channel::DataModel, "xl/model (told, not read)"),
    (Channel::ChartCache, "xl/charts: strCache, numCache, literals"),
    (Channel::ChartText, "xl/charts: titles, labels"),
    (Channel::RevisionLog, "xl/revisions: RRHeader, RRChgCell with its cells, and the like"),
    (Channel::UnusedString, "SSTItem in xl/sharedStrings.bin that no CellIsst uses"),
    (Channel::Scenario, "BeginSct, Slc"),
    (Channel::ConsolidationSource, "DRef"),
    (Channel::RichData, "xl/richData, xl/metadata.bin"),
    (Channel::XmlMap, "xl/xmlMaps.xml, BeginListXmlCPr"),
    (Channel::Comment, "xl/comments: CommentText"),
    (Channel::ThreadedComment, "xl/threadedComments"),
    (Channel::CommentAuthor, "CommentAuthor; xl/persons"),
    (Channel::DefinedName, "Name"),
    (Channel::HiddenName, "Name with fHidden"),
    (Channel::ValidationList, "DVal, DVal14, DValList"),
    (Channel::ConditionalText, "BeginCFRule, BeginCFRule14 and the like"),
    (Channel::AutoFilter, "BeginAFilter, Filter, CustomFilter and the like, of sheets and tables"),
    (Channel::TableDefinition, "xl/tables: BeginList, BeginListCol"),
    (Channel::CustomView, "UserBookView, BeginUserCsView"),
    (Channel::HeaderFooter, "BeginHeaderFooter"),
    (Channel::ShapeText, "xl/drawings, VML"),
    (Channel::HiddenShape, "cNvPr hidden, far anchors, srcRect"),
    (Channel::AlternativeText, "cNvPr descr, title, name"),
    (Channel::FormControl, "xl/ctrlProps, ActiveX, VML ClientData"),
    (
        Channel::Protection,
        "SheetProtection, BookProtection, RangeProtection and their Iso forms; FileSharing",
    ),
    (Channel::EmbeddedFile, "xl/embeddings: packages"),
    (Channel::EmbeddedObject, "xl/embeddings: OLE objects; OleObject"),
    (Channel::Media, "xl/media"),
    (Channel::MediaMetadata, "texts inside pictures"),
    (Channel::Thumbnail, "docProps/thumbnail"),
    (Channel::Macro, "xl/vbaProject.bin, xl/attachedToolbars.bin, customUI"),
    (Channel::ActiveX, "xl/activeX"),
    (Channel::WebExtension, "xl/webextensions"),
    (Channel::Ink, "xl/ink"),
    (Channel::Properties, "docProps/core.xml, app.xml"),
    (Channel::PropertyTitles, "TitlesOfParts in docProps/app.xml"),
    (Channel::CustomProperties, "docProps/custom.xml, xl/customProperty"),
    (Channel::SensitivityLabel, "docMetadata/LabelInfo.xml"),
    (Channel::AuthorPath, "AbsPath15, WebOpt"),
    (Channel::UserName, "FileSharing, FileSharingIso"),
    (Channel::PrinterSettings, "xl/printerSettings"),
    (Channel::CustomXml, "customXml"),
    (Channel::Signature, "_xmlsignatures; signature of xl/vbaProject.bin"),
    (Channel::ViewSettings, "WsProp, WbProp: code names; FileVersion, CalcFeature and the like"),
    (Channel::Styles, "xl/styles.bin: Fmt, Style, DXF"),
    (Channel::Theme, "xl/theme"),
    (Channel::Calculation, "xl/volatileDependencies.bin: VolTopic, VolStr and the like"),
    (Channel::PackagePart, "relationships of pictures inside drawings"),
    (Channel::OrphanPart, "entries that no relationship reaches"),
    (Channel::ZipComment, "comments and extra fields of the zip archive"),
    (Channel::ZipGap, "bytes before, between and after the entries"),
    (Channel::ZipDuplicate, "entries of one name"),
    (Channel::TrailingData, "bytes after the end of a picture"),
    (Channel::OtherText, "text in parts, elements and records of unknown kind"),
];
