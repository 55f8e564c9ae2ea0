//! Errands of a person, from the first click to the file on disk, in the built app.
//!
//! Each starts from a fresh copy of a small vault and finds things by the roles and names that
//! assistive programs use. Run them with `cargo xtask test journeys`.

#[path = "../support/support.rs"]
mod support;

mod open_vault;
