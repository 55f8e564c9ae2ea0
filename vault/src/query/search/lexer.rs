//! Cuts a search query into tokens.
//!
//! What is special depends on where it stands: `-`, `/`, `[`, `"` and a name with a colon count at
//! the start of a term alone, so that `well-known`, `and/or` and `12:30` are plain words.

use super::parser::QueryProblem;
use super::tree::{Needle, Operator};
use crate::text::Span;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Minus,
    Or,
    Needle(Needle),
    Operator(Operator),
    /// `[keys` with the colon behind it, if there is one.
    PropertyOpen {
        keys: Vec<Needle>,
        colon: bool,
    },
    PropertyClose,
}

/// The length of the longest operator's name.
const LONGEST_OPERATOR: usize = 11;
/// A longer query is refused.
const LONGEST_QUERY: usize = 10_000;

/// Returns the tokens of a query.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, QueryProblem> {
    if query.len() > LONGEST_QUERY {
        let message = format!("the query is longer than {LONGEST_QUERY} bytes");
        return Err(QueryProblem::new(message, Span::new(LONGEST_QUERY..query.len())));
    }
    let mut lexer = Lexer { query, at: 0, tokens: Vec::new(), property: None };
    while lexer.step()? {}
    match lexer.property {
        Some(open) => Err(lexer.problem(open, "this [ is not closed; write [property:value]")),
        None => Ok(lexer.tokens),
    }
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
    tokens: Vec<Token>,
    /// Where the property began that is being read.
    property: Option<usize>,
}

impl Lexer<'_> {
    /// Reads one token; false at the end.
    fn step(&mut self) -> Result<bool, QueryProblem> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let Some(first) = self.rest().chars().next() else { return Ok(false) };
        match first {
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            ']' if self.property.is_some() => {
                self.property = None;
                self.push(TokenKind::PropertyClose, 1);
            }
            '"' => self.phrase()?,
            '/' if self.starts_pattern() => self.pattern()?,
            '-' if self.starts_negation() => self.push(TokenKind::Minus, 1),
            '[' if self.property.is_none() && self.starts_property() => self.property()?,
            _ => self.word(),
        }
        Ok(true)
    }

    fn rest(&self) -> &str {
        self.query.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = Span::new(self.at..self.at + length);
        self.at += length;
        self.tokens.push(Token { kind, span });
    }

    fn problem(&self, at: usize, message: &str) -> QueryProblem {
        QueryProblem::new(message, Span::new(at..self.query.len()))
    }

    fn phrase(&mut self) -> Result<(), QueryProblem> {
        let Some((text, length)) = quoted(self.rest()) else {
            return Err(self.problem(self.at, "this quotation mark is not closed"));
        };
        self.push(TokenKind::Needle(Needle::Phrase(text)), length);
        Ok(())
    }

    /// A slash before a blank, another slash, what closes a group or the end is a plain one.
    fn starts_pattern(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| match next {
            '/' | ')' => false,
            ']' => self.property.is_none(),
            other => !other.is_whitespace(),
        })
    }

    fn pattern(&mut self) -> Result<(), QueryProblem> {
        let Some(length) = pattern_length(self.rest()) else {
            return Err(self.problem(
                self.at,
                "this pattern has no closing /; to look for a slash, put it in quotes",
            ));
        };
        let source = self.rest().get(1..length - 1).unwrap_or("");
        let flags = flags(self.rest().get(length..).unwrap_or(""));
        let needle = Needle::Pattern(with_flags(source, flags));
        self.push(TokenKind::Needle(needle), length + flags.len());
        Ok(())
    }

    fn starts_negation(&self) -> bool {
        // The argument of an operator and a negative number are no negation.
        if matches!(self.tokens.last(), Some(token) if matches!(token.kind, TokenKind::Operator(_)))
        {
            return false;
        }
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| match next {
            ')' => false,
            ']' | '0'..='9' => self.property.is_none(),
            other => !other.is_whitespace(),
        })
    }

    /// `[[` begins a link that is looked for as text, `[]` is no property.
    fn starts_property(&self) -> bool {
        let inside = self.rest().get(1..).unwrap_or("").trim_start();
        !self.rest().starts_with("[[") && !inside.is_empty() && !inside.starts_with([']', ':'])
    }

    fn property(&mut self) -> Result<(), QueryProblem> {
        let start = self.at;
        let rest = self.rest().get(1..).unwrap_or("");
        let Some(length) = keys_length(rest) else {
            return Err(self.problem(start, "this [ is not closed; write [property:value]"));
        };
        let keys = keys(rest.get(..length).unwrap_or(""));
        let colon = rest.get(length..).is_some_and(|rest| rest.starts_with(':'));
        self.push(TokenKind::PropertyOpen { keys, colon }, 1 + length + usize::from(colon));
        self.property = Some(start);
        Ok(())
    }

    fn word(&mut self) {
        if let Some((operator, length)) = self.operator() {
            return self.push(TokenKind::Operator(operator), length);
        }
        let rest = self.rest();
        let length = link_length(rest).unwrap_or_else(|| {
            rest.find(|c: char| c.is_whitespace() || self.ends_word(c)).unwrap_or(rest.len())
        });
        // What begins with the character that would end it is that character.
        let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
        let word = rest.get(..length).unwrap_or("").to_owned();
        let kind = if word == "OR" { TokenKind::Or } else { TokenKind::Needle(Needle::Word(word)) };
        self.push(kind, length);
    }

    fn ends_word(&self, character: char) -> bool {
        matches!(character, '(' | ')' | '"') || (character == ']' && self.property.is_some())
    }

    fn operator(&self) -> Option<(Operator, usize)> {
        let colon = self.rest().bytes().take(LONGEST_OPERATOR + 1).position(|byte| byte == b':')?;
        let operator = Operator::find(self.rest().get(..colon)?)?;
        let allowed = self.property.is_none()
            || matches!(operator, Operator::MatchCase | Operator::IgnoreCase);
        allowed.then_some((operator, colon + 1))
    }
}

/// Returns the unescaped text of a string in quotes at the start, and its length with them.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut unescaped = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((unescaped, at + 1)),
            '\\' if characters.peek().is_some_and(|(_, next)| matches!(next, '"' | '\\')) => {
                unescaped.extend(characters.next().map(|(_, escaped)| escaped));
            }
            other => unescaped.push(other),
        }
    }
    None
}

/// Returns the length of a pattern at the start, with both slashes.
fn pattern_length(text: &str) -> Option<usize> {
    let (mut class, mut escaped) = (false, false);
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '/' if !class => return Some(at + 1),
            _ => (),
        }
    }
    None
}

/// Returns JavaScript's flags that stand directly behind a pattern and end there.
fn flags(behind: &str) -> &str {
    let is_flag = |character: &char| "dgimsuvy".contains(*character);
    let length = behind.chars().take_while(is_flag).count();
    let (flags, rest) = behind.split_at(length);
    let ends = rest.chars().next().is_none_or(|next| next.is_whitespace() || ")]".contains(next));
    if ends { flags } else { "" }
}

/// Writes flags into the pattern: `i` and `s` mean something here; lines always count (`m`), all
/// places are found (`g`), and characters are whole ones (`u`, `v`).
fn with_flags(source: &str, flags: &str) -> String {
    let kept: String = flags.chars().filter(|flag| matches!(flag, 'i' | 's')).collect();
    if kept.is_empty() { source.to_owned() } else { format!("(?{kept}:{source})") }
}

/// Returns the length of a wikilink at the start.
fn link_length(text: &str) -> Option<usize> {
    text.starts_with("[[").then(|| text.find("]]").map(|at| at + 2)).flatten()
}

/// Returns how far the names of a property reach: to the colon or the bracket behind them.
fn keys_length(text: &str) -> Option<usize> {
    let (mut at, mut fresh) = (0, true);
    while let Some(rest) = text.get(at..) {
        let first = rest.chars().next()?;
        at += match first {
            ':' | ']' => return Some(at),
            '"' if fresh => quoted(rest)?.1,
            '/' if fresh => pattern_length(rest)?,
            other => other.len_utf8(),
        };
        fresh = matches!(first, ' ' | '(');
    }
    None
}

/// Reads the names of a property: one, or some with `OR` between them.
fn keys(text: &str) -> Vec<Needle> {
    let bare = text.trim();
    let bare = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')')).unwrap_or(bare);
    bare.split(" OR ").map(|key| read_key(key.trim())).collect()
}

fn read_key(key: &str) -> Needle {
    if let Some((text, length)) = key.starts_with('"').then(|| quoted(key)).flatten()
        && length == key.len()
    {
        return Needle::Phrase(text);
    }
    if key.len() > 2 && key.starts_with('/') && pattern_length(key) == Some(key.len()) {
        return Needle::Pattern(key.get(1..key.len() - 1).unwrap_or("").to_owned());
    }
    Needle::Word(key.to_owned())
}
