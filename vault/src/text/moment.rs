//! A moment as a person's clock shows it, written and read in the tokens of Moment.js, as Obsidian
//! writes dates: `YYYY-MM-DD`, `dddd [the] Do`, `YYYY/MM/DD`.
//!
//! The language is English. The moment is passed in; nothing here reads a clock.

mod names;
mod read;
mod tokens;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;

use self::names::{MONTHS, WEEKDAYS, ordinal, short};
use self::tokens::{Token, tokens};

pub use self::read::read_day;

/// A date and time of day on a person's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    civil: DateTime,
    /// Seconds that the clock is ahead of Greenwich.
    offset: i32,
}

impl Moment {
    /// Reads an ISO 8601 moment such as `2026-11-22T13:05:07+01:00`; without an offset it is
    /// taken for Greenwich's, without a time for midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text.trim()).ok()?;
        let civil = pieces.date().to_datetime(pieces.time().unwrap_or(Time::midnight()));
        let offset = pieces.to_numeric_offset().map_or(0, jiff::tz::Offset::seconds);
        Some(Self { civil, offset })
    }

    /// Takes a date and time for Greenwich's.
    pub fn at(civil: DateTime) -> Self {
        Self { civil, offset: 0 }
    }

    /// Takes milliseconds since 1970 as Greenwich's clock shows them; none beyond the calendar.
    pub fn of_ms(ms: i64) -> Option<Self> {
        let at = jiff::Timestamp::from_millisecond(ms).ok()?;
        Some(Self::at(jiff::tz::TimeZone::UTC.to_datetime(at)))
    }

    /// Returns the day.
    pub fn day(self) -> Date {
        self.civil.date()
    }

    /// Returns the same time of another day.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Self { civil: day.to_datetime(self.civil.time()), ..self }
    }

    /// Returns the moment some minutes later, or earlier; itself where the calendar ends.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        let span = jiff::Span::new().try_minutes(minutes);
        let civil = span.and_then(|span| self.civil.checked_add(span)).unwrap_or(self.civil);
        Self { civil, ..self }
    }

    /// Returns the moment some seconds later; itself where the calendar ends.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let span = jiff::Span::new().try_seconds(seconds);
        let civil = span.and_then(|span| self.civil.checked_add(span)).unwrap_or(self.civil);
        Self { civil, ..self }
    }

    /// Returns the moment in the tokens of Moment.js. What is no token stands as it is, and so
    /// does `[what is in brackets]`.
    pub fn format(self, pattern: &str) -> String {
        let mut text = String::with_capacity(pattern.len() + 8);
        for token in tokens(pattern) {
            match token {
                Token::Text(literal) => text.push_str(&literal),
                Token::Field(field) => text.push_str(&self.field(&field)),
            }
        }
        text
    }

    fn field(self, field: &str) -> String {
        let at = self.civil;
        let date = at.date();
        self.year_field(field)
            .or_else(|| self.week_field(field))
            .or_else(|| self.clock_field(field))
            .unwrap_or_else(|| match field {
                "M" => date.month().to_string(),
                "Mo" => ordinal(date.month().into()),
                "MM" => padded(date.month().into(), 2),
                "MMM" => short(name_at(&MONTHS, date.month() - 1), 3),
                "MMMM" => name_at(&MONTHS, date.month() - 1).to_owned(),
                "Q" => quarter(date).to_string(),
                "Qo" => ordinal(quarter(date)),
                "D" => date.day().to_string(),
                "Do" => ordinal(date.day().into()),
                "DD" => padded(date.day().into(), 2),
                "DDD" => date.day_of_year().to_string(),
                "DDDo" => ordinal(date.day_of_year().into()),
                "DDDD" => padded(date.day_of_year().into(), 3),
                "dd" => short(weekday_name(date), 2),
                "ddd" => short(weekday_name(date), 3),
                "dddd" => weekday_name(date).to_owned(),
                "d" | "e" => date.weekday().to_sunday_zero_offset().to_string(),
                "do" => ordinal(date.weekday().to_sunday_zero_offset().into()),
                "E" => date.weekday().to_monday_one_offset().to_string(),
                "N" | "NN" | "NNN" | "NNNNN" => era(date).0.to_owned(),
                "NNNN" => era(date).1.to_owned(),
                _ => String::new(),
            })
    }

    fn year_field(self, field: &str) -> Option<String> {
        let year = i64::from(self.civil.year());
        Some(match field {
            "YY" => padded(year.rem_euclid(100), 2),
            "Y" | "YYYY" => padded(year, 4),
            "YYYYY" => padded(year, 5),
            "YYYYYY" => format!("{}{}", if year < 0 { '-' } else { '+' }, padded(year.abs(), 6)),
            "y" | "yy" | "yyy" | "yyyy" => padded(year.max(1 - year), field.len()),
            "yo" => ordinal(year.max(1 - year)),
            _ => return None,
        })
    }

    fn week_field(self, field: &str) -> Option<String> {
        let date = self.civil.date();
        let iso = date.iso_week_date();
        let (year, week) = sunday_week(date);
        Some(match field {
            "w" => week.to_string(),
            "wo" => ordinal(week),
            "ww" => padded(week, 2),
            "W" => iso.week().to_string(),
            "Wo" => ordinal(iso.week().into()),
            "WW" => padded(iso.week().into(), 2),
            "gg" => padded(year.rem_euclid(100), 2),
            "gggg" => padded(year, 4),
            "ggggg" => padded(year, 5),
            "GG" => padded(i64::from(iso.year()).rem_euclid(100), 2),
            "GGGG" => padded(iso.year().into(), 4),
            "GGGGG" => padded(iso.year().into(), 5),
            _ => return None,
        })
    }

    fn clock_field(self, field: &str) -> Option<String> {
        let (hour, minute, second) =
            (i64::from(self.civil.hour()), self.civil.minute().into(), self.civil.second().into());
        let of_twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let of_24 = if hour == 0 { 24 } else { hour };
        let minutes = || padded(minute, 2);
        let minutes_and_seconds = || format!("{}{}", padded(minute, 2), padded(second, 2));
        Some(match field {
            "A" => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            "a" => if hour < 12 { "am" } else { "pm" }.to_owned(),
            "H" => hour.to_string(),
            "HH" => padded(hour, 2),
            "h" => of_twelve.to_string(),
            "hh" => padded(of_twelve, 2),
            "k" => of_24.to_string(),
            "kk" => padded(of_24, 2),
            "hmm" => format!("{of_twelve}{}", minutes()),
            "hmmss" => format!("{of_twelve}{}", minutes_and_seconds()),
            "Hmm" => format!("{hour}{}", minutes()),
            "Hmmss" => format!("{hour}{}", minutes_and_seconds()),
            "m" => minute.to_string(),
            "mm" => minutes(),
            "s" => second.to_string(),
            "ss" => padded(second, 2),
            "Z" => self.offset_text(":"),
            "ZZ" => self.offset_text(""),
            "X" => self.unix_ms().div_euclid(1000).to_string(),
            "x" => self.unix_ms().to_string(),
            _ if field.starts_with('S') => self.fraction(field.len()),
            _ => return None,
        })
    }

    /// Returns the first digits of the fraction of the second.
    fn fraction(self, digits: usize) -> String {
        // A clock that counts milliseconds has zeros behind them.
        let nanoseconds = padded(self.civil.subsec_nanosecond().into(), 9);
        nanoseconds.chars().take(digits).collect()
    }

    fn offset_text(self, between: &str) -> String {
        let minutes = i64::from(self.offset / 60);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{sign}{}{between}{}", padded(hours, 2), padded(rest, 2))
    }

    fn unix_ms(self) -> i64 {
        let greenwich = self.civil.to_zoned(jiff::tz::TimeZone::UTC);
        greenwich.map_or(0, |at| at.timestamp().as_millisecond()) - i64::from(self.offset) * 1000
    }
}

fn padded(number: i64, digits: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{:0digits$}", number.abs())
}

fn name_at(names: &'static [&'static str], at: i8) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

fn weekday_name(date: Date) -> &'static str {
    name_at(&WEEKDAYS, date.weekday().to_sunday_zero_offset())
}

fn quarter(date: Date) -> i64 {
    i64::from(date.month() - 1) / 3 + 1
}

fn era(date: Date) -> (&'static str, &'static str) {
    if date.year() > 0 { ("AD", "Anno Domini") } else { ("BC", "Before Christ") }
}

/// Returns the year that a week counts for, and its number: weeks begin on Sunday, and the first
/// holds 1 January.
fn sunday_week(date: Date) -> (i64, i64) {
    let weekday = i64::from(date.weekday().to_sunday_zero_offset());
    let days_left = i64::from(date.days_in_year() - date.day_of_year());
    let year = i64::from(date.year());
    if days_left < 6 - weekday {
        return (year + 1, 1);
    }
    let before = i64::from(date.first_of_year().weekday().to_sunday_zero_offset());
    (year, (i64::from(date.day_of_year()) + before - 1) / 7 + 1)
}

#[cfg(test)]
mod tests;
