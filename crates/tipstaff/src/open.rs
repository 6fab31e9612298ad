//! Opens the record for a command: where it lies, who acts, with which signature.

use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use keyring::Passphrase;
use record::{Actor, Closing, Place, Record, Signer};
use std::future::Future;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use zeroize::Zeroizing;

/// Names the data folder, where no option does.
const DATA_VARIABLE: &str = "TIPSTAFF_DATA";
/// Names a program that prints the passphrase, as `SSH_ASKPASS` does.
const ASK_VARIABLE: &str = "TIPSTAFF_ASKPASS";
/// Longest line that is read as a passphrase, in bytes.
const LONGEST: u64 = 4096;

/// Runs what waits for the database.
pub fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(
            |error| Failure::new(format!("no threads could be started ({})", error.kind()), "Try again"),
        )?;
    runtime.block_on(async {
        let outcome = work.await;
        let opened: Vec<Closing> =
            OPENED.lock().map(|mut opened| opened.drain(..).collect()).unwrap_or_default();
        for record in opened {
            record.close().await;
        }
        outcome
    })
}

/// Records that are open. A program that ends leaves the database's write-ahead log as it is; closing folds it in.
static OPENED: Mutex<Vec<Closing>> = Mutex::new(Vec::new());

fn remember(record: Record) -> Record {
    if let Ok(mut opened) = OPENED.lock() {
        opened.push(record.closing());
    }
    record
}

/// Where the record lies.
pub fn place(common: &Common) -> Result<Place, Failure> {
    let options = &common.place;
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = options
        .data
        .clone()
        .or_else(|| variable(DATA_VARIABLE))
        .or_else(|| variable("XDG_DATA_HOME").map(|folder| folder.join("tipstaff")))
        .or_else(|| variable("HOME").map(|home| home.join(".local/share/tipstaff")))
        .ok_or_else(|| {
            Failure::new("there is no home folder to keep the record in", "Name a folder with --data")
        })?;
    Ok(Place {
        data: folder,
        database: options.database.clone(),
        blobs: options.blobs.clone(),
        key_file: options.key_file.clone(),
    })
}

/// The record that is there.
pub async fn record(common: &Common) -> Result<Record, Failure> {
    Ok(remember(Record::open(&place(common)?).await?))
}

/// The record, made if there is none. Whoever makes one hears where its key is.
pub async fn record_or_new(common: &Common) -> Result<Record, Failure> {
    let place = place(common)?;
    match Record::open(&place).await {
        Err(record::RecordError::NoRecord { .. }) => {}
        other => return Ok(remember(other?)),
    }
    let record = remember(Record::create(&place, now()).await?);
    // Also when all else is to be quiet: who loses this key loses the record. Nobody may be listening; it is there all the
    // same.
    let _ = writeln!(
        std::io::stderr(),
        "A new record was made in {}. Its key is {}: keep a copy of it in a safe, apart from backups. \
         Without it nobody can read the record.",
        place.data.display(),
        record.key_file().display()
    );
    Ok(record)
}

/// The time at which a command acts.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Who acts.
pub async fn actor(record: &Record, acting: &Acting) -> Result<Actor, Failure> {
    Ok(record.actor(acting.actor.as_deref()).await?)
}

/// The signature of who acts; asks for the passphrase.
pub async fn signer(record: &Record, actor: &Actor, acting: &Acting) -> Result<Signer, Failure> {
    if actor.public_key.is_none() {
        return Err(Failure::new(
            format!("this needs the signature of '{}', who has no key yet", actor.name.as_str()),
            "Make one first: tipstaff actor key NAME",
        ));
    }
    let passphrase = passphrase(acting.passphrase_fd, &format!("Passphrase of {}", actor.name.as_str()))?;
    Ok(record.signer(actor, &passphrase).await?)
}

/// Who acts, and the signature.
pub async fn signing(record: &Record, acting: &Acting) -> Result<(Actor, Signer), Failure> {
    let by = actor(record, acting).await?;
    let signer = signer(record, &by, acting).await?;
    Ok((by, signer))
}

/// Brings tiles and checkpoint up to date. The act is in the record whatever happens here.
pub async fn publish(record: &Record, common: &Common) {
    if let Err(error) = record.publish().await
        && !common.quiet
    {
        let _ = writeln!(
            std::io::stderr(),
            "tipstaff: this is in the record, but the log's checkpoint is behind: {error}.\n  \
             The next command brings it up to date; if this stays, run: tipstaff log verify."
        );
    }
    alarms(record).await;
}

/// Asks the witnesses, if a policy names some. An alarm is told also where nothing else is; silence goes without a word,
/// for the log goes on without it and `tipstaff log verify` says so.
async fn alarms(record: &Record) {
    let Ok(asked) = record.ask_witnesses().await else { return };
    for alarm in asked.into_iter().filter_map(|one| one.answer.err()).filter(tlog::LogError::is_alarm) {
        let _ = writeln!(std::io::stderr(), "tipstaff: {alarm}.");
    }
}

/// A passphrase: from a file descriptor, from the program that `TIPSTAFF_ASKPASS` names, or asked for on the terminal.
/// Never from an argument or a variable, which others can read.
pub fn passphrase(descriptor: Option<u32>, prompt: &str) -> Result<Passphrase, Failure> {
    Ok(Passphrase::new(&passphrase_text(descriptor, prompt)?).map_err(record::RecordError::from)?)
}

/// A new passphrase, asked for twice on a terminal.
pub fn new_passphrase(descriptor: Option<u32>, prompt: &str) -> Result<Passphrase, Failure> {
    let first = passphrase_text(descriptor, prompt)?;
    if descriptor.is_none() && std::env::var_os(ASK_VARIABLE).is_none() {
        let second = passphrase_text(None, "The same once more")?;
        if first.as_str() != second.as_str() {
            return Err(Failure::new("the two passphrases differ", "Try again"));
        }
    }
    Ok(Passphrase::new(&first).map_err(record::RecordError::from)?)
}

fn passphrase_text(descriptor: Option<u32>, prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if let Some(number) = descriptor {
        let file = std::fs::File::open(format!("/dev/fd/{number}")).map_err(|error| {
            Failure::new(
                format!("file descriptor {number} cannot be read ({})", error.kind()),
                "Open it for this command, as in: tipstaff ... --passphrase-fd 3 3<FILE",
            )
        })?;
        return first_line(file);
    }
    if let Some(program) = std::env::var_os(ASK_VARIABLE).filter(|program| !program.is_empty()) {
        let failed = |what: String| {
            Failure::new(format!("the program in {ASK_VARIABLE} {what}"), "Check it, or give --passphrase-fd")
        };
        let mut child = std::process::Command::new(program)
            .arg(prompt)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .map_err(|error| failed(format!("cannot be started ({})", error.kind())))?;
        let text = child.stdout.take().map_or_else(|| Err(failed("says nothing".into())), first_line);
        let ended = child.wait().map_err(|error| failed(format!("is lost ({})", error.kind())))?;
        return if ended.success() { text } else { Err(failed("did not succeed".into())) };
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "a passphrase is needed and there is no terminal to ask on",
            format!("Give it with --passphrase-fd NUMBER, or name a program in {ASK_VARIABLE}"),
        ));
    }
    rpassword::prompt_password(format!("{prompt}: ")).map(Zeroizing::new).map_err(|error| {
        Failure::new(
            format!("the passphrase could not be read ({})", error.kind()),
            "Give it with --passphrase-fd",
        )
    })
}

fn first_line(from: impl Read) -> Result<Zeroizing<String>, Failure> {
    let mut line = Zeroizing::new(String::new());
    BufReader::new(from.take(LONGEST)).read_line(&mut line).map_err(|error| {
        Failure::new(
            format!("the passphrase could not be read ({})", error.kind()),
            "Check where it comes from",
        )
    })?;
    Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}
