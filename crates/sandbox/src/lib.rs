//! Opens hostile files where they can do no harm.
//!
//! [`Sandbox::inspect`] takes an open file and sends [`inspect::Frame`]s to a sink, like [`inspect::inspect`], but the
//! reading happens in a fresh process of the same program that has given up the file system, the network, other
//! processes, and all but a little memory and time ([`LAYERS`]). One process reads one file: whoever takes a reader
//! over never meets the next file. What the reader says is checked before it is believed. However it ends, the sink
//! sees a proper end, and a reader that broke down is the answer "could not be checked".
//!
//! ```text
//!   Sandbox::inspect                            run_worker
//!   starts the worker, writes the order ──fd 2──► reads the order
//!                                                 locks itself down, says how
//!   believes nothing before that    ◄──fd 1── frames
//!   checks, forwards, watches the time            reads the file ◄──fd 0── opened by the parent, read-only
//! ```
//!
//! [`Pool`] does this for many files at once. This crate knows neither people nor policy.

#[cfg(unix)]
mod confine;
#[cfg(not(unix))]
mod elsewhere;
mod fuzz;
mod layers;
mod ledger;
mod order;
mod outcome;
mod patience;
mod pool;
#[cfg(unix)]
mod process;
#[cfg(unix)]
mod relay;
mod sandbox;
mod wire;
#[cfg(unix)]
mod worker;

#[cfg(not(unix))]
pub use elsewhere::run_worker;
#[doc(hidden)]
pub use fuzz::{Listener, fuzz};
pub use layers::{Confinement, LAYERS, LayerRow, Layers};
pub use outcome::{Ending, Outcome};
pub use pool::Pool;
pub use sandbox::Sandbox;
#[doc(hidden)]
pub use wire::{Decoder, Encoder, Message};
#[cfg(unix)]
pub use worker::{Reader, run_reader, run_worker};
