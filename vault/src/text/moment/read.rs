//! Reading a day back from a text that a format wrote.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::Moment;
use super::names::{MONTHS, WEEKDAYS, short};
use super::tokens::{Token, tokens};

/// Reads the day that `text` names in a format of Moment.js; none where the text is not exactly
/// what the format writes for some moment, case apart.
pub fn read_day(pattern: &str, text: &str) -> Option<Date> {
    let mut parts = Parts::default();
    let mut rest = text;
    for token in tokens(pattern) {
        rest = match token {
            Token::Text(literal) => strip_same(rest, &literal)?,
            Token::Field(field) => parts.take(&field, rest)?,
        };
    }
    let day = rest.is_empty().then(|| parts.day()).flatten()?;
    let time = jiff::civil::Time::new(parts.hour()?, parts.minute, parts.second, 0).ok()?;
    // Written again it must be the same: that refuses a wrong weekday or a missing zero.
    let moment = Moment { civil: day.to_datetime(time), offset: 0 };
    (moment.format(pattern).to_lowercase() == text.to_lowercase()).then_some(day)
}

/// What was read so far.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    day_of_year: Option<i16>,
    weekday: Option<i8>,
    iso_year: Option<i16>,
    iso_week: Option<i8>,
    week_year: Option<i16>,
    week: Option<i8>,
    hour: i8,
    afternoon: Option<bool>,
    minute: i8,
    second: i8,
}

impl Parts {
    /// Takes a field off the start of a text and returns what is left.
    fn take<'t>(&mut self, field: &str, text: &'t str) -> Option<&'t str> {
        let (number, rest) = match field {
            "MMMM" | "MMM" => {
                let letters = if field == "MMM" { 3 } else { usize::MAX };
                let (at, rest) = take_name(text, &MONTHS, letters)?;
                self.month = i8::try_from(at + 1).ok();
                return Some(rest);
            }
            "dddd" | "ddd" | "dd" => {
                let letters = if field == "dddd" { usize::MAX } else { field.len() };
                let (at, rest) = take_name(text, &WEEKDAYS, letters)?;
                self.weekday = i8::try_from(at).ok();
                return Some(rest);
            }
            "A" | "a" => {
                let rest = strip_same(text, "am").or_else(|| strip_same(text, "pm"))?;
                self.afternoon = Some(strip_same(text, "pm").is_some());
                return Some(rest);
            }
            "Mo" | "Do" | "DDDo" | "Qo" | "wo" | "Wo" | "do" | "yo" => {
                let (number, rest) = take_digits(text, 1, 4)?;
                let (ending, rest) = rest.split_at_checked(2)?;
                ["st", "nd", "rd", "th"].iter().find(|known| known.eq_ignore_ascii_case(ending))?;
                (number, rest)
            }
            _ => {
                let (least, most) = digits_of(field)?;
                take_digits(text, least, most)?
            }
        };
        self.set(field, number)?;
        Some(rest)
    }

    fn set(&mut self, field: &str, number: i64) -> Option<()> {
        let small = i8::try_from(number).ok();
        let year = i16::try_from(number).ok();
        // Moment takes two digits for 1969 to 2068.
        let of_two = || year.map(|year| if year > 68 { year + 1900 } else { year + 2000 });
        match field {
            "Y" | "YYYY" | "YYYYY" | "y" | "yy" | "yyy" | "yyyy" | "yo" => self.year = Some(year?),
            "YY" => self.year = of_two(),
            "GG" => self.iso_year = of_two(),
            "gg" => self.week_year = of_two(),
            "GGGG" | "GGGGG" => self.iso_year = Some(year?),
            "gggg" | "ggggg" => self.week_year = Some(year?),
            "M" | "MM" | "Mo" => self.month = Some(small?),
            "D" | "DD" | "Do" => self.day = Some(small?),
            "DDD" | "DDDD" | "DDDo" => self.day_of_year = Some(year?),
            "W" | "WW" | "Wo" => self.iso_week = Some(small?),
            "w" | "ww" | "wo" => self.week = Some(small?),
            "E" => self.weekday = Some(small? % 7),
            "e" | "d" | "do" => self.weekday = Some(small?),
            "H" | "HH" | "h" | "hh" => self.hour = small?,
            "k" | "kk" => self.hour = small? % 24,
            "m" | "mm" => self.minute = small?,
            "s" | "ss" => self.second = small?,
            // A quarter follows from the month.
            _ => {}
        }
        Some(())
    }

    fn hour(&self) -> Option<i8> {
        match self.afternoon {
            None => Some(self.hour),
            Some(_) if self.hour > 12 => None,
            Some(afternoon) => Some(self.hour % 12 + if afternoon { 12 } else { 0 }),
        }
    }

    fn day(&self) -> Option<Date> {
        if let Some(year) = self.year {
            let first = Date::new(year, 1, 1).ok()?;
            if let Some(number) = self.day_of_year {
                let days = jiff::Span::new().try_days(i64::from(number) - 1).ok()?;
                return first.checked_add(days).ok().filter(|day| day.year() == year);
            }
            if self.month.is_some() || (self.iso_week.is_none() && self.week.is_none()) {
                return Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok();
            }
        }
        if let Some(week) = self.iso_week {
            let weekday = Weekday::from_sunday_zero_offset(self.weekday.unwrap_or(1)).ok()?;
            let year = self.iso_year.or(self.year)?;
            return Some(ISOWeekDate::new(year, week, weekday).ok()?.date());
        }
        let first = Date::new(self.week_year.or(self.year)?, 1, 1).ok()?;
        let before = i64::from(first.weekday().to_sunday_zero_offset());
        let days = i64::from(self.week? - 1) * 7 - before + i64::from(self.weekday.unwrap_or(0));
        first.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
    }
}

/// Returns how many digits a field has, at least and at most; none for one that is not read.
fn digits_of(field: &str) -> Option<(usize, usize)> {
    Some(match field {
        "YYYY" | "GGGG" | "gggg" | "yyyy" => (4, 4),
        "YYYYY" | "GGGGG" | "ggggg" => (5, 5),
        "Y" | "y" | "yy" | "yyy" => (1, 4),
        "DDDD" => (3, 3),
        "DDD" => (1, 3),
        "E" | "e" | "d" | "Q" => (1, 1),
        "M" | "D" | "W" | "w" | "H" | "h" | "k" | "m" | "s" => (1, 2),
        "MM" | "DD" | "WW" | "ww" | "HH" | "hh" | "kk" | "mm" | "ss" | "YY" | "GG" | "gg" => (2, 2),
        _ => return None,
    })
}

fn take_digits(text: &str, least: usize, most: usize) -> Option<(i64, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if length < least {
        return None;
    }
    let (digits, rest) = text.split_at_checked(length)?;
    Some((digits.parse().ok()?, rest))
}

fn take_name<'t>(text: &'t str, names: &[&str], letters: usize) -> Option<(usize, &'t str)> {
    let shortened = names.iter().map(|name| short(name, letters)).enumerate();
    // May is a name and the beginning of none other, so that the first that fits is the one.
    let mut found = shortened.filter_map(|(at, name)| Some((at, strip_same(text, &name)?)));
    found.next()
}

/// Takes a text off the start of another, case apart.
fn strip_same<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    (head.to_lowercase() == start.to_lowercase()).then_some(rest)
}
