//! How cards look: each design as the card of nobody.

use crate::address::Path;
use crate::navigation::Place;
use crate::page::Page;
use crate::problem::Problem;
use crate::right::{Cookies, Earned, ReadCards};
use axum::Extension;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cards::job::CardFile;
use maud::html;

/// The page.
pub async fn designs(
    right: Earned<ReadCards>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let designs = right.0.designs().await?;
    let body = html! {
        h1.govuk-heading-l { "How cards look" }
        @if designs.is_empty() {
            p.govuk-body { "Nobody has said yet what stands on cards." }
        } @else {
            p.govuk-body { "Specimens: there is no such person, and the code of each says that it is none." }
        }
        @for name in &designs {
            @let address = format!("/cards/designs/{}", encoded(name));
            h2.govuk-heading-m { (name) }
            div.tip-faces {
                img src={ (address) "/front.png" } alt={ "Front of " (name) };
                img src={ (address) "/back.png" } alt={ "Back of " (name) };
            }
        }
        p.govuk-body { "A design of your own is SVG with places for name, rank, number, photo and code. Whoever runs this server takes it in." }
    };
    Ok(Page::new(&right.0.viewer(&cookies), "How cards look", body)
        .at(Place::Cards)
        .back("/cards", "Back to cards")
        .wide())
}

/// The front of one.
pub async fn front(right: Earned<ReadCards>, Path(name): Path<String>) -> Result<Response, Problem> {
    picture(&right.0, &name, CardFile::FrontPng).await
}

/// The back of one.
pub async fn back(right: Earned<ReadCards>, Path(name): Path<String>) -> Result<Response, Problem> {
    picture(&right.0, &name, CardFile::BackPng).await
}

async fn picture(right: &ReadCards, name: &str, face: CardFile) -> Result<Response, Problem> {
    let files = right.specimen(name).await?;
    let bytes = files.iter().find(|(file, _)| *file == face).map(|(_, bytes)| bytes.to_vec());
    let bytes = bytes.ok_or_else(Problem::not_found)?;
    Ok(([(header::CONTENT_TYPE, "image/png")], bytes).into_response())
}

/// A name within an address.
fn encoded(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes()).collect()
}
