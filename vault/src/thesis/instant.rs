//! Instants as programs write them, and the calendar day that each one means.
//!
//! Two days may be meant: the one that is written, and, where the instant is midnight in
//! Greenwich, Greenwich's, since a bare date was then shown in a local zone. A property keeps the
//! day as written; what is read from a text is proposed with the other day beside it.

use super::date::Day;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns the day as written of `Mon May 04 2026 20:00:00 GMT-0400 (…)`, `Mon May 04 2026` and
/// `Mon, 04 May 2026 20:00:00 GMT`; none for any other text.
pub(super) fn javascript_day(text: &str) -> Option<Day> {
    let mut words = text.split_whitespace();
    let weekday = words.next()?.trim_end_matches(',').to_lowercase();
    if !["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(&weekday.as_str()) {
        return None;
    }
    let (a, b, year) = (words.next()?, words.next()?, words.next()?);
    // Behind the date there is a time or nothing.
    if words.next().is_some_and(|time| minutes_of(time).is_none()) {
        return None;
    }
    let (month, day) = match month_of(a) {
        Some(month) => (month, b),
        None => (month_of(b)?, a),
    };
    Day::new(year.parse().ok()?, month, day.parse().ok()?)
}

/// Returns the day that an instant means where that is not the day as written, with the latter.
pub(super) fn day_in_greenwich(text: &str) -> Option<(Day, Day)> {
    let (meant, written) = javascript_date(text).or_else(|| iso_date(text))?;
    Some((meant, written?))
}

/// Reads `Mon May 04 2026 20:00:00 GMT-0400 (…)` with the other day that may be meant.
///
/// An instant that is midnight in Greenwich is a bare date that was shown in a local zone: then
/// Greenwich's day is meant, and the local one is the alternative.
pub(super) fn javascript_date(line: &str) -> Option<(Day, Option<Day>)> {
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
pub(super) fn iso_date(line: &str) -> Option<(Day, Option<Day>)> {
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

/// Returns the number of a month from 1, by its name or the first letters of it.
pub(super) fn month_of(word: &str) -> Option<i64> {
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
    fn a_property_keeps_the_day_as_written() {
        let day = |text| javascript_day(text).map(|day| day.to_string());
        for text in [
            "Mon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)",
            "Mon May 04 2026",
            "Mon, 04 May 2026 23:59:59 GMT",
        ] {
            assert_eq!(day(text).as_deref(), Some("2026-05-04"), "{text}");
        }
        for text in ["Mon May 40 2026", "Monday morning in May", "May 04 2026", "Mon May 04 2026 x"]
        {
            assert_eq!(day(text), None, "{text}");
        }
        let meant = |text| day_in_greenwich(text).map(|(meant, _)| meant.to_string());
        assert_eq!(meant("2026-05-04T20:00:00-04:00").as_deref(), Some("2026-05-05"));
        assert_eq!(meant("2026-05-04T19:00:00-04:00"), None);
        assert_eq!(meant("2026-05-04"), None);
    }
}
