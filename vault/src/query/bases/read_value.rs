//! Reads the value of a property as bases see it: links and dates are more than texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::moment::Moment;
use super::value::{Link, Value, is_address};
use crate::path::fold_name;

/// How properties are read, by the types that the vault assigns to their names.
#[derive(Debug)]
pub(super) struct Reading {
    /// By folded name.
    types: BTreeMap<String, String>,
}

/// Finds the file that a target leads to.
type Resolve<'r> = dyn Fn(&str) -> Option<u32> + 'r;

impl Reading {
    /// Takes the text of `.obsidian/types.json`; one that cannot be read assigns nothing.
    pub(super) fn new(types_json: &str) -> Self {
        let json: Json = serde_json::from_str(types_json).unwrap_or(Json::Null);
        let assigned = json.get("types").and_then(Json::as_object);
        let entry = |(name, kind): (&String, &Json)| {
            Some((fold_name(name), kind.as_str().unwrap_or("").to_owned()))
        };
        Self { types: assigned.into_iter().flatten().filter_map(entry).collect() }
    }

    /// Reads a value from its JSON; `key` is the folded name of its property.
    pub(super) fn value(&self, key: &str, json: &str, resolve: &Resolve<'_>) -> Value {
        let assigned = self.types.get(key).map(String::as_str);
        let dates = !matches!(assigned, Some("text" | "multitext" | "aliases" | "tags"));
        value_of(serde_json::from_str(json).unwrap_or(Json::Null), dates, resolve)
    }
}

fn value_of(json: Json, dates: bool, resolve: &Resolve<'_>) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => number.as_f64().map_or(Value::Null, Value::Number),
        Json::String(text) => text_value(text, dates, resolve),
        Json::Array(items) => {
            let read: Vec<Value> =
                items.into_iter().map(|item| value_of(item, dates, resolve)).collect();
            Value::list(read)
        }
        Json::Object(entries) => {
            let entry =
                |(key, value): (String, Json)| (Arc::from(key), value_of(value, dates, resolve));
            Value::object(entries.into_iter().map(entry).collect())
        }
    }
}

fn text_value(text: String, dates: bool, resolve: &Resolve<'_>) -> Value {
    let digit = text.starts_with(|first: char| first.is_ascii_digit());
    if dates
        && digit
        && let Some(moment) = Moment::parse(&text)
    {
        return Value::Date(moment);
    }
    match link_in(&text, resolve) {
        Some(link) => Value::Link(Arc::new(link)),
        None => Value::text(text),
    }
}

/// Reads a text that is a link as a whole: `[[x]]`, `[y](x)`, or an address of the web.
pub(super) fn link_in(text: &str, resolve: &Resolve<'_>) -> Option<Link> {
    if is_address(text) && !text.contains(char::is_whitespace) {
        return Some(Link {
            target: text.to_owned(),
            subpath: String::new(),
            display: None,
            file: None,
        });
    }
    if !text.starts_with(['[', '!']) {
        return None;
    }
    let found = crate::parse::whole_link(text)?;
    let file = resolve(&found.target);
    let display = found.display.filter(|text| !text.is_empty());
    Some(Link { target: found.target, subpath: found.subpath, display, file })
}
