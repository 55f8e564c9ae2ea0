//! Functions of numbers.

use super::Call;
use crate::query::bases::evaluate::Outcome;
use crate::query::bases::operators::finite;
use crate::query::bases::value::Value;

/// The most decimal places that numbers are written with.
const MOST_DIGITS: f64 = 100.0;

/// Calls a function of a number; none where numbers have no such function.
pub(super) fn call(call: &Call<'_>, number: f64) -> Outcome<Option<Value>> {
    Ok(Some(match call.name {
        "abs" => Value::Number(number.abs()),
        "ceil" => Value::Number(number.ceil()),
        "floor" => Value::Number(number.floor()),
        "round" => finite(rounded(number, call.find_number(0)?.unwrap_or(0.0)))?,
        "toFixed" => {
            let digits = call.find_number(0)?.unwrap_or(0.0).clamp(0.0, MOST_DIGITS);
            Value::text(fixed(number, digits as usize))
        }
        _ => return Ok(None),
    }))
}

/// Rounds to so many decimal places, a half upwards.
fn rounded(number: f64, digits: f64) -> f64 {
    let scale = 10f64.powi(digits.trunc().clamp(-300.0, 300.0) as i32);
    let scaled = number * scale;
    if !scaled.is_finite() || scale == 0.0 {
        return number;
    }
    (scaled + 0.5).floor() / scale
}

/// Writes a number with so many decimal places; `-0.00` loses its sign.
fn fixed(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}
