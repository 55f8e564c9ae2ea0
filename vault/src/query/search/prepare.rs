//! Makes a query ready for a vault: needles compiled, everything that tables answer looked up.

use std::sync::Arc;

use super::bounds::Bounds;
use super::candidates::{Candidates, candidates};
use super::corpus::Corpus;
use super::evidence_words::{EdgeTest, EvidenceTest, is_about_an_edge};
use super::file_set::FileSet;
use super::matcher::{Matcher, Subject};
use super::parser::QueryProblem;
use super::parts::KeptParts;
use super::tags::TagTest;
use super::tree::{Needle, Node, NodeKind, Operator, PropertyTest};
use super::values::ValueTest;
use crate::index::IndexError;
use crate::path::VaultPath;
use crate::text::Span;

/// A query made ready.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) test: Test,
    pub(super) leaves: Vec<Leaf>,
    /// Files that a `file:` or `path:` names: the only way to a file that is not searchable.
    pub(super) reached: FileSet,
    pub(super) kept: Arc<KeptParts>,
}

impl Prepared {
    /// Fails where a pattern gave up, so that what was found is not all there is.
    pub(super) fn check_all_was_tried(&self, query: &str) -> Result<(), QueryProblem> {
        if !self.leaves.iter().any(|leaf| leaf.matcher.gave_up()) {
            return Ok(());
        }
        let message = "a pattern tries too many ways to match; make it simpler, or without \
                       look-around and back-references";
        Err(QueryProblem::new(message, Span::new(0..query.len())))
    }
}

/// A condition on a file.
#[derive(Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The text, or the name too, holds this leaf.
    Text(usize),
    /// It is one of these files.
    Files(FileSet),
    /// It is one of these files; inside of a part, the part holds such a tag.
    Tag(FileSet, TagTest),
    /// One part of the text meets the condition.
    Part(PartKind, Box<Test>),
}

/// The kinds of part that a text falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Line,
    Block,
    Section,
    /// A task; an open one, a completed one, or any.
    Task(Option<bool>),
}

/// A needle in the text.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) matcher: Matcher,
    /// True where the file's name counts too.
    pub(super) in_name: bool,
    /// False below a `-`.
    pub(super) positive: bool,
    /// What full text knows about it.
    pub(super) candidates: Candidates,
    pub(super) bounds: Bounds,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    Query(QueryProblem),
    Index(IndexError),
}

impl From<QueryProblem> for Failure {
    fn from(problem: QueryProblem) -> Self {
        Self::Query(problem)
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

/// Makes the condition at the root of a query ready.
pub(super) fn prepare(root: &Node, corpus: &Corpus<'_>) -> Result<Prepared, Failure> {
    let mut preparing = Preparing { corpus, leaves: Vec::new(), reached: FileSet::default() };
    let place = Place { about: About::File, match_case: false, positive: true, in_part: false };
    let test = preparing.node(root, place)?;
    let kept = KeptParts::of(corpus.snapshot());
    Ok(Prepared { test, leaves: preparing.leaves, reached: preparing.reached, kept })
}

/// What the operators around a node say.
#[derive(Debug, Clone, Copy)]
struct Place {
    about: About,
    match_case: bool,
    positive: bool,
    in_part: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    File,
    Content,
    Name,
    Path,
    Tag,
    Evidence(Operator),
}

struct Preparing<'c> {
    corpus: &'c Corpus<'c>,
    leaves: Vec<Leaf>,
    reached: FileSet,
}

impl Preparing<'_> {
    fn node(&mut self, node: &Node, place: Place) -> Result<Test, Failure> {
        match &node.kind {
            NodeKind::All(nodes) => {
                // "stance:contradicts thesis:rails" asks for one edge that is both.
                let (edges, others): (Vec<&Node>, Vec<&Node>) =
                    nodes.iter().partition(|node| is_about_an_edge(node));
                // With nothing but denials it is the note that must have no such edge.
                let only_denied = edges.iter().all(|node| matches!(node.kind, NodeKind::Not(_)));
                if edges.len() < 2 || only_denied || matches!(place.about, About::Evidence(_)) {
                    return Ok(Test::All(self.nodes(nodes, place)?));
                }
                let others = others.into_iter().map(|node| self.node(node, place));
                let mut tests = others.collect::<Result<Vec<_>, _>>()?;
                let parts = edges.into_iter().map(|node| edge_test(node, None, place.match_case));
                let test = EdgeTest::All(parts.collect::<Result<_, _>>()?);
                tests.push(self.evidence(&EvidenceTest::Edge(test))?);
                Ok(Test::All(tests))
            }
            NodeKind::Any(nodes) => Ok(Test::Any(self.nodes(nodes, place)?)),
            NodeKind::Not(inner) => {
                let place = Place { positive: !place.positive, ..place };
                Ok(Test::Not(Box::new(self.node(inner, place)?)))
            }
            NodeKind::Needle(needle) => {
                let matcher = Matcher::new(needle, place.match_case)
                    .map_err(|message| QueryProblem::new(message, node.span))?;
                if let About::Evidence(operator) = place.about {
                    let test = EvidenceTest::new(operator, needle, matcher)
                        .map_err(|message| QueryProblem::new(message, node.span))?;
                    return self.evidence(&test);
                }
                self.needle(needle, matcher, place)
            }
            NodeKind::Scoped(operator, inner) => self.scoped(*operator, inner, place),
            NodeKind::Property(test) => self.property(node, test, place),
            // The parser makes these inside of a property alone.
            NodeKind::Null | NodeKind::Compare(..) => Ok(Test::All(Vec::new())),
        }
    }

    fn evidence(&self, test: &EvidenceTest) -> Result<Test, Failure> {
        let mut files = test.files(self.corpus)?;
        files.intersect(&self.corpus.all);
        Ok(Test::Files(files))
    }

    fn nodes(&mut self, nodes: &[Node], place: Place) -> Result<Vec<Test>, Failure> {
        nodes.iter().map(|node| self.node(node, place)).collect()
    }

    fn scoped(&mut self, operator: Operator, inner: &Node, at: Place) -> Result<Test, Failure> {
        let about = |about| Place { about, ..at };
        let (place, part) = match operator {
            Operator::File => (about(About::Name), None),
            Operator::Path => (about(About::Path), None),
            Operator::Content => (about(About::Content), None),
            Operator::Tag => (about(About::Tag), None),
            Operator::MatchCase => (Place { match_case: true, ..at }, None),
            Operator::IgnoreCase => (Place { match_case: false, ..at }, None),
            Operator::Line => (about(About::Content), Some(PartKind::Line)),
            Operator::Block => (about(About::Content), Some(PartKind::Block)),
            Operator::Section => (about(About::Content), Some(PartKind::Section)),
            Operator::Task => (about(About::Content), Some(PartKind::Task(None))),
            Operator::TaskTodo => (about(About::Content), Some(PartKind::Task(Some(true)))),
            Operator::TaskDone => (about(About::Content), Some(PartKind::Task(Some(false)))),
            Operator::Stance
            | Operator::Strength
            | Operator::Thesis
            | Operator::Source
            | Operator::Published => (about(About::Evidence(operator)), None),
        };
        match part {
            None => self.node(inner, place),
            Some(kind) => {
                let inner = self.node(inner, Place { in_part: true, ..place })?;
                Ok(Test::Part(kind, Box::new(inner)))
            }
        }
    }

    fn needle(&mut self, needle: &Needle, matcher: Matcher, at: Place) -> Result<Test, Failure> {
        match at.about {
            About::File | About::Content | About::Evidence(_) => self.leaf(needle, matcher, at),
            About::Name => {
                self.files_where(at, |path| matcher.is_in(&Subject::new(path.file_name())))
            }
            About::Path => self.files_where(at, |path| matcher.is_in(&Subject::new(path.as_str()))),
            About::Tag => {
                let test = TagTest::new(needle, matcher);
                let files = test.files(self.corpus)?;
                Ok(Test::Tag(files, test))
            }
        }
    }

    fn files_where(
        &mut self,
        at: Place,
        holds: impl Fn(&VaultPath) -> bool,
    ) -> Result<Test, Failure> {
        let paths = self.corpus.paths().iter();
        let mut files: FileSet =
            paths.filter(|(_, path)| holds(path)).map(|(file, _)| *file).collect();
        files.intersect(&self.corpus.all);
        if at.positive {
            self.reached.unite(&files);
        }
        Ok(Test::Files(files))
    }

    fn leaf(&mut self, needle: &Needle, matcher: Matcher, at: Place) -> Result<Test, Failure> {
        let in_name = at.about == About::File && !at.in_part;
        let candidates = match matcher {
            Matcher::Anything => Candidates::Any,
            _ => candidates(needle, at.match_case, &self.corpus.words),
        };
        let bounds = Bounds::of_leaf(&matcher, in_name, &candidates, self.corpus)?;
        let positive = at.positive;
        self.leaves.push(Leaf { matcher, in_name, positive, candidates, bounds });
        Ok(Test::Text(self.leaves.len() - 1))
    }

    fn property(&mut self, node: &Node, test: &PropertyTest, at: Place) -> Result<Test, Failure> {
        let value = test.value.as_ref().map(|value| ValueTest::new(value, at.match_case));
        let value = value.transpose()?;
        let holds = |json: &str| match &value {
            None => true,
            Some(value) => serde_json::from_str(json).is_ok_and(|json| value.holds(&json)),
        };
        let mut found = FileSet::default();
        for key in &test.keys {
            found.unite(&match key {
                Needle::Word(name) | Needle::Phrase(name) => {
                    self.corpus.with_property(name, holds)?
                }
                Needle::Pattern(_) => {
                    let matcher = Matcher::new(key, at.match_case)
                        .map_err(|message| QueryProblem::new(message, node.span))?;
                    self.corpus.with_any_property(|name, json| {
                        matcher.is_in(&Subject::new(name)) && holds(json)
                    })?
                }
            });
        }
        Ok(Test::Files(found))
    }
}

/// Makes a condition about one edge ready; `operator` is the one around it.
fn edge_test(
    node: &Node,
    operator: Option<Operator>,
    match_case: bool,
) -> Result<EdgeTest, QueryProblem> {
    let parts = |nodes: &[Node]| {
        let tests = nodes.iter().map(|node| edge_test(node, operator, match_case));
        tests.collect::<Result<Vec<_>, _>>()
    };
    match (&node.kind, operator) {
        (NodeKind::Any(nodes), _) => parts(nodes).map(EdgeTest::Any),
        (NodeKind::All(nodes), _) => parts(nodes).map(EdgeTest::All),
        (NodeKind::Not(inner), _) => {
            Ok(EdgeTest::Not(Box::new(edge_test(inner, operator, match_case)?)))
        }
        (NodeKind::Scoped(operator, inner), _) => edge_test(inner, Some(*operator), match_case),
        (NodeKind::Needle(needle), Some(operator)) => Matcher::new(needle, match_case)
            .and_then(|matcher| EdgeTest::new(operator, needle, matcher))
            .map_err(|message| QueryProblem::new(message, node.span)),
        _ => Ok(EdgeTest::All(Vec::new())),
    }
}
