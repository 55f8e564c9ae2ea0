//! What an expression says, as a tree.

use std::sync::Arc;

use super::value::Value;

/// An expression that was read, whole or a part of one.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Literal(Value),
    /// A name alone, as written and folded: a variable of a list function, else a property.
    Name(Arc<str>, Arc<str>),
    /// `note.x`, by its folded name.
    Property(Arc<str>),
    /// `formula.x`, by its folded name.
    Formula(Arc<str>),
    /// `note`: all properties as an object.
    Note,
    /// `file`: the file of the row.
    File,
    /// `this`: the file in which the base stands.
    This,
    Field(Box<Expression>, Arc<str>),
    Index(Box<Expression>, Box<Expression>),
    Call(Arc<str>, Vec<Expression>),
    Method(Box<Expression>, Arc<str>, Vec<Expression>),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<(Expression, Expression)>),
    List(Vec<Expression>),
    Object(Vec<(Arc<str>, Expression)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divided,
    Modulo,
}

impl Operator {
    /// Returns the operator of a sign, and how tightly it binds.
    pub(super) fn of(sign: &str) -> Option<(Self, u8)> {
        Some(match sign {
            "||" => (Self::Or, 1),
            "&&" => (Self::And, 2),
            "==" | "===" => (Self::Equal, 3),
            "!=" | "!==" => (Self::Unequal, 3),
            "<" => (Self::Less, 4),
            "<=" => (Self::LessOrEqual, 4),
            ">" => (Self::Greater, 4),
            ">=" => (Self::GreaterOrEqual, 4),
            "+" => (Self::Plus, 5),
            "-" => (Self::Minus, 5),
            "*" => (Self::Times, 6),
            "/" => (Self::Divided, 6),
            "%" => (Self::Modulo, 6),
            _ => return None,
        })
    }
}
