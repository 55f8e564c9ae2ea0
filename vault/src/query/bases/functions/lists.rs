//! Functions of lists, those that evaluate an expression for each item included.

use std::collections::BTreeMap;

use super::Call;
use super::texts::slice_range;
use crate::query::bases::evaluate::{Evaluator, Failure, MOST_ITEMS, Outcome, Scope};
use crate::query::bases::operators::{bounded, equal, finite};
use crate::query::bases::order::SortKey;
use crate::query::bases::syntax::Expression;
use crate::query::bases::value::{Value, text_of};

/// Calls a function of a list; none where lists have no such function.
pub(super) fn call(call: &Call<'_>, items: &[Value]) -> Outcome<Option<Value>> {
    call.evaluator.spend(items.len())?;
    let holds = |wanted: &Value| holds(call.evaluator, items, wanted);
    Ok(Some(match call.name {
        "contains" => Value::Bool(holds(call.argument(0)?)?),
        "containsAll" => Value::Bool(every(call, &holds)?.iter().all(|found| *found)),
        "containsAny" => Value::Bool(every(call, &holds)?.iter().any(|found| *found)),
        "flat" => Value::list(flat(items)),
        "join" => {
            let texts: Vec<String> =
                items.iter().map(|item| text_of(item, call.evaluator.library)).collect();
            let separator = if call.arguments.is_empty() { ",".into() } else { call.text(0)? };
            bounded(call.evaluator, texts.join(&separator))?
        }
        "reverse" => Value::list(items.iter().rev().cloned().collect::<Vec<_>>()),
        "slice" => {
            let range = slice_range(items.len(), call.number(0)?, call.find_number(1)?);
            Value::list(items.get(range).unwrap_or_default().to_vec())
        }
        "sort" => Value::list(sorted(call.evaluator, items)),
        "unique" => Value::list(unique(call.evaluator, items)?),
        "mean" => mean(items)?,
        _ => return Ok(None),
    }))
}

fn every(call: &Call<'_>, holds: &dyn Fn(&Value) -> Outcome<bool>) -> Outcome<Vec<bool>> {
    call.argument(0)?;
    call.arguments.iter().map(holds).collect()
}

/// Returns true where an item is the one that is sought; a tag is also found without its `#`.
fn holds(evaluator: &Evaluator<'_>, items: &[Value], wanted: &Value) -> Outcome<bool> {
    evaluator.spend(items.len())?;
    let same_tag = |item: &Value| match (item, wanted) {
        (Value::Text(item), Value::Text(wanted)) => {
            !wanted.starts_with('#') && item.strip_prefix('#') == Some(wanted)
        }
        _ => false,
    };
    Ok(items.iter().any(|item| equal(evaluator, item, wanted) || same_tag(item)))
}

fn flat(items: &[Value]) -> Vec<Value> {
    let inner = |item: &Value| match item {
        Value::List(inner) => flat(inner),
        one => vec![one.clone()],
    };
    items.iter().flat_map(inner).collect()
}

fn sorted(evaluator: &Evaluator<'_>, items: &[Value]) -> Vec<Value> {
    let mut sorted = items.to_vec();
    sorted.sort_by_cached_key(|item| SortKey::of(item, evaluator.library));
    sorted
}

fn unique(evaluator: &Evaluator<'_>, items: &[Value]) -> Outcome<Vec<Value>> {
    // Equal values have equal keys, so that only items of one key are compared.
    let mut seen: BTreeMap<SortKey, Vec<&Value>> = BTreeMap::new();
    let mut unique = Vec::new();
    for item in items {
        let key = SortKey::of_destination(item, evaluator.library);
        let alike = seen.entry(key).or_default();
        evaluator.spend(1 + alike.len())?;
        if !alike.iter().any(|other| equal(evaluator, item, other)) {
            alike.push(item);
            unique.push(item.clone());
        }
    }
    Ok(unique)
}

/// Lists the numbers of a list.
pub(in crate::query::bases) fn numbers(items: &[Value]) -> impl Iterator<Item = f64> {
    items.iter().filter_map(|item| match item {
        Value::Number(number) => Some(*number),
        _ => None,
    })
}

fn mean(items: &[Value]) -> Outcome {
    let count = numbers(items).count();
    if count == 0 { Ok(Value::Null) } else { finite(numbers(items).sum::<f64>() / count as f64) }
}

/// Calls `filter`, `map` or `reduce`: an expression of `value`, `index` and, to reduce, `acc`.
pub(super) fn call_with_expression(
    evaluator: &Evaluator<'_>,
    of: &Value,
    name: &str,
    arguments: &[Expression],
    scope: &Scope<'_>,
) -> Outcome {
    let items = match of {
        Value::List(items) => items,
        Value::Null => return Ok(Value::Null),
        other => {
            let message = format!("a {} has no function {name}; write list(…)", other.type_name());
            return Err(Failure::new(message));
        }
    };
    let Some(expression) = arguments.first() else {
        return Err(Failure::new(format!("{name} needs an expression")));
    };
    let step = |at: usize, value: &Value, acc: Option<Value>| {
        let mut names = vec![("value", value.clone()), ("index", Value::Number(at as f64))];
        names.extend(acc.map(|acc| ("acc", acc)));
        evaluator.value(expression, &Scope { row: scope.row, names: &names, outer: Some(scope) })
    };
    if name == "reduce" {
        let first = arguments.get(1).map_or(Ok(Value::Null), |first| evaluator.value(first, scope));
        return items
            .iter()
            .enumerate()
            .try_fold(first?, |acc, (at, value)| step(at, value, Some(acc)));
    }
    let mut made = Vec::new();
    for (at, value) in items.iter().enumerate().take(MOST_ITEMS) {
        let result = step(at, value, None)?;
        match name {
            "filter" if result.is_truthy() => made.push(value.clone()),
            "filter" => {}
            _ => made.push(result),
        }
    }
    Ok(Value::list(made))
}
