//! The layers of the lock-down, by name: the policy names those it can do without, the report those in force.

use bitflags::bitflags;
use serde::{Deserialize, Serialize};

bitflags! {
    /// A set of layers. See [`LAYERS`] for what each one does.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
    pub struct Layers: u8 {
        /// See [`LAYERS`].
        const NO_NEW_PRIVILEGES = 1;
        /// See [`LAYERS`].
        const RESOURCE_LIMITS = 1 << 1;
        /// See [`LAYERS`].
        const NOT_DUMPABLE = 1 << 2;
        /// See [`LAYERS`].
        const LANDLOCK = 1 << 3;
        /// See [`LAYERS`].
        const SECCOMP = 1 << 4;
    }
}

/// One line of [`LAYERS`].
#[derive(Debug)]
pub struct LayerRow {
    /// The layer, as a set of one.
    pub layer: Layers,
    /// Stable identifier, as a policy file and a report write it.
    pub id: &'static str,
    /// One sentence: what it does.
    pub what: &'static str,
}

/// Every layer, in the order in which a worker puts them on.
pub const LAYERS: &[LayerRow] = &[
    LayerRow {
        layer: Layers::NO_NEW_PRIVILEGES,
        id: "no-new-privileges",
        what: "The reader gives up every privilege that it was started with and can gain none.",
    },
    LayerRow {
        layer: Layers::NOT_DUMPABLE,
        id: "not-dumpable",
        what: "No other program of the same user can look into the reader's memory, and no core file is written.",
    },
    LayerRow {
        layer: Layers::LANDLOCK,
        id: "landlock",
        what: "The kernel refuses the reader every file, folder, network address and signal.",
    },
    LayerRow {
        layer: Layers::RESOURCE_LIMITS,
        id: "resource-limits",
        what: "The reader has a ceiling on memory and time, and can create no file, process or core dump.",
    },
    LayerRow {
        layer: Layers::SECCOMP,
        id: "seccomp",
        what: "The kernel stops the reader at any system call but the few that reading and answering need.",
    },
];

impl Layers {
    /// The layer of an identifier.
    pub fn of_id(id: &str) -> Option<Self> {
        LAYERS.iter().find(|row| row.id == id).map(|row| row.layer)
    }

    /// The identifiers of the layers in the set, in the order of [`LAYERS`].
    pub fn ids(self) -> impl Iterator<Item = &'static str> {
        LAYERS.iter().filter(move |row| self.contains(row.layer)).map(|row| row.id)
    }
}

/// How a worker is locked down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confinement {
    /// The layers in force.
    pub layers: Layers,
    /// Version of Landlock that the kernel offers, 0 for none: 1 covers files, 4 adds TCP, 6 adds signals and abstract
    /// sockets.
    pub landlock_version: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_one_line_and_one_name() {
        let mut seen = Layers::empty();
        for row in LAYERS {
            assert!(!seen.intersects(row.layer), "{} stands twice", row.id);
            assert_eq!(Layers::of_id(row.id), Some(row.layer));
            assert!(row.what.ends_with('.'));
            seen |= row.layer;
        }
        assert_eq!(seen, Layers::all());
        assert_eq!(Layers::of_id("prayer"), None);
    }
}
