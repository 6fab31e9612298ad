//! What stands around the cells of a sheet, and in the workbook's own part.

use crate::xlsx::book::{Book, OFFICE, SPREADSHEET, assert_told, row, told};
use inspect::{Channel, Visibility};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK: &str = "xl/workbook.xml";

fn after(xml: &str) -> Book {
    Book::of("", &row(1, &["Answer"]), xml)
}

#[test]
fn scenarios_name_who_made_them_and_hold_values() {
    let found = after(
        r#"<scenarios current="0" show="0"><scenario name="Worst" locked="1" count="1" user="N. Writer"
        comment="Created by N. Writer on 03/08/2023"><inputCells r="B2" val="Ashworth"/></scenario></scenarios>"#,
    )
    .look();
    assert_told(
        &found,
        Channel::Scenario,
        SHEET,
        &[
            ["name", "", "Worst"],
            ["user", "", "N. Writer"],
            ["comment", "", "Created by N. Writer on 03/08/2023"],
            ["value", "", "Ashworth"],
        ],
    );
    let part = found.of(Channel::Scenario).next().unwrap();
    assert_eq!((&*part.human, part.visibility), ("scenarios, sheet 'Answer'", Visibility::Hidden));
}

#[test]
fn custom_views_name_their_makers_and_hide_in_their_own_way() {
    let guid = "{7A3C55A0-0000-4000-8000-000000000001}";
    let mut book = after(&format!(
        r#"<customSheetViews><customSheetView guid="{guid}" state="hidden" filter="1" hiddenRows="1" topLeftCell="A9">
        <headerFooter><oddHeader>&amp;LBirchall</oddHeader></headerFooter><autoFilter ref="A1:B9"><filterColumn colId="0">
        <filters><filter val="Ashworth"/></filters></filterColumn></autoFilter></customSheetView></customSheetViews>"#
    ));
    book.after = format!(
        r#"<definedNames><definedName name="Z_7A3C55A0_0000_4000_8000_000000000001_.wvu.Rows" localSheetId="0" hidden="1"
        >Answer!$2:$8</definedName></definedNames><customWorkbookViews><customWorkbookView name="D. Dunmore - Personal View"
        guid="{guid}" personalView="1" windowWidth="1920" windowHeight="1017" activeSheetId="1"/></customWorkbookViews>"#
    );
    let found = book.look();
    assert_told(
        &found,
        Channel::CustomView,
        WORKBOOK,
        &[["name", "D. Dunmore - Personal View", "D. Dunmore - Personal View"]],
    );
    assert_told(&found, Channel::CustomView, SHEET, &[["state", "", "hidden"], ["hiddenRows", "", "1"]]);
    assert_told(&found, Channel::AutoFilter, SHEET, &[["value let through", "A1:B9", "Ashworth"]]);
    assert_told(&found, Channel::HeaderFooter, SHEET, &[["header", "", "Birchall"]]);
    let name = "Z_7A3C55A0_0000_4000_8000_000000000001_.wvu.Rows";
    assert_told(&found, Channel::HiddenName, WORKBOOK, &[["refers to", name, "Answer!$2:$8"]]);
}

#[test]
fn a_view_of_ones_own_keeps_its_name_and_its_filter() {
    let views = r#"<namedSheetViews xmlns="http://schemas.microsoft.com/office/spreadsheetml/2019/namedsheetviews"
        xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><namedSheetView name="Eastwood"
        id="{7A3C55A0-0000-4000-8000-000000000001}"><nsvFilter filterId="{7A3C55A0-0000-4000-8000-000000000002}" ref="A1:B9"
        tableId="0"><columnFilter colId="0"><filter colId="0"><x:filters><x:filter val="Farrow"/></x:filters></filter>
        </columnFilter></nsvFilter></namedSheetView></namedSheetViews>"#;
    let path = "xl/namedSheetViews/namedSheetView1.xml";
    let kind = "http://schemas.microsoft.com/office/2019/04/relationships/namedSheetView";
    let found =
        Book::answer().part(SHEET, kind, path, "application/vnd.ms-excel.namedsheetviews+xml", views).look();
    assert_eq!(told(&found, Channel::CustomView, path), [["name", "", "Eastwood"]]);
    assert_eq!(told(&found, Channel::AutoFilter, path), [["value let through", "A1:B9", "Farrow"]]);
}

#[test]
fn a_list_typed_into_a_drop_down_is_told_in_every_form_that_excel_writes() {
    let found = after(
        r#"<dataValidations count="2" xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac">
        <dataValidation type="list" allowBlank="1" promptTitle="Who" prompt="Dunmore" errorTitle="No" error="Eastwood"
        sqref="B2:B9"><formula1>"Ashworth,Birchall"</formula1></dataValidation><dataValidation type="list" sqref="C2">
        <mc:AlternateContent><mc:Choice Requires="x12ac"><x12ac:list>Farrow,"Garside, Ives"</x12ac:list></mc:Choice>
        <mc:Fallback><formula1>"Farrow,Garside, Ives"</formula1></mc:Fallback></mc:AlternateContent></dataValidation>
        </dataValidations><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1">
        <x14:dataValidation type="list" prompt="Jessop"><x14:formula1><xm:f>Kendal!$A$1:$A$9</xm:f></x14:formula1>
        <xm:sqref>D2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"#,
    )
    .look();
    assert_told(
        &found,
        Channel::ValidationList,
        SHEET,
        &[
            ["list or limit", "B2:B9", "\"Ashworth,Birchall\""],
            ["input message title", "B2:B9", "Who"],
            ["input message", "B2:B9", "Dunmore"],
            ["error message title", "B2:B9", "No"],
            ["error message", "B2:B9", "Eastwood"],
            ["list or limit", "C2", "Farrow,\"Garside, Ives\""],
            ["input message", "", "Jessop"],
            ["list or limit", "", "Kendal!$A$1:$A$9"],
        ],
    );
    assert_eq!(told(&found, Channel::OtherText, SHEET), [] as [[&str; 3]; 0]);
}

#[test]
fn headers_and_footers_of_every_kind_of_page_are_told() {
    let found = after(
        r#"<headerFooter differentOddEven="1" differentFirst="1"><oddHeader>&amp;L&amp;Z&amp;F</oddHeader>
        <oddFooter>&amp;CAshworth</oddFooter><evenHeader>Birchall</evenHeader><evenFooter>Dunmore</evenFooter>
        <firstHeader>Eastwood</firstHeader><firstFooter>Farrow</firstFooter></headerFooter>"#,
    )
    .look();
    assert_eq!(
        told(&found, Channel::HeaderFooter, SHEET),
        [
            ["footer", "", "Ashworth"],
            ["header of even pages", "", "Birchall"],
            ["footer of even pages", "", "Dunmore"],
            ["header of the first page", "", "Eastwood"],
            ["footer of the first page", "", "Farrow"],
        ]
    );
    assert_eq!(found.of(Channel::HeaderFooter).next().unwrap().visibility, Visibility::Visible);
}

#[test]
fn an_order_of_ones_own_is_a_list_of_names() {
    let found = after(
        r#"<autoFilter ref="A1:B9"><filterColumn colId="0"><filters><filter val="Ashworth"/>
        <dateGroupItem year="1971" month="2" dateTimeGrouping="month"/></filters></filterColumn>
        <filterColumn colId="1"><customFilters><customFilter operator="notEqual" val="Birchall*"/></customFilters></filterColumn>
        <sortState ref="A2:B9"><sortCondition ref="A2:A9" customList="Dunmore,Eastwood"/></sortState></autoFilter>"#,
    )
    .look();
    assert_told(
        &found,
        Channel::AutoFilter,
        SHEET,
        &[
            ["range", "A1:B9", "A1:B9"],
            ["value let through", "A1:B9", "Ashworth"],
            ["date let through", "A1:B9", "1971"],
            ["condition", "A1:B9", "Birchall*"],
            ["order", "A2:A9", "Dunmore,Eastwood"],
        ],
    );
}

#[test]
fn a_table_keeps_its_filter_its_order_and_its_formulas() {
    let xml = r#"<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="Staff"
        displayName="Staff" ref="A1:B9" totalsRowCount="1"><autoFilter ref="A1:B8"><filterColumn colId="0"><filters>
        <filter val="Ashworth"/></filters></filterColumn></autoFilter><sortState ref="A2:B8"><sortCondition ref="A2:A8"
        customList="Dunmore,Eastwood"/></sortState><tableColumns count="2"><tableColumn id="1" name="Surname"
        totalsRowLabel="Farrow"/><tableColumn id="2" name="Rank"><calculatedColumnFormula>"Garside"</calculatedColumnFormula>
        </tableColumn></tableColumns><extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}"><x14:table
        xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" altText="Ives" altTextSummary="Jessop"/>
        </ext></extLst></table>"#;
    let path = "xl/tables/table1.xml";
    let found = Book::of("", "", r#"<tableParts count="1"><tablePart r:id="rId1"/></tableParts>"#)
        .part(SHEET, &format!("{OFFICE}/table"), path, &format!("{SPREADSHEET}.table+xml"), xml)
        .look();
    assert_told(
        &found,
        Channel::TableDefinition,
        path,
        &[["name", "A1:B9", "Staff"], ["column", "A1:B9", "Surname"], ["total", "A1:B9", "Farrow"]],
    );
    assert_told(
        &found,
        Channel::AutoFilter,
        path,
        &[["value let through", "A1:B8", "Ashworth"], ["order", "A2:A8", "Dunmore,Eastwood"]],
    );
    assert_told(&found, Channel::Formula, path, &[["formula of a column", "A1:B9", "\"Garside\""]]);
    assert_told(
        &found,
        Channel::AlternativeText,
        path,
        &[["alternative text", "A1:B9", "Ives"], ["alternative text", "A1:B9", "Jessop"]],
    );
}

#[test]
fn names_keep_constants_remarks_and_are_hidden_or_not() {
    let mut book = Book::answer();
    book.after = r#"<definedNames><definedName name="Officer" comment="Ashworth">"Birchall"</definedName>
        <definedName name="_kept" hidden="1">{"Dunmore",40001}</definedName><definedName name="_xlnm.Print_Titles"
        localSheetId="0">Answer!$1:$1</definedName></definedNames>"#
        .into();
    let found = book.look();
    assert_told(
        &found,
        Channel::DefinedName,
        WORKBOOK,
        &[
            ["name", "Officer", "Officer"],
            ["comment", "Officer", "Ashworth"],
            ["refers to", "Officer", "\"Birchall\""],
            ["refers to", "_xlnm.Print_Titles", "Answer!$1:$1"],
        ],
    );
    assert_told(&found, Channel::HiddenName, WORKBOOK, &[["refers to", "_kept", "{\"Dunmore\",40001}"]]);
}

#[test]
fn links_and_sources_of_a_sheet_are_told() {
    let found = after(
        r#"<hyperlinks><hyperlink ref="A1" r:id="rId1" tooltip="Ashworth" display="here"/><hyperlink ref="A2"
        location="Kendal!A1" display="there"/></hyperlinks><dataConsolidate><dataRefs count="1"><dataRef ref="A1:B9"
        sheet="Birchall" r:id="rId2"/></dataRefs></dataConsolidate><protectedRanges><protectedRange name="Dunmore"
        sqref="A1"/></protectedRanges><sheetProtection sheet="1" objects="1"/>"#,
    )
    .relate(SHEET, &format!("{OFFICE}/hyperlink"), "mailto:a.ashworth@force.example", true)
    .relate(SHEET, &format!("{OFFICE}/externalLinkPath"), r"file:///H:\eastwood.xlsx", true)
    .look();
    assert_told(
        &found,
        Channel::Hyperlink,
        SHEET,
        &[
            ["tip", "A1", "Ashworth"],
            ["shown text", "A1", "here"],
            ["place in a file", "A2", "Kendal!A1"],
            ["address", "rId1", "mailto:a.ashworth@force.example"],
        ],
    );
    assert_told(&found, Channel::ConsolidationSource, SHEET, &[["sheet", "A1:B9", "Birchall"]]);
    assert_told(&found, Channel::ExternalLink, SHEET, &[["address", "rId2", r"file:///H:\eastwood.xlsx"]]);
    assert_told(
        &found,
        Channel::Protection,
        SHEET,
        &[["name", "A1", "Dunmore"], ["", "", "the sheet is protected against editing, not against reading"]],
    );
}
