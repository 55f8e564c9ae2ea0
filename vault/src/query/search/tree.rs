//! A search query as a tree: what the parser makes and everything else reads.

use crate::text::Span;

/// A query that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The condition a file must meet; none for a query without terms.
    pub root: Option<Node>,
}

/// A condition and where it stands in the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The condition.
    pub kind: NodeKind,
    /// Its bytes in the query.
    pub span: Span,
}

/// The kinds of condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Every one of two or more holds.
    All(Vec<Node>),
    /// At least one of two or more holds.
    Any(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// A text is there.
    Needle(Needle),
    /// The condition is about a part or a side of the file.
    Scoped(Operator, Box<Node>),
    /// `[keys:value]`
    Property(PropertyTest),
    /// `null` inside a property: its value is empty.
    Null,
    /// `>5` inside a property.
    Compare(Comparison, String),
}

/// A text to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needle {
    /// A bare word: found anywhere, also inside a longer word.
    Word(String),
    /// A text in quotes, unescaped: found as it stands, its ends at word boundaries.
    Phrase(String),
    /// A regular expression in JavaScript's spelling, without its slashes.
    Pattern(String),
}

impl Needle {
    /// Returns the text or the pattern.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Word(text) | Self::Phrase(text) | Self::Pattern(text) => text,
        }
    }
}

/// A condition on the properties of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyTest {
    /// The names, any of which will do.
    pub keys: Vec<Needle>,
    /// What its value must meet; none where being there is enough.
    pub value: Option<Box<Node>>,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `file:` the file's name with its extension.
    File,
    /// `path:` the file's path.
    Path,
    /// `content:` the text alone, not the name.
    Content,
    /// `match-case:`
    MatchCase,
    /// `ignore-case:`
    IgnoreCase,
    /// `tag:` a tag or one below it.
    Tag,
    /// `line:` one line meets the whole condition.
    Line,
    /// `block:` one Markdown block does.
    Block,
    /// `section:` the text between two headings does.
    Section,
    /// `task:` one task does.
    Task,
    /// `task-todo:` one open task does.
    TaskTodo,
    /// `task-done:` one task that is not open does.
    TaskDone,
    /// `stance:` an edge to a thesis takes this side.
    Stance,
    /// `strength:` an edge to a thesis pushes this hard.
    Strength,
    /// `thesis:` an edge leads to this thesis.
    Thesis,
    /// `source:` the address, publisher or author.
    Source,
    /// `published:` the date, also with `>`, `<` or `..`.
    Published,
}

/// Every operator with its name. A further one is a line here, a variant above, and an arm where
/// the query is prepared and explained.
pub const OPERATORS: &[(&str, Operator)] = &[
    ("file", Operator::File),
    ("path", Operator::Path),
    ("content", Operator::Content),
    ("match-case", Operator::MatchCase),
    ("ignore-case", Operator::IgnoreCase),
    ("tag", Operator::Tag),
    ("line", Operator::Line),
    ("block", Operator::Block),
    ("section", Operator::Section),
    ("task", Operator::Task),
    ("task-todo", Operator::TaskTodo),
    ("task-done", Operator::TaskDone),
    ("stance", Operator::Stance),
    ("strength", Operator::Strength),
    ("thesis", Operator::Thesis),
    ("source", Operator::Source),
    ("published", Operator::Published),
];

impl Operator {
    /// Returns the operator of this name, in any case.
    pub fn find(name: &str) -> Option<Self> {
        let known = OPERATORS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map(|(_, operator)| *operator)
    }

    /// Returns the name, without its colon.
    pub fn as_str(self) -> &'static str {
        OPERATORS.iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }
}
