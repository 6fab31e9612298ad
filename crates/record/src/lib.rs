//! Who holds what about whom, since when.
