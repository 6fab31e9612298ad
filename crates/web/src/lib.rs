//! The web application: pages and an interface for programs.
