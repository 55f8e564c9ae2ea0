//! The timeline: lanes of events with their markers, for a picture and its table alike.

use serde::{Deserialize, Serialize};

use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::clock::Clock;
use crate::thesis::date::Day;
use crate::thesis::day_count::DayCount;
use crate::thesis::event::View;
use crate::thesis::event_filter::EventFilter;
use crate::thesis::lane::{Group, Lane, LaneKind, Lanes, Wanted, list_lanes};
use crate::thesis::settings::ThesisSettings;

/// What a timeline is asked for; anything left out is at its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TimelineFilter {
    /// By what events are put side by side; by thesis.
    pub lane: Option<LaneKind>,
    /// Only what bears on this thesis, named as a link would name it.
    pub thesis: Option<String>,
    /// By what time; when it was published.
    pub clock: Option<Clock>,
    /// Only what touches this day or a later one.
    pub from: Option<Day>,
    /// Only what touches this day or an earlier one.
    pub to: Option<Day>,
    /// Only what could be known on this day.
    pub as_known_on: Option<Day>,
    /// Only what meets all of this.
    pub only: Option<EventFilter>,
}

/// A timeline.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Timeline {
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// By what time the events are put in order.
    pub clock: Clock,
    /// The day of today.
    pub today: Day,
    /// The first day of any event.
    pub first: Option<Day>,
    /// The last day of any event.
    pub last: Option<Day>,
    /// How much there is on each day, those outside of `from` and `to` included, oldest first.
    pub days: Vec<DayCount>,
}

/// Returns the timeline that a filter asks for; `groups` are the lanes of the kind `cluster`.
pub fn timeline(
    evidence: &Evidence,
    settings: &ThesisSettings,
    filter: &TimelineFilter,
    thesis: Option<&VaultPath>,
    groups: &[Group],
    today: Day,
) -> Timeline {
    let clock = filter.clock.unwrap_or_default();
    let all = EventFilter::default();
    let wanted = Wanted {
        lane: filter.lane.unwrap_or_default(),
        thesis,
        from: filter.from,
        to: filter.to,
        only: filter.only.as_ref().unwrap_or(&all),
        // What is overdue or silent is told from the day on which one looks.
        view: View {
            clock,
            as_known_on: filter.as_known_on,
            today: filter.as_known_on.map_or(today, |known| known.min(today)),
        },
        groups,
    };
    let Lanes { lanes, days } = list_lanes(evidence, settings, wanted);
    let events = lanes.iter().flat_map(|lane| &lane.events);
    let first = events.clone().filter_map(|event| event.from.or(event.to)).min();
    let last = events.filter_map(|event| event.to.or(event.from)).max();
    Timeline { lanes, clock, today, first, last, days }
}
