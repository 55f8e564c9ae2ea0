//! How a view looks: its layout, the titles and widths of columns, cards and list marks.

use super::model::{View, canonical_id};
use super::result::{BaseLook, BaseViewKind, ListMarker};
use crate::facts::Value as Yaml;

/// Returns the layout that a word means; none for one that is not supported.
pub(super) fn kind_of(word: &str) -> Option<BaseViewKind> {
    match word {
        "" | "table" => Some(BaseViewKind::Table),
        "cards" => Some(BaseViewKind::Cards),
        "list" => Some(BaseViewKind::List),
        _ => None,
    }
}

/// Returns the name of a view that has none of its own.
pub(super) fn kind_name(kind: BaseViewKind) -> &'static str {
    match kind {
        BaseViewKind::Table => "Table",
        BaseViewKind::Cards => "Cards",
        BaseViewKind::List => "List",
    }
}

/// Returns the title of a property that is given none.
pub(super) fn title_of(id: &str) -> String {
    let (kind, name) = id.split_once('.').unwrap_or(("note", id));
    let title = match (kind, name) {
        ("file", "name" | "basename" | "file") => "Name",
        ("file", "mtime") => "Modified",
        ("file", "ctime") => "Created",
        ("file", "ext") => "Extension",
        ("file", "folder") => "Folder",
        ("file", "path") => "Path",
        ("file", "size") => "Size",
        ("file", "tags") => "Tags",
        ("file", "links") => "Links",
        ("file", "backlinks") => "Backlinks",
        ("file", "embeds") => "Embeds",
        ("file", "aliases") => "Aliases",
        ("file", "properties") => "Properties",
        _ => name,
    };
    title.to_owned()
}

/// Returns the width of a column in pixels, where the view says it.
pub(super) fn width_of(view: &View, id: &str) -> Option<u32> {
    let Some(Yaml::Map(widths)) = view.options.get("columnSize") else { return None };
    let width = widths.iter().find(|(key, _)| canonical_id(key) == id).map(|(_, width)| width)?;
    pixels(width)
}

fn pixels(value: &Yaml) -> Option<u32> {
    let Yaml::Number(number) = value else { return None };
    number.as_f64().filter(|width| *width >= 1.0).map(|width| width.min(4000.0) as u32)
}

/// Returns the id of the property that holds a card's picture.
pub(super) fn cover_of(view: &View) -> Option<String> {
    let named = view.options.get("image").and_then(Yaml::as_text)?;
    let cards = kind_of(&view.kind) == Some(BaseViewKind::Cards);
    (cards && !named.is_empty()).then(|| canonical_id(&named))
}

/// Returns sizes and marks.
pub(super) fn look_of(view: &View) -> BaseLook {
    let word = |key: &str| view.options.get(key).and_then(Yaml::as_text).unwrap_or_default();
    let number = |key: &str| match view.options.get(key) {
        Some(Yaml::Number(number)) => number.as_f64(),
        _ => None,
    };
    let separator = word("separator");
    BaseLook {
        card_size: view.options.get("cardSize").and_then(pixels),
        contain: word("imageFit") == "contain",
        ratio: number("imageAspectRatio").filter(|ratio| (0.1..=10.0).contains(ratio)),
        row_lines: match word("rowHeight").as_str() {
            "medium" => 2,
            "tall" => 4,
            "extra" | "extra-tall" | "extra tall" => 6,
            _ => 1,
        },
        marker: match word("markers").as_str() {
            "none" => ListMarker::None,
            "number" | "numbers" | "numbered" => ListMarker::Number,
            _ => ListMarker::Bullet,
        },
        indented: view.options.get("indentProperties") == Some(&Yaml::Bool(true)),
        separator: if separator.is_empty() { ",".to_owned() } else { separator },
    }
}
