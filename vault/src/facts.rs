//! The nouns: what a note says, as plain data.
//!
//! Offsets are bytes from the start of the file, a byte-order mark included, so that an edit can
//! splice the file's own bytes; for a file that is not UTF-8 they are bytes of the decoded text.
//! Nothing here is serialised as it stands; `query` shapes what leaves the core.

use crate::text::Span;

/// All that is known about one note from its bytes alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NoteFacts {
    /// The block between the `---` fences, if the note starts with one.
    pub frontmatter: Option<Frontmatter>,
    /// Root blocks in order.
    pub sections: Vec<Section>,
    /// Headings in order. Those inside quotes, callouts and lists are none, as in Obsidian.
    pub headings: Vec<Heading>,
    /// List items in order of their first line.
    pub list_items: Vec<ListItem>,
    /// Links and embeds: those of the body in order, with those of definitions, then those of
    /// properties.
    pub links: Vec<Link>,
    /// Tags of the body in order, repeated ones kept. Those of frontmatter: [`NoteFacts::all_tags`].
    pub tags: Vec<Tag>,
    /// Blocks that carry an id, in order.
    pub blocks: Vec<Block>,
    /// Footnote definitions in order.
    pub footnotes: Vec<Footnote>,
    /// References to footnotes in order.
    pub footnote_refs: Vec<Footnote>,
    /// Definitions `[id]: destination` in order.
    pub reference_links: Vec<ReferenceLink>,
    /// Highlights, comments, math, code, HTML and inline footnotes in order, by their first byte.
    pub marks: Vec<Mark>,
    /// Words in the body, counted by Unicode word boundaries.
    pub words: u32,
    /// What is odd in the note.
    pub problems: Vec<Problem>,
}

/// The properties block at the top of a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontmatter {
    /// From the first byte of the opening fence to the last of the closing one.
    pub span: Span,
    /// The YAML between the fences, without them.
    pub yaml: Span,
    /// The properties in order; empty where the block is empty or its YAML is invalid.
    pub properties: Vec<Property>,
    /// True where the YAML could not be read; the reason is among the note's problems.
    pub invalid: bool,
}

/// One key of the frontmatter.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// The key as written.
    pub key: String,
    /// The value as YAML 1.2 reads it.
    pub value: Value,
    /// From the key's first byte to the value's last, where it could be found.
    pub span: Span,
}

/// A property's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; whole numbers stay whole as long as they fit.
    Number(serde_json::Number),
    /// A text; dates stay texts.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A nested map in its order.
    Map(Vec<(String, Value)>),
}

/// A root block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Its bytes, without the blank lines around it.
    pub span: Span,
    /// Its block id, without `^`.
    pub id: Option<String>,
}

/// The kinds of root block that Obsidian tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum SectionKind {
    Yaml,
    Heading,
    Paragraph,
    List,
    Code,
    Callout,
    Blockquote,
    Comment,
    Html,
    Table,
    Math,
    ThematicBreak,
    FootnoteDefinition,
    Definition,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its raw Markdown, without the marks and closing `#`s.
    pub text: String,
    /// The whole heading.
    pub span: Span,
}

/// A list item, with or without a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The item's own text, its children left out.
    pub span: Span,
    /// The item with its children.
    pub whole: Span,
    /// The 0-based line of the parent item, or minus the 0-based line (−1 for line 0) of the
    /// first item of its list.
    pub parent: i64,
    /// The character between the brackets of a task.
    pub task: Option<Task>,
    /// Its block id, without `^`.
    pub id: Option<String>,
}

/// The state of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// The character between the brackets; a space for an open one.
    pub status: char,
    /// Where that character stands.
    pub at: Span,
}

/// A reference from one file to another, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub syntax: LinkSyntax,
    /// True for `![[…]]` and `![…](…)`.
    pub embed: bool,
    /// The path part: percent-decoded in Markdown links, without subpath; empty for `[[#x]]`.
    pub target: String,
    /// The part from the first `#` on, with it; empty where there is none.
    pub subpath: String,
    /// The text after the pipe, or between the brackets of a Markdown link.
    pub display: Option<String>,
    /// The whole link. For one in a property: the bytes of its text inside the YAML scalar where
    /// they could be found, else the property.
    pub span: Span,
    /// Target and subpath as written, undecoded: what a rename replaces.
    pub destination_span: Span,
    /// Where it stands.
    pub place: LinkPlace,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkSyntax {
    /// `[[target#subpath|display]]`
    Wiki,
    /// `[display](destination)`
    Markdown,
    /// `[display](<destination>)`
    MarkdownAngle,
    /// A file node of a canvas.
    CanvasFile,
}

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LinkPlace {
    /// In the text.
    #[default]
    Body,
    /// In a table cell, where its pipe is written `\|`.
    Table,
    /// In a definition `[id]: destination`, which the links that name the id lead through.
    Definition,
    /// In a property, by its key with dots for nesting: `up`, `sources.0`.
    Property(String),
    /// In a canvas, by the node's id.
    Canvas(String),
}

/// A tag in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The tag as spelled, with `#`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A block that carries an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The id as spelled, without `^`.
    pub id: String,
    /// The whole block; for a list item, the item with its children.
    pub span: Span,
    /// Where the id is written, with its `^`.
    pub written: Span,
}

/// A footnote's definition or a reference to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The id without `^`.
    pub id: String,
    /// Where it stands.
    pub span: Span,
}

/// A definition `[id]: destination`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceLink {
    /// The id between the brackets.
    pub id: String,
    /// The destination as written.
    pub destination: String,
    /// The whole definition.
    pub span: Span,
}

/// A marked stretch of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// The stretch with its marks.
    pub span: Span,
}

/// The kinds of [`Mark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum MarkKind {
    Highlight,
    Comment,
    InlineMath,
    DisplayMath,
    InlineCode,
    CodeBlock,
    Html,
    InlineFootnote,
}

/// Something odd in a note, reported as data; not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind, as one stable word with hyphens: `invalid-yaml`, `not-utf-8`, `too-large` …
    pub kind: &'static str,
    /// What is odd and what to do, for a person.
    pub message: String,
    /// Where it is.
    pub span: Span,
}

impl NoteFacts {
    /// Returns the property with this key; case, `-` and `_` are ignored.
    pub fn find_property(&self, key: &str) -> Option<&Property> {
        let properties = &self.frontmatter.as_ref()?.properties;
        properties.iter().find(|property| same_key(&property.key, key))
    }

    /// Returns the tags of frontmatter, each with `#`, in order.
    ///
    /// A list or one text counts. One text with a comma or blank in it is no tag at all, as in
    /// Obsidian since 1.9.3.
    pub fn frontmatter_tags(&self) -> Vec<String> {
        self.texts_of("tags").iter().filter_map(|text| as_tag(text)).collect()
    }

    /// Returns the aliases in order; a list or one text counts.
    pub fn aliases(&self) -> Vec<String> {
        self.texts_of("aliases")
    }

    /// Returns all tags with `#`: those of frontmatter first, then those of the body.
    pub fn all_tags(&self) -> Vec<String> {
        let mut tags = self.frontmatter_tags();
        tags.extend(self.tags.iter().map(|tag| tag.text.clone()));
        tags
    }

    fn texts_of(&self, key: &str) -> Vec<String> {
        let Some(frontmatter) = &self.frontmatter else { return Vec::new() };
        let Some(property) = frontmatter.properties.iter().find(|property| property.key == key)
        else {
            return Vec::new();
        };
        match &property.value {
            Value::List(items) => items.iter().filter_map(Value::as_text).collect(),
            value => value.as_text().into_iter().collect(),
        }
    }
}

impl Link {
    /// Returns the text that a reader sees: the display text, else the destination as written
    /// with ` > ` for each `#`.
    pub fn display_text(&self) -> String {
        match &self.display {
            Some(display) if !display.is_empty() || self.syntax != LinkSyntax::Wiki => {
                display.clone()
            }
            _ => {
                let parts = std::iter::once(self.target.as_str()).chain(self.subpath.split('#'));
                parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" > ")
            }
        }
    }
}

impl Value {
    /// Returns a text, number or truth value as text; nothing for the rest.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Returns the value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => Json::Number(number.clone()),
            Self::Text(text) => Json::String(text.clone()),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Map(entries) => Json::Object(
                entries.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
            ),
        }
    }
}

/// Returns true when two property names are the same one: case ignored, `-` and `_` alike.
pub fn same_key(a: &str, b: &str) -> bool {
    fn fold(key: &str) -> impl Iterator<Item = char> {
        key.chars().flat_map(char::to_lowercase).map(|c| if c == '-' { '_' } else { c })
    }
    fold(a).eq(fold(b))
}

fn as_tag(text: &str) -> Option<String> {
    let bare = text.strip_prefix('#').unwrap_or(text);
    if bare.is_empty() || bare.contains([',', ' ', '\t', '\n']) {
        return None;
    }
    Some(format!("#{bare}"))
}
