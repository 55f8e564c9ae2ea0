//! Dates in the first lines of a pasted page, and clues to one.

use serde::{Deserialize, Serialize};

use super::claims::number_of;
use super::{Certainty, Hint, HintValue, first_lines};
use crate::facts::Property;
use crate::text::Span;
use crate::thesis::date::{DateSpan, Day, Precision};
use crate::thesis::instant::{day_in_greenwich, iso_date, javascript_date, month_of};
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

/// How long before the note came to be something was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ago {
    /// At least so many days.
    pub least: i32,
    /// At most so many days.
    pub most: i32,
    /// The words that say so.
    pub words: String,
}

impl Ago {
    /// Returns the days that are meant, for a note that came to be on a day.
    pub fn before(&self, day: Day) -> DateSpan {
        let (from, to) = (day.plus(-self.most), day.plus(-self.least));
        let precision = if from == to { Precision::Day } else { Precision::Range };
        DateSpan { from: Some(from), to: Some(to), precision, approximate: false }
    }
}

/// How far down a page says when it was published.
const HEAD: usize = 14;

pub(super) fn read(
    note: &Reading<'_>,
    body: Span,
    published: Option<&Property>,
    hints: &mut Vec<Hint>,
) {
    match published {
        Some(property) => hints.extend(instant(note, property)),
        None => hints.extend(in_head(note, body)),
    }
    clues(note, body, hints);
}

/// Reads a property that holds an instant of which another day may be meant than is written.
fn instant(note: &Reading<'_>, property: &Property) -> Option<Hint> {
    let (meant, written) = day_in_greenwich(&property.value.as_text()?)?;
    let value = HintValue::Published(DateSpan::day(meant), Some(written));
    Some(Hint::new(note, property.span, value, Certainty::Guess))
}

/// Finds the first date in the first lines, else how long ago they say it was.
fn in_head(note: &Reading<'_>, body: Span) -> Option<Hint> {
    let mut lines = first_lines(note, body, HEAD);
    // The day of a task is when it is due.
    let tasks: Vec<Span> = note
        .facts
        .list_items
        .iter()
        .filter(|item| item.task.is_some())
        .map(|item| item.span)
        .collect();
    let in_task = |at: u32| tasks.iter().any(|task| (task.start..task.end).contains(&at));
    lines.retain(|(span, _)| !in_task(span.start));
    let date = lines.iter().find_map(|(span, line)| {
        let found = javascript_date(line).or_else(|| iso_date(line));
        let (day, other) = found.or_else(|| Some((long_date(line)?, None)))?;
        let value = HintValue::Published(DateSpan::day(day), other);
        Some(Hint::new(note, *span, value, Certainty::Likely))
    });
    date.or_else(|| {
        lines.iter().find_map(|(span, line)| {
            let value = HintValue::Ago(ago(line)?);
            Some(Hint::new(note, *span, value, Certainty::Guess))
        })
    })
}

/// Reads a line such as `Ledger · 3 days ago · 5 min read` or `Published yesterday`.
fn ago(line: &str) -> Option<Ago> {
    line.split(['·', '|', '•', ',', '—', '–']).find_map(|part| {
        let words = part.trim().to_lowercase();
        let bare = ["published ", "posted ", "updated "]
            .iter()
            .find_map(|word| words.strip_prefix(word))
            .unwrap_or(&words);
        let parts: Vec<&str> = bare.split_whitespace().collect();
        let (least, most) = match parts.as_slice() {
            ["today"] => (0, 0),
            ["yesterday"] => (1, 1),
            ["last", "week"] => (1, 13),
            ["last", "month"] => (1, 62),
            [number, unit, "ago"] => {
                let number = match *number {
                    "a" | "an" => 1,
                    other => number_of(other).filter(|number| *number < 100)?,
                };
                // The rest of a day, week or month may have gone by since.
                match unit.trim_end_matches('s') {
                    "minute" | "min" => (0, 1),
                    "hour" | "h" => (number / 24, (number + 23) / 24),
                    "day" => (number, number + 1),
                    "week" => (number * 7, number * 7 + 6),
                    "month" => (number * 28, number * 31 + 30),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Ago { least, most, words: part.trim().to_owned() })
    })
}

/// Reads `October 27, 2026`, `27 October 2026`, `Oct. 27th 2026`.
pub(super) fn long_date(line: &str) -> Option<Day> {
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

fn day_of(word: &str) -> Option<i64> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let behind = word.get(digits.len()..)?;
    matches!(behind, "" | "st" | "nd" | "rd" | "th" | ".")
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

/// Finds "the May 1st piece": something that came before this note.
fn clues(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for (at, _) in text.match_indices("the ") {
        let mut words = text.get(at + 4..).unwrap_or("").split_whitespace();
        let (Some(month), Some(day), Some(thing)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        // Both "the May 1st piece" and "the 1 May piece".
        let named = match (month_of(month), month_of(day)) {
            (Some(number), _) => Some((number, day)),
            (None, Some(number)) => Some((number, month)),
            (None, None) => None,
        };
        let Some((month_number, of_month)) = named else { continue };
        let Some(day_number) = day_of(of_month.trim_end_matches(',')) else { continue };
        let thing = thing.trim_matches(|c: char| !c.is_alphanumeric());
        if !is_a_piece(thing) {
            continue;
        }
        let words = format!("the {month} {day} {thing}");
        let start = body.start + at as u32;
        let span = Span { start, end: start + words.len() as u32 };
        let clue = Clue { month: month_number as u8, day: day_number as u8, words };
        hints.push(Hint::new(note, span, HintValue::After(clue), Certainty::Guess));
    }
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

    #[test]
    fn how_long_ago_it_was_is_read_from_a_line_of_its_own() {
        let days = |line| ago(line).map(|ago| (ago.least, ago.most));
        for (line, expected) in [
            ("Ledger · 3 days ago · 5 min read", Some((3, 4))),
            ("Published yesterday", Some((1, 1))),
            ("posted two weeks ago", Some((14, 20))),
            ("An hour ago", Some((0, 1))),
            ("He left three days ago", None),
            ("5 min read", None),
        ] {
            assert_eq!(days(line), expected, "{line}");
        }
        let day = Day::new(2026, 5, 8).unwrap();
        assert_eq!(ago("3 days ago").unwrap().before(day).to_string(), "2026-05-04 to 2026-05-05");
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
