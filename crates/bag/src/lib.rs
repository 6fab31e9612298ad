//! Evidence for a court: a bag that an expert checks without us.
//!
//! BagIt 1.0 (RFC 8493) says that every file is whole, to any of a dozen programs. The tag folder `tipstaff/` says where the
//! files come from: each act of custody as the log has it, the proof that it is in the log (RFC 6962, C2SP tlog-proof), the
//! signed and witnessed checkpoint, the same history as CASE/UCO, words for a person, and `verify.py`, which needs nothing but
//! Python. This crate knows no database: everything comes in as [`Evidence`].
//!
//! ```text
//! Evidence ── its proofs are checked ──► Bag ──► write_folder | write_tar
//!                                                     │
//!        bagit.txt  bag-info.txt  data/…  manifest-*.txt  tagmanifest-*.txt  tipstaff/{README.txt,verify.py,bag.json,…}
//!                                                     │
//!                                   validate ◄── or any other BagIt program, and python3 tipstaff/verify.py
//! ```

mod bagit;
mod case;
mod error;
mod evidence;
mod hash;
mod names;
mod validate;
mod write;

pub use bagit::info::{Info, parse_info, write_info};
pub use bagit::manifest::{Line, parse_manifest, write_manifest};
pub use bagit::path::{decode_path, encode_path};
pub use case::{CASE_VERSION, Event, Subject, case_jsonld};
pub use error::BagError;
pub use evidence::{Act, Evidence, Item, Log, Opening};
pub use hash::Algorithm;
pub use names::{check_names, plain_name};
pub use validate::{Entry, Report, State, validate};
pub use write::{Bag, Open, Payload, Tag, Written, write_folder, write_tar};
