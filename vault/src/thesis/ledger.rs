//! The ledger's sums: how many notes, how many independent ones, and how that grew day by day.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::clock::Clock;
use super::date::Day;
use super::evidence::{Edge, Evidence, Thesis};
use super::stance::{Review, Stance, Strength};

/// How many of each stance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct StanceCounts {
    /// For it.
    pub supports: u32,
    /// Against it.
    pub contradicts: u32,
    /// Without a side.
    pub context: u32,
}

/// How many of each strength.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct StrengthCounts {
    /// Hard.
    pub strong: u32,
    /// Noticeably.
    pub moderate: u32,
    /// A little.
    pub weak: u32,
    /// Nobody says how hard.
    pub unrated: u32,
}

impl StanceCounts {
    fn of(&mut self, stance: Stance) -> &mut u32 {
        match stance {
            Stance::Supports => &mut self.supports,
            Stance::Contradicts => &mut self.contradicts,
            Stance::Context => &mut self.context,
        }
    }
}

impl StrengthCounts {
    fn of(&mut self, strength: Option<Strength>) -> &mut u32 {
        match strength {
            Some(Strength::Strong) => &mut self.strong,
            Some(Strength::Moderate) => &mut self.moderate,
            Some(Strength::Weak) => &mut self.weak,
            None => &mut self.unrated,
        }
    }
}

/// How many notes and how many independent data points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Totals {
    /// Notes of each stance; one with two stances counts in both.
    pub notes: StanceCounts,
    /// Independent data points of each stance.
    pub independent: StanceCounts,
    /// Drafts of each stance, which count nowhere else.
    pub draft: StanceCounts,
    /// Notes in all.
    pub all_notes: u32,
    /// Independent data points in all.
    pub all_independent: u32,
    /// How many of the notes were taken together by a proposal and not by a certain rule.
    pub merged_by_proposal: u32,
}

/// The sums up to one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "BalanceDay")]
pub struct BalanceDay {
    /// The day.
    pub day: Day,
    /// Independent data points for it.
    pub supports: StrengthCounts,
    /// Independent data points against it.
    pub contradicts: StrengthCounts,
    /// Independent data points without a side.
    pub context: StrengthCounts,
    /// The raw number of notes of each stance.
    pub notes: StanceCounts,
}

impl BalanceDay {
    fn of(&mut self, stance: Stance) -> &mut StrengthCounts {
        match stance {
            Stance::Supports => &mut self.supports,
            Stance::Contradicts => &mut self.contradicts,
            Stance::Context => &mut self.context,
        }
    }
}

/// Counts a thesis's edges.
pub fn count(evidence: &Evidence, thesis: &Thesis) -> Totals {
    count_edges(evidence, thesis.edges.iter())
}

/// Counts some edges.
pub fn count_edges<'e>(evidence: &Evidence, edges: impl Iterator<Item = &'e Edge>) -> Totals {
    let mut totals = Totals::default();
    let mut notes = BTreeSet::new();
    let mut roots = BTreeSet::new();
    let mut drafts = BTreeSet::new();
    for edge in edges {
        if edge.review == Review::Draft {
            if drafts.insert((edge.stance, edge.note)) {
                *totals.draft.of(edge.stance) += 1;
            }
            continue;
        }
        if notes.insert((edge.stance, edge.note)) {
            *totals.notes.of(edge.stance) += 1;
        }
        if roots.insert((edge.stance, evidence.roots.of(edge.note))) {
            *totals.independent.of(edge.stance) += 1;
        }
    }
    let notes: BTreeSet<_> = notes.into_iter().map(|(_, note)| note).collect();
    let roots: BTreeSet<_> = roots.into_iter().map(|(_, root)| root).collect();
    let softly = |root: &usize| {
        let root = evidence.roots.find_root(*root)?;
        let soft = root.merges.iter().filter(|merge| !merge.rule.is_certain());
        Some(soft.filter(|merge| notes.contains(&merge.a) && notes.contains(&merge.b)).count())
    };
    totals.merged_by_proposal = roots.iter().filter_map(softly).sum::<usize>() as u32;
    totals.all_notes = notes.len() as u32;
    totals.all_independent = roots.len() as u32;
    totals
}

/// Returns the sums for each day on which they change, oldest first, and how many data points no
/// date can place.
///
/// A root counts once for each stance, from its first note on, as hard as its hardest note.
pub fn balance(evidence: &Evidence, thesis: &Thesis, clock: Clock) -> (Vec<BalanceDay>, u32) {
    let mut dated = Vec::new();
    let mut undated = BTreeSet::new();
    for edge in thesis.edges.iter().filter(|edge| edge.review == Review::Confirmed) {
        let when = evidence.note(edge.note).and_then(|note| note.date_on(clock));
        // What is known only as a span counts when all of it is past.
        match when.and_then(|dated| dated.span.to.or(dated.span.from)) {
            Some(day) => dated.push((day, edge)),
            None => {
                undated.insert(edge.note);
            }
        }
    }
    dated.sort_by_key(|(day, edge)| (*day, edge.note, edge.line));
    let mut days: Vec<BalanceDay> = Vec::new();
    let mut hardest: BTreeMap<(Stance, usize), Option<Strength>> = BTreeMap::new();
    let mut notes = BTreeSet::new();
    for (day, edge) in dated {
        let mut sums = match days.last() {
            Some(last) if last.day == day => days.pop().unwrap_or_else(|| empty(day)),
            Some(last) => BalanceDay { day, ..last.clone() },
            None => empty(day),
        };
        add(&mut sums, edge, evidence.roots.of(edge.note), &mut hardest);
        if notes.insert((edge.stance, edge.note)) {
            *sums.notes.of(edge.stance) += 1;
        }
        days.push(sums);
    }
    (days, undated.len() as u32)
}

fn add(
    sums: &mut BalanceDay,
    edge: &Edge,
    root: usize,
    hardest: &mut BTreeMap<(Stance, usize), Option<Strength>>,
) {
    match hardest.get_mut(&(edge.stance, root)) {
        Some(before) if *before < edge.strength => {
            *sums.of(edge.stance).of(*before) -= 1;
            *sums.of(edge.stance).of(edge.strength) += 1;
            *before = edge.strength;
        }
        Some(_) => {}
        None => {
            *sums.of(edge.stance).of(edge.strength) += 1;
            hardest.insert((edge.stance, root), edge.strength);
        }
    }
}

fn empty(day: Day) -> BalanceDay {
    BalanceDay {
        day,
        supports: StrengthCounts::default(),
        contradicts: StrengthCounts::default(),
        context: StrengthCounts::default(),
        notes: StanceCounts::default(),
    }
}
