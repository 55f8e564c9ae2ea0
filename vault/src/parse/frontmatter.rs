//! The block between the `---` fences: where it is, its properties and the links in them.

use memchr::memchr;

use super::leaf::{blanks, from};
use super::links;
use super::yaml::{self, Entry, Invalid, Text};
use crate::facts::{Frontmatter, Link, LinkPlace, Problem, Property};
use crate::text::Span;

/// The place of a frontmatter block, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fences {
    /// From the first byte of the opening fence to the last dash of the closing one.
    pub span: Span,
    /// The lines between the fences.
    pub yaml: Span,
    /// The first byte of the line after the closing fence.
    pub body: usize,
}

/// Finds the fences: `---` on the very first line, and again on a line of its own. Blanks behind
/// either are allowed. Without a closing fence there is no frontmatter.
pub fn fences(text: &str) -> Option<Fences> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let bytes = text.as_bytes();
    let yaml = fence_end(bytes, start)?;
    let mut at = yaml;
    while at < bytes.len() {
        if let Some(body) = fence_end(bytes, at) {
            let (span, yaml) = (Span::new(start..at + 3), Span::new(yaml..at));
            return Some(Fences { span, yaml, body });
        }
        at += memchr(b'\n', from(bytes, at))? + 1;
    }
    None
}

/// Returns where the next line starts if the line at `at` is a fence.
fn fence_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = from(bytes, at).strip_prefix(b"---")?;
    let rest = from(rest, blanks(rest));
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    match rest.first() {
        None => Some(bytes.len()),
        Some(b'\n') => Some(bytes.len() - rest.len() + 1),
        Some(_) => None,
    }
}

/// What the block says.
pub(super) struct Read {
    pub(super) frontmatter: Frontmatter,
    pub(super) links: Vec<Link>,
    pub(super) problem: Option<Problem>,
}

/// Reads the block between the fences. Invalid YAML gives no properties and a problem.
pub(super) fn read(text: &str, fences: &Fences) -> Read {
    let (span, yaml) = (fences.span, fences.yaml);
    let mut frontmatter = Frontmatter { span, yaml, properties: Vec::new(), invalid: false };
    let (entries, problem) = match yaml::entries(yaml.of(text)) {
        Ok(entries) => (entries, None),
        Err(invalid) => (Vec::new(), Some(problem(text, yaml, &invalid))),
    };
    frontmatter.invalid = problem.is_some();
    let links = entries.iter().flat_map(|entry| links_of(text, yaml, entry)).collect();
    frontmatter.properties = entries
        .into_iter()
        .map(|entry| Property {
            span: shifted(yaml, &entry.span),
            key: entry.key,
            value: entry.value,
        })
        .collect();
    Read { frontmatter, links, problem }
}

fn shifted(yaml: Span, range: &std::ops::Range<usize>) -> Span {
    let start = yaml.start as usize;
    Span::new(start + range.start..start + range.end)
}

fn links_of<'e>(text: &'e str, yaml: Span, entry: &'e Entry) -> impl Iterator<Item = Link> + 'e {
    entry.texts.iter().filter_map(move |found| {
        let key = if found.path.is_empty() {
            entry.key.clone()
        } else {
            format!("{}.{}", entry.key, found.path)
        };
        let link = links::whole(&found.content, &LinkPlace::Property(key))?;
        Some(placed(link, text, yaml, entry, found))
    })
}

/// Moves a link that was read from a scalar's text to where the scalar stands in the file.
fn placed(link: Link, text: &str, yaml: Span, entry: &Entry, found: &Text) -> Link {
    let scalar = shifted(yaml, &found.span);
    match scalar.of(text).find(&found.content) {
        Some(at) => {
            let shift = |span: Span| {
                let start = scalar.start + at as u32;
                Span { start: start + span.start, end: start + span.end }
            };
            let (span, destination_span) = (shift(link.span), shift(link.destination_span));
            Link { span, destination_span, ..link }
        }
        None => {
            let span = shifted(yaml, &entry.span);
            Link { span, destination_span: span, ..link }
        }
    }
}

fn problem(text: &str, yaml: Span, invalid: &Invalid) -> Problem {
    let block = yaml.of(text);
    let at = floor_boundary(block, invalid.at);
    let rest = block.get(at..).unwrap_or("");
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let message = format!(
        "the properties are not valid YAML: {}; correct them in the source view",
        invalid.message
    );
    Problem { kind: "invalid-yaml", message, span: shifted(yaml, &(at..at + length)) }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
