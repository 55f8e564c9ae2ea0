//! Stretches of time, as dates are moved by: `1d`, `2 weeks`, `1M`.

use super::value::number_shown;

/// A stretch of time: months, whose length depends on the date, and milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Duration {
    pub(super) months: f64,
    pub(super) ms: f64,
}

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
/// The milliseconds of a day.
pub(super) const DAY: f64 = 24.0 * HOUR;
/// The milliseconds of a month on average, for comparing.
pub(super) const MONTH: f64 = 30.436_875 * DAY;

impl Duration {
    /// Returns the stretch of so many milliseconds.
    pub(super) fn of_ms(ms: f64) -> Self {
        Self { months: 0.0, ms }
    }

    /// Returns about how many milliseconds it takes.
    pub(super) fn in_ms(self) -> f64 {
        self.months * MONTH + self.ms
    }

    /// Returns it so many times.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { months: self.months * factor, ms: self.ms * factor }
    }

    /// Returns both together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { months: self.months + other.months, ms: self.ms + other.ms }
    }

    /// Returns it in words: its two largest units.
    pub(super) fn shown(self) -> String {
        let sign = if self.in_ms() < 0.0 { "-" } else { "" };
        let (mut months, mut ms) = (self.months.abs(), self.ms.abs());
        let mut parts = Vec::new();
        for (unit, length) in [("year", 12.0), ("month", 1.0)] {
            take(&mut parts, &mut months, unit, length);
        }
        for (unit, length) in [("day", DAY), ("hour", HOUR), ("minute", MINUTE)] {
            take(&mut parts, &mut ms, unit, length);
        }
        if parts.is_empty() || ms > 0.0 {
            parts.push(counted(ms / SECOND, "second"));
        }
        parts.truncate(2);
        format!("{sign}{}", parts.join(" "))
    }
}

fn take(parts: &mut Vec<String>, left: &mut f64, unit: &str, length: f64) {
    let count = (*left / length).floor();
    if count >= 1.0 {
        parts.push(counted(count, unit));
        *left -= count * length;
    }
}

fn counted(count: f64, unit: &str) -> String {
    format!("{} {unit}{}", number_shown(count), if count == 1.0 { "" } else { "s" })
}

/// Reads a stretch of time: one or more numbers, each with its unit; none where it is no such.
pub(super) fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut sum = Duration { months: 0.0, ms: 0.0 };
    if rest.is_empty() || rest.len() > 100 {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+'))?;
        let (number, behind) = rest.split_at(digits);
        let behind = behind.trim_start();
        let letters = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(letters);
        sum = sum.plus(unit_of(unit)?.times(number.parse().ok()?));
        rest = behind.trim_start_matches([' ', ',']);
    }
    sum.in_ms().is_finite().then_some(sum)
}

fn unit_of(unit: &str) -> Option<Duration> {
    let months = |months: f64| Some(Duration { months, ms: 0.0 });
    match unit {
        "y" | "year" | "years" => months(12.0),
        "M" | "month" | "months" => months(1.0),
        "w" | "week" | "weeks" => Some(Duration::of_ms(7.0 * DAY)),
        "d" | "day" | "days" => Some(Duration::of_ms(DAY)),
        "h" | "hour" | "hours" => Some(Duration::of_ms(HOUR)),
        "m" | "minute" | "minutes" => Some(Duration::of_ms(MINUTE)),
        "s" | "second" | "seconds" => Some(Duration::of_ms(SECOND)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_number_and_a_unit() {
        for (text, shown) in [
            ("1d", Some("1 day")),
            ("1M", Some("1 month")),
            ("1m", Some("1 minute")),
            ("2 weeks", Some("14 days")),
            ("1.5h", Some("1 hour 30 minutes")),
            ("-1y", Some("-1 year")),
            ("1y 2M 3d", Some("1 year 2 months")),
            ("90 seconds", Some("1 minute 30 seconds")),
            ("0d", Some("0 seconds")),
            ("d", None),
            ("1", None),
            ("1 fortnight", None),
            ("", None),
            ("1..2d", None),
        ] {
            assert_eq!(parse_duration(text).map(Duration::shown).as_deref(), shown, "{text}");
        }
    }
}
