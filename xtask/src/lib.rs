//! A display of our own and pictures of it, for `cargo xtask run` and for the journeys.

pub mod display;
pub mod picture;
