//! What became of a share, and of a delivery.

use std::fmt;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $( #[$variant_doc:meta] $variant:ident $id:literal; )+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $( #[$variant_doc] $variant, )+ }

        impl $name {
            /// Every state.
            pub const ALL: &[Self] = &[ $( Self::$variant ),+ ];

            /// Stable identifier.
            pub fn id(self) -> &'static str {
                match self { $( Self::$variant => $id, )+ }
            }

            /// The state of this identifier.
            pub fn named(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.id() == id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.id())
            }
        }
    };
}

states! {
    /// What became of a share.
    ShareState {
        /// Nobody has answered it yet.
        Proposed "proposed";
        /// A second actor agreed: deliveries may be made.
        Approved "approved";
        /// A second actor said no.
        Refused "refused";
        /// Nothing is delivered under it any more.
        Ended "ended";
    }
}

states! {
    /// What became of a delivery.
    DeliveryState {
        /// It was sealed and handed over; nobody has signed for it.
        Delivered "delivered";
        /// The recipient signed that it has it.
        Received "received";
        /// The recipient signed that it has destroyed it.
        Destroyed "destroyed";
        /// It never reached the recipient.
        Cancelled "cancelled";
    }
}
