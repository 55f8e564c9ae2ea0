//! The day by which something is said to be known: "by Q4 2026", "before the end of May 2027".

use crate::thesis::date::{DateSpan, Day, parse_date};
use crate::thesis::instant::month_of;

use super::dates::long_date;

/// How many words a date may have.
const MOST_WORDS: usize = 3;

/// Finds the last day of the first date behind `by`, `until`, `through` or `before`.
///
/// A month, a quarter or a year ends on its last day; what is to come before it, on the day ahead
/// of its first. Dates that only another date makes one ("by the end of the year") are none.
pub(in crate::thesis) fn deadline(text: &str) -> Option<Day> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let before = word.eq_ignore_ascii_case("before");
        let opens = before
            || ["by", "until", "till", "through"].iter().any(|o| word.eq_ignore_ascii_case(o));
        let behind = words.get(at + 1..).filter(|_| opens)?;
        let (behind, is_end) = without_end_of(behind);
        let span = (1..=MOST_WORDS.min(behind.len()))
            .rev()
            .filter(|count| *count > 1 || is_end || !is_an_amount(behind))
            .find_map(|count| date(&behind.get(..count)?.join(" ")))?;
        if before && !is_end { Some(span.from?.plus(-1)) } else { span.to }
    })
}

/// Takes "the", "end of" and "the end of" from the front; true where the end is meant.
fn without_end_of<'w>(words: &'w [&'w str]) -> (&'w [&'w str], bool) {
    let bare = match words {
        [the, rest @ ..] if the.eq_ignore_ascii_case("the") => rest,
        _ => words,
    };
    match bare {
        [end, of, rest @ ..] if matches!(*end, "end" | "close") && matches!(*of, "of" | "in") => {
            (rest, true)
        }
        _ => (bare, false),
    }
}

/// Returns true for a bare number with a word behind it: "by 2000 seats" names no year.
fn is_an_amount(words: &[&str]) -> bool {
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() > 1 && words.first().is_some_and(is_number)
}

/// Reads a date that says its year.
fn date(text: &str) -> Option<DateSpan> {
    let text = text.trim_end_matches([',', ';', ':', '.', ')', '?', '!']);
    let months = |words: &[&str]| match words {
        [month, year] => {
            let year = Some(year).filter(|year| year.len() == 4)?;
            parse_date(&format!("{year}-{:02}", month_of(month)?)).ok()
        }
        _ => None,
    };
    let words: Vec<&str> = text.split(' ').collect();
    let read = || parse_date(text).ok().filter(|_| text.len() >= 4);
    months(&words).or_else(|| long_date(text).map(DateSpan::day)).or_else(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_behind_the_words_that_ask_for_one() {
        for (text, expected) in [
            ("Watch whether it grows by Q4 2026; if so, x", Some("2026-12-31")),
            ("Watch whether it grows by 2026-Q3.", Some("2026-09-30")),
            ("Watch for a second one by the end of May 2027, at last", Some("2027-05-31")),
            ("Watch if it holds until 15 November 2026", Some("2026-11-15")),
            ("Watch if it holds through November 15, 2026.", Some("2026-11-15")),
            ("Watch if it is cut before Q1 2027", Some("2026-12-31")),
            ("Watch if it is cut before the end of 2027", Some("2027-12-31")),
            ("Watch whether it ends by 2028", Some("2028-12-31")),
            ("Watch whether share grows by 12 points by 2026-11-30", Some("2026-11-30")),
            ("Watch whether it grows by 300 by the end of the year", None),
            ("Watch whether it is led by May", None),
            ("Watch whether it grows by 2000 seats", None),
            ("Watch whether it grows by 300", None),
            ("Watch whether 2026 is the year", None),
            ("Watch whether it comes by Q5 2026", None),
        ] {
            let found = deadline(text).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
