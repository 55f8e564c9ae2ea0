//! Calendar dates: days, and the spans that partial, open and uncertain dates stand for.
//!
//! A date is what is written, never an instant: no time zone moves a day, and a date-time is cut
//! to the date it begins with. What is no date (2026-02-30, "Q5 2026") is an error, never a guess.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::instant::javascript_day;

/// A day of the calendar. Serialised as `2026-05-04`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Day(Date);

impl Day {
    /// Returns the day for a year, month and day; none where the calendar has no such day.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let (year, month, day) =
            (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok().map(Self)
    }

    /// Returns the day on which an instant falls in Greenwich; milliseconds since 1970.
    pub fn of_ms(ms: i64) -> Self {
        let days = i32::try_from(ms.div_euclid(86_400_000)).unwrap_or(0);
        Self(Date::constant(1970, 1, 1)).plus(days)
    }

    /// Returns the days from `other` to this one; negative where `other` is later.
    pub fn since(self, other: Self) -> i32 {
        self.0.duration_since(other.0).as_hours().div_euclid(24) as i32
    }

    /// Returns the day so many days later; the calendar's last day where there is none.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::SignedDuration::from_hours(i64::from(days) * 24)))
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the month and the day of it, both from 1.
    pub fn month_and_day(self) -> (u8, u8) {
        (self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// Returns the last day of the month that lies `months` after this day's.
    fn end_of_month(self, months: i8) -> Self {
        let first = self.0.first_of_month();
        let span = jiff::Span::new().months(i64::from(months));
        Self(first.saturating_add(span).last_of_month())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl TryFrom<String> for Day {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        parse_date(&text)?.single_day().ok_or(DateError { text, why: "it is not a single day" })
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// How exactly a date was given.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "DatePrecision")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A quarter or a season.
    Quarter,
    /// A year, or a stretch of years.
    Year,
    /// From one date to another, one end perhaps open.
    Range,
}

/// The days that a written date stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateSpan {
    /// The first day; none where the start is open.
    pub from: Option<Day>,
    /// The last day; none where the end is open.
    pub to: Option<Day>,
    /// How exactly it was given.
    pub precision: Precision,
    /// Marked as uncertain or approximate (`?`, `~`, `%`, "c.").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
}

impl DateSpan {
    /// Returns the span of one day.
    pub fn day(day: Day) -> Self {
        Self { from: Some(day), to: Some(day), precision: Precision::Day, approximate: false }
    }

    /// Returns the span's day where it is exactly one.
    pub fn single_day(self) -> Option<Day> {
        self.from.filter(|_| self.precision == Precision::Day)
    }

    /// Returns the day by which the span is put in order: its first, else its last.
    pub fn anchor(self) -> Option<Day> {
        self.from.or(self.to)
    }

    /// Returns the day by which all of it has happened; none where its end is open.
    pub fn last(self) -> Option<Day> {
        self.to
    }

    /// Returns the fewest days between two spans, 0 where they touch; none where both are open.
    pub fn gap(self, other: Self) -> Option<i32> {
        let after = |a: Self, b: Self| Some(a.from?.since(b.to?));
        match (after(self, other), after(other, self)) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0).max(b.unwrap_or(0)).max(0)),
        }
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.approximate { "about " } else { "" };
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{mark}{from}"),
            (Some(from), Some(to)) => write!(f, "{mark}{from} to {to}"),
            (Some(from), None) => write!(f, "{mark}from {from} on"),
            (None, Some(to)) => write!(f, "{mark}up to {to}"),
            (None, None) => f.write_str("at an unknown time"),
        }
    }
}

/// Says why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no date: {why}")]
pub struct DateError {
    /// The text.
    pub text: String,
    /// Why it is none.
    pub why: &'static str,
}

const FORMS: &str =
    "write 2026-05-04, 2026-05, 2026-Q2, 2026, or a range such as 2026-05-01/2026-05-03";

/// Reads a date in any of the forms that a property may hold.
///
/// Days, months, quarters (`2026-Q2`, `Q2 2026`), years, ranges `a/b` with open ends, EDTF's
/// uncertain forms (`2026-05?`, `184X`), "c. 1500"; a date-time, also as JavaScript writes it, is
/// cut to its date as written.
pub fn parse_date(text: &str) -> Result<DateSpan, DateError> {
    let trimmed = text.trim().trim_start_matches("[[").trim_end_matches("]]");
    let error = |why| DateError { text: text.trim().to_owned(), why };
    if let Some(day) = javascript_day(trimmed) {
        return Ok(DateSpan::day(day));
    }
    let (trimmed, about) = without_about(trimmed);
    let cut = cut_time(trimmed);
    let mut span = match cut.split_once('/') {
        Some((from, to)) => range(from.trim(), to.trim()),
        None => single(cut),
    }
    .map_err(error)?;
    span.approximate |= about;
    Ok(span)
}

/// Returns true for a month, a quarter, a year, or a range, in digits: what is known of a date may be
/// less than its day.
pub fn is_partial_date(text: &str) -> bool {
    let written = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'Q' | b'/' | b'.');
    text.bytes().all(written)
        && parse_date(text).is_ok_and(|span| span.precision != Precision::Day || text.contains('/'))
}

/// Takes "c." or "about" from the front.
fn without_about(text: &str) -> (&str, bool) {
    for word in ["circa ", "ca. ", "c. ", "about ", "around "] {
        if let Some(start) = text.get(..word.len())
            && start.eq_ignore_ascii_case(word)
        {
            return (text.get(word.len()..).unwrap_or("").trim_start(), true);
        }
    }
    (text, false)
}

/// Cuts a date-time to the date it begins with, as written.
fn cut_time(text: &str) -> &str {
    let is_time = |rest: &str| {
        let rest = rest.trim_start_matches(['T', 't', ' ']);
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':')
    };
    match (text.get(..10), text.get(10..)) {
        (Some(date), Some(rest))
            if rest.starts_with(['T', 't', ' ']) && !rest.contains('/') && is_time(rest) =>
        {
            date
        }
        _ => text,
    }
}

fn range(from: &str, to: &str) -> Result<DateSpan, &'static str> {
    let end = |text: &str| match text {
        "" | ".." => Ok(None),
        text => single(cut_time(text)).map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    if from.is_none() && to.is_none() {
        return Err("both ends are open");
    }
    let approximate = [from, to].into_iter().flatten().any(|span| span.approximate);
    let (first, last) = (from.and_then(|span| span.from), to.and_then(|span| span.to));
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        return Err("its end lies before its start");
    }
    Ok(DateSpan { from: first, to: last, precision: Precision::Range, approximate })
}

fn single(text: &str) -> Result<DateSpan, &'static str> {
    if let Some(quarter) = quarter(text) {
        return quarter;
    }
    let numbered = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit() || byte == b'-');
    let whole = numbered || text.starts_with('Y');
    if !whole || text.len() > 40 {
        return Err(FORMS);
    }
    let read = edtf_core::Edtf::parse(text).map_err(|_| why_not(text))?;
    let edtf_core::Edtf::Date(date) = &read else { return Err(FORMS) };
    let bounds = read.bounds();
    let (Some(from), Some(to)) = (bound(bounds.earliest), bound(bounds.latest)) else {
        return Err("its year is out of reach");
    };
    let precision = match date.precision() {
        _ if from == to => Precision::Day,
        edtf_core::Precision::Day | edtf_core::Precision::Month => Precision::Month,
        edtf_core::Precision::Season => Precision::Quarter,
        edtf_core::Precision::Year => Precision::Year,
    };
    let approximate = read.is_approximate() || read.is_uncertain();
    Ok(DateSpan { from: Some(from), to: Some(to), precision, approximate })
}

/// Reads `2026-Q2`, `2026Q2`, `2026 Q2` and `Q2 2026`; none where the text has no quarter.
fn quarter(text: &str) -> Option<Result<DateSpan, &'static str>> {
    let upper = text.to_ascii_uppercase();
    let at = upper.find('Q')?;
    let (before, behind) = (upper.get(..at)?, upper.get(at + 1..)?);
    let (year, number) = if before.trim().is_empty() {
        let (number, year) = behind.split_once([' ', '-', '/'])?;
        (year, number)
    } else {
        (before.trim_end_matches(['-', ' ']), behind)
    };
    let year: i64 = Some(year.trim()).filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(number @ 1..=4) = number.trim().parse::<i64>().ok() else {
        return Some(Err("a year has four quarters"));
    };
    let from = Day::new(year, number * 3 - 2, 1)?;
    let to = from.end_of_month(2);
    let precision = Precision::Quarter;
    Some(Ok(DateSpan { from: Some(from), to: Some(to), precision, approximate: false }))
}

fn bound(bound: edtf_core::Bound) -> Option<Day> {
    match bound {
        edtf_core::Bound::Date(date) => {
            Day::new(date.year, i64::from(date.month), i64::from(date.day))
        }
        _ => None,
    }
}

/// Says what is wrong with a text that looks like a date.
fn why_not(text: &str) -> &'static str {
    let parts: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [Some(_), Some(month), ..] if !(1..=12).contains(month) => "a year has twelve months",
        [Some(_), Some(_), Some(_)] => "the calendar has no such day",
        _ => FORMS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse_date(text) {
            Ok(span) => format!("{span} ({:?})", span.precision),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_date_is_a_span_of_days() {
        for (text, expected) in [
            ("2026-05-04", "2026-05-04 (Day)"),
            (" 2026-05 ", "2026-05-01 to 2026-05-31 (Month)"),
            ("2026-Q2", "2026-04-01 to 2026-06-30 (Quarter)"),
            ("Q4 2026", "2026-10-01 to 2026-12-31 (Quarter)"),
            ("2026", "2026-01-01 to 2026-12-31 (Year)"),
            ("2026-05-01/2026-05-03", "2026-05-01 to 2026-05-03 (Range)"),
            ("2026-05/2026-Q3", "2026-05-01 to 2026-09-30 (Range)"),
            ("2026-05-01/..", "from 2026-05-01 on (Range)"),
            ("/2026", "up to 2026-12-31 (Range)"),
            ("2026-05?", "about 2026-05-01 to 2026-05-31 (Month)"),
            ("c. 1500", "about 1500-01-01 to 1500-12-31 (Year)"),
            ("184X", "1840-01-01 to 1849-12-31 (Year)"),
            ("2026-05-05T23:59:00-04:00", "2026-05-05 (Day)"),
            ("2026-05-05 00:10", "2026-05-05 (Day)"),
            ("[[2026-05-05]]", "2026-05-05 (Day)"),
            ("Mon May 04 2026 20:00:00 GMT-0400 (EDT)", "2026-05-04 (Day)"),
            ("2024-02-29", "2024-02-29 (Day)"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_never_guessed() {
        for (text, why) in [
            ("2026-02-30", "the calendar has no such day"),
            ("2026-13-01", "a year has twelve months"),
            ("Q5 2026", "a year has four quarters"),
            ("2026-Q0", "a year has four quarters"),
            ("2026-05-03/2026-05-01", "its end lies before its start"),
            ("/", "both ends are open"),
            ("soon", FORMS),
            ("", FORMS),
            ("05/04/2026", FORMS),
            ("99999999999999999999", FORMS),
        ] {
            assert_eq!(parse_date(text).unwrap_err().why, why, "{text}");
        }
    }

    #[test]
    fn days_are_counted() {
        let day = |text: &str| Day::try_from(text.to_owned()).unwrap();
        assert_eq!(day("2026-05-06").since(day("2026-05-04")), 2);
        assert_eq!(day("2026-05-04").since(day("2026-05-06")), -2);
        assert_eq!(day("2026-02-28").plus(2), day("2026-03-02"));
        assert_eq!(Day::of_ms(1_800_000_000_000), day("2027-01-15"));
        assert_eq!(Day::of_ms(-1), day("1969-12-31"));
    }
}
