//! One file per refactoring: a snapshot in, a `Plan` out.

pub mod plan;
