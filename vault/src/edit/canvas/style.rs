//! How a canvas writes its objects: what stands between brackets, keys and values.

use crate::edit::json_tree::{JsonValue, read_tree};
use crate::text::Span;

/// The bytes between the parts of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    /// Between `{` and the first key.
    pub(super) open: String,
    /// Between a key and its value.
    pub(super) colon: String,
    /// Between a value and the next key.
    pub(super) comma: String,
    /// Between the last value and `}`.
    pub(super) close: String,
}

impl Default for Style {
    fn default() -> Self {
        let text = str::to_owned;
        Self { open: text(""), colon: text(":"), comma: text(","), close: text("") }
    }
}

impl Style {
    /// Returns how an object is written; none where it has too few members to tell.
    pub(super) fn of(object: &JsonValue, json: &str) -> Option<Self> {
        let [first, second, ..] = object.members() else { return None };
        let last = object.members().last()?;
        let between = |from: u32, to: u32| Span { start: from, end: to }.of(json).to_owned();
        Some(Self {
            open: between(object.span.start + 1, first.key_span.start),
            colon: between(first.key_span.end, first.value.span.start),
            comma: between(first.value.span.end, second.key_span.start),
            close: between(last.value.span.end, object.span.end.saturating_sub(1)),
        })
    }

    /// Returns how the object that these bytes are is written.
    pub(super) fn of_item(json: &str) -> Option<Self> {
        Self::of(&read_tree(json).ok()?, json)
    }

    /// Writes an object from its keys and values, both as JSON.
    pub(super) fn write(&self, members: &[(String, String)]) -> String {
        let written: Vec<String> =
            members.iter().map(|(key, value)| format!("{key}{}{value}", self.colon)).collect();
        format!("{{{}{}{}}}", self.open, written.join(&self.comma), self.close)
    }
}
