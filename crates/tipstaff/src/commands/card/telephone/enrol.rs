//! `tipstaff card telephone enrol`.

use crate::arguments::{Acting, Common};
use crate::commands::card::kind;
use crate::commands::tell::tell;
use crate::commands::{read, say, write};
use crate::exit::Failure;
use crate::open::{self, signing};
use card_office::{CardOffice, KindRow, TelephoneOrder};
use clap::Args;
use gate::Verdict;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card telephone enrol request.json --number K7Q2-9F3M-ABCD-2345 --person 4711 \\
    --kind constable --until 2027-06-30 -o answer.json

Compare the number with what the telephone shows while its owner stands before you: a request that was
swapped on its way has another. The answer goes to that telephone, by file or by the link that is
printed, and is kept nowhere: delete it when the telephone has it.";

/// Largest request, in bytes.
const LARGEST: u64 = 64 * 1024;

/// Options of `card telephone enrol`.
#[derive(Debug, Args)]
pub struct Options {
    /// What the telephone wrote
    #[arg(value_name = "REQUEST")]
    request: PathBuf,
    /// The number that the telephone shows
    #[arg(long, value_name = "NUMBER")]
    number: String,
    /// Whose telephone it is, by the number of the person
    #[arg(long, value_name = "PERSON")]
    person: u32,
    /// Kind of holder: constable, community-support or staff
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: &'static KindRow,
    /// Last day on which it answers
    #[arg(long, value_name = "DAY")]
    until: jiff::civil::Date,
    /// Where to write the answer for the telephone; no file may be there
    #[arg(long, short, value_name = "ANSWER")]
    output: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let json = read::whole(&options.request, LARGEST, "Name what the telephone wrote")?;
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let now = open::now();
        let request = office.telephone_request(&json, now).await?;
        let shown = request.number();
        if plain(&options.number) != plain(&shown) {
            return Err(Failure::at(
                &options.request,
                &"it is not what this telephone wrote: it has another number",
                "Have it swapped by nobody: take the request from the telephone itself, and compare again",
            ));
        }
        if options.output.exists() {
            return Err(Failure::at(&options.output, &"a file is there", "Name another"));
        }
        let (by, signer) = signing(&record, &options.acting).await?;
        let order = TelephoneOrder {
            request: &request,
            person: options.person,
            kind: options.kind,
            last_day: options.until,
        };
        let enrolled = office.enrol_telephone(&by, &signer, order, now).await?;
        open::publish(&record, common).await;
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(
                format!(
                    "telephone {} is on record, and its answer could not be written: {error}",
                    enrolled.telephone
                ),
                "End it (tipstaff card telephone end), and have the telephone make a fresh request",
            )
        };
        let text = enrolled.answer.to_json().map_err(|error| failed(&error))?;
        write::whole(&options.output, text.as_bytes(), false, true).map_err(|error| failed(&error))?;
        let link = enrolled.answer.link(&office.meeting().await?.telephone);
        let sentence = format!(
            "Telephone {} answers for person {} until {}, {}: act {}. {} is for it; or open this link on it:\n{link}",
            enrolled.telephone,
            options.person,
            options.until,
            say::counted(request.keys() as u64, "time", "times"),
            enrolled.recorded.position,
            options.output.display()
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-telephone/1", "telephone": enrolled.telephone, "request": shown,
            "answers": request.keys(), "link": link, "act": enrolled.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// As people type it.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}
