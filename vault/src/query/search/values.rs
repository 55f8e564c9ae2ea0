//! Conditions on the value of a property.

use std::cmp::Ordering;

use serde_json::Value;

use super::matcher::{Matcher, Subject};
use super::parser::QueryProblem;
use super::tree::{Comparison, Needle, Node, NodeKind, Operator};
use crate::text::fold::fold;

/// A condition on a value, made ready.
#[derive(Debug)]
pub(super) enum ValueTest {
    All(Vec<ValueTest>),
    Any(Vec<ValueTest>),
    Not(Box<ValueTest>),
    /// The value is empty: not a text or list without content, but none at all.
    Null,
    Contains(Matcher),
    Equals(Matcher),
    Compare(Comparison, String),
}

impl ValueTest {
    /// Makes the condition behind a property's colon ready.
    pub(super) fn new(node: &Node, match_case: bool) -> Result<Self, QueryProblem> {
        let list = |nodes: &[Node]| -> Result<Vec<Self>, QueryProblem> {
            nodes.iter().map(|node| Self::new(node, match_case)).collect()
        };
        Ok(match &node.kind {
            NodeKind::All(nodes) => Self::All(list(nodes)?),
            NodeKind::Any(nodes) => Self::Any(list(nodes)?),
            NodeKind::Not(inner) => Self::Not(Box::new(Self::new(inner, match_case)?)),
            NodeKind::Null => Self::Null,
            NodeKind::Compare(comparison, bound) => Self::Compare(*comparison, bound.clone()),
            NodeKind::Needle(needle) => {
                let matcher = Matcher::new(needle, match_case)
                    .map_err(|message| QueryProblem::new(message, node.span))?;
                match needle {
                    Needle::Phrase(_) => Self::Equals(matcher),
                    Needle::Word(_) | Needle::Pattern(_) => Self::Contains(matcher),
                }
            }
            NodeKind::Scoped(Operator::MatchCase, inner) => Self::new(inner, true)?,
            NodeKind::Scoped(Operator::IgnoreCase, inner) => Self::new(inner, false)?,
            NodeKind::Scoped(..) | NodeKind::Property(_) => {
                let message = "this cannot stand inside of a property's brackets";
                return Err(QueryProblem::new(message, node.span));
            }
        })
    }

    /// Returns true where the value meets the condition; for a list, one of its items.
    pub(super) fn holds(&self, value: &Value) -> bool {
        match self {
            Self::All(tests) => tests.iter().all(|test| test.holds(value)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(value)),
            Self::Not(test) => !test.holds(value),
            Self::Null => value.is_null(),
            Self::Contains(matcher) => any_text(value, &|text| matcher.is_in(&Subject::new(text))),
            Self::Equals(matcher) => {
                any_text(value, &|text| matcher.is_all_of(&Subject::new(text)))
            }
            Self::Compare(comparison, bound) => {
                any_text(value, &|text| comparison.holds(compare(text, bound)))
            }
        }
    }
}

impl Comparison {
    fn holds(self, ordering: Option<Ordering>) -> bool {
        ordering.is_some_and(|ordering| match self {
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        })
    }
}

fn any_text(value: &Value, holds: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => holds(if *value { "true" } else { "false" }),
        Value::Number(number) => holds(&number.to_string()),
        Value::String(text) => holds(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, holds)),
        Value::Object(entries) => entries.values().any(|entry| any_text(entry, holds)),
    }
}

/// Compares numbers as numbers, and dates and times, which sort as texts, as texts.
fn compare(value: &str, bound: &str) -> Option<Ordering> {
    if let (Ok(value), Ok(bound)) = (value.trim().parse::<f64>(), bound.trim().parse::<f64>()) {
        return value.partial_cmp(&bound);
    }
    let is_date = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(['-', ':'])
    };
    (is_date(value) && is_date(bound)).then(|| fold(value).cmp(&fold(bound)))
}
