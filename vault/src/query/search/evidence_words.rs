//! Conditions on evidence: `stance:`, `strength:`, `thesis:`, `source:`, `published:`.

use super::corpus::Corpus;
use super::file_set::FileSet;
use super::matcher::{Matcher, Subject};
use super::tree::{Needle, Node, NodeKind, Operator};
use crate::names::FileId;
use crate::query::evidence::kept_evidence;
use crate::thesis::clock::Clock;
use crate::thesis::date::{DateSpan, parse_date};
use crate::thesis::evidence::{Edge, Evidence, Note, NoteNumber, Thesis};

/// What a note's evidence must be.
pub(super) enum EvidenceTest {
    /// One of its edges is so.
    Edge(EdgeTest),
    Source(Matcher),
    Published(Window),
}

/// What one edge must be.
pub(super) enum EdgeTest {
    Stance(Matcher),
    Strength(Matcher),
    Thesis(Matcher),
    All(Vec<EdgeTest>),
    Any(Vec<EdgeTest>),
    Not(Box<EdgeTest>),
}

/// The days that `published:` allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    Within(DateSpan),
    /// After all of it.
    After(DateSpan),
    /// On its first day or later.
    From(DateSpan),
    /// Before all of it.
    Before(DateSpan),
    /// On its last day or earlier.
    UpTo(DateSpan),
}

impl EvidenceTest {
    /// Returns the test, or what is wrong with the word.
    pub(super) fn new(
        operator: Operator,
        needle: &Needle,
        matcher: Matcher,
    ) -> Result<Self, String> {
        Ok(match operator {
            Operator::Published => Self::Published(Window::parse(needle.as_str())?),
            Operator::Source => Self::Source(matcher),
            _ => Self::Edge(EdgeTest::new(operator, needle, matcher)?),
        })
    }

    /// Returns the files that pass.
    pub(super) fn files(&self, corpus: &Corpus<'_>) -> Result<FileSet, crate::index::IndexError> {
        let evidence = kept_evidence(corpus.snapshot())?;
        let mut passing: Vec<NoteNumber> = Vec::new();
        match self {
            Self::Published(window) => {
                let dated = evidence.notes.iter().enumerate().filter(|(_, note)| {
                    let when = note.date_on(Clock::Published);
                    when.is_some_and(|dated| !dated.is_of_file() && window.holds(dated.span))
                });
                passing.extend(dated.map(|(number, _)| number));
            }
            Self::Source(matcher) => {
                let from = evidence.notes.iter().enumerate();
                passing.extend(from.filter(|(_, note)| is_from(note, matcher)).map(|(at, _)| at));
            }
            Self::Edge(test) => passing.extend(
                edges(&evidence)
                    .filter(|(thesis, edge)| test.holds(thesis, edge))
                    .map(|(_, edge)| edge.note),
            ),
        }
        let files = passing.into_iter().filter_map(|number| evidence.note(number));
        Ok(files.filter_map(|note| file_of(corpus, note)).collect())
    }
}

impl EdgeTest {
    /// Returns the test, or what is wrong with the word.
    pub(super) fn new(
        operator: Operator,
        needle: &Needle,
        matcher: Matcher,
    ) -> Result<Self, String> {
        let words: &[&str] = match operator {
            Operator::Stance => &["supports", "contradicts", "context"],
            Operator::Strength => &["strong", "moderate", "weak"],
            _ => return Ok(Self::Thesis(matcher)),
        };
        if !words.iter().any(|word| matcher.is_in(&Subject::new(word))) {
            return Err(format!("{:?} is none of {}", needle.as_str(), words.join(", ")));
        }
        Ok(match operator {
            Operator::Stance => Self::Stance(matcher),
            _ => Self::Strength(matcher),
        })
    }

    fn holds(&self, thesis: &Thesis, edge: &Edge) -> bool {
        let is = |matcher: &Matcher, word: &str| matcher.is_in(&Subject::new(word));
        match self {
            Self::Stance(matcher) => is(matcher, edge.stance.as_str()),
            Self::Strength(matcher) => {
                edge.strength.is_some_and(|strength| is(matcher, strength.as_str()))
            }
            Self::Thesis(matcher) => is(matcher, &thesis.title) || is(matcher, &thesis.path),
            Self::All(tests) => tests.iter().all(|test| test.holds(thesis, edge)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(thesis, edge)),
            Self::Not(test) => !test.holds(thesis, edge),
        }
    }
}

/// Returns true for a condition about edges alone, so that others beside it can be asked of the
/// same edge.
pub(super) fn is_about_an_edge(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scoped(Operator::Stance | Operator::Strength | Operator::Thesis, inner) => {
            is_plain(inner)
        }
        NodeKind::All(nodes) | NodeKind::Any(nodes) => nodes.iter().all(is_about_an_edge),
        NodeKind::Not(inner) => is_about_an_edge(inner),
        _ => false,
    }
}

fn is_plain(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Needle(_) => true,
        NodeKind::All(nodes) | NodeKind::Any(nodes) => nodes.iter().all(is_plain),
        _ => false,
    }
}

fn edges(evidence: &Evidence) -> impl Iterator<Item = (&Thesis, &Edge)> {
    evidence.theses.iter().flat_map(|thesis| thesis.edges.iter().map(move |edge| (thesis, edge)))
}

fn is_from(note: &Note, matcher: &Matcher) -> bool {
    let fields = &note.bearing.fields;
    let named = fields.source.iter().chain(&fields.publishers).chain(&fields.authors);
    let mut names = named.map(|reference| match note.destination(reference) {
        Some(path) => path.title(),
        None => reference.text.as_str(),
    });
    names.any(|name| matcher.is_in(&Subject::new(name)))
}

fn file_of(corpus: &Corpus<'_>, note: &Note) -> Option<FileId> {
    corpus.find(&note.path)
}

impl Window {
    /// Reads `2026-05`, `>2026-05`, `<=2026-05-04`, `2026-05..2026-06`, `2026-05..`, and ranges as
    /// a property holds them.
    fn parse(text: &str) -> Result<Self, String> {
        let date = |text: &str| parse_date(text).map_err(|error| error.to_string());
        if let Some((from, to)) = text.split_once("..").filter(|_| !text.contains('/')) {
            return Ok(match (from.trim(), to.trim()) {
                (from, "") => Self::From(date(from)?),
                ("", to) => Self::UpTo(date(to)?),
                (from, to) => Self::Within(DateSpan { to: date(to)?.to, ..date(from)? }),
            });
        }
        for (sign, make) in [
            (">=", Self::From as fn(DateSpan) -> Self),
            ("<=", Self::UpTo),
            (">", Self::After),
            ("<", Self::Before),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return Ok(make(date(rest)?));
            }
        }
        Ok(Self::Within(date(text)?))
    }

    fn holds(self, span: DateSpan) -> bool {
        let (from, to) = (span.from.or(span.to), span.to.or(span.from));
        let (Some(from), Some(to)) = (from, to) else { return false };
        match self {
            Self::Within(window) => {
                window.from.is_none_or(|first| to >= first)
                    && window.to.is_none_or(|last| from <= last)
            }
            Self::After(window) => window.to.is_some_and(|last| from > last),
            Self::From(window) => window.from.is_some_and(|first| to >= first),
            Self::Before(window) => window.from.is_some_and(|first| to < first),
            Self::UpTo(window) => window.to.is_some_and(|last| from <= last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_what_touches_them() {
        let holds = |window: &str, date: &str| {
            Window::parse(window).unwrap().holds(parse_date(date).unwrap())
        };
        assert!(holds("2026-05", "2026-05-31") && !holds("2026-05", "2026-06-01"));
        assert!(holds(">2026-05", "2026-06-01") && !holds(">2026-05", "2026-05-31"));
        assert!(holds(">=2026-05", "2026-05-31") && holds("<2026-05", "2026-04-30"));
        assert!(holds("2026-05..2026-06", "2026-06-30") && !holds("2026-05..2026-06", "2026-07"));
        assert!(holds("2026-05-04", "2026-Q2"));
        assert!(holds("2026-05..", "2026-05-31") && !holds("2026-05..", "2026-04-30"));
        assert!(holds("..2026-05", "2026-05-01") && !holds("..2026-05", "2026-06-01"));
        assert!(holds("2026-05/..", "2027") && !holds("2026-05-01/2026-05-03", "2026-05-04"));
        assert!(Window::parse(">soon").is_err() && Window::parse("..").is_err());
    }
}
