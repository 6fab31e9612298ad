//! `tipstaff evidence watch sweep`.

use super::outbox::{self, Channel};
use super::tending::Tending;
use super::webhook::Webhook;
use super::{mail, size, watch};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::open;
use clap::Args;
use evidence::{Alarm, DifferenceKind, Evidence, EvidenceStore, StoreState, Sweep};
use gate::Verdict;
use jiff::SignedDuration;
use record::Actor;
use serde_json::{Value, json};
use std::io::Write;
use std::time::Duration;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence watch sweep
  tipstaff evidence watch sweep dems --every 60s --webhook https://alarms.example/tipstaff
  tipstaff evidence watch sweep --every 60s --mail-from tipstaff@force.example --mail-to duty@force.example

Names of items and of cases are not printed: tipstaff evidence show names them, and writes down
who saw them. A webhook is sent each alarm as JSON, without names, and whether a store is unknown, is
overdue because nobody listed it for two intervals, or is known again; mail says the same in plain
words, with the references of cases only where --mail-cases asks for them. The mail server stands in
a file (--smtp-url-file) or in TIPSTAFF_SMTP_URL: smtps://NAME:PASSWORD@HOST, or smtp:// for STARTTLS. What was not taken goes out
again at the next sweep, also of another process; what was taken never does.

Exit status: 0 everything is there, 1 something differs or is in suspense, 2 a store could not be
listed, or webhook or mail server did not take a message. With --every it runs until it is stopped, and the status is the worst of the last round.";

/// How often a watch looks whether it was told to stop.
const GLANCE: Duration = Duration::from_millis(200);

/// Options of `evidence watch sweep`.
#[derive(Debug, Args)]
pub struct Options {
    /// Names or numbers of stores (default: all)
    #[arg(value_name = "STORE")]
    stores: Vec<String>,
    /// Again and again, this often: 60s, 5m, 1h
    #[arg(long, value_name = "TIME", value_parser = watch::interval)]
    every: Option<SignedDuration>,
    /// With --every: read so much of each store in a day, what is most overdue first: 500GB
    #[arg(long, value_name = "SIZE", value_parser = super::verify::bytes, requires = "every")]
    read: Option<u64>,
    /// Send each alarm, and what is not known, to this address, as JSON by POST
    #[arg(long, value_name = "URL")]
    webhook: Option<String>,
    /// Mail.
    #[command(flatten)]
    mail: mail::Options,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let interrupt = Interrupt::listen();
    let webhook = options.webhook.as_deref().map(Webhook::new).transpose()?;
    let mail = mail::Mail::of(&options.mail)?;
    let channels: Vec<Channel> =
        webhook.into_iter().map(Channel::Webhook).chain(mail.into_iter().map(Channel::Mail)).collect();
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        outbox::open(&evidence, &channels).await?;
        let mut tending = Tending::new(options.read);
        loop {
            let mut round = round(&evidence, &by, options, &channels, common).await;
            if options.every.is_some() {
                let stores = stores(&evidence, options).await?;
                let tended = tending.tend(&evidence, &by, &stores, common).await;
                // What came of it goes out at once, and not at the next round.
                outbox::deliver(&evidence, &channels).await?;
                round = round.and_then(|round| Ok(if round == Verdict::Clear { tended? } else { round }));
            }
            open::publish(&record, common).await;
            let Some(every) = options.every else { return round };
            // A watch goes on, whatever befalls one round of it.
            let worst = match round {
                Ok(worst) => worst,
                Err(failure) => {
                    writeln!(std::io::stderr(), "tipstaff: {failure}")?;
                    Verdict::Unchecked
                }
            };
            let next = tokio::time::Instant::now() + every.unsigned_abs();
            while tokio::time::Instant::now() < next {
                if interrupt.is_set() {
                    return Ok(worst);
                }
                tokio::time::sleep(GLANCE).await;
            }
        }
    })
}

/// The stores that were named, or all.
async fn stores(evidence: &Evidence<'_>, options: &Options) -> Result<Vec<EvidenceStore>, Failure> {
    let mut stores = Vec::new();
    for named in &options.stores {
        stores.push(evidence.store(named).await?);
    }
    if options.stores.is_empty() {
        stores = evidence.stores().await?;
    }
    if stores.is_empty() {
        return Err(Failure::new("no store is watched", "Put one under watch: tipstaff evidence watch add"));
    }
    Ok(stores)
}

/// Lists each store once; gives the worst of what came of it.
async fn round(
    evidence: &Evidence<'_>,
    by: &Actor,
    options: &Options,
    channels: &[Channel],
    common: &Common,
) -> Result<Verdict, Failure> {
    let stores = stores(evidence, options).await?;
    let (mut red, mut unknown) = (false, false);
    for store in &stores {
        let sweep = match evidence.sweep(by, store, open::now()).await {
            Ok(sweep) => sweep,
            // One store that cannot be listed does not end the watch over the others.
            Err(error) => {
                unknown = true;
                let failure = Failure::from(error);
                writeln!(std::io::stderr(), "tipstaff: store {}: {failure}", store.number)?;
                continue;
            }
        };
        red |= sweep.state == StoreState::Red || sweep.in_suspense > 0;
        unknown |= sweep.state == StoreState::Unknown;
        tell(store, &sweep, &document(store, &sweep), common)?;
    }
    let heard = outbox::deliver(evidence, channels).await?;
    Ok(if !heard {
        Verdict::Unchecked
    } else if red {
        Verdict::Held
    } else if unknown {
        Verdict::Unchecked
    } else {
        Verdict::Clear
    })
}

pub(super) fn tell(
    store: &EvidenceStore,
    sweep: &Sweep,
    document: &Value,
    common: &Common,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if common.quiet && sweep.state == StoreState::Green {
        return Ok(());
    }
    let name = say::plain(&store.name);
    writeln!(
        out,
        "{:<8} {name}: {} expected, {} listed{}",
        word(sweep.state),
        say::count(sweep.expected.count),
        say::count(sweep.observed.count),
        if sweep.in_suspense > 0 {
            format!(", {} in suspense", say::count(sweep.in_suspense))
        } else {
            String::new()
        },
    )?;
    if let Some(why) = &sweep.why {
        writeln!(out, "         Not known: {why}.")?;
    }
    if sweep.found > 0 {
        writeln!(out, "         {} there again.", say::counted(sweep.found, "item is", "items are"))?;
    }
    if sweep.received > 0 {
        writeln!(out, "         {} in, by rule.", say::counted(sweep.received, "item came", "items came"))?;
    }
    if sweep.departed > 0 {
        writeln!(
            out,
            "         {} gone, as permitted.",
            say::counted(sweep.departed, "item is", "items are")
        )?;
    }
    if sweep.in_transit > 0 {
        writeln!(
            out,
            "         {} just being taken in.",
            say::counted(sweep.in_transit, "item is", "items are")
        )?;
    }
    if sweep.arriving > 0 {
        writeln!(
            out,
            "         {} arriving: booked by rule once another sweep lists the same, 10 seconds later or more.",
            say::counted(sweep.arriving, "item is", "items are")
        )?;
    }
    match &sweep.alarm {
        Some(alarm) => tell_alarm(&mut out, alarm),
        None => Ok(()),
    }
}

/// An alarm, for a person: its act, how many cases, what differs and how to name it.
pub(super) fn tell_alarm(out: &mut impl Write, alarm: &Alarm) -> Result<(), Failure> {
    writeln!(
        out,
        "         ALARM, act {}: {} touched.",
        alarm.recorded.position,
        say::counted(alarm.cases.len() as u64, "case is", "cases are")
    )?;
    for one in &alarm.differences {
        writeln!(
            out,
            "         {} ({}) {}: tipstaff evidence show {}",
            say::counted(one.items, "item", "items"),
            size(one.bytes),
            what(one.kind),
            one.number
        )?;
    }
    Ok(())
}

pub(super) fn word(state: StoreState) -> &'static str {
    match state {
        StoreState::Green => "GREEN",
        StoreState::Red => "RED",
        StoreState::Unknown => "UNKNOWN",
    }
}

/// What is the matter with items, for a person.
pub(super) fn what(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Missing => "missing",
        DifferenceKind::Surplus => "there that nobody expected",
        DifferenceKind::Changed => "not as they were",
        DifferenceKind::Damaged => "damaged",
    }
}

pub(super) fn document(store: &EvidenceStore, sweep: &Sweep) -> Value {
    let alarm = sweep.alarm.as_ref().map(|alarm| {
        let differences: Vec<Value> = alarm
            .differences
            .iter()
            .map(|one| {
                json!({ "difference": one.number, "kind": one.kind.id(), "items": one.items, "bytes": one.bytes })
            })
            .collect();
        let next = alarm.cases.iter().filter_map(|case| case.court_date).min();
        json!({
            "act": alarm.recorded.position, "at": alarm.recorded.at.to_string(), "differences": differences,
            "cases": alarm.cases.iter().map(|case| case.number).collect::<Vec<_>>(),
            "next_court_date": next.map(|date| date.to_string()),
        })
    });
    json!({
        "schema": "tipstaff.evidence-sweep/1", "store": store.number, "name": store.name, "state": sweep.state.id(),
        "why": sweep.why, "expected": sweep.expected.count, "expected_bytes": sweep.expected.bytes,
        "observed": sweep.observed.count, "observed_bytes": sweep.observed.bytes, "in_suspense": sweep.in_suspense,
        "found": sweep.found, "received": sweep.received, "in_transit": sweep.in_transit, "arriving": sweep.arriving, "departed": sweep.departed, "passed_over": sweep.aside, "alarm": alarm,
    })
}
