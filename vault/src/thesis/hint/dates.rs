//! Dates in the first lines of a pasted page, and clues to one.

use serde::{Deserialize, Serialize};

use super::{Certainty, Hint, HintValue, first_lines};
use crate::text::Span;
use crate::thesis::date::{DateSpan, Day};
use crate::thesis::reading::Reading;

/// A day of some year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clue {
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// The words that say so.
    pub words: String,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// How far down a page says when it was published.
const HEAD: usize = 14;

pub(super) fn read(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    for (span, line) in first_lines(note, body, HEAD) {
        let found = javascript_date(&line)
            .map(|(day, other)| (day, other, Certainty::Likely))
            .or_else(|| iso_date(&line).map(|(day, other)| (day, other, Certainty::Likely)))
            .or_else(|| long_date(&line).map(|day| (day, None, Certainty::Likely)));
        if let Some((day, other, certainty)) = found {
            let value = HintValue::Published(DateSpan::day(day), other);
            hints.push(Hint::new(note, span, value, certainty));
            return;
        }
    }
    hints.extend(clue(note, body));
}

/// Reads `Mon May 04 2026 20:00:00 GMT-0400 (…)` with the other day that may be meant.
///
/// An instant that is midnight in Greenwich is a bare date that was shown in a local zone: then
/// Greenwich's day is meant, and the local one is the alternative.
fn javascript_date(line: &str) -> Option<(Day, Option<Day>)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(5).find_map(|words| match words {
        [month, day, year, time, zone] => {
            let month = month_of(month)?;
            let local = Day::new(year.parse().ok()?, month, day.parse().ok()?)?;
            let offset = offset_minutes(zone.strip_prefix("GMT").or(zone.strip_prefix("UTC"))?)?;
            Some(settle(local, minutes_of(time)?, offset))
        }
        _ => None,
    })
}

/// Reads an ISO date, also one with a time and a zone.
fn iso_date(line: &str) -> Option<(Day, Option<Day>)> {
    let bytes = line.as_bytes();
    let at = (0..bytes.len()).find(|at| {
        let free = *at == 0
            || !bytes.get(at - 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/');
        free && is_iso(bytes.get(*at..at + 10).unwrap_or(&[]))
            && !bytes
                .get(at + 10)
                .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
    })?;
    let part = |from: usize, to: usize| line.get(at + from..at + to)?.parse::<i64>().ok();
    let local = Day::new(part(0, 4)?, part(5, 7)?, part(8, 10)?)?;
    let time = line.get(at + 10..).and_then(|rest| rest.strip_prefix('T'));
    let Some(time) = time else { return Some((local, None)) };
    let end =
        time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(time.len());
    let (clock, zone) = (time.get(..end)?, time.get(end..)?);
    let zone = zone.split_whitespace().next().unwrap_or("");
    match (minutes_of(clock), offset_minutes(zone)) {
        (Some(minutes), Some(offset)) if offset != 0 => Some(settle(local, minutes, offset)),
        _ => Some((local, None)),
    }
}

fn is_iso(bytes: &[u8]) -> bool {
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Returns the day that is meant by a local time, and the other one that may be.
fn settle(local: Day, minutes: i32, offset: i32) -> (Day, Option<Day>) {
    let greenwich = minutes - offset;
    if greenwich.rem_euclid(24 * 60) != 0 {
        return (local, None);
    }
    let meant = local.plus(greenwich.div_euclid(24 * 60));
    (meant, (meant != local).then_some(local))
}

/// Returns the minutes of `20:00:00`; none where its seconds are not zero or it is no time.
fn minutes_of(time: &str) -> Option<i32> {
    let mut parts =
        time.split(':').map(|part| part.split('.').next().unwrap_or(part).parse::<i32>());
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let seconds = parts.next().unwrap_or(Ok(0)).ok()?;
    let valid = (0..24).contains(&hours) && (0..60).contains(&minutes) && seconds == 0;
    // A time with seconds is an instant, and surely no bare date; one minute keeps it off midnight.
    if valid { Some(hours * 60 + minutes) } else { Some(1).filter(|_| (0..24).contains(&hours)) }
}

/// Returns the minutes east of Greenwich of `-0400`, `+01:00` or `Z`.
fn offset_minutes(zone: &str) -> Option<i32> {
    if matches!(zone, "Z" | "z" | "") {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) =
        (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..4)?.parse::<i32>().ok()?);
    Some(sign * (hours * 60 + minutes))
}

/// Reads `October 27, 2026`, `27 October 2026`, `Oct. 27th 2026`.
fn long_date(line: &str) -> Option<Day> {
    let words: Vec<&str> = line.split([' ', '\t', ',']).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|words| match words {
        [a, b, year] => {
            let year = year.trim_end_matches(['.', ')', ';']);
            let year: i64 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
            let (month, day) = match (month_of(a), month_of(b)) {
                (Some(month), _) => (month, day_of(b)?),
                (None, Some(month)) => (month, day_of(a)?),
                (None, None) => return None,
            };
            Day::new(year, month, day)
        }
        _ => None,
    })
}

fn month_of(word: &str) -> Option<i64> {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| *month == word || word == "sept" && *month == "sep");
    at.or_else(|| full.iter().position(|month| *month == word)).map(|at| at as i64 + 1)
}

fn day_of(word: &str) -> Option<i64> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let behind = word.get(digits.len()..)?;
    matches!(behind, "" | "st" | "nd" | "rd" | "th" | ".")
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

/// Finds "the May 1st piece": something that came before this note.
fn clue(note: &Reading<'_>, body: Span) -> Option<Hint> {
    let text = body.of(note.text);
    for (at, _) in text.match_indices("the ") {
        let mut words = text.get(at + 4..)?.split_whitespace();
        let (Some(month), Some(day), Some(thing)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let Some(month_number) = month_of(month) else { continue };
        let Some(day_number) = day_of(day.trim_end_matches(',')) else { continue };
        let thing = thing.trim_matches(|c: char| !c.is_alphanumeric());
        if !is_a_piece(thing) {
            continue;
        }
        let words = format!("the {month} {day} {thing}");
        let start = body.start + at as u32;
        let span = Span { start, end: start + words.len() as u32 };
        let clue = Clue { month: month_number as u8, day: day_number as u8, words };
        return Some(Hint::new(note, span, HintValue::After(clue), Certainty::Guess));
    }
    None
}

/// Returns true for a word that names something written.
pub(super) fn is_a_piece(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(
        word.as_str(),
        "piece"
            | "article"
            | "essay"
            | "post"
            | "note"
            | "letter"
            | "story"
            | "report"
            | "one"
            | "coverage"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Option<(Day, Option<Day>)>) -> String {
        match found {
            Some((day, Some(other))) => format!("{day} or {other}"),
            Some((day, None)) => day.to_string(),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn midnight_in_greenwich_is_a_bare_date() {
        for (line, expected) in [
            (
                "Mon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)",
                "2026-05-05 or 2026-05-04",
            ),
            ("Tue May 05 2026 02:00:00 GMT+0200", "2026-05-05"),
            ("Tue May 05 2026 00:00:00 GMT+0000 (UTC)", "2026-05-05"),
            ("Mon May 04 2026 20:00:01 GMT-0400", "2026-05-04"),
            ("Mon May 04 2026 19:30:00 GMT-0400", "2026-05-04"),
            ("Mon Foo 04 2026 20:00:00 GMT-0400", "none"),
        ] {
            assert_eq!(shown(javascript_date(line)), expected, "{line}");
        }
        assert_eq!(shown(iso_date("at 2026-05-04T20:00:00-04:00")), "2026-05-05 or 2026-05-04");
        assert_eq!(shown(iso_date("2026-05-05T00:00:00Z")), "2026-05-05");
        assert_eq!(shown(iso_date("published 2026-11-12")), "2026-11-12");
        assert_eq!(shown(iso_date("2026-02-30, 12026-05-04")), "none");
    }

    #[test]
    fn long_dates_are_read_in_both_orders() {
        let date = |line| long_date(line).map(|day| day.to_string());
        assert_eq!(date("October 27, 2026"), Some("2026-10-27".to_owned()));
        assert_eq!(date("on 27 Oct 2026."), Some("2026-10-27".to_owned()));
        assert_eq!(date("May 1st, 2026"), Some("2026-05-01".to_owned()));
        assert_eq!(date("may 40 2026"), None);
        assert_eq!(date("February 30, 2026"), None);
    }
}
