//! `tipstaff card print job`.

use crate::arguments::Common;
use crate::commands::card::tell;
use crate::commands::share::read_small;
use crate::commands::{receipt, say, write};
use crate::exit::Failure;
use crate::open;
use cards::agent::{
    Agent, AgentError, FolderPrinter, FolderSource, HttpSource, KeySource, Printer, QueuePrinter, Step,
};
use cards::job::{ClosingBundle, JobFile, JobSecret, Outcome, Serial};
use clap::Args;
use gate::Verdict;
use std::fs::File;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Between two times that the force is asked.
const PAUSE: Duration = Duration::from_secs(3);
/// For how long it is asked for the same keys: longer than a large window takes.
const MOST_WAITING: Duration = Duration::from_hours(1);
/// How often the end is sent before somebody has to carry it.
const TRIES: u32 = 4;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card print job job.age --secret job.secret --keys recipient.key --force-key KEY \\
    --ask-folder exchange --to cards --closing closing.json

The specimen is printed first: look at it before you go on. What happened is kept in a journal
beside the job, so that the same command goes on after a break, and no card is printed twice
unknowingly. When all cards have their receipts, job and secret are deleted.

Exit status: 0 the job is closed, 1 somebody has to do something first (it says what), 2 could not
be done.";

/// Options of `card print job`.
#[derive(Debug, Args)]
pub struct Options {
    /// The sealed job
    #[arg(value_name = "FILE")]
    job: PathBuf,
    /// The secret that was made for this job
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
    /// The secret keys of the print service
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// The key by which jobs of the force are known, as the force told it
    #[arg(long, value_name = "KEY")]
    force_key: String,
    /// Address of the force's server, which hands out keys and takes the end in
    #[arg(long, value_name = "URL", required_unless_present = "ask_folder", conflicts_with = "ask_folder")]
    ask: Option<url::Url>,
    /// Folder for requests and answers, which travel by hand
    #[arg(long, value_name = "DIR")]
    ask_folder: Option<PathBuf>,
    /// Folder for the faces, as files named by serial
    #[arg(long, value_name = "DIR", required_unless_present = "queue", conflicts_with = "queue")]
    to: Option<PathBuf>,
    /// Queue of CUPS
    #[arg(long, value_name = "NAME")]
    queue: Option<String>,
    /// Where to write receipts and certificate for the force, at the end
    #[arg(long, value_name = "FILE")]
    closing: PathBuf,
    /// The specimen was looked at, and is as it should be
    #[arg(long)]
    specimen_ok: bool,
    /// What became of a card of which it is not known: SERIAL=printed, or SERIAL=spoiled
    #[arg(long, value_name = "SERIAL=WHAT", value_parser = decision)]
    decide: Vec<(Serial, Outcome)>,
    /// A printed card did not pass when somebody looked at it
    #[arg(long, value_name = "SERIAL")]
    spoil: Vec<Serial>,
    /// Print a spoiled card again
    #[arg(long, value_name = "SERIAL")]
    again: Vec<Serial>,
    /// End the job now: what is not printed never will be
    #[arg(long)]
    end: bool,
}

fn decision(text: &str) -> Result<(Serial, Outcome), String> {
    let wrong = || "Say a serial and what became of it, such as 7QK2M9XD=spoiled".to_owned();
    let (serial, what) = text.split_once('=').ok_or_else(wrong)?;
    let outcome = match what.trim() {
        "printed" => Outcome::Printed,
        "spoiled" => Outcome::Spoiled,
        _ => return Err(wrong()),
    };
    Ok((serial.trim().parse().map_err(|_| wrong())?, outcome))
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let key = receipt::secret(&options.keys)?.signer()?;
    let line = zeroize::Zeroizing::new(read_small(&options.secret)?);
    let failed = |error: &dyn std::fmt::Display| Failure::of_sentences(&error.to_string());
    let secret = std::str::from_utf8(&line)
        .map_err(|_| cards::job::JobError::Key)
        .and_then(JobSecret::parse)
        .map_err(|error| failed(&error))?;
    let force = options.force_key.trim().parse().map_err(|_| {
        Failure::new(
            "this is no key of a force",
            "Copy it as the force's card office gave it: tipstaff card set-up prints it",
        )
    })?;
    let file = File::open(&options.job)
        .map_err(|error| Failure::io(&options.job, &error, "Name the job as it was received"))?;
    let job = JobFile::open(file, &secret, &force).map_err(|error| failed(&error))?;
    let journal = beside(&options.job);
    let mut agent = Agent::open(job, secret, key, &journal, open::now()).map_err(|error| failed(&error))?;
    told(options, &mut agent).map_err(|error| failed(&error))?;
    let source = source(options, &agent.manifest().job.to_string())?;
    let printer = printer(options)?;
    match go_on(options, &mut agent, source.asked(), printer.as_ref())? {
        End::Closed => close(options, common, &mut agent, &source),
        End::Waits(what) => {
            let document = serde_json::json!({
                "schema": "tipstaff.card-print/1", "outcome": "waits", "why": what,
                "printed": printed(&agent), "job": agent.manifest().job.to_string(),
            });
            tell(common, &what, &document)?;
            Ok(Verdict::Held)
        }
    }
}

/// How far it went.
enum End {
    /// Every card has its receipt, or the job was stopped: it can be closed.
    Closed,
    /// Somebody has to do something first.
    Waits(String),
}

type Running = Agent<File>;

/// What the command line says of cards.
fn told(options: &Options, agent: &mut Running) -> Result<(), AgentError> {
    for (serial, outcome) in &options.decide {
        agent.decide(*serial, *outcome, open::now())?;
    }
    for serial in &options.spoil {
        agent.spoil(*serial, open::now())?;
    }
    for serial in &options.again {
        agent.print_again(*serial)?;
    }
    Ok(())
}

fn go_on(
    options: &Options,
    agent: &mut Running,
    source: &dyn KeySource,
    printer: &dyn Printer,
) -> Result<End, Failure> {
    if options.end {
        return Ok(End::Closed);
    }
    let mut specimen_ok = options.specimen_ok;
    let mut waited = Duration::ZERO;
    loop {
        // Nothing but the specimen was printed: somebody looks at it before any face is.
        if agent.ledger().next() == 1 && !specimen_ok {
            if !asked("Is the specimen as it should be?")? {
                let what = "The specimen was printed. Look at it; if it is as it should be, give the same command with \
                            --specimen-ok. If not, end the job with --end, and tell the force.";
                return Ok(End::Waits(what.into()));
            }
            specimen_ok = true;
        }
        let step = agent
            .step(source, printer, open::now())
            .map_err(|error| Failure::of_sentences(&error.to_string()))?;
        match step {
            Step::Printed { .. } => {}
            Step::Keys { .. } => waited = Duration::ZERO,
            Step::AllDone | Step::Stopped | Step::Closed => return Ok(End::Closed),
            // The force hands keys out at the pace of a print service: it is asked again.
            Step::Waiting { .. } if options.ask.is_some() && waited < MOST_WAITING => {
                if waited.is_zero() {
                    writeln!(
                        std::io::stderr(),
                        "Waiting for the next keys: they come no faster than cards are printed."
                    )?;
                }
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Step::Waiting { window } => {
                return Ok(End::Waits(match &options.ask_folder {
                    Some(folder) => format!(
                        "{} was written. Carry it to the force, put answer-{window}.age beside it, and give the same command again.",
                        folder.join(format!("request-{window}.json")).display()
                    ),
                    None => "The force has not answered yet. Give the same command again later.".into(),
                }));
            }
            Step::Refused { words } => return Ok(End::Waits(format!("The force refused: {words}"))),
            Step::Undecided { serial, why } => {
                let why = why.map(|why| format!(" {why}.")).unwrap_or_default();
                return Ok(End::Waits(format!(
                    "It is not known whether card {serial} was printed.{why} Look, and give the same command with \
                     --decide {serial}=printed, or --decide {serial}=spoiled (also if no card came out)."
                )));
            }
        }
    }
}

/// Asks whoever sits there; nobody does: no.
fn asked(question: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    write!(std::io::stderr(), "{question} [y/n] ")?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("y"))
}

/// Signs the end, writes it for the force, and then deletes what opened the job.
fn close(
    options: &Options,
    common: &Common,
    agent: &mut Running,
    source: &Source,
) -> Result<Verdict, Failure> {
    let certificate = match agent.close(open::now()) {
        Ok(certificate) => certificate,
        Err(error) => return Err(Failure::of_sentences(&error.to_string())),
    };
    let bundle = ClosingBundle { certificate, receipts: agent.ledger().notes().to_vec() };
    let json = bundle.to_json().map_err(|error| Failure::of_sentences(&error.to_string()))?;
    // The same again after a crash in between.
    write::whole(&options.closing, &json, true, false)?;
    let sent = match source {
        Source::Server(source) => Some(sent(source, &bundle)),
        Source::Folder(_) => None,
    };
    for path in [&options.job, &options.secret] {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::io(path, &error, "The job is closed. Delete this file by hand"));
            }
            _ => {}
        }
    }
    let told = match &sent {
        Some(Ok(())) => "The force has taken the end in".to_owned(),
        Some(Err(why)) => {
            format!("The force did not take the end in: {why}. Send {} to it", options.closing.display())
        }
        None => format!("Send {} to the force", options.closing.display()),
    };
    let sentence = format!(
        "The job is closed: {} printed. {told}. Job and secret were deleted; what the printer, its queue and its ribbons still \
         hold is for you to destroy.",
        say::counted(printed(agent), "card", "cards"),
    );
    let document = serde_json::json!({
        "schema": "tipstaff.card-print/1", "outcome": "closed", "printed": printed(agent), "sent": matches!(sent, Some(Ok(()))),
        "job": agent.manifest().job.to_string(),
    });
    tell(common, &sentence, &document)?;
    // Somebody has to send the end by hand: nothing here can do it again.
    Ok(if matches!(sent, Some(Err(_))) { Verdict::Held } else { Verdict::Clear })
}

/// Sends the end, a few times if nobody hears it.
fn sent(source: &HttpSource, bundle: &ClosingBundle) -> Result<(), String> {
    let mut outcome = source.end(bundle);
    for _ in 1..TRIES {
        if outcome.is_ok() {
            break;
        }
        std::thread::sleep(PAUSE);
        outcome = source.end(bundle);
    }
    outcome.map_err(|error| error.to_string())?
}

/// Cards that went out, the specimen aside.
fn printed(agent: &Running) -> u64 {
    let specimen = agent.manifest().cards.first().map(|card| card.serial);
    agent.ledger().with(Outcome::Printed).filter(|serial| Some(*serial) != specimen).count() as u64
}

fn beside(job: &Path) -> PathBuf {
    let mut name = job.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".journal");
    job.with_file_name(name)
}

/// Where keys come from, and where the end goes.
enum Source {
    Server(HttpSource),
    Folder(FolderSource),
}

impl Source {
    fn asked(&self) -> &dyn KeySource {
        match self {
            Self::Server(source) => source,
            Self::Folder(source) => source,
        }
    }
}

fn source(options: &Options, job: &str) -> Result<Source, Failure> {
    match (&options.ask, &options.ask_folder) {
        (Some(server), _) => {
            // The server's name is enough: where it hands out keys of this job is known.
            let address = match server.path() {
                "/" | "" => server.join(&format!("api/card-jobs/{job}/keys")).map_err(|_| {
                    Failure::new("this is no address of a server", "Say such as https://tipstaff.example.uk")
                })?,
                _ => server.clone(),
            };
            HttpSource::new(address)
                .map(Source::Server)
                .map_err(|error| Failure::of_sentences(&error.to_string()))
        }
        (None, Some(folder)) => Ok(Source::Folder(FolderSource::new(folder))),
        (None, None) => {
            Err(Failure::new("nobody can be asked for keys", "Say --ask URL or --ask-folder DIR"))
        }
    }
}

fn printer(options: &Options) -> Result<Box<dyn Printer>, Failure> {
    match (&options.to, &options.queue) {
        (Some(folder), _) => Ok(Box::new(FolderPrinter::new(folder))),
        (None, Some(queue)) => QueuePrinter::new(queue)
            .map(|printer| Box::new(printer) as Box<dyn Printer>)
            .map_err(|error| Failure::of_sentences(&error.to_string())),
        (None, None) => Err(Failure::new("there is nowhere to print to", "Say --to DIR or --queue NAME")),
    }
}
