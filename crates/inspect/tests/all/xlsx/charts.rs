//! Charts: the values that they keep, and the words on them.

use crate::common::rows;
use crate::xlsx::book::{Book, OFFICE, assert_told, table};
use inspect::{Channel, Inspection, Visibility};

const DRAWING: &str = "xl/drawings/drawing1.xml";
const CHART: &str = "xl/charts/chart1.xml";

fn with_chart(kind: &str, content_type: &str, chart: &str) -> Book {
    let drawing = r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:absoluteAnchor>
        <xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/></xdr:nvGraphicFramePr>
        </xdr:graphicFrame></xdr:absoluteAnchor></xdr:wsDr>"#;
    Book::of("", "", r#"<drawing r:id="rId1"/>"#)
        .part("xl/worksheets/sheet1.xml", &format!("{OFFICE}/drawing"), DRAWING, "", drawing)
        .part(DRAWING, kind, CHART, content_type, chart)
}

fn look(series: &str) -> Inspection {
    let chart = format!(
        r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
        xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c:chart><c:plotArea><c:barChart><c:ser>{series}
        </c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"#
    );
    let kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    with_chart(&format!("{OFFICE}/chart"), kind, &chart).look()
}

const VALUES: &str = concat!(
    "<c:val><c:numRef><c:f>Staff!$B$2:$B$3</c:f><c:numCache><c:formatCode>General</c:formatCode>",
    r#"<c:pt idx="0"><c:v>4</c:v></c:pt><c:pt idx="1"><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val>"#
);

#[test]
fn labels_taken_from_cells_are_a_column_of_their_own() {
    let labels = concat!(
        r#"<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}"><c15:datalabelsRange><c15:f>Staff!$A$2:$A$3</c15:f>"#,
        r#"<c15:dlblRangeCache><c:ptCount val="2"/><c:pt idx="0"><c:v>Ashworth</c:v></c:pt><c:pt idx="1"><c:v>Birchall</c:v>"#,
        "</c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    );
    let found = look(&format!("{VALUES}{labels}"));
    let cache = table(&found, Channel::ChartCache);
    assert_eq!(rows(cache), [["4", "Ashworth"], ["7", "Birchall"]]);
    assert_eq!((&*cache.human, cache.visibility), ("chart values, sheet 'Answer'", Visibility::Cached));
    assert_told(&found, Channel::ChartText, CHART, &[["values taken from", "", "Staff!$A$2:$A$3"]]);
}

#[test]
fn categories_of_several_levels_and_typed_in_values_are_kept() {
    let levels = concat!(
        "<c:cat><c:multiLvlStrRef><c:f>Staff!$A$2:$B$3</c:f><c:multiLvlStrCache><c:ptCount val=\"2\"/><c:lvl><c:pt idx=\"0\">",
        "<c:v>Ashworth</c:v></c:pt><c:pt idx=\"1\"><c:v>Birchall</c:v></c:pt></c:lvl><c:lvl><c:pt idx=\"0\"><c:v>Custody</c:v>",
        "</c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    );
    let typed = concat!(
        "<c:tx><c:v>Dunmore</c:v></c:tx><c:val><c:numLit><c:pt idx=\"0\"><c:v>9</c:v></c:pt>",
        "</c:numLit></c:val>"
    );
    assert_eq!(
        rows(table(&look(&format!("{levels}{VALUES}")), Channel::ChartCache)),
        [vec!["Ashworth", "Custody", "4"], vec!["Birchall", "7"]]
    );
    let found = look(typed);
    assert_eq!(rows(table(&found, Channel::ChartCache)), [["9"]]);
    assert_told(&found, Channel::ChartText, CHART, &[["value", "", "Dunmore"]]);
}

#[test]
fn a_newer_chart_keeps_its_values_and_the_addresses_that_it_looked_up() {
    let chart = concat!(
        r#"<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chartData><cx:data id="0">"#,
        r#"<cx:strDim type="cat"><cx:f>Staff!$A$2:$A$3</cx:f><cx:lvl ptCount="2"><cx:pt idx="0">Ashworth</cx:pt>"#,
        r#"<cx:pt idx="1">Birchall</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl ptCount="2" formatCode="General">"#,
        r#"<cx:pt idx="0">4</cx:pt><cx:pt idx="1">7</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title>"#,
        r#"<cx:tx><cx:txData><cx:v>Officers</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion><cx:series>"#,
        r#"<cx:layoutPr><cx:geography><cx:geoCache provider="{7A3C55A0-0000-4000-8000-000000000001}"><cx:clear>"#,
        r#"<cx:geoLocationQueryResults><cx:geoLocationQueryResult><cx:geoLocations><cx:geoLocation latitude="53.0" "#,
        r#"longitude="-2.1" entityName="Dunmore House" entityType="Address"><cx:address address1="Kendal" locality="Fenton" "#,
        r#"postalCode="ST4"/></cx:geoLocation></cx:geoLocations></cx:geoLocationQueryResult></cx:geoLocationQueryResults>"#,
        "</cx:clear></cx:geoCache></cx:geography></cx:layoutPr></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>",
        "</cx:chartSpace>"
    );
    let kind = "http://schemas.microsoft.com/office/2014/relationships/chartEx";
    let found = with_chart(kind, "application/vnd.ms-office.chartex+xml", chart).look();
    assert_eq!(rows(table(&found, Channel::ChartCache)), [["Ashworth", "4"], ["Birchall", "7"]]);
    assert_told(
        &found,
        Channel::ChartText,
        CHART,
        &[
            ["value", "", "Officers"],
            ["place on a map", "", "Dunmore House"],
            ["place on a map", "", "Kendal"],
            ["place on a map", "", "Fenton"],
            ["place on a map", "", "53.0"],
        ],
    );
}
