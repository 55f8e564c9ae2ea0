//! Reads a search query: recursive descent over its tokens, linear, without panics.
//!
//! ```text
//! any      = all ("OR" all)*
//! all      = not+
//! not      = "-"* primary
//! primary  = "(" any ")" | operator argument | "[" keys (":" any)? "]" | word | phrase | pattern
//! argument = primary
//! ```

use super::lexer::{Token, TokenKind, tokens};
use super::tree::{Comparison, Needle, Node, NodeKind, Operator, PropertyTest, Query};
use crate::text::{Span, utf16_len};

/// Deeper nesting is refused, so that no query can exhaust the stack.
const DEEPEST: usize = 60;
/// More terms are refused, so that a text pasted by accident does not become a query.
const MOST_TERMS: usize = 250;

/// Why a query could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryProblem {
    /// What is wrong and what to do: lower case, no final period.
    pub message: String,
    /// The part of the query it is about, in bytes.
    pub span: Span,
}

impl QueryProblem {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span }
    }

    /// Returns the problem in words, with its column: 1-based, in UTF-16 units.
    pub fn describe(&self, query: &str) -> String {
        let before = query.get(..self.span.start as usize).unwrap_or(query);
        format!("column {}: {}", utf16_len(before) + 1, self.message)
    }
}

/// Parses a search query.
///
/// A query without terms is a query without condition. Patterns are not looked into here.
pub fn parse_query(query: &str) -> Result<Query, QueryProblem> {
    let tokens = tokens(query)?;
    let mut terms = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Needle(_)));
    if let Some(extra) = terms.nth(MOST_TERMS) {
        let message = format!("the query has more than {MOST_TERMS} terms");
        return Err(QueryProblem::new(message, extra.span));
    }
    let mut parser = Parser { query, tokens: &tokens, at: 0, depth: 0, in_property: false };
    if tokens.is_empty() {
        return Ok(Query { root: None });
    }
    let root = parser.any()?;
    match parser.peek() {
        None => Ok(Query { root: Some(root) }),
        Some(token) => Err(QueryProblem::new(
            "this ) has no opening ( before it; to look for it, put it in quotes",
            token.span,
        )),
    }
}

struct Parser<'q> {
    query: &'q str,
    tokens: &'q [Token],
    at: usize,
    depth: usize,
    in_property: bool,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&'q Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<&'q Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn take_if(&mut self, kind: &TokenKind) -> Option<&'q Token> {
        self.peek().filter(|token| token.kind == *kind)?;
        self.take()
    }

    fn end(&self) -> Span {
        Span::new(self.query.len()..self.query.len())
    }

    fn any(&mut self) -> Result<Node, QueryProblem> {
        let mut nodes = vec![self.all()?];
        while let Some(or) = self.take_if(&TokenKind::Or) {
            nodes.push(self.all().map_err(|problem| one_sided(problem, or.span))?);
        }
        Ok(joined(nodes, NodeKind::Any))
    }

    fn all(&mut self) -> Result<Node, QueryProblem> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Or if nodes.is_empty() => return Err(missing_side(token.span)),
                TokenKind::Or | TokenKind::Close | TokenKind::PropertyClose => break,
                _ => nodes.push(self.not()?),
            }
        }
        if nodes.is_empty() {
            let span = self.peek().map_or(self.end(), |token| token.span);
            return Err(QueryProblem::new(NOTHING_HERE, span));
        }
        Ok(joined(nodes, NodeKind::All))
    }

    fn not(&mut self) -> Result<Node, QueryProblem> {
        let mut first = None;
        let mut negated = false;
        while let Some(minus) = self.take_if(&TokenKind::Minus) {
            first.get_or_insert(minus.span);
            negated = !negated;
        }
        let node = self.primary(first)?;
        let Some(first) = first else { return Ok(node) };
        let span = Span { start: first.start, end: node.span.end };
        let kind = if negated { NodeKind::Not(Box::new(node)) } else { node.kind };
        Ok(Node { kind, span })
    }

    /// Reads what stands alone; `after` is the sign or operator that needs it.
    fn primary(&mut self, after: Option<Span>) -> Result<Node, QueryProblem> {
        self.depth += 1;
        let span = self.peek().map_or(self.end(), |token| token.span);
        if self.depth > DEEPEST {
            let message = format!("the query is nested more than {DEEPEST} levels deep");
            return Err(QueryProblem::new(message, span));
        }
        let node = match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Open) => self.group(),
            Some(TokenKind::Operator(operator)) => self.scoped(*operator),
            Some(TokenKind::PropertyOpen { keys, colon }) => self.property(keys, *colon),
            Some(TokenKind::Needle(needle)) => Ok(self.needle(needle, span)),
            _ => Err(QueryProblem::new(
                "this needs a word, a \"phrase\" or a (group) right behind it",
                after.unwrap_or(span),
            )),
        };
        self.depth -= 1;
        node
    }

    fn group(&mut self) -> Result<Node, QueryProblem> {
        let open = self.take().map_or(self.end(), |token| token.span);
        if self.take_if(&TokenKind::Close).is_some() {
            return Err(QueryProblem::new("these parentheses are empty", open));
        }
        let inner = match self.any() {
            Err(problem) if problem.message == NOTHING_HERE && self.peek().is_none() => {
                return Err(unclosed(open));
            }
            inner => inner?,
        };
        let Some(close) = self.take_if(&TokenKind::Close) else { return Err(unclosed(open)) };
        Ok(Node { span: Span { start: open.start, end: close.span.end }, ..inner })
    }

    fn scoped(&mut self, operator: Operator) -> Result<Node, QueryProblem> {
        let name = self.take().map_or(self.end(), |token| token.span);
        let argument = self.primary(Some(name))?;
        let span = Span { start: name.start, end: argument.span.end };
        Ok(Node { kind: NodeKind::Scoped(operator, Box::new(argument)), span })
    }

    fn property(&mut self, keys: &[Needle], colon: bool) -> Result<Node, QueryProblem> {
        let open = self.take().map_or(self.end(), |token| token.span);
        let mut value = None;
        if colon && !self.peek().is_some_and(|token| token.kind == TokenKind::PropertyClose) {
            self.in_property = true;
            value = Some(Box::new(self.any()?));
            self.in_property = false;
        }
        let Some(close) = self.take_if(&TokenKind::PropertyClose) else {
            let span = self.peek().map_or(open, |token| token.span);
            return Err(QueryProblem::new("a ] is missing before this", span));
        };
        let kind = NodeKind::Property(PropertyTest { keys: keys.to_vec(), value });
        Ok(Node { kind, span: Span { start: open.start, end: close.span.end } })
    }

    fn needle(&mut self, needle: &Needle, span: Span) -> Node {
        self.at += 1;
        let kind = match needle {
            Needle::Word(word) if self.in_property => value_test(word),
            needle => NodeKind::Needle(needle.clone()),
        };
        Node { kind, span }
    }
}

const NOTHING_HERE: &str = "a word, a \"phrase\" or a (group) is missing here";

/// Reads a bare word inside a property.
fn value_test(word: &str) -> NodeKind {
    if word.eq_ignore_ascii_case("null") {
        return NodeKind::Null;
    }
    let comparisons = [
        (">=", Comparison::GreaterOrEqual),
        ("<=", Comparison::LessOrEqual),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
    ];
    let compared = comparisons.iter().find_map(|(sign, comparison)| {
        Some((*comparison, word.strip_prefix(sign).filter(|bound| !bound.is_empty())?))
    });
    match compared {
        Some((comparison, bound)) => NodeKind::Compare(comparison, bound.to_owned()),
        None => NodeKind::Needle(Needle::Word(word.to_owned())),
    }
}

fn joined(mut nodes: Vec<Node>, kind: impl FnOnce(Vec<Node>) -> NodeKind) -> Node {
    match (nodes.len(), nodes.first(), nodes.last()) {
        (2.., Some(first), Some(last)) => {
            let span = Span { start: first.span.start, end: last.span.end };
            Node { kind: kind(nodes), span }
        }
        _ => nodes.pop().unwrap_or(Node { kind: NodeKind::All(Vec::new()), span: Span::default() }),
    }
}

fn missing_side(or: Span) -> QueryProblem {
    QueryProblem::new("OR needs a term on both sides; to look for it, put it in quotes", or)
}

/// Names the `OR` where nothing follows it.
fn one_sided(problem: QueryProblem, or: Span) -> QueryProblem {
    if problem.message == NOTHING_HERE { missing_side(or) } else { problem }
}

fn unclosed(open: Span) -> QueryProblem {
    QueryProblem::new("this ( is not closed; to look for it, put it in quotes", open)
}
