//! What a list says about people when it is laid beside another: whoever has two lists has their difference.

use crate::page::table;
use crate::right::{Compared, Recipients};
use crate::words::{count, counted};
use maud::{Markup, html};
use share::Difference;

/// Lists that are named.
const NAMED: usize = 50;

/// The differences of a list to every other one, in words and then in numbers.
pub fn differences(compared: &Compared, recipients: &Recipients) -> Markup {
    let headings = [
        ("Who has a list", false),
        ("In that list only", true),
        ("In this list only", true),
        ("Of these chosen", true),
        ("Singled out", true),
    ];
    let rows: Vec<Vec<Markup>> =
        compared.differences.iter().take(NAMED).map(|difference| row(difference, recipients)).collect();
    let more = compared.differences.len().saturating_sub(NAMED);
    html! {
        p.govuk-body { (counted(compared.people, "person is", "people are")) " in it today. " (sentence(compared, recipients)) }
        @if !rows.is_empty() {
            (table::table("This list beside each list that somebody has", &headings, &rows))
            @if more > 0 { p.govuk-body { "And " (count(more as u64)) " more lists, which differ less." } }
            p.govuk-body-s {
                "Joiners and leavers differ too, and are the cover of those who were chosen: people who were there for both lists and stand in one only. \
                 They are singled out where they are more than one in ten of all who differ, and fewer than a tenth of the staff."
            }
        }
    }
}

/// What matters most, in one or two sentences.
fn sentence(compared: &Compared, recipients: &Recipients) -> String {
    let worst = compared.worst();
    match compared.differences.iter().find(|difference| difference.worst() > 0) {
        None if compared.differences.is_empty() => {
            "Nothing was delivered to anybody before, so there is no list to lay beside it.".into()
        }
        None => match compared.differences.len() {
            1 => "Laid beside the one list that somebody has, it singles nobody out.".into(),
            many => format!(
                "Laid beside each of the {} lists that others have, it singles nobody out.",
                count(many as u64)
            ),
        },
        Some(difference) => format!(
            "Laid beside the list that {} has (delivery {}), it singles out {}: whoever has both lists knows that somebody chose them.",
            recipients.of(difference.holder),
            difference.delivery,
            counted(worst, "person", "people"),
        ),
    }
}

fn row(difference: &Difference, recipients: &Recipients) -> Vec<Markup> {
    let [theirs, ours] = difference.difference;
    let chosen: u64 = difference.singled_out.iter().sum();
    let worst = difference.worst();
    vec![
        html! {
            (recipients.of(difference.holder)) ", "
            a.govuk-link href={ "/deliveries/" (difference.delivery) } { "delivery " (difference.delivery) }
        },
        html! { (count(theirs)) },
        html! { (count(ours)) },
        html! { (count(chosen)) },
        html! { @if worst > 0 { strong { (count(worst)) } } @else { "0" } },
    ]
}
