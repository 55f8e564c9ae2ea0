//! Lanes: the events of a timeline side by side, by thesis, pillar, entity, source and so on.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::date::Day;
use super::day_count::{DayCount, count_days};
use super::event::{Event, EventKind, View};
use super::event_filter::EventFilter;
use super::evidence::{Evidence, NoteNumber};
use super::ledger::Totals;
use super::marker::Marker;
use super::settings::ThesisSettings;
use crate::path::VaultPath;

mod by_group;
mod by_thesis;
mod summary;

use by_group::grouped_lanes;
pub use by_thesis::ThesisLanes;
use by_thesis::{pillar_lanes, thesis_lanes};
use summary::summary;

/// How many hues theses and clusters take.
const HUES: usize = 12;

/// By what events are put side by side.
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
#[ts(rename = "TimelineLaneKind")]
pub enum LaneKind {
    /// By thesis.
    #[default]
    Thesis,
    /// By pillar of a thesis.
    Pillar,
    /// By what notes mention.
    Entity,
    /// By publisher or site.
    Source,
    /// By author.
    Author,
    /// By tag.
    Tag,
    /// By the groups that were passed in.
    Cluster,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[ts(rename = "TimelineLane")]
pub struct Lane {
    /// What it is for: a path, a name, a tag.
    pub key: String,
    /// Its shown name.
    pub title: String,
    /// Its hue, from 0 to 11.
    pub colour: u8,
    /// Its events, oldest first, the undated last.
    pub events: Vec<Event>,
    /// What deserves a look, by first day.
    pub markers: Vec<Marker>,
    /// How many notes and independent data points it holds.
    pub totals: Totals,
    /// All of it in one sentence.
    pub summary: String,
}

/// A group of notes that came from elsewhere, such as a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called under the hood.
    pub key: String,
    /// Its shown name.
    pub title: String,
    /// Its hue, from 0 to 11.
    pub colour: u8,
    /// Its notes.
    pub notes: Vec<VaultPath>,
}

/// What a timeline is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// By what events are put side by side.
    pub lane: LaneKind,
    /// Only what bears on this thesis.
    pub thesis: Option<&'w VaultPath>,
    /// Only what touches this day or a later one.
    pub from: Option<Day>,
    /// Only what touches this day or an earlier one.
    pub to: Option<Day>,
    /// Only what meets this.
    pub only: &'w EventFilter,
    /// By what time, and seen from when.
    pub view: View,
    /// The groups of the lane kind `cluster`.
    pub groups: &'w [Group],
}

/// Lanes, and on which days there is anything in them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lanes {
    /// Those of theses by path, others by title.
    pub lanes: Vec<Lane>,
    /// The events of all days, those before `from` and after `to` included, oldest first.
    pub days: Vec<DayCount>,
}

/// Lists the lanes of a timeline. Markers speak of all that a lane holds, whatever is left out.
pub fn list_lanes(evidence: &Evidence, settings: &ThesisSettings, wanted: Wanted<'_>) -> Lanes {
    let mut lanes = match wanted.lane {
        LaneKind::Thesis => thesis_lanes(evidence, settings, wanted),
        LaneKind::Pillar => pillar_lanes(evidence, settings, wanted),
        kind => grouped_lanes(evidence, settings, wanted, kind),
    };
    let filter = wanted.only.ready(evidence);
    let mut days = BTreeMap::new();
    for lane in &mut lanes {
        let all = notes_in(&lane.events);
        lane.events.retain(|event| filter.wants(event));
        count_days(&mut days, &lane.events);
        lane.events.retain(|event| {
            wanted.from.is_none_or(|from| event.reaches(from))
                && wanted.to.is_none_or(|to| event.begins_by(to))
        });
        lane.markers.retain(|marker| {
            wanted.from.is_none_or(|from| marker.to >= from)
                && wanted.to.is_none_or(|to| marker.from <= to)
        });
        lane.summary = summary(lane, all);
    }
    lanes
        .retain(|lane| !lane.events.is_empty() || lane.title.is_empty() || wanted.thesis.is_some());
    Lanes { lanes, days: days.into_values().collect() }
}

/// Counts the notes that give data points.
fn notes_in(events: &[Event]) -> usize {
    let points = events.iter().filter(|event| event.kind == EventKind::Evidence);
    points.flat_map(|event| &event.notes).collect::<FxHashSet<_>>().len()
}

/// Returns each thesis's hue: they are dealt out in the order in which the theses were opened.
pub fn hues(evidence: &Evidence) -> BTreeMap<&str, u8> {
    let mut order: Vec<(Option<Day>, &str)> = evidence
        .theses
        .iter()
        .map(|thesis| {
            let note = thesis.note.and_then(|number| evidence.note(number));
            let opened = note.and_then(|note| note.bearing.fields.opened?.anchor());
            (opened, thesis.path.as_str())
        })
        .collect();
    order.sort_by_key(|(opened, path)| (opened.is_none(), *opened, *path));
    order.into_iter().enumerate().map(|(at, (_, path))| (path, (at % HUES) as u8)).collect()
}

fn knows(evidence: &Evidence, number: NoteNumber, view: View) -> bool {
    evidence.note(number).is_some_and(|note| view.knows(note))
}
