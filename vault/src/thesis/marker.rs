//! Markers of a lane: bursts, silences, overdue reviews, tensions, each with its rule in words.

use std::collections::BTreeSet;

use serde::Serialize;

use super::clock::Basis;
use super::date::{Day, Precision};
use super::event::{Event, EventKind, percent};
use super::settings::Windows;
use super::stance::{Stance, Strength};
use crate::text::number::grouped;

/// What a marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TimelineMarkerKind")]
pub enum MarkerKind {
    /// Many independent data points at once.
    Burst,
    /// None for much longer than usual.
    Silence,
    /// The day of review has passed.
    Stale,
    /// The confidence and the evidence do not go together.
    Tension,
    /// A note counts data points; this says how many are found.
    Claim,
}

/// A stretch of a lane that deserves a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TimelineMarker")]
pub struct Marker {
    /// What it says.
    pub kind: MarkerKind,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// What is found there and by which rule.
    pub text: String,
}

/// The fewest independent data points that make a burst.
const BURST: usize = 3;
/// The fewest gaps from which a usual one can be told.
const GAPS: usize = 3;
/// A change of confidence larger than this asks for a reason.
const JUMP: f64 = 0.10;

/// Lists a lane's bursts and silences, by their first day.
pub fn list_markers(events: &[Event], windows: Windows, today: Day) -> Vec<Marker> {
    let points: Vec<&Event> = events.iter().filter(|event| is_point(event)).collect();
    let mut markers = bursts(&points, windows);
    markers.extend(silences(&points, windows, today));
    sort(&mut markers);
    markers
}

/// Lists what only a thesis's lane can show: overdue reviews and tensions.
pub fn list_thesis_markers(
    events: &[Event],
    review_by: Option<Day>,
    windows: Windows,
    today: Day,
) -> Vec<Marker> {
    let mut markers = jumps(events, windows);
    markers.extend(unanswered(events));
    if let Some(day) = review_by.filter(|day| *day < today) {
        let text = format!(
            "to be reviewed by {day}, {} ago; rule: review_by has passed",
            days_words(today.since(day))
        );
        markers.push(Marker { kind: MarkerKind::Stale, from: day, to: today, text });
    }
    sort(&mut markers);
    markers
}

/// Puts markers in order: by their first day, then kind.
pub fn sort(markers: &mut [Marker]) {
    markers.sort_by(|a, b| (a.from, a.kind, a.to, &a.text).cmp(&(b.from, b.kind, b.to, &b.text)));
}

/// Returns true for a data point that counts. The time of a file makes no burst: a folder that was
/// copied would be one.
fn is_point(event: &Event) -> bool {
    event.kind == EventKind::Evidence && !event.draft && event.basis != Basis::File
}

fn bursts(points: &[&Event], windows: Windows) -> Vec<Marker> {
    // Each root once, on its first day; only what is known to the day can be near in days.
    let mut days: Vec<(Day, &str)> = Vec::new();
    let mut seen = BTreeSet::new();
    for event in points.iter().filter(|event| event.precision == Precision::Day) {
        let (Some(day), Some(root)) = (event.from, event.root.as_deref()) else { continue };
        if seen.insert(root) {
            days.push((day, root));
        }
    }
    days.sort();
    let mut markers = Vec::new();
    let mut rest = days.as_slice();
    while let Some(((first, _), behind)) = rest.split_first() {
        let count =
            1 + behind.iter().take_while(|(day, _)| day.since(*first) <= windows.burst).count();
        if count >= BURST {
            let last = rest.get(count - 1).map_or(*first, |(day, _)| *day);
            let hours = i64::from(windows.burst) * 24;
            let text = format!(
                "{} independent data points from {first} to {last}; \
                 rule: at least {BURST} within {hours} hours",
                grouped(count)
            );
            markers.push(Marker { kind: MarkerKind::Burst, from: *first, to: last, text });
            rest = rest.get(count..).unwrap_or(&[]);
        } else {
            rest = behind;
        }
    }
    markers
}

fn silences(points: &[&Event], windows: Windows, today: Day) -> Vec<Marker> {
    let mut spans: Vec<(Day, Day)> = points
        .iter()
        .filter_map(|event| Some((event.from?, event.to.or(event.from)?)))
        .filter(|(from, _)| *from <= today)
        .collect();
    spans.sort();
    let starts: Vec<Day> = spans.iter().map(|(from, _)| *from).collect();
    let mut gaps: Vec<i32> = starts
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(b.since(*a)),
            _ => None,
        })
        .collect();
    gaps.retain(|gap| *gap > 0);
    gaps.sort_unstable();
    if gaps.len() < GAPS {
        return Vec::new();
    }
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1).max(1);
    let longest = usual.saturating_mul(windows.silence);
    let mut markers = Vec::new();
    let mut quiet_since: Option<Day> = None;
    let ends = spans.iter().copied().map(Some).chain([None]);
    for span in ends {
        let (from, to) = span.unwrap_or((today, today));
        if let Some(since) = quiet_since
            && from.since(since) > longest
        {
            let until = if span.is_some() { "until" } else { "and still on" };
            let text = format!(
                "no data point after {since} {until} {from}, {}; \
                 rule: longer than {} times the usual gap of {}",
                days_words(from.since(since)),
                windows.silence,
                days_words(usual)
            );
            markers.push(Marker { kind: MarkerKind::Silence, from: since, to: from, text });
        }
        quiet_since = quiet_since.max(Some(to.min(today)));
    }
    markers
}

/// Finds changes of confidence that no data point explains.
fn jumps(events: &[Event], windows: Windows) -> Vec<Marker> {
    let log = events.iter().filter(|event| event.kind == EventKind::Confidence);
    let log: Vec<(Day, f64)> = log.filter_map(|event| Some((event.from?, event.number?))).collect();
    let mut markers = Vec::new();
    for pair in log.windows(2) {
        let [(_, before), (day, now)] = pair else { continue };
        // Shares are kept to a hundredth of a percent, so that a tenth is a tenth.
        let moved = ((now - before) * 10_000.0).round() / 10_000.0;
        if moved.abs() <= JUMP || events.iter().any(|event| is_near(event, *day, windows.tension)) {
            continue;
        }
        let text = format!(
            "confidence moved from {}% to {}% on {day} with no data point within {}; \
             rule: more than {} points",
            percent(*before),
            percent(*now),
            days_words(windows.tension),
            percent(JUMP)
        );
        markers.push(Marker { kind: MarkerKind::Tension, from: *day, to: *day, text });
    }
    markers
}

fn is_near(event: &Event, day: Day, window: i32) -> bool {
    let (Some(from), Some(to)) = (event.from, event.to) else { return false };
    is_point(event) && from.since(day) <= window && day.since(to) <= window
}

/// Finds strong contradictions since the last line of the log.
fn unanswered(events: &[Event]) -> Option<Marker> {
    let log = events.iter().filter(|event| event.kind == EventKind::Confidence);
    let last = log.filter_map(|event| event.from).max();
    let strong = |event: &&Event| {
        is_point(event)
            && event.stance == Some(Stance::Contradicts)
            && event.strength == Some(Strength::Strong)
    };
    let days: Vec<Day> = events
        .iter()
        .filter(strong)
        .filter_map(|event| event.from)
        .filter(|day| last.is_none_or(|last| *day > last))
        .collect();
    let (from, to) = (*days.iter().min()?, *days.iter().max()?);
    if days.len() < BURST {
        return None;
    }
    let text = format!(
        "{} strong independent contradictions from {from} to {to} and no line in the confidence \
         log after them; rule: at least {BURST}",
        days.len()
    );
    Some(Marker { kind: MarkerKind::Tension, from, to, text })
}

/// Returns a number of days in words.
pub fn days_words(days: i32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
