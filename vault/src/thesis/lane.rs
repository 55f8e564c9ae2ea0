//! Lanes: the events of a timeline side by side, by thesis, pillar, entity, source and so on.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::date::Day;
use super::day_count::{DayCount, count_days};
use super::event::{self, Event, EventKind, View};
use super::event_filter::EventFilter;
use super::evidence::{Evidence, NoteNumber, Thesis};
use super::hint::HintValue;
use super::kind::Kind;
use super::lane_names::LaneNames;
use super::ledger::{Totals, count_edges};
use super::marker::{self, Marker, MarkerKind};
use super::proposal::claim_words;
use super::settings::ThesisSettings;
use super::stance::Review;
use crate::path::{VaultPath, fold_name};

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
    points.flat_map(|event| &event.notes).collect::<BTreeSet<_>>().len()
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

/// Makes the events and markers of one thesis.
pub fn thesis_lane(
    evidence: &Evidence,
    settings: &ThesisSettings,
    thesis: &Thesis,
    view: View,
) -> (Vec<Event>, Vec<Marker>) {
    let pushes = thesis.edges.iter();
    let events =
        pushes.filter_map(|edge| event::of_note(evidence, edge.note, Some((thesis, edge)), view));
    let proposed = thesis.proposed.iter().filter_map(|edge| {
        let event = event::of_note(evidence, edge.note, Some((thesis, edge)), view)?;
        Some(Event { kind: EventKind::Proposal, draft: false, ..event })
    });
    let mut events = event::join_roots(events.chain(proposed).collect());
    let note = thesis.note.and_then(|number| evidence.note(number));
    if let Some(note) = note {
        let log = note.bearing.page.iter().flat_map(|page| &page.log);
        events.extend(log.filter_map(|line| event::of_log_line(thesis, note, line, view)));
    }
    for (number, line) in watch_lines(evidence, thesis) {
        let Some(holder) = evidence.note(number) else { continue };
        let items = holder.bearing.watch.iter().filter(|item| item.line == line);
        events.extend(
            items.flat_map(|item| event::of_watch_item(holder, item, Some(&thesis.path), view)),
        );
    }
    event::sort(&mut events);
    let mut markers = marker::list_markers(&events, settings.windows, view.today);
    let review = note.and_then(|note| note.bearing.fields.review_by?.to);
    let over = note.and_then(|note| note.bearing.fields.status.as_deref());
    let over = over.is_some_and(|status| status.eq_ignore_ascii_case("retired"));
    let review = review.filter(|_| !over);
    markers.extend(marker::list_thesis_markers(&events, review, settings.windows, view.today));
    markers.extend(claims(evidence, thesis, view));
    marker::sort(&mut markers);
    (events, markers)
}

/// Lists what notes say about how many data points there are, beside how many are found.
///
/// A note that pushes several theses is heard on the one where most is found.
fn claims(evidence: &Evidence, thesis: &Thesis, view: View) -> Vec<Marker> {
    let mut markers = Vec::new();
    for number in thesis.edges.iter().chain(&thesis.proposed).map(|edge| edge.note) {
        let Some(note) = evidence.note(number).filter(|note| view.knows(note)) else { continue };
        for hint in &note.bearing.hints {
            let HintValue::Claim(claimed, days) = hint.value else { continue };
            let dated = note.date_on(view.clock).and_then(|dated| dated.span.single_day());
            let Some(day) = dated else { continue };
            let found = found_until(evidence, thesis, number, day, days, view);
            let elsewhere = evidence.theses.iter().filter(|other| {
                other.path != thesis.path
                    && other.edges.iter().chain(&other.proposed).any(|edge| edge.note == number)
            });
            let better = elsewhere.map(|other| {
                (found_until(evidence, other, number, day, days, view), other.path < thesis.path)
            });
            if better.into_iter().any(|(other, first)| other > found || other == found && first) {
                continue;
            }
            let text = format!(
                "{} claims {}: claimed {claimed}, found {found}",
                note.path.title(),
                claim_words(claimed, days)
            );
            let from = days.map_or(day, |days| day.plus(-days));
            let marker = Marker { kind: MarkerKind::Claim, from, to: day, text };
            if !markers.contains(&marker) {
                markers.push(marker);
            }
        }
    }
    markers
}

/// Counts the independent data points of a thesis up to a day, with the note that asks.
fn found_until(
    evidence: &Evidence,
    thesis: &Thesis,
    asking: NoteNumber,
    day: Day,
    days: Option<i32>,
    view: View,
) -> usize {
    let near = |number: NoteNumber| {
        let dated = evidence.note(number).and_then(|note| note.date_on(view.clock));
        let at = dated.and_then(|dated| dated.span.single_day());
        at.is_some_and(|at| at <= day && days.is_none_or(|days| day.since(at) <= days))
    };
    let counted = thesis.edges.iter().filter(|edge| edge.review == Review::Confirmed);
    let notes = counted.map(|edge| edge.note).filter(|number| near(*number));
    let roots: BTreeSet<usize> =
        notes.chain([asking]).map(|number| evidence.roots.of(number)).collect();
    roots.len()
}

/// Lists the watch items that bear on a thesis, by note and line: its own, those of its evidence,
/// and those whose clauses name it.
pub fn watch_lines(evidence: &Evidence, thesis: &Thesis) -> Vec<(NoteNumber, u32)> {
    let pushing: BTreeSet<NoteNumber> = thesis.edges.iter().map(|edge| edge.note).collect();
    let mut lines = Vec::new();
    for (number, note) in evidence.notes.iter().enumerate() {
        for item in &note.bearing.watch {
            let named = || {
                let clauses = item.if_true.iter().chain(&item.if_false);
                clauses
                    .filter_map(|clause| note.destination(clause.thesis.as_ref()?))
                    .any(|path| path.as_str() == thesis.path)
            };
            if thesis.note == Some(number) || pushing.contains(&number) || named() {
                lines.push((number, item.line));
            }
        }
    }
    lines
}

fn thesis_lanes(evidence: &Evidence, settings: &ThesisSettings, wanted: Wanted<'_>) -> Vec<Lane> {
    let hues = hues(evidence);
    let chosen = |thesis: &&Thesis| wanted.thesis.is_none_or(|path| path.as_str() == thesis.path);
    evidence
        .theses
        .iter()
        .filter(chosen)
        .map(|thesis| {
            let (events, markers) = thesis_lane(evidence, settings, thesis, wanted.view);
            let known = thesis.edges.iter().filter(|edge| knows(evidence, edge.note, wanted.view));
            let totals = count_edges(evidence, known);
            Lane {
                key: thesis.path.clone(),
                title: thesis.title.clone(),
                colour: hues.get(thesis.path.as_str()).copied().unwrap_or_default(),
                events,
                markers,
                totals,
                summary: String::new(),
            }
        })
        .collect()
}

fn knows(evidence: &Evidence, number: NoteNumber, view: View) -> bool {
    evidence.note(number).is_some_and(|note| view.knows(note))
}

fn pillar_lanes(evidence: &Evidence, settings: &ThesisSettings, wanted: Wanted<'_>) -> Vec<Lane> {
    let hues = hues(evidence);
    let mut lanes = Vec::new();
    for thesis in &evidence.theses {
        if wanted.thesis.is_some_and(|path| path.as_str() != thesis.path) {
            continue;
        }
        let page = thesis.note.and_then(|number| evidence.note(number)?.bearing.page.as_ref());
        let mut pillars: Vec<(String, String)> = page
            .iter()
            .flat_map(|page| &page.pillars)
            .map(|pillar| (pillar.id.clone(), pillar.text.clone()))
            .collect();
        for edge in &thesis.edges {
            let id = edge.pillar.clone().unwrap_or_default();
            if !pillars.iter().any(|(known, _)| known.eq_ignore_ascii_case(&id)) {
                let words =
                    if id.is_empty() { "the thesis as a whole".to_owned() } else { id.clone() };
                pillars.push((id, words));
            }
        }
        for (id, words) in pillars {
            let of =
                |pillar: &Option<String>| pillar.as_deref().unwrap_or("").eq_ignore_ascii_case(&id);
            let known = thesis.edges.iter().filter(|edge| knows(evidence, edge.note, wanted.view));
            let edges: Vec<_> = known.filter(|edge| of(&edge.pillar)).collect();
            let events = edges.iter().filter_map(|edge| {
                event::of_note(evidence, edge.note, Some((thesis, edge)), wanted.view)
            });
            let mut events = event::join_roots(events.collect());
            event::sort(&mut events);
            let key =
                if id.is_empty() { thesis.path.clone() } else { format!("{}#^{id}", thesis.path) };
            lanes.push(Lane {
                key,
                title: format!("{}: {words}", thesis.title),
                colour: hues.get(thesis.path.as_str()).copied().unwrap_or_default(),
                markers: marker::list_markers(&events, settings.windows, wanted.view.today),
                totals: count_edges(evidence, edges.into_iter()),
                events,
                summary: String::new(),
            });
        }
    }
    lanes
}

fn grouped_lanes(
    evidence: &Evidence,
    settings: &ThesisSettings,
    wanted: Wanted<'_>,
    kind: LaneKind,
) -> Vec<Lane> {
    let pushes = pushes_by_note(evidence, wanted.thesis);
    let names = LaneNames::new(evidence);
    let mut groups: BTreeMap<String, (String, Option<u8>, BTreeSet<NoteNumber>)> = BTreeMap::new();
    for (number, note) in evidence.notes.iter().enumerate() {
        let bears = pushes.contains_key(&number);
        if bears || (wanted.thesis.is_none() && note.bearing.kind == Kind::Evidence) {
            for (key, title) in names.keys_of(note, kind) {
                groups.entry(key).or_insert((title, None, BTreeSet::new())).2.insert(number);
            }
        }
    }
    for group in wanted.groups.iter().filter(|_| kind == LaneKind::Cluster) {
        let notes = group.notes.iter().filter_map(|path| evidence.find_note(path));
        let notes = notes.filter(|number| wanted.thesis.is_none() || pushes.contains_key(number));
        groups
            .insert(group.key.clone(), (group.title.clone(), Some(group.colour), notes.collect()));
    }
    let mut lanes: Vec<Lane> = groups
        .into_iter()
        .map(|(key, (title, colour, notes))| {
            let none = Vec::new();
            let events = notes.iter().flat_map(|number| {
                let own = pushes.get(number).unwrap_or(&none);
                events_of(evidence, *number, own, wanted.view)
            });
            let mut events = event::join_roots(events.collect());
            event::sort(&mut events);
            let known = notes.iter().filter(|number| knows(evidence, **number, wanted.view));
            let edges = known.filter_map(|number| pushes.get(number)).flatten();
            Lane {
                colour: colour.unwrap_or_else(|| hue_of(&key)),
                key,
                title,
                markers: marker::list_markers(&events, settings.windows, wanted.view.today),
                totals: count_edges(evidence, edges.map(|(_, edge)| *edge)),
                events,
                summary: String::new(),
            }
        })
        .collect();
    lanes.sort_by(|a, b| (fold_name(&a.title), &a.key).cmp(&(fold_name(&b.title), &b.key)));
    lanes
}

type Push<'e> = (&'e Thesis, &'e super::evidence::Edge);

fn pushes_by_note<'e>(
    evidence: &'e Evidence,
    only: Option<&VaultPath>,
) -> BTreeMap<NoteNumber, Vec<Push<'e>>> {
    let mut pushes: BTreeMap<NoteNumber, Vec<Push<'e>>> = BTreeMap::new();
    for thesis in &evidence.theses {
        if only.is_some_and(|path| path.as_str() != thesis.path) {
            continue;
        }
        for edge in &thesis.edges {
            pushes.entry(edge.note).or_default().push((thesis, edge));
        }
    }
    pushes
}

/// Makes one event for each way in which a note pushes, or one of the note alone.
fn events_of(
    evidence: &Evidence,
    number: NoteNumber,
    pushes: &[Push<'_>],
    view: View,
) -> Vec<Event> {
    if pushes.is_empty() {
        return event::of_note(evidence, number, None, view).into_iter().collect();
    }
    let mut seen = BTreeSet::new();
    let first_of_each = pushes.iter().filter(|(_, edge)| seen.insert(edge.stance));
    first_of_each.filter_map(|push| event::of_note(evidence, number, Some(*push), view)).collect()
}

/// Returns a hue that depends on nothing but the key.
fn hue_of(key: &str) -> u8 {
    let sum =
        key.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (sum % HUES as u32) as u8
}

/// Says what a lane shows in one sentence; `all` is how many notes it holds, shown or not.
fn summary(lane: &Lane, all: usize) -> String {
    let totals = &lane.totals;
    let mut parts = Vec::new();
    let points = lane.events.iter().filter(|event| event.kind == EventKind::Evidence);
    let shown = notes_in(&lane.events);
    if shown < all {
        parts.push(format!("{shown} of {} shown", notes_words(all as u32)));
    } else if totals.all_notes > 0 {
        let sides = &totals.notes;
        parts.push(format!(
            "{} · {} independent: {} for, {} against, {} context",
            notes_words(totals.all_notes),
            totals.all_independent,
            sides.supports,
            sides.contradicts,
            sides.context
        ));
    } else {
        parts.push(notes_words(points.clone().map(|event| event.count).sum()));
    }
    let proposed = lane.events.iter().filter(|event| event.kind == EventKind::Proposal);
    let proposed_notes: BTreeSet<&String> =
        proposed.clone().flat_map(|event| &event.notes).collect();
    if !proposed_notes.is_empty() {
        let roots: BTreeSet<Option<&str>> = proposed.map(|event| event.root.as_deref()).collect();
        let notes = notes_words(proposed_notes.len() as u32);
        parts.push(format!("{notes} · {} independent proposed", roots.len()));
    }
    let drafts = totals.draft.supports + totals.draft.contradicts + totals.draft.context;
    if drafts > 0 && shown == all {
        parts.push(format!("{drafts} to be reviewed"));
    }
    let first = points.clone().filter_map(|event| event.from).min();
    let last = points.filter_map(|event| event.to.or(event.from)).max();
    if let (Some(first), Some(last)) = (first, last) {
        parts.push(if first == last { first.to_string() } else { format!("{first} to {last}") });
    }
    for (kind, one, many) in [
        (MarkerKind::Burst, "burst", "bursts"),
        (MarkerKind::Silence, "silence", "silences"),
        (MarkerKind::Tension, "tension", "tensions"),
        (MarkerKind::Stale, "overdue review", "overdue reviews"),
    ] {
        match lane.markers.iter().filter(|marker| marker.kind == kind).count() {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            count => parts.push(format!("{count} {many}")),
        }
    }
    parts.join("; ")
}

fn notes_words(count: u32) -> String {
    if count == 1 { "1 note".to_owned() } else { format!("{count} notes") }
}
