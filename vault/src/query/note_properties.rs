//! The properties of one note, each with the type by which it is edited.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::facts::{NoteFacts, Property, Value};
use crate::path::fold_name;
use crate::text::LineIndex;
use crate::thesis::date::is_partial_date;

/// The properties of one note.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct NoteProperties {
    /// In the order of the note.
    pub properties: Vec<NoteProperty>,
    /// Why the block cannot be read; it is then shown as source and never written to.
    pub invalid: Option<InvalidProperties>,
}

/// One property of a note.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct NoteProperty {
    /// The key as written.
    pub key: String,
    /// The value.
    pub value: Json,
    /// How it is edited.
    #[serde(rename = "type")]
    pub kind: PropertyKind,
    /// The type that the vault assigns to the name, where the value does not fit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub misfit: Option<PropertyKind>,
    /// The entry as written, key included.
    pub raw: String,
}

/// Where and why properties cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct InvalidProperties {
    /// What is wrong.
    pub message: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// How a property is edited; Obsidian's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum PropertyKind {
    Text,
    List,
    Number,
    Checkbox,
    Date,
    Datetime,
    Tags,
    Aliases,
    /// A nested map, which is shown as source only.
    Map,
}

impl PropertyKind {
    /// Returns the word for it in `types.json`, where a person can assign it to a name.
    pub fn assignable(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("text"),
            Self::List => Some("multitext"),
            Self::Number => Some("number"),
            Self::Checkbox => Some("checkbox"),
            Self::Date => Some("date"),
            Self::Datetime => Some("datetime"),
            Self::Tags | Self::Aliases | Self::Map => None,
        }
    }
}

/// Returns true for a name whose type is always the same.
pub fn has_fixed_type(name: &str) -> bool {
    matches!(fold_name(name).as_str(), "tags" | "aliases" | "cssclasses")
}

/// Returns the properties of a note; `types_json` is the text of `.obsidian/types.json`.
///
/// A type that the vault assigns to a name wins over what the value looks like, unless the value
/// does not fit it.
pub fn note_properties(text: &str, facts: &NoteFacts, types_json: &str) -> NoteProperties {
    let Some(frontmatter) = &facts.frontmatter else {
        return NoteProperties { properties: Vec::new(), invalid: None };
    };
    let assigned: Json = serde_json::from_str(types_json).unwrap_or(Json::Null);
    let shown = |property: &Property| {
        let wanted = assigned_kind(&assigned, property);
        let fitting = wanted.filter(|kind| fits(*kind, &property.value));
        NoteProperty {
            key: property.key.clone(),
            value: property.value.to_json(),
            kind: fitting.unwrap_or_else(|| inferred_kind(property)),
            misfit: wanted.filter(|_| fitting.is_none()),
            raw: property.span.of(text).to_owned(),
        }
    };
    let problem = facts.problems.iter().find(|problem| problem.kind == "invalid-yaml");
    NoteProperties {
        properties: frontmatter.properties.iter().map(shown).collect(),
        invalid: problem.filter(|_| frontmatter.invalid).map(|problem| InvalidProperties {
            message: problem.message.clone(),
            line: LineIndex::new(text).line(problem.span.start) + 1,
        }),
    }
}

fn assigned_kind(assigned: &Json, property: &Property) -> Option<PropertyKind> {
    let types = assigned.get("types")?.as_object()?;
    let key = fold_name(&property.key);
    let (_, name) = types.iter().find(|(name, _)| fold_name(name) == key)?;
    match name.as_str()? {
        "text" => Some(PropertyKind::Text),
        "multitext" => Some(PropertyKind::List),
        "number" => Some(PropertyKind::Number),
        "checkbox" => Some(PropertyKind::Checkbox),
        "date" => Some(PropertyKind::Date),
        "datetime" => Some(PropertyKind::Datetime),
        "tags" => Some(PropertyKind::Tags),
        "aliases" => Some(PropertyKind::Aliases),
        _ => None,
    }
}

/// Returns true where a value can be edited as this kind without being changed by it.
fn fits(kind: PropertyKind, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Null)
        | (PropertyKind::List | PropertyKind::Tags | PropertyKind::Aliases, Value::List(_))
        | (PropertyKind::Number, Value::Number(_))
        | (PropertyKind::Checkbox, Value::Bool(_)) => true,
        (PropertyKind::Date, Value::Text(text)) => looks_like_date(text) || is_partial_date(text),
        (PropertyKind::Date, Value::Number(_)) => is_partial_date(&value.to_json().to_string()),
        (PropertyKind::Datetime, Value::Text(text)) => looks_like_datetime(text),
        (kind, Value::Text(_)) => !matches!(kind, PropertyKind::Number | PropertyKind::Checkbox),
        _ => false,
    }
}

fn inferred_kind(property: &Property) -> PropertyKind {
    match (property.key.as_str(), &property.value) {
        ("tags", Value::List(_) | Value::Text(_) | Value::Null) => PropertyKind::Tags,
        ("aliases", Value::List(_) | Value::Text(_) | Value::Null) => PropertyKind::Aliases,
        ("cssclasses", Value::Null) | (_, Value::List(_)) => PropertyKind::List,
        (_, Value::Bool(_)) => PropertyKind::Checkbox,
        (_, Value::Number(_)) => PropertyKind::Number,
        (_, Value::Map(_)) => PropertyKind::Map,
        (_, Value::Text(text)) if looks_like_date(text) => PropertyKind::Date,
        (_, Value::Text(text)) if looks_like_datetime(text) => PropertyKind::Datetime,
        (_, Value::Text(_) | Value::Null) => PropertyKind::Text,
    }
}

fn looks_like_date(text: &str) -> bool {
    fits_shape(text, "0000-00-00")
}

fn looks_like_datetime(text: &str) -> bool {
    fits_shape(text, "0000-00-00T00:00") || fits_shape(text, "0000-00-00T00:00:00")
}

/// Returns true where digits stand for `0` and every other character for itself.
fn fits_shape(text: &str, shape: &str) -> bool {
    let fits =
        |(byte, want): (u8, u8)| if want == b'0' { byte.is_ascii_digit() } else { byte == want };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn a_type_is_assigned_where_it_fits_and_inferred_otherwise() {
        let text = "---\nDue: 2026-05-01\nrank: high\ntags: [a]\nup: \"[[x]]\"\nn: 3\nwhen:\n---\n";
        let types = r#"{"types": {"due": "text", "rank": "number", "when": "datetime"}}"#;
        let shown = note_properties(text, &parse(text), types);
        let kinds: Vec<_> = shown.properties.iter().map(|property| property.kind).collect();
        use PropertyKind::*;
        assert_eq!(kinds, [Text, Text, Tags, Text, Number, Datetime]);
        let misfits: Vec<_> = shown.properties.iter().map(|property| property.misfit).collect();
        assert_eq!(misfits, [None, Some(Number), None, None, None, None]);
        assert_eq!(shown.properties[3].raw, "up: \"[[x]]\"");
        assert_eq!(shown.invalid, None);
    }

    #[test]
    fn a_date_may_be_less_than_a_day_and_fits_its_type_as_it_is_written() {
        let kinds = |value: &str| {
            let text = format!("---\nwhen: {value}\n---\n");
            let shown = note_properties(&text, &parse(&text), r#"{"types": {"when": "date"}}"#);
            let [when] = shown.properties.as_slice() else { panic!("{value}: one property") };
            (when.kind, when.misfit)
        };
        for value in
            ["2026-05-04", "2026-05", "2026-Q2", "2026", "2026-03-24/2026-03-26", "2026/.."]
        {
            assert_eq!(kinds(value), (PropertyKind::Date, None), "{value}");
        }
        for value in ["2026-13", "2026-Q5", "spring", "../..", "17", "3.5", "2026-05-04T10:00/.."] {
            assert_eq!(kinds(value).1, Some(PropertyKind::Date), "{value}");
        }
    }

    #[test]
    fn invalid_yaml_says_where() {
        let text = "---\na: 1\nwho: @me\n---\n";
        let shown = note_properties(text, &parse(text), "");
        assert_eq!(shown.invalid.map(|invalid| invalid.line), Some(3));
        assert!(shown.properties.is_empty());
    }
}
