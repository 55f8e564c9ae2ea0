//! Functions and fields of dates.

use super::Call;
use crate::query::bases::evaluate::Outcome;
use crate::query::bases::moment::Moment;
use crate::query::bases::operators::bounded;
use crate::query::bases::value::Value;
use crate::text::moment::Moment as Written;

/// Calls a function of a date; none where dates have no such function.
pub(super) fn call(call: &Call<'_>, moment: Moment) -> Outcome<Option<Value>> {
    Ok(Some(match call.name {
        "date" => Value::Date(moment.date()),
        "time" => Value::text(moment.time()),
        "format" => {
            let pattern = call.text(0)?;
            call.evaluator.spend(pattern.len())?;
            bounded(call.evaluator, Written::at(moment.at).format(&pattern))?
        }
        "relative" => Value::text(moment.relative_to(call.evaluator.now.now())),
        _ => return Ok(None),
    }))
}

/// Returns a field of a date.
pub(super) fn field(moment: Moment, name: &str) -> Option<Value> {
    let at = moment.at;
    Some(Value::Number(match name {
        "year" => f64::from(at.year()),
        "month" => f64::from(at.month()),
        "day" => f64::from(at.day()),
        "hour" => f64::from(at.hour()),
        "minute" => f64::from(at.minute()),
        "second" => f64::from(at.second()),
        "millisecond" => f64::from(at.millisecond()),
        _ => return None,
    }))
}
