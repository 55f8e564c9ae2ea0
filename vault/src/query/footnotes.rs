//! The footnotes of one note, numbered as reading view numbers them.

use serde::Serialize;

use crate::facts::{MarkKind, NoteFacts};
use crate::text::{LineIndex, Span};

/// A footnote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FootnoteRow {
    /// Its number, from 1, by where it is first referred to; 0 where nothing refers to it.
    pub number: u32,
    /// Its id without `^`; empty for one that is written in place.
    pub id: String,
    /// Its Markdown; empty where it is only referred to.
    pub text: String,
    /// The line its text begins on, from 1; none where it is only referred to.
    pub line: Option<u32>,
    /// The lines that refer to it, from 1, in order.
    pub references: Vec<u32>,
}

/// Lists the footnotes of a note by their numbers; those that nothing refers to come last.
pub fn list_footnotes(text: &str, facts: &NoteFacts) -> Vec<FootnoteRow> {
    let lines = LineIndex::new(text);
    let line = |span: Span| lines.line(span.start) + 1;
    let named = facts.footnote_refs.iter().map(|found| (found.span, Some(found.id.as_str())));
    let inline = facts.marks.iter().filter(|mark| mark.kind == MarkKind::InlineFootnote);
    let mut references: Vec<(Span, Option<&str>)> =
        named.chain(inline.map(|mark| (mark.span, None))).collect();
    references.sort_by_key(|(span, _)| span.start);
    let mut rows: Vec<FootnoteRow> = Vec::new();
    for (span, id) in references {
        let known = id.and_then(|id| rows.iter_mut().find(|row| is_same(&row.id, id)));
        if let Some(row) = known {
            row.references.push(line(span));
            continue;
        }
        let written = if id.is_none() { inside(span.of(text)) } else { "" };
        rows.push(FootnoteRow {
            number: rows.len() as u32 + 1,
            id: id.unwrap_or_default().to_owned(),
            text: written.to_owned(),
            line: id.is_none().then(|| line(span)),
            references: vec![line(span)],
        });
    }
    for definition in &facts.footnotes {
        let at = rows.iter().position(|row| is_same(&row.id, &definition.id));
        let at = at.unwrap_or_else(|| {
            rows.push(FootnoteRow { id: definition.id.clone(), ..FootnoteRow::default() });
            rows.len() - 1
        });
        // The first definition of an id counts.
        if let Some(row) = rows.get_mut(at).filter(|row| row.line.is_none()) {
            row.text = behind_id(definition.span.of(text));
            row.line = Some(line(definition.span));
        }
    }
    rows
}

/// Ids are compared without case; what has none is like no other.
fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && one.to_lowercase() == other.to_lowercase()
}

/// Returns what stands in `^[…]`.
fn inside(inline: &str) -> &str {
    inline.strip_prefix("^[").and_then(|rest| rest.strip_suffix(']')).unwrap_or(inline).trim()
}

/// Returns the text behind `[^id]:`, its lines without their indentation.
fn behind_id(definition: &str) -> String {
    let text = definition.split_once("]:").map_or(definition, |(_, text)| text);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn rows(text: &str) -> Vec<FootnoteRow> {
        list_footnotes(text, &parse(text))
    }

    fn row(number: u32, id: &str, text: &str, line: u32, references: &[u32]) -> FootnoteRow {
        let (id, text, references) = (id.to_owned(), text.to_owned(), references.to_vec());
        FootnoteRow { number, id, text, line: Some(line), references }
    }

    #[test]
    fn footnotes_are_numbered_as_they_are_read() {
        let text = "One[^b] and ^[in place] and[^A].\nAgain[^B].\n\n[^a]: First\n    goes on\n\n\
                    [^b]: Second\n[^c]: Alone\n[^b]: Not this one\n";
        assert_eq!(
            rows(text),
            [
                row(1, "b", "Second", 7, &[1, 2]),
                row(2, "", "in place", 1, &[1]),
                row(3, "A", "First\ngoes on", 4, &[1]),
                row(0, "c", "Alone", 8, &[]),
            ]
        );
    }

    #[test]
    fn a_reference_to_nothing_has_no_text() {
        let gone = FootnoteRow { line: None, ..row(1, "gone", "", 0, &[1]) };
        assert_eq!(rows("x[^gone]"), [gone]);
        assert_eq!(rows("no footnote [^ here]"), []);
    }
}
