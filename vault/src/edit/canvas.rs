//! Changes of a canvas, made inside its JSON: unknown keys, the order of keys and nodes, the
//! spelling of numbers and all white space stay as they are.
//!
//! Every change answers with the changes that take it back. Put back are the same bytes, as long
//! as the file's own white space is regular; only a key that was removed comes back last.

mod item;
mod item_list;
mod moved_on;
mod style;
mod text;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::moved_on::touches_what_changed;
use self::text::CanvasText;
use crate::error::{Code, Error};
use crate::parse::BrokenCanvas;
use crate::path::VaultPath;

/// What a new canvas holds.
pub const EMPTY_CANVAS: &str = "{\n\t\"nodes\":[],\n\t\"edges\":[]\n}";

/// Nodes or edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CanvasList {
    Nodes,
    Edges,
}

/// Names a node or an edge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CanvasItem {
    /// Where it stands.
    pub list: CanvasList,
    /// Its id; empty for those without one.
    pub id: String,
    /// Which of those of that id it is, from 0.
    pub nth: u32,
}

/// The keys that can be changed; a new node or edge is written in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum CanvasKey {
    Type,
    Text,
    File,
    Subpath,
    Url,
    FromNode,
    FromSide,
    FromEnd,
    ToNode,
    ToSide,
    ToEnd,
    X,
    Y,
    Width,
    Height,
    Color,
    Label,
    Background,
    BackgroundStyle,
}

impl CanvasKey {
    /// Returns the key as a file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Text => "text",
            Self::File => "file",
            Self::Subpath => "subpath",
            Self::Url => "url",
            Self::FromNode => "fromNode",
            Self::FromSide => "fromSide",
            Self::FromEnd => "fromEnd",
            Self::ToNode => "toNode",
            Self::ToSide => "toSide",
            Self::ToEnd => "toEnd",
            Self::X => "x",
            Self::Y => "y",
            Self::Width => "width",
            Self::Height => "height",
            Self::Color => "color",
            Self::Label => "label",
            Self::Background => "background",
            Self::BackgroundStyle => "backgroundStyle",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::X | Self::Y | Self::Width | Self::Height)
    }
}

/// One change of a canvas. Values are JSON as it stands in the file: `120`, `"a\nb"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum CanvasChange {
    /// Writes keys of a node or an edge; one without a value is taken away.
    Set {
        /// What is changed.
        item: CanvasItem,
        /// The new values.
        keys: BTreeMap<CanvasKey, Option<String>>,
    },
    /// Adds a node or an edge, written as its neighbours are.
    Add {
        /// Where it is added.
        list: CanvasList,
        /// Its id, which none may have yet.
        id: String,
        /// Its values.
        keys: BTreeMap<CanvasKey, String>,
        /// How many stand before it; the last place where there is none.
        at: Option<u32>,
    },
    /// Puts a node or an edge back as it stood in the file.
    PutBack {
        /// Where it stood.
        list: CanvasList,
        /// Its bytes: one JSON object.
        json: String,
        /// How many stood before it.
        at: u32,
    },
    /// Removes an edge, or a node and the edges that begin or end at it.
    Remove {
        /// What is removed.
        item: CanvasItem,
    },
    /// Moves a node or an edge to another place in the order of drawing.
    Reorder {
        /// What is moved.
        item: CanvasItem,
        /// How many stand before it afterwards.
        to: u32,
    },
}

/// Says why a canvas cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanvasError {
    /// The file is no canvas.
    #[error("the canvas cannot be read: {0}")]
    Broken(#[from] BrokenCanvas),
    /// There is no such node or edge.
    #[error("the canvas has no {} {:?}", name(.0.list), .0.id)]
    NoItem(CanvasItem),
    /// There is one of that id.
    #[error("the canvas has a node or an edge {0:?} already")]
    Exists(String),
    /// A value that the key cannot have.
    #[error("{value} cannot be the {} of a node or an edge", key.as_str())]
    Value {
        /// The key.
        key: CanvasKey,
        /// The value as given.
        value: String,
    },
    /// What is to be put back is no JSON object.
    #[error("{0:?} is no node or edge of a canvas")]
    NoObject(String),
}

impl CanvasError {
    /// Returns the error as it leaves the core, about the file at `path`.
    pub fn about(&self, path: &VaultPath) -> Error {
        let (code, hint) = match self {
            Self::Broken(_) => {
                (Code::Invalid, "correct the file in a text editor; nothing was written")
            }
            Self::NoItem(_) => (Code::NotFound, "the canvas may have changed; open it again"),
            Self::Exists(_) => (Code::Exists, "give it another id"),
            Self::Value { .. } | Self::NoObject(_) => (Code::Invalid, "nothing was written"),
        };
        Error::new(code, format!("{path}: {self}")).with_path(path).with_hint(hint)
    }
}

fn name(list: CanvasList) -> &'static str {
    match list {
        CanvasList::Nodes => "node",
        CanvasList::Edges => "edge",
    }
}

/// A canvas after its changes, and what takes them back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCanvas {
    /// The whole text of the file.
    pub text: String,
    /// For each change, in its order, the changes that take it back.
    pub inverse: Vec<Vec<CanvasChange>>,
}

/// Applies changes in order to the text of a canvas; all of them, or none.
pub fn change_canvas(text: &str, changes: &[CanvasChange]) -> Result<ChangedCanvas, CanvasError> {
    let mut canvas = CanvasText::read(text)?;
    let inverse = changes.iter().map(|change| canvas.apply(change)).collect::<Result<_, _>>()?;
    Ok(ChangedCanvas { text: canvas.write(), inverse })
}

#[cfg(test)]
mod tests;
