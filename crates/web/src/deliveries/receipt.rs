//! Takes in what a recipient signed: a receipt, or a certificate of destruction; as a file, or pasted.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::text_area;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ShareData};
use crate::small_file::{is_file, small_file};
use axum::Extension;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// Largest receipt, in bytes.
const LARGEST: usize = 64 * 1024;

/// The form.
pub async fn ask(right: Earned<ShareData>, Extension(cookies): Extension<Cookies>) -> Page {
    page(&right.0.viewer(&cookies), "", &Errors::none())
}

/// Takes it in. Which delivery it is about, it says itself.
pub async fn receipt(
    right: Earned<ShareData>,
    Extension(cookies): Extension<Cookies>,
    request: Request,
) -> Result<Response, Problem> {
    let typed = note(request).await?;
    let taken = match typed.trim() {
        "" => Err(Errors::of("receipt", "Paste what the recipient signed, or choose the file")),
        _ => right.0.receive(plain(&typed).as_bytes()).await?,
    };
    match taken {
        Ok(taken) => Ok(Redirect::to(&format!("/deliveries/{}", taken.delivery)).into_response()),
        Err(errors) => {
            let page = page(&right.0.viewer(&cookies), &typed, &errors).with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What was sent: a file of one form, or the words of the other.
async fn note(request: Request) -> Result<String, Problem> {
    if !is_file(&request) {
        return Ok(Form::from_request(request, &()).await?.raw("receipt").to_owned());
    }
    let bytes = small_file(request, LARGEST, "a receipt").await?;
    // What is no text is no receipt, and is refused as one.
    Ok(String::from_utf8(bytes).unwrap_or_else(|_| "This file is no text".into()))
}

/// As the recipient's program wrote it: forms and mail end lines in their own way.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    format!("{}\n", lines.trim())
}

fn page(viewer: &Viewer, typed: &str, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Take in a receipt" }
        p.govuk-body {
            "The recipient signs that it has a delivery, and later that it has destroyed it. What it signed says which delivery it is about; \
             a receipt of something else, of another force, changed, or used before, changes nothing."
        }
        (file())
        form action="/deliveries/receipt" method="post" novalidate {
            (text_area("receipt", "Or paste what the recipient signed", "It begins with tipstaff.receipt/1.", typed, errors))
            (button::submit("Take it in"))
        }
    };
    Page::new(viewer, "Take in a receipt", body).at(Place::Shares).back("/deliveries", "Back to deliveries")
}

fn file() -> Markup {
    html! {
        form action="/deliveries/receipt" method="post" enctype="multipart/form-data" novalidate {
            div.govuk-form-group {
                label.govuk-label for="file" { "The file that the recipient sent" }
                div.govuk-hint id="file-hint" { "A small text file." }
                input.govuk-file-upload id="file" name="file" type="file" aria-describedby="file-hint";
            }
            (button::secondary("Send the file"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_receipt_is_read_however_its_lines_came_to_end() {
        let signed = "tipstaff.receipt/1\n{}\n\n— name sig\n";
        assert_eq!(plain(signed), signed);
        assert_eq!(plain(&signed.replace('\n', "\r\n")), signed);
        assert_eq!(plain(&format!("  \r\n{}\r\n ", signed.trim())), signed);
    }
}
