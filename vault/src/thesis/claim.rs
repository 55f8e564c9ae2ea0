//! What notes say of how many data points there are, beside how many are found.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::date::Day;
use super::event::View;
use super::evidence::{Evidence, NoteNumber, Thesis};
use super::hint::HintValue;
use super::marker::{Marker, MarkerKind};
use super::stance::Review;

/// What all notes claim, for the markers of theses.
#[derive(Debug)]
pub(super) struct Claims<'e> {
    evidence: &'e Evidence,
    view: View,
    /// The data points of the theses on which a claim is heard, found when they are first counted.
    points: Vec<OnceCell<Points>>,
}

/// The independent data points of a thesis by day.
#[derive(Debug, Default)]
struct Points {
    /// Confirmed ones that are known to the day, oldest first, each with its root.
    dated: Vec<(Day, usize)>,
    /// The first day of each of their roots.
    first: BTreeMap<usize, Day>,
    /// Those days in order.
    firsts: Vec<Day>,
}

impl<'e> Claims<'e> {
    /// Returns the claims as they are known in a view.
    pub(super) fn new(evidence: &'e Evidence, view: View) -> Self {
        let points = evidence.theses.iter().map(|_| OnceCell::new()).collect();
        Self { evidence, view, points }
    }

    /// Lists the markers of the claims that are heard on a thesis.
    ///
    /// A note that pushes several theses is heard on the one where most is found.
    pub(super) fn on(&self, thesis: &Thesis) -> Vec<Marker> {
        let claiming = self.evidence.claiming();
        let mut seen = BTreeSet::new();
        let pushing = thesis.edges.iter().chain(&thesis.proposed).map(|edge| edge.note);
        let markers = pushing
            .filter(|note| claiming.contains_key(note) && seen.insert(*note))
            .flat_map(|note| self.of(note, thesis));
        markers.collect()
    }

    fn of(&self, number: NoteNumber, thesis: &Thesis) -> Vec<Marker> {
        let Some(note) = self.evidence.note(number) else { return Vec::new() };
        let dated = note.date_on(self.view.clock).and_then(|dated| dated.span.single_day());
        let Some(day) = dated else { return Vec::new() };
        let marker = |(claimed, days): (u32, Option<i32>)| {
            let (best, found) = self.best(number, day, days)?;
            if best.path != thesis.path {
                return None;
            }
            let text = format!(
                "{} claims {}: claimed {claimed}, found {found}",
                note.path.title(),
                claim_words(claimed, days)
            );
            let from = days.map_or(day, |days| day.plus(-days));
            Some(Marker { kind: MarkerKind::Claim, from, to: day, text })
        };
        let mut markers: Vec<Marker> = Vec::new();
        for marker in claimed(self.evidence, number, self.view).filter_map(marker) {
            if !markers.contains(&marker) {
                markers.push(marker);
            }
        }
        markers
    }

    /// Returns the thesis on which most is found for a claim, of several the first, with how much.
    fn best(&self, note: NoteNumber, day: Day, days: Option<i32>) -> Option<(&'e Thesis, usize)> {
        let root = self.evidence.roots.of(note);
        let mut best: Option<(&Thesis, usize)> = None;
        for number in self.evidence.claiming().get(&note)? {
            let (thesis, points) = (self.evidence.theses.get(*number)?, self.points.get(*number)?);
            let points = points.get_or_init(|| Points::of(self.evidence, thesis, self.view));
            let found = points.until(root, day, days);
            let first = |than: &Thesis| thesis.path < than.path;
            if best.is_none_or(|(than, most)| found > most || found == most && first(than)) {
                best = Some((thesis, found));
            }
        }
        best
    }
}

impl Points {
    fn of(evidence: &Evidence, thesis: &Thesis, view: View) -> Self {
        let dated = |note: NoteNumber| evidence.note(note)?.date_on(view.clock)?.span.single_day();
        let counted = thesis.edges.iter().filter(|edge| edge.review == Review::Confirmed);
        let mut points = Self {
            dated: counted
                .filter_map(|edge| Some((dated(edge.note)?, evidence.roots.of(edge.note))))
                .collect(),
            ..Self::default()
        };
        points.dated.sort_unstable();
        for (day, root) in &points.dated {
            points.first.entry(*root).or_insert(*day);
        }
        points.firsts = points.first.values().copied().collect();
        points.firsts.sort_unstable();
        points
    }

    /// Counts the roots up to a day, with the one that asks; in a window, those of its last days.
    fn until(&self, asking: usize, day: Day, days: Option<i32>) -> usize {
        let Some(days) = days else {
            let asks_itself = self.first.get(&asking).is_some_and(|first| *first <= day);
            return self.firsts.partition_point(|first| *first <= day) + usize::from(!asks_itself);
        };
        let from = self.dated.partition_point(|(at, _)| day.since(*at) > days);
        let until = self.dated.partition_point(|(at, _)| *at <= day);
        let near = self.dated.get(from..until).unwrap_or_default();
        near.iter().map(|(_, root)| *root).chain([asking]).collect::<BTreeSet<_>>().len()
    }
}

/// Lists what a note claims: which data point it is, and within how many days.
fn claimed(
    evidence: &Evidence,
    number: NoteNumber,
    view: View,
) -> impl Iterator<Item = (u32, Option<i32>)> {
    let note = evidence.note(number).filter(|note| view.knows(note));
    note.into_iter().flat_map(|note| &note.bearing.hints).filter_map(|hint| match hint.value {
        HintValue::Claim(count, days) => Some((count, days)),
        _ => None,
    })
}

/// Says what a note claims to be.
pub(super) fn claim_words(count: u32, days: Option<i32>) -> String {
    let within = match days {
        Some(1) => " within 1 day".to_owned(),
        Some(days) => format!(" within {days} days"),
        None => String::new(),
    };
    format!("data point number {count}{within}")
}
