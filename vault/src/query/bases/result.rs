//! The shape of the answer: a view's columns, and its rows in their groups.

use serde::Serialize;

use super::BaseSort;
use super::cell::Cell;
use super::model::Fault;
use crate::path::VaultPath;
use crate::text::LineIndex;

/// One view of a base.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ts_rs::TS)]
pub struct BaseResult {
    /// All views of the base.
    pub views: Vec<BaseViewName>,
    /// Which of them this is, from 0.
    pub shown: u32,
    /// How it is laid out.
    pub kind: BaseViewKind,
    /// The columns in order.
    pub columns: Vec<BaseColumn>,
    /// The rows in order, in one group where they are not grouped.
    pub groups: Vec<BaseGroup>,
    /// The title of the property that they are grouped by.
    pub grouped_by: Option<String>,
    /// By what they are put in order first.
    pub sorted: Option<BaseSort>,
    /// How many files meet the filter, those beyond the limit included.
    pub total: u32,
    /// The filter in words; empty where there is none.
    pub filter: String,
    /// The summaries of the columns, one for each; empty where there is none at all.
    pub summaries: Vec<Cell>,
    /// Widths, sizes, marks.
    pub look: BaseLook,
    /// What is wrong or not supported, in the order of the text.
    pub problems: Vec<BaseProblem>,
    /// Why nothing can be shown.
    pub broken: Option<BrokenBase>,
}

/// A view by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BaseViewName {
    /// Its name; that of its layout where it has none.
    pub name: String,
    /// How it is laid out.
    pub kind: BaseViewKind,
}

/// How a view is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BaseViewKind {
    #[default]
    Table,
    Cards,
    List,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BaseColumn {
    /// `note.x`, `file.x` or `formula.x`.
    pub id: String,
    /// The shown name.
    pub title: String,
    /// Most of its values are numbers.
    pub numeric: bool,
    /// The name of its summary; empty where it has none.
    pub summary: String,
    /// Its width in pixels, where the base says it.
    pub width: Option<u32>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct BaseGroup {
    /// What they have in common.
    pub value: Cell,
    /// The rows.
    pub rows: Vec<BaseRow>,
}

/// A file with its cells, one for each column.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct BaseRow {
    /// Where the file is.
    pub path: VaultPath,
    /// The cells.
    pub cells: Vec<Cell>,
    /// The picture of a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cover: Option<Cell>,
}

/// Widths, sizes, marks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ts_rs::TS)]
pub struct BaseLook {
    /// The width of a card in pixels.
    pub card_size: Option<u32>,
    /// A card's picture is shown whole rather than cut to fill its place.
    pub contain: bool,
    /// The height of a card's picture, as a share of its width.
    pub ratio: Option<f64>,
    /// The lines of text that a row has room for.
    pub row_lines: u32,
    /// The mark before each item of a list.
    pub marker: ListMarker,
    /// The properties of an item stand below it.
    pub indented: bool,
    /// What stands between the properties of an item.
    pub separator: String,
}

/// The mark before each item of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ListMarker {
    #[default]
    Bullet,
    Number,
    None,
}

/// What is wrong in a base or not supported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BaseProblem {
    /// What it is, for a person.
    pub message: String,
    /// The line and column in the base, counted from 1; 0 where it stands in no one place.
    pub line: u32,
    /// See `line`.
    pub column: u32,
}

/// Where and why a base cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BrokenBase {
    /// What is wrong.
    pub message: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The character of the line, counted from 1.
    pub column: u32,
    /// The text of the base.
    pub text: String,
}

impl BaseProblem {
    /// Returns a problem of the base as a whole.
    pub(super) fn anywhere(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: 0, column: 0 }
    }

    pub(super) fn at(text: &str, fault: &Fault) -> Self {
        let (line, column) = place(text, fault.at);
        Self { message: fault.message.clone(), line, column }
    }
}

/// Returns the line and the character of it at which a byte stands, both counted from 1.
pub(super) fn place(text: &str, at: usize) -> (u32, u32) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let line = LineIndex::new(text).line(at as u32) + 1;
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or("").chars().count() as u32 + 1;
    (line, column)
}
