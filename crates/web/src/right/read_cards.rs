//! Seeing what cards were ordered, who prints them, and what became of them. Counts and serials; nobody is named.

use super::{
    App, Cookies, LookUpPeople, Names, OrderCards, ReadCards, ReadHoldings, ReadShares, Recipients,
    RevokeCards, Right, StopCardJob,
};
use crate::home::Need;
use crate::page::Viewer;
use crate::problem::Problem;
use crate::words::counted;
use card_office::{Card, CardError, CardOffice, JobState, Order, Progress};
use cards::face::OFFICE_PRINTER;
use cards::job::{CardFiles, Serial};
use jiff::Timestamp;
use record::Actor;

/// What the card office has in hand.
pub struct Office {
    /// Whether it was said what stands on cards.
    pub is_set_up: bool,
    /// Orders, the newest first.
    pub orders: Vec<Order>,
    /// Jobs, the newest first.
    pub jobs: Vec<Progress>,
    /// Addresses of the lists, and when each was published.
    pub lists: Vec<(String, Option<Timestamp>)>,
    /// Revoked cards, and telephones that were ended, that still look good to the public.
    pub unpublished: (u64, u64),
}

/// A card that was looked for.
pub struct Found {
    /// The card.
    pub card: Card,
    /// Whether the caller may see who has it, one step on.
    pub may_look_up: bool,
}

impl App {
    pub(super) fn card_office(&self) -> CardOffice<'_> {
        CardOffice::new(&self.0.record)
    }

    pub(super) async fn card_order(&self, number: u32) -> Result<Order, Problem> {
        self.card_office().order_numbered(number).await.map_err(|error| told(&error))
    }

    pub(super) async fn card_progress(&self, job: u32) -> Result<Progress, Problem> {
        self.card_office().progress_of(job).await.map_err(|error| told(&error))
    }
}

/// What went wrong with cards, for the caller: refusals are told in their own words.
pub(super) fn told(error: &CardError) -> Problem {
    match error {
        CardError::Unknown { .. } => Problem::not_found(),
        CardError::Record(error) => super::recording::told("cards", error),
        CardError::Share(error) => super::read_shares::told(error),
        // These name files of the server.
        CardError::File { .. } | CardError::BrokeOff | CardError::Unpublished(_) => {
            Problem::failed("cards", error)
        }
        other => super::releases::refusal(&other.to_string()),
    }
}

/// What is revoked and still looks good, in words; nothing: nothing does.
pub fn looks_good((cards, telephones): (u64, u64)) -> Option<String> {
    let told = |many, one, several| (many > 0).then(|| (counted(many, one, several), many));
    let cards = told(cards, "revoked card", "revoked cards");
    let telephones = told(telephones, "telephone that was ended", "telephones that were ended");
    let (what, is_one) = match (cards, telephones) {
        (None, None) => return None,
        (Some((what, many)), None) | (None, Some((what, many))) => (what, many == 1),
        (Some((cards, _)), Some((telephones, _))) => (format!("{cards} and {telephones}"), false),
    };
    let looks = if is_one { "looks" } else { "look" };
    Some(format!("{what} still {looks} good to the public: no list was published since"))
}

/// What of cards waits for somebody, the most pressing first.
pub(super) async fn needs(app: &App, actor: &Actor) -> Result<Vec<Need>, Problem> {
    let mut needs = Vec::new();
    let office = app.card_office();
    if RevokeCards::ROW.admits(actor.roles) {
        let unpublished = office.unpublished().await.map_err(|error| told(&error))?;
        needs.extend(looks_good(unpublished).map(|words| Need {
            words: format!("{words}."),
            to: "/cards".into(),
            link: "Look at it",
        }));
    }
    if StopCardJob::ROW.admits(actor.roles) {
        // Whoever watches sees that faces are being opened, while it can be stopped.
        let jobs = office.progress().await.map_err(|error| told(&error))?;
        let open = jobs.iter().filter(|job| job.state == JobState::Open && job.exposed > 0);
        needs.extend(open.map(|job| Need {
            words: format!(
                "Keys of job {} are being handed out: its print service can have seen {} of {}.",
                job.number,
                crate::words::count(job.exposed),
                counted(job.all(), "card", "cards")
            ),
            to: format!("/cards/jobs/{}", job.number),
            link: "Look at it",
        }));
    }
    if OrderCards::ROW.admits(actor.roles) {
        for order in office.orders().await.map_err(|error| told(&error))?.iter().rev() {
            let (inside, outside) = order.waiting();
            let waits = match (inside, outside) {
                (0, 0) => continue,
                (0, outside) => format!("{} to be sealed", counted(outside, "card waits", "cards wait")),
                (inside, 0) => format!("{} to be printed here", counted(inside, "card waits", "cards wait")),
                (inside, outside) => format!(
                    "{} to be sealed and {} to be printed here",
                    counted(outside, "card waits", "cards wait"),
                    crate::words::count(inside)
                ),
            };
            needs.push(Need {
                words: format!("In order {}, {waits}.", order.number),
                to: format!("/cards/orders/{}", order.number),
                link: "Look at it",
            });
        }
    }
    Ok(needs)
}

impl ReadCards {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Whether the caller may order and seal too.
    pub fn may_order(&self) -> bool {
        self.caller.may::<OrderCards>()
    }

    /// Whether the caller may stop jobs too.
    pub fn may_stop(&self) -> bool {
        self.caller.may::<StopCardJob>()
    }

    /// Whether the caller may revoke cards too.
    pub fn may_revoke(&self) -> bool {
        self.caller.may::<RevokeCards>()
    }

    /// Whether the caller may see holdings too.
    pub fn may_see_holdings(&self) -> bool {
        self.caller.may::<ReadHoldings>()
    }

    /// Whether the caller may see shares and deliveries too.
    pub fn may_see_shares(&self) -> bool {
        self.caller.may::<ReadShares>()
    }

    /// Who is who.
    pub async fn names(&self) -> Result<Names, Problem> {
        self.app.names().await
    }

    /// Names of holders.
    pub async fn recipients(&self) -> Result<Recipients, Problem> {
        self.app.recipients().await
    }

    /// All of it.
    pub async fn office(&self) -> Result<Office, Problem> {
        let office = self.app.card_office();
        let asked = async {
            let is_set_up = match office.issuer().await {
                Ok(_) => true,
                Err(CardError::NotSetUp) => false,
                Err(error) => return Err(error),
            };
            Ok(Office {
                is_set_up,
                orders: office.orders().await?,
                jobs: office.progress().await?,
                lists: office.published().await?,
                unpublished: office.unpublished().await?,
            })
        };
        asked.await.map_err(|error| told(&error))
    }

    /// One order, and its jobs.
    pub async fn order(&self, number: u32) -> Result<(Order, Vec<Progress>), Problem> {
        let order = self.app.card_order(number).await?;
        let jobs = self.app.card_office().progress().await.map_err(|error| told(&error))?;
        Ok((order, jobs.into_iter().filter(|job| job.order == number).collect()))
    }

    /// Names of designs that can be looked at; none before it was said what stands on cards.
    pub async fn designs(&self) -> Result<Vec<String>, Problem> {
        let office = self.app.card_office();
        match office.issuer().await {
            Ok(_) => office.designs().await.map_err(|error| told(&error)),
            Err(CardError::NotSetUp) => Ok(Vec::new()),
            Err(error) => Err(told(&error)),
        }
    }

    /// How a design looks.
    pub async fn specimen(&self, design: &str) -> Result<CardFiles, Problem> {
        let office = self.app.card_office();
        // Asked first: what stands in an address can be anything.
        if !office.designs().await.map_err(|error| told(&error))?.iter().any(|known| known == design) {
            return Err(Problem::not_found());
        }
        let drawn = office.specimen(design, &OFFICE_PRINTER, self.app.now()).await;
        drawn.map_err(|error| match error {
            CardError::NotSetUp => Problem::not_found(),
            error => told(&error),
        })
    }

    /// How far a job is.
    pub async fn job(&self, number: u32) -> Result<Progress, Problem> {
        self.app.card_progress(number).await
    }

    /// The card of a serial; none: no card has it.
    pub async fn find(&self, serial: Serial) -> Result<Option<Found>, Problem> {
        match self.app.card_office().card(serial).await {
            Ok(card) => Ok(Some(Found { card, may_look_up: self.caller.may::<LookUpPeople>() })),
            Err(CardError::Unknown { .. }) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }
}
