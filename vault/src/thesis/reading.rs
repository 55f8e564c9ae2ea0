//! Reading a note: its lines, its links by place, and what is odd, gathered while it is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::facts::{Heading, Link, LinkPlace, ListItem, NoteFacts, Problem, Property, Value};
use crate::path::VaultPath;
use crate::resolve::subpath::{Subpath, section_span, split};
use crate::text::{LineIndex, Span};

/// Something that a note names: by a link, or only by its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The link's target as written, without subpath; else the words.
    #[serde(rename = "t")]
    pub text: String,
    /// Which of the note's kept links it is; none for words.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
    /// The block that the link names, without `^`.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// A note while it is read.
pub(super) struct Reading<'n> {
    pub(super) path: &'n VaultPath,
    pub(super) text: &'n str,
    pub(super) facts: &'n NoteFacts,
    lines: &'n LineIndex<'n>,
    by_property: BTreeMap<&'n str, Vec<usize>>,
    /// The positions in `facts.links` of the links that are kept, in the order of their numbers.
    pub(super) links: Vec<u32>,
    pub(super) problems: Vec<Problem>,
}

impl<'n> Reading<'n> {
    pub(super) fn new(
        path: &'n VaultPath,
        text: &'n str,
        facts: &'n NoteFacts,
        lines: &'n LineIndex<'n>,
    ) -> Self {
        let mut by_property: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, link) in facts.links.iter().enumerate().rev() {
            let LinkPlace::Property(place) = &link.place else { break };
            by_property.entry(place).or_default().insert(0, at);
        }
        Self { path, text, facts, lines, by_property, links: Vec::new(), problems: Vec::new() }
    }

    /// Returns the 1-based line of a span.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.lines.line(span.start) + 1
    }

    /// Returns the line that holds a byte, without its end.
    pub(super) fn line_span(&self, at: u32) -> Span {
        self.lines.line_span(self.lines.line(at)).unwrap_or_default()
    }

    /// Reports what is odd.
    pub(super) fn report(&mut self, kind: &'static str, message: String, span: Span) {
        self.problems.push(Problem { kind, message, span });
    }

    /// Keeps a link and returns what refers to it.
    pub(super) fn refer(&mut self, at: usize) -> Reference {
        let Some(link) = self.facts.links.get(at) else { return Reference::default() };
        let number = match self.links.iter().position(|kept| *kept as usize == at) {
            Some(number) => number,
            None => {
                self.links.push(at as u32);
                self.links.len() - 1
            }
        };
        let block = match split(&link.subpath) {
            Some(Subpath::Block(id)) => Some(id.to_owned()),
            _ => None,
        };
        Reference { text: link.target.clone(), link: Some(number as u32), block }
    }

    /// Lists the positions of the links that begin within a span of the body, in order.
    pub(super) fn links_in(&self, span: Span) -> Vec<usize> {
        let links = &self.facts.links;
        let body = links.partition_point(|link| {
            !matches!(link.place, LinkPlace::Property(_)) && link.span.start < span.start
        });
        let inside = |link: &&Link| {
            !matches!(link.place, LinkPlace::Property(_)) && link.span.start < span.end
        };
        let count = links.iter().skip(body).take_while(inside).count();
        (body..body + count).collect()
    }

    /// Reads a property's values, one by one: links where they are some, else words.
    pub(super) fn references(&mut self, property: &Property) -> Vec<Reference> {
        self.items(property)
            .into_iter()
            .flat_map(|(words, links)| match links.as_slice() {
                [] => words.into_iter().map(Reference::of_words).collect::<Vec<_>>(),
                links => links.iter().map(|link| self.refer(*link)).collect(),
            })
            .collect()
    }

    /// Lists a property's values with the positions of the links in each.
    pub(super) fn items(&self, property: &Property) -> Vec<(Option<String>, Vec<usize>)> {
        let links = |place: &str| self.by_property.get(place).cloned().unwrap_or_default();
        match &property.value {
            Value::List(items) => (items.iter().enumerate())
                .map(|(at, item)| (item.as_text(), links(&format!("{}.{at}", property.key))))
                .collect(),
            value => vec![(value.as_text(), links(&property.key))],
        }
    }

    /// Returns true where a byte of the body is code, a comment, math or HTML.
    pub(super) fn is_marked(&self, at: u32) -> bool {
        use crate::facts::MarkKind::{CodeBlock, Comment, DisplayMath, Html, InlineCode};
        self.facts.marks.iter().any(|mark| {
            matches!(mark.kind, CodeBlock | Comment | DisplayMath | Html | InlineCode)
                && (mark.span.start..mark.span.end).contains(&at)
        })
    }

    /// Lists the sections, each from behind its heading to its end, whose heading is wanted.
    pub(super) fn sections(&self, wanted: impl Fn(&str) -> bool) -> Vec<(&'n Heading, Span)> {
        let section = |heading: &'n Heading| {
            let whole = section_span(self.facts, heading, self.text.len());
            (heading, Span { start: heading.span.end, end: whole.end })
        };
        let wanted = |heading: &&Heading| wanted(&plain_heading(&heading.text));
        self.facts.headings.iter().filter(wanted).map(section).collect()
    }

    /// Lists the list items that begin within a span.
    pub(super) fn list_items(&self, span: Span) -> impl Iterator<Item = &'n ListItem> + use<'n> {
        let inside = move |item: &&ListItem| (span.start..span.end).contains(&item.span.start);
        self.facts.list_items.iter().filter(inside)
    }
}

impl Reference {
    fn of_words(words: String) -> Self {
        Self { text: words, link: None, block: None }
    }

    /// Returns the last part of the name, as a person says it.
    pub fn name(&self) -> &str {
        let name = crate::names::last_segment(&self.text);
        name.strip_suffix(".md").unwrap_or(name)
    }
}

/// Returns a heading's text in lower case, without marks around it.
pub(super) fn plain_heading(text: &str) -> String {
    text.trim().trim_matches(['*', '_', ':', '#', ' ']).to_lowercase()
}

/// Returns true for a heading that says what the lines below it are.
pub fn gives_meaning(heading: &Heading) -> bool {
    let heading = plain_heading(&heading.text);
    let begins = ["open question", "what would change my mind"];
    begins.iter().any(|begin| heading.starts_with(begin))
        || matches!(heading.as_str(), "pillars" | "watch" | "watchlist" | "confidence log")
}

/// Returns where an item's own words begin: behind its marker and its task's box.
pub(super) fn words_of_item(text: &str, item: &ListItem) -> Span {
    let start = match item.task {
        Some(task) => task.at.end + 1,
        None => item.span.start + marker_length(item.span.of(text)) as u32,
    };
    Span { start: start.min(item.span.end), end: item.span.end }
}

/// Returns how many bytes a list marker with its blanks takes, 0 where there is none.
pub(super) fn marker_length(line: &str) -> usize {
    let indented = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - indented.len();
    let marker = if indented.starts_with(['-', '*', '+']) {
        1
    } else {
        let digits = indented.bytes().take_while(u8::is_ascii_digit).count();
        match indented.as_bytes().get(digits) {
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return 0,
        }
    };
    match indented.get(marker..) {
        Some(rest) if rest.starts_with([' ', '\t']) => {
            indent + marker + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
        }
        _ => 0,
    }
}

/// Returns a text without the block id at its end, on one line, its blanks single.
pub(super) fn shown(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.rsplit_once(" ^") {
        Some((before, id)) if is_block_id(id) => before.to_owned(),
        _ => joined,
    }
}

fn is_block_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
