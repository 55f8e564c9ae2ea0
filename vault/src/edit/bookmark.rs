//! Adding, removing, renaming and moving a bookmark in `bookmarks.json`; items and keys that this
//! app does not know keep every byte.
//!
//! A place is the 0-based positions from the top joined by dots, `2.0`; empty for the top itself.

use serde_json::{Map, Value, json};

use super::json_edit::{
    insert_item, line_indent, move_lines, remove_item, remove_key, render_inside, set_key,
};
use super::json_tree::{JsonKind, JsonValue};
use super::setting::{SeenSettings, changed};
use super::{EditError, plan::Splice};
use crate::error::Error;
use crate::query::bookmarks::BookmarkKind;

/// A bookmark to be added.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct NewBookmark {
    /// What it leads to.
    pub kind: BookmarkKind,
    /// The path of a file or folder, a query, an address; empty for a group or graph.
    pub target: String,
    /// The heading (`#Heading`) or block (`#^id`) of a file; empty for the whole.
    pub subpath: String,
    /// The name to show; empty for the usual one.
    pub title: String,
}

impl NewBookmark {
    fn to_json(&self, now_ms: i64) -> Value {
        let (kind, key) = match self.kind {
            BookmarkKind::File => ("file", "path"),
            BookmarkKind::Folder => ("folder", "path"),
            BookmarkKind::Search => ("search", "query"),
            BookmarkKind::Url => ("url", "url"),
            BookmarkKind::Graph => ("graph", ""),
            BookmarkKind::Group | BookmarkKind::Other => ("group", ""),
        };
        let mut item = Map::new();
        item.insert("type".to_owned(), json!(kind));
        item.insert("ctime".to_owned(), json!(now_ms));
        if kind == "group" {
            item.insert("items".to_owned(), json!([]));
        }
        for (key, text) in [(key, &self.target), ("subpath", &self.subpath), ("title", &self.title)]
        {
            if !key.is_empty() && !text.is_empty() {
                item.insert(key.to_owned(), json!(text));
            }
        }
        Value::Object(item)
    }
}

/// Returns the file's text with a bookmark at the end of a group, or of all.
pub fn plan_add(
    seen: &SeenSettings,
    group: &str,
    bookmark: &NewBookmark,
    now_ms: i64,
) -> Result<Option<String>, Error> {
    let (text, tree) = begun(seen)?;
    let list = list_of(seen, &tree, group)?;
    let item = render_inside(&text, list, &bookmark.to_json(now_ms));
    changed(&text, &[insert_item(&text, list, list.items().len(), &item)])
}

/// Returns the file's text without a bookmark, or a group with all that is in it.
pub fn plan_remove(seen: &SeenSettings, place: &str) -> Result<Option<String>, Error> {
    let (text, tree) = begun(seen)?;
    let (group, at) = split(place)?;
    let list = list_of(seen, &tree, group)?;
    let splice = remove_item(list, at).ok_or_else(|| no_bookmark(place))?;
    changed(&text, &[splice])
}

/// Returns the file's text with another name for a bookmark; an empty one takes its name away.
pub fn plan_title(seen: &SeenSettings, place: &str, title: &str) -> Result<Option<String>, Error> {
    let (text, tree) = begun(seen)?;
    let item = item_at(seen, &tree, place)?;
    let title = title.trim();
    let splices: Vec<Splice> = match title {
        "" => remove_key(item, "title"),
        title => vec![set_key(&text, item, "title", &json!(title))],
    };
    changed(&text, &splices)
}

/// Returns the file's text with a bookmark before the one at `at` of a group, or of all; past the
/// last position it comes last. The positions are those before the move.
pub fn plan_move(
    seen: &SeenSettings,
    place: &str,
    group: &str,
    at: usize,
) -> Result<Option<String>, Error> {
    let (text, tree) = begun(seen)?;
    let (from, position) = split(place)?;
    let item = item_at(seen, &tree, place)?;
    if group == place || group.strip_prefix(place).is_some_and(|rest| rest.starts_with('.')) {
        let message = "a group of bookmarks cannot move into itself";
        return Err(Error::new(crate::error::Code::Invalid, message));
    }
    if from == group && (at == position || at == position + 1) {
        return Ok(None);
    }
    let (old, new) = (list_of(seen, &tree, from)?, list_of(seen, &tree, group)?);
    if from == group && at >= old.items().len() && position + 1 == old.items().len() {
        return Ok(None);
    }
    let indent = match new.items().first() {
        Some(first) => line_indent(&text, first.span.start).to_owned(),
        None => {
            let unit = line_indent(&text, item.span.start).len()
                - line_indent(&text, old.span.start).len();
            let unit = line_indent(&text, item.span.start).get(..unit).unwrap_or_default();
            format!("{}{unit}", line_indent(&text, new.span.start))
        }
    };
    let moved = move_lines(item.span.of(&text), line_indent(&text, item.span.start), &indent);
    let removed = remove_item(old, position).ok_or_else(|| no_bookmark(place))?;
    changed(&text, &[insert_item(&text, new, at, &moved), removed])
}

/// Returns the file's text and tree; a file that is missing or empty begins with no bookmark.
fn begun(seen: &SeenSettings) -> Result<(String, JsonValue), Error> {
    let (text, tree) = seen.or_begun("{\n  \"items\": []\n}")?;
    if tree.find("items").is_some() {
        return Ok((text, tree));
    }
    let splice = set_key(&text, &tree, "items", &json!([]));
    let text = changed(&text, &[splice])?.unwrap_or(text);
    let tree = seen.tree_of(&text)?.ok_or_else(|| seen.odd("it is empty"))?;
    Ok((text, tree))
}

/// Finds the list of a group's bookmarks.
fn list_of<'t>(
    seen: &SeenSettings,
    tree: &'t JsonValue,
    group: &str,
) -> Result<&'t JsonValue, EditError> {
    let holder = if group.is_empty() { tree } else { item_at(seen, tree, group)? };
    let list = holder.find("items");
    list.filter(|list| matches!(list.kind, JsonKind::List(_))).ok_or_else(|| {
        if group.is_empty() { seen.odd("it has no list “items”") } else { no_bookmark(group) }
    })
}

fn item_at<'t>(
    seen: &SeenSettings,
    tree: &'t JsonValue,
    place: &str,
) -> Result<&'t JsonValue, EditError> {
    let (group, at) = split(place)?;
    list_of(seen, tree, group)?.items().get(at).ok_or_else(|| no_bookmark(place))
}

/// Splits a place into the group and the position in it.
fn split(place: &str) -> Result<(&str, usize), EditError> {
    let (group, at) = place.rsplit_once('.').unwrap_or(("", place));
    // Deeper than a reader of JSON goes there is nothing.
    let at = at.parse().ok().filter(|_| place.len() < 512);
    Ok((group, at.ok_or_else(|| no_bookmark(place))?))
}

fn no_bookmark(place: &str) -> EditError {
    EditError::NoBookmark(place.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::SeenText;
    use crate::path::VaultPath;
    use crate::query::bookmarks::list_bookmarks;

    const FILE: &str = r#"{
	"items": [
		{"type":"file","ctime":1,"path":"a.md","x":  [1]},
		{
			"type": "group",
			"title": "G",
			"items": [
				{
					"type": "odd",
					"keep": "m\u00e9"
				}
			]
		}
	],
	"other" : true
}
"#;

    fn seen(text: &str) -> SeenSettings {
        let path = VaultPath::new(".obsidian/bookmarks.json").unwrap();
        let file = SeenText::new(path.clone(), text.as_bytes().to_vec()).ok();
        SeenSettings { path, file: file.filter(|file| !file.text.is_empty()) }
    }

    fn titles(text: &str) -> Vec<String> {
        let rows = list_bookmarks(text, |_| true);
        rows.into_iter().map(|row| format!("{} {}", row.place, row.title)).collect()
    }

    fn bookmark(kind: BookmarkKind, target: &str) -> NewBookmark {
        NewBookmark {
            kind,
            target: target.to_owned(),
            subpath: String::new(),
            title: String::new(),
        }
    }

    #[test]
    fn the_first_bookmark_begins_the_file() {
        let added = plan_add(&seen(""), "", &bookmark(BookmarkKind::File, "a.md"), 7).unwrap();
        let wanted = "{\n  \"items\": [\n    {\n      \"type\": \"file\",\n      \"ctime\": 7,\n      \"path\": \"a.md\"\n    }\n  ]\n}";
        let parsed: Value = serde_json::from_str(&added.unwrap()).unwrap();
        assert_eq!(parsed, serde_json::from_str::<Value>(wanted).unwrap());
    }

    #[test]
    fn bookmarks_are_added_moved_named_and_removed() {
        let added = plan_add(&seen(FILE), "1", &bookmark(BookmarkKind::Search, "tag:#x"), 7);
        let added = added.unwrap().unwrap();
        assert_eq!(titles(&added), ["0 a", "1 G", "1.0 odd", "1.1 tag:#x"]);
        assert!(added.contains("{\"type\":\"file\",\"ctime\":1,\"path\":\"a.md\",\"x\":  [1]}"));
        let moved = plan_move(&seen(&added), "1.0", "", 0).unwrap().unwrap();
        assert_eq!(titles(&moved), ["0 odd", "1 a", "2 G", "2.0 tag:#x"]);
        assert!(
            moved.contains("\t\t{\n\t\t\t\"type\": \"odd\",\n\t\t\t\"keep\": \"m\\u00e9\"\n\t\t},"),
            "{moved}"
        );
        let named = plan_title(&seen(&moved), "1", "First").unwrap().unwrap();
        assert_eq!(titles(&named), ["0 odd", "1 First", "2 G", "2.0 tag:#x"]);
        assert!(named.contains("\"x\":  [1],\"title\":\"First\"}"), "{named}");
        let back = plan_title(&seen(&named), "1", " ").unwrap().unwrap();
        assert_eq!(back, moved);
        let removed = plan_remove(&seen(&back), "2").unwrap().unwrap();
        assert_eq!(titles(&removed), ["0 odd", "1 a"]);
        assert!(removed.ends_with("],\n\t\"other\" : true\n}\n"), "{removed}");
    }

    #[test]
    fn odd_places_are_refused() {
        for place in ["", "2", "1.1", "0.0", "x", "1.0.0", "-1", "0."] {
            assert!(plan_remove(&seen(FILE), place).is_err(), "{place}");
        }
        assert!(plan_move(&seen(FILE), "1", "1", 0).is_err());
        assert!(
            plan_add(&seen("{\"items\": 3}"), "", &bookmark(BookmarkKind::Graph, ""), 0).is_err()
        );
        assert!(
            plan_add(&seen("{\"items\": ["), "", &bookmark(BookmarkKind::Graph, ""), 0).is_err()
        );
    }

    proptest! {
        #[test]
        fn a_move_loses_no_bookmark(from in 0..4usize, to in 0..6usize, into_group: bool) {
            let mut text = String::from("{\"items\":[\n  {\"type\":\"group\",\"title\":\"g\",\"items\":[]},\n");
            text += "  {\"type\":\"url\",\"url\":\"1\"},\n  {\"type\":\"url\",\"url\":\"2\"},\n  {\"type\":\"url\",\"url\":\"3\"}\n]}";
            let group = if into_group { "0" } else { "" };
            let Ok(moved) = plan_move(&seen(&text), &from.to_string(), group, to) else {
                prop_assert!(into_group && from == 0);
                return Ok(());
            };
            let after = moved.unwrap_or(text.clone());
            let mut before: Vec<_> = list_bookmarks(&text, |_| true).into_iter().map(|row| row.title).collect();
            let mut now: Vec<_> = list_bookmarks(&after, |_| true).into_iter().map(|row| row.title).collect();
            if !into_group {
                let mut wanted = before.clone();
                let item = wanted.remove(from);
                wanted.insert((if to > from { to - 1 } else { to }).min(wanted.len()), item);
                prop_assert_eq!(&now, &wanted);
            }
            before.sort();
            now.sort();
            prop_assert_eq!(now, before);
        }
    }
}
