//! What the person bookmarked: `.obsidian/bookmarks.json`, or the older `starred.json`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::core_plugins::parse;
use crate::path::VaultPath;

/// The bookmarks as rows of a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Bookmarks {
    /// What the file's bytes were; an edit names it. Empty where there is no file.
    pub seen: String,
    /// The rows in preorder.
    pub rows: Vec<BookmarkRow>,
}

/// One bookmark or group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BookmarkRow {
    /// Where it stands: the 0-based positions from the top, joined by dots: `2.0`.
    pub place: String,
    /// What it leads to.
    pub kind: BookmarkKind,
    /// The shown name.
    pub title: String,
    /// The path of a file or folder, a query, an address; empty for a group or graph.
    pub target: String,
    /// The heading (`#Heading`) or block (`#^id`) of a file; empty for the whole.
    pub subpath: String,
    /// A file or folder that is not in the vault.
    pub is_missing: bool,
}

/// What a bookmark leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum BookmarkKind {
    /// A file, or a part of it.
    File,
    /// A folder.
    Folder,
    /// A search.
    Search,
    /// The graph.
    Graph,
    /// A web page.
    Url,
    /// Other bookmarks.
    Group,
    /// Something that this app does not know; it is kept.
    Other,
}

/// Lists the bookmarks of a file's text; `exists` says whether a path is in the vault.
pub fn list_bookmarks(json: &str, exists: impl Fn(&VaultPath) -> bool) -> Vec<BookmarkRow> {
    let mut rows = Vec::new();
    add_rows(&mut rows, "", parse(json).get("items"), &exists);
    rows
}

fn add_rows(
    rows: &mut Vec<BookmarkRow>,
    above: &str,
    items: Option<&Value>,
    exists: &impl Fn(&VaultPath) -> bool,
) {
    let items = items.and_then(Value::as_array).into_iter().flatten();
    for (at, item) in items.enumerate() {
        let place = if above.is_empty() { at.to_string() } else { format!("{above}.{at}") };
        rows.push(row(place.clone(), item, exists));
        add_rows(rows, &place, item.get("items"), exists);
    }
}

fn row(place: String, item: &Value, exists: &impl Fn(&VaultPath) -> bool) -> BookmarkRow {
    let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (kind, target) = match text("type").as_str() {
        "file" => (BookmarkKind::File, text("path")),
        "folder" => (BookmarkKind::Folder, text("path")),
        "search" => (BookmarkKind::Search, text("query")),
        "graph" => (BookmarkKind::Graph, String::new()),
        "url" => (BookmarkKind::Url, text("url")),
        "group" => (BookmarkKind::Group, String::new()),
        _ => (BookmarkKind::Other, text("path")),
    };
    let subpath = text("subpath");
    let path = VaultPath::new(target.trim_matches('/')).ok();
    let is_place = matches!(kind, BookmarkKind::File | BookmarkKind::Folder);
    let is_missing = is_place && !path.as_ref().is_some_and(exists);
    let title = match text("title") {
        title if !title.is_empty() => title,
        _ => usual_title(kind, &target, &subpath, path.as_ref(), &text("type")),
    };
    BookmarkRow { place, kind, title, target, subpath, is_missing }
}

/// Returns the name of a bookmark that has none of its own.
fn usual_title(
    kind: BookmarkKind,
    target: &str,
    subpath: &str,
    path: Option<&VaultPath>,
    word: &str,
) -> String {
    match (kind, path) {
        (BookmarkKind::File | BookmarkKind::Folder, Some(path)) => {
            let part = subpath.trim_start_matches('#').rsplit('#').next().unwrap_or_default();
            let dot = if part.is_empty() { "" } else { " › " };
            format!("{}{dot}{part}", path.title())
        }
        (BookmarkKind::Graph, _) => "Graph".to_owned(),
        (BookmarkKind::Group, _) => "Group".to_owned(),
        (BookmarkKind::Other, _) if target.is_empty() => word.to_owned(),
        _ => target.to_owned(),
    }
}
