//! `tipstaff evidence class`: how long evidence is kept, decided by two who see what that takes.

use super::size;
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use disposal::{Action, Class, ClassOrder, Clock, Disposing, SHIPPED, Simulation, Terms};
use gate::Verdict;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

pub const PROPOSE_EXAMPLE: &str = "\
Example:
  tipstaff evidence class propose non_evidential --why \"force policy of 1 April\"
  tipstaff evidence class propose taser --from received --days 2190 --action review --source \"MoPI\" --why \"...\"

What a class of Tipstaff's own leaves out is as shipped. What the class would take at once is
simulated, and is part of what the second person approves. Nothing is destroyed by it.";

/// What to do with classes.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List classes, and what each would have taken when it was proposed
    List,
    /// Propose a class, or another version of one; says what it would take at once
    #[command(after_help = PROPOSE_EXAMPLE)]
    Propose(Propose),
    /// Approve a class that somebody else proposed
    Approve(Approve),
    /// Refuse or take back what was proposed
    Refuse(Refuse),
}

/// Options of `evidence class propose`.
#[derive(Debug, Args)]
pub struct Propose {
    /// Its name, as your lists of evidence have it
    #[arg(value_name = "NAME")]
    name: String,
    /// From when the period counts: recorded or received
    #[arg(long, value_name = "CLOCK")]
    from: Option<String>,
    /// Days that the period lasts
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
    /// What comes then: review or dispose
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// Where the rule comes from; kept sealed
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence class approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Number of the row of the class: tipstaff evidence class list shows it
    #[arg(value_name = "CLASS")]
    class: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence class refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Number of the row of the class
    #[arg(value_name = "CLASS")]
    class: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let now = open::now();
        let (class, recorded, outcome) = match command {
            Command::List => return list(&disposing.classes().await?, common),
            Command::Propose(options) => {
                let (terms, source) = meant(options)?;
                let (by, signer) = signing(&record, &options.acting).await?;
                let order = ClassOrder { name: &options.name, terms, source: &source, why: &options.why };
                let (class, recorded) = disposing.propose_class(&by, &signer, order, now).await?;
                open::publish(&record, common).await;
                let sentence = format!(
                    "Row {0}, {1}: {2}.\n{3}\nSomebody else decides: tipstaff evidence class approve {0}",
                    class.number,
                    class.name,
                    rule(&class.terms),
                    takes(&class.simulation()?)
                );
                let mut document = document(&class)?;
                document["schema"] = "tipstaff.evidence-class/1".into();
                document["outcome"] = "proposed".into();
                document["act"] = recorded.position.into();
                tell(common, &sentence, &document)?;
                return Ok(Verdict::Clear);
            }
            Command::Approve(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded = disposing.approve_class(&by, &signer, options.class, now).await?;
                (options.class, recorded, "approved")
            }
            Command::Refuse(options) => {
                let by = open::actor(&record, &options.acting).await?;
                let recorded = disposing.refuse_class(&by, options.class, &options.why, now).await?;
                (options.class, recorded, "refused")
            }
        };
        open::publish(&record, common).await;
        let sentence = format!("Row {class} is {outcome}: act {}.", recorded.position);
        let document = json!({
            "schema": "tipstaff.evidence-class/1", "outcome": outcome, "class": class, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// What somebody means; what they leave out of a class that is shipped is as shipped.
fn meant(options: &Propose) -> Result<(Terms, String), Failure> {
    let shipped = SHIPPED.iter().find(|shipped| shipped.name == options.name);
    let missing =
        |what: &str| Failure::new(format!("Tipstaff has no such class, so {what} is missing"), "Say it");
    let clock = match (&options.from, shipped) {
        (Some(text), _) => Clock::named(text).ok_or_else(|| {
            Failure::new("a period counts from recorded or received", "Say --from one of the two")
        })?,
        (None, Some(shipped)) => shipped.terms.clock,
        (None, None) => return Err(missing("--from")),
    };
    let action = match (&options.action, shipped) {
        (Some(text), _) => Action::named(text).ok_or_else(|| {
            Failure::new("what comes then is review or dispose", "Say --action one of the two")
        })?,
        (None, Some(shipped)) => shipped.terms.action,
        (None, None) => return Err(missing("--action")),
    };
    let days = options.days.or(shipped.and_then(|shipped| shipped.terms.days));
    let source = options.source.clone().or(shipped.map(|shipped| shipped.source.to_owned()));
    Ok((Terms { clock, days, action }, source.ok_or_else(|| missing("--source"))?))
}

/// "due for disposal 31 days after it was recorded".
fn rule(terms: &Terms) -> String {
    let then = match terms.action {
        Action::Review => "due for review",
        Action::Dispose => "due for disposal",
    };
    match terms.days {
        Some(days) => {
            format!("{then} {} after it was {}", say::counted(days.into(), "day", "days"), terms.clock.id())
        }
        None => format!("{then} when somebody says so"),
    }
}

/// What a class would take, for a person.
fn takes(simulation: &Simulation) -> String {
    let mut text = format!(
        "At once it would take {} ({}) of {}, {} of them not by the version before it; {} held, {} unclear.",
        say::counted(simulation.items, "item", "items"),
        size(simulation.bytes),
        say::counted(simulation.cases, "case", "cases"),
        simulation.more,
        simulation.held,
        simulation.unclear
    );
    for store in &simulation.stores {
        let items = say::counted(store.items, "item", "items");
        let _ = write!(text, "\n  store {}: {items} ({})", store.store, size(store.bytes));
    }
    text
}

fn document(class: &Class) -> Result<Value, Failure> {
    let simulation = serde_json::to_value(class.simulation()?).map_err(|_| {
        Failure::new("the simulation cannot be printed", "This is a defect of Tipstaff: please report it")
    })?;
    Ok(json!({
        "class": class.number, "name": class.name, "version": class.version, "from": class.terms.clock.id(),
        "days": class.terms.days, "action": class.terms.action.id(), "source": class.source,
        "approved": class.is_approved, "simulation": simulation,
    }))
}

fn list(classes: &[Class], common: &Common) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    let is_row = |name: &str| classes.iter().any(|class| class.name == name && class.is_approved);
    let shipped: Vec<_> = SHIPPED.iter().filter(|shipped| !is_row(shipped.name)).collect();
    if common.format != Format::Text {
        let rows = classes.iter().map(document).collect::<Result<Vec<_>, _>>()?;
        let shipped: Vec<Value> = shipped
            .iter()
            .map(|one| {
                json!({
                    "name": one.name, "from": one.terms.clock.id(), "days": one.terms.days,
                    "action": one.terms.action.id(), "source": one.source,
                })
            })
            .collect();
        let document = json!({
            "schema": "tipstaff.evidence-classes/1", "classes": rows, "shipped_and_not_approved": shipped,
        });
        writeln!(out, "{document}")?;
        return Ok(Verdict::Clear);
    }
    for class in classes {
        let stands = if class.is_approved { "in force" } else { "waits for approval" };
        writeln!(out, "{}  {} {} {stands}: {}", class.number, class.name, class.version, rule(&class.terms))?;
        writeln!(out, "   {}", class.source)?;
        if !class.is_approved {
            writeln!(out, "   {}", takes(&class.simulation()?).replace('\n', "\n   "))?;
        }
    }
    for one in shipped {
        writeln!(out, "-  {} as shipped, not in force: {}", one.name, rule(&one.terms))?;
    }
    Ok(Verdict::Clear)
}
