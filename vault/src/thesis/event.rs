//! The events of a timeline: what notes, confidence logs and watch items give.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::clock::{Basis, Clock, Dated};
use super::date::{DateSpan, Day, Precision};
use super::evidence::{Edge, Evidence, Note, NoteNumber, Thesis};
use super::order::sort_large;
use super::page::LogLine;
use super::stance::{Review, Stance, Strength};
use super::watch::{WatchItem, WatchStatus};

/// What an event is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TimelineEventKind")]
pub enum EventKind {
    /// A note, or several with one root.
    Evidence,
    /// What a note would be if its proposal were accepted.
    Proposal,
    /// A line of a confidence log.
    Confidence,
    /// A watch item came to be.
    WatchOpened,
    /// A watch item is due.
    WatchDue,
    /// A watch item was resolved or cancelled.
    WatchResolved,
}

/// Something on a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[ts(rename = "TimelineEvent")]
pub struct Event {
    /// The note that it comes from; of several with one root, the first.
    pub what: String,
    /// What it is.
    pub kind: EventKind,
    /// Its first day; none where the start is open.
    pub from: Option<Day>,
    /// Its last day; none where the end is open.
    pub to: Option<Day>,
    /// How exactly it is dated.
    pub precision: Precision,
    /// What the date was read from.
    pub basis: Basis,
    /// That in words.
    pub basis_words: Cow<'static, str>,
    /// The date is not the one that the clock asks for: drawn hollow.
    pub hollow: bool,
    /// Marked as uncertain where it is written.
    pub approximate: bool,
    /// The thesis, by its path.
    pub thesis: Option<String>,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// Which way it pushes.
    pub stance: Option<Stance>,
    /// How hard.
    pub strength: Option<Strength>,
    /// What it goes back to; the same for all that are one data point.
    pub root: Option<String>,
    /// How many notes are joined in it.
    pub count: u32,
    /// Those notes, by path.
    pub notes: Vec<String>,
    /// An agent wrote it and nobody has confirmed it: counted apart.
    pub draft: bool,
    /// The new confidence of a log line, the probability of a watch item; from 0 to 1.
    pub number: Option<f64>,
    /// Its shown name.
    pub label: String,
    /// What is said about it: the reason, the clauses.
    pub detail: String,
    /// Where in the note it stands, from 1.
    pub line: u32,
}

impl Event {
    /// Returns true where some day of it is none before `from`; what is not dated has none.
    pub fn reaches(&self, from: Day) -> bool {
        match (self.from, self.to) {
            (_, Some(to)) => to >= from,
            (Some(_), None) => true,
            (None, None) => false,
        }
    }

    /// Returns true where some day of it is none after `to`; what is not dated has none.
    pub fn begins_by(&self, to: Day) -> bool {
        match (self.from, self.to) {
            (Some(from), _) => from <= to,
            (None, Some(_)) => true,
            (None, None) => false,
        }
    }
}

/// What every event of a lane is made with.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// By what time.
    pub clock: Clock,
    /// Only what could be known on this day.
    pub as_known_on: Option<Day>,
    /// The day on which one looks.
    pub today: Day,
}

impl View {
    /// Returns true where a note was captured by the day as known on.
    pub fn knows(&self, note: &Note) -> bool {
        let Some(day) = self.as_known_on else { return true };
        let opened = note.bearing.fields.opened.and_then(DateSpan::anchor);
        let created = note.date_on(Clock::Created).and_then(|dated| {
            // A file's time is that of its last change; what a thesis says of itself is better.
            opened.filter(|_| dated.is_of_file()).or(dated.span.anchor())
        });
        created.is_none_or(|created| created <= day)
    }

    fn knows_day(&self, day: Day) -> bool {
        self.as_known_on.is_none_or(|known| day <= known)
    }
}

/// Makes an event of a note's push, or of the note alone.
pub fn of_note(
    evidence: &Evidence,
    number: NoteNumber,
    push: Option<(&Thesis, &Edge)>,
    view: View,
) -> Option<Event> {
    let note = evidence.note(number).filter(|note| view.knows(note))?;
    let dated = note.date_on(view.clock).unwrap_or_else(undated);
    let edge = push.map(|(_, edge)| edge);
    let root = evidence.roots.find_root(evidence.roots.of(number));
    Some(Event {
        what: note.path.to_string(),
        kind: EventKind::Evidence,
        from: dated.span.from,
        to: dated.span.to,
        precision: dated.span.precision,
        basis: dated.basis,
        basis_words: dated.words,
        hollow: dated.fallen_back,
        approximate: dated.span.approximate,
        thesis: push.map(|(thesis, _)| thesis.path.clone()),
        pillar: edge.and_then(|edge| edge.pillar.clone()),
        stance: edge.map(|edge| edge.stance),
        strength: edge.and_then(|edge| edge.strength),
        root: root.map(|root| root.key.clone()),
        count: 1,
        notes: vec![note.path.to_string()],
        draft: edge.is_some_and(|edge| edge.review == Review::Draft),
        number: None,
        label: note.path.title().to_owned(),
        detail: edge.map(|edge| edge.reason.clone()).unwrap_or_default(),
        line: edge.map_or(1, |edge| edge.line),
    })
}

fn undated() -> Dated {
    Dated {
        span: DateSpan { from: None, to: None, precision: Precision::Range, approximate: false },
        basis: Basis::File,
        fallen_back: true,
        words: "nothing says when".into(),
    }
}

/// What joined events have in common: root, stance, thesis, kind, draft.
type JoinKey = (String, Option<Stance>, Option<String>, EventKind, bool);

/// Joins events of one root that push the same way: the first stays, as hard as the hardest.
pub fn join_roots(events: Vec<Event>) -> Vec<Event> {
    let mut joined: Vec<Event> = Vec::with_capacity(events.len());
    let mut places: FxHashMap<JoinKey, usize> = FxHashMap::default();
    let mut events = events;
    sort(&mut events);
    for event in events {
        let Some(root) = event.root.clone() else {
            joined.push(event);
            continue;
        };
        let key = (root, event.stance, event.thesis.clone(), event.kind, event.draft);
        match places.get(&key).and_then(|at| joined.get_mut(*at)) {
            Some(first) => {
                first.strength = first.strength.max(event.strength);
                if let Err(at) = first.notes.binary_search(&event.what) {
                    first.notes.insert(at, event.what);
                }
                first.count = first.notes.len() as u32;
                if first.pillar != event.pillar {
                    first.pillar = None;
                }
            }
            None => {
                places.insert(key, joined.len());
                joined.push(event);
            }
        }
    }
    joined
}

/// Puts events in order: by their first day, then the undated; then by note and line.
pub fn sort(events: &mut Vec<Event>) {
    sort_large(events, |a, b| {
        let key = |event: &Event| {
            let anchor = event.from.or(event.to);
            (anchor.is_none(), anchor, event.to)
        };
        (key(a), &a.what, a.line, a.kind).cmp(&(key(b), &b.what, b.line, b.kind))
    });
}

/// Makes the event of a line of a thesis's confidence log.
pub fn of_log_line(thesis: &Thesis, note: &Note, line: &LogLine, view: View) -> Option<Event> {
    if !view.knows_day(line.day) {
        return None;
    }
    let was = line.was.map(|was| format!(" (was {}%)", percent(was))).unwrap_or_default();
    let mut event = on_a_line(note, DateSpan::day(line.day), line.line, EventKind::Confidence);
    event.thesis = Some(thesis.path.clone());
    event.number = Some(line.confidence);
    event.label = format!("{}%{was}", percent(line.confidence));
    event.detail = line.reason.clone();
    Some(event)
}

/// Makes the events of a watch item: opened, due, resolved, as far as it says when.
pub fn of_watch_item(
    note: &Note,
    item: &WatchItem,
    thesis: Option<&str>,
    view: View,
) -> Vec<Event> {
    // Nobody could know on a day how an item ended that was closed later.
    let ended_later = item.closed.is_some_and(|day| !view.knows_day(day));
    let as_known =
        WatchItem { status: if ended_later { ' ' } else { item.status }, ..item.clone() };
    let status = as_known.status_on(view.today);
    let closed = matches!(
        status,
        WatchStatus::ResolvedTrue | WatchStatus::ResolvedFalse | WatchStatus::Cancelled
    );
    let outcome = match status {
        WatchStatus::ResolvedTrue => "came true",
        WatchStatus::ResolvedFalse => "did not come true",
        WatchStatus::Cancelled => "cancelled",
        WatchStatus::Overdue => "overdue",
        WatchStatus::Open => "open",
    };
    // An item that says when it was opened was there from then on, else it came with its note.
    if !item.opened.map_or_else(|| view.knows(note), |day| view.knows_day(day)) {
        return Vec::new();
    }
    let days = [
        (EventKind::WatchOpened, item.opened),
        (EventKind::WatchDue, item.due),
        (EventKind::WatchResolved, item.closed.filter(|_| closed)),
    ];
    let event = |(kind, day): (EventKind, Option<Day>)| {
        let day = day?;
        let mut event = on_a_line(note, DateSpan::day(day), item.line, kind);
        event.thesis = thesis.map(str::to_owned);
        event.number = item.p;
        event.label = item.text.clone();
        event.detail = clauses(item, outcome);
        Some(event)
    };
    days.into_iter().filter_map(event).collect()
}

fn clauses(item: &WatchItem, outcome: &str) -> String {
    let clause = |name: &str, clause: &Option<super::watch::Clause>| {
        clause.as_ref().map(|clause| format!("{name}: {}", clause.text))
    };
    let parts = [
        Some(outcome.to_owned()),
        clause("if true", &item.if_true),
        clause("if false", &item.if_false),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn on_a_line(note: &Note, span: DateSpan, line: u32, kind: EventKind) -> Event {
    Event {
        what: note.path.to_string(),
        kind,
        from: span.from,
        to: span.to,
        precision: span.precision,
        basis: Basis::Line,
        basis_words: "the date on its line".into(),
        hollow: false,
        approximate: span.approximate,
        thesis: None,
        pillar: None,
        stance: None,
        strength: None,
        root: None,
        count: 1,
        notes: vec![note.path.to_string()],
        draft: false,
        number: None,
        label: String::new(),
        detail: String::new(),
        line,
    }
}

/// Returns a share as a percentage without needless digits.
pub fn percent(share: f64) -> String {
    let rounded = (share * 1000.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}
