//! Changing one setting in its file and no other byte.
//!
//! Setting a value back to its default takes the key out, as Obsidian's files hold only what
//! differs. An empty file counts as `{}`; one that is no JSON is refused.

use serde_json::{Map, Value, json};

use super::json_edit::{insert_item, remove_item, remove_key, set_key};
use super::json_tree::{JsonKind, JsonValue, read_tree};
use super::plan::{Splice, apply_splices};
use super::{EditError, SeenText};
use crate::error::Error;
use crate::path::VaultPath;

/// A settings file as it is: its path, and its text where there is one.
#[derive(Debug, Clone)]
pub struct SeenSettings {
    /// Where it is or comes to be.
    pub path: VaultPath,
    /// What it holds; none where there is no such file.
    pub file: Option<SeenText>,
}

impl SeenSettings {
    /// Returns the text; an empty one where there is no file.
    pub fn text(&self) -> &str {
        self.file.as_ref().map_or("", |file| file.text.as_str())
    }

    /// Reads the file as a tree; none where it holds nothing.
    pub fn tree(&self) -> Result<Option<JsonValue>, EditError> {
        self.tree_of(self.text())
    }

    /// Reads a text as that of this file.
    pub(super) fn tree_of(&self, text: &str) -> Result<Option<JsonValue>, EditError> {
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Ok(None);
        }
        // The reader of values says more plainly what is wrong than the one that skips them.
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        let plainly = || serde_json::from_str::<Value>(bare).err();
        let tree = read_tree(text).map_err(|error| {
            let error = plainly().unwrap_or(error);
            EditError::InvalidJson {
                path: self.path.clone(),
                line: u32::try_from(error.line()).unwrap_or(u32::MAX),
                message: without_place(&error.to_string()),
            }
        })?;
        Ok(Some(tree))
    }

    /// Returns the text to begin with, for a file that holds nothing.
    pub(super) fn or_begun(&self, begun: &str) -> Result<(String, JsonValue), Error> {
        if let Some(tree) = self.tree()? {
            return Ok((self.text().to_owned(), tree));
        }
        let tree = self.tree_of(begun)?.ok_or_else(|| self.odd("it is empty"))?;
        Ok((begun.to_owned(), tree))
    }

    pub(super) fn odd(&self, message: &str) -> EditError {
        EditError::OddJson { path: self.path.clone(), message: message.to_owned() }
    }
}

/// Returns the file's new text with a key set, or taken out where `value` is none; none where
/// nothing changes.
pub fn plan_setting(
    seen: &SeenSettings,
    key: &str,
    value: Option<&Value>,
) -> Result<Option<String>, Error> {
    plan_setting_at(seen, &[key], value)
}

/// Does the same for a key inside objects, given by their keys from the outermost inwards.
///
/// Objects that are not there are made; one that holds nothing but the key goes with it.
pub fn plan_setting_at(
    seen: &SeenSettings,
    keys: &[&str],
    value: Option<&Value>,
) -> Result<Option<String>, Error> {
    let (text, tree) = seen.or_begun("{}")?;
    let objects = open_objects(seen, &tree, keys)?;
    let missing = keys.get(objects.len()..).unwrap_or_default();
    let (Some(inmost), Some(key)) = (objects.last(), keys.get(objects.len() - 1)) else {
        return Ok(None);
    };
    let splices = match value {
        Some(value) => {
            let of = |value: Value, key: &&str| json!({ *key: value });
            let value = missing.iter().rev().fold(value.clone(), of);
            match inmost.find(key).is_some_and(|old| old.read(&text) == value) {
                true => Vec::new(),
                false => vec![set_key(&text, inmost, key, &value)],
            }
        }
        None if !missing.is_empty() => Vec::new(),
        None => {
            let holds_only =
                |at: &usize| objects.get(*at).is_some_and(|object| object.members().len() == 1);
            let alone = (1..objects.len()).rev().take_while(holds_only).count();
            let at = objects.len() - 1 - alone;
            match (objects.get(at), keys.get(at)) {
                (Some(object), Some(key)) if inmost.find(keys.last().unwrap_or(&"")).is_some() => {
                    remove_key(object, key)
                }
                _ => Vec::new(),
            }
        }
    };
    changed(&text, &splices)
}

/// Returns the objects that hold the keys, as far as there are any; the first is the file's own.
fn open_objects<'t>(
    seen: &SeenSettings,
    tree: &'t JsonValue,
    keys: &[&str],
) -> Result<Vec<&'t JsonValue>, Error> {
    let mut objects = vec![tree];
    for key in keys.iter().take(keys.len().saturating_sub(1)) {
        let Some(inside) = objects.last().and_then(|object| object.find(key)) else { break };
        objects.push(inside);
    }
    match objects.iter().position(|object| !matches!(object.kind, JsonKind::Object(_))) {
        None => Ok(objects),
        Some(0) => Err(seen.odd("it is no object").into()),
        Some(at) => {
            let key = keys.get(at - 1).copied().unwrap_or_default();
            Err(seen.odd(&format!("{key:?} is no object")).into())
        }
    }
}

/// Returns the file's new text with several keys set, each in its place and new ones at the end;
/// none where nothing changes.
pub fn plan_settings(
    seen: &SeenSettings,
    changes: &Map<String, Value>,
) -> Result<Option<String>, Error> {
    let (mut text, mut tree) = seen.or_begun("{}")?;
    if !matches!(tree.kind, JsonKind::Object(_)) {
        return Err(seen.odd("it is no object").into());
    }
    let mut is_changed = false;
    for (key, value) in changes {
        if tree.find(key).is_some_and(|old| is_same(&old.read(&text), value)) {
            continue;
        }
        let splice = set_key(&text, &tree, key, value);
        let Some(new) = changed(&text, &[splice])? else { continue };
        tree = seen.tree_of(&new)?.ok_or_else(|| seen.odd("it is empty"))?;
        (text, is_changed) = (new, true);
    }
    Ok(is_changed.then_some(text))
}

/// Returns true for equal values; `1` and `1.0` are one number.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// Returns the new text of `core-plugins.json` with a plugin on or off, in the shape that the
/// file has; none where nothing changes. `usual` is whether it is on where no file says so.
pub fn plan_plugin(
    seen: &SeenSettings,
    id: &str,
    on: bool,
    usual: bool,
) -> Result<Option<String>, Error> {
    let tree = seen.tree()?;
    let Some(tree) = tree.filter(|tree| matches!(tree.kind, JsonKind::List(_))) else {
        // A file is not begun to say what is so without it.
        let is_silent = seen.tree()?.is_none_or(|tree| tree.find(id).is_none());
        if is_silent && on == usual {
            return Ok(None);
        }
        return plan_setting(seen, id, Some(&json!(on)));
    };
    let text = seen.text();
    let listed = tree.items().iter().position(|item| item.read(text) == json!(id));
    let splices = match listed {
        None if on => {
            vec![insert_item(text, &tree, tree.items().len(), &json!(id).to_string())]
        }
        Some(at) if !on => remove_item(&tree, at).into_iter().collect(),
        _ => Vec::new(),
    };
    changed(text, &splices)
}

/// Returns the reader's words without the place at their end.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(what, _)| what).to_owned()
}

/// Returns the text with the splices applied; none where there is none.
pub(super) fn changed(text: &str, splices: &[Splice]) -> Result<Option<String>, Error> {
    if splices.is_empty() {
        return Ok(None);
    }
    let bytes = apply_splices(text.as_bytes(), splices)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: Option<&str>) -> SeenSettings {
        let path = VaultPath::new(".obsidian/app.json").unwrap();
        let file = text.map(|text| SeenText::new(path.clone(), text.as_bytes().to_vec()).unwrap());
        SeenSettings { path, file }
    }

    #[test]
    fn a_file_is_begun_where_there_is_none() {
        for text in [None, Some(""), Some(" \n")] {
            let made = plan_setting(&seen(text), "tabSize", Some(&json!(2))).unwrap();
            assert_eq!(made.as_deref(), Some("{\n  \"tabSize\": 2\n}"), "{text:?}");
            assert_eq!(plan_setting(&seen(text), "tabSize", None).unwrap(), None);
        }
    }

    #[test]
    fn nothing_is_written_for_nothing() {
        let file = seen(Some("{ \"tabSize\" : 2 }"));
        assert_eq!(plan_setting(&file, "tabSize", Some(&json!(2))).unwrap(), None);
        assert_eq!(plan_setting(&file, "vimMode", None).unwrap(), None);
        assert_eq!(plan_setting(&file, "tabSize", None).unwrap().as_deref(), Some("{}"));
    }

    #[test]
    fn a_key_inside_objects_is_set_and_taken_out_with_those_that_it_leaves_empty() {
        let keys = ["thesis", "windows", "burst_days"];
        let plan = |text: Option<&str>, value: Option<&Value>| {
            plan_setting_at(&seen(text), &keys, value).unwrap()
        };
        let four = json!(4);
        let set = |text| plan(Some(text), Some(&four)).unwrap();
        let made = plan(None, Some(&four)).unwrap();
        assert_eq!(
            made,
            "{\n  \"thesis\": {\n    \"windows\": {\n      \"burst_days\": 4\n    }\n  }\n}"
        );
        assert_eq!(plan(Some(&made), Some(&four)), None);
        assert_eq!(plan(Some(&made), None).unwrap(), "{}");
        assert_eq!(
            set(r#"{"a":1,"thesis":{"x":[2]}}"#),
            r#"{"a":1,"thesis":{"x":[2], "windows":{"burst_days":4}}}"#
        );
        assert_eq!(
            set(r#"{"thesis":{"windows":{"burst_days":9,"b":1}}}"#),
            r#"{"thesis":{"windows":{"burst_days":4,"b":1}}}"#
        );
        let other = r#"{"thesis":{"windows":{"burst_days":9},"x":1}}"#;
        assert_eq!(plan(Some(other), None).unwrap(), r#"{"thesis":{"x":1}}"#);
        assert_eq!(plan(Some(r#"{"thesis":{"windows":{"b":1}}}"#), None), None);
        let error = plan_setting_at(&seen(Some(r#"{"thesis":[]}"#)), &keys, Some(&four));
        assert!(error.unwrap_err().to_string().contains("\"thesis\" is no object"));
    }

    #[test]
    fn a_file_that_is_no_object_is_refused() {
        for (text, message) in [
            ("{\n\"a\": 1,\n}", ".obsidian/app.json is not valid JSON (line 3): trailing comma"),
            ("[]", ".obsidian/app.json is not laid out as Obsidian lays it out: it is no object"),
        ] {
            let error = plan_setting(&seen(Some(text)), "vimMode", Some(&json!(true))).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.path.as_deref(), Some(".obsidian/app.json"));
        }
    }

    #[test]
    fn a_plugin_is_switched_in_the_shape_of_the_file() {
        let switched =
            |text: Option<&str>, id, on, usual| plan_plugin(&seen(text), id, on, usual).unwrap();
        let list = "[\n  \"graph\",\n  \"templates\"\n]";
        assert_eq!(switched(Some(list), "templates", false, true).unwrap(), "[\n  \"graph\"\n]");
        let more = "[\n  \"graph\",\n  \"templates\",\n  \"random-note\"\n]";
        assert_eq!(switched(Some(list), "random-note", true, false).unwrap(), more);
        assert_eq!(switched(Some(list), "graph", true, true), None);
        let map = "{\"graph\":true,\"x\":[1]}";
        let off = "{\"graph\":false,\"x\":[1]}";
        assert_eq!(switched(Some(map), "graph", false, true).unwrap(), off);
        assert_eq!(switched(None, "templates", true, true), None);
        assert_eq!(
            switched(None, "templates", false, true).unwrap(),
            "{\n  \"templates\": false\n}"
        );
    }
}
