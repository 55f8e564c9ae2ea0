//! The functions of expressions: those without a value before them, and those of each type.

mod dates;
mod files;
mod globals;
mod lists;
mod numbers;
mod texts;

use super::evaluate::{Evaluator, Failure, Outcome, Scope};
use super::syntax::Expression;
use super::value::{Value, text_of};

pub(super) use files::{file_field, is_file_field};
pub(super) use lists::numbers as numbers_in;

const GLOBALS: [&str; 16] = [
    "date",
    "duration",
    "escapeHTML",
    "file",
    "html",
    "icon",
    "if",
    "image",
    "link",
    "list",
    "max",
    "min",
    "now",
    "number",
    "random",
    "today",
];

const METHODS: [&str; 44] = [
    "abs",
    "asFile",
    "asLink",
    "ceil",
    "contains",
    "containsAll",
    "containsAny",
    "date",
    "endsWith",
    "filter",
    "flat",
    "floor",
    "format",
    "hasLink",
    "hasProperty",
    "hasTag",
    "inFolder",
    "isEmpty",
    "isTruthy",
    "isType",
    "join",
    "keys",
    "linksTo",
    "lower",
    "map",
    "matches",
    "mean",
    "reduce",
    "relative",
    "repeat",
    "replace",
    "reverse",
    "round",
    "slice",
    "sort",
    "split",
    "startsWith",
    "time",
    "title",
    "toFixed",
    "toString",
    "trim",
    "unique",
    "values",
];

/// Returns true for a function that stands alone.
pub(super) fn is_global(name: &str) -> bool {
    GLOBALS.contains(&name)
}

/// Returns true for a function of some type.
pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Calls a function that stands alone.
pub(super) fn call_global(
    evaluator: &Evaluator<'_>,
    name: &str,
    arguments: &[Expression],
    scope: &Scope<'_>,
) -> Outcome {
    if name == "if" {
        return globals::choose(evaluator, arguments, scope);
    }
    let values = evaluator.values(arguments, scope)?;
    let call = Call { evaluator, name, arguments: &values };
    globals::call(&call)
}

/// Calls a function of a value.
pub(super) fn call_method(
    evaluator: &Evaluator<'_>,
    of: &Expression,
    name: &str,
    arguments: &[Expression],
    scope: &Scope<'_>,
) -> Outcome {
    let of = evaluator.value(of, scope)?;
    if matches!(name, "filter" | "map" | "reduce") {
        return lists::call_with_expression(evaluator, &of, name, arguments, scope);
    }
    let values = evaluator.values(arguments, scope)?;
    let call = Call { evaluator, name, arguments: &values };
    if let Some(value) = of_any(&call, &of)? {
        return Ok(value);
    }
    let value = match &of {
        Value::Null => Some(of_nothing(name)),
        Value::Text(text) => texts::call(&call, text)?,
        Value::Number(number) => numbers::call(&call, *number)?,
        Value::Date(moment) => dates::call(&call, *moment)?,
        Value::List(items) => {
            evaluator.spend(of.weight() as usize / 4)?;
            lists::call(&call, items)?
        }
        Value::Object(entries) => of_object(&call, entries),
        Value::File(file) => files::call(&call, *file)?,
        Value::Link(link) => files::call_on_link(&call, link)?,
        Value::Pattern(pattern) if name == "matches" => {
            let text = call.text(0)?;
            evaluator.spend(text.len() / 16)?;
            Some(Value::Bool(pattern.regex.is_match(&text)))
        }
        _ => None,
    };
    value.ok_or_else(|| Failure::new(format!("a {} has no function {name}", of.type_name())))
}

/// A call under way: its name and its values.
struct Call<'c> {
    evaluator: &'c Evaluator<'c>,
    name: &'c str,
    arguments: &'c [Value],
}

impl Call<'_> {
    /// Returns a value that must be given.
    fn argument(&self, at: usize) -> Outcome<&Value> {
        let missing = || Failure::new(format!("{} needs {}", self.name, counted(at + 1)));
        self.arguments.get(at).ok_or_else(missing)
    }

    /// Returns a value that must be given, as text.
    fn text(&self, at: usize) -> Outcome<String> {
        Ok(text_of(self.argument(at)?, self.evaluator.library))
    }

    /// Returns a number that must be given.
    fn number(&self, at: usize) -> Outcome<f64> {
        match self.argument(at)? {
            Value::Number(number) => Ok(*number),
            other => {
                let message = format!("{} needs a number, not a {}", self.name, other.type_name());
                Err(Failure::new(message))
            }
        }
    }

    /// Returns a number that may be left out.
    fn find_number(&self, at: usize) -> Outcome<Option<f64>> {
        match self.arguments.get(at) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.number(at).map(Some),
        }
    }
}

fn counted(values: usize) -> String {
    if values == 1 { "a value".to_owned() } else { format!("{values} values") }
}

/// Calls what every value has.
fn of_any(call: &Call<'_>, of: &Value) -> Outcome<Option<Value>> {
    Ok(Some(match call.name {
        "isTruthy" => Value::Bool(of.is_truthy()),
        "isEmpty" => Value::Bool(of.is_empty()),
        "isType" => {
            let wanted = call.text(0)?;
            let own = of.type_name();
            Value::Bool(own == wanted || (wanted == "text" && own == "string"))
        }
        "toString" => Value::text(text_of(of, call.evaluator.library)),
        _ => return Ok(None),
    }))
}

/// Returns what a function of any type makes of nothing: a question gets `false`, else nothing.
fn of_nothing(name: &str) -> Value {
    let asks = ["contains", "starts", "ends", "has", "in", "links", "matches"];
    if asks.iter().any(|start| name.starts_with(start)) { Value::Bool(false) } else { Value::Null }
}

fn of_object(call: &Call<'_>, entries: &[(std::sync::Arc<str>, Value)]) -> Option<Value> {
    Some(match call.name {
        "keys" => {
            let keys: Vec<Value> =
                entries.iter().map(|(key, _)| Value::Text(key.clone())).collect();
            Value::list(keys)
        }
        "values" => Value::list(entries.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>()),
        _ => return None,
    })
}

/// Returns a field of a value; nothing has no fields but nothing.
pub(super) fn field(evaluator: &Evaluator<'_>, of: &Value, name: &str) -> Outcome {
    let found = match of {
        Value::Null => Some(Value::Null),
        Value::Object(entries) => {
            let found = entries.iter().find(|(key, _)| **key == *name);
            Some(found.map_or(Value::Null, |(_, value)| value.clone()))
        }
        Value::Text(text) if name == "length" => Some(Value::Number(text.chars().count() as f64)),
        Value::List(items) if name == "length" => Some(Value::Number(items.len() as f64)),
        Value::Date(moment) => dates::field(*moment, name),
        Value::File(file) => Some(file_field(evaluator, *file, name)?),
        _ => None,
    };
    found.ok_or_else(|| Failure::new(format!("a {} has no field {name}", of.type_name())))
}
