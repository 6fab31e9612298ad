//! The files of both pages.

use super::icon::{ICON, manifest};
use super::meeting::Meeting;
use super::{telephone, visitor};
use crate::publishing::{BASE, Named, PublishError, Published, script, write_site};
use std::path::Path;

/// What both pages have, beyond what all pages have.
const BOTH: &[&str] = &[
    include_str!("../../../page/dom.js"),
    include_str!("../../../page/digits.js"),
    include_str!("../../../page/relay.js"),
    include_str!("../../../page/enrolment.js"),
    include_str!("../../../page/presence.js"),
];
const VISITOR: &[&str] = &[
    include_str!("../../../page/list.js"),
    include_str!("../../../page/checked.js"),
    include_str!("../../../page/visitor.js"),
];
const TELEPHONE: &[&str] = &[
    include_str!("../../../page/purse.js"),
    include_str!("../../../page/request.js"),
    include_str!("../../../page/telephone.js"),
];
const STYLE: &str =
    concat!(include_str!("../../../page/page.css"), "\n", include_str!("../../../page/two-sided.css"));
const KEEPER: &str = include_str!("../../../page/keep.js");

/// Writes the visitor's page into a folder of its own: all of the old one or all of the new one, for whoever loads it
/// meanwhile. It keeps nothing, so it has no service worker.
pub fn publish(meeting: &Meeting, folder: &Path) -> Result<Published, PublishError> {
    let code = Named::new("visitor", "js", script(&[BASE, BOTH, VISITOR]));
    let style = Named::new("visitor", "css", STYLE.to_owned());
    let html = visitor::page(meeting, &code, &style);
    let lists: Vec<(&str, &[u8])> =
        meeting.lists.iter().map(|list| (list.name.as_str(), list.token.as_slice())).collect();
    write_site(folder, "visitor-", &[&code, &style], &lists, &html)
}

/// Writes the telephone's page into a folder of its own. It may lie on any host.
pub fn publish_telephone(meeting: &Meeting, folder: &Path) -> Result<Published, PublishError> {
    let code = Named::new("telephone", "js", script(&[BASE, BOTH, TELEPHONE]));
    let style = Named::new("telephone", "css", STYLE.to_owned());
    let html = telephone::page(meeting, &code, &style);
    let manifest = manifest(meeting);
    let others: [(&str, &[u8]); 3] = [
        ("keep.js", KEEPER.as_bytes()),
        ("telephone.svg", ICON.as_bytes()),
        ("telephone.webmanifest", manifest.as_bytes()),
    ];
    write_site(folder, "telephone-", &[&code, &style], &others, &html)
}
