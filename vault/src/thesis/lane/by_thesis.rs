//! Lanes of theses and of their pillars.

use super::{Lane, Wanted, hues, knows};
use crate::thesis::claim::Claims;
use crate::thesis::date::Day;
use crate::thesis::event::{self, Event, EventKind, View};
use crate::thesis::evidence::{Edge, Evidence, Note, Thesis};
use crate::thesis::ledger::count_edges;
use crate::thesis::marker::{self, Marker};
use crate::thesis::settings::ThesisSettings;

/// Makes the events and markers of theses, as they are seen from one day on one clock.
#[derive(Debug)]
pub struct ThesisLanes<'e> {
    evidence: &'e Evidence,
    settings: &'e ThesisSettings,
    view: View,
    claims: Claims<'e>,
}

impl<'e> ThesisLanes<'e> {
    /// Gathers what the lanes of all theses are made with.
    pub fn new(evidence: &'e Evidence, settings: &'e ThesisSettings, view: View) -> Self {
        Self { evidence, settings, view, claims: Claims::new(evidence, view) }
    }

    /// Makes the events and markers of one thesis.
    pub fn of(&self, thesis: &Thesis) -> (Vec<Event>, Vec<Marker>) {
        let note = thesis.note.and_then(|number| self.evidence.note(number));
        let mut events = self.points(thesis);
        if let Some(note) = note {
            let log = note.bearing.page.iter().flat_map(|page| &page.log);
            events.extend(log.filter_map(|line| event::of_log_line(thesis, note, line, self.view)));
        }
        for (number, line) in self.evidence.watch_lines(thesis) {
            let Some(holder) = self.evidence.note(*number) else { continue };
            let items = holder.bearing.watch.iter().filter(|item| item.line == *line);
            events.extend(items.flat_map(|item| {
                event::of_watch_item(holder, item, Some(&thesis.path), self.view)
            }));
        }
        event::sort(&mut events);
        let (windows, today) = (self.settings.windows, self.view.today);
        let mut markers = marker::list_markers(&events, windows, today);
        let review = note.and_then(review_by);
        markers.extend(marker::list_thesis_markers(&events, review, windows, today));
        markers.extend(self.claims.on(thesis));
        marker::sort(&mut markers);
        (events, markers)
    }

    /// Makes the events of its evidence, written and proposed.
    fn points(&self, thesis: &Thesis) -> Vec<Event> {
        let of =
            |edge: &Edge| event::of_note(self.evidence, edge.note, Some((thesis, edge)), self.view);
        let proposed = thesis.proposed.iter().filter_map(|edge| {
            Some(Event { kind: EventKind::Proposal, draft: false, ..of(edge)? })
        });
        event::join_roots(thesis.edges.iter().filter_map(of).chain(proposed).collect())
    }
}

/// Returns when a thesis is to be looked at again; never for one that is retired.
fn review_by(note: &Note) -> Option<Day> {
    let fields = &note.bearing.fields;
    let over =
        fields.status.as_deref().is_some_and(|status| status.eq_ignore_ascii_case("retired"));
    fields.review_by?.to.filter(|_| !over)
}

pub(super) fn thesis_lanes(
    evidence: &Evidence,
    settings: &ThesisSettings,
    wanted: Wanted<'_>,
) -> Vec<Lane> {
    let hues = hues(evidence);
    let lanes = ThesisLanes::new(evidence, settings, wanted.view);
    let chosen = |thesis: &&Thesis| wanted.thesis.is_none_or(|path| path.as_str() == thesis.path);
    evidence
        .theses
        .iter()
        .filter(chosen)
        .map(|thesis| {
            let (events, markers) = lanes.of(thesis);
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

pub(super) fn pillar_lanes(
    evidence: &Evidence,
    settings: &ThesisSettings,
    wanted: Wanted<'_>,
) -> Vec<Lane> {
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
