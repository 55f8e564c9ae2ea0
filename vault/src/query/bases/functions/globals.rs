//! Functions that stand alone: `if`, `date`, `link`, `now` …

use std::sync::Arc;

use super::Call;
use crate::query::bases::duration::parse_duration;
use crate::query::bases::evaluate::{Evaluator, Failure, Outcome, Scope};
use crate::query::bases::moment::Moment;
use crate::query::bases::operators::compare;
use crate::query::bases::syntax::Expression;
use crate::query::bases::value::{Link, Value, text_of};

/// Evaluates `if`: only the side that is chosen.
pub(super) fn choose(
    evaluator: &Evaluator<'_>,
    arguments: &[Expression],
    scope: &Scope<'_>,
) -> Outcome {
    let (Some(condition), Some(then)) = (arguments.first(), arguments.get(1)) else {
        return Err(Failure::new("if needs a condition and a value"));
    };
    if evaluator.value(condition, scope)?.is_truthy() {
        return evaluator.value(then, scope);
    }
    arguments.get(2).map_or(Ok(Value::Null), |other| evaluator.value(other, scope))
}

/// Calls a function by its name.
pub(super) fn call(call: &Call<'_>) -> Outcome {
    let evaluator = call.evaluator;
    match call.name {
        "now" => Ok(Value::Date(evaluator.now.now())),
        "today" => Ok(Value::Date(evaluator.now.now().date())),
        "random" => Ok(Value::Number(evaluator.random())),
        "date" => date(call),
        "duration" => duration(call),
        "number" => number(call),
        "min" => extreme(call, true),
        "max" => extreme(call, false),
        "list" => Ok(match call.argument(0)? {
            Value::Null => Value::list(Vec::new()),
            list @ Value::List(_) => list.clone(),
            one => Value::list(vec![one.clone()]),
        }),
        "link" => link(call),
        "file" => file(call),
        "image" => Ok(match call.argument(0)? {
            Value::Null => Value::Null,
            image @ Value::Image(_) => image.clone(),
            of => Value::Image(Arc::new(of.clone())),
        }),
        "icon" => Ok(Value::Icon(call.text(0)?.into())),
        "html" => Ok(Value::Html(call.text(0)?.into())),
        "escapeHTML" => Ok(Value::text(escaped(&call.text(0)?))),
        name => Err(Failure::new(format!("unknown function {name}"))),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

fn date(call: &Call<'_>) -> Outcome {
    match call.argument(0)? {
        Value::Null => Ok(Value::Null),
        Value::Date(moment) => Ok(Value::Date(*moment)),
        Value::Number(ms) => Ok(Value::Date(call.evaluator.now.moment_at(*ms as i64))),
        Value::Link(link) => parsed(&link.target),
        Value::File(file) => {
            let facts = call.evaluator.library.files.find(*file);
            parsed(facts.map_or("", |facts| facts.path.title()))
        }
        other => parsed(&text_of(other, call.evaluator.library)),
    }
}

fn parsed(text: &str) -> Outcome {
    let wrong = || {
        let text: String = text.chars().take(40).collect();
        Failure::new(format!("“{text}” is no date; write YYYY-MM-DD or YYYY-MM-DD HH:mm:ss"))
    };
    Moment::parse(text).map(Value::Date).ok_or_else(wrong)
}

fn duration(call: &Call<'_>) -> Outcome {
    match call.argument(0)? {
        Value::Null => Ok(Value::Null),
        Value::Duration(duration) => Ok(Value::Duration(*duration)),
        other => {
            let text = text_of(other, call.evaluator.library);
            let wrong = || {
                let text: String = text.chars().take(40).collect();
                Failure::new(format!("“{text}” is no duration; write a number and a unit: 2 days"))
            };
            parse_duration(&text).map(Value::Duration).ok_or_else(wrong)
        }
    }
}

fn number(call: &Call<'_>) -> Outcome {
    match call.argument(0)? {
        Value::Null => Ok(Value::Null),
        Value::Number(number) => Ok(Value::Number(*number)),
        Value::Bool(value) => Ok(Value::Number(f64::from(u8::from(*value)))),
        Value::Date(moment) => Ok(Value::Number(call.evaluator.now.instant_of(*moment) as f64)),
        Value::Duration(duration) => Ok(Value::Number(duration.in_ms())),
        Value::Text(text) => {
            let read = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            let shown: String = text.chars().take(40).collect();
            read.map(Value::Number).ok_or_else(|| Failure::new(format!("“{shown}” is no number")))
        }
        other => Err(Failure::new(format!("a {} is no number", other.type_name()))),
    }
}

/// Returns the smallest or largest value; what is missing is left out.
fn extreme(call: &Call<'_>, smallest: bool) -> Outcome {
    let mut best: Option<&Value> = None;
    let of_lists = call.arguments.iter().flat_map(|value| match value {
        Value::List(items) => items.all(),
        one => std::slice::from_ref(one),
    });
    for value in of_lists.filter(|value| !matches!(value, Value::Null)) {
        if !matches!(value, Value::Number(_) | Value::Date(_) | Value::Duration(_)) {
            let message = format!("{} needs numbers, not a {}", call.name, value.type_name());
            return Err(Failure::new(message));
        }
        let better =
            |best: &Value| compare(value, best).is_some_and(|order| order.is_lt() == smallest);
        if best.is_none_or(better) {
            best = Some(value);
        }
    }
    Ok(best.cloned().unwrap_or(Value::Null))
}

fn link(call: &Call<'_>) -> Outcome {
    let library = call.evaluator.library;
    let display = call.arguments.get(1).map(|value| text_of(value, library));
    let link = match call.argument(0)? {
        Value::Null => return Ok(Value::Null),
        Value::Link(link) => Link::clone(link),
        Value::File(file) => super::files::link_to(call.evaluator, *file),
        other => library.link_of(call.evaluator.this, &text_of(other, library)),
    };
    let display = display.filter(|text| !text.is_empty()).or(link.display);
    Ok(Value::Link(Arc::new(Link { display, ..link })))
}

fn file(call: &Call<'_>) -> Outcome {
    let found = super::files::file_meant(call.evaluator, call.argument(0)?);
    Ok(found.map_or(Value::Null, Value::File))
}
