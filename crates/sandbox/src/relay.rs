//! Listens to one worker: believes nothing before it has said how it is locked down, and nothing that makes no sense.

use crate::ledger::Ledger;
use crate::order::Order;
use crate::outcome::{Break, because, senseless};
use crate::process::{Arrival, Death, Process};
use crate::wire::{Decoder, Message, longest_message};
use crate::{Confinement, Layers, Sandbox, patience};
use inspect::{Options, Reason, Sink};
use std::fs::File;

impl Sandbox {
    /// Starts a worker and passes on what it says.
    #[expect(
        clippy::too_many_arguments,
        reason = "the pieces of one inspection, which end in different hands"
    )]
    pub(crate) fn relay(
        &self,
        file: File,
        name: &str,
        bytes: u64,
        options: &Options,
        confinement: &mut Confinement,
        ledger: &mut Ledger<'_>,
        sink: &mut dyn Sink,
    ) -> Result<(), Break> {
        let limits = &options.limits;
        let seconds = patience::seconds(limits, bytes);
        let order =
            Order::new(name, options, seconds, self.required).to_bytes().map_err(|_| not_started(None))?;
        let patience = patience::longest_wait(limits, bytes);
        let mut process = Process::start(&self.program, &self.arguments, file, &order, patience)
            .map_err(|error| not_started(Some(&error)))?;
        let mut decoder = Decoder::new(longest_message(limits));
        let mut is_confined = false;
        loop {
            match decoder.message()? {
                None => match process.read(decoder.room()) {
                    Ok(Arrival::Bytes(bytes)) => decoder.filled(bytes),
                    Ok(Arrival::Late) => {
                        return Err(because(Reason::TooSlow, "the reader gave no answer in time"));
                    }
                    Ok(Arrival::End) if is_confined => return Err(of_death(process.death())),
                    Ok(Arrival::End) => return Err(unconfined("the reader ended before it was locked down")),
                    Err(_) => return Err(because(Reason::Crashed, "the reader's answer could not be read")),
                },
                Some(Message::Confined(said)) if !is_confined => {
                    confinement.layers = said.layers & Layers::all();
                    confinement.landlock_version = said.landlock_version;
                    self.compare(confinement.layers)?;
                    is_confined = true;
                }
                Some(_) if !is_confined => {
                    return Err(unconfined("the reader did not say that it is locked down"));
                }
                Some(Message::Frame(frame)) => ledger.pass(&frame, sink)?,
                Some(Message::End(Some(reason))) => return Err(because(reason, "")),
                Some(Message::End(None)) => {
                    return if decoder.is_drained() { ledger.settle(sink) } else { Err(senseless()) };
                }
                Some(Message::Confined(_)) => return Err(senseless()),
            }
        }
    }

    /// Whether every layer that the policy asks for is in force.
    fn compare(&self, layers: Layers) -> Result<(), Break> {
        let missing = self.required.difference(layers);
        if missing.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = missing.ids().collect();
        Err(unconfined(&format!("missing: {}", names.join(", "))))
    }
}

fn not_started(error: Option<&std::io::Error>) -> Break {
    let kind = error.map_or_else(String::new, |error| format!(": {}", error.kind()));
    unconfined(&format!("the reader could not be started{kind}"))
}

fn unconfined(detail: &str) -> Break {
    because(Reason::NotConfined, detail)
}

/// How a worker's death reads in a report.
fn of_death(death: Death) -> Break {
    match death {
        Death::Fault => because(Reason::Crashed, ""),
        Death::Forbidden => because(Reason::Crashed, "it tried what no reader needs to do"),
        Death::Time => because(Reason::TooSlow, ""),
        Death::Memory => because(Reason::OutOfMemory, ""),
    }
}
