//! What stands at the head of every page: what it may do, and what it loads.

use super::write::Named;
use maud::{Markup, html};

/// The head of a page. `policy` is all that the page may do; `more` is what this page has besides.
pub(crate) fn head(policy: &str, title: &str, style: &Named, script: &Named, more: &Markup) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            title { (title) }
            (more)
            link rel="stylesheet" href=(style.name) integrity=(style.integrity);
            script defer src=(script.name) integrity=(script.integrity) {}
        }
    }
}
