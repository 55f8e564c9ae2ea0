//! What a lane shows, in one sentence.

use std::collections::BTreeSet;

use super::{Lane, notes_in};
use crate::text::number::grouped;
use crate::thesis::event::{Event, EventKind};
use crate::thesis::marker::MarkerKind;
use crate::thesis::stance::Stance;

/// Says what a lane shows in one sentence; `all` is how many notes it holds, shown or not.
pub(super) fn summary(lane: &Lane, all: usize) -> String {
    let totals = &lane.totals;
    let mut parts = Vec::new();
    let points = lane.events.iter().filter(|event| event.kind == EventKind::Evidence);
    let shown = notes_in(&lane.events);
    parts.push(if shown < all {
        format!("{} of {} shown", grouped(shown), notes_words(all))
    } else {
        notes_words(all)
    });
    let counted = points.clone().filter(|event| !event.draft);
    if counted.clone().next().is_some() {
        let sides = [
            (Stance::Supports, "for"),
            (Stance::Contradicts, "against"),
            (Stance::Context, "context"),
        ];
        let sides = sides.into_iter().filter_map(|(stance, word)| {
            let side = counted.clone().filter(|event| event.stance == Some(stance));
            let (notes, roots) = count(side);
            (notes > 0).then(|| format!("{} {word} ({})", grouped(notes), grouped(roots)))
        });
        let sides: Vec<String> = sides.collect();
        let (_, roots) = count(counted);
        let text = format!("{} independent", grouped(roots));
        let text = if sides.is_empty() { text } else { format!("{text}: {}", sides.join(", ")) };
        if let Some(notes) = parts.first_mut() {
            *notes = format!("{notes} · {text}");
        }
    }
    let proposed = lane.events.iter().filter(|event| event.kind == EventKind::Proposal);
    let proposed_notes: BTreeSet<&String> =
        proposed.clone().flat_map(|event| &event.notes).collect();
    if !proposed_notes.is_empty() {
        let roots: BTreeSet<Option<&str>> = proposed.map(|event| event.root.as_deref()).collect();
        let notes = notes_words(proposed_notes.len());
        parts.push(format!("{notes} · {} independent proposed", grouped(roots.len())));
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

/// Counts the notes of some events, and the roots that they go back to.
fn count<'e>(events: impl Iterator<Item = &'e Event>) -> (usize, usize) {
    let mut notes = BTreeSet::new();
    let mut roots = BTreeSet::new();
    for event in events {
        notes.extend(&event.notes);
        roots.insert(event.root.as_deref());
    }
    (notes.len(), roots.len())
}

fn notes_words(count: usize) -> String {
    if count == 1 { "1 note".to_owned() } else { format!("{} notes", grouped(count)) }
}
