//! Days as numbers, so that two dates have a distance.

/// Returns the day of a date as written, counted from 1970-01-01; a month or a year means its
/// first day.
pub fn day_of(text: &str) -> Option<i32> {
    let text = text.trim();
    let mut parts = text.get(..text.len().min(10))?.splitn(3, '-');
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let number = |part: Option<&str>| match part {
        None => Some(1),
        Some(part) => part.get(..2)?.parse::<i32>().ok(),
    };
    let (month, day) = (number(parts.next())?, number(parts.next())?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| days(year, month, day))
}

/// Returns a day as `YYYY-MM-DD`.
pub fn date_of(day: i32) -> String {
    // Howard Hinnant's civil calendar, whose years begin in March.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn days(year: i32, month: i32, day: i32) -> i32 {
    let year = year - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_days_are_the_same_thing() {
        for date in ["1970-01-01", "2024-02-29", "2026-12-31", "1999-03-01"] {
            assert_eq!(date_of(day_of(date).unwrap()), date);
        }
        assert_eq!(day_of("2026-05"), day_of("2026-05-01"));
        assert_eq!(day_of("2026-05-04T10:00"), day_of("2026-05-04"));
        assert_eq!(day_of("1970-01-02"), Some(1));
        for none in ["", "May", "20260504", "2026-13-01", "2026-Q2", "2026-05-4ü"] {
            assert_eq!(day_of(none), None, "{none}");
        }
    }
}
