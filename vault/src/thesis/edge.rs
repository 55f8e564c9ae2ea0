//! The edges that a note writes down: inline lines in its body, lists in its properties.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::property_names::{Field, PropertyNames};
use super::reading::{Reading, Reference, marker_length, shown};
use super::stance::{Review, Stance, Strength};
use crate::facts::{LinkPlace, Property};
use crate::text::Span;

/// Where an edge is written; the stronger place first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "EdgePlace")]
pub enum Place {
    /// A line in the text.
    Inline,
    /// A property.
    Frontmatter,
    /// Nowhere yet: read from the text, and not accepted.
    Proposal,
}

/// An edge as a note writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenEdge {
    /// The thesis, and the pillar as its block; always a link.
    pub thesis: Reference,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard, where the edge says so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// Why; empty where nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Whether a person has looked at it, where the edge says so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Where it is written.
    pub place: Place,
    /// The line, from 1.
    pub line: u32,
}

/// Reads all edges of a note: those of lines first, each in order.
pub(super) fn read_edges(
    note: &mut Reading<'_>,
    names: &PropertyNames,
    fields: &BTreeMap<Field, &Property>,
) -> Vec<WrittenEdge> {
    let mut edges = inline_edges(note, names);
    for (field, stance) in [
        (Field::Supports, Stance::Supports),
        (Field::Contradicts, Stance::Contradicts),
        (Field::Context, Stance::Context),
    ] {
        if let Some(property) = fields.get(&field) {
            read_property(note, property, stance, &mut edges);
        }
    }
    edges
}

fn read_property(
    note: &mut Reading<'_>,
    property: &Property,
    stance: Stance,
    edges: &mut Vec<WrittenEdge>,
) {
    for (words, links) in note.items(property) {
        if links.is_empty() {
            // `context` means other things in other vaults; only a link makes it an edge.
            if stance != Stance::Context {
                let said = words.unwrap_or_default();
                let message = format!(
                    "{} needs a link in quotes, such as \"[[Thesis]]\", not {said:?}",
                    property.key
                );
                note.report("edge-without-link", message, property.span);
            }
            continue;
        }
        for link in links {
            let span = note.facts.links.get(link).map_or(property.span, |link| link.span);
            let line = note.line(span);
            edges.push(WrittenEdge {
                thesis: note.refer(link),
                stance,
                strength: None,
                reason: String::new(),
                review: None,
                place: Place::Frontmatter,
                line,
            });
        }
    }
}

/// What stands behind the link of an inline edge.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tail {
    strength: Option<String>,
    review: Option<String>,
    reason: String,
}

fn inline_edges(note: &mut Reading<'_>, names: &PropertyNames) -> Vec<WrittenEdge> {
    if memchr::memmem::find(note.text.as_bytes(), b"::").is_none() {
        return Vec::new();
    }
    let mut edges = Vec::new();
    for (at, link) in note.facts.links.iter().enumerate() {
        if matches!(link.place, LinkPlace::Property(_) | LinkPlace::Canvas(_)) || link.embed {
            continue;
        }
        let line = note.line_span(link.span.start);
        let before = Span { start: line.start, end: link.span.start };
        let Some((stance, bracket)) = stance_before(before.of(note.text), names) else { continue };
        let behind = Span { start: link.span.end, end: line.end };
        let tail = read_tail(behind.of(note.text), bracket, names);
        edges.push(WrittenEdge {
            thesis: note.refer(at),
            stance,
            strength: known(note, tail.strength, Strength::parse, "strength", link.span),
            reason: tail.reason,
            review: known(note, tail.review, Review::parse, "review", link.span),
            place: Place::Inline,
            line: note.line(link.span),
        });
    }
    report_lines_without_link(note, names);
    edges
}

/// Reads a word of a closed list; reports one that is not on it.
fn known<T>(
    note: &mut Reading<'_>,
    word: Option<String>,
    parse: impl Fn(&str) -> Option<T>,
    field: &'static str,
    span: Span,
) -> Option<T> {
    let word = word?;
    let value = parse(&word);
    if value.is_none() {
        let (kind, words) = match field {
            "strength" => ("unknown-strength", "strong, moderate or weak"),
            _ => ("unknown-review", "draft or confirmed"),
        };
        note.report(kind, format!("{word:?} is no {field}: write {words}"), span);
    }
    value
}

/// Returns the stance whose field the text before a link opens, and the bracket around it.
fn stance_before(before: &str, names: &PropertyNames) -> Option<(Stance, Option<char>)> {
    let (word, bracket) = field_before(before)?;
    Some((names.stance(word)?, bracket))
}

/// Returns the field that the text before a link opens, and the bracket around it.
fn field_before(before: &str) -> Option<(&str, Option<char>)> {
    let (field, between) = before.rsplit_once("::")?;
    if !is_only_links(between) {
        return None;
    }
    // `**supports**::` is the same field.
    let field = field.trim_end().trim_end_matches('*');
    let start = field.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    let word_at = start.map_or(0, |at| {
        at + field.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let word = field.get(word_at..)?;
    let ahead = field.get(..word_at)?;
    match ahead.chars().last() {
        Some(open @ ('[' | '(')) => Some((word, Some(open))),
        _ => is_line_start(ahead).then_some((word, None)),
    }
}

/// Words that mean a stance and are none.
const NEARLY: [&str; 19] = [
    "support",
    "supporting",
    "supported",
    "contradict",
    "contradicting",
    "contradicted",
    "refute",
    "refutes",
    "oppose",
    "opposes",
    "disputes",
    "confirms",
    "undermines",
    "weakens",
    "strengthens",
    "pro",
    "contra",
    "against",
    "neutral",
];

/// A field that means a stance and is called otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearEdge {
    /// What it is called.
    #[serde(rename = "w")]
    pub word: String,
    /// Where it leads.
    #[serde(rename = "t")]
    pub thesis: Reference,
    /// The line, from 1.
    #[serde(rename = "n")]
    pub line: u32,
}

/// Finds fields such as `refutes:: [[Thesis]]`, in lines and in properties.
pub(super) fn read_near_edges(note: &mut Reading<'_>, names: &PropertyNames) -> Vec<NearEdge> {
    let facts = note.facts;
    let mut found = Vec::new();
    for (at, link) in facts.links.iter().enumerate().filter(|(_, link)| !link.embed) {
        let word = match &link.place {
            LinkPlace::Property(place) => place.split('.').next().unwrap_or(place).to_lowercase(),
            LinkPlace::Canvas(_) => continue,
            _ => {
                let start = note.line_span(link.span.start).start;
                let before = Span { start, end: link.span.start }.of(note.text);
                match field_before(before) {
                    Some((word, _)) => word.to_lowercase(),
                    None => continue,
                }
            }
        };
        if NEARLY.contains(&word.as_str()) && names.find(&word).is_none() {
            let line = note.line(link.span);
            found.push(NearEdge { word, thesis: note.refer(at), line });
        }
    }
    found
}

/// Returns true for what may stand before the first word of a line: quote marks, a list marker,
/// a task's box, the marks of emphasis.
pub(super) fn is_line_start(ahead: &str) -> bool {
    let mut rest = ahead.trim_start_matches(['>', ' ', '\t']);
    rest = rest.get(marker_length(rest)..).unwrap_or("");
    if rest.starts_with('[')
        && let Some((status, behind)) = rest.get(1..).and_then(|inner| inner.split_once(']'))
        && status.chars().count() == 1
    {
        rest = behind;
    }
    rest.trim_matches([' ', '*', '_']).is_empty()
}

/// Returns true for nothing but links and what lists them.
fn is_only_links(text: &str) -> bool {
    let mut rest = text.trim_start_matches([' ', '\t', '*', '_']);
    while let Some(inner) = rest.strip_prefix("[[") {
        let Some((_, behind)) = inner.split_once("]]") else { return false };
        rest = behind.trim_start_matches([' ', ',', ';', '&']);
        rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
    }
    rest.is_empty()
}

fn read_tail(behind: &str, bracket: Option<char>, names: &PropertyNames) -> Tail {
    let mut rest = match bracket {
        Some(open) => inside(behind, open),
        None => behind,
    };
    // Further links of the same list have the same strength and reason.
    loop {
        let next = rest.trim_start_matches([' ', ',', ';', '&', '*', '_']);
        let next = next.strip_prefix("and ").unwrap_or(next);
        match next.strip_prefix("[[").and_then(|inner| inner.split_once("]]")) {
            Some((_, behind)) => rest = behind,
            None => break,
        }
    }
    let mut tail = Tail::default();
    let mut said = rest.to_owned();
    take_fields(&mut said, names, &mut tail);
    let reason = shown(&said);
    let reason = reason.trim_start_matches(['—', '–', '-', ':', '·', ',', ' ']);
    tail.reason = reason.trim().to_owned();
    tail
}

/// Takes `(strength:: weak)` and `[review:: draft]` out of the text, wherever they stand.
fn take_fields(said: &mut String, names: &PropertyNames, tail: &mut Tail) {
    let mut from = 0;
    while let Some(open) = said.get(from..).and_then(|rest| rest.find(['(', '['])) {
        let open = from + open;
        from = open + 1;
        let bracket = if said.as_bytes().get(open) == Some(&b'(') { '(' } else { '[' };
        let inner = inside(said.get(from..).unwrap_or(""), bracket).to_owned();
        let close = from + inner.len();
        let slot = match inner.split_once("::").map(|(key, value)| (names.find(key), value)) {
            Some((Some(Field::Strength), value)) => Some((&mut tail.strength, value)),
            Some((Some(Field::Review), value)) => Some((&mut tail.review, value)),
            // The bare word right behind the link: `supports:: [[T]] (strong)`.
            None if Strength::parse(&inner).is_some()
                && said.get(..open).is_some_and(|ahead| ahead.trim().is_empty()) =>
            {
                Some((&mut tail.strength, inner.as_str()))
            }
            _ => None,
        };
        if let Some((slot, value)) = slot {
            *slot = Some(value.trim().to_owned());
            said.replace_range(open..(close + 1).min(said.len()), "");
            from = open;
        }
    }
}

/// Returns what stands before the bracket that closes the one which is open; else all of it.
fn inside(text: &str, open: char) -> &str {
    let close = if open == '(' { ')' } else { ']' };
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            if depth == 0 {
                return text.get(..at).unwrap_or(text);
            }
            depth -= 1;
        }
    }
    text
}

/// Reports lines such as `supports:: the rails thesis`, which name no note by a link.
fn report_lines_without_link(note: &mut Reading<'_>, names: &PropertyNames) {
    let body = note.facts.frontmatter.as_ref().map_or(0, |front| front.span.end);
    let text = note.text;
    let rest = text.get(body as usize..).unwrap_or("");
    let found: Vec<u32> =
        memchr::memmem::find_iter(rest.as_bytes(), b"::").map(|at| body + at as u32).collect();
    for at in found {
        let line = note.line_span(at);
        let behind = Span { start: at + 2, end: line.end }.of(text);
        let with_marks = Span { start: line.start, end: at + 2 }.of(text);
        let stance = stance_before(with_marks, names).filter(|(_, bracket)| bracket.is_none());
        let Some((stance @ (Stance::Supports | Stance::Contradicts), _)) = stance else { continue };
        let has_link = !note.links_in(Span { start: at, end: line.end }).is_empty();
        if has_link && is_first_a_link(behind) || note.is_marked(at) {
            continue;
        }
        let word = stance.as_str();
        let message = format!("{word}:: needs a link to a thesis, such as {word}:: [[Thesis]]");
        note.report("edge-without-link", message, line);
    }
}

fn is_first_a_link(behind: &str) -> bool {
    behind.trim_start_matches([' ', '\t', '*', '_']).starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(text: &str) -> Option<(Stance, Option<char>)> {
        stance_before(text, &PropertyNames::default())
    }

    #[test]
    fn a_stance_stands_at_the_start_of_a_line_or_in_brackets() {
        for line in ["- supports:: ", "supports::", "> 1. [ ] **Supports**:: ", "\t* supports :: "]
        {
            assert_eq!(before(line), Some((Stance::Supports, None)), "{line}");
        }
        assert_eq!(before("so [contradicts:: "), Some((Stance::Contradicts, Some('['))));
        assert_eq!(before("- context:: [[A]], [[B]] and "), Some((Stance::Context, None)));
        for line in ["it supports:: ", "supports ", "supports: ", "supports:: [[A]] — as "] {
            assert_eq!(before(line), None, "{line}");
        }
    }

    #[test]
    fn a_tail_holds_strength_review_and_reason() {
        let tail = |text: &str| read_tail(text, None, &PropertyNames::default());
        let read = tail(" (strength:: weak) — it (mostly) holds ^id");
        assert_eq!((read.strength.as_deref(), &*read.reason), (Some("weak"), "it (mostly) holds"));
        let read = tail(", [[B]] [review:: draft] because (strength:: strong)");
        assert_eq!(read.review.as_deref(), Some("draft"));
        assert_eq!((read.strength.as_deref(), &*read.reason), (Some("strong"), "because"));
        assert_eq!(tail(" (strong) – x").strength.as_deref(), Some("strong"));
        assert_eq!(tail(" it breaks down (strong)").strength, None);
        let read = read_tail(" (strength:: weak)] and on", Some('['), &PropertyNames::default());
        assert_eq!((read.strength.as_deref(), &*read.reason), (Some("weak"), ""));
    }
}
