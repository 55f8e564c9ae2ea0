//! What one source or author has said over time: which way, how often, and how its forecasts ended.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::thesis::{LedgerDate, ledger_date};
use super::watch::{WatchRow, row as watch_row};
use crate::path::{VaultPath, fold_name};
use crate::thesis::Evidence;
use crate::thesis::clock::Clock;
use crate::thesis::date::Day;
use crate::thesis::evidence::{Edge, NoteNumber, Thesis};
use crate::thesis::kind::Kind;
use crate::thesis::lane::{LaneKind, hues};
use crate::thesis::lane_names::LaneNames;
use crate::thesis::ledger::{Totals, count_edges};
use crate::thesis::stance::{Reliability, Review, Stance, Strength};
use crate::thesis::watch::WatchStatus;

/// What it is that says something.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A publisher or a site.
    Source,
    /// A person.
    Author,
}

/// A source in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SourceRow {
    /// A publisher or an author.
    pub kind: SourceKind,
    /// Its note's path, else its folded name or its site.
    pub key: String,
    /// Its shown name.
    pub title: String,
    /// Its own note, where there is one.
    pub note: Option<VaultPath>,
    /// Its quality, as its own note says.
    pub reliability: Option<Reliability>,
    /// The notes that come from it, those that push no thesis included.
    pub said: u32,
    /// How often it stood on which side.
    pub totals: Totals,
    /// The first day on which it said something.
    pub first: Option<Day>,
    /// The last.
    pub last: Option<Day>,
    /// How what it gave to watch has ended.
    pub watch: WatchEnds,
}

/// How many watch items stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct WatchEnds {
    /// Not due yet, or overdue.
    pub open: u32,
    /// Came true.
    pub came_true: u32,
    /// Did not come true.
    pub came_false: u32,
    /// No longer of interest.
    pub cancelled: u32,
}

/// All that one source has said.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SourcePage {
    /// What a list says of it.
    pub row: SourceRow,
    /// What it has said, newest first, the undated last.
    pub said: Vec<SaidRow>,
    /// On which side of each thesis it stood, by path.
    pub theses: Vec<SourceThesis>,
    /// What it gave to watch, by note and line.
    pub watch: Vec<WatchRow>,
}

/// A note that comes from a source.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SaidRow {
    /// The note.
    pub note: VaultPath,
    /// Its shown name.
    pub title: String,
    /// When it was published.
    pub published: Option<LedgerDate>,
    /// How many notes of this source go back to the same.
    pub root_notes: u32,
    /// Its edges, by thesis and line.
    pub edges: Vec<SaidEdge>,
}

/// A push of a note that comes from a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SaidEdge {
    /// The thesis, by its path.
    pub thesis: String,
    /// Its shown name.
    pub title: String,
    /// Which way.
    pub stance: Stance,
    /// How hard.
    pub strength: Option<Strength>,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// Why.
    pub reason: String,
    /// Whether it counts.
    pub review: Review,
}

/// Which way a source pushes one thesis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SourceThesis {
    /// The thesis, by its path.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// Its hue, from 0 to 11.
    pub colour: u8,
    /// How often, and how often independently.
    pub totals: Totals,
}

/// Lists all sources and authors of data points, those with the most notes first.
pub fn list_sources(evidence: &Evidence, today: Day) -> Vec<SourceRow> {
    let pushes = pushes(evidence);
    let mut rows: Vec<SourceRow> = gather(evidence, &pushes)
        .into_iter()
        .map(|(id, (title, notes))| source_row(evidence, &pushes, id, title, &notes, today))
        .collect();
    rows.sort_by(|a, b| {
        b.said
            .cmp(&a.said)
            .then_with(|| (a.kind, &a.title, &a.key).cmp(&(b.kind, &b.title, &b.key)))
    });
    rows
}

/// Returns what one source has said, by its key or its name; nothing where no data point comes
/// from it.
pub fn source_page(
    evidence: &Evidence,
    kind: SourceKind,
    key: &str,
    today: Day,
) -> Option<SourcePage> {
    let pushes = pushes(evidence);
    let mut all = gather(evidence, &pushes);
    let named =
        |(of, (title, _)): &(&Id, &(String, _))| of.0 == kind && fold_name(title) == fold_name(key);
    let exact = Some((kind, key.to_owned())).filter(|id| all.contains_key(id));
    let id = exact.or_else(|| Some(all.iter().find(named)?.0.clone()))?;
    let (title, notes) = all.remove(&id)?;
    Some(SourcePage {
        row: source_row(evidence, &pushes, id, title, &notes, today),
        said: said(evidence, &pushes, &notes),
        theses: theses(evidence, &notes),
        watch: watch_of(evidence, &notes, today),
    })
}

type Id = (SourceKind, String);
type Pushes<'e> = BTreeMap<NoteNumber, Vec<(&'e Thesis, &'e Edge)>>;
type Gathered = BTreeMap<Id, (String, BTreeSet<NoteNumber>)>;

fn pushes(evidence: &Evidence) -> Pushes<'_> {
    let mut pushes: Pushes<'_> = BTreeMap::new();
    for thesis in &evidence.theses {
        for edge in &thesis.edges {
            pushes.entry(edge.note).or_default().push((thesis, edge));
        }
    }
    pushes
}

fn gather(evidence: &Evidence, pushes: &Pushes<'_>) -> Gathered {
    let names = LaneNames::new(evidence);
    let mut found = Gathered::new();
    for (number, note) in evidence.notes.iter().enumerate() {
        if note.bearing.kind != Kind::Evidence && !pushes.contains_key(&number) {
            continue;
        }
        for (kind, lane) in
            [(SourceKind::Source, LaneKind::Source), (SourceKind::Author, LaneKind::Author)]
        {
            for (key, title) in names.keys_of(note, lane) {
                let entry = found.entry((kind, key)).or_insert((title, BTreeSet::new()));
                entry.1.insert(number);
            }
        }
    }
    found
}

fn source_row(
    evidence: &Evidence,
    pushes: &Pushes<'_>,
    (kind, key): Id,
    title: String,
    notes: &BTreeSet<NoteNumber>,
    today: Day,
) -> SourceRow {
    let own = VaultPath::new(key.clone()).ok().and_then(|path| evidence.find_note(&path));
    let own = own.and_then(|number| evidence.note(number));
    let edges = notes.iter().filter_map(|number| pushes.get(number)).flatten();
    let spans = || {
        let dated = |number: &NoteNumber| evidence.note(*number)?.date_on(Clock::Published);
        notes.iter().filter_map(dated).map(|dated| dated.span)
    };
    let mut watch = WatchEnds::default();
    for item in
        notes.iter().filter_map(|number| evidence.note(*number)).flat_map(|n| &n.bearing.watch)
    {
        match item.status_on(today) {
            WatchStatus::Open | WatchStatus::Overdue => watch.open += 1,
            WatchStatus::ResolvedTrue => watch.came_true += 1,
            WatchStatus::ResolvedFalse => watch.came_false += 1,
            WatchStatus::Cancelled => watch.cancelled += 1,
        }
    }
    SourceRow {
        kind,
        key,
        title,
        note: own.map(|note| note.path.clone()),
        reliability: own.and_then(|note| note.bearing.fields.reliability),
        said: notes.len() as u32,
        totals: count_edges(evidence, edges.map(|(_, edge)| *edge)),
        first: spans().filter_map(|span| span.from.or(span.to)).min(),
        last: spans().filter_map(|span| span.to.or(span.from)).max(),
        watch,
    }
}

fn said(evidence: &Evidence, pushes: &Pushes<'_>, notes: &BTreeSet<NoteNumber>) -> Vec<SaidRow> {
    let mut roots: BTreeMap<usize, u32> = BTreeMap::new();
    for number in notes {
        *roots.entry(evidence.roots.of(*number)).or_default() += 1;
    }
    let row = |number: &NoteNumber| {
        let note = evidence.note(*number)?;
        let edges = pushes.get(number).into_iter().flatten();
        Some(SaidRow {
            note: note.path.clone(),
            title: note.path.title().to_owned(),
            published: ledger_date(note, Clock::Published),
            root_notes: roots.get(&evidence.roots.of(*number)).copied().unwrap_or(1),
            edges: edges.map(|(thesis, edge)| said_edge(thesis, edge)).collect(),
        })
    };
    let mut rows: Vec<SaidRow> = notes.iter().filter_map(row).collect();
    rows.sort_by(|a, b| {
        let day = |row: &SaidRow| row.published.as_ref().and_then(|date| date.from.or(date.to));
        day(b).cmp(&day(a)).then_with(|| a.note.cmp(&b.note))
    });
    rows
}

fn said_edge(thesis: &Thesis, edge: &Edge) -> SaidEdge {
    SaidEdge {
        thesis: thesis.path.clone(),
        title: thesis.title.clone(),
        stance: edge.stance,
        strength: edge.strength,
        pillar: edge.pillar.clone(),
        reason: edge.reason.clone(),
        review: edge.review,
    }
}

fn theses(evidence: &Evidence, notes: &BTreeSet<NoteNumber>) -> Vec<SourceThesis> {
    let hues = hues(evidence);
    let mut rows = Vec::new();
    for thesis in &evidence.theses {
        let own: Vec<&Edge> =
            thesis.edges.iter().filter(|edge| notes.contains(&edge.note)).collect();
        if !own.is_empty() {
            rows.push(SourceThesis {
                path: thesis.path.clone(),
                title: thesis.title.clone(),
                colour: hues.get(thesis.path.as_str()).copied().unwrap_or_default(),
                totals: count_edges(evidence, own.into_iter()),
            });
        }
    }
    rows
}

/// Lists what a source gave to watch, with the theses that the same notes bear on.
fn watch_of(evidence: &Evidence, notes: &BTreeSet<NoteNumber>, today: Day) -> Vec<WatchRow> {
    let mut rows = Vec::new();
    for number in notes {
        let Some(note) = evidence.note(*number) else { continue };
        let bears = |thesis: &&Thesis| thesis.edges.iter().any(|edge| edge.note == *number);
        let theses: Vec<String> =
            evidence.theses.iter().filter(bears).map(|thesis| thesis.path.clone()).collect();
        let items = note.bearing.watch.iter();
        rows.extend(items.map(|item| watch_row(note, item, theses.clone(), today)));
    }
    rows
}
