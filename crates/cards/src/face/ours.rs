//! The designs that come with Tipstaff. A force brings its own, with its crest.

/// Both faces of a card, as SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// The front.
    pub front: &'static str,
    /// The back.
    pub back: &'static str,
}

/// A warrant card, landscape.
pub const WARRANT_CARD: Design = Design {
    front: include_str!("../../templates/warrant-front.svg"),
    back: include_str!("../../templates/warrant-back.svg"),
};

/// A staff pass, portrait, to be worn.
pub const STAFF_PASS: Design = Design {
    front: include_str!("../../templates/pass-front.svg"),
    back: include_str!("../../templates/pass-back.svg"),
};
