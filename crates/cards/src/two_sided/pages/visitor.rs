//! The page of whoever checks.

use super::meeting::Meeting;
use crate::publishing::{ListFile, Named, head, keys};
use maud::{DOCTYPE, html};

/// What the page may do: run its own script, wear its own style, fetch lists from its own host, and ask the relay. Nothing else.
/// (That it may not be framed only a header can say: the guide has it.)
fn policy(meeting: &Meeting) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' {}; base-uri 'none'; form-action 'none'",
        meeting.relay.origin()
    )
}

/// The page.
pub(crate) fn page(meeting: &Meeting, script: &Named, style: &Named) -> String {
    let force = &meeting.force;
    let more = html! {};
    let head =
        head(&policy(meeting), &format!("Check the person in front of you - {force}"), style, script, &more);
    let body = html! {
        (DOCTYPE)
        html lang="en-GB" {
            (head)
            body data-force=(force) data-issuer=(meeting.issuer) data-contact=(meeting.contact) data-page=(meeting.page)
                data-relay=(meeting.relay.as_str()) data-lists=(ListFile::names(&meeting.lists)) data-keys=(keys(&meeting.keys)) {
                header { p { (force) } }
                main {
                    h1 { "Check the person in front of you" }
                    noscript {
                        p {
                            "This page checks on your own device whether the telephone of the person in front of you is one of "
                            (force) ", and needs JavaScript for it. Switch JavaScript on, or check in another way: " (meeting.contact)
                        }
                    }
                    div id="start" {
                        p { "For when somebody says they are from " (force) " and you want to be sure." }
                        ol {
                            li { "Show six digits here, and read them out." }
                            li { "The person types them into their telephone, where you can see it." }
                            li { "This page turns green, and says so in words, when a telephone that " (force) " enrolled has answered." }
                        }
                    }
                    div id="asking" hidden {
                        p { "Read these six digits out, and watch them being typed into the telephone:" }
                        p id="digits" class="digits" aria-hidden="true" {}
                        p id="left" {}
                    }
                    p id="told" class="apart" role="status" {}
                    div id="result" role="status" {}
                    button id="begin" type="button" { "Show six digits" }
                    section id="limits" aria-labelledby="limits-title" {
                        h2 id="limits-title" { "What it does not prove" }
                        p {
                            strong { "That the person in front of you is the one who answered." }
                            " Digits can be passed on to an officer somewhere else. Watch them being typed, and watch the telephone say "
                            "“Answered” when this page turns green. A telephone can also be in the wrong hands."
                        }
                        p { "That what the person does or asks for is right. In doubt, keep your distance, and: " (meeting.contact) }
                    }
                }
                footer {
                    p {
                        "The check is made on your device, and nothing of it is kept. You will not see a name, and the person does "
                        "not learn yours. The list of revoked telephones is downloaded whole, so nobody learns which one you looked up."
                    }
                }
            }
        }
    };
    body.into_string()
}
