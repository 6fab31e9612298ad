//! Scripts of pages, put together from small files. A script is one file, so that the page can name it with the digest of all
//! of it: what a script imports has none in most browsers.

/// Parts that every page has.
pub(crate) const BASE: &[&str] = &[
    include_str!("../../page/cbor.js"),
    include_str!("../../page/bytes.js"),
    include_str!("../../page/sign1.js"),
    include_str!("../../page/times.js"),
    include_str!("../../page/site.js"),
    include_str!("../../page/result.js"),
];

/// The parts as one script, which leaves nothing behind in the page.
pub(crate) fn script(parts: &[&[&str]]) -> String {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", parts.concat().join("\n"))
}
