//! When a note stands: three clocks, and what each falls back to, said in words.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::bearing::Bearing;
use super::date::{DateSpan, Day, Precision};

/// By what time events are put in order.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TimelineClock")]
pub enum Clock {
    /// When the source said it.
    #[default]
    Published,
    /// When the fact happened.
    Occurred,
    /// When the note was captured.
    Created,
}

/// What a date was read from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "DateBasis")]
pub enum Basis {
    /// The `published` property.
    Published,
    /// The `occurred` property.
    Occurred,
    /// The `created` property.
    Created,
    /// A date or a clue in the text.
    Text,
    /// The date that the file's name begins with.
    Name,
    /// The time of the file.
    File,
    /// The line it stands on: a log line, a watch item's date.
    Line,
}

/// A date with what it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub span: DateSpan,
    /// What it was read from.
    pub basis: Basis,
    /// Not the clock that was asked for: drawn hollow.
    pub fallen_back: bool,
    /// The basis in words, for a person.
    pub words: Cow<'static, str>,
}

impl Dated {
    /// Returns true where only the file's time says when.
    pub fn is_of_file(&self) -> bool {
        self.basis == Basis::File
    }
}

/// Returns when a note stands on a clock; none where nothing dates it.
pub fn date_on(bearing: &Bearing, file_day: Option<Day>, clock: Clock) -> Option<Dated> {
    let order = match clock {
        Clock::Published => [
            Basis::Published,
            Basis::Occurred,
            Basis::Text,
            Basis::Created,
            Basis::Name,
            Basis::File,
        ],
        Clock::Occurred => [
            Basis::Occurred,
            Basis::Published,
            Basis::Text,
            Basis::Created,
            Basis::Name,
            Basis::File,
        ],
        Clock::Created => [
            Basis::Created,
            Basis::Name,
            Basis::Published,
            Basis::Text,
            Basis::Occurred,
            Basis::File,
        ],
    };
    let wanted = order.first().copied();
    order.into_iter().find_map(|basis| {
        let (span, words) = read(bearing, file_day, basis)?;
        Some(Dated { span, basis, fallen_back: Some(basis) != wanted, words })
    })
}

/// Reads a date from the text, or the open span after a clue.
///
/// A clue names no year: the last such day before the note came to be is meant.
fn in_text(bearing: &Bearing, file_day: Option<Day>) -> Option<(DateSpan, Cow<'static, str>)> {
    if let Some((span, other)) = bearing.text_date() {
        let or = other.map(|day| format!(", or {day}")).unwrap_or_default();
        return Some((span, format!("a date in the text{or}").into()));
    }
    let known = bearing.made_on().or(file_day)?;
    if let Some(ago) = bearing.ago() {
        let words = format!("only a clue in the text: {:?}", ago.words);
        return Some((ago.before(known), words.into()));
    }
    let clue = bearing.clue()?;
    let day = |year: i64| Day::new(year, i64::from(clue.month), i64::from(clue.day));
    let year = i64::from(known.year());
    let after = day(year).filter(|day| *day <= known).or_else(|| day(year - 1))?;
    let span = DateSpan { to: None, precision: Precision::Range, ..DateSpan::day(after) };
    Some((span, format!("only a clue in the text: {:?}", clue.words).into()))
}

fn read(
    bearing: &Bearing,
    file_day: Option<Day>,
    basis: Basis,
) -> Option<(DateSpan, Cow<'static, str>)> {
    let fields = &bearing.fields;
    let said = |span: Option<DateSpan>, words: &'static str| Some((span?, words.into()));
    match basis {
        Basis::Published => said(fields.published, "when it was published"),
        Basis::Occurred => said(fields.occurred, "when it happened"),
        Basis::Created => said(fields.created, "when the note was captured"),
        Basis::Name => said(bearing.name_date, "the date in the note's name"),
        Basis::File => said(file_day.map(DateSpan::day), "when the file was last changed"),
        Basis::Text => in_text(bearing, file_day),
        Basis::Line => None,
    }
}
