//! Values as the cells of an answer: what is shown, and where it leads.

use serde::Serialize;

use super::evaluate::Outcome;
use super::library::Library;
use super::value::{FileNumber, Link, Value, number_shown, text_of};
use crate::path::{FileKind, VaultPath};
use crate::query::render;

/// The most items of a list that a cell shows.
const MOST_SHOWN: usize = 200;
/// The most bytes of a text that a cell shows.
const LONGEST_SHOWN: usize = 4000;

/// What a cell shows. Nothing and texts, which most cells hold, have the shortest form.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[serde(untagged)]
#[ts(rename = "BaseCell")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// Anything else.
    Rich(RichCell),
}

/// What a cell shows that is no plain text.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "RichBaseCell")]
#[allow(missing_docs)]
pub enum RichCell {
    Number {
        text: String,
    },
    Checkbox {
        checked: bool,
    },
    Date {
        text: String,
    },
    Duration {
        text: String,
    },
    /// A link into the vault; no path where it is unresolved.
    Link {
        text: String,
        target: String,
        path: Option<VaultPath>,
    },
    /// A link out of the vault.
    Web {
        text: String,
        url: String,
    },
    /// A tag without its `#`.
    Tag {
        tag: String,
    },
    List {
        items: Vec<Cell>,
    },
    /// A picture of the vault, or an address that is not loaded, or a colour.
    Image {
        path: Option<VaultPath>,
        text: String,
    },
    /// The name of an icon.
    Icon {
        name: String,
    },
    /// Sanitised; the page sanitises it again before it is mounted.
    Html {
        html: String,
    },
    /// Why there is no value.
    Error {
        message: String,
    },
}

impl Cell {
    /// Returns what the cell shows as plain text, for a terminal and for copying.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Rich(rich) => rich.text(),
        }
    }

    /// Returns true for a number, which stands on the right of its column.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Rich(RichCell::Number { .. }))
    }
}

impl RichCell {
    fn text(&self) -> String {
        match self {
            Self::Number { text }
            | Self::Date { text }
            | Self::Duration { text }
            | Self::Link { text, .. }
            | Self::Web { text, .. }
            | Self::Image { text, .. } => text.clone(),
            Self::Checkbox { checked } => checked.to_string(),
            Self::Tag { tag } => format!("#{tag}"),
            Self::List { items } => items.iter().map(Cell::text).collect::<Vec<_>>().join(", "),
            Self::Icon { name } => name.clone(),
            Self::Html { html } => html.clone(),
            Self::Error { message } => format!("! {message}"),
        }
    }
}

/// Makes the cells of one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellMaker<'l> {
    pub(super) library: &'l Library<'l>,
    /// Texts of this column are tags.
    pub(super) tags: bool,
    /// Texts of this column name the file of the row.
    pub(super) names_file: bool,
}

impl CellMaker<'_> {
    /// Returns the cell of a value, or of the reason why there is none; `file` is the row's.
    pub(super) fn cell(self, value: &Outcome, file: Option<FileNumber>) -> Cell {
        match value {
            Ok(Value::Text(_)) if self.names_file => {
                file.map_or(Cell::Empty, |file| self.file(file))
            }
            Ok(value) => self.of(value),
            Err(failure) => Cell::Rich(RichCell::Error { message: failure.message().to_owned() }),
        }
    }

    fn of(self, value: &Value) -> Cell {
        Cell::Rich(match value {
            Value::Null => return Cell::Empty,
            Value::Text(text) => match text.strip_prefix('#').filter(|_| self.tags) {
                Some(tag) => RichCell::Tag { tag: tag.to_owned() },
                None if self.tags => RichCell::Tag { tag: text.to_string() },
                None => return Cell::Text(shortened(text)),
            },
            Value::Bool(checked) => RichCell::Checkbox { checked: *checked },
            Value::Number(number) => RichCell::Number { text: number_shown(*number) },
            Value::Date(moment) => RichCell::Date { text: moment.shown() },
            Value::Duration(duration) => RichCell::Duration { text: duration.shown() },
            Value::List(items) => {
                let items = items.iter().take(MOST_SHOWN);
                let cells = items.map(|item| self.of(item)).filter(|cell| *cell != Cell::Empty);
                RichCell::List { items: cells.collect() }
            }
            Value::Link(link) => self.link(link),
            Value::File(file) => return self.file(*file),
            Value::Image(of) => self.image(of),
            Value::Icon(name) => RichCell::Icon { name: name.to_string() },
            Value::Html(html) => RichCell::Html { html: render::clean(html).into_string() },
            Value::Object(_) | Value::Pattern(_) => {
                return Cell::Text(shortened(&text_of(value, self.library)));
            }
        })
    }

    fn link(self, link: &Link) -> RichCell {
        if link.is_web() {
            let url = format!("{}{}", link.target, link.subpath);
            return RichCell::Web { text: link.shown(), url };
        }
        let path = link.file.and_then(|file| self.library.files.find(file));
        RichCell::Link {
            text: link.shown(),
            target: format!("{}{}", link.target, link.subpath),
            path: path.map(|facts| facts.path.clone()),
        }
    }

    /// Returns a link to a file, by its title.
    fn file(self, file: FileNumber) -> Cell {
        let Some(facts) = self.library.files.find(file) else { return Cell::Empty };
        let path = &facts.path;
        Cell::Rich(RichCell::Link {
            text: path.title().to_owned(),
            target: path.as_str().to_owned(),
            path: Some(path.clone()),
        })
    }

    /// Returns the picture that a value names.
    pub(super) fn image(self, of: &Value) -> RichCell {
        let file = match of {
            Value::File(file) => Some(*file),
            Value::Link(link) => link.file,
            Value::Text(text) => self.library.resolve(None, text),
            Value::List(items) => {
                return items.first().map_or_else(
                    || RichCell::Image { path: None, text: String::new() },
                    |first| self.image(first),
                );
            }
            _ => None,
        };
        let path = file.and_then(|file| self.library.files.find(file)).map(|facts| &facts.path);
        let path = path.filter(|path| path.kind() == FileKind::Image).cloned();
        let text = match of {
            Value::Link(link) => link.shown(),
            other => text_of(other, self.library),
        };
        RichCell::Image { path, text }
    }
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_SHOWN {
        return text.to_owned();
    }
    let mut end = LONGEST_SHOWN;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", text.get(..end).unwrap_or(""))
}
