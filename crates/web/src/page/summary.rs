//! Summary lists: what is known, line by line.

use maud::{Markup, Render, html};

/// Lines of a key and a value.
pub fn list(rows: &[(&str, &dyn Render)]) -> Markup {
    html! {
        dl.govuk-summary-list {
            @for (key, value) in rows {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (key) }
                    dd.govuk-summary-list__value { (value) }
                }
            }
        }
    }
}

/// A time that people and programs read.
pub fn time(instant: jiff::Timestamp) -> Markup {
    html! { time datetime=(crate::words::machine_time(instant)) { (crate::words::time(instant)) } }
}

/// A digest that can be compared by eye and copied whole.
pub fn digest(hexadecimal: &str) -> Markup {
    html! { code.tip-digest title=(hexadecimal) { (crate::words::digest(hexadecimal)) " …" } }
}
