//! One thesis with everything that bears on it: pillars, ledger, balance, log, watch items.

use serde::Serialize;

use super::questions::{QuestionRow, row as question_row};
use super::theses::confidence;
use super::watch::{WatchRow, row as watch_row};
use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::clock::{Basis, Clock};
use crate::thesis::date::{Day, Precision};
use crate::thesis::edge::Place;
use crate::thesis::event::View;
use crate::thesis::evidence::{Edge, Note, Thesis};
use crate::thesis::lane::{ThesisLanes, hues};
use crate::thesis::ledger::{BalanceDay, Totals, balance, count, count_edges};
use crate::thesis::marker::Marker;
use crate::thesis::order::sort_large;
use crate::thesis::page::{LogLine, Said};
use crate::thesis::reading::Reference;
use crate::thesis::root::Rule;
use crate::thesis::settings::ThesisSettings;
use crate::thesis::stance::{Reliability, Review, Stance, Strength};

/// A thesis with everything that bears on it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ThesisPage {
    /// Its note.
    pub path: String,
    /// Its shown name.
    pub title: String,
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
    /// The claim.
    pub statement: String,
    /// The claims it rests on.
    pub pillars: Vec<PillarRow>,
    /// Theses that cannot be true together with it.
    pub rivals: Vec<NoteLink>,
    /// What would change the person's mind.
    pub doubts: Vec<Said>,
    /// The changes of confidence, oldest first.
    pub confidence_log: Vec<ConfidenceRow>,
    /// All its edges, newest first.
    pub ledger: Vec<LedgerRow>,
    /// The sums for each day on which they change, oldest first.
    pub balance: Vec<BalanceDay>,
    /// Notes of the ledger that no date can place in the balance.
    pub undated: u32,
    /// How many notes, how many independent.
    pub totals: Totals,
    /// Which notes of the ledger are one data point, and why.
    pub roots: Vec<RootRow>,
    /// Its watch items.
    pub watch: Vec<WatchRow>,
    /// Its own questions.
    pub questions: Vec<QuestionRow>,
    /// What deserves a look.
    pub markers: Vec<Marker>,
}

/// A pillar with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PillarRow {
    /// Its block id, without `^`.
    pub id: String,
    /// The claim.
    pub text: String,
    /// The line, from 1.
    pub line: u32,
    /// What bears on it.
    pub totals: Totals,
}

/// A note that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct NoteLink {
    /// Its shown name, or the words that name it.
    pub title: String,
    /// Where it is; none where no note is there.
    pub path: Option<VaultPath>,
}

/// A change of confidence.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ConfidenceRow {
    /// When.
    pub day: Day,
    /// The new number, from 0 to 1.
    pub confidence: f64,
    /// The number before, where the line says so.
    pub was: Option<f64>,
    /// The note that caused it.
    pub cause: Option<NoteLink>,
    /// Why.
    pub reason: String,
    /// The line, from 1.
    pub line: u32,
}

/// An edge in a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct LedgerRow {
    /// The note.
    pub note: VaultPath,
    /// Its shown name.
    pub title: String,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard.
    pub strength: Option<Strength>,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// Why.
    pub reason: String,
    /// The quality of its source, own or inherited.
    pub reliability: Option<Reliability>,
    /// When, by the chosen clock.
    pub published: Option<LedgerDate>,
    /// Where it came from: an address, or words.
    pub source: Option<String>,
    /// Who said it.
    pub publisher: Vec<NoteLink>,
    /// What it goes back to; rows with the same are one data point.
    pub root: String,
    /// How many notes of this ledger go back to the same.
    pub root_notes: u32,
    /// Where the edge is written.
    pub origin_of_edge: Place,
    /// Whether it counts.
    pub review: Review,
    /// Two stances stand side by side, and neither wins.
    pub disputed: bool,
    /// Who wrote the note.
    pub by: Option<String>,
    /// The line, from 1.
    pub line: u32,
}

/// A date in a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LedgerDate {
    /// Its first day.
    pub from: Option<Day>,
    /// Its last day.
    pub to: Option<Day>,
    /// How exactly it is dated.
    pub precision: Precision,
    /// What it was read from.
    pub basis: Basis,
    /// That in words.
    pub basis_words: std::borrow::Cow<'static, str>,
    /// Not the clock that was asked for.
    pub hollow: bool,
}

/// Some notes that are one data point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RootRow {
    /// What they go back to.
    pub root: String,
    /// The notes, by path.
    pub notes: Vec<VaultPath>,
    /// Why.
    pub merges: Vec<MergeRow>,
}

/// Why two notes are one data point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct MergeRow {
    /// One note.
    pub a: VaultPath,
    /// The other.
    pub b: VaultPath,
    /// By what.
    pub rule: RootRule,
    /// False for a proposal, which counts until it is refused.
    pub certain: bool,
    /// In words.
    pub reason: String,
}

/// By what two notes were found to be one data point.
pub type RootRule = Rule;

/// Returns a thesis with everything that bears on it.
pub fn thesis_page(
    evidence: &Evidence,
    settings: &ThesisSettings,
    thesis: &Thesis,
    clock: Clock,
    today: Day,
) -> ThesisPage {
    let note = thesis.note.and_then(|number| evidence.note(number));
    let bearing = note.map(|note| &note.bearing);
    let page = bearing.and_then(|bearing| bearing.page.clone()).unwrap_or_default();
    let view = View { clock, as_known_on: None, today };
    let (_, markers) = ThesisLanes::new(evidence, settings, view).of(thesis);
    let (balance, undated) = balance(evidence, thesis, clock);
    let pillar = |pillar: crate::thesis::page::Pillar| {
        let on = |edge: &&Edge| {
            edge.pillar.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(&pillar.id))
        };
        let totals = count_edges(evidence, thesis.edges.iter().filter(on));
        PillarRow { id: pillar.id, text: pillar.text, line: pillar.line, totals }
    };
    let mut log: Vec<ConfidenceRow> =
        note.iter().flat_map(|note| page.log.iter().map(|line| log_row(note, line))).collect();
    log.sort_by_key(|line| (line.day, line.line));
    let fields = bearing.map(|bearing| &bearing.fields);
    ThesisPage {
        path: thesis.path.clone(),
        title: thesis.title.clone(),
        colour: hues(evidence).get(thesis.path.as_str()).copied().unwrap_or_default(),
        status: fields.and_then(|fields| fields.status.clone()),
        confidence: note.and_then(confidence),
        opened: fields.and_then(|fields| fields.opened?.anchor()),
        review_by: fields.and_then(|fields| fields.review_by?.to),
        statement: page.statement,
        pillars: page.pillars.into_iter().map(pillar).collect(),
        rivals: note.map(|note| links(note, &note.bearing.fields.rivals)).unwrap_or_default(),
        doubts: page.doubts,
        confidence_log: log,
        ledger: ledger(evidence, thesis, clock),
        balance,
        undated,
        totals: count(evidence, thesis),
        roots: roots(evidence, thesis),
        watch: watch(evidence, thesis, today),
        questions: note.map(questions).unwrap_or_default(),
        markers,
    }
}

fn log_row(note: &Note, line: &LogLine) -> ConfidenceRow {
    ConfidenceRow {
        day: line.day,
        confidence: line.confidence,
        was: line.was,
        cause: line.cause.as_ref().map(|cause| link(note, cause)),
        reason: line.reason.clone(),
        line: line.line,
    }
}

fn links(note: &Note, references: &[Reference]) -> Vec<NoteLink> {
    references.iter().map(|reference| link(note, reference)).collect()
}

fn link(note: &Note, reference: &Reference) -> NoteLink {
    match note.destination(reference) {
        Some(path) => NoteLink { title: path.title().to_owned(), path: Some(path.clone()) },
        None => NoteLink { title: reference.name().to_owned(), path: None },
    }
}

/// Lists the edges of a thesis, newest first, the undated last.
pub fn ledger(evidence: &Evidence, thesis: &Thesis, clock: Clock) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> =
        thesis.edges.iter().filter_map(|edge| ledger_row(evidence, edge, clock)).collect();
    let mut notes: std::collections::BTreeMap<&str, std::collections::BTreeSet<&VaultPath>> =
        std::collections::BTreeMap::new();
    for row in &rows {
        notes.entry(&row.root).or_default().insert(&row.note);
    }
    let counts: std::collections::BTreeMap<String, u32> =
        notes.into_iter().map(|(root, notes)| (root.to_owned(), notes.len() as u32)).collect();
    for row in &mut rows {
        row.root_notes = counts.get(&row.root).copied().unwrap_or(1);
    }
    sort_large(&mut rows, |a, b| {
        let day = |row: &LedgerRow| row.published.as_ref().and_then(|date| date.from.or(date.to));
        day(b).cmp(&day(a)).then_with(|| (&a.note, a.line).cmp(&(&b.note, b.line)))
    });
    rows
}

fn ledger_row(evidence: &Evidence, edge: &Edge, clock: Clock) -> Option<LedgerRow> {
    let note = evidence.note(edge.note)?;
    let fields = &note.bearing.fields;
    let root = evidence.roots.find_root(evidence.roots.of(edge.note))?;
    Some(LedgerRow {
        note: note.path.clone(),
        title: note.path.title().to_owned(),
        stance: edge.stance,
        strength: edge.strength,
        pillar: edge.pillar.clone(),
        reason: edge.reason.clone(),
        reliability: edge.reliability,
        published: ledger_date(note, clock),
        source: fields.source.as_ref().map(|source| source.text.clone()),
        publisher: links(note, &fields.publishers),
        root: root.key.clone(),
        root_notes: 1,
        origin_of_edge: edge.place,
        review: edge.review,
        disputed: edge.disputed,
        by: fields.by.clone(),
        line: edge.line,
    })
}

/// Returns when a note stands on a clock, as a ledger shows it.
pub(super) fn ledger_date(note: &Note, clock: Clock) -> Option<LedgerDate> {
    note.date_on(clock).map(|dated| LedgerDate {
        from: dated.span.from,
        to: dated.span.to,
        precision: dated.span.precision,
        basis: dated.basis,
        basis_words: dated.words,
        hollow: dated.fallen_back,
    })
}

/// Lists the roots of a ledger that join several notes.
fn roots(evidence: &Evidence, thesis: &Thesis) -> Vec<RootRow> {
    let mut numbers: Vec<usize> =
        thesis.edges.iter().map(|edge| evidence.roots.of(edge.note)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let path = |number: &usize| evidence.note(*number).map(|note| note.path.clone());
    let row = |number: usize| {
        let root = evidence.roots.find_root(number).filter(|root| root.notes.len() > 1)?;
        let merge = |merge: &crate::thesis::root::Merge| {
            Some(MergeRow {
                a: path(&merge.a)?,
                b: path(&merge.b)?,
                rule: merge.rule,
                certain: merge.rule.is_certain(),
                reason: merge.reason.clone(),
            })
        };
        Some(RootRow {
            root: root.key.clone(),
            notes: root.notes.iter().filter_map(path).collect(),
            merges: root.merges.iter().filter_map(merge).collect(),
        })
    };
    numbers.into_iter().filter_map(row).collect()
}

fn watch(evidence: &Evidence, thesis: &Thesis, today: Day) -> Vec<WatchRow> {
    let mut rows: Vec<WatchRow> = evidence
        .watch_lines(thesis)
        .iter()
        .filter_map(|(number, line)| {
            let note = evidence.note(*number)?;
            let item = note.bearing.watch.iter().find(|item| item.line == *line)?;
            Some(watch_row(note, item, vec![thesis.path.clone()], today))
        })
        .collect();
    rows.sort_by(|a, b| {
        let key = |row: &WatchRow| (row.status, row.due.is_none(), row.due);
        (key(a), &a.note, a.line).cmp(&(key(b), &b.note, b.line))
    });
    rows
}

fn questions(note: &Note) -> Vec<QuestionRow> {
    note.bearing.questions.iter().map(|question| question_row(note, question)).collect()
}
