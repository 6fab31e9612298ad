//! The page on the officer's telephone.

use super::meeting::Meeting;
use crate::publishing::{Named, head, keys};
use maud::{DOCTYPE, Markup, html};

/// What the page may do: run its own script, wear its own style and icon, and speak to the relay. Nothing else.
fn policy(meeting: &Meeting) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; worker-src 'self'; \
         connect-src {}; base-uri 'none'; form-action 'none'",
        meeting.relay.origin()
    )
}

/// The page.
pub(crate) fn page(meeting: &Meeting, script: &Named, style: &Named) -> String {
    let force = &meeting.force;
    let more = html! {
        link rel="manifest" href="telephone.webmanifest";
        link rel="icon" href="telephone.svg" type="image/svg+xml";
    };
    let head = head(&policy(meeting), &format!("Answer a check - {force}"), style, script, &more);
    let body = html! {
        (DOCTYPE)
        html lang="en-GB" {
            (head)
            body data-force=(force) data-issuer=(meeting.issuer) data-page=(meeting.page)
                data-relay=(meeting.relay.as_str()) data-keys=(keys(&meeting.keys)) {
                header { p { (force) } }
                main {
                    h1 { "Answer a check" }
                    noscript { p { "This page signs on this telephone itself, and needs JavaScript for it. Switch JavaScript on." } }
                    div id="outcome" role="status" {}
                    p id="count" {}
                    (answering())
                    (enrolling(force))
                    (forgetting())
                }
                footer {
                    p {
                        "The keys lie on this telephone and cannot be read out of it. Whoever can unlock the telephone can answer with "
                        "it: if it is lost, tell the card office at once."
                    }
                }
            }
        }
    };
    body.into_string()
}

fn answering() -> Markup {
    html! {
        div id="answering" hidden {
            form id="answer" novalidate autocomplete="off" {
                label for="digits" { "Six digits" }
                p id="hint" class="hint" { "Type what the other person reads out. It tells them what you are, not who you are." }
                p id="slip" class="slip" role="alert" {}
                input id="digits" class="digits" type="text" inputmode="numeric" autocomplete="off" enterkeyhint="send"
                    aria-describedby="hint slip" aria-invalid="false";
                button id="send" type="submit" { "Answer" }
            }
        }
    }
}

fn enrolling(force: &str) -> Markup {
    html! {
        details id="enrolling" {
            summary { "Enrol this telephone" }
            ol {
                li {
                    p { "Install this page (“Add to Home Screen” in the browser’s menu) and open it from there: browsers forget what is not installed." }
                }
                li {
                    p { "Make a request, and hand it to the card office of " (force) "." }
                    button id="ask" type="button" { "Make a new request" }
                    div id="requested" hidden {
                        p { "Read out the number of the request to the card office, which compares it: " strong id="number" {} }
                        p { a id="file" href="./" { "Save the request as a file" } }
                        label for="text" { "Or copy it" }
                        textarea id="text" rows="4" readonly spellcheck="false" {}
                        button id="copy" type="button" class="second" { "Copy the request" }
                        p id="copied" role="status" {}
                    }
                }
                li {
                    p { "Take the answer: open the link that the card office gives you, or choose its file, or paste either." }
                    form id="handed" novalidate autocomplete="off" {
                        label for="chosen" { "File of the card office" }
                        input id="chosen" type="file" accept=".json,application/json";
                        label for="given" { "Or its text or link" }
                        textarea id="given" rows="3" spellcheck="false" {}
                        button id="take" type="submit" { "Take the answer" }
                    }
                }
            }
            div id="enrolled" role="status" {}
        }
    }
}

fn forgetting() -> Markup {
    html! {
        details {
            summary { "Hand this telephone back" }
            p { "Keys, enrolments and requests on this telephone are deleted, and do not come back." }
            button id="forget" type="button" class="second" { "Forget everything" }
            div id="forgotten" role="status" {}
        }
    }
}
