//! One entry of a YAML mapping changed in its text; the only file that knows `yaml-edit`.

use std::str::FromStr;

use yaml_edit::{AsYaml, Document, Mapping, ScalarValue, YamlFile, YamlNode, YamlValue};

use crate::facts::Value;

/// Returns the YAML with `key` set; nothing where it has no mapping at its top.
pub(super) fn set(yaml: &str, key: &str, value: &Value) -> Option<String> {
    let (file, mapping) = open(yaml)?;
    let is_new = !mapping.contains_key(key);
    if !set_items(&mapping, key, value) {
        set_whole(&mapping, key, value, is_new);
    }
    let changed = file.to_string();
    Some(if *value == Value::Null && !mapping.is_flow_style() {
        without_null(&changed, key).unwrap_or(changed)
    } else {
        changed
    })
}

/// Returns the YAML without `key`.
pub(super) fn remove(yaml: &str, key: &str) -> Option<String> {
    let (file, mapping) = open(yaml)?;
    mapping.remove(key)?;
    // An emptied mapping may be left as `{}`, which a reader of the block need not see.
    if mapping.is_empty() && file.to_string().trim() == "{}" {
        return Some(String::new());
    }
    Some(file.to_string())
}

/// Returns the YAML with `key` called `to`.
pub(super) fn rename(yaml: &str, key: &str, to: &str) -> Option<String> {
    let (file, mapping) = open(yaml)?;
    mapping.rename_key(key, to).then(|| file.to_string())
}

/// Returns the YAML with another text at a dotted place.
pub(super) fn replace_text(yaml: &str, place: &str, text: &str) -> Option<String> {
    let (file, mapping) = open(yaml)?;
    // A key may itself hold dots, so the longest key that fits is tried first.
    let ends = place.match_indices('.').map(|(at, _)| at).rev();
    for end in std::iter::once(place.len()).chain(ends) {
        let key = place.get(..end)?;
        let Some(node) = mapping.get(key) else { continue };
        let rest = place.get(end + 1..).unwrap_or("");
        if rest.is_empty() {
            mapping.set(key, scalar(text));
            return Some(file.to_string());
        }
        if replace_below(&node, rest, text) {
            return Some(file.to_string());
        }
    }
    None
}

fn replace_below(node: &YamlNode, place: &str, text: &str) -> bool {
    let (step, rest) = place.split_once('.').unwrap_or((place, ""));
    match node {
        YamlNode::Sequence(items) => {
            let Ok(at) = step.parse::<usize>() else { return false };
            if rest.is_empty() {
                return items.set(at, scalar(text));
            }
            items.get(at).is_some_and(|item| replace_below(&item, rest, text))
        }
        YamlNode::Mapping(entries) if rest.is_empty() && entries.contains_key(step) => {
            entries.set(step, scalar(text));
            true
        }
        YamlNode::Mapping(entries) => {
            entries.get(step).is_some_and(|entry| replace_below(&entry, rest, text))
        }
        _ => false,
    }
}

/// Returns a line (or lines) `key: value`, with `\n` line ends.
pub(super) fn render_entry(key: &str, value: &Value) -> String {
    let document = Document::new();
    let Some(mapping) = document.as_mapping().or_else(|| {
        document.set(key, ScalarValue::null());
        document.as_mapping()
    }) else {
        return String::new();
    };
    set_whole(&mapping, key, value, true);
    let mut entry = document.to_string();
    if let Some(bare) = entry.strip_prefix("---\n") {
        entry = bare.to_owned();
    }
    if !entry.ends_with('\n') {
        entry.push('\n');
    }
    if *value == Value::Null { without_null(&entry, key).unwrap_or(entry) } else { entry }
}

fn open(yaml: &str) -> Option<(YamlFile, Mapping)> {
    let file = YamlFile::from_str(yaml).ok()?;
    let mapping = file.document()?.as_mapping()?;
    Some((file, mapping))
}

fn set_whole(mapping: &Mapping, key: &str, value: &Value, is_new: bool) {
    if is_new {
        // A list set over an empty value is indented by two, as Obsidian writes it.
        mapping.set(key, ScalarValue::null());
    }
    match value {
        Value::Map(_) => {
            // JSON is YAML; a map in one line keeps its order.
            let json = value.to_json().to_string();
            if let Some(map) = Document::from_str(&json).ok().and_then(|map| map.as_mapping()) {
                mapping.set(key, map);
            }
        }
        other => mapping.set(key, to_yaml(other)),
    }
}

/// Changes single items where a list was and a list comes; returns false for anything else.
fn set_items(mapping: &Mapping, key: &str, value: &Value) -> bool {
    let (Value::List(wanted), Some(items)) = (value, mapping.get_sequence(key)) else {
        return false;
    };
    let nested = wanted.iter().any(|item| matches!(item, Value::List(_) | Value::Map(_)));
    if nested || wanted.is_empty() || items.is_empty() {
        return false;
    }
    let is_at = |at: usize, item: &Value| {
        items.get(at).is_some_and(|old| yaml_edit::yaml_eq(&old, &to_yaml(item)))
    };
    let (old, new) = (items.len(), wanted.len());
    let head = wanted.iter().enumerate().take_while(|(at, item)| is_at(*at, item)).count();
    let most = old.min(new) - head.min(old).min(new);
    let tail = (wanted.iter().rev().take(most).enumerate())
        .take_while(|(back, item)| is_at(old - 1 - back, item))
        .count();
    let (replaced, wanted) = (old - head - tail, wanted.get(head..new - tail).unwrap_or(&[]));
    for (at, item) in wanted.iter().enumerate() {
        if at < replaced {
            items.set(head + at, to_yaml(item));
        } else {
            items.insert(head + at, to_yaml(item));
        }
    }
    for _ in wanted.len()..replaced {
        items.remove(head + wanted.len());
    }
    true
}

fn to_yaml(value: &Value) -> YamlValue {
    match value {
        Value::Null | Value::Map(_) => YamlValue::Scalar(ScalarValue::null()),
        Value::Bool(value) => YamlValue::from(*value),
        Value::Number(number) => YamlValue::Scalar(ScalarValue::parse(number.to_string())),
        Value::Text(text) => scalar(text),
        Value::List(items) => YamlValue::Sequence(items.iter().map(to_yaml).collect()),
    }
}

/// Returns a text in the quotes it needs; a link in double ones, as Obsidian writes it.
fn scalar(text: &str) -> YamlValue {
    if text.contains("[[") && !text.contains('\n') {
        return YamlValue::Scalar(ScalarValue::double_quoted(text));
    }
    YamlValue::from(text)
}

/// Returns the YAML with an empty value for `key` where it says `null`.
fn without_null(yaml: &str, key: &str) -> Option<String> {
    let (_, mapping) = open(yaml)?;
    let entry = mapping.find_entry_by_key(key)?;
    let value = entry.value_node()?;
    let range = value.as_node()?.text_range();
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    if yaml.get(start..end)? != "null" {
        return None;
    }
    let before = yaml.get(..start)?;
    Some(format!("{}{}", before.strip_suffix(' ').unwrap_or(before), yaml.get(end..)?))
}
