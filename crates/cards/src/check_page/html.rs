//! The page itself.

use super::site::Site;
use crate::publishing::{ListFile, Named, head, keys};
use maud::{DOCTYPE, html};

/// What the page may do: run its own script, wear its own style, fetch from its own host. Nothing else. (That it may not be
/// framed only a header can say: the guide has it.)
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; \
                      img-src 'self'; base-uri 'none'; form-action 'none'";

/// The page.
pub(crate) fn page(site: &Site, script: &Named, style: &Named) -> String {
    let force = &site.force;
    let more = html! {};
    let head = head(POLICY, &format!("Check a card - {force}"), style, script, &more);
    let body = html! {
        (DOCTYPE)
        html lang="en-GB" {
            (head)
            body data-force=(force) data-issuer=(site.issuer) data-lists=(ListFile::names(&site.lists)) data-keys=(keys(&site.keys)) {
                header { p { (force) } }
                main {
                    h1 { "Check a warrant card or staff pass" }
                    noscript {
                        p {
                            "This page checks a card on your own device, and needs JavaScript for it. Switch JavaScript on, or "
                            "check in another way: " (site.contact)
                        }
                    }
                    div id="result" role="status" hidden {}
                    div id="limits" hidden {
                        p {
                            strong { "This is not proof of who is in front of you." }
                            " A code can be photographed and shown by somebody else. Compare the photo on the card. In doubt, keep "
                            "your distance, and: " (site.contact)
                        }
                    }
                    div id="start" {
                        p { "Point your telephone’s camera at the code on the back of the card, and open the address that it shows." }
                        p {
                            "You will see whether " (force) " issued the card, to what kind of holder, until when it is valid, and "
                            "whether it was revoked. You will not see a name, and nobody is told which card you checked."
                        }
                    }
                    button id="again" type="button" hidden { "Check again" }
                }
                footer {
                    p { "The check is made on your device. The list of revoked cards is downloaded whole, so that nobody learns which card you looked at." }
                }
            }
        }
    };
    body.into_string()
}
