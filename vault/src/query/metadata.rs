//! What Obsidian would say about a note: its public `CachedMetadata`, for scripts that know it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::facts::{Link, LinkPlace, LinkSyntax, ListItem, NoteFacts, Section, SectionKind};
use crate::text::{LineIndex, Position, Span};

/// The facts of a note in the shape of Obsidian's `CachedMetadata`.
///
/// Lines count from 0; columns and offsets count UTF-16 units, and leave out a byte-order mark.
/// Keys that Obsidian leaves out for want of content are absent.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct CachedMetadata {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<LinkCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<HeadingCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<FootnoteCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnote_refs: Vec<FootnoteCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reference_links: Vec<ReferenceLinkCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionCache>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub list_items: Vec<ListItemCache>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter_position: Option<Pos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter_links: Option<Vec<FrontmatterLinkCache>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub blocks: BTreeMap<String, BlockCache>,
}

/// Where something starts and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Pos {
    pub start: Position,
    pub end: Position,
}

/// A link or embed of the body.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct LinkCache {
    pub link: String,
    pub original: String,
    pub display_text: String,
    pub position: Pos,
}

/// A link in a property.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FrontmatterLinkCache {
    pub key: String,
    pub link: String,
    pub original: String,
    pub display_text: String,
}

/// A tag of the body, with `#`.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct TagCache {
    pub tag: String,
    pub position: Pos,
}

/// A heading with its raw text.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct HeadingCache {
    pub heading: String,
    pub level: u8,
    pub position: Pos,
}

/// A footnote's definition or a reference to one.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct FootnoteCache {
    pub id: String,
    pub position: Pos,
}

/// A definition of a reference link.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ReferenceLinkCache {
    pub id: String,
    pub link: String,
    pub position: Pos,
}

/// A root block.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct SectionCache {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub position: Pos,
}

/// A list item; `position` covers its own text.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ListItemCache {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    pub parent: i64,
    pub position: Pos,
}

/// A block with an id.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct BlockCache {
    pub id: String,
    pub position: Pos,
}

/// Returns what Obsidian's cache would hold for a note.
pub fn metadata(text: &str, facts: &NoteFacts) -> CachedMetadata {
    let places = Places::new(text);
    let body = |embed: bool| {
        let links = facts.links.iter().filter(move |link| link.embed == embed && is_of_body(link));
        links.map(|link| link_cache(text, &places, link)).collect()
    };
    let mut metadata = CachedMetadata {
        links: body(false),
        embeds: body(true),
        tags: tags(&places, facts),
        headings: headings(&places, facts),
        footnotes: footnotes(&places, &facts.footnotes),
        footnote_refs: footnotes(&places, &facts.footnote_refs),
        reference_links: reference_links(&places, facts),
        sections: facts.sections.iter().map(|section| section_cache(&places, section)).collect(),
        list_items: facts.list_items.iter().map(|item| list_item(&places, item)).collect(),
        blocks: blocks(&places, facts),
        ..CachedMetadata::default()
    };
    add_frontmatter(text, &places, facts, &mut metadata);
    metadata
}

/// Returns the one-word name of a kind of section.
pub fn section_name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Yaml => "yaml",
        SectionKind::Heading => "heading",
        SectionKind::Paragraph => "paragraph",
        SectionKind::List => "list",
        SectionKind::Code => "code",
        SectionKind::Callout => "callout",
        SectionKind::Blockquote => "blockquote",
        SectionKind::Comment => "comment",
        SectionKind::Html => "html",
        SectionKind::Table => "table",
        SectionKind::Math => "math",
        SectionKind::ThematicBreak => "thematicBreak",
        SectionKind::FootnoteDefinition => "footnoteDefinition",
        SectionKind::Definition => "definition",
    }
}

/// Places as Obsidian counts them.
struct Places<'t> {
    lines: LineIndex<'t>,
    /// UTF-16 units of a byte-order mark, which Obsidian takes off on reading.
    mark: u32,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { lines: LineIndex::new(text), mark: u32::from(text.starts_with('\u{feff}')) }
    }

    fn of(&self, span: Span) -> Pos {
        Pos { start: self.at(span.start), end: self.at(span.end) }
    }

    fn at(&self, offset: u32) -> Position {
        let mut place = self.lines.position(offset);
        place.offset = place.offset.saturating_sub(self.mark);
        if place.line == 0 {
            place.col = place.col.saturating_sub(self.mark);
        }
        place
    }
}

fn is_of_body(link: &Link) -> bool {
    matches!(link.place, LinkPlace::Body | LinkPlace::Table)
}

fn link_cache(text: &str, places: &Places<'_>, link: &Link) -> LinkCache {
    LinkCache {
        link: format!("{}{}", link.target, link.subpath),
        original: link.span.of(text).to_owned(),
        display_text: link.display_text(),
        position: places.of(link.span),
    }
}

fn tags(places: &Places<'_>, facts: &NoteFacts) -> Vec<TagCache> {
    let tag =
        |tag: &crate::facts::Tag| TagCache { tag: tag.text.clone(), position: places.of(tag.span) };
    facts.tags.iter().map(tag).collect()
}

fn headings(places: &Places<'_>, facts: &NoteFacts) -> Vec<HeadingCache> {
    let heading = |heading: &crate::facts::Heading| HeadingCache {
        heading: heading.text.clone(),
        level: heading.level,
        position: places.of(heading.span),
    };
    facts.headings.iter().map(heading).collect()
}

fn footnotes(places: &Places<'_>, footnotes: &[crate::facts::Footnote]) -> Vec<FootnoteCache> {
    let footnote = |footnote: &crate::facts::Footnote| FootnoteCache {
        id: footnote.id.clone(),
        position: places.of(footnote.span),
    };
    footnotes.iter().map(footnote).collect()
}

fn reference_links(places: &Places<'_>, facts: &NoteFacts) -> Vec<ReferenceLinkCache> {
    let reference = |reference: &crate::facts::ReferenceLink| ReferenceLinkCache {
        id: reference.id.clone(),
        link: reference.destination.clone(),
        position: places.of(reference.span),
    };
    facts.reference_links.iter().map(reference).collect()
}

fn section_cache(places: &Places<'_>, section: &Section) -> SectionCache {
    SectionCache {
        kind: section_name(section.kind),
        id: section.id.clone(),
        position: places.of(section.span),
    }
}

fn list_item(places: &Places<'_>, item: &ListItem) -> ListItemCache {
    ListItemCache {
        id: item.id.clone(),
        task: item.task.map(|task| task.status.to_string()),
        parent: item.parent,
        position: places.of(item.span),
    }
}

fn blocks(places: &Places<'_>, facts: &NoteFacts) -> BTreeMap<String, BlockCache> {
    let block = |block: &crate::facts::Block| {
        let cached = BlockCache { id: block.id.clone(), position: places.of(block.span) };
        (block.id.clone(), cached)
    };
    facts.blocks.iter().map(block).collect()
}

/// Adds the properties. A block without any, or with invalid YAML, adds nothing.
fn add_frontmatter(
    text: &str,
    places: &Places<'_>,
    facts: &NoteFacts,
    metadata: &mut CachedMetadata,
) {
    let Some(frontmatter) = facts.frontmatter.as_ref().filter(|block| !block.properties.is_empty())
    else {
        return;
    };
    let properties = frontmatter.properties.iter();
    let entry =
        |property: &crate::facts::Property| (property.key.clone(), property.value.to_json());
    metadata.frontmatter = Some(properties.map(entry).collect());
    metadata.frontmatter_position = Some(places.of(frontmatter.span));
    let links = facts.links.iter().filter_map(|link| property_link(text, link));
    metadata.frontmatter_links = Some(links.collect());
}

fn property_link(text: &str, link: &Link) -> Option<FrontmatterLinkCache> {
    let LinkPlace::Property(key) = &link.place else { return None };
    let destination = format!("{}{}", link.target, link.subpath);
    let written = link.span.of(text);
    let whole = written.strip_prefix('!').unwrap_or(written).starts_with('[')
        && written.ends_with([']', ')']);
    let original = if whole { written.to_owned() } else { rewritten(link, &destination) };
    let display_text = link.display_text();
    Some(FrontmatterLinkCache { key: key.clone(), link: destination, original, display_text })
}

/// Writes a link anew whose scalar is written with escapes.
fn rewritten(link: &Link, destination: &str) -> String {
    let mark = if link.embed { "!" } else { "" };
    let display = link.display.as_deref();
    match (link.syntax, display) {
        (LinkSyntax::Wiki, Some(display)) => format!("{mark}[[{destination}|{display}]]"),
        (LinkSyntax::Wiki, None) => format!("{mark}[[{destination}]]"),
        (_, display) => format!("{mark}[{}]({destination})", display.unwrap_or("")),
    }
}
