//! One file per question that a panel asks, over a snapshot.

pub mod backlinks;
pub mod bases;
pub mod bears;
mod candidates;
pub mod canvas;
pub mod capture;
pub mod clusters;
pub mod counts;
pub mod deadends;
pub mod evidence;
pub mod excluded;
pub mod files;
pub mod find_note;
pub mod graph;
pub mod graph_picture;
pub mod graph_settings;
pub mod highlights;
pub mod infer;
pub mod links;
pub mod marks;
pub mod mentions;
pub mod metadata;
mod natural_order;
mod near_names;
pub mod note_properties;
pub mod orphans;
pub mod outline;
pub mod problems;
pub mod properties;
pub mod questions;
pub mod render;
pub mod search;
pub mod settings;
pub mod sources;
pub mod suggest;
pub mod switcher;
pub mod tags;
pub mod tasks;
pub mod theses;
pub mod thesis;
pub mod timeline;
pub mod timeline_export;
pub mod unresolved;
pub mod watch;

#[cfg(test)]
mod tests;
