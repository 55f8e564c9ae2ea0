//! What a spec is: a Markdown file in `tests/spec` with cases, each with notes and questions.
//!
//! The form is told in `tests/spec.rs`, which runs them all; `tests/conformance.rs` runs the cases
//! that it names.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vault::vault::Vault;

use crate::spec_answers::QUESTIONS;

/// One case: its notes, and where its questions stand in the file.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) notes: Vec<Note>,
    pub(crate) questions: Vec<Question>,
    /// The notes as a vault, made when the first question asks for it.
    pub(crate) vault: OnceCell<(TempDir, Vault)>,
}

pub(crate) struct Note {
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) struct Question {
    pub(crate) name: String,
    pub(crate) argument: String,
    pub(crate) expected: String,
    /// The lines of the file that hold the expected answer.
    pub(crate) lines: std::ops::Range<usize>,
}

/// Lists the spec files by name.
pub(crate) fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

/// Answers every question of a file; notes in `wrong` where an answer is not the expected one.
pub(crate) fn answer_all<'s>(
    file: &Path,
    suite: &'s [Case],
    wrong: &mut String,
) -> Vec<(&'s Question, String)> {
    let mut answers = Vec::new();
    for case in suite {
        let place = format!("{}: {}", file.file_name().unwrap().display(), case.name);
        if case.questions.is_empty() || case.notes.is_empty() {
            writeln!(wrong, "{place}: a case needs a note and a question\n").unwrap();
        }
        for question in &case.questions {
            let Some((_, answer)) = QUESTIONS.iter().find(|(name, _)| *name == question.name)
            else {
                writeln!(wrong, "{place}: no question is called {}\n", question.name).unwrap();
                continue;
            };
            // A block of values holds what is asked and what is answered, line by line.
            let asked = match question.name.as_str() {
                "values" => &question.expected,
                _ => &question.argument,
            };
            let given = answer(case, asked);
            if given != question.expected {
                let expected = &question.expected;
                let name = &question.name;
                writeln!(wrong, "{place}: {name}\nexpected\n{expected}\ngiven\n{given}").unwrap();
            }
            answers.push((question, given));
        }
    }
    answers
}

/// Returns the file's text with the answers in place of the expected ones.
pub(crate) fn with_answers(text: &str, answers: &[(&Question, String)]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut updated = String::new();
    let mut at = 0;
    for (question, answer) in answers {
        updated.extend(lines[at..question.lines.start].iter().copied());
        updated.push_str(answer);
        at = question.lines.end;
    }
    updated.extend(lines[at..].iter().copied());
    updated
}

/// Reads the cases of a spec file.
pub(crate) fn read_suite(text: &str) -> Vec<Case> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut suite: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_end();
        at += 1;
        if let Some(name) = line.strip_prefix("## ") {
            let name = name.to_owned();
            suite.push(Case {
                name,
                notes: Vec::new(),
                questions: Vec::new(),
                vault: OnceCell::new(),
            });
        }
        if !line.starts_with("```") {
            continue;
        }
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        let start = at;
        while at < lines.len() && lines[at].trim_end() != fence {
            at += 1;
        }
        if let Some(case) = suite.last_mut() {
            add_block(case, line[fence.len()..].trim(), start..at, &lines[start..at].concat());
        }
        at += 1;
    }
    suite
}

fn add_block(case: &mut Case, info: &str, lines: std::ops::Range<usize>, content: &str) {
    let (name, argument) = info.split_once(' ').unwrap_or((info, ""));
    if name != "note" {
        let (name, argument) = (name.to_owned(), argument.trim().to_owned());
        case.questions.push(Question { name, argument, expected: content.to_owned(), lines });
        return;
    }
    let path = argument.split("path=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut text = content.to_owned();
    if argument.split(' ').any(|word| word == "open") {
        text.pop();
    }
    if argument.split(' ').any(|word| word == "crlf") {
        text = text.replace('\n', "\r\n");
    }
    case.notes.push(Note { path: path.unwrap_or("Note.md").to_owned(), text });
}
