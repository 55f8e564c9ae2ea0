//! Reads an expression: a Pratt parser over its tokens.
//!
//! Trees are kept shallow, so that neither reading nor evaluating one can run out of stack.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::functions::{is_global, is_method};
use super::lexer::{SyntaxError, Token, TokenKind, tokens};
use super::syntax::{Expression, Operator};
use super::value::{Pattern, Value};
use crate::path::fold_name;
use crate::query::search::pattern::{PatternFlags, compile_flags};

/// How long an expression may be, in bytes.
const LONGEST: usize = 16 * 1024;
/// How deep an expression may be.
pub(super) const DEEPEST: usize = 80;

/// Reads an expression; `hyphenated` are the folded property names that hold a hyphen.
pub(super) fn parse_expression(
    text: &str,
    hyphenated: &BTreeSet<String>,
) -> Result<Expression, SyntaxError> {
    if text.len() > LONGEST {
        return Err(SyntaxError::new("this expression is too long", 0));
    }
    let tokens = tokens(text, hyphenated)?;
    let mut parser = Parser { tokens, next: 0, nested: 0 };
    let (expression, _) = parser.expression(0)?;
    match parser.peek() {
        Token { kind: TokenKind::End, .. } => Ok(expression),
        Token { kind: TokenKind::Sign("?"), span } => {
            Err(SyntaxError::new("`a ? b : c` is not supported; write if(a, b, c)", span.start))
        }
        token => Err(unexpected(token)),
    }
}

/// An expression and how deep its tree is.
type Read = Result<(Expression, usize), SyntaxError>;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    /// How many expressions are being read inside each other.
    nested: usize,
}

const END: Token = Token { kind: TokenKind::End, span: 0..0 };

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).or(self.tokens.last()).unwrap_or(&END)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(&self.peek().kind, TokenKind::Sign(found) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), SyntaxError> {
        if self.takes(sign) {
            return Ok(());
        }
        let token = self.peek();
        Err(SyntaxError::new(format!("expected {sign} here"), token.span.start))
    }

    fn deeper(&self, depth: usize) -> Result<usize, SyntaxError> {
        if depth >= DEEPEST {
            return Err(SyntaxError::new("this is nested too deeply", self.peek().span.start));
        }
        Ok(depth + 1)
    }

    /// Reads operands and operators that bind more tightly than `least`.
    fn expression(&mut self, least: u8) -> Read {
        self.nested = self.deeper(self.nested)?;
        let (mut left, mut depth) = self.operand()?;
        while let TokenKind::Sign(sign) = self.peek().kind
            && let Some((operator, power)) = Operator::of(sign)
            && power > least
        {
            self.next += 1;
            let (right, right_depth) = self.expression(power)?;
            depth = self.deeper(depth.max(right_depth))?;
            left = Expression::Binary(operator, Box::new((left, right)));
        }
        self.nested -= 1;
        Ok((left, depth))
    }

    fn operand(&mut self) -> Read {
        if self.takes("!") {
            let (of, depth) = self.signed()?;
            return Ok((Expression::Not(Box::new(of)), depth));
        }
        if self.takes("-") {
            let (of, depth) = self.signed()?;
            return Ok((Expression::Negative(Box::new(of)), depth));
        }
        if self.takes("+") {
            return self.signed();
        }
        let (of, depth) = self.primary()?;
        self.postfixed(of, depth)
    }

    fn signed(&mut self) -> Read {
        self.nested = self.deeper(self.nested)?;
        let (of, depth) = self.operand()?;
        self.nested -= 1;
        Ok((of, self.deeper(depth)?))
    }

    /// Reads what follows a value directly: fields, methods, indices.
    fn postfixed(&mut self, mut of: Expression, mut depth: usize) -> Read {
        loop {
            if self.takes("[") {
                let (index, index_depth) = self.expression(0)?;
                self.expect("]")?;
                (of, depth) = (indexed(of, index), depth.max(index_depth));
            } else if self.takes(".") {
                (of, depth) = self.member(of, depth)?;
            } else {
                return Ok((of, depth));
            }
            depth = self.deeper(depth)?;
        }
    }

    fn member(&mut self, of: Expression, depth: usize) -> Read {
        let token = self.take();
        let TokenKind::Name(name) = token.kind else { return Err(unexpected(&token)) };
        if !self.takes("(") {
            return Ok((field(of, &name), depth));
        }
        if !is_method(&name) {
            return Err(SyntaxError::new(format!("unknown function {name}"), token.span.start));
        }
        let (arguments, argument_depth) = self.list(")")?;
        let method = Expression::Method(Box::new(of), name.into(), arguments);
        Ok((method, depth.max(argument_depth)))
    }

    fn primary(&mut self) -> Read {
        let token = self.take();
        let literal = |value| Ok((Expression::Literal(value), 0));
        match token.kind {
            TokenKind::Number(number) => literal(Value::Number(number)),
            TokenKind::Text(text) => literal(Value::text(text)),
            TokenKind::Pattern(ref source, ref flags) => {
                literal(pattern(source, flags, token.span.start)?)
            }
            TokenKind::Name(name) => self.named(name, token.span.start),
            TokenKind::Sign("(") => {
                let read = self.expression(0)?;
                self.expect(")")?;
                Ok(read)
            }
            TokenKind::Sign("[") => {
                let (items, depth) = self.list("]")?;
                Ok((Expression::List(items), self.deeper(depth)?))
            }
            TokenKind::Sign("{") => self.object(),
            _ => Err(unexpected(&token)),
        }
    }

    fn named(&mut self, name: String, at: usize) -> Read {
        if self.takes("(") {
            if !is_global(&name) {
                return Err(SyntaxError::new(format!("unknown function {name}"), at));
            }
            let (arguments, depth) = self.list(")")?;
            return Ok((Expression::Call(name.into(), arguments), self.deeper(depth)?));
        }
        let expression = match name.as_str() {
            "true" => Expression::Literal(Value::Bool(true)),
            "false" => Expression::Literal(Value::Bool(false)),
            "null" | "undefined" => Expression::Literal(Value::Null),
            "file" => Expression::File,
            "this" => Expression::This,
            "note" => Expression::Note,
            _ => Expression::Name(name.as_str().into(), fold_name(&name).into()),
        };
        Ok((expression, 0))
    }

    /// Reads expressions up to a closing bracket; a comma may stand behind the last.
    fn list(&mut self, close: &str) -> Result<(Vec<Expression>, usize), SyntaxError> {
        let (mut items, mut depth) = (Vec::new(), 0);
        while !self.takes(close) {
            let (item, item_depth) = self.expression(0)?;
            items.push(item);
            depth = depth.max(item_depth);
            if !self.takes(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok((items, depth))
    }

    fn object(&mut self) -> Read {
        let (mut entries, mut depth) = (Vec::new(), 0);
        while !self.takes("}") {
            let token = self.take();
            let (TokenKind::Text(key) | TokenKind::Name(key)) = &token.kind else {
                return Err(unexpected(&token));
            };
            self.expect(":")?;
            let (value, value_depth) = self.expression(0)?;
            entries.push((Arc::from(key.as_str()), value));
            depth = depth.max(value_depth);
            if !self.takes(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok((Expression::Object(entries), self.deeper(depth)?))
    }
}

fn unexpected(token: &Token) -> SyntaxError {
    let message = match &token.kind {
        TokenKind::End => "something is missing at the end".to_owned(),
        TokenKind::Sign(sign) => format!("{sign} cannot stand here"),
        TokenKind::Name(name) => format!("{name} cannot stand here"),
        TokenKind::Number(_) => "a number cannot stand here".to_owned(),
        TokenKind::Text(_) => "a text cannot stand here".to_owned(),
        TokenKind::Pattern(..) => "a pattern cannot stand here".to_owned(),
    };
    SyntaxError::new(message, token.span.start)
}

/// Tells properties and formulas from the fields of values.
fn field(of: Expression, name: &str) -> Expression {
    match of {
        Expression::Note => Expression::Property(fold_name(name).into()),
        Expression::Name(of, _) if &*of == "formula" => Expression::Formula(fold_name(name).into()),
        of => Expression::Field(Box::new(of), name.into()),
    }
}

fn indexed(of: Expression, index: Expression) -> Expression {
    match (of, index) {
        (of, Expression::Literal(Value::Text(name))) => field(of, &name),
        (of, index) => Expression::Index(Box::new(of), Box::new(index)),
    }
}

fn pattern(source: &str, flags: &str, at: usize) -> Result<Value, SyntaxError> {
    if let Some(flag) = flags.chars().find(|flag| !"gimsuy".contains(*flag)) {
        return Err(SyntaxError::new(format!("a pattern has no flag {flag}"), at));
    }
    let wanted = PatternFlags {
        match_case: !flags.contains('i'),
        multi_line: flags.contains('m'),
        dot_all: flags.contains('s'),
    };
    let regex = compile_flags(source, wanted).map_err(|message| SyntaxError::new(message, at))?;
    let global = flags.contains('g');
    Ok(Value::Pattern(Arc::new(Pattern { source: source.to_owned(), global, regex })))
}
