//! Theses and what bears on them: kinds, edges, roots, ledger, balance, timeline, proposals.
//!
//! Pure: [`Bearing`] is what one note says, from its bytes alone; Evidence is what all notes
//! say together, from their bearings and where their links lead. Nothing here knows a file, the
//! day or the index; the day is passed in.

pub mod address;
pub mod bearing;
pub mod calibration;
mod claim;
pub mod clock;
pub mod date;
pub mod day_count;
pub mod decision;
pub mod edge;
pub mod event;
pub mod event_filter;
pub mod evidence;
pub mod hint;
mod instant;
mod item;
pub mod kind;
pub mod lane;
pub mod lane_names;
pub mod ledger;
pub mod marker;
pub mod order;
pub mod page;
pub mod property_names;
pub mod proposal;
pub mod proposed_edge;
pub mod question;
pub mod reading;
pub mod root;
pub mod settings;
pub mod sketch;
pub mod stance;
pub mod watch;

pub use bearing::Bearing;
pub use evidence::Evidence;
pub use settings::ThesisSettings;
