//! The open questions of all notes.

use serde::Serialize;

use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::evidence::Note;
use crate::thesis::question::Question;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionStatus {
    /// It waits for an answer.
    Open,
    /// It is answered, or ticked off.
    Closed,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct QuestionRow {
    /// The note that asks it.
    pub note: VaultPath,
    /// The line it stands on, from 1.
    pub line: u32,
    /// The question.
    pub text: String,
    /// False for one that is answered or ticked off.
    pub open: bool,
    /// The same in a word.
    pub status: QuestionStatus,
    /// What answers it: a path, or words.
    pub answered_by: Option<String>,
    /// The note is the question.
    pub is_note: bool,
}

/// Lists the questions: the open ones first, then by path and line.
pub fn list_questions(evidence: &Evidence) -> Vec<QuestionRow> {
    let rows = evidence
        .notes
        .iter()
        .flat_map(|note| note.bearing.questions.iter().map(|question| row(note, question)));
    let mut rows: Vec<QuestionRow> = rows.collect();
    rows.sort_by(|a, b| (!a.open, &a.note, a.line).cmp(&(!b.open, &b.note, b.line)));
    rows
}

/// Returns the row of a question.
pub(super) fn row(note: &Note, question: &Question) -> QuestionRow {
    let is_note = note.bearing.kind == crate::thesis::kind::Kind::Question
        && question.line == 1
        && question.text == note.path.title();
    let answer = question.answer.as_ref();
    QuestionRow {
        note: note.path.clone(),
        line: question.line,
        text: question.text.clone(),
        open: question.open,
        status: if question.open { QuestionStatus::Open } else { QuestionStatus::Closed },
        answered_by: answer.map(|answer| {
            note.destination(answer).map_or_else(|| answer.text.clone(), ToString::to_string)
        }),
        is_note,
    }
}
