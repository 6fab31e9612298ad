//! OpenDocument spreadsheets, as packages and as flat files.

use crate::format::{FileContext, Format};
use crate::odf;
use crate::probe::{Opened, Probe};
use crate::text::encoding;
use crate::{Channel, FileTail, Read, Scribe, Stop};

/// Package.
pub(crate) static ODS: Format = Format {
    id: "ods",
    title: "OpenDocument spreadsheet",
    endings: &["ods", "ots"],
    places: PLACES,
    recognises: |probe| !probe.entries.is_empty() && (is_spreadsheet(probe) || is_bare(probe)),
    read: |context, opened, scribe| match opened {
        Opened::Zip(zip) => odf::package::read(context, *zip, scribe),
        _ => Err(Stop::damaged("it is no package")),
    },
};

/// Flat file.
pub(crate) static FODS: Format = Format {
    id: "fods",
    title: "flat OpenDocument spreadsheet",
    endings: &["fods", "xml"],
    places: PLACES,
    recognises: |probe| probe.entries.is_empty() && is_spreadsheet(probe) && is_xml(probe),
    read: read_flat,
};

fn read_flat(context: &FileContext<'_>, _: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    odf::read_flat(context, scribe)
}

fn is_spreadsheet(probe: &Probe) -> bool {
    let kind = probe.mimetype.as_deref().unwrap_or_default().trim();
    matches!(
        kind.strip_prefix("application/vnd.oasis.opendocument."),
        Some("spreadsheet" | "spreadsheet-template")
    )
}

/// A package without its media type; the reader looks whether there is a spreadsheet in it.
fn is_bare(probe: &Probe) -> bool {
    let has = |name: &str| probe.entries.iter().any(|entry| entry == name);
    probe.mimetype.is_none() && has("meta-inf/manifest.xml") && has("content.xml")
}

/// A text that merely quotes a media type is no flat file.
fn is_xml(probe: &Probe) -> bool {
    encoding::head_as_text(&probe.head)
        .is_some_and(|head| head.trim_start_matches('\u{feff}').trim_start().starts_with('<'))
}

/// Where each channel lies (ODF 1.3 part 3; `calcext` and `loext` are LibreOffice's own).
const PLACES: &[(Channel, &str)] = &[
    (
        Channel::Sheet,
        "table:table; table:display of its style; table:visibility, sizes and groups of rows and columns; cell styles",
    ),
    (Channel::UnderMerge, "table:covered-table-cell with content"),
    (Channel::UnderShape, "cells wholly under a draw: shape that is filled"),
    (Channel::UnderCondition, "cells whose style has a style:map to a style that hides"),
    (Channel::Formula, "texts and paths inside table:formula"),
    (Channel::Hyperlink, "text:a"),
    (Channel::PhoneticText, "text:ruby-text"),
    (Channel::PivotItems, "table:data-pilot-member, table:data-pilot-group"),
    (Channel::PivotSource, "table:source-cell-range, table:source-service"),
    (Channel::PivotTable, "table:data-pilot-table"),
    (Channel::ExternalValues, "sheets named 'file:…'#sheet; tables of table:dde-link"),
    (Channel::ExternalLink, "table:table-source, xlink:href that leaves the file"),
    (
        Channel::Connection,
        "table:database-source-sql and its like; office:dde-source; form:connection-resource",
    ),
    (Channel::ChartCache, "table:table inside office:chart"),
    (Channel::ChartText, "titles and labels of chart:chart"),
    (Channel::RevisionLog, "VersionList.xml"),
    (Channel::TrackedChange, "table:tracked-changes"),
    (Channel::Scenario, "table:scenario and its table"),
    (Channel::ConsolidationSource, "table:consolidation"),
    (Channel::Comment, "office:annotation"),
    (Channel::CommentAuthor, "dc:creator and dc:date of office:annotation"),
    (Channel::DefinedName, "table:named-expressions"),
    (Channel::HiddenName, "the same with loext:hidden"),
    (Channel::ValidationList, "table:content-validations"),
    (Channel::ConditionalText, "calcext:conditional-formats"),
    (Channel::AutoFilter, "table:filter"),
    (Channel::TableDefinition, "table:database-range"),
    (Channel::HeaderFooter, "style:master-page"),
    (Channel::ShapeText, "draw: shapes"),
    (
        Channel::HiddenShape,
        "draw: shapes with draw:display none or printer, without size, or beyond the sheet",
    ),
    (Channel::AlternativeText, "svg:title, svg:desc, draw:name"),
    (Channel::FormControl, "office:forms"),
    (Channel::Protection, "table:protected, table:structure-protected"),
    (Channel::EmbeddedFile, "Versions; files of known kinds"),
    (Channel::EmbeddedObject, "documents in folders of the package; OLE objects"),
    (Channel::Media, "Pictures, ObjectReplacements, office:binary-data"),
    (Channel::MediaMetadata, "texts inside pictures"),
    (Channel::Thumbnail, "Thumbnails"),
    (Channel::Macro, "Basic, Dialogs, Scripts, office:scripts, script:event-listener"),
    (Channel::Properties, "office:meta"),
    (Channel::CustomProperties, "meta:user-defined"),
    (Channel::SensitivityLabel, "meta:user-defined MSIP_Label"),
    (Channel::AuthorPath, "meta:template"),
    (Channel::PrinterSettings, "PrinterSetup, PrinterName in office:settings"),
    (Channel::Signature, "META-INF/documentsignatures.xml and its like"),
    (Channel::ViewSettings, "office:settings"),
    (Channel::Styles, "names of styles, words in number formats"),
    (Channel::PackagePart, "META-INF/manifest.xml, manifest.rdf"),
    (Channel::Encryption, "manifest:encryption-data (told, not read)"),
    (Channel::OrphanPart, "entries that the manifest does not list, or that nothing refers to"),
    (Channel::ZipComment, "comments and extra fields of the zip archive"),
    (Channel::ZipGap, "bytes before, between and after the entries"),
    (Channel::ZipDuplicate, "entries of one name"),
    (Channel::TrailingData, "bytes after the end of a picture"),
    (Channel::OtherText, "text in parts and elements of unknown kind"),
];
