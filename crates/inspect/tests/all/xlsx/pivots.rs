//! Pivot tables, and what filters them: copies of rows that were deleted long ago.

use crate::common::rows;
use crate::xlsx::book::{Book, MICROSOFT, OFFICE, SPREADSHEET, assert_told, table, told};
use inspect::{Channel, Visibility};

const CACHE: &str = "xl/pivotCache/pivotCacheDefinition1.xml";

fn definition(fields: &str, count: usize) -> String {
    format!(
        r#"<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"
        refreshedBy="R. Fresher" refreshedDate="45000.5" createdVersion="8" refreshedVersion="8" recordCount="2">
        <cacheSource type="worksheet"><worksheetSource ref="A1:C10" sheet="Staff"/></cacheSource>
        <cacheFields count="{count}">{fields}</cacheFields></pivotCacheDefinition>"#
    )
}

const FIELDS: &str = r#"<cacheField name="Rank" numFmtId="0"><sharedItems count="3"><s v="Constable"/><s v="Sergeant"/>
    <s v="Inspector"/></sharedItems></cacheField>
    <cacheField name="Surname" numFmtId="0"><sharedItems/></cacheField>
    <cacheField name="Number" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0"
    containsNumber="1" minValue="40000" maxValue="40001"/></cacheField>"#;

fn with_cache() -> Book {
    let records = r#"<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2">
        <r><x v="1"/><s v="Farrow"/><n v="40000"/></r><r><x v="0"/><s v="Garside"/><n v="40001"/></r></pivotCacheRecords>"#;
    let cache_type = format!("{SPREADSHEET}.pivotCacheDefinition+xml");
    let mut book = Book::answer()
        .part(
            "xl/workbook.xml",
            &format!("{OFFICE}/pivotCacheDefinition"),
            CACHE,
            &cache_type,
            definition(FIELDS, 3),
        )
        .part(
            CACHE,
            &format!("{OFFICE}/pivotCacheRecords"),
            "xl/pivotCache/pivotCacheRecords1.xml",
            &format!("{SPREADSHEET}.pivotCacheRecords+xml"),
            records,
        );
    book.after = r#"<pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches>"#.into();
    book
}

#[test]
fn a_pivot_cache_gives_back_every_row_that_it_was_made_from() {
    let found = with_cache().look();
    let cache = table(&found, Channel::PivotRecords);
    assert_eq!(cache.human, "pivot table records (source: Staff A1:C10)");
    assert_eq!(cache.path, "xl/pivotCache/pivotCacheRecords1.xml");
    assert_eq!(cache.visibility, Visibility::Cached);
    assert_eq!(
        rows(cache),
        [["Rank", "Surname", "Number"], ["Sergeant", "Farrow", "40000"], ["Constable", "Garside", "40001"]]
    );
    // Nobody of this rank is left.
    assert_eq!(rows(table(&found, Channel::PivotItems))[1], ["Inspector"]);
    assert_told(
        &found,
        Channel::PivotSource,
        CACHE,
        &[["refreshed by", "", "R. Fresher"], ["sheet", "", "Staff"], ["ref", "", "A1:C10"]],
    );
}

#[test]
fn a_cache_saved_without_its_records_still_lists_what_its_fields_held() {
    let fields = r#"<cacheField name="Surname"><sharedItems containsBlank="1" count="3"><s v="Ashworth"/><m/>
        <s v="Birchall" u="1"/></sharedItems></cacheField>
        <cacheField name="Born"><sharedItems containsDate="1" count="1"><d v="1971-02-03T00:00:00"/></sharedItems></cacheField>"#;
    let found = Book::answer()
        .part("xl/workbook.xml", &format!("{OFFICE}/pivotCacheDefinition"), CACHE, "", definition(fields, 2))
        .look();
    assert!(found.of(Channel::PivotRecords).next().is_none());
    let items = table(&found, Channel::PivotItems);
    assert_eq!(items.rows[1].cells[0].1, "Ashworth");
    assert_eq!(items.rows[1].cells[1].1, "1971-02-03");
    assert_eq!(items.rows[3].cells[0].1, "Birchall");
}

#[test]
fn a_pivot_table_of_a_data_model_names_its_members_one_by_one() {
    let cache = r#"<cacheField name="[Staff].[Surname].[Surname]" caption="Surname" numFmtId="0" hierarchy="1" level="1">
        <sharedItems count="1"><s v="[Staff].[Surname].&amp;[Ashworth]" c="Ashworth"/></sharedItems>
        <extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
        uri="{4F2E5C28-24EA-4eb8-9CBF-B6C8F9C3D259}"><x15:cachedUniqueNames>
        <x15:cachedUniqueName index="0" name="[Staff].[Surname].&amp;[Dunmore]"/></x15:cachedUniqueNames></ext></extLst>
        </cacheField>"#;
    let pivot = r#"<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        name="PivotTable1" cacheId="1" dataCaption="Values" rowHeaderCaption="Surname">
        <pivotHierarchies count="1"><pivotHierarchy><members count="1" level="1">
        <member name="[Staff].[Surname].&amp;[Eastwood]"/></members></pivotHierarchy></pivotHierarchies>
        <filters count="1"><filter fld="0" type="captionEqual" evalOrder="-1" id="1" stringValue1="Farrow">
        <autoFilter ref="A1"><filterColumn colId="0"><customFilters><customFilter val="Garside"/></customFilters>
        </filterColumn></autoFilter></filter></filters>
        <pageFields count="1"><pageField fld="0" hier="0" name="[Staff].[Surname].&amp;[Ives]" cap="Ives"/></pageFields>
        <extLst><ext uri="{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}"><x14:pivotTableDefinition
        xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" altText="Officers"/></ext></extLst>
        </pivotTableDefinition>"#;
    let path = "xl/pivotTables/pivotTable1.xml";
    let found = Book::answer()
        .part("xl/workbook.xml", &format!("{OFFICE}/pivotCacheDefinition"), CACHE, "", definition(cache, 1))
        .part("xl/worksheets/sheet1.xml", &format!("{OFFICE}/pivotTable"), path, "", pivot)
        .relate(
            path,
            &format!("{OFFICE}/pivotCacheDefinition"),
            "../pivotCache/pivotCacheDefinition1.xml",
            false,
        )
        .look();
    assert_told(
        &found,
        Channel::PivotItems,
        CACHE,
        &[["caption", "", "Ashworth"], ["member", "", "[Staff].[Surname].&[Dunmore]"]],
    );
    assert_told(
        &found,
        Channel::PivotItems,
        path,
        &[
            ["member", "", "[Staff].[Surname].&[Eastwood]"],
            ["filter", "", "Farrow"],
            ["condition", "", "Garside"],
            ["chosen item", "", "[Staff].[Surname].&[Ives]"],
            ["chosen item", "", "Ives"],
        ],
    );
    assert_told(
        &found,
        Channel::PivotTable,
        path,
        &[["name", "", "PivotTable1"], ["caption", "", "Surname"], ["caption", "", "Values"]],
    );
    assert_told(&found, Channel::AlternativeText, path, &[["alternative text", "", "Officers"]]);
    let part = found.of(Channel::PivotTable).find(|part| part.path == path).unwrap();
    assert_eq!((part.human.as_str(), part.visibility), ("pivot table, sheet 'Answer'", Visibility::Visible));
}

#[test]
fn a_slicer_lists_the_items_of_its_field() {
    let space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    let slicer = format!(
        r#"<slicers xmlns="{space}"><slicer name="Surname" cache="Slicer_Surname" caption="Surname of officer"
        rowHeight="241300"/></slicers>"#
    );
    let cache = format!(
        r#"<slicerCacheDefinition xmlns="{space}" name="Slicer_Surname" sourceName="[Staff].[Surname]"><pivotTables>
        <pivotTable tabId="1" name="PivotTable1"/></pivotTables><data><olap pivotCacheId="1"><levels count="1">
        <level uniqueName="[Staff].[Surname].[Surname]" sourceCaption="Surname" count="2"><ranges>
        <range startItem="0"><i n="[Staff].[Surname].&amp;[Ashworth]" c="Ashworth"/>
        <i n="[Staff].[Surname].&amp;[Birchall]" c="Birchall" nd="1"><p n="[Staff].[Rank].&amp;[Sergeant]"/></i>
        </range></ranges></level></levels><selections count="1"><selection n="[Staff].[Surname].&amp;[Dunmore]"/>
        </selections></olap></data></slicerCacheDefinition>"#
    );
    let (path, cache_path) = ("xl/slicers/slicer1.xml", "xl/slicerCaches/slicerCache1.xml");
    let kind = |word: &str| format!("{MICROSOFT}/2007/relationships/{word}");
    let found = Book::answer()
        .part(
            "xl/worksheets/sheet1.xml",
            &kind("slicer"),
            path,
            "application/vnd.ms-excel.slicer+xml",
            slicer,
        )
        .part(
            "xl/workbook.xml",
            &kind("slicerCache"),
            cache_path,
            "application/vnd.ms-excel.slicerCache+xml",
            cache,
        )
        .look();
    assert_told(
        &found,
        Channel::SlicerCache,
        path,
        &[["caption", "Surname", "Surname of officer"], ["name", "Surname", "Surname"]],
    );
    assert_told(
        &found,
        Channel::SlicerCache,
        cache_path,
        &[
            ["item", "Slicer_Surname", "Ashworth"],
            ["item", "Slicer_Surname", "[Staff].[Surname].&[Birchall]"],
            ["parent item", "Slicer_Surname", "[Staff].[Rank].&[Sergeant]"],
            ["chosen item", "Slicer_Surname", "[Staff].[Surname].&[Dunmore]"],
            ["pivot table", "PivotTable1", "PivotTable1"],
        ],
    );
    let parts: Vec<_> = found.of(Channel::SlicerCache).map(|part| (&*part.human, part.visibility)).collect();
    assert_eq!(
        parts,
        [("slicer items, sheet 'Answer'", Visibility::Cached), ("slicer items", Visibility::Cached)]
    );
}

#[test]
fn a_timeline_keeps_the_dates_of_its_field() {
    let space = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main";
    let timeline = format!(
        r#"<timelines xmlns="{space}"><timeline name="Joined" cache="NativeTimeline_Joined" caption="Joined"
        level="2" selectionLevel="2" scrollPosition="2019-04-01T00:00:00"/></timelines>"#
    );
    let cache = format!(
        r#"<timelineCacheDefinition xmlns="{space}" name="NativeTimeline_Joined" sourceName="Joined">
        <pivotTables><pivotTable tabId="1" name="PivotTable1"/></pivotTables>
        <state minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="1" filterType="dateBetween">
        <selection startDate="2020-01-02T00:00:00" endDate="2020-02-03T00:00:00"/>
        <bounds startDate="1998-01-01T00:00:00" endDate="2024-01-01T00:00:00"/></state></timelineCacheDefinition>"#
    );
    let (path, cache_path) = ("xl/timelines/timeline1.xml", "xl/timelineCaches/timelineCache1.xml");
    let kind = |word: &str| format!("{MICROSOFT}/2011/relationships/{word}");
    let found = Book::answer()
        .part(
            "xl/worksheets/sheet1.xml",
            &kind("timeline"),
            path,
            "application/vnd.ms-excel.timeline+xml",
            timeline,
        )
        .part(
            "xl/workbook.xml",
            &kind("timelineCache"),
            cache_path,
            "application/vnd.ms-excel.timelineCache+xml",
            cache,
        )
        .look();
    assert_told(&found, Channel::TimelineCache, path, &[["caption", "", "Joined"]]);
    assert_told(
        &found,
        Channel::TimelineCache,
        cache_path,
        &[
            ["sourceName", "", "Joined"],
            ["name", "", "PivotTable1"],
            ["startDate", "", "2020-01-02T00:00:00"],
            ["endDate", "", "2024-01-01T00:00:00"],
        ],
    );
}

#[test]
fn a_data_model_is_told_and_is_not_called_checked() {
    // With the relationship that Excel writes, and as a left-over that only its content type tells.
    let (path, content_type) =
        ("xl/model/item.data", "application/vnd.openxmlformats-officedocument.model+data");
    let kind = format!("{MICROSOFT}/2007/relationships/powerPivotData");
    let body = [b"STREAM_STORAGE_SIGNATURE_)!@#$%^&*(".as_slice(), &[7; 400]].concat();
    let related = Book::answer().part("xl/workbook.xml", &kind, path, content_type, &body);
    let left_over = Book::answer().loose(path, content_type, &body);
    for (book, is_orphan) in [(related, false), (left_over, true)] {
        let found = book.look_anyway();
        let said = told(&found, Channel::DataModel, path);
        assert_eq!(said, [["", "", "a data model: a database that no reader here can open"]]);
        assert_eq!(found.of(Channel::OrphanPart).next().is_some(), is_orphan);
        let gaps: Vec<_> = found.unaccounted.iter().map(|gap| (&*gap.path, &*gap.why)).collect();
        assert_eq!(gaps, [(path, "a data model: a database that no reader here can open")]);
    }
}
