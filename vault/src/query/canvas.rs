//! What a canvas shows: its nodes and edges, in the order in which they are drawn.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::parse::{BrokenCanvas, read_canvas};

/// How far from the middle a node can stand, and how large it can be, in the canvas's units: what
/// is written beyond that is shown there, so that no number of a file breaks the picture.
const FARTHEST: f64 = 1e6;
const LARGEST: f64 = 20_000.0;
const SMALLEST: f64 = 20.0;

/// The nodes and edges of a canvas.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ts_rs::TS)]
pub struct CanvasShapes {
    /// The nodes, the lowest first.
    pub nodes: Vec<CanvasNode>,
    /// The edges in the order of the file.
    pub edges: Vec<CanvasEdge>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CanvasNodeKind {
    Text,
    File,
    Link,
    Group,
    /// A kind that another program knows; it is shown as a box.
    Unknown,
}

/// A node with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct CanvasNode {
    /// Its id; empty where it has none.
    pub id: String,
    /// Which of the nodes of that id it is, from 0.
    pub nth: u32,
    /// What it is.
    pub kind: CanvasNodeKind,
    /// Its left edge.
    pub x: f64,
    /// Its upper edge; numbers grow downwards.
    pub y: f64,
    /// How wide it is, never below 20.
    pub width: f64,
    /// How high it is, never below 20.
    pub height: f64,
    /// `1` to `6`, or a colour as CSS writes it in hexadecimal digits.
    pub color: Option<String>,
    /// The Markdown of a card.
    pub text: Option<String>,
    /// The path of a file from the vault.
    pub file: Option<String>,
    /// The part of that file, its `#` included.
    pub subpath: Option<String>,
    /// The address of a link.
    pub url: Option<String>,
    /// The name of a group.
    pub label: Option<String>,
    /// The path of a group's picture.
    pub background: Option<String>,
    /// How that picture fills the group: `cover`, `ratio` or `repeat`.
    pub background_style: Option<String>,
}

/// A side of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CanvasSide {
    Top,
    Right,
    Bottom,
    Left,
}

/// An edge with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct CanvasEdge {
    /// Its id; empty where it has none.
    pub id: String,
    /// Which of the edges of that id it is, from 0.
    pub nth: u32,
    /// The node it begins at; there may be none of that id.
    pub from_node: String,
    /// The side it begins at; the page chooses where there is none.
    pub from_side: Option<CanvasSide>,
    /// Whether an arrow stands where it begins.
    pub from_arrow: bool,
    /// The node it ends at.
    pub to_node: String,
    /// The side it ends at.
    pub to_side: Option<CanvasSide>,
    /// Whether an arrow stands where it ends.
    pub to_arrow: bool,
    /// As that of a node.
    pub color: Option<String>,
    /// What is written on it.
    pub label: Option<String>,
}

/// Lists what a canvas shows.
///
/// What is no object among the nodes and edges is left out. A number that is missing, or written
/// as a text, counts as none was given.
///
/// # Errors
/// Where the text is no canvas.
pub fn list_shapes(json: &str) -> Result<CanvasShapes, BrokenCanvas> {
    let value = read_canvas(json)?;
    Ok(CanvasShapes { nodes: items(&value, "nodes", node), edges: items(&value, "edges", edge) })
}

/// Reads the objects of a list; each is told its id and how many of that id stand before it.
fn items<T>(canvas: &Value, key: &str, read: impl Fn(&Value, String, u32) -> T) -> Vec<T> {
    let mut counts = BTreeMap::<String, u32>::new();
    let mut found = Vec::new();
    for item in canvas.get(key).and_then(Value::as_array).into_iter().flatten() {
        let id = text(item, "id").unwrap_or_default();
        let count = counts.entry(id.clone()).or_default();
        if item.is_object() {
            found.push(read(item, id, *count));
        }
        *count += 1;
    }
    found
}

fn node(item: &Value, id: String, nth: u32) -> CanvasNode {
    let kind = match item.get("type").and_then(Value::as_str) {
        Some("text") => CanvasNodeKind::Text,
        Some("file") => CanvasNodeKind::File,
        Some("link") => CanvasNodeKind::Link,
        Some("group") => CanvasNodeKind::Group,
        _ => CanvasNodeKind::Unknown,
    };
    let place = |key| number(item, key).unwrap_or_default().clamp(-FARTHEST, FARTHEST);
    let size = |key, usual: f64| {
        let given = number(item, key).filter(|size| *size > 0.0);
        given.unwrap_or(usual).clamp(SMALLEST, LARGEST)
    };
    CanvasNode {
        id,
        nth,
        kind,
        x: place("x"),
        y: place("y"),
        width: size("width", 260.0),
        height: size("height", 60.0),
        color: text(item, "color"),
        text: text(item, "text"),
        file: text(item, "file"),
        subpath: text(item, "subpath"),
        url: text(item, "url"),
        label: text(item, "label"),
        background: text(item, "background"),
        background_style: text(item, "backgroundStyle"),
    }
}

fn edge(item: &Value, id: String, nth: u32) -> CanvasEdge {
    let is = |key: &str, wanted: &str| item.get(key).and_then(Value::as_str) == Some(wanted);
    CanvasEdge {
        id,
        nth,
        from_node: text(item, "fromNode").unwrap_or_default(),
        from_side: side(item, "fromSide"),
        from_arrow: is("fromEnd", "arrow"),
        to_node: text(item, "toNode").unwrap_or_default(),
        to_side: side(item, "toSide"),
        to_arrow: !is("toEnd", "none"),
        color: text(item, "color"),
        label: text(item, "label"),
    }
}

fn text(item: &Value, key: &str) -> Option<String> {
    item.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn number(item: &Value, key: &str) -> Option<f64> {
    item.get(key).and_then(Value::as_f64).filter(|number| number.is_finite())
}

fn side(item: &Value, key: &str) -> Option<CanvasSide> {
    match item.get(key).and_then(Value::as_str)? {
        "top" => Some(CanvasSide::Top),
        "right" => Some(CanvasSide::Right),
        "bottom" => Some(CanvasSide::Bottom),
        "left" => Some(CanvasSide::Left),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_breaks_the_picture() {
        let shapes = list_shapes(
            r#"{"nodes": [7, {"type": "text", "x": "NaN", "width": -5, "height": 1e300},
                {"type": "odd", "x": -1e300, "y": 1.5}, {"id": "a"}, {"id": "a", "type": "group"}],
               "edges": [{"id": "e", "fromNode": "gone", "toSide": "under"}, null]}"#,
        )
        .unwrap();
        let names: Vec<_> = shapes.nodes.iter().map(|node| (&*node.id, node.nth)).collect();
        assert_eq!(names, [("", 1), ("", 2), ("a", 0), ("a", 1)]);
        let [card, odd, ..] = &shapes.nodes[..] else { panic!() };
        assert_eq!((card.x, card.width, card.height), (0.0, 260.0, LARGEST));
        assert_eq!((odd.kind, odd.x, odd.y), (CanvasNodeKind::Unknown, -FARTHEST, 1.5));
        assert_eq!(shapes.edges.len(), 1);
        assert!(shapes.edges[0].to_side.is_none() && shapes.edges[0].to_arrow);
    }

    #[test]
    fn an_empty_file_is_an_empty_canvas() {
        assert_eq!(list_shapes("").unwrap(), CanvasShapes::default());
        assert_eq!(list_shapes("{").unwrap_err().line, 1);
    }
}
