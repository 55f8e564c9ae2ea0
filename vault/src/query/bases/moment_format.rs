//! Writes a date by a pattern in the spelling of Moment.js, in English.

use jiff::civil::DateTime;

/// The tokens, the longest of each letter first.
const TOKENS: &[&str] = &[
    "YYYY", "YY", "Y", "Qo", "Q", "MMMM", "MMM", "MM", "Mo", "M", "DDDD", "DDDo", "DDD", "DD",
    "Do", "D", "dddd", "ddd", "dd", "do", "d", "E", "e", "WW", "Wo", "W", "ww", "wo", "w", "GGGG",
    "GG", "gggg", "gg", "HH", "H", "hh", "h", "kk", "k", "A", "a", "mm", "m", "ss", "s", "SSS",
    "SS", "S", "X", "x", "LLLL", "LLL", "LL", "LTS", "LT", "L",
];

/// Writes a moment; text between `[` and `]` stands for itself.
pub(super) fn format_moment(at: DateTime, pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if let Some((literal, behind)) =
            rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            out.push_str(literal);
            rest = behind;
        } else if let Some(token) = TOKENS.iter().find(|token| rest.starts_with(**token)) {
            out.push_str(&write_token(at, token));
            rest = rest.get(token.len()..).unwrap_or("");
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or("");
        }
    }
    out
}

fn write_token(at: DateTime, token: &str) -> String {
    let print = |format: &str| at.strftime(format).to_string();
    let week = at.date().iso_week_date();
    match token {
        "YYYY" | "Y" => format!("{:04}", at.year()),
        "YY" => print("%y"),
        "Q" => quarter(at).to_string(),
        "Qo" => ordinal(quarter(at)),
        "MMMM" => print("%B"),
        "MMM" => print("%b"),
        "MM" => print("%m"),
        "M" => at.month().to_string(),
        "Mo" => ordinal(i64::from(at.month())),
        "DDDD" => print("%j"),
        "DDD" => at.date().day_of_year().to_string(),
        "DDDo" => ordinal(i64::from(at.date().day_of_year())),
        "DD" => print("%d"),
        "D" => at.day().to_string(),
        "Do" => ordinal(i64::from(at.day())),
        "dddd" => print("%A"),
        "ddd" => print("%a"),
        "dd" => print("%a").chars().take(2).collect(),
        "d" | "e" => sunday_based(at).to_string(),
        "do" => ordinal(sunday_based(at)),
        "E" => at.date().weekday().to_monday_one_offset().to_string(),
        "GGGG" | "gggg" => format!("{:04}", week.year()),
        "GG" | "gg" => format!("{:02}", week.year().rem_euclid(100)),
        "WW" | "ww" => format!("{:02}", week.week()),
        "W" | "w" => week.week().to_string(),
        "Wo" | "wo" => ordinal(i64::from(week.week())),
        _ => write_time(at, token),
    }
}

fn write_time(at: DateTime, token: &str) -> String {
    let print = |format: &str| at.strftime(format).to_string();
    let twelve = if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 };
    let day_hour = if at.hour() == 0 { 24 } else { at.hour() };
    match token {
        "HH" => print("%H"),
        "H" => at.hour().to_string(),
        "hh" => format!("{twelve:02}"),
        "h" => twelve.to_string(),
        "kk" => format!("{day_hour:02}"),
        "k" => day_hour.to_string(),
        "A" => (if at.hour() < 12 { "AM" } else { "PM" }).to_owned(),
        "a" => (if at.hour() < 12 { "am" } else { "pm" }).to_owned(),
        "mm" => print("%M"),
        "m" => at.minute().to_string(),
        "ss" => print("%S"),
        "s" => at.second().to_string(),
        "SSS" => format!("{:03}", at.millisecond()),
        "SS" => format!("{:02}", at.millisecond() / 10),
        "S" => (at.millisecond() / 100).to_string(),
        "LT" => format_moment(at, "h:mm A"),
        "LTS" => format_moment(at, "h:mm:ss A"),
        "L" => format_moment(at, "MM/DD/YYYY"),
        "LL" => format_moment(at, "MMMM D, YYYY"),
        "LLL" => format_moment(at, "MMMM D, YYYY h:mm A"),
        "LLLL" => format_moment(at, "dddd, MMMM D, YYYY h:mm A"),
        "X" => (ms_since_1970(at) / 1000).to_string(),
        "x" => ms_since_1970(at).to_string(),
        _ => String::new(),
    }
}

fn ms_since_1970(at: DateTime) -> i128 {
    at.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).as_millis()
}

fn quarter(at: DateTime) -> i64 {
    i64::from((at.month() + 2) / 3)
}

fn sunday_based(at: DateTime) -> i64 {
    i64::from(at.date().weekday().to_sunday_zero_offset())
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_moment() {
        let at = DateTime::constant(2026, 5, 4, 15, 7, 9, 250_000_000);
        for (pattern, written) in [
            ("YYYY-MM-DD HH:mm:ss", "2026-05-04 15:07:09"),
            ("dddd, MMMM Do YYYY", "Monday, May 4th 2026"),
            ("[Week] W [of] GGGG", "Week 19 of 2026"),
            ("h:mm A", "3:07 PM"),
            ("D.M.YY", "4.5.26"),
            ("ddd DDDo Q SSS", "Mon 124th 2 250"),
            ("[open", "[op1n"),
            ("é", "é"),
        ] {
            assert_eq!(format_moment(at, pattern), written, "{pattern}");
        }
    }
}
