//! Revoking cards, and ordering them again.

use super::read_cards::told;
use super::recording::actor;
use super::{Cookies, OrderCards, RevokeCards, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use card_office::{CardError, Which};
use jiff::civil::Date;

/// What was revoked.
pub struct RevokedCards {
    /// How many cards.
    pub cards: u64,
    /// How many of them a print service can have seen.
    pub exposed: u64,
    /// Orders of the new cards.
    pub orders: Vec<u32>,
    /// Why no new ones were ordered, although they were asked for.
    pub not_ordered: Option<String>,
}

impl RevokeCards {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// Whether the caller may order new ones too.
    pub fn may_order(&self) -> bool {
        self.caller.may::<OrderCards>()
    }

    /// Revokes cards, and orders them again where that is said; the inner error is for the form.
    pub async fn revoke(
        &self,
        which: &Which,
        why: &str,
        again: Option<Option<Date>>,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<RevokedCards, Errors>, Problem> {
        if again.is_some() && !self.may_order() {
            return Err(Problem::forbidden("card office"));
        }
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let (by, office, now) = (actor(&self.caller)?, self.app.card_office(), self.app.now());
        let revoked = match office.revoke(by, &signer, which, why, now).await {
            Ok(revoked) => revoked,
            Err(
                error @ (CardError::Unknown { .. }
                | CardError::NoSense { .. }
                | CardError::NothingToDo { .. }),
            ) => {
                let field = match which {
                    Which::Serials(_) => "serials",
                    Which::Jobs(_) => "job",
                    Which::Window(..) => "from",
                };
                return Ok(Err(Errors::of(field, crate::words::sentence(&error.to_string()))));
            }
            Err(error) => return Err(told(&error)),
        };
        // What was revoked stays so, whatever becomes of the new order.
        let (orders, not_ordered) = match again {
            None => (Vec::new(), None),
            Some(last_day) => match office.reissue(by, &signer, &revoked.cards, last_day, now).await {
                Ok(ordered) => (ordered.iter().map(|one| one.order).collect(), None),
                Err(error) => {
                    let problem = told(&error);
                    (Vec::new(), Some(format!("{}. {}", problem.what, problem.fix)))
                }
            },
        };
        self.app.publish().await;
        Ok(Ok(RevokedCards {
            cards: revoked.cards.len() as u64,
            exposed: revoked.exposed,
            orders,
            not_ordered,
        }))
    }
}
