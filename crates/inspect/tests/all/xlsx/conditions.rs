//! Conditional formats: the words in their rules, and the values that they can hide.

use crate::common::rows;
use crate::xlsx::book::{Book, assert_told, row, table};
use inspect::{Channel, Inspection, Visibility};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WHITE: &str = r#"<dxfs count="1"><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>"#;

fn look(rules: &str, styles: &str) -> Inspection {
    let lines = [row(1, &["Surname", "Rank"]), row(2, &["Ashworth", "Constable"])].concat();
    let mut book = Book::of("", &lines, rules);
    book.styles = styles.into();
    book.look()
}

/// An extension as Excel 2010 writes it.
fn extension(rule: &str) -> String {
    format!(
        r#"<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>
        <x14:conditionalFormatting>{rule}<xm:sqref>A2:A9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>
        </ext></extLst>"#
    )
}

#[test]
fn a_rule_that_paints_letters_white_is_laid_over_its_cells() {
    let rule = r#"<conditionalFormatting sqref="A2:A9"><cfRule type="containsText" dxfId="0" priority="1"
        operator="containsText" text="Ash"><formula>NOT(ISERROR(SEARCH("Ash",A2)))</formula></cfRule></conditionalFormatting>"#;
    let found = look(rule, WHITE);
    let under = table(&found, Channel::UnderCondition);
    assert_eq!((rows(under), under.visibility), (vec![vec!["Ashworth"]], Visibility::Hidden));
    assert_told(
        &found,
        Channel::ConditionalText,
        SHEET,
        &[["text", "A2:A9", "Ash"], ["condition", "A2:A9", "NOT(ISERROR(SEARCH(\"Ash\",A2)))"]],
    );
    // The same rule with a format that only fills.
    let fill = r#"<dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFFEB9C"/></patternFill></fill></dxf></dxfs>"#;
    assert!(look(rule, fill).of(Channel::UnderCondition).next().is_none());
}

#[test]
fn a_later_rule_brings_its_format_with_it() {
    let rule = |format: &str| {
        extension(&format!(
            r#"<x14:cfRule type="expression" priority="1" id="{{7A3C55A0-0000-4000-8000-000000000001}}">
            <xm:f>Kendal!$A$1="Birchall"</xm:f><x14:dxf>{format}</x14:dxf></x14:cfRule>"#
        ))
    };
    let hiding = [
        r#"<font><color rgb="FFFFFFFF"/></font>"#,
        r#"<font><color theme="0"/></font>"#,
        r#"<font><color theme="4" tint="-0.25"/></font><fill><patternFill><bgColor theme="4" tint="-0.25"/></patternFill></fill>"#,
        r#"<numFmt numFmtId="164" formatCode=";;;"/>"#,
        r#"<numFmt numFmtId="164" formatCode="&quot;Redacted&quot;"/>"#,
    ];
    for format in hiding {
        let found = look(&rule(format), "");
        assert_eq!(rows(table(&found, Channel::UnderCondition)), [["Ashworth"]], "{format}");
        assert_told(
            &found,
            Channel::ConditionalText,
            SHEET,
            &[["condition", "", "Kendal!$A$1=\"Birchall\""]],
        );
    }
    let seen = [
        r#"<font><b/><color theme="1"/></font>"#,
        r#"<fill><patternFill><bgColor rgb="FFFFFFFF"/></patternFill></fill>"#,
        r#"<font><color theme="0"/></font><fill><patternFill><bgColor theme="1"/></patternFill></fill>"#,
        r#"<numFmt numFmtId="164" formatCode="0.00"/>"#,
    ];
    for format in seen {
        assert!(look(&rule(format), "").of(Channel::UnderCondition).next().is_none(), "{format}");
    }
}

#[test]
fn a_bar_or_an_icon_can_stand_in_place_of_the_value() {
    let bar = r#"<conditionalFormatting sqref="A2:A9"><cfRule type="dataBar" priority="1"><dataBar showValue="0">
        <cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting>"#;
    let icons = r#"<conditionalFormatting sqref="A2:A9"><cfRule type="iconSet" priority="1"><iconSet iconSet="3Arrows"
        showValue="0"><cfvo type="percent" val="0"/></iconSet></cfRule></conditionalFormatting>"#;
    let later = extension(
        r#"<x14:cfRule type="iconSet" priority="1" id="{7A3C55A0-0000-4000-8000-000000000001}"><x14:iconSet
        iconSet="3Stars" showValue="0"><x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo></x14:iconSet></x14:cfRule>"#,
    );
    for rule in [bar, icons, &later] {
        let found = look(rule, "");
        assert_eq!(rows(table(&found, Channel::UnderCondition)), [["Ashworth"]], "{rule}");
        let shown = look(&rule.replace(r#"showValue="0""#, r#"showValue="1""#), "");
        assert!(shown.of(Channel::UnderCondition).next().is_none());
    }
}
