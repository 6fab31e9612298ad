//! Parts of other programs: add-ins, ribbons, handwriting, signatures, linked data.

use crate::xlsx::book::{Book, MICROSOFT, OFFICE, PACKAGE, assert_told, told};
use base64::Engine;
use inspect::{Channel, Visibility};

const WORKBOOK: &str = "xl/workbook.xml";

#[test]
fn an_add_in_keeps_settings_of_its_own() {
    let pane = r#"<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wetp:taskpane dockstate="right"
        visibility="0" width="350" row="4"><wetp:webextensionref r:id="rId1"/></wetp:taskpane></wetp:taskpanes>"#;
    let extension = r#"<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
        id="{7A3C55A0-0000-4000-8000-000000000001}"><we:reference id="wa104380862" version="1.0.0.0" store="en-GB"
        storeType="OMEX"/><we:properties><we:property name="Office.Last" value="&quot;Ashworth&quot;"/><we:property
        name="number" value="4000123"/></we:properties><we:bindings><we:binding id="b1" type="matrix"
        appref="Birchall!A1:B9"/></we:bindings></we:webextension>"#;
    let (panes, path) = ("xl/webextensions/taskpanes.xml", "xl/webextensions/webextension1.xml");
    let kind = |word: &str| format!("{MICROSOFT}/2011/relationships/{word}");
    let found = Book::answer()
        .part(
            "",
            &kind("webextensiontaskpanes"),
            panes,
            "application/vnd.ms-office.webextensiontaskpanes+xml",
            pane,
        )
        .part(panes, &kind("webextension"), path, "application/vnd.ms-office.webextension+xml", extension)
        .look();
    assert_told(&found, Channel::WebExtension, panes, &[["dockstate", "", "right"]]);
    assert_told(
        &found,
        Channel::WebExtension,
        path,
        &[["value", "", "\"Ashworth\""], ["value", "", "4000123"], ["appref", "", "Birchall!A1:B9"]],
    );
    assert_eq!(found.of(Channel::WebExtension).next().unwrap().visibility, Visibility::Metadata);
}

#[test]
fn handwriting_is_told_as_what_it_is() {
    let drawing = r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        xmlns:xdr14="http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing"><xdr:oneCellAnchor><xdr:from>
        <xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr14:contentPart bwMode="auto" r:id="rId1"/></xdr:oneCellAnchor>
        </xdr:wsDr>"#;
    let ink = r##"<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:definitions><inkml:brush xml:id="br0"/>
        </inkml:definitions><inkml:annotation type="writingRegion">Ashworth</inkml:annotation><inkml:trace
        contextRef="#ctx0" brushRef="#br0">12 34 56,13 35 57</inkml:trace></inkml:ink>"##;
    let (drawing_path, path) = ("xl/drawings/drawing1.xml", "xl/ink/ink1.xml");
    let found = Book::of("", "", r#"<drawing r:id="rId1"/>"#)
        .part(
            "xl/worksheets/sheet1.xml",
            &format!("{OFFICE}/drawing"),
            drawing_path,
            "application/vnd.openxmlformats-officedocument.drawing+xml",
            drawing,
        )
        // Excel refers to ink as it does to any XML of another program.
        .part(drawing_path, &format!("{OFFICE}/customXml"), path, "application/inkml+xml", ink)
        .look();
    assert_told(&found, Channel::Ink, path, &[["annotation", "", "Ashworth"]]);
    let part = found.of(Channel::Ink).next().unwrap();
    assert_eq!((&*part.human, part.visibility), ("ink, sheet 'Answer'", Visibility::Visible));
    assert!(found.of(Channel::CustomXml).next().is_none());
}

#[test]
fn a_signature_names_who_signed_in_words_and_in_the_certificate() {
    // What matters of a certificate: names as strings of ASCII between structure.
    let certificate =
        [&[0x30, 0x82, 1, 10, 2, 1, 5, 0x0c, 14][..], b"Alan Birchall\x00", &[0x30, 0]].concat();
    let encoded = base64::engine::general_purpose::STANDARD.encode(certificate);
    let signature = format!(
        r#"<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature"><SignedInfo><Reference
        URI="/xl/workbook.xml?ContentType=application/xml"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
        <DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</DigestValue></Reference></SignedInfo>
        <SignatureValue>c2lnbmVk</SignatureValue><KeyInfo><X509Data><X509Certificate>{encoded}</X509Certificate></X509Data>
        </KeyInfo><Object><SignatureProperties><SignatureProperty><SignatureInfoV1
        xmlns="http://schemas.microsoft.com/office/2006/digsig"><SetupID/><SignatureText>Ashworth</SignatureText>
        <SignatureComments>checked with Dunmore</SignatureComments><WindowsVersion>10.0</WindowsVersion></SignatureInfoV1>
        </SignatureProperty></SignatureProperties></Object><Object><xd:QualifyingProperties
        xmlns:xd="http://uri.etsi.org/01903/v1.3.2#"><xd:IssuerSerial><X509IssuerName>CN=Eastwood</X509IssuerName>
        <X509SerialNumber>4000123</X509SerialNumber></xd:IssuerSerial></xd:QualifyingProperties></Object></Signature>"#
    );
    let (origin, path) = ("_xmlsignatures/origin.sigs", "_xmlsignatures/sig1.xml");
    let package = "application/vnd.openxmlformats-package";
    let found = Book::answer()
        .part(
            "",
            &format!("{PACKAGE}/digital-signature/origin"),
            origin,
            &format!("{package}.digital-signature-origin"),
            "",
        )
        .part(
            origin,
            &format!("{PACKAGE}/digital-signature/signature"),
            path,
            &format!("{package}.digital-signature-xmlsignature+xml"),
            signature,
        )
        .look();
    assert_told(
        &found,
        Channel::Signature,
        path,
        &[
            ["certificate", "", "Alan Birchall"],
            ["SignatureText", "", "Ashworth"],
            ["SignatureComments", "", "checked with Dunmore"],
            ["X509IssuerName", "", "CN=Eastwood"],
            ["X509SerialNumber", "", "4000123"],
        ],
    );
    assert_eq!(found.of(Channel::Signature).next().unwrap().visibility, Visibility::Metadata);
}

#[test]
fn ribbons_tell_their_labels_and_the_macros_behind_them() {
    let ribbon = r#"<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui" onLoad="Ashworth_Load"><ribbon>
        <tabs><tab id="t1" label="Birchall"><group id="g1" label="Staff"><button id="b1" label="Ask" screentip="Ask Dunmore"
        onAction="Eastwood"/></group></tab></tabs></ribbon></customUI>"#;
    let found = Book::answer()
        .part(
            "",
            &format!("{MICROSOFT}/2006/relationships/ui/extensibility"),
            "customUI/customUI.xml",
            "",
            ribbon,
        )
        .part(
            "",
            &format!("{MICROSOFT}/2007/relationships/ui/extensibility"),
            "customUI/customUI14.xml",
            "",
            ribbon,
        )
        .look();
    for path in ["customUI/customUI.xml", "customUI/customUI14.xml"] {
        assert_told(
            &found,
            Channel::Macro,
            path,
            &[
                ["onLoad", "", "Ashworth_Load"],
                ["label", "", "Birchall"],
                ["screentip", "", "Ask Dunmore"],
                ["onAction", "", "Eastwood"],
            ],
        );
    }
}

#[test]
fn the_facts_behind_a_linked_cell_are_told() {
    let metadata = r#"<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:xlrd="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"><metadataTypes count="1"><metadataType
        name="XLRICHVALUE" minSupportedVersion="120000"/></metadataTypes><metadataStrings count="1"><s v="Ashworth"/>
        </metadataStrings><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext
        uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata></metadata>"#;
    let space = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata";
    let values =
        format!(r#"<rvData xmlns="{space}" count="1"><rv s="0"><v>Birchall</v><v>4000123</v></rv></rvData>"#);
    let structure = format!(
        r#"<rvStructures xmlns="{space}" count="1"><s t="_linkedentity"><k n="Surname" t="s"/><k n="Number" t="i"/></s></rvStructures>"#
    );
    let kind = |word: &str| format!("{MICROSOFT}/2017/06/relationships/{word}");
    let found = Book::answer()
        .part(WORKBOOK, &format!("{OFFICE}/sheetMetadata"), "xl/metadata.xml", "", metadata)
        .part(
            WORKBOOK,
            &kind("rdRichValue"),
            "xl/richData/rdrichvalue.xml",
            "application/vnd.ms-excel.rdrichvalue+xml",
            values,
        )
        .part(
            WORKBOOK,
            &kind("rdRichValueStructure"),
            "xl/richData/rdrichvaluestructure.xml",
            "application/vnd.ms-excel.rdrichvaluestructure+xml",
            structure,
        )
        .look();
    assert_told(&found, Channel::RichData, "xl/metadata.xml", &[["v", "", "Ashworth"]]);
    assert_told(
        &found,
        Channel::RichData,
        "xl/richData/rdrichvalue.xml",
        &[["v", "", "Birchall"], ["v", "", "4000123"]],
    );
    assert_told(&found, Channel::RichData, "xl/richData/rdrichvaluestructure.xml", &[["n", "", "Surname"]]);
    assert_eq!(found.of(Channel::RichData).next().unwrap().visibility, Visibility::Cached);
}

#[test]
fn values_that_a_server_sent_last_are_told() {
    let types = r#"<volTypes xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><volType type="realTimeData">
        <main first="hr.feed"><tp t="s"><v>Ashworth</v><stp>Birchall</stp><tr r="A1" s="1"/></tp></main></volType></volTypes>"#;
    let path = "xl/volatileDependencies.xml";
    let found =
        Book::answer().part(WORKBOOK, &format!("{OFFICE}/volatileDependencies"), path, "", types).look();
    assert_eq!(told(&found, Channel::ExternalValues, path), [["live value", "", "Ashworth"]]);
    assert_eq!(
        told(&found, Channel::ExternalLink, path),
        [["live link", "", "hr.feed"], ["live item", "", "Birchall"]]
    );
}
