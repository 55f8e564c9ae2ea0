//! The order of values: numbers by size, dates by time, texts as people expect names.

use std::cmp::Ordering;

use super::moment::Moment;
use super::value::{FileNames, Value, text_of};
use crate::names::last_segment;
use crate::query::natural_order::NaturalKey;

/// A value made ready for sorting. What is empty comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Bool(bool),
    Number(Float),
    Date(Moment),
    Duration(Float),
    Text(NaturalKey, String),
    Empty,
}

/// A number in its place among all numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Float(f64);

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Float {}

impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Float {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl SortKey {
    /// Returns the key of a value: links and files by the names that are shown.
    pub(super) fn of(value: &Value, names: &dyn FileNames) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(Float(*number)),
            Value::Date(moment) => Self::Date(*moment),
            Value::Duration(duration) => Self::Duration(Float(duration.in_ms())),
            Value::Link(link) => Self::of_text(link.shown()),
            Value::File(file) => Self::of_text(last_segment(names.path_of(*file)).to_owned()),
            other if other.is_empty() => Self::Empty,
            other => Self::of_text(text_of(other, names)),
        }
    }

    /// Returns a key that is the same for all links to one file, and for the file.
    pub(super) fn of_destination(value: &Value, names: &dyn FileNames) -> Self {
        let file = match value {
            Value::Link(link) => link.file,
            Value::File(file) => Some(*file),
            _ => None,
        };
        match file {
            Some(file) => Self::of_text(names.path_of(file).to_owned()),
            None => Self::of(value, names),
        }
    }

    fn of_text(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(NaturalKey::new(&text), text) }
    }

    /// Compares in one direction or the other; what is empty comes last in both.
    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        match (self, other) {
            (Self::Empty, _) | (_, Self::Empty) => self.cmp(other),
            _ if descending => other.cmp(self),
            _ => self.cmp(other),
        }
    }
}
