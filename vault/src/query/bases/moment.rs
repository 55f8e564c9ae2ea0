//! Dates with or without a time, as a calendar and a clock on the wall show them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span};

use super::duration::{DAY, Duration, MONTH};

/// A date, perhaps with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub(super) at: DateTime,
    /// False for a date alone, whose time is midnight.
    pub(super) has_time: bool,
}

/// The clock of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    /// Milliseconds since 1970.
    pub(super) ms: i64,
    /// How far the person's clock is ahead of Greenwich, in minutes.
    pub(super) offset: i32,
}

impl Now {
    /// Returns what the person's clock shows at an instant, in milliseconds since 1970.
    pub(super) fn moment_at(self, ms: i64) -> Moment {
        let local = ms.saturating_add(i64::from(self.offset) * 60_000);
        let start = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let at = start.saturating_add(SignedDuration::from_millis(local));
        Moment { at, has_time: true }
    }

    /// Returns what the person's clock shows now.
    pub(super) fn now(self) -> Moment {
        self.moment_at(self.ms)
    }

    /// Returns the instant at which the person's clock shows this, in milliseconds since 1970.
    pub(super) fn instant_of(self, moment: Moment) -> i64 {
        let start = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        ms_between(moment.at, start) - i64::from(self.offset) * 60_000
    }
}

fn ms_between(a: DateTime, b: DateTime) -> i64 {
    i64::try_from(a.duration_since(b).as_millis()).unwrap_or(0)
}

impl Moment {
    /// Reads `2026-05-04`, with `T` or a blank and a time behind it where there is one; a zone at
    /// the end is left out, so that the time stays as it was written.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = (text.get(..10)?, text.get(10..)?);
        let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if !is_date {
            return None;
        }
        let date: Date = date.parse().ok()?;
        if rest.is_empty() {
            return Some(Self { at: date.to_datetime(Time::midnight()), has_time: false });
        }
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let time = time.get(..end)?;
        let is_time = time.len() >= 5 && time.as_bytes().get(2) == Some(&b':');
        let time: Time = if is_time { time.parse().ok()? } else { return None };
        Some(Self { at: date.to_datetime(time), has_time: true })
    }

    /// Returns it without its time.
    pub(super) fn date(self) -> Self {
        Self { at: self.at.date().to_datetime(Time::midnight()), has_time: false }
    }

    /// Returns it as ISO 8601 writes it.
    pub(super) fn written(self) -> String {
        let format = if self.has_time { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%d" };
        self.at.strftime(format).to_string()
    }

    /// Returns it as a cell shows it.
    pub(super) fn shown(self) -> String {
        let format = if self.has_time { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
        self.at.strftime(format).to_string()
    }

    /// Returns the time of day.
    pub(super) fn time(self) -> String {
        self.at.strftime("%H:%M:%S").to_string()
    }

    /// Returns the moment so much later; none where no calendar reaches.
    ///
    /// A month later is the same day of the next month, or its last one.
    pub(super) fn plus(self, duration: Duration) -> Option<Self> {
        let whole = duration.months.trunc();
        let ms = duration.ms + (duration.months - whole) * MONTH;
        if whole.abs() > 200_000.0 || ms.abs() > 1e16 {
            return None;
        }
        let moved = self.at.checked_add(Span::new().months(whole as i64)).ok()?;
        let at = moved.checked_add(SignedDuration::from_millis(ms.round() as i64)).ok()?;
        Some(Self { at, has_time: self.has_time || ms % DAY != 0.0 })
    }

    /// Returns the milliseconds from another moment to this one.
    pub(super) fn ms_since(self, other: Self) -> f64 {
        ms_between(self.at, other.at) as f64
    }

    /// Says how far from now it is, as people do: `3 days ago`, `in 2 hours`.
    pub(super) fn relative_to(self, now: Self) -> String {
        let ms = self.ms_since(now);
        let words = about(ms.abs() / 1000.0);
        if ms > 0.0 { format!("in {words}") } else { format!("{words} ago") }
    }
}

/// Names a stretch of seconds by the one unit that people would use.
fn about(seconds: f64) -> String {
    let (minutes, hours, days) = (seconds / 60.0, seconds / 3600.0, seconds / 86_400.0);
    let many = |count: f64, unit: &str| match count.round() {
        one if one <= 1.0 => format!("{} {unit}", if unit == "hour" { "an" } else { "a" }),
        count => format!("{count} {unit}s"),
    };
    match seconds {
        _ if seconds < 45.0 => "a few seconds".to_owned(),
        _ if minutes < 45.0 => many(minutes, "minute"),
        _ if hours < 22.0 => many(hours, "hour"),
        _ if days < 26.0 => many(days, "day"),
        _ if days < 320.0 => many(days / 30.436_875, "month"),
        _ => many(days / 365.2425, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::bases::duration::parse_duration;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn moments_are_read_as_written() {
        for (text, written) in [
            ("2026-05-04", Some("2026-05-04")),
            ("2026-05-04 12:30", Some("2026-05-04T12:30:00")),
            ("2026-05-04T12:30:05.250+02:00", Some("2026-05-04T12:30:05")),
            (" 2026-05-04T12:30:00Z ", Some("2026-05-04T12:30:00")),
            ("2026-02-30", None),
            ("2026-05-04 noon", None),
            ("2026-05-04x", None),
            ("20260504", None),
            ("2026-5-4", None),
            ("0000-00-00", None),
            ("日本日本日本日本日本", None),
        ] {
            assert_eq!(Moment::parse(text).map(Moment::written).as_deref(), written, "{text}");
        }
    }

    #[test]
    fn months_keep_to_the_calendar() {
        let add = |text: &str, by: &str| moment(text).plus(parse_duration(by).unwrap()).unwrap();
        assert_eq!(add("2024-01-31", "1M").written(), "2024-02-29");
        assert_eq!(add("2024-12-01", "1M 4h 3m").written(), "2025-01-01T04:03:00");
        assert_eq!(add("2024-03-31", "-1M").written(), "2024-02-29");
        assert_eq!(add("2024-01-01", "1.5d").written(), "2024-01-02T12:00:00");
        assert!(moment("2024-01-01").plus(parse_duration("99999y").unwrap()).is_none());
    }

    #[test]
    fn distances_are_told_in_words() {
        let now = moment("2026-05-04 12:00");
        for (text, words) in [
            ("2026-05-04 11:59:50", "a few seconds ago"),
            ("2026-05-04 11:59", "a minute ago"),
            ("2026-05-04 14:00", "in 2 hours"),
            ("2026-05-04 11:00", "an hour ago"),
            ("2026-05-01 12:00", "3 days ago"),
            ("2026-07-04 12:00", "in 2 months"),
            ("2024-05-04 12:00", "2 years ago"),
        ] {
            assert_eq!(moment(text).relative_to(now), words, "{text}");
        }
    }
}
