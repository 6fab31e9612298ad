//! What a store lists, and how two views of it differ.
