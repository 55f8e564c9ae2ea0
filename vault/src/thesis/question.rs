//! Open questions: what a note asks, below a heading or as a note of its own.

use serde::{Deserialize, Serialize};

use super::reading::{Reading, Reference, shown, words_of_item};
use crate::facts::SectionKind;

/// A question that a note asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The line, from 1.
    pub line: u32,
    /// False for one that was ticked off.
    pub open: bool,
    /// What answers it, where the note is the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Reference>,
}

/// Reads the list items and paragraphs below headings that start with "Open question".
pub(super) fn read_questions(note: &Reading<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for (_, span) in note.sections(|heading| heading.starts_with("open question")) {
        for item in note.list_items(span) {
            questions.push(Question {
                text: shown(words_of_item(note.text, item).of(note.text)),
                line: note.line(item.span),
                open: item.task.is_none_or(|task| !matches!(task.status, 'x' | 'X' | '-')),
                answer: None,
            });
        }
        let paragraphs = note.facts.sections.iter().filter(|section| {
            section.kind == SectionKind::Paragraph
                && (span.start..span.end).contains(&section.span.start)
        });
        questions.extend(paragraphs.map(|section| Question {
            text: shown(section.span.of(note.text)),
            line: note.line(section.span),
            open: true,
            answer: None,
        }));
    }
    questions.sort_by_key(|question| question.line);
    questions
}
