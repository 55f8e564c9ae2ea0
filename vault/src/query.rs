//! One file per question that a panel asks, over a snapshot.

pub mod metadata;
