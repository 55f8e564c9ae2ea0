//! Changing members of the object that a settings file is, and no other byte of it.

use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value};

use super::json_text::encode;
use super::json_tree::{JsonKind, JsonValue, read_tree};
use super::plan::Splice;
use crate::text::Span;

/// Plans to set members of the JSON object that `json` is: each in its place, new ones at the end
/// and written as their neighbours are. An empty text becomes an object. Nothing where `json` is
/// something else.
pub fn plan_members(json: &str, changes: &Map<String, Value>) -> Option<Vec<Splice>> {
    if json.trim_start_matches('\u{feff}').trim().is_empty() {
        let text = pretty(&Value::Object(changes.clone()), "  ");
        let end = json.len();
        return Some(vec![Splice { span: Span::new(end..end), text }]);
    }
    let object = read_tree(json).ok().filter(|it| matches!(it.kind, JsonKind::Object(_)))?;
    let style = Style::of(json, &object);
    let members = object.members();
    let mut splices = Vec::new();
    let mut added = String::new();
    for (key, value) in changes {
        match object.member(key) {
            Some(member) if is_same(member.value.span.of(json), value) => {}
            Some(member) => {
                splices.push(Splice { span: member.value.span, text: style.write(value) });
            }
            None => {
                let comma = if members.is_empty() && added.is_empty() { "" } else { "," };
                added.push_str(comma);
                added.push_str(&style.member(key, value));
            }
        }
    }
    if !added.is_empty() {
        let at = members.last().map_or(object.span.start + 1, |last| last.value.span.end) as usize;
        if members.is_empty() {
            added.push_str(&style.end);
        }
        splices.push(Splice { span: Span::new(at..at), text: added });
    }
    Some(splices)
}

fn is_same(written: &str, value: &Value) -> bool {
    serde_json::from_str::<Value>(written).is_ok_and(|written| match (&written, value) {
        // `1` and `1.0` are one number.
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => written == *value,
    })
}

/// How a file writes its members.
struct Style {
    /// What stands before a member: a line break and its indentation, or little.
    before: String,
    /// What stands between a key and its value.
    colon: String,
    /// What an empty object gets before its end.
    end: String,
}

impl Style {
    fn of(json: &str, object: &JsonValue) -> Self {
        let members = object.members();
        let usual = || Self { before: "\n  ".into(), colon: ": ".into(), end: "\n".into() };
        let Some(last) = members.last() else { return usual() };
        let from = match members.len().checked_sub(2).and_then(|at| members.get(at)) {
            Some(earlier) => earlier.value.span.end,
            None => object.span.start + 1,
        };
        let between = |from: u32, to: u32| json.get(from as usize..to as usize).unwrap_or_default();
        let before = between(from, last.key_span.start);
        let before = before.trim_start_matches([',', ' ', '\t']).to_owned();
        let colon = between(last.key_span.end, last.value.span.start).to_owned();
        Self { before, colon, end: String::new() }
    }

    fn member(&self, key: &str, value: &Value) -> String {
        format!("{}\"{}\"{}{}", self.before, encode(key), self.colon, self.write(value))
    }

    fn write(&self, value: &Value) -> String {
        match self.before.rsplit_once('\n') {
            // What is nested goes one step further in than the members themselves.
            Some((_, indent)) => {
                let step = if indent.is_empty() { "  " } else { indent };
                pretty(value, step).replace('\n', &format!("\n{indent}"))
            }
            None => value.to_string(),
        }
    }
}

fn pretty(value: &Value, indent: &str) -> String {
    let mut text = Vec::new();
    let formatter = PrettyFormatter::with_indent(indent.as_bytes());
    let mut serializer = Serializer::with_formatter(&mut text, formatter);
    match serde::Serialize::serialize(value, &mut serializer) {
        Ok(()) => String::from_utf8_lossy(&text).into_owned(),
        Err(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;

    fn check(before: &str, changes: &str, after: &str) {
        let changes: Map<String, Value> = serde_json::from_str(changes).unwrap();
        let splices = plan_members(before, &changes).unwrap();
        let bytes = apply_splices(before.as_bytes(), &splices).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, after, "{before}");
        let now: Map<String, Value> = serde_json::from_str(&text).unwrap();
        assert!(changes.iter().all(|(key, value)| now.get(key) == Some(value)));
    }

    #[test]
    fn a_member_changes_in_its_place_and_nothing_else_does() {
        check(
            "{\n  \"odd\":  [1 ,2],\n  \"a\": false,\n  \"close\": true\n}",
            r#"{"a": true, "close": true}"#,
            "{\n  \"odd\":  [1 ,2],\n  \"a\": true,\n  \"close\": true\n}",
        );
        check("{\"a\":1.0,\"b\":2}", r#"{"a": 1.0, "b": 3}"#, "{\"a\":1.0,\"b\":3}");
        check("{\"a\": 1, \"a\": 2}", r#"{"a": 3}"#, "{\"a\": 1, \"a\": 3}");
    }

    #[test]
    fn a_new_member_is_written_as_its_neighbours_are() {
        check(
            "{\r\n\t\"a\" : 1\r\n}\r\n",
            r#"{"b": [{"c": 1}]}"#,
            "{\r\n\t\"a\" : 1,\r\n\t\"b\" : [\n\t\t{\n\t\t\t\"c\": 1\n\t\t}\n\t]\r\n}\r\n",
        );
        check("{\"a\":1}", r#"{"b": {"c": [1, 2]}}"#, "{\"a\":1,\"b\":{\"c\":[1,2]}}");
        check("{\"a\":1,\"b\":2}", r#"{"c": 3}"#, "{\"a\":1,\"b\":2,\"c\":3}");
    }

    #[test]
    fn an_empty_file_becomes_an_object() {
        check("", r#"{"a": 1, "b": true}"#, "{\n  \"a\": 1,\n  \"b\": true\n}");
        check("{}", r#"{"a": 1, "b": true}"#, "{\n  \"a\": 1,\n  \"b\": true\n}");
        assert!(plan_members("[1]", &Map::new()).is_none());
        assert!(plan_members("{\"a\": ", &Map::new()).is_none());
    }
}
