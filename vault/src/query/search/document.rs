//! One file against a query, exactly: whether it meets the conditions, and where.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use super::corpus::Body;
use super::matcher::{Matcher, Subject};
use super::parts::{KeptParts, Parts, lines};
use super::prepare::{Leaf, PartKind, Prepared, Test};
use super::tags::TagTest;
use crate::names::FileId;

/// A file that a query is held against.
#[derive(Debug)]
pub(super) struct Document<'d> {
    file: FileId,
    pub(super) title: Subject<'d>,
    pub(super) text: Subject<'d>,
    leaves: &'d [Leaf],
    /// Where each leaf stands in the text, in order.
    found: Vec<OnceCell<Vec<Range<usize>>>>,
    parts: OnceCell<Arc<Parts>>,
    kept: &'d KeptParts,
}

impl<'d> Document<'d> {
    pub(super) fn new(body: &'d Body, prepared: &'d Prepared) -> Self {
        Self {
            file: body.file,
            title: Subject::new(&body.title),
            text: Subject::new(&body.text),
            leaves: &prepared.leaves,
            found: prepared.leaves.iter().map(|_| OnceCell::new()).collect(),
            parts: OnceCell::new(),
            kept: &prepared.kept,
        }
    }

    /// Returns true where the file meets the condition.
    pub(super) fn holds(&self, test: &Test) -> bool {
        self.test(test, None, None)
    }

    /// Lists where in the text the condition is met, in bytes, in order, without overlaps.
    pub(super) fn matches(&self, test: &Test) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        self.test(test, None, Some(&mut spans));
        spans.retain(|span| !span.is_empty());
        spans.sort_by_key(|span| (span.start, span.end));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        merged
    }

    /// Lists where a leaf stands in the text.
    pub(super) fn found(&self, leaf: usize) -> &[Range<usize>] {
        let (Some(found), Some(of)) = (self.found.get(leaf), self.leaves.get(leaf)) else {
            return &[];
        };
        found.get_or_init(|| of.matcher.find(&self.text))
    }

    /// Returns true where the condition is met in `scope`, the whole file without one.
    ///
    /// Adds to `spans` what the condition is met by.
    fn test(&self, test: &Test, scope: Option<&Range<usize>>, mut spans: Spans<'_>) -> bool {
        match test {
            Test::All(tests) => {
                let before = spans.as_deref().map_or(0, Vec::len);
                let met = tests.iter().all(|test| self.test(test, scope, spans.as_deref_mut()));
                if let (false, Some(spans)) = (met, spans) {
                    spans.truncate(before);
                }
                met
            }
            Test::Any(tests) => {
                let mut met = false;
                for test in tests {
                    met |= self.test(test, scope, spans.as_deref_mut());
                    if met && spans.is_none() {
                        break;
                    }
                }
                met
            }
            Test::Not(test) => !self.test(test, scope, None),
            Test::Files(files) => files.contains(self.file),
            Test::Tag(files, tag) => files.contains(self.file) && self.tag(tag, scope, spans),
            Test::Text(leaf) => match scope {
                None => self.leaf(*leaf, spans),
                Some(scope) => self.leaf_within(*leaf, scope, spans),
            },
            Test::Part(kind, test) => self.part(*kind, test, scope, spans),
        }
    }

    /// For a file that has the tag; in frontmatter a tag has no place in the text.
    fn tag(&self, tag: &TagTest, scope: Option<&Range<usize>>, spans: Spans<'_>) -> bool {
        let whole = 0..self.text.text.len();
        if scope.is_none() && spans.is_none() {
            return true;
        }
        let within = scope.unwrap_or(&whole);
        let found = tag.find(self.text.text.get(within.clone()).unwrap_or(""));
        let found = found.into_iter().map(|at| at.start + within.start..at.end + within.start);
        add(found, spans) || scope.is_none()
    }

    fn leaf(&self, at: usize, spans: Spans<'_>) -> bool {
        let Some(leaf) = self.leaves.get(at) else { return false };
        let in_name = leaf.in_name && leaf.matcher.is_in(&self.title);
        match spans {
            None => in_name || leaf.matcher.is_in(&self.text),
            Some(_) => {
                let in_text = add(self.found(at).iter().cloned(), spans);
                in_name || in_text || leaf.matcher.is_in(&self.text)
            }
        }
    }

    fn leaf_within(&self, at: usize, scope: &Range<usize>, spans: Spans<'_>) -> bool {
        match self.leaves.get(at).map(|leaf| &leaf.matcher) {
            None => false,
            Some(Matcher::Anything) => true,
            // What a pattern finds depends on where it may look.
            Some(Matcher::Pattern(pattern)) => {
                let found = pattern.find(self.text.text.get(scope.clone()).unwrap_or(""));
                add(found.into_iter().map(|at| at.start + scope.start..at.end + scope.start), spans)
            }
            Some(Matcher::Literal(_)) => {
                let found = self.found(at);
                let first = found.partition_point(|found| found.start < scope.start);
                let found = found.get(first..).unwrap_or(&[]).iter();
                add(found.take_while(|found| found.end <= scope.end).cloned(), spans)
            }
        }
    }

    fn part(
        &self,
        kind: PartKind,
        test: &Test,
        scope: Option<&Range<usize>>,
        mut spans: Spans<'_>,
    ) -> bool {
        let whole = 0..self.text.text.len();
        let scope = scope.unwrap_or(&whole);
        let parts: Box<dyn Iterator<Item = Range<usize>>> = match kind {
            PartKind::Line => Box::new(lines(self.text.text, scope)),
            kind => Box::new(self.parts().within(kind, scope).into_iter()),
        };
        let mut met = false;
        for part in parts {
            met |= self.test(test, Some(&part), spans.as_deref_mut());
            if let (Some(spans), true) = (spans.as_deref_mut(), self.is_anything(test)) {
                spans.push(trimmed(self.text.text, part));
            }
            if met && spans.is_none() {
                break;
            }
        }
        met
    }

    /// True for the empty needle: `task:""` shows the tasks themselves.
    fn is_anything(&self, test: &Test) -> bool {
        let Test::Text(leaf) = test else { return false };
        self.leaves.get(*leaf).is_some_and(|leaf| matches!(leaf.matcher, Matcher::Anything))
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| self.kept.parts(self.file, self.text.text))
    }
}

/// Returns a stretch of `text` without the blanks at its start and end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// Where to put what was found, if anyone wants to know.
type Spans<'s> = Option<&'s mut Vec<Range<usize>>>;

/// Adds what was found; returns true where there was anything.
fn add(mut found: impl Iterator<Item = Range<usize>>, spans: Spans<'_>) -> bool {
    let Some(spans) = spans else { return found.next().is_some() };
    let before = spans.len();
    spans.extend(found);
    spans.len() > before
}
