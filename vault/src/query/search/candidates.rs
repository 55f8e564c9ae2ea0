//! Which files can hold a needle, as a question to full text.

use crate::index::{Part, Vocabulary};
use crate::text::fold::fold;
use crate::text::words::{Term, TermKind, terms};

use super::tree::Needle;

/// A part of a word that is in more terms than this is looked up by the first of them alone.
const MOST_TERMS: usize = 96;

/// What full text can say about a needle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Candidates {
    /// Nothing at all: any file may hold it.
    Any,
    /// No file holds it.
    None,
    /// Files that match this FTS5 expression hold it, others may too.
    Some { expression: String },
    /// Only files that match this FTS5 expression hold it; when `exact`, all of them do.
    Matching { expression: String, exact: bool },
}

/// Returns what full text can say about `needle`.
pub(super) fn candidates(needle: &Needle, match_case: bool, words: &Vocabulary) -> Candidates {
    let (text, whole_words) = match needle {
        Needle::Pattern(_) => return Candidates::Any,
        Needle::Word(text) => (text, false),
        Needle::Phrase(text) => (text, true),
    };
    let folded = fold(text);
    let pieces = pieces(&folded, whole_words);
    let mut conditions = Conditions::default();
    let mut skipped = pieces.is_empty();
    for piece in &pieces {
        let found = match piece.place {
            Part::Whole => Some(vec![piece.text]),
            place => words.terms_with(piece.text, place, MOST_TERMS),
        };
        match (found, piece.place) {
            (Some(found), _) if found.is_empty() => return Candidates::None,
            (Some(_), Part::Whole) => conditions.add_to_phrase(piece.text),
            (Some(found), _) => conditions.add_choice(&found),
            (None, _) => {
                conditions.end_phrase();
                skipped = true;
            }
        }
    }
    // Full text keeps no positions: that two terms stand side by side, only the text can say.
    let one_run = !match_case && pieces.len() == 1 && is_one_run(&folded, &pieces);
    match (conditions.finish(), pieces.as_slice()) {
        (Some(expression), _) => Candidates::Matching { expression, exact: one_run && !skipped },
        (None, [piece]) if one_run => {
            let first = words.first_terms_with(piece.text, piece.place, MOST_TERMS);
            Candidates::Some { expression: any_of(&first) }
        }
        (None, _) => Candidates::Any,
    }
}

/// A term of the needle and where it must stand in a term of the text.
#[derive(Debug)]
struct Piece<'n> {
    text: &'n str,
    term: Term,
    place: Part,
}

fn pieces(folded: &str, whole_words: bool) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for term in terms(folded) {
        let text = folded.get(term.range.clone()).unwrap_or("");
        // Past the edge of the needle a word may go on, a phrase's last word may not.
        let open = !whole_words || term.kind == TermKind::Run;
        let before = open && term.range.start == 0;
        let behind = open && term.range.end == folded.len();
        let place = match (term.kind, before, behind) {
            (TermKind::Symbol, ..) => Part::Whole,
            (TermKind::Pair, ..) if text.chars().count() > 1 => Part::Whole,
            (TermKind::Pair, ..) => {
                let after_pair =
                    pieces.last().is_some_and(|last| last.term.range.end > term.range.start);
                match (after_pair, term.range.end == folded.len()) {
                    // The text may go on where the needle ends: its last pair says it all.
                    (true, true) => continue,
                    (true, false) => Part::Whole,
                    (false, _) => Part::Anywhere,
                }
            }
            (_, true, true) => Part::Anywhere,
            (_, true, false) => Part::End,
            (_, false, true) => Part::Start,
            (_, false, false) => Part::Whole,
        };
        pieces.push(Piece { text, term, place });
    }
    pieces
}

/// Returns true where the terms say all there is to say about the needle.
fn is_one_run(folded: &str, pieces: &[Piece<'_>]) -> bool {
    let mut reached = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let overlaps = piece.term.range.start < reached;
        if (at > 0 && !overlaps) || (at == 0 && piece.term.range.start > 0) {
            return false;
        }
        reached = piece.term.range.end;
    }
    reached == folded.len()
}

/// The parts of an FTS5 expression, all of which must hold.
#[derive(Debug, Default)]
struct Conditions {
    done: Vec<String>,
    phrase: Vec<String>,
}

impl Conditions {
    fn add_to_phrase(&mut self, term: &str) {
        self.phrase.push(term.to_owned());
    }

    fn add_choice(&mut self, terms: &[&str]) {
        self.end_phrase();
        self.done.push(any_of(terms));
    }

    fn end_phrase(&mut self) {
        if !self.phrase.is_empty() {
            self.done.extend(self.phrase.drain(..).map(|term| format!("\"{term}\"")));
        }
    }

    fn finish(mut self) -> Option<String> {
        self.end_phrase();
        (!self.done.is_empty()).then(|| self.done.join(" AND "))
    }
}

fn any_of(terms: &[&str]) -> String {
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    format!("({})", quoted.join(" OR "))
}
