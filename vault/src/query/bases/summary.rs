//! Summaries of a column: those that every base has, and those that it defines itself.

use super::duration::Duration;
use super::evaluate::{Evaluator, Failure, Outcome, Scope};
use super::functions::numbers_in;
use super::model::Base;
use super::moment::Moment;
use super::operators::{equal, finite};
use super::order::SortKey;
use super::value::Value;
use crate::path::fold_name;

/// Works out a summary of a column's values by its name.
pub(super) fn summarise(
    evaluator: &Evaluator<'_>,
    base: &Base,
    name: &str,
    values: &[Value],
) -> Outcome {
    let key = fold_name(name);
    match base.summaries.get(&key) {
        Some(Ok(expression)) => {
            let names = [("values", Value::list(values.to_vec()))];
            evaluator.cell(expression, &Scope { row: None, names: &names, outer: None })
        }
        Some(Err(error)) => Err(Failure::new(error.message.clone())),
        None => built_in(evaluator, &key, values)
            .unwrap_or_else(|| Err(Failure::new(format!("there is no summary {name}")))),
    }
}

/// Works out one of the summaries that every base has; none for another name.
fn built_in(evaluator: &Evaluator<'_>, key: &str, values: &[Value]) -> Option<Outcome> {
    let count = |holds: &dyn Fn(&Value) -> bool| {
        Ok(Value::Number(values.iter().filter(|value| holds(value)).count() as f64))
    };
    Some(match key {
        "empty" => count(&Value::is_empty),
        "filled" => count(&|value| !value.is_empty()),
        "checked" => count(&|value| matches!(value, Value::Bool(true))),
        "unchecked" => count(&|value| matches!(value, Value::Bool(false))),
        "unique" => Ok(Value::Number(count_unique(evaluator, values))),
        "earliest" => Ok(dates(values).min().map_or(Value::Null, Value::Date)),
        "latest" => Ok(dates(values).max().map_or(Value::Null, Value::Date)),
        "range" => range(values),
        "average" | "min" | "max" | "sum" | "median" | "stddev" => {
            let mut numbers: Vec<f64> = numbers_in(values).collect();
            numbers.sort_by(f64::total_cmp);
            of_numbers(key, &numbers)
        }
        _ => return None,
    })
}

fn count_unique(evaluator: &Evaluator<'_>, values: &[Value]) -> f64 {
    let filled = values.iter().filter(|value| !value.is_empty());
    let mut keyed: Vec<(SortKey, &Value)> =
        filled.map(|value| (SortKey::of_destination(value, evaluator.library), value)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0 && equal(evaluator, a.1, b.1));
    keyed.len() as f64
}

fn dates(values: &[Value]) -> impl Iterator<Item = Moment> {
    values.iter().filter_map(|value| match value {
        Value::Date(moment) => Some(*moment),
        _ => None,
    })
}

/// Returns the distance of the extremes: of numbers, else of dates.
fn range(values: &[Value]) -> Outcome {
    let extremes = |pick: fn(f64, f64) -> f64| numbers_in(values).reduce(pick);
    if let (Some(least), Some(most)) = (extremes(f64::min), extremes(f64::max)) {
        return finite(most - least);
    }
    match (dates(values).min(), dates(values).max()) {
        (Some(first), Some(last)) => Ok(Value::Duration(Duration::of_ms(last.ms_since(first)))),
        _ => Ok(Value::Null),
    }
}

/// Works out a summary of numbers in order; nothing of none.
fn of_numbers(key: &str, numbers: &[f64]) -> Outcome {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Ok(Value::Null);
    };
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    finite(match key {
        "average" => mean,
        "min" => *first,
        "max" => *last,
        "sum" => numbers.iter().sum(),
        "median" => {
            let at = |at: usize| numbers.get(at).copied().unwrap_or(mean);
            let middle = numbers.len() / 2;
            if numbers.len() % 2 == 1 { at(middle) } else { (at(middle - 1) + at(middle)) / 2.0 }
        }
        _ => (numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count).sqrt(),
    })
}
