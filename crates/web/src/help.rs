//! Help: what the words mean and what to do first. It can be read without signing in.

use crate::page::{Page, verdict};
use crate::right::{Cookies, Earned, RIGHTS, Visit};
use crate::words;
use axum::Extension;
use gate::{RULES, Verdict};
use maud::{Markup, html};

/// The page.
pub async fn show(visit: Earned<Visit>, Extension(cookies): Extension<Cookies>) -> Page {
    let verdicts = [Verdict::Clear, Verdict::Review, Verdict::Held, Verdict::Unchecked];
    let body = html! {
        h1.govuk-heading-l { "Help" }
        h2.govuk-heading-m id="check" { "To release a file" }
        ol.govuk-list.govuk-list--number {
            li { "Drop the file in under “Check a file”." }
            li { "Read the first sentence of the result. It says about how many people the file holds data, and whether they are hidden." }
            li { "If it must not leave as it is, make a safe copy: it is built anew from what everybody sees." }
            li { "Propose the release. A colleague who did not propose it approves it, and it is on record from then on." }
        }
        h2.govuk-heading-m id="affected" { "To say who is affected when something got out" }
        ol.govuk-list.govuk-list--number {
            li { "Open “Who is affected”, choose who had the data, and between which days." }
            li { "The first sentence is the answer. “Certain” means that they surely had it then; “perhaps” that it cannot be ruled out." }
            li { "Names are a second step: they take a purpose and your passphrase, and the log says that you saw them." }
        }
        h2.govuk-heading-m id="import" { "To keep the list of your people" }
        ol.govuk-list.govuk-list--number {
            li { "Open “People”, “Import people”, and send an extract of the staff system: a table with a service number or pay number in each row." }
            li { "The page says what was understood of each column. Put right what is not; leave out what need not be known." }
            li { "It then says what would change, in counts. If far fewer people stand in it than before, it is more likely the wrong file." }
            li { "“Import” signs it. What you sent is deleted; under “Imports” any two of them are compared." }
        }
        h2.govuk-heading-m id="subject-access" { "To answer somebody who asks what is held about them" }
        ol.govuk-list.govuk-list--number {
            li { "Open “People” and look them up by a number or a name." }
            li { "Their page says who holds what about them, since when, and because of which act." }
            li { "“See the values” makes the page that can be printed and sent." }
        }
        h2.govuk-heading-m id="share" { "To give data to a supplier" }
        ol.govuk-list.govuk-list--number {
            li { "Open “Shares”, “Recipients”, and enrol it with the line of keys that it sends. Compare the line on the telephone." }
            li { "“Propose a share”: what it needs, about whom, until when. It is laid beside every list that others have: leaving somebody out can expose them." }
            li { "A colleague decides. Then “Deliver” gives you a sealed file, and it is on record who is in it." }
            li { "The recipient signs that it came, and later that it destroyed it. What is overdue stands on the first page." }
        }
        h2.govuk-heading-m id="cards" { "To have cards made" }
        ol.govuk-list.govuk-list--number {
            li { "Open “Cards” and “Order cards”. Say who is at risk: they are printed here, among others who are drawn at random." }
            li { "For a print service: “Seal a job” with the key that its print agent offers. It gets a sealed file, and keys a few at a time." }
            li { "“Stop it now” on the page of a job ends it at once. The page says what the print service can have seen." }
            li { "A card that is lost is revoked. The public sees it once the list is published." }
        }
        h2.govuk-heading-m id="evidence" { "To see whether all stored evidence is still there" }
        ol.govuk-list.govuk-list--number {
            li { "Open “Evidence”. What is red stands first, then what nobody knows: a store that could not be listed is neither green nor a loss." }
            li { "A store leads to what is in suspense; a difference says which cases it touches, and when the next is in court." }
            li { "Names of items are a second step: they take a purpose and your passphrase, and the log says that you saw them." }
            li { "What cannot be found is written off by two: an evidence manager proposes it with a reason, an approver decides. Only the next listing says that the store is green." }
        }
        h2.govuk-heading-m id="trace" { "To find out where something came from that got out" }
        ol.govuk-list.govuk-list--number {
            li { "Open “Trace a leak”, drop in what got out, and press “Trace”." }
            li { "The first sentences say which delivery it was and how sure that is. “Ranked, not proven” means that nobody may be accused." }
            li { "Names are a second step: they take a purpose and your passphrase, and the log says that you saw them." }
        }
        h2.govuk-heading-m id="verify" { "To show that nobody changed the record" }
        p.govuk-body { "Open “Log”, then “Verify the record”. Every act is replayed and every row held against it. Keep a copy of the checkpoint where nobody here can reach it." }
        h2.govuk-heading-m id="verdicts" { "What the four answers mean" }
        dl.govuk-summary-list {
            @for verdict in verdicts {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (verdict::tag(verdict)) }
                    dd.govuk-summary-list__value { (verdict::look(verdict).follows) "." }
                }
            }
        }
        h2.govuk-heading-m id="rules" { "What is looked for" }
        @for family in RULES { (rules(family)) }
        h2.govuk-heading-m id="rights" { "Who may do what" }
        dl.govuk-summary-list {
            @for right in RIGHTS {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (words::sentence(right.what)) }
                    dd.govuk-summary-list__value {
                        @if right.holders().is_empty() { "Everybody" } @else { (right.holders()) }
                    }
                }
            }
        }
    };
    Page::new(&visit.0.viewer(&cookies), "Help", body)
}

fn rules(family: &[gate::Rule]) -> Markup {
    html! {
        @for rule in family {
            details.govuk-details {
                summary.govuk-details__summary { span.govuk-details__summary-text { (words::sentence(rule.title)) } }
                div.govuk-details__text { p.govuk-body { (rule.why) "." } p.govuk-body { (rule.fix) "." } }
            }
        }
    }
}
