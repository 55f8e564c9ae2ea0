//! What a lane shows, in one sentence.

use std::collections::BTreeSet;

use super::{Lane, notes_in};
use crate::thesis::event::EventKind;
use crate::thesis::marker::MarkerKind;

/// Says what a lane shows in one sentence; `all` is how many notes it holds, shown or not.
pub(super) fn summary(lane: &Lane, all: usize) -> String {
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
