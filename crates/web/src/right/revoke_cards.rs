//! Revoking cards, and ordering them again.

use super::read_cards::told;
use super::recording::actor;
use super::{Cookies, OrderCards, RevokeCards, Signing};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use card_office::{CardError, ToRevoke, Which};
use jiff::civil::Date;

/// Whether new cards are ordered in place of revoked ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// None.
    No,
    /// With the last day that they had.
    AsBefore,
    /// With this one.
    Until(Date),
}

impl Again {
    fn last_day(self) -> Option<Date> {
        match self {
            Self::Until(day) => Some(day),
            Self::No | Self::AsBefore => None,
        }
    }
}

/// What was revoked.
pub struct RevokedCards {
    /// How many cards.
    pub cards: u64,
    /// How many of them a print service can have seen.
    pub exposed: u64,
    /// Orders of the new cards.
    pub orders: Vec<u32>,
    /// Why new ones were not ordered, or not all, although they were asked for.
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

    /// What revoking these would come to; the inner error is for the form.
    pub async fn plan(&self, which: &Which, again: Again) -> Result<Result<ToRevoke, Errors>, Problem> {
        let office = self.app.card_office();
        let plan = match office.to_revoke(which).await {
            Ok(plan) => plan,
            Err(error) => return for_form(field(which), &error).map(Err),
        };
        if again != Again::No {
            if !self.may_order() {
                return Err(Problem::forbidden("card office"));
            }
            // Revoked is for good: what would hinder the new ones is told before.
            if let Err(error) = office.may_reissue(&plan.orders, again.last_day(), self.app.now()).await {
                return for_form("until", &error).map(Err);
            }
        }
        Ok(Ok(plan))
    }

    /// Revokes cards, and orders them again where that is said; the inner error is for the form.
    pub async fn revoke(
        &self,
        which: &Which,
        why: &str,
        again: Again,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<RevokedCards, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let (by, office, now) = (actor(&self.caller)?, self.app.card_office(), self.app.now());
        let revoked = match office.revoke(by, &signer, which, why, now).await {
            Ok(revoked) => revoked,
            Err(error) => return for_form(field(which), &error).map(Err),
        };
        // What was revoked stays so, whatever becomes of the new order.
        let (orders, failed) = match again {
            Again::No => (Vec::new(), None),
            _ => match office.reissue(by, &signer, &revoked.cards, again.last_day(), now).await {
                Ok(again) => (again.orders.iter().map(|one| one.order).collect(), again.failed),
                Err(error) => (Vec::new(), Some(error)),
            },
        };
        self.app.publish().await;
        let not_ordered = failed.map(|error| {
            let problem = told(&error);
            format!("{}. {}", problem.what, problem.fix)
        });
        Ok(Ok(RevokedCards {
            cards: revoked.cards.len() as u64,
            exposed: revoked.exposed,
            orders,
            not_ordered,
        }))
    }
}

/// Where in the form it was said which cards.
fn field(which: &Which) -> &'static str {
    match which {
        Which::Serials(_) => "serials",
        Which::Jobs(_) => "job",
        Which::Window(..) => "from",
    }
}

/// What of an error has to be put right in the form; everything else is a problem.
fn for_form(field: &'static str, error: &CardError) -> Result<Errors, Problem> {
    match error {
        CardError::Unknown { .. } | CardError::NoSense { .. } | CardError::NothingToDo { .. } => {
            Ok(Errors::of(field, crate::words::sentence(&error.to_string())))
        }
        error => Err(told(error)),
    }
}
