//! The watchlist: what to look out for, and how well it was foreseen.

use serde::Serialize;

use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::calibration::{Calibration, calibrate};
use crate::thesis::date::Day;
use crate::thesis::evidence::{Note, NoteNumber};
use crate::thesis::stance::{Stance, Strength};
use crate::thesis::watch::{Clause, WatchItem, WatchStatus};

/// Something to look out for.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct WatchRow {
    /// The note that holds it.
    pub note: VaultPath,
    /// The line it stands on, from 1.
    pub line: u32,
    /// What to look out for.
    pub text: String,
    /// Where it stands.
    pub status: WatchStatus,
    /// Since when.
    pub opened: Option<Day>,
    /// By when.
    pub due: Option<Day>,
    /// Since when it is resolved or cancelled.
    pub closed: Option<Day>,
    /// How likely it was held to be, from 0 to 1.
    pub p: Option<f64>,
    /// What it means if it comes.
    pub if_true: Option<WatchClause>,
    /// What it means if it does not.
    pub if_false: Option<WatchClause>,
    /// The theses that it bears on, by path.
    pub theses: Vec<String>,
}

/// One of the two outcomes of a watch item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct WatchClause {
    /// As written.
    pub text: String,
    /// Which way it would push, where the clause names one.
    pub stance: Option<Stance>,
    /// The thesis, by its path; the target as written where no note is there.
    pub thesis: Option<String>,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// How hard.
    pub strength: Option<Strength>,
}

/// The watchlist with how well it was foreseen.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct WatchList {
    /// All items: the overdue first, then the open by day, then the closed ones.
    pub items: Vec<WatchRow>,
    /// How well the resolved items were foreseen.
    pub calibration: Calibration,
}

/// Lists the watch items: overdue ones first, then by their day, the undated last.
pub fn list_watch(evidence: &Evidence, today: Day) -> WatchList {
    let mut theses: std::collections::BTreeMap<(NoteNumber, u32), Vec<String>> =
        std::collections::BTreeMap::new();
    for thesis in &evidence.theses {
        for place in evidence.watch_lines(thesis) {
            theses.entry(*place).or_default().push(thesis.path.clone());
        }
    }
    let mut items = Vec::new();
    for number in evidence.watching() {
        let Some(note) = evidence.note(*number) else { continue };
        for item in &note.bearing.watch {
            let bears = theses.get(&(*number, item.line)).cloned().unwrap_or_default();
            items.push(row(note, item, bears, today));
        }
    }
    items.sort_by(|a, b| {
        let key = |row: &WatchRow| (row.status, row.due.is_none(), row.due);
        (key(a), &a.note, a.line).cmp(&(key(b), &b.note, b.line))
    });
    let resolved = items.iter().filter_map(|row| match row.status {
        WatchStatus::ResolvedTrue => Some((row.p?, true)),
        WatchStatus::ResolvedFalse => Some((row.p?, false)),
        _ => None,
    });
    let calibration = calibrate(resolved);
    WatchList { items, calibration }
}

/// Returns the row of an item.
pub(super) fn row(note: &Note, item: &WatchItem, theses: Vec<String>, today: Day) -> WatchRow {
    WatchRow {
        note: note.path.clone(),
        line: item.line,
        text: item.text.clone(),
        status: item.status_on(today),
        opened: item.opened,
        due: item.due,
        closed: item.closed,
        p: item.p,
        if_true: item.if_true.as_ref().map(|clause| shown(note, clause)),
        if_false: item.if_false.as_ref().map(|clause| shown(note, clause)),
        theses,
    }
}

fn shown(note: &Note, clause: &Clause) -> WatchClause {
    let thesis = clause.thesis.as_ref().map(|thesis| {
        let inward = thesis.text.is_empty().then_some(&note.path);
        let path = note.destination(thesis).or(inward);
        path.map_or_else(|| thesis.text.clone(), ToString::to_string)
    });
    WatchClause {
        text: clause.text.clone(),
        stance: clause.stance,
        thesis,
        pillar: clause.thesis.as_ref().and_then(|thesis| thesis.block.clone()),
        strength: clause.strength,
    }
}
