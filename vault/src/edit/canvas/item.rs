//! One node or edge: its bytes, and changing keys inside them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::style::Style;
use super::{CanvasError, CanvasKey};
use crate::edit::json_tree::{JsonMember, JsonValue, read_tree};
use crate::edit::plan::{Splice, apply_splices};
use crate::text::Span;

/// A node or an edge as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Its id; empty where it has none.
    pub(super) id: String,
    /// The ids of the nodes that an edge begins and ends at.
    pub(super) ends: [Option<String>; 2],
    /// Its bytes.
    pub(super) json: String,
}

/// Keys with their values as JSON; none where the key is not there.
pub(super) type Values = BTreeMap<CanvasKey, Option<String>>;

impl Item {
    pub(super) fn new(json: String) -> Self {
        let value: Value = serde_json::from_str(&json).unwrap_or_default();
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let ends = [text("fromNode"), text("toNode")];
        Self { id: text("id").unwrap_or_default(), ends, json }
    }

    pub(super) fn touches(&self, node: &str) -> bool {
        self.ends.iter().flatten().any(|end| end == node)
    }

    /// Returns the value of a key as JSON.
    pub(super) fn value(&self, key: CanvasKey) -> Option<String> {
        let tree = read_tree(&self.json).ok()?;
        Some(tree.member(key.as_str())?.value.span.of(&self.json).to_owned())
    }

    /// Writes values and returns those that stood there. A value that says the same as the one
    /// in the file is left as it is spelled.
    pub(super) fn set(&mut self, values: &Values) -> Result<Values, CanvasError> {
        let mut former = Values::new();
        for (key, value) in values {
            if let Some(value) = value {
                check_value(*key, value)?;
            }
            former.insert(*key, self.value(*key));
        }
        for (key, value) in values {
            let Ok(tree) = read_tree(&self.json) else { break };
            let splices = match value {
                Some(value) => write_key(&tree, &self.json, *key, value.trim()),
                None => remove_key(&tree, key.as_str()),
            };
            if let Ok(bytes) = apply_splices(self.json.as_bytes(), &splices) {
                self.json = String::from_utf8(bytes).unwrap_or_default();
            }
        }
        *self = Self::new(std::mem::take(&mut self.json));
        Ok(former)
    }
}

/// Refuses what is no number where one belongs, and no text elsewhere.
pub(super) fn check_value(key: CanvasKey, value: &str) -> Result<(), CanvasError> {
    let fits = match serde_json::from_str(value) {
        Ok(Value::Number(number)) => key.is_number() && number.as_f64().is_some_and(f64::is_finite),
        Ok(Value::String(_)) => !key.is_number(),
        _ => false,
    };
    let refused = || CanvasError::Value { key, value: value.to_owned() };
    fits.then_some(()).ok_or_else(refused)
}

/// Returns true where two values say the same, however they are spelled.
pub(super) fn says_the_same(one: &str, other: &str) -> bool {
    let read = |json: &str| serde_json::from_str::<Value>(json).ok();
    match (read(one), read(other)) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => one.as_f64() == other.as_f64(),
        (one, other) => one.is_some() && one == other,
    }
}

fn write_key(tree: &JsonValue, json: &str, key: CanvasKey, value: &str) -> Vec<Splice> {
    if let Some(member) = tree.member(key.as_str()) {
        let span = member.value.span;
        let same = says_the_same(span.of(json), value);
        return if same { vec![] } else { vec![Splice { span, text: value.to_owned() }] };
    }
    let style = Style::of(tree, json).unwrap_or_default();
    let member = format!("\"{}\"{}{value}", key.as_str(), style.colon);
    let (at, text) = match tree.members().last() {
        Some(last) => (last.value.span.end, format!("{}{member}", style.comma)),
        None => (tree.span.start + 1, member),
    };
    vec![Splice { span: Span { start: at, end: at }, text }]
}

/// Returns the splices that take a key away, however often it stands there.
fn remove_key(tree: &JsonValue, key: &str) -> Vec<Splice> {
    let members = tree.members();
    let Some(first_kept) = members.iter().position(|member| member.key != key) else {
        let inside = Span { start: tree.span.start + 1, end: tree.span.end.saturating_sub(1) };
        return vec![Splice { span: inside, text: String::new() }];
    };
    let end = |member: &JsonMember| member.value.span.end;
    let pairs = members.iter().zip(members.iter().skip(1)).enumerate();
    pairs
        .filter_map(|(at, (left, right))| {
            // Those before the first that stays go with the comma behind them, others with the
            // one before.
            let removed = if at < first_kept { left } else { right };
            let span = match at < first_kept {
                true => Span { start: left.key_span.start, end: right.key_span.start },
                false => Span { start: end(left), end: end(right) },
            };
            (removed.key == key).then_some(Splice { span, text: String::new() })
        })
        .collect()
}
