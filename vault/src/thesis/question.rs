//! Open questions: what a note asks, below a heading or as a note of its own.

use serde::{Deserialize, Serialize};

use super::property_names::{Field, PropertyNames};
use super::reading::{Reading, Reference, shown, words_of_item};
use crate::facts::{ListItem, SectionKind};
use crate::text::Span;

/// A question that a note asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The line, from 1.
    pub line: u32,
    /// False for one that was ticked off.
    pub open: bool,
    /// What answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Reference>,
}

/// Reads the list items and paragraphs below headings that start with "Open question".
pub(super) fn read_questions(note: &mut Reading<'_>, names: &PropertyNames) -> Vec<Question> {
    let mut questions = Vec::new();
    let facts = note.facts;
    for (_, span) in note.sections(|heading| heading.starts_with("open question")) {
        let items: Vec<&ListItem> = note.list_items(span).collect();
        for item in items {
            let words = words_of_item(note.text, item);
            let mut question = read_question(note, names, words);
            question.line = note.line(item.span);
            let done = item.task.is_some_and(|task| matches!(task.status, 'x' | 'X' | '-'));
            question.open &= !done;
            questions.push(question);
        }
        let paragraphs = facts.sections.iter().filter(|section| {
            section.kind == SectionKind::Paragraph
                && (span.start..span.end).contains(&section.span.start)
        });
        for section in paragraphs {
            questions.push(read_question(note, names, section.span));
        }
    }
    questions.sort_by_key(|question| question.line);
    questions
}

/// Reads a question and, behind `answered_by::`, what answers it.
fn read_question(note: &mut Reading<'_>, names: &PropertyNames, span: Span) -> Question {
    let text = span.of(note.text);
    let field = text.match_indices("::").find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let word = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
        let start = word.map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let is_answer = names.find(before.get(start..)?) == Some(Field::AnsweredBy);
        is_answer.then_some((start, at))
    });
    let answer = field.and_then(|(_, at)| {
        let behind = Span { start: span.start + at as u32, end: span.end };
        let link = note.links_in(behind).first().copied()?;
        Some(note.refer(link))
    });
    let words = field.filter(|_| answer.is_some()).and_then(|(start, _)| text.get(..start));
    let words = shown(words.unwrap_or(text));
    let words = words.trim_end_matches(['(', '[', '—', '–', '·', ' ']).to_owned();
    Question { text: words, line: note.line(span), open: answer.is_none(), answer }
}
