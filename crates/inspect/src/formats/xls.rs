//! `.xls`: Excel workbooks of 1993 to 2003.

use crate::format::{FileContext, Format};
use crate::probe::{Opened, Probe};
use crate::{Channel, FileTail, Read, Scribe, Stop, biff};

/// The format.
pub(crate) static XLS: Format = Format {
    id: "xls",
    title: "Excel 97-2003 workbook",
    endings: &["xls", "xlt", "xla", "xlw", "xlm"],
    places: PLACES,
    recognises,
    read,
};

/// The beginnings of a workbook outside a compound file: BOF records of each version, by number and length.
const BARE: [[u8; 4]; 8] = [
    [0x09, 0x00, 0x04, 0x00],
    [0x09, 0x00, 0x06, 0x00],
    [0x09, 0x02, 0x04, 0x00],
    [0x09, 0x02, 0x06, 0x00],
    [0x09, 0x04, 0x06, 0x00],
    [0x09, 0x04, 0x08, 0x00],
    [0x09, 0x08, 0x08, 0x00],
    [0x09, 0x08, 0x10, 0x00],
];

fn recognises(probe: &Probe) -> bool {
    biff::is_workbook(&probe.streams) || BARE.iter().any(|bof| probe.head.starts_with(bof))
}

fn read(context: &FileContext<'_>, opened: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    match opened {
        Opened::Ole(ole) => biff::report(context, *ole, scribe),
        Opened::Flat => biff::report_bare(context, scribe),
        Opened::Zip(_) => Err(Stop::part("it is a zip archive")),
    }
}

const PLACES: &[(Channel, &str)] = &[
    (
        Channel::Sheet,
        "worksheet substream; BOUNDSHEET8 hsState; ROW, COLINFO, DEFAULTROWHEIGHT; FONT, XF, FORMAT",
    ),
    (Channel::ChartSheet, "chart substream"),
    (Channel::MacroSheet, "macro sheet substream"),
    (Channel::DialogSheet, "worksheet substream with WSBOOL fDialog"),
    (Channel::UnderMerge, "cells inside MERGECELLS"),
    (Channel::UnderShape, "cells inside the OfficeArtClientAnchor of pictures and filled shapes"),
    (Channel::UnderCondition, "cells inside CONDFMT whose CF can hide"),
    (Channel::Formula, "PtgStr and PtgArray in FORMULA, SHRFMLA, ARRAY"),
    (Channel::Hyperlink, "HLINK, HLINKTOOLTIP, _PID_HLINKS"),
    (Channel::PhoneticText, "ExtRst in SST"),
    (Channel::PivotRecords, "_SX_DB_CUR/NNNN: SXDBB, SXString, SXNum, SXDtr and the like"),
    (Channel::PivotItems, "_SX_DB_CUR/NNNN: values after SXFDB that no SXDBB uses"),
    (Channel::PivotSource, "_SX_DB_CUR/NNNN: SXDB, SXDBEx; DCONREF, DCONNAME behind SXSTREAMID"),
    (Channel::PivotTable, "SXVIEW, SXVD, SXVI, SXDI and the like"),
    (Channel::ExternalValues, "XCT and CRN; EXTERNNAME of DDE and OLE links"),
    (Channel::ExternalLink, "SUPBOOK, EXTERNSHEET, EXTERNNAME"),
    (Channel::QueryTable, "QSI, QSISXTAG, QSIR, QSIF, DBORPARAMQRY"),
    (Channel::Connection, "SXString, DBQUERYEXT, EXTSTRING, OLEDBCONN, TXTQRY, DCONN"),
    (Channel::ChartCache, "chart substream: SIINDEX with NUMBER and LABEL"),
    (Channel::ChartText, "chart substream: SERIESTEXT, TEXTPROPSSTREAM, RICHTEXTSTREAM"),
    (Channel::RevisionLog, "stream 'Revision Log': RRDCHGCELL and the like"),
    (Channel::UnusedString, "SST entries that no LABELSST uses"),
    (Channel::Scenario, "SCENARIO"),
    (Channel::ConsolidationSource, "DCONREF, DCONNAME, DCONBIN"),
    (Channel::RichData, "MDXSTR, MDXTUPLE, MDXSET, MDXPROP, MDXKPI"),
    (Channel::XmlMap, "storage 'XML'"),
    (Channel::Comment, "NOTE with TXO"),
    (Channel::CommentAuthor, "NOTE"),
    (Channel::DefinedName, "NAME, NAMECMT"),
    (Channel::HiddenName, "NAME with fHidden"),
    (Channel::ValidationList, "DV"),
    (Channel::ConditionalText, "CF, CF12, CFEX"),
    (Channel::AutoFilter, "AUTOFILTERINFO, AUTOFILTER, AUTOFILTER12"),
    (Channel::TableDefinition, "FEATURE11, FEATURE12, LIST12"),
    (Channel::CustomView, "USERBVIEW"),
    (Channel::HeaderFooter, "HEADER, FOOTER, HEADERFOOTER"),
    (Channel::ShapeText, "TXO, OBJ of BIFF5, shape property gtextUNICODE"),
    (Channel::HiddenShape, "shapes with fHidden"),
    (Channel::AlternativeText, "shape properties wzName, wzDescription, pibName"),
    (Channel::FormControl, "OBJ"),
    (
        Channel::Protection,
        "PROTECT, WINDOWPROTECT, FILESHARING; FEATHDR, FEAT; FILEPASS with the default password",
    ),
    (Channel::EmbeddedFile, "storages 'MBD*' and 'ObjectPool': \\x01Ole10Native, Package, whole documents"),
    (Channel::EmbeddedObject, "storages 'MBD*', 'LNK*' and 'ObjectPool'"),
    (Channel::Media, "OfficeArtBStoreContainer in MSODRAWINGGROUP; HFPICTURE, IMDATA, BKHIM"),
    (Channel::MediaMetadata, "segments and chunks of these pictures"),
    (Channel::Thumbnail, "\\x05SummaryInformation: PIDSI_THUMBNAIL"),
    (Channel::Macro, "storage '_VBA_PROJECT_CUR'; macro sheets"),
    (Channel::ActiveX, "stream 'Ctls'"),
    (Channel::Properties, "\\x05SummaryInformation, \\x05DocumentSummaryInformation"),
    (Channel::PropertyTitles, "\\x05DocumentSummaryInformation: TitlesOfParts"),
    (Channel::CustomProperties, "\\x05DocumentSummaryInformation: user-defined set"),
    (Channel::UserName, "WRITEACCESS, FILESHARING, DOCROUTE, RECIPNAME; stream 'User Names'"),
    (Channel::PrinterSettings, "PLS"),
    (Channel::CustomXml, "storage 'MsoDataStore'"),
    (Channel::Signature, "storages '_xmlsignatures' and '_signatures'; property of a macro signature"),
    (Channel::ViewSettings, "CODENAME, SORT, SORTDATA; stream 'XCB'"),
    (Channel::Styles, "STYLE, STYLEEXT, DXF, TABLESTYLES"),
    (Channel::Theme, "THEME"),
    (Channel::OtherText, "records and streams of unknown kinds"),
    (Channel::FileType, "\\x01CompObj, \\x01Ole"),
    (Channel::Encryption, "FILEPASS with a password of somebody's own"),
    (Channel::OleSlack, "free sectors, ends of last sectors, bytes after the last sector"),
    (Channel::OleOrphan, "directory entries that no storage lists"),
    (Channel::TrailingData, "bytes of the workbook stream outside every substream"),
];
