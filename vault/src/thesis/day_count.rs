//! How much a timeline holds on each day, whatever part of it is looked at.

use std::collections::BTreeMap;

use serde::Serialize;

use super::date::Day;
use super::event::Event;
use super::stance::Stance;

/// How much there is on a day, an event in several lanes in each. A stretch of days counts on its
/// first one that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TimelineDay")]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Events for something.
    pub supports: u32,
    /// Events against something.
    pub contradicts: u32,
    /// All others.
    pub other: u32,
}

/// Adds the events of a lane to the counts of their days; what is not dated has none.
pub fn count_days(days: &mut BTreeMap<Day, DayCount>, events: &[Event]) {
    for event in events {
        let Some(day) = event.from.or(event.to) else { continue };
        let count =
            days.entry(day).or_insert(DayCount { day, supports: 0, contradicts: 0, other: 0 });
        match event.stance {
            Some(Stance::Supports) => count.supports += 1,
            Some(Stance::Contradicts) => count.contradicts += 1,
            Some(Stance::Context) | None => count.other += 1,
        }
    }
}
