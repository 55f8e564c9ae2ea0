//! What the operators do with two values, and when two values are the same.
//!
//! Nothing stays nothing in arithmetic, so that a property that is missing leaves a cell empty.

use std::cmp::Ordering;

use super::duration::{Duration, parse_duration};
use super::evaluate::{Evaluator, Failure, LONGEST_TEXT, Outcome};
use super::moment::Moment;
use super::syntax::Operator;
use super::value::{Link, Value, text_of};
use crate::path::fold_name;

/// Applies an operator to both of its sides.
pub(super) fn apply(
    evaluator: &Evaluator<'_>,
    operator: Operator,
    left: &Value,
    right: &Value,
) -> Outcome {
    let compared =
        |holds: fn(Ordering) -> bool| Ok(Value::Bool(compare(left, right).is_some_and(holds)));
    match operator {
        Operator::And | Operator::Or => Ok(Value::Bool(right.is_truthy())),
        Operator::Equal => Ok(Value::Bool(equal(evaluator, left, right))),
        Operator::Unequal => Ok(Value::Bool(!equal(evaluator, left, right))),
        Operator::Less => compared(Ordering::is_lt),
        Operator::LessOrEqual => compared(Ordering::is_le),
        Operator::Greater => compared(Ordering::is_gt),
        Operator::GreaterOrEqual => compared(Ordering::is_ge),
        Operator::Plus => plus(evaluator, left, right),
        Operator::Minus => minus(left, right),
        Operator::Times => times(left, right),
        Operator::Divided => divided(left, right),
        Operator::Modulo => modulo(left, right),
    }
}

/// Turns a number or a stretch of time round.
pub(super) fn negative(value: &Value) -> Outcome {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Number(number) => Ok(Value::Number(-number)),
        Value::Duration(duration) => Ok(Value::Duration(duration.times(-1.0))),
        other => Err(Failure::new(format!("- cannot be put before a {}", other.type_name()))),
    }
}

/// Returns a number, or says that it is none that can be shown.
pub(super) fn finite(number: f64) -> Outcome {
    if number.is_finite() {
        return Ok(Value::Number(number));
    }
    Err(Failure::new("this is no number that can be shown"))
}

/// Returns the stretch of time that a value stands for: one, or a text that reads as one.
fn duration_of(value: &Value) -> Option<Duration> {
    match value {
        Value::Duration(duration) => Some(*duration),
        Value::Text(text) => parse_duration(text),
        _ => None,
    }
}

fn moved(moment: Moment, by: Duration) -> Outcome {
    let out_of_reach = || Failure::new("this date is out of the calendar's reach");
    moment.plus(by).map(Value::Date).ok_or_else(out_of_reach)
}

fn plus(evaluator: &Evaluator<'_>, left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => finite(a + b),
        (Value::Date(moment), other) | (other, Value::Date(moment))
            if duration_of(other).is_some() =>
        {
            moved(*moment, duration_of(other).unwrap_or(Duration::of_ms(0.0)))
        }
        (Value::Duration(a), other) | (other, Value::Duration(a))
            if duration_of(other).is_some() =>
        {
            let other = duration_of(other).unwrap_or(Duration::of_ms(0.0));
            Ok(Value::Duration(a.plus(other)))
        }
        (Value::Date(moment), Value::Number(ms)) => moved(*moment, Duration::of_ms(*ms)),
        (Value::Text(_), _) | (_, Value::Text(_)) => joined(evaluator, left, right),
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Bool(_) | Value::Number(_), Value::Bool(_) | Value::Number(_)) => {
            Err(mismatch("+", left, right))
        }
        (Value::List(a), Value::List(b)) => {
            evaluator.spend(a.len() + b.len())?;
            Ok(Value::list([a.all(), b.all()].concat()))
        }
        _ => joined(evaluator, left, right),
    }
}

fn joined(evaluator: &Evaluator<'_>, left: &Value, right: &Value) -> Outcome {
    let mut text = text_of(left, evaluator.library);
    text.push_str(&text_of(right, evaluator.library));
    bounded(evaluator, text)
}

/// Returns a text that was built, unless it is too long.
pub(super) fn bounded(evaluator: &Evaluator<'_>, text: String) -> Outcome {
    evaluator.spend(text.len() / 32)?;
    if text.len() > LONGEST_TEXT {
        return Err(Failure::new("this text is too long"));
    }
    Ok(Value::text(text))
}

fn minus(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Number(a), Value::Number(b)) => finite(a - b),
        (Value::Date(a), Value::Date(b)) => finite(a.ms_since(*b)),
        (Value::Date(moment), Value::Number(ms)) => moved(*moment, Duration::of_ms(-ms)),
        (Value::Date(moment), other) => match (duration_of(other), date_in(other)) {
            (Some(duration), _) => moved(*moment, duration.times(-1.0)),
            (None, Some(other)) => finite(moment.ms_since(other)),
            (None, None) => Err(mismatch("-", left, right)),
        },
        (Value::Duration(a), other) => match duration_of(other) {
            Some(other) => Ok(Value::Duration(a.plus(other.times(-1.0)))),
            None => Err(mismatch("-", left, right)),
        },
        _ => Err(mismatch("-", left, right)),
    }
}

fn times(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Number(a), Value::Number(b)) => finite(a * b),
        (Value::Duration(duration), Value::Number(factor)) => {
            Ok(Value::Duration(duration.times(*factor)))
        }
        _ => Err(mismatch("*", left, right)),
    }
}

fn divided(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (_, Value::Number(0.0)) => Err(Failure::new("division by zero")),
        (Value::Number(a), Value::Number(b)) => finite(a / b),
        (Value::Duration(duration), Value::Number(by)) => {
            Ok(Value::Duration(duration.times(1.0 / by)))
        }
        (Value::Duration(a), Value::Duration(b)) => finite(a.in_ms() / b.in_ms()),
        _ => Err(mismatch("/", left, right)),
    }
}

fn modulo(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (_, Value::Number(0.0)) => Err(Failure::new("division by zero")),
        (Value::Number(a), Value::Number(b)) => finite(a % b),
        _ => Err(mismatch("%", left, right)),
    }
}

fn mismatch(sign: &str, left: &Value, right: &Value) -> Failure {
    let (left, right) = (left.type_name(), right.type_name());
    Failure::new(format!("{sign} does not work on a {left} and a {right}"))
}

/// Returns the date that a text says.
fn date_in(value: &Value) -> Option<Moment> {
    match value {
        Value::Date(moment) => Some(*moment),
        Value::Text(text) => Moment::parse(text),
        _ => None,
    }
}

/// Returns the number that a value says.
fn number_in(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Says which of two values is larger; none where they cannot be compared.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(_), _) | (_, Value::Date(_)) => Some(date_in(left)?.cmp(&date_in(right)?)),
        (Value::Duration(_), _) | (_, Value::Duration(_)) => {
            let ms = |value| match value {
                // Two dates differ by milliseconds.
                &Value::Number(number) => Some(number),
                other => duration_of(other).map(Duration::in_ms),
            };
            ms(left)?.partial_cmp(&ms(right)?)
        }
        _ => number_in(left)?.partial_cmp(&number_in(right)?),
    }
}

/// Returns true where two values are the same: links by where they lead, dates by their time.
pub(super) fn equal(evaluator: &Evaluator<'_>, left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Text(a), Value::Text(b))
        | (Value::Icon(a), Value::Icon(b))
        | (Value::Html(a), Value::Html(b)) => a == b,
        (Value::Date(_), Value::Date(_) | Value::Text(_)) | (Value::Text(_), Value::Date(_)) => {
            date_in(left).zip(date_in(right)).is_some_and(|(a, b)| a.at == b.at)
        }
        (Value::Duration(_), Value::Duration(_) | Value::Text(_))
        | (Value::Text(_), Value::Duration(_)) => duration_of(left) == duration_of(right),
        (Value::File(a), Value::File(b)) => a == b,
        (Value::Link(link), Value::File(file)) | (Value::File(file), Value::Link(link)) => {
            link.file == Some(*file)
        }
        (Value::Link(a), Value::Link(b)) => same_link(a, b),
        (Value::Link(link), Value::Text(text)) | (Value::Text(text), Value::Link(link)) => {
            same_link(link, &evaluator.library.link_of(evaluator.this, text))
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.all()).all(|(a, b)| equal(evaluator, a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b.all()).all(|(a, b)| a.0 == b.0 && equal(evaluator, &a.1, &b.1))
        }
        (Value::Image(a), Value::Image(b)) => equal(evaluator, a, b),
        _ => false,
    }
}

fn same_link(a: &Link, b: &Link) -> bool {
    match (a.file, b.file) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            fold_name(a.target.trim()) == fold_name(b.target.trim()) && a.subpath == b.subpath
        }
        _ => false,
    }
}
