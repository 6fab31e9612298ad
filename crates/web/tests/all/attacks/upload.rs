//! Forms with files that are broken, endless, or named like places elsewhere.

use super::with_every_role;
use crate::site::{Answer, Site, Visitor};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use futures::future::join_all;

async fn send(visitor: &Visitor<'_>, kind: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = visitor.request(Method::POST, "/checks").header("sec-fetch-site", "same-origin");
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    visitor.send(request.body(body.into()).unwrap()).await
}

fn part(disposition: &str, body: &str) -> String {
    format!("--edge\r\nContent-Disposition: {disposition}\r\n\r\n{body}\r\n")
}

#[tokio::test]
async fn broken_forms_are_refused_and_nothing_is_kept() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let file = |name: &str| part(&format!("form-data; name=\"file\"; filename=\"{name}\""), "a,b");
    let end = "--edge--\r\n";
    let many_headers = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n{}\r\na\r\n{end}",
        "X-A: b\r\n".repeat(5_000)
    );
    let long_header = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\na\r\n{end}",
        "x".repeat(3_000_000)
    );
    let multipart = Some("multipart/form-data; boundary=edge");
    let wrong: Vec<(Option<&str>, String)> = vec![
        (None, file("a.csv") + end),
        (Some("multipart/form-data"), file("a.csv") + end),
        (Some("multipart/form-data; boundary="), file("a.csv") + end),
        (Some("multipart/form-data; boundary=\"\r\""), String::new()),
        (Some("multipart/mixed; boundary=edge"), file("a.csv") + end),
        (Some("application/x-www-form-urlencoded"), "file=a".into()),
        (Some("application/json"), "{\"file\":\"a\"}".into()),
        (Some("text/plain"), file("a.csv") + end),
        (multipart, String::new()),
        (multipart, end.into()),
        (multipart, "no boundary at all".into()),
        (multipart, file("a.csv")),
        (multipart, file("a.csv").replace("\r\n", "\n") + end),
        (multipart, part("form-data", "x") + end),
        (multipart, part("form-data; name=\"file\"", "x") + end),
        (multipart, "--edge\r\n\r\nx\r\n--edge--\r\n".into()),
        (multipart, "--edge\r\nContent-Disposition: \u{0}\r\n\r\nx\r\n--edge--\r\n".into()),
        (multipart, file("a\u{0}.csv") + end),
        (multipart, many_headers),
        (multipart, long_header),
    ];
    let pieces = |body: String| {
        let bytes = axum::body::Bytes::from(body);
        let pieces: Vec<Result<_, std::io::Error>> = (0..bytes.len().div_ceil(65_536))
            .map(|piece| Ok(bytes.slice(piece * 65_536..bytes.len().min((piece + 1) * 65_536))))
            .collect();
        // As it comes over a line: in pieces, not all at once.
        Body::from_stream(futures::stream::iter(pieces))
    };
    for (number, (kind, body)) in wrong.into_iter().enumerate() {
        let kind = kind.filter(|kind| !kind.contains('\r'));
        let answer = send(&visitor, kind, pieces(body)).await;
        let is_refused = answer.status.is_client_error();
        assert!(is_refused, "{number} {kind:?}: {} {}", answer.status, answer.location());
    }
    assert!(visitor.page("/checks").await.body.contains("None yet"));
}

#[tokio::test]
async fn more_parts_than_anybody_sends_end_the_form() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let empty = part("form-data; name=\"x\"", "").repeat(200_000) + "--edge--\r\n";
    let answer = send(&visitor, Some("multipart/form-data; boundary=edge"), empty).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    let many: String = (0..50)
        .map(|number| part(&format!("form-data; name=\"file\"; filename=\"{number}.csv\""), "a,b"))
        .collect();
    let answer = send(&visitor, Some("multipart/form-data; boundary=edge"), many + "--edge--\r\n").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("More than 20 files"), "{}", answer.body);
}

#[tokio::test]
async fn a_file_leads_nowhere_by_its_name() {
    let site = Site::new().await;
    let visitor = with_every_role(&site, "R. Frost").await;
    for name in [
        "../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "C:\\x\\..\\passwd",
        "..%2f..%2fpasswd",
        "....//passwd",
        "a/../../passwd",
        "~/passwd",
        "\u{202e}vsc.exe",
        &"x".repeat(5_000),
    ] {
        let sent = visitor.send_file(name, b"a,b\n1,2\n").await;
        let page = visitor.page(sent.location()).await;
        for part in ["../", "..\\", "/etc/", "C:\\", "\u{202e}"] {
            assert!(!page.main().contains(part), "{name:?} shows {part}");
        }
    }
}

#[tokio::test]
async fn forms_without_files_are_small_and_of_one_kind() {
    let site = Site::new().await;
    let nobody = site.nobody();
    let huge = format!("name={}", "x".repeat(20_000_000));
    let many = (0..100_000).map(|number| format!("f{number}=x")).collect::<Vec<_>>().join("&");
    let long = format!("name={}", "x".repeat(20_000));
    let odd = "name=%ff%fe&passphrase=%&&&==&%00=%00";
    let kind = "application/x-www-form-urlencoded";
    for (kind, body) in [
        (kind, huge),
        (kind, many),
        (kind, long),
        (kind, odd.into()),
        ("application/json", "{}".into()),
        ("multipart/form-data; boundary=edge", "--edge--\r\n".into()),
        ("", "name=x".into()),
        ("application/json", "[".repeat(200_000)),
        ("text/xml", "<a/>".into()),
    ] {
        let mut request = nobody.request(Method::POST, "/sign-in").header("sec-fetch-site", "same-origin");
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let answer = nobody.send(request.body(Body::from(body.clone())).unwrap()).await;
        let expected = if body == odd { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        assert_eq!(answer.status, expected, "{kind} {}", &body[..body.len().min(40)]);
    }
}

#[tokio::test]
async fn whoever_sends_at_once_gets_no_more_room_than_one_after_the_other() {
    let room = uploads::Settings { files_of_actor: 3, ..uploads::Settings::default() };
    let site = Site::set_up(web::Settings::default(), room).await;
    let visitor = with_every_role(&site, "R. Frost").await;
    let form = part("form-data; name=\"file\"; filename=\"a.csv\"", "a,b\n1,2") + "--edge--\r\n";
    let kind = Some("multipart/form-data; boundary=edge");
    let answers = join_all((0..12).map(|_| send(&visitor, kind, form.clone()))).await;
    let taken = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    let refused = answers.iter().filter(|answer| answer.status == StatusCode::CONFLICT).count();
    assert_eq!((taken, refused), (3, 9));
}
