//! The core of Throughline: it knows notes, and no window.
//!
//! The modules stand in one order; each imports those above it and nothing below. Read
//! `docs/architecture.md` for what each is for and when to look at it first.
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::needless_pass_by_value,
        reason = "tests set up real files, and use their values once"
    )
)]

pub mod api;
pub mod cluster;
pub mod disk;
pub mod edit;
pub mod error;
pub mod facts;
pub mod graph;
pub mod index;
pub mod names;
pub mod parse;
pub mod path;
pub mod query;
pub mod resolve;
pub mod text;
pub mod thesis;
pub mod vault;
