//! The order of values: numbers by size, dates by time, texts as people expect names.

use std::cmp::Ordering;

use super::moment::Moment;
use super::value::{FileNames, Value, text_of};
use crate::names::last_segment;
use crate::query::natural_order::NaturalKey;
use crate::thesis::date::{is_partial_date, parse_date};

/// A value made ready for sorting. What is empty comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Bool(bool),
    Number(Float),
    /// What is known of a date may be less than its day: then it stands where its first day would,
    /// and its text tells it from that day.
    Date(Moment, String),
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
            Value::Date(moment) => Self::Date(*moment, String::new()),
            Value::Duration(duration) => Self::Duration(Float(duration.in_ms())),
            Value::Link(link) => Self::of_text(link.shown()),
            Value::File(file) => Self::of_text(last_segment(names.path_of(*file)).to_owned()),
            other if other.is_empty() => Self::Empty,
            other => {
                let text = text_of(other, names);
                match first_day(&text) {
                    Some(day) => Self::Date(day, text),
                    None => Self::of_text(text),
                }
            }
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

/// Returns the first day of a date that is a text, because it is less than a day (`2026-05`) or
/// because the vault says so. A year alone may as well be a number.
fn first_day(text: &str) -> Option<Moment> {
    if text.len() == 10 && text.starts_with(|first: char| first.is_ascii_digit()) {
        return Moment::parse(text);
    }
    if text.len() < 5 || !is_partial_date(text) {
        return None;
    }
    Moment::parse(&parse_date(text).ok()?.anchor()?.to_string())
}
