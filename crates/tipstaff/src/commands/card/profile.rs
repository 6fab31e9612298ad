//! What a printer wants to get, as it is named on the command line.

use crate::commands::share::read_small;
use crate::exit::Failure;
use cards::face::{BureauProfile, OFFICE_PRINTER, PRINT_SERVICE};
use std::path::Path;

/// A profile by its name, or from a file.
pub fn profile(named: &str) -> Result<BureauProfile, Failure> {
    match named {
        "office" => Ok(OFFICE_PRINTER),
        "service" => Ok(PRINT_SERVICE),
        file => {
            let path = Path::new(file);
            serde_json::from_slice(&read_small(path)?).map_err(|_| {
                Failure::at(
                    path,
                    &"it is no profile of a printer",
                    "Say office or service, or a JSON file with dots-per-inch, bleed, colour and corners",
                )
            })
        }
    }
}
