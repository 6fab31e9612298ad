//! Style, script and icons, built into the program and named by their content, so that browsers may keep them for ever.
//!
//! Scripts and icons are taken from where they are written; what has to be built first lies in `assets/dist/`. Scripts load each
//! other by their names, so all have one tag.

use crate::address::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

macro_rules! assets {
    ($( $folder:literal $name:literal $kind:ident; )+) => {
        static ASSETS: &[Asset] = &[ $( Asset {
            name: $name,
            kind: $kind,
            bytes: include_bytes!(concat!("../assets/", $folder, $name)),
        } ),+ ];
    };
}

assets! {
    "dist/" "tipstaff.css" STYLE;
    "dist/" "govuk-frontend.min.js" SCRIPT;
    "js/" "tipstaff.js" SCRIPT;
    "js/" "copy.js" SCRIPT;
    "js/" "poll.js" SCRIPT;
    "js/" "size.js" SCRIPT;
    "js/" "theme.js" SCRIPT;
    "js/" "upload.js" SCRIPT;
    "" "icons.svg" PICTURE;
}

/// Digest of all files: what browsers keep under an old one is never shown in a new page.
static TAG: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update(asset.name);
        hash.update(asset.bytes);
    }
    crate::words::hexadecimal(hash.finalize().get(..8).unwrap_or_default())
});

/// Where browsers get a file.
pub fn path(name: &str) -> String {
    format!("/assets/{}/{name}", TAG.as_str())
}

/// Gives a file. An old name gives nothing: the page that names it is old too.
pub async fn show(Path((tag, name)): Path<(String, String)>) -> Response {
    let found = ASSETS.iter().find(|asset| asset.name == name && tag == *TAG);
    let Some(asset) = found else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.bytes).into_response()
}
