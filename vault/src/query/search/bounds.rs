//! Narrows a query down with tables and full text before a text is read.
//!
//! Every condition has two sets: the files that surely meet it, and those that may. Only the
//! files between the two are read.

use super::candidates::Candidates;
use super::corpus::Corpus;
use super::file_set::FileSet;
use super::matcher::Matcher;
use super::prepare::{PartKind, Prepared, Test};
use crate::index::IndexError;

/// The files that surely meet a condition, and those that may; the first are part of the second.
#[derive(Debug, Clone, Default)]
pub(super) struct Bounds {
    pub(super) sure: FileSet,
    pub(super) maybe: FileSet,
}

impl Bounds {
    fn exactly(files: FileSet) -> Self {
        Self { sure: files.clone(), maybe: files }
    }

    /// Returns the bounds of a needle in the text, or in the name too.
    pub(super) fn of_leaf(
        matcher: &Matcher,
        in_name: bool,
        candidates: &Candidates,
        corpus: &Corpus<'_>,
    ) -> Result<Self, IndexError> {
        let reach = if in_name { &corpus.searchable } else { &corpus.texts };
        if matches!(matcher, Matcher::Anything) {
            return Ok(Self::exactly(reach.clone()));
        }
        let matching = |expression: &str| match in_name {
            true => corpus.matching(expression),
            false => corpus.matching(&format!("body : ({expression})")),
        };
        let mut bounds = match candidates {
            Candidates::Any => Self { sure: FileSet::default(), maybe: reach.clone() },
            Candidates::None => Self::default(),
            Candidates::Some { expression } => {
                Self { sure: matching(expression)?, maybe: reach.clone() }
            }
            Candidates::Matching { expression, exact: true } => {
                Self::exactly(matching(expression)?)
            }
            Candidates::Matching { expression, exact: false } => {
                Self { sure: FileSet::default(), maybe: matching(expression)? }
            }
        };
        bounds.sure.subtract(&corpus.unread);
        bounds.maybe.unite(&corpus.unread);
        bounds.sure.intersect(reach);
        bounds.maybe.intersect(reach);
        Ok(bounds)
    }
}

/// Returns the bounds of a whole query.
pub(super) fn bounds(prepared: &Prepared, corpus: &Corpus<'_>) -> Result<Bounds, IndexError> {
    let mut bounds = Narrowing { prepared, corpus }.of(&prepared.test)?;
    let mut reach = corpus.searchable.clone();
    reach.unite(&prepared.reached);
    bounds.sure.intersect(&reach);
    bounds.maybe.intersect(&reach);
    Ok(bounds)
}

struct Narrowing<'p> {
    prepared: &'p Prepared,
    corpus: &'p Corpus<'p>,
}

impl Narrowing<'_> {
    fn of(&self, test: &Test) -> Result<Bounds, IndexError> {
        Ok(match test {
            Test::All(tests) => {
                let mut all = Bounds::exactly(self.corpus.all.clone());
                for test in tests {
                    let bounds = self.of(test)?;
                    all.sure.intersect(&bounds.sure);
                    all.maybe.intersect(&bounds.maybe);
                }
                all
            }
            Test::Any(tests) => {
                let mut any = Bounds::default();
                for test in tests {
                    let bounds = self.of(test)?;
                    any.sure.unite(&bounds.sure);
                    any.maybe.unite(&bounds.maybe);
                }
                any
            }
            Test::Not(test) => {
                let bounds = self.of(test)?;
                Bounds {
                    sure: self.corpus.all.without(&bounds.maybe),
                    maybe: self.corpus.all.without(&bounds.sure),
                }
            }
            Test::Text(leaf) => self.leaf(*leaf),
            Test::Files(files) | Test::Tag(files, _) => Bounds::exactly(files.clone()),
            Test::Part(kind, test) => self.part(*kind, test)?,
        })
    }

    fn leaf(&self, leaf: usize) -> Bounds {
        self.prepared.leaves.get(leaf).map_or_else(Bounds::default, |leaf| leaf.bounds.clone())
    }

    fn part(&self, kind: PartKind, test: &Test) -> Result<Bounds, IndexError> {
        let mut maybe = self.maybe(test);
        if let PartKind::Task(open) = kind {
            maybe.intersect(&self.corpus.with_task(open)?);
        }
        maybe.intersect(&self.corpus.texts);
        let sure = if self.is_sure(kind, test) { self.leaf_sure(test) } else { None };
        let mut sure = sure.unwrap_or_default();
        sure.intersect(&maybe);
        Ok(Bounds { sure, maybe })
    }

    /// Returns the files of which one part may meet the condition.
    fn maybe(&self, test: &Test) -> FileSet {
        match test {
            Test::All(tests) => {
                let mut all = self.corpus.texts.clone();
                tests.iter().for_each(|test| all.intersect(&self.maybe(test)));
                all
            }
            Test::Any(tests) => {
                let mut any = FileSet::default();
                tests.iter().for_each(|test| any.unite(&self.maybe(test)));
                any
            }
            // A file may hold what one of its parts does not.
            Test::Not(_) => self.corpus.texts.clone(),
            Test::Text(leaf) => self.leaf(*leaf).maybe,
            Test::Files(files) | Test::Tag(files, _) => files.clone(),
            Test::Part(_, test) => self.maybe(test),
        }
    }

    /// True where what the file holds, one of its parts of this kind holds.
    fn is_sure(&self, kind: PartKind, test: &Test) -> bool {
        let Test::Text(leaf) = test else { return false };
        let Some(leaf) = self.prepared.leaves.get(*leaf) else { return false };
        match &leaf.matcher {
            Matcher::Anything => true,
            Matcher::Literal(_) => matches!(kind, PartKind::Line | PartKind::Section),
            Matcher::Pattern(_) => false,
        }
    }

    fn leaf_sure(&self, test: &Test) -> Option<FileSet> {
        let Test::Text(leaf) = test else { return None };
        Some(self.leaf(*leaf).sure)
    }
}
