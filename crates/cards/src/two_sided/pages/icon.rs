//! How the telephone's page looks among other programs when it is installed.

use super::meeting::Meeting;
use serde_json::json;

/// A tick in a circle, with room around it for telephones that cut icons round.
pub(crate) const ICON: &str = include_str!("../../../page/telephone.svg");

/// The manifest (W3C Application Manifest).
pub(crate) fn manifest(meeting: &Meeting) -> String {
    json!({
        "name": format!("Answer a check - {}", meeting.force),
        "short_name": "Answer a check",
        "lang": "en-GB",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b1f3f",
        "icons": [{ "src": "telephone.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable" }],
    })
    .to_string()
}
