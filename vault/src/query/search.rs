//! Search over names, texts, tags and properties, in Obsidian's query language.
//!
//! A query is read into a tree ([`parse_query`]), which can say what it means ([`explain`]).

mod explain;
mod lexer;
mod parser;
mod pattern;
mod tree;

#[cfg(test)]
mod parser_tests;

pub use explain::explain;
pub use parser::{QueryProblem, parse_query};
pub use tree::{Comparison, Needle, Node, NodeKind, OPERATORS, Operator, PropertyTest, Query};
