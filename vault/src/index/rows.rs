//! What the index keeps of one file, made ready by any thread so that the writer only inserts.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::Serialize;

use super::snippet::{on_one_line, sentence_around};
use crate::facts::{Link, LinkPlace, LinkSyntax, NoteFacts, Value};
use crate::names::{FileId, Names};
use crate::path::{VaultPath, fold_name};
use crate::resolve::{LinkStyle, resolve};
use crate::text::{ContentHash, LineIndex, Span};
use crate::thesis::Bearing;
use crate::thesis::property_names::PropertyNames;

/// How many bytes of a block or task are kept.
const TEXT_LIMIT: usize = 400;

/// What the disk says about a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStat {
    /// Where it is.
    pub path: VaultPath,
    /// Its size in bytes.
    pub size: u64,
    /// When its content last changed, in nanoseconds since 1970, as any program may set it.
    pub mtime_ns: i64,
    /// When the disk last touched its record, in nanoseconds since 1970.
    pub changed_ns: i64,
}

/// The rows of one file.
#[derive(Debug, Clone)]
pub struct FileRows {
    pub(super) stat: FileStat,
    pub(super) hash: Option<ContentHash>,
    pub(super) words: u32,
    pub(super) links: Vec<LinkRow>,
    pub(super) tags: Vec<TagRow>,
    pub(super) properties: Vec<PropertyRow>,
    pub(super) headings: Vec<HeadingRow>,
    pub(super) blocks: Vec<BlockRow>,
    pub(super) tasks: Vec<TaskRow>,
    pub(super) aliases: Vec<String>,
    pub(super) problems: Vec<ProblemRow>,
    pub(super) text: Option<String>,
    /// What it says that bears on theses, as JSON.
    pub(super) bearing: Option<String>,
    /// The ordinals of the links that the bearing refers to.
    pub(super) bearing_links: Vec<u32>,
}

#[derive(Debug, Clone)]
pub(super) struct LinkRow {
    pub(super) target: String,
    pub(super) destination: Option<FileId>,
    pub(super) kind: LinkKind,
    pub(super) subpath: String,
    pub(super) display: Option<String>,
    pub(super) line: u32,
    pub(super) span: Span,
    pub(super) place: Option<String>,
    pub(super) snippet: String,
}

#[derive(Debug, Clone)]
pub(super) struct TagRow {
    pub(super) key: String,
    pub(super) spelling: String,
    pub(super) line: u32,
}

#[derive(Debug, Clone)]
pub(super) struct PropertyRow {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) value: String,
    pub(super) line: u32,
}

#[derive(Debug, Clone)]
pub(super) struct HeadingRow {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct BlockRow {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct TaskRow {
    pub(super) status: char,
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) status_at: u32,
}

#[derive(Debug, Clone)]
pub(super) struct ProblemRow {
    pub(super) kind: String,
    pub(super) message: String,
    pub(super) line: u32,
}

impl FileRows {
    /// Returns the rows of a file whose content is not looked at: an attachment.
    pub fn of_attachment(stat: FileStat) -> Self {
        Self {
            stat,
            hash: None,
            words: 0,
            links: Vec::new(),
            tags: Vec::new(),
            properties: Vec::new(),
            headings: Vec::new(),
            blocks: Vec::new(),
            tasks: Vec::new(),
            aliases: Vec::new(),
            problems: Vec::new(),
            text: None,
            bearing: None,
            bearing_links: Vec::new(),
        }
    }

    /// Returns the rows of a note or canvas: `text` is what `facts` was parsed from.
    ///
    /// For a canvas, `text` is its cards' text and every span counts in it.
    pub fn of_note(stat: FileStat, hash: ContentHash, facts: &NoteFacts, text: String) -> Self {
        Self::of_note_named(stat, hash, facts, text, &PropertyNames::default())
    }

    /// Returns the rows of a note whose properties are read under the person's own names too.
    pub fn of_note_named(
        stat: FileStat,
        hash: ContentHash,
        facts: &NoteFacts,
        text: String,
        names: &PropertyNames,
    ) -> Self {
        let lines = Lines { text: &text, index: LineIndex::new(&text) };
        let bearing = stat
            .path
            .is_note()
            .then(|| Bearing::read(&stat.path, &text, facts, &lines.index, names));
        let mut problems = lines.problems(&facts.problems);
        let mut links = Vec::new();
        let mut data = None;
        if let Some((bearing, odd)) = bearing {
            problems.extend(lines.problems(&odd));
            data = serde_json::to_string(&bearing).ok();
            links = bearing.links;
        }
        let mut rows = Self {
            hash: Some(hash),
            words: facts.words,
            links: facts.links.iter().map(|link| lines.link(link)).collect(),
            tags: lines.tags(facts),
            properties: lines.properties(facts),
            headings: lines.headings(facts),
            blocks: lines.blocks(facts),
            tasks: lines.tasks(facts),
            aliases: facts.aliases(),
            problems,
            bearing: data,
            bearing_links: links,
            ..Self::of_attachment(stat)
        };
        rows.text = Some(text);
        rows
    }

    /// Returns where the file is.
    pub fn path(&self) -> &VaultPath {
        &self.stat.path
    }

    /// Returns the targets of its links in order of appearance.
    pub(super) fn targets(&self) -> Vec<String> {
        self.links.iter().map(|link| link.target.clone()).collect()
    }

    /// Looks up where each link leads.
    pub(super) fn resolve(&mut self, names: &Names, style: LinkStyle) {
        for link in &mut self.links {
            link.destination = resolve(names, &self.stat.path, &link.target, style);
        }
    }
}

/// A note's text with its lines, to place facts in it.
struct Lines<'t> {
    text: &'t str,
    index: LineIndex<'t>,
}

impl Lines<'_> {
    fn line(&self, span: Span) -> u32 {
        self.index.line(span.start) + 1
    }

    fn link(&self, link: &Link) -> LinkRow {
        let (place, snippet) = match &link.place {
            LinkPlace::Property(key) => {
                let shown = on_one_line(shortened(link.span.of(self.text)));
                (Some(key.clone()), format!("{}: {shown}", without_number(key)))
            }
            LinkPlace::Canvas(node) => (Some(node.clone()), self.sentence(link)),
            LinkPlace::Body | LinkPlace::Table | LinkPlace::Definition => {
                (None, self.sentence(link))
            }
        };
        LinkRow {
            target: link.target.clone(),
            destination: None,
            kind: LinkKind::of(link),
            subpath: link.subpath.clone(),
            display: link.display.clone(),
            line: self.line(link.span),
            span: link.span,
            place,
            snippet,
        }
    }

    fn sentence(&self, link: &Link) -> String {
        sentence_around(self.text, link.span.range())
    }

    fn tags(&self, facts: &NoteFacts) -> Vec<TagRow> {
        let properties = facts.frontmatter.iter().flat_map(|front| &front.properties);
        let in_front = properties.into_iter().find(|property| property.key == "tags");
        let front_line = in_front.map_or(1, |property| self.line(property.span));
        let front = facts.frontmatter_tags().into_iter().map(|tag| tag_row(&tag, front_line));
        let body = facts.tags.iter().map(|tag| tag_row(&tag.text, self.line(tag.span)));
        front.chain(body).collect()
    }

    fn properties(&self, facts: &NoteFacts) -> Vec<PropertyRow> {
        let properties = facts.frontmatter.iter().flat_map(|front| &front.properties);
        let row = |property: &crate::facts::Property| PropertyRow {
            key: fold_name(&property.key),
            name: property.key.clone(),
            kind: type_of(&property.value),
            value: property.value.to_json().to_string(),
            line: self.line(property.span),
        };
        properties.map(row).collect()
    }

    fn headings(&self, facts: &NoteFacts) -> Vec<HeadingRow> {
        let row = |heading: &crate::facts::Heading| HeadingRow {
            level: heading.level,
            text: heading.text.clone(),
            line: self.line(heading.span),
            span: heading.span,
        };
        facts.headings.iter().map(row).collect()
    }

    fn blocks(&self, facts: &NoteFacts) -> Vec<BlockRow> {
        let row = |block: &crate::facts::Block| BlockRow {
            id: block.id.clone(),
            text: on_one_line(shortened(block.span.of(self.text))),
            line: self.line(block.span),
            span: block.span,
        };
        facts.blocks.iter().map(row).collect()
    }

    fn tasks(&self, facts: &NoteFacts) -> Vec<TaskRow> {
        let row = |item: &crate::facts::ListItem| {
            let task = item.task?;
            // The text stands behind the status and its closing bracket.
            let behind = Span { start: task.at.end + 1, end: item.span.end };
            Some(TaskRow {
                status: task.status,
                text: on_one_line(shortened(behind.of(self.text))),
                line: self.line(item.span),
                status_at: task.at.start,
            })
        };
        facts.list_items.iter().filter_map(row).collect()
    }

    fn problems(&self, problems: &[crate::facts::Problem]) -> Vec<ProblemRow> {
        let row = |problem: &crate::facts::Problem| ProblemRow {
            kind: problem.kind.to_owned(),
            message: problem.message.clone(),
            line: self.line(problem.span),
        };
        problems.iter().map(row).collect()
    }
}

/// How answers tell links apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// `[[target]]` in the text.
    Wikilink,
    /// `[text](target)` in the text.
    Markdown,
    /// `![[target]]` or `![text](target)`.
    Embed,
    /// In a property, however it is written.
    Property,
    /// In a canvas: a file node, or a link in a card.
    Canvas,
}

impl LinkKind {
    /// Returns the kind of a link.
    pub fn of(link: &Link) -> Self {
        match (&link.place, link.syntax) {
            (LinkPlace::Property(_), _) => Self::Property,
            (LinkPlace::Canvas(_), _) | (_, LinkSyntax::CanvasFile) => Self::Canvas,
            _ if link.embed => Self::Embed,
            (_, LinkSyntax::Markdown | LinkSyntax::MarkdownAngle) => Self::Markdown,
            (_, LinkSyntax::Wiki) => Self::Wikilink,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Wikilink => "wikilink",
            Self::Markdown => "markdown",
            Self::Embed => "embed",
            Self::Property => "property",
            Self::Canvas => "canvas",
        }
    }
}

impl ToSql for LinkKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for LinkKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "wikilink" => Ok(Self::Wikilink),
            "markdown" => Ok(Self::Markdown),
            "embed" => Ok(Self::Embed),
            "property" => Ok(Self::Property),
            "canvas" => Ok(Self::Canvas),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// Returns the type that a property's value shows, in the words of the table.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "checkbox",
        Value::Number(_) => "number",
        Value::List(_) => "list",
        Value::Map(_) => "map",
        Value::Text(text) if is_date(text) => "date",
        Value::Text(text) if is_datetime(text) => "datetime",
        Value::Text(_) => "text",
    }
}

fn is_date(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}

fn is_datetime(text: &str) -> bool {
    let (date, time) = (text.get(..10), text.get(10..));
    date.is_some_and(is_date)
        && time.is_some_and(|time| time.len() >= 6 && time.starts_with(['T', ' ']))
        && time.is_some_and(|time| time.as_bytes().get(3) == Some(&b':'))
}

fn tag_row(tag: &str, line: u32) -> TagRow {
    let spelling = tag.strip_prefix('#').unwrap_or(tag).to_owned();
    TagRow { key: fold_name(&spelling), spelling, line }
}

/// Returns a nested key without the numbers of its lists: `sources.0` is shown as `sources`.
fn without_number(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((before, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            without_number(before)
        }
        _ => key,
    }
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(TEXT_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
