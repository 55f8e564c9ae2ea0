//! Hints: what a note's words suggest where no field says it. Rules that are pure and versioned.
//!
//! A hint is made from one note alone, when it is indexed. What it comes to (which thesis is
//! meant, which tags a glued run holds) is settled by `proposal`, which knows the other notes.

mod claims;
mod clipping;
mod dates;
mod deadline;
mod mentions_of_theses;

use serde::{Deserialize, Serialize};

use super::date::{DateSpan, Day};
use super::kind::Kind;
use super::proposal::boilerplate::find_navigation;
use super::reading::{Reading, Reference, marker_length};
use super::stance::{Stance, Strength};
use crate::facts::Property;
use crate::text::Span;

pub use dates::{Ago, Clue};
pub(super) use deadline::deadline;
pub(super) use mentions_of_theses::{cue_before, sentence_is_conditional};

/// How sure a rule is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It says so itself.
    Certain,
    /// It is hard to read in another way.
    Likely,
    /// It may well be wrong.
    Guess,
}

/// What a note's words suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Where the words stand, in bytes of the note.
    #[serde(rename = "s")]
    pub span: (u32, u32),
    /// The line, from 1.
    #[serde(rename = "n")]
    pub line: u32,
    /// What they suggest.
    #[serde(rename = "v")]
    pub value: HintValue,
    /// How sure the rule is.
    #[serde(rename = "c")]
    pub certainty: Certainty,
}

/// What words can suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HintValue {
    /// What kind of note it is.
    Kind(Kind),
    /// When it was published; with the other day that may be meant.
    Published(DateSpan, Option<Day>),
    /// A day without a year that it comes after.
    After(Clue),
    /// How long before the note it was published.
    Ago(Ago),
    /// Who published it, or its address.
    Source(String),
    /// Who wrote it.
    Author(String),
    /// What it names.
    Mentions(Vec<String>),
    /// Tags run together.
    GluedTags(String),
    /// A thesis is spoken of: the sentence up to the word `thesis`.
    Thesis(String),
    /// A cue with the words behind it, which may begin with a thesis's name.
    Cue(Stance, String),
    /// A cue with the link behind it.
    CueLink(Stance, Reference),
    /// A section that weighs the note against a thesis, by its name or only by its number.
    Mapping(String, Option<Strength>),
    /// Something to look out for.
    Watch(String),
    /// A question.
    Question(String),
    /// The note counts data points: which one it is, and within how many days.
    Claim(u32, Option<i32>),
    /// Something that was written before.
    Coverage(String),
    /// A line of the page around the text.
    Furniture(String),
}

/// Reads what a note's words suggest; `known` says which fields the note has itself.
pub(super) fn read_hints(note: &mut Reading<'_>, kind: Kind, known: Known<'_>) -> Vec<Hint> {
    if matches!(kind, Kind::Thesis | Kind::Source | Kind::Entity | Kind::Question) {
        return Vec::new();
    }
    let mut hints = Vec::new();
    let body = body_of(note);
    clipping::read(note, body, kind, known, &mut hints);
    mentions_of_theses::read(note, body, &mut hints);
    let clipped =
        kind == Kind::Evidence || known.has_edges || hints.iter().any(Hint::is_of_a_data_point);
    if clipped {
        dates::read(note, body, known.published, &mut hints);
    }
    claims::read(note, body, clipped, &mut hints);
    if clipped {
        hints.extend(find_navigation(note.text).into_iter().map(|line| Hint {
            span: line.span,
            line: line.line,
            value: HintValue::Furniture(line.text),
            certainty: Certainty::Guess,
        }));
    }
    hints.sort_by_key(|hint| (hint.span, hint.line));
    hints
}

/// Which fields a note has itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'n> {
    pub(super) has_edges: bool,
    pub(super) kind: bool,
    pub(super) published: Option<&'n Property>,
    /// The property that holds an address, beside a date or an author: a clipping's.
    pub(super) clipping: Option<&'n Property>,
    pub(super) source: bool,
    pub(super) author: bool,
    pub(super) mentions: bool,
    pub(super) tags: bool,
}

impl Hint {
    fn new(note: &Reading<'_>, span: Span, value: HintValue, certainty: Certainty) -> Self {
        Self { span: (span.start, span.end), line: note.line(span), value, certainty }
    }

    /// Returns true for what only a data point has.
    fn is_of_a_data_point(&self) -> bool {
        self.is_clipping()
            || matches!(
                self.value,
                HintValue::Thesis(_) | HintValue::Mapping(..) | HintValue::CueLink(..)
            )
    }

    /// Returns true for what only a clipping of something published has.
    fn is_clipping(&self) -> bool {
        matches!(self.value, HintValue::Kind(_) | HintValue::Source(_) | HintValue::Mentions(_))
    }
}

/// Returns where the note's own words begin and end.
fn body_of(note: &Reading<'_>) -> Span {
    // A byte-order mark is no word.
    let mark = if note.text.starts_with('\u{feff}') { 3 } else { 0 };
    let start = note.facts.frontmatter.as_ref().map_or(mark, |front| front.span.end);
    Span { start, end: note.text.len() as u32 }
}

/// Lists the first lines of a body that are not empty, each without its blanks.
fn first_lines(note: &Reading<'_>, body: Span, count: usize) -> Vec<(Span, String)> {
    let mut lines = Vec::new();
    let mut at = body.start;
    for raw in body.of(note.text).split_inclusive('\n') {
        let line = raw.trim();
        if !line.is_empty() {
            let start = at + (raw.len() - raw.trim_start().len()) as u32;
            lines.push((Span { start, end: start + line.len() as u32 }, line.to_owned()));
        }
        if lines.len() == count {
            break;
        }
        at += raw.len() as u32;
    }
    lines
}

/// Returns a line's words without the marks of a list, a quote or a heading, and without emphasis.
fn plain_line(line: &str) -> String {
    let bare = line.trim_start_matches(['>', '#', ' ', '\t']);
    let bare = bare.get(marker_length(bare)..).unwrap_or(bare);
    bare.replace("**", "").trim_matches(['*', '_', ' ']).to_owned()
}

/// Returns the sentence around a byte: from the last end of a sentence or line to the next.
fn sentence_around(text: &str, at: usize) -> Span {
    let before = text.get(..at).unwrap_or("");
    let start = ["\n", ". ", "? ", "! "]
        .iter()
        .filter_map(|end| Some(before.rfind(end)? + end.len()))
        .max()
        .unwrap_or(0);
    let behind = text.get(at..).unwrap_or("");
    let end = ["\n", ". ", "? ", "! "]
        .iter()
        .filter_map(|end| Some(behind.find(end)? + end.trim_end().len()))
        .min()
        .map_or(text.len(), |end| at + end);
    let sentence = text.get(start..end).unwrap_or("");
    let trimmed = sentence.trim_start();
    let start = start + sentence.len() - trimmed.len();
    Span::new(start..start + trimmed.trim_end().len())
}
