//! Seeing who gets what: recipients, shares, deliveries. Counts and terms; nobody is named.

use super::{App, Cookies, DecideShare, EnrolRecipients, Names, ReadHoldings, ReadShares, Right, ShareData};
use crate::home::Need;
use crate::page::Viewer;
use crate::problem::Problem;
use jiff::Timestamp;
use record::{Actor, KnownAt, RecordError};
use share::{Delivery, Difference, Recipient, Share, ShareError, ShareState, Shares};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Names of holders, as pages show them. That of a person is not shown.
pub struct Recipients(BTreeMap<u32, String>);

impl Recipients {
    /// The name of a holder.
    pub fn of(&self, holder: u32) -> String {
        self.0.get(&holder).cloned().unwrap_or_else(|| format!("holder {holder}"))
    }
}

/// A list of people, held against every list that somebody has.
pub struct Compared {
    /// People in it today.
    pub people: u64,
    /// The differences, the worst first.
    pub differences: Vec<Difference>,
}

impl Compared {
    /// Most people whom a difference singles out.
    pub fn worst(&self) -> u64 {
        self.differences.iter().map(Difference::worst).max().unwrap_or(0)
    }
}

/// What a share became.
pub struct Turned {
    /// What.
    pub state: ShareState,
    /// Position of the act.
    pub act: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: u32,
    /// Words that were kept with it, such as why it was refused.
    pub words: Vec<Zeroizing<String>>,
}

/// A share with what became of it.
pub struct ShareShown {
    /// The share.
    pub share: Share,
    /// What it was and is, in order; the first is the proposal.
    pub past: Vec<Turned>,
}

impl ShareShown {
    /// Who proposed it.
    pub fn proposer(&self) -> Option<u32> {
        self.past.first().map(|turned| turned.actor)
    }
}

impl App {
    pub(super) fn shares(&self) -> Shares<'_> {
        Shares::new(&self.0.record)
    }

    pub(super) async fn share_shown(&self, number: u32) -> Result<ShareShown, Problem> {
        let shares = self.shares();
        let share = shares.share(&number.to_string()).await.map_err(|error| told(&error))?;
        let past = shares.past(number).await.map_err(|error| told(&error))?;
        let mut turns = Vec::with_capacity(past.len());
        for (state, position) in past {
            let read = async {
                let act = self.0.record.act(position).await?;
                Ok::<_, RecordError>((act, self.0.record.notes(position).await?))
            };
            let (act, words) =
                read.await.map_err(|error| super::recording::told("reading a share", &error))?;
            if let Some(act) = act {
                let (at, actor) = (act.entry.at, act.entry.actor);
                turns.push(Turned { state, act: position, at, actor, words });
            }
        }
        Ok(ShareShown { share, past: turns })
    }

    /// Holds the people of a share as they are today against every list that somebody has.
    pub(super) async fn compared(&self, people: &share::People) -> Result<Compared, ShareError> {
        let shares = self.shares();
        let now = self.now();
        let people = shares.people(people, now, KnownAt::NOW).await?;
        let differences = shares.differences(&people, None, now).await?;
        Ok(Compared { people: people.len(), differences })
    }

    pub(super) async fn recipients(&self) -> Result<Recipients, Problem> {
        let naming = self.shares().naming().await.map_err(|error| told(&error))?;
        let holders = self.0.record.holders().await;
        let holders = holders.map_err(|error| super::recording::told("reading holders", &error))?;
        Ok(Recipients(
            holders
                .iter()
                .filter_map(|holder| Some((holder.number, naming.recipient(holder.number)?)))
                .collect(),
        ))
    }
}

/// What went wrong with a share, for the caller: refusals are told in their own words.
pub(super) fn told(error: &ShareError) -> Problem {
    match error {
        ShareError::Unknown { .. } | ShareError::NoDelivery { .. } | ShareError::NoRecipient { .. } => {
            Problem::not_found()
        }
        ShareError::Record(RecordError::SamePerson) => super::releases::refusal(&error.to_string()),
        ShareError::Record(RecordError::Refused { what, fix }) => {
            Problem::conflict(crate::words::sentence(what), fix.clone())
        }
        ShareError::Record(error) => super::recording::told("a share", error),
        // These name files of the server.
        ShareError::File { .. } | ShareError::Unwritten { .. } | ShareError::Trace(_) => {
            Problem::failed("a share", error)
        }
        other => super::releases::refusal(&other.to_string()),
    }
}

/// What of shares and deliveries waits for somebody, the most pressing first.
pub(super) async fn needs(app: &App, actor: &Actor) -> Result<Vec<Need>, Problem> {
    let mut needs = Vec::new();
    let now = app.now();
    if ShareData::ROW.admits(actor.roles) {
        let recipients = app.recipients().await?;
        let overdue = app.shares().overdue(now).await.map_err(|error| told(&error))?;
        needs.extend(overdue.iter().map(|delivery| Need {
            words: format!(
                "Delivery {} to {} had to be destroyed by {}, and nobody has signed that it was.",
                delivery.number,
                recipients.of(delivery.holder),
                record::time::spoken_day(delivery.destroy_by)
            ),
            to: format!("/deliveries/{}", delivery.number),
            link: "Look at it",
        }));
    }
    let shares = app.shares().shares().await.map_err(|error| told(&error))?;
    if DecideShare::ROW.admits(actor.roles) {
        for share in shares.iter().rev().filter(|share| share.state == ShareState::Proposed) {
            let shown = app.share_shown(share.number).await?;
            if shown.proposer() != Some(actor.number) {
                needs.push(Need {
                    words: format!(
                        "Share {} ({}) waits for a decision.",
                        share.number,
                        gate::harmless(&share.terms.name)
                    ),
                    to: format!("/shares/{}/decide", share.number),
                    link: "Decide",
                });
            }
        }
    }
    if ShareData::ROW.admits(actor.roles) {
        let is_due =
            |share: &&Share| share.state == ShareState::Approved && share.due().is_some_and(|due| due <= now);
        needs.extend(shares.iter().rev().filter(is_due).map(|share| Need {
            words: format!(
                "The next delivery of share {} ({}) is due.",
                share.number,
                gate::harmless(&share.terms.name)
            ),
            to: format!("/shares/{}/deliver", share.number),
            link: "Deliver",
        }));
    }
    Ok(needs)
}

impl ReadShares {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Whether the caller may enrol recipients too.
    pub fn may_enrol(&self) -> bool {
        self.caller.may::<EnrolRecipients>()
    }

    /// Whether the caller may propose shares and deliver too.
    pub fn may_share(&self) -> bool {
        self.caller.may::<ShareData>()
    }

    /// Whether the caller may see holdings too.
    pub fn may_see_holdings(&self) -> bool {
        self.caller.may::<ReadHoldings>()
    }

    /// Whether the caller may decide on a share: not on one's own.
    pub fn may_decide(&self, shown: &ShareShown) -> bool {
        self.caller.may::<DecideShare>() && self.caller.actor() != shown.proposer()
    }

    /// Who is who.
    pub async fn names(&self) -> Result<Names, Problem> {
        self.app.names().await
    }

    /// Names of holders.
    pub async fn recipients(&self) -> Result<Recipients, Problem> {
        self.app.recipients().await
    }

    /// Everybody who gets deliveries now.
    pub async fn enrolled(&self) -> Result<Vec<Recipient>, Problem> {
        self.app.shares().recipients().await.map_err(|error| told(&error))
    }

    /// Every share, the newest first.
    pub async fn shares(&self) -> Result<Vec<Share>, Problem> {
        self.app.shares().shares().await.map_err(|error| told(&error))
    }

    /// One share.
    pub async fn share(&self, number: u32) -> Result<ShareShown, Problem> {
        self.app.share_shown(number).await
    }

    /// A share's people of today against every list that somebody has.
    pub async fn compared(&self, share: &Share) -> Result<Compared, Problem> {
        self.app.compared(&share.terms.people).await.map_err(|error| told(&error))
    }

    /// Every delivery, the newest first.
    pub async fn deliveries(&self) -> Result<Vec<Delivery>, Problem> {
        self.app.shares().deliveries().await.map_err(|error| told(&error))
    }

    /// One delivery.
    pub async fn delivery(&self, number: u32) -> Result<Delivery, Problem> {
        self.app.shares().delivery(number).await.map_err(|error| told(&error))
    }
}
