//! What people leave behind: comments, conversations, tasks, the history of a shared workbook.

use crate::common::rows;
use crate::xlsx::book::{Book, MICROSOFT, OFFICE, SPREADSHEET, assert_told, table, told};
use inspect::{Channel, Hiding, Visibility};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK: &str = "xl/workbook.xml";

#[test]
fn a_legacy_note_is_told_with_its_author_and_the_text_of_its_box() {
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors>
        <author>N. Writer</author></authors><commentList><comment ref="B2" authorId="0" shapeId="0"><text>
        <r><rPr><b/></rPr><t>N. Writer:</t></r><r><t xml:space="preserve"> ask Ashworth_x000a_first</t></r></text>
        <commentPr locked="0" altText="Birchall"><anchor><from/><to/></anchor></commentPr></comment></commentList></comments>"#;
    let vml = r##"<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
        xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>
        </o:shapelayout><v:shape id="_x0000_s1025" type="#_x0000_t202" alt="Dunmore" style='visibility:hidden'
        o:insetmode="auto"><v:textbox><div style='text-align:left'><font face="Tahoma">Eastwood</font><br></div>
        </v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:Anchor>2, 15, 1, 10, 4, 15, 5, 4</x:Anchor>
        <x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"##;
    let vml_type = "application/vnd.openxmlformats-officedocument.vmlDrawing";
    let found = Book::of("", "", r#"<legacyDrawing r:id="rId2"/>"#)
        .part(
            SHEET,
            &format!("{OFFICE}/comments"),
            "xl/comments1.xml",
            &format!("{SPREADSHEET}.comments+xml"),
            comments,
        )
        .part(SHEET, &format!("{OFFICE}/vmlDrawing"), "xl/drawings/vmlDrawing1.vml", vml_type, vml)
        .look();
    assert_eq!(told(&found, Channel::CommentAuthor, "xl/comments1.xml"), [["author", "", "N. Writer"]]);
    assert_eq!(
        told(&found, Channel::Comment, "xl/comments1.xml"),
        [["", "B2", "N. Writer: ask Ashworth\nfirst"]]
    );
    assert_eq!(
        told(&found, Channel::AlternativeText, "xl/comments1.xml"),
        [["alternative text", "B2", "Birchall"]]
    );
    assert_told(
        &found,
        Channel::AlternativeText,
        "xl/drawings/vmlDrawing1.vml",
        &[["alternative text", "", "Dunmore"]],
    );
    assert_told(&found, Channel::ShapeText, "xl/drawings/vmlDrawing1.vml", &[["font", "", "Eastwood"]]);
    let note = found.of(Channel::Comment).next().unwrap();
    assert_eq!((&*note.human, note.visibility), ("comments and notes, sheet 'Answer'", Visibility::Hidden));
}

#[test]
fn a_conversation_names_everybody_who_took_part_in_it() {
    let space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    let thread = format!(
        r#"<ThreadedComments xmlns="{space}"><threadedComment ref="C4" dT="2023-08-03T09:30:00.00"
        personId="{{7A3C55A0-0000-4000-8000-000000000001}}" id="{{7A3C55A0-0000-4000-8000-000000000002}}">
        <text>@P. Farrow see Garside</text><mentions><mention mentionpersonId="{{7A3C55A0-0000-4000-8000-000000000003}}"
        mentionId="{{7A3C55A0-0000-4000-8000-000000000004}}" startIndex="0" length="9"/></mentions></threadedComment>
        </ThreadedComments>"#
    );
    let people = format!(
        r#"<personList xmlns="{space}"><person displayName="Farrow" id="{{7A3C55A0-0000-4000-8000-000000000003}}"
        userId="S::farrow@force.example::7a3c55a0" providerId="AD"/></personList>"#
    );
    let task = r#"<Tasks xmlns="http://schemas.microsoft.com/office/tasks/2019/documenttasks"><Task id="{1}"><Anchor>
        <Comment id="{2}"/></Anchor><History><Event time="2023-08-03T09:30:00.00" id="{3}"><Attribution
        userId="S::ives@force.example::1" userName="Ives" userProvider="AD"/><Assign userId="S::j@force.example::2"
        userName="Jessop" userProvider="AD"/></Event><Event time="2023-08-03T09:31:00.00" id="{4}"><SetTitle
        title="Kendal"/></Event></History></Task></Tasks>"#;
    let kind = |word: &str| format!("{MICROSOFT}/2017/10/relationships/{word}");
    let task_kind = format!("{MICROSOFT}/2019/05/relationships/documenttask");
    let thread_path = "xl/threadedComments/threadedComment1.xml";
    let found = Book::answer()
        .part(
            SHEET,
            &kind("threadedComment"),
            thread_path,
            "application/vnd.ms-excel.threadedcomments+xml",
            thread,
        )
        .part(
            WORKBOOK,
            &kind("person"),
            "xl/persons/person.xml",
            "application/vnd.ms-excel.person+xml",
            people,
        )
        .part(
            thread_path,
            &task_kind,
            "xl/documenttasks/documenttask1.xml",
            "application/vnd.ms-excel.documenttasks+xml",
            task,
        )
        .look();
    assert_eq!(
        told(&found, Channel::ThreadedComment, thread_path),
        [["written on", "C4", "2023-08-03T09:30:00.00"], ["text", "C4", "@P. Farrow see Garside"]]
    );
    assert_told(
        &found,
        Channel::CommentAuthor,
        "xl/persons/person.xml",
        &[["author", "", "Farrow"], ["account", "", "S::farrow@force.example::7a3c55a0"]],
    );
    assert_told(
        &found,
        Channel::CommentAuthor,
        "xl/documenttasks/documenttask1.xml",
        &[["userName", "", "Ives"], ["userName", "", "Jessop"]],
    );
    assert_told(
        &found,
        Channel::ThreadedComment,
        "xl/documenttasks/documenttask1.xml",
        &[["task", "", "Kendal"]],
    );
}

#[test]
fn a_shared_workbook_keeps_what_its_cells_held_before() {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let headers = format!(
        r#"<headers xmlns="{space}" xmlns:r="{office}" guid="{{7A3C55A0-0000-4000-8000-000000000001}}" diskRevisions="1"
        revisionId="3"><header guid="{{7A3C55A0-0000-4000-8000-000000000001}}" dateTime="2023-08-03T09:30:00"
        maxSheetId="2" userName="C. Hanger" r:id="rId1" minRId="1" maxRId="3"><sheetIdMap count="1"><sheetId val="1"/>
        </sheetIdMap></header></headers>"#
    );
    let log = format!(
        r#"<revisions xmlns="{space}"><rcc rId="1" sId="1"><oc r="B2" t="inlineStr"><is><t>Ashworth</t></is></oc>
        <nc r="B2" t="inlineStr"><is><t>Birchall</t></is></nc></rcc><rcc rId="2" sId="1"><oc r="C2"><v>40000</v></oc>
        <nc r="C2"><v>40001</v></nc></rcc><rrc rId="3" sId="1" ref="A5:XFD5" action="deleteRow"><rcc rId="0" sId="1">
        <oc r="A5" t="inlineStr"><is><r><t>Dun</t></r><r><t>more</t></r></is></oc><nc r="A5"/></rcc></rrc>
        <rsnm rId="4" sheetId="1" oldName="[answer.xlsx]Eastwood" newName="[answer.xlsx]Answer"/>
        <rcmt sheetId="1" cell="B2" guid="{{7A3C55A0-0000-4000-8000-000000000002}}" author="Farrow" newLength="5"/>
        <rdn rId="5" localSheetId="0" name="kept"><formula>"now"</formula><oldFormula>"Garside"</oldFormula></rdn></revisions>"#
    );
    let users = format!(
        r#"<users xmlns="{space}" count="1"><userInfo guid="{{7A3C55A0-0000-4000-8000-000000000003}}" name="Ives"
        id="-1" dateTime="2023-08-04T10:00:00"/></users>"#
    );
    let (headers_path, log_path) = ("xl/revisions/revisionHeaders.xml", "xl/revisions/revisionLog1.xml");
    let found = Book::answer()
        .part(
            WORKBOOK,
            &format!("{OFFICE}/revisionHeaders"),
            headers_path,
            &format!("{SPREADSHEET}.revisionHeaders+xml"),
            headers,
        )
        .part(
            headers_path,
            &format!("{OFFICE}/revisionLog"),
            log_path,
            &format!("{SPREADSHEET}.revisionLog+xml"),
            log,
        )
        .part(
            WORKBOOK,
            &format!("{OFFICE}/usernames"),
            "xl/revisions/userNames.xml",
            &format!("{SPREADSHEET}.userNames+xml"),
            users,
        )
        .look();
    assert_told(
        &found,
        Channel::RevisionLog,
        headers_path,
        &[["changed by", "", "C. Hanger"], ["changed on", "", "2023-08-03T09:30:00"]],
    );
    assert_told(
        &found,
        Channel::RevisionLog,
        "xl/revisions/userNames.xml",
        &[["opened by", "", "Ives"], ["opened on", "", "2023-08-04T10:00:00"]],
    );
    let values = table(&found, Channel::RevisionLog);
    assert_eq!((&*values.path, values.visibility), (log_path, Visibility::Deleted));
    assert_eq!(rows(values), [vec!["Ashworth", "40000"], vec!["Birchall", "40001"], vec!["Dunmore"]]);
    let numbers: Vec<_> = values.rows.iter().map(|row| (row.number, row.hiding)).collect();
    assert_eq!(numbers, [(2, Hiding::SUPERSEDED), (2, Hiding::SUPERSEDED), (5, Hiding::SUPERSEDED)]);
    assert_told(
        &found,
        Channel::RevisionLog,
        log_path,
        &[
            ["renamed sheet", "", "[answer.xlsx]Eastwood"],
            ["comment by", "", "Farrow"],
            ["oldFormula", "", "\"Garside\""],
        ],
    );
}
