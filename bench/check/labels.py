"""The channels of the corpus's `expected.json`, and what a tool must report for each of them to count as found: rules of
Tipstaff, detectors of unmasker, rules of latenspect. Where a peer has no name for a channel, anything that it says about
that kind of thing counts; an empty set means that it has nothing of the kind."""

META_U, META_L = {"undisclosed-metadata", "metadata-conflict", "metadata-path"}, {"LS-OOXML-004"}
EMBED_L = {"LS-OOXML-003", "LS-XLSX-006"}
LINK_L = {"LS-OOXML-002", "LS-XLSX-005"}
ROWS_L = {"LS-XLSX-003"}
OURS_ROWS = {"hidden-rows", "zero-height-rows", "filtered-rows", "collapsed-rows"}
OURS_COLUMNS = {"hidden-columns", "zero-width-columns", "collapsed-columns"}

LABELS = {
    # Office Open XML
    "sheet hidden": ({"hidden-sheet"}, {"hidden-sheet"}, {"LS-XLSX-001", "LS-XLSX-002"}),
    "sheet veryHidden": ({"very-hidden-sheet"}, {"hidden-sheet"}, {"LS-XLSX-001", "LS-XLSX-002"}),
    "row hidden": (OURS_ROWS, {"unrendered-text", "hidden-sheet"}, ROWS_L),
    "col hidden": (OURS_COLUMNS, {"unrendered-text", "hidden-sheet"}, ROWS_L),
    "zero width/height": (OURS_ROWS | OURS_COLUMNS, {"unrendered-text"}, ROWS_L),
    "autoFilter": ({"filter-values"}, {"unrendered-text"}, ROWS_L),
    "pivotCacheRecords": ({"pivot-records"}, set(), set()),
    "pivot sharedItems": ({"pivot-records", "pivot-items"}, set(), set()),
    "pivotCacheDef": ({"pivot-source"}, set(), set()),
    "externalLink cached values": ({"external-values"}, set(), LINK_L),
    "externalLinkPart": ({"external-link"}, set(), LINK_L),
    "connections": ({"connection"}, set(), {"LS-XLSX-007"}),
    "queryTable": ({"query-table"}, set(), {"LS-XLSX-007"}),
    "chart": ({"chart-cache", "chart-text"}, set(), set()),
    "media": ({"media"}, META_U, set()),
    "embeddings": ({"embedded-file", "embedded-object"}, {"attached-file"}, EMBED_L),
    "activeX": ({"active-x"}, set(), EMBED_L),
    "vba": ({"macro"}, set(), {"LS-OOXML-001", "LS-XLSX-006"}),
    "definedName": ({"defined-names", "hidden-names"}, set(), set()),
    "hidden definedName": ({"hidden-names"}, set(), set()),
    "dataValidation": ({"validation-lists"}, set(), set()),
    "comments(xl)": ({"comments"}, {"comment"}, {"LS-XLSX-004"}),
    "persons": ({"comment-authors"}, {"comment"}, {"LS-XLSX-004"}),
    "customXml": ({"custom-xml"}, set(), set()),
    "customProps": ({"custom-properties", "sensitivity-label"}, META_U, META_L),
    "labelInfo": ({"sensitivity-label"}, META_U, META_L),
    "core creator": ({"properties"}, META_U, META_L),
    "core lastModifiedBy": ({"properties"}, META_U, META_L),
    "app Company": ({"properties"}, META_U, META_L),
    "app Manager": ({"properties"}, META_U, META_L),
    "app HLinks/Base": ({"properties", "hyperlink"}, META_U, META_L),
    "app TitlesOfParts": ({"property-titles"}, META_U, META_L),
    "absPath(author's folder)": ({"author-path"}, {"metadata-path"}, set()),
    "printerSettings": ({"printer-settings"}, META_U, set()),
    "thumbnail": ({"thumbnail"}, {"stale-thumbnail"}, {"LS-IMG-004"}),
    "docx comments": ({"unchecked"}, {"comment"}, {"LS-DOCX-003"}),
    # Excel 97 to 2003
    "xls sheet hidden": ({"hidden-sheet"}, {"hidden-sheet"}, set()),
    "xls sheet veryHidden": ({"very-hidden-sheet"}, {"hidden-sheet"}, set()),
    "xls row hidden (fDyZero)": (OURS_ROWS, {"unrendered-text"}, set()),
    "xls col hidden": (OURS_COLUMNS, {"unrendered-text"}, set()),
    "xls autofilter": ({"filter-values"}, {"unrendered-text"}, set()),
    "xls NOTE comment": ({"comments"}, {"comment"}, set()),
    "xls CRN ext cached values": ({"external-values"}, set(), set()),
    "xls XCT ext cache": ({"external-values"}, set(), set()),
    "xls SUPBOOK": ({"external-link"}, set(), set()),
    "xls hidden name": ({"hidden-names"}, set(), set()),
    "xls WRITEACCESS user": ({"user-name"}, META_U, set()),
    "xls Revision Log": ({"revision-log"}, {"changed-cell", "revision-history"}, set()),
    "xls FILEPASS": ({"protection", "encryption", "unchecked"}, set(), set()),
    "ole author": ({"properties"}, META_U, set()),
    "ole last_saved_by": ({"properties"}, META_U, set()),
    "ole thumbnail": ({"thumbnail"}, {"stale-thumbnail"}, set()),
    "ole VBA": ({"macro"}, set(), set()),
    "ole embedded": ({"embedded-file", "embedded-object"}, {"attached-file"}, set()),
    "ole unreadable": ({"unchecked"}, set(), set()),
    # OpenDocument
    "ods table:display=false": ({"hidden-sheet"}, {"hidden-sheet"}, set()),
    "odf annotation": ({"comments"}, {"comment"}, set()),
    "odf objects": ({"embedded-object", "chart-text", "chart-cache"}, {"attached-file"}, set()),
    "odf creator": ({"properties"}, META_U, set()),
    "odf user-defined": ({"custom-properties"}, META_U, set()),
    "odf printer setup": ({"printer-settings"}, META_U, set()),
    "odf thumbnail": ({"thumbnail"}, {"stale-thumbnail"}, set()),
}
