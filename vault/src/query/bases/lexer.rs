//! Cuts an expression into tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::path::fold_name;

/// A token with its bytes in the expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Text(String),
    Name(String),
    /// A regular expression and its flags.
    Pattern(String, String),
    /// An operator, bracket, comma, point or colon.
    Sign(&'static str),
    End,
}

/// What is wrong with an expression, and at which of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) message: String,
    pub(super) at: usize,
}

impl SyntaxError {
    pub(super) fn new(message: impl Into<String>, at: usize) -> Self {
        Self { message: message.into(), at }
    }
}

const SIGNS: [&str; 26] = [
    "===", "!==", "==", "!=", ">=", "<=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!", "(",
    ")", "[", "]", "{", "}", ",", ".", ":", "?",
];

/// Cuts an expression into tokens; the last one is [`TokenKind::End`].
///
/// `hyphenated` holds the folded names of properties with a hyphen: such a name is one token, and
/// any other hyphen takes away.
pub(super) fn tokens(text: &str, hyphenated: &BTreeSet<String>) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), hyphenated };
    while lexer.step()? {}
    lexer.push(TokenKind::End, text.len());
    Ok(lexer.tokens)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    hyphenated: &'t BTreeSet<String>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.tokens.push(Token { kind, span: self.at..end });
        self.at = end;
    }

    /// Takes one token or the blanks before one; false at the end.
    fn step(&mut self) -> Result<bool, SyntaxError> {
        let Some(first) = self.rest().chars().next() else { return Ok(false) };
        let next = self.rest().chars().nth(1).unwrap_or(' ');
        match first {
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            '"' | '\'' => self.text_in(first)?,
            '/' if !self.follows_value() => self.pattern()?,
            '0'..='9' => self.number()?,
            '.' if next.is_ascii_digit() && !self.follows_value() => self.number()?,
            _ if starts_name(first) => self.name(),
            _ => self.sign(first)?,
        }
        Ok(true)
    }

    /// Returns true behind a value, where a slash divides.
    fn follows_value(&self) -> bool {
        self.tokens.last().is_some_and(|token| match &token.kind {
            TokenKind::Sign(sign) => matches!(*sign, ")" | "]" | "}"),
            _ => true,
        })
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut end = digits(self.at);
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        if bytes.get(end) == Some(&b'.') && is_digit(end + 1) {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if is_digit(end + 1 + sign) {
                end = digits(end + 1 + sign);
            }
        }
        let text = self.text.get(self.at..end).unwrap_or("");
        match text.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) => self.push(TokenKind::Number(number), end),
            None => return Err(SyntaxError::new("this number is too large", self.at)),
        }
        Ok(())
    }

    fn text_in(&mut self, quote: char) -> Result<(), SyntaxError> {
        let mut content = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                _ if character == quote => {
                    let end = self.at + at + 1;
                    self.push(TokenKind::Text(content), end);
                    return Ok(());
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => content.push('\n'),
                    Some((_, 't')) => content.push('\t'),
                    Some((_, 'r')) => content.push('\r'),
                    Some((_, 'u')) => {
                        let digits: String = characters.by_ref().take(4).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&digits, 16).ok();
                        content.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
                    }
                    Some((_, other)) => content.push(other),
                    None => break,
                },
                other => content.push(other),
            }
        }
        Err(SyntaxError::new(format!("this text has no closing {quote}"), self.at))
    }

    fn pattern(&mut self) -> Result<(), SyntaxError> {
        let mut in_class = false;
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    characters.next();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    let source = self.rest().get(1..at).unwrap_or("").to_owned();
                    let behind = self.rest().get(at + 1..).unwrap_or("");
                    let flags: String =
                        behind.chars().take_while(char::is_ascii_alphabetic).collect();
                    let end = self.at + at + 1 + flags.len();
                    self.push(TokenKind::Pattern(source, flags), end);
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(SyntaxError::new("this pattern has no closing /", self.at))
    }

    fn name(&mut self) {
        let plain = self.name_end(self.at);
        let mut end = plain;
        let mut longest = plain;
        while self
            .text
            .get(longest..)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|rest| rest.starts_with(|c: char| starts_name(c) || c.is_ascii_digit()))
        {
            longest = self.name_end(longest + 1);
            let known = self.text.get(self.at..longest).map(fold_name);
            if known.is_some_and(|name| self.hyphenated.contains(&name)) {
                end = longest;
            }
        }
        let name = self.text.get(self.at..end).unwrap_or("").to_owned();
        self.push(TokenKind::Name(name), end);
    }

    fn name_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or("");
        let end = rest.find(|c: char| !(starts_name(c) || c.is_numeric()));
        from + end.unwrap_or(rest.len())
    }

    fn sign(&mut self, first: char) -> Result<(), SyntaxError> {
        let Some(sign) = SIGNS.into_iter().find(|sign| self.rest().starts_with(sign)) else {
            let message = match first {
                '=' => "write == to compare".to_owned(),
                '&' | '|' => format!("write {first}{first}"),
                '“' | '”' | '‘' | '’' => "write texts in straight quotes".to_owned(),
                _ => format!("{first} means nothing here"),
            };
            return Err(SyntaxError::new(message, self.at));
        };
        self.push(TokenKind::Sign(sign), self.at + sign.len());
        Ok(())
    }
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, hyphenated: &[&str]) -> Vec<TokenKind> {
        let names = hyphenated.iter().map(|name| (*name).to_owned()).collect();
        tokens(text, &names).unwrap().into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn a_hyphen_is_part_of_a_name_that_is_known() {
        use TokenKind::{End, Name, Sign};
        let name = |text: &str| Name(text.to_owned());
        assert_eq!(kinds("due-date", &["due-date"]), [name("due-date"), End]);
        assert_eq!(kinds("due-date", &[]), [name("due"), Sign("-"), name("date"), End]);
        assert_eq!(kinds("A-b-c", &["a-b"]), [name("A-b"), Sign("-"), name("c"), End]);
    }

    #[test]
    fn a_slash_divides_behind_a_value() {
        use TokenKind::{End, Name, Number, Pattern, Sign};
        let pattern = Pattern("a/[/]".replace("a/", r"a\/"), "gi".to_owned());
        assert_eq!(kinds(r"/a\/[/]/gi", &[]), [pattern, End]);
        let division = [Name("a".to_owned()), Sign("/"), Number(2.5), End];
        assert_eq!(kinds("a / 2.5", &[]), division);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (text, message, at) in [
            ("a = 1", "write == to compare", 2),
            ("a & b", "write &&", 2),
            ("x == 'y", "this text has no closing '", 5),
            ("1e999", "this number is too large", 0),
            ("a # b", "# means nothing here", 2),
        ] {
            let error = tokens(text, &BTreeSet::new()).unwrap_err();
            assert_eq!((error.message.as_str(), error.at), (message, at), "{text}");
        }
    }
}
