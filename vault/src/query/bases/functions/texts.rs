//! Functions of texts.

use super::Call;
use crate::query::bases::evaluate::{Failure, LONGEST_TEXT, MOST_ITEMS, Outcome};
use crate::query::bases::operators::bounded;
use crate::query::bases::value::{Pattern, Value};

/// Calls a function of a text; none where texts have no such function.
pub(super) fn call(call: &Call<'_>, text: &str) -> Outcome<Option<Value>> {
    call.evaluator.spend(text.len() / 64)?;
    let built = |text: String| bounded(call.evaluator, text);
    Ok(Some(match call.name {
        "contains" => Value::Bool(text.contains(&call.text(0)?)),
        "containsAll" => Value::Bool(wanted(call)?.iter().all(|word| text.contains(word))),
        "containsAny" => Value::Bool(wanted(call)?.iter().any(|word| text.contains(word))),
        "startsWith" => Value::Bool(text.starts_with(&call.text(0)?)),
        "endsWith" => Value::Bool(text.ends_with(&call.text(0)?)),
        "lower" => built(text.to_lowercase())?,
        "title" => built(titled(text))?,
        "trim" => Value::text(text.trim()),
        "reverse" => Value::text(text.chars().rev().collect::<String>()),
        "repeat" => built(repeated(text, call.number(0)?)?)?,
        "slice" => {
            let length = text.chars().count();
            let range = slice_range(length, call.number(0)?, call.find_number(1)?);
            Value::text(text.chars().skip(range.start).take(range.len()).collect::<String>())
        }
        "replace" => built(replaced(call, text)?)?,
        "split" => split(call, text)?,
        _ => return Ok(None),
    }))
}

/// Returns all values of a call as texts; at least one is needed.
fn wanted(call: &Call<'_>) -> Outcome<Vec<String>> {
    call.argument(0)?;
    (0..call.arguments.len()).map(|at| call.text(at)).collect()
}

fn titled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        if inside {
            out.extend(character.to_lowercase());
        } else {
            out.extend(character.to_uppercase());
        }
        inside = character.is_alphanumeric() || (inside && matches!(character, '\'' | '’'));
    }
    out
}

fn repeated(text: &str, count: f64) -> Outcome<String> {
    let length = count.max(0.0).floor() * text.len() as f64;
    if length > LONGEST_TEXT as f64 {
        return Err(Failure::new("this text is too long"));
    }
    // Nothing repeated stays nothing, however often.
    Ok(if text.is_empty() { String::new() } else { text.repeat(count.max(0.0) as usize) })
}

/// Returns the places from `start` up to `end`; a negative one counts from the end.
pub(super) fn slice_range(length: usize, start: f64, end: Option<f64>) -> std::ops::Range<usize> {
    let place = |at: f64| {
        let at = at.trunc();
        let at = if at < 0.0 { at + length as f64 } else { at };
        at.clamp(0.0, length as f64) as usize
    };
    let start = place(start);
    start..end.map_or(length, place).max(start)
}

fn replaced(call: &Call<'_>, text: &str) -> Outcome<String> {
    let with = call.text(1)?;
    let too_long = |count: usize| {
        let most = text.len().saturating_add(count.saturating_mul(with.len() + text.len()));
        if most > 64 * LONGEST_TEXT { Err(Failure::new("this text is too long")) } else { Ok(()) }
    };
    match call.argument(0)? {
        Value::Pattern(pattern) => {
            call.evaluator.spend(text.len() / 8)?;
            let count = if pattern.global { pattern.regex.find_iter(text).count() } else { 1 };
            too_long(count)?;
            let with = javascript_replacement(&with);
            let limit = usize::from(!pattern.global);
            Ok(pattern.regex.replacen(text, limit, with.as_str()).into_owned())
        }
        _ => {
            let sought = call.text(0)?;
            too_long(if sought.is_empty() { text.len() } else { text.len() / sought.len() })?;
            Ok(text.replace(&sought, &with))
        }
    }
}

/// Writes `$1` and `$&` as the regular expressions of this program do.
fn javascript_replacement(with: &str) -> String {
    let mut out = String::with_capacity(with.len());
    let mut rest = with.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '$' {
            out.push(character);
            continue;
        }
        match rest.peek().copied() {
            Some('&') => {
                rest.next();
                out.push_str("${0}");
            }
            Some(digit @ '1'..='9') => {
                rest.next();
                out.push_str(&format!("${{{digit}}}"));
            }
            Some('$') => {
                rest.next();
                out.push_str("$$");
            }
            _ => out.push_str("$$"),
        }
    }
    out
}

fn split(call: &Call<'_>, text: &str) -> Outcome {
    let most = call.find_number(1)?.map_or(MOST_ITEMS, |count| count.max(0.0) as usize);
    let most = most.min(MOST_ITEMS);
    let parts: Vec<Value> = match call.argument(0)? {
        Value::Pattern(pattern) => split_by(pattern, text, most),
        _ => {
            let separator = call.text(0)?;
            if separator.is_empty() {
                text.chars().take(most).map(|one| Value::text(one.to_string())).collect()
            } else {
                text.split(&separator).take(most).map(Value::text).collect()
            }
        }
    };
    call.evaluator.spend(parts.len())?;
    Ok(Value::list(parts))
}

fn split_by(pattern: &Pattern, text: &str, most: usize) -> Vec<Value> {
    pattern.regex.split(text).take(most).map(Value::text).collect()
}
