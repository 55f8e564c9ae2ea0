//! Lanes of what notes have in common: an entity, a source, an author, a tag, a cluster.

use std::collections::{BTreeMap, BTreeSet};

use super::{HUES, Lane, LaneKind, Wanted, knows};
use crate::path::{VaultPath, fold_name};
use crate::thesis::event::{self, Event, View};
use crate::thesis::evidence::{Edge, Evidence, NoteNumber, Thesis};
use crate::thesis::kind::Kind;
use crate::thesis::lane_names::LaneNames;
use crate::thesis::ledger::count_edges;
use crate::thesis::marker;
use crate::thesis::settings::ThesisSettings;

pub(super) fn grouped_lanes(
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

type Push<'e> = (&'e Thesis, &'e Edge);

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
