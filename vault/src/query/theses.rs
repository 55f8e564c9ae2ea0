//! All theses with their counts: one row for each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::thesis::Evidence;
use crate::thesis::clock::Clock;
use crate::thesis::date::Day;
use crate::thesis::event::View;
use crate::thesis::evidence::{Note, Thesis};
use crate::thesis::kind::Kind;
use crate::thesis::lane::{ThesisLanes, hues};
use crate::thesis::ledger::{StanceCounts, Totals, count};
use crate::thesis::marker::Marker;
use crate::thesis::settings::ThesisSettings;

/// A thesis in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ThesisRow {
    /// Its note; the target as written where there is none.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// False where edges lead to a note that does not exist.
    pub exists: bool,
    /// What kind its note is; edges may lead to one that is no thesis.
    pub kind: Kind,
    /// Its hue, from 0 to 11.
    pub colour: u8,
    /// The person's word.
    pub status: Option<String>,
    /// The person's number, from 0 to 1.
    pub confidence: Option<f64>,
    /// Since when.
    pub opened: Option<Day>,
    /// By when it is to be looked at again.
    pub review_by: Option<Day>,
    /// Notes of each stance.
    pub notes: StanceCounts,
    /// Independent data points of each stance.
    pub independent: StanceCounts,
    /// The same and more: totals, drafts, what was taken together by a proposal.
    pub totals: Totals,
    /// Notes that would count if their proposals were accepted.
    pub proposed: u32,
    /// The same, independent ones.
    pub proposed_independent: u32,
    /// The first day of its evidence.
    pub first: Option<Day>,
    /// The last day of its evidence.
    pub last: Option<Day>,
    /// What deserves a look.
    pub markers: Vec<Marker>,
}

/// Lists the theses by path, then the unresolved ones.
pub fn list_theses(evidence: &Evidence, settings: &ThesisSettings, today: Day) -> Vec<ThesisRow> {
    let hues = hues(evidence);
    let view = View { clock: Clock::Published, as_known_on: None, today };
    let lanes = ThesisLanes::new(evidence, settings, view);
    let row = |thesis: &Thesis| {
        let note = thesis.note.and_then(|number| evidence.note(number));
        let totals = count(evidence, thesis);
        let proposed: BTreeSet<_> = thesis.proposed.iter().map(|edge| edge.note).collect();
        let roots: BTreeSet<_> = proposed.iter().map(|number| evidence.roots.of(*number)).collect();
        let (_, markers) = lanes.of(thesis);
        let (first, last) = days(evidence, thesis);
        ThesisRow {
            path: thesis.path.clone(),
            title: thesis.title.clone(),
            exists: note.is_some(),
            kind: note.map_or(Kind::Thesis, |note| note.bearing.kind),
            colour: hues.get(thesis.path.as_str()).copied().unwrap_or_default(),
            status: note.and_then(|note| note.bearing.fields.status.clone()),
            confidence: note.and_then(confidence),
            opened: note.and_then(|note| note.bearing.fields.opened?.anchor()),
            review_by: note.and_then(|note| note.bearing.fields.review_by?.to),
            notes: totals.notes,
            independent: totals.independent,
            totals,
            proposed: proposed.len() as u32,
            proposed_independent: roots.len() as u32,
            first,
            last,
            markers,
        }
    };
    evidence.theses.iter().map(row).collect()
}

/// Where a thesis goes in a vault that has none yet.
const THESES: &str = "Theses";

/// Returns the folder that most theses are in, of several the first by path.
pub fn usual_folder(evidence: &Evidence) -> String {
    let mut folders: BTreeMap<&str, u32> = BTreeMap::new();
    let notes = evidence.theses.iter().filter_map(|thesis| evidence.note(thesis.note?));
    for note in notes.filter(|note| note.bearing.kind == Kind::Thesis) {
        *folders.entry(note.path.parent()).or_default() += 1;
    }
    let most = folders.into_iter().min_by_key(|(_, count)| std::cmp::Reverse(*count));
    most.map_or(THESES, |(folder, _)| folder).to_owned()
}

/// Returns the person's number: the property, else the last line of the log.
pub(super) fn confidence(note: &Note) -> Option<f64> {
    let last = || {
        let log = &note.bearing.page.as_ref()?.log;
        log.iter().max_by_key(|line| (line.day, line.line)).map(|line| line.confidence)
    };
    note.bearing.fields.confidence.or_else(last)
}

fn days(evidence: &Evidence, thesis: &Thesis) -> (Option<Day>, Option<Day>) {
    let dated = |edge: &crate::thesis::evidence::Edge| {
        Some(evidence.note(edge.note)?.date_on(Clock::Published)?.span)
    };
    let spans: Vec<_> = thesis.edges.iter().filter_map(dated).collect();
    let first = spans.iter().filter_map(|span| span.from.or(span.to)).min();
    (first, spans.iter().filter_map(|span| span.to.or(span.from)).max())
}
