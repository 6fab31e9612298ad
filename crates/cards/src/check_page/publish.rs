//! The files of the page.

use super::html::page;
use super::site::Site;
use crate::publishing::{BASE, Named, PublishError, Published, script, write_site};
use std::path::Path;

const PARTS: &[&str] = &[
    include_str!("../../page/base45.js"),
    include_str!("../../page/list.js"),
    include_str!("../../page/check.js"),
];
const STYLE: &str = include_str!("../../page/page.css");
const KEEPER: &str = include_str!("../../page/keep.js");

/// Writes a site into a folder: all of the old one or all of the new one, for whoever loads it meanwhile.
pub fn publish(site: &Site, folder: &Path) -> Result<Published, PublishError> {
    let code = Named::new("check", "js", script(&[BASE, PARTS]));
    let style = Named::new("check", "css", STYLE.to_owned());
    let html = page(site, &code, &style);
    let mut others: Vec<(&str, &[u8])> = vec![("keep.js", KEEPER.as_bytes())];
    others.extend(site.lists.iter().map(|list| (list.name.as_str(), list.token.as_slice())));
    write_site(folder, "check-", &[&code, &style], &others, &html)
}
