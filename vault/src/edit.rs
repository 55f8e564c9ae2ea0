//! One file per refactoring: a snapshot in, a `Plan` out.

mod lines;
pub mod merge;
pub mod plan;
pub mod save;
