//! What a thesis note says about itself: statement, pillars, doubts, the log of its confidence.

use serde::{Deserialize, Serialize};

use super::date::{Day, parse_date};
use super::reading::{Reading, Reference, shown, words_of_item};
use super::stance::parse_share;
use crate::facts::{ListItem, NoteFacts, SectionKind};
use crate::text::Span;

/// The parts of a thesis note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ThesisPage {
    /// The first paragraph after the title; empty where there is none.
    pub statement: String,
    /// The claims it rests on.
    pub pillars: Vec<Pillar>,
    /// What would change the person's mind.
    pub doubts: Vec<Said>,
    /// The changes of confidence, in the order of the note.
    pub log: Vec<LogLine>,
}

/// A claim that a thesis rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Pillar {
    /// Its block id, without `^`.
    pub id: String,
    /// The claim.
    pub text: String,
    /// The line, from 1.
    pub line: u32,
}

/// A line of a thesis note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "ThesisLine")]
pub struct Said {
    /// What it says.
    pub text: String,
    /// The line, from 1.
    pub line: u32,
}

/// A change of confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogLine {
    /// When.
    pub day: Day,
    /// The new number, from 0 to 1.
    pub confidence: f64,
    /// The number before, where the line says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<f64>,
    /// The note that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Reference>,
    /// Why.
    pub reason: String,
    /// The line, from 1.
    pub line: u32,
}

/// Reads the parts of a thesis note.
pub(super) fn read_page(note: &mut Reading<'_>) -> ThesisPage {
    ThesisPage {
        statement: statement(note),
        pillars: pillars(note),
        doubts: doubts(note),
        log: log(note),
    }
}

fn statement(note: &Reading<'_>) -> String {
    find_statement(note.facts).map_or_else(String::new, |span| shown(span.of(note.text)))
}

/// Finds the first paragraph behind the title and before the next heading, or the note's first.
pub fn find_statement(facts: &NoteFacts) -> Option<Span> {
    let title = facts.headings.first().filter(|heading| heading.level == 1);
    let from = title.map_or(0, |heading| heading.span.end);
    let behind = facts.sections.iter().filter(|section| section.span.start >= from);
    let mut before = behind.take_while(|section| section.kind != SectionKind::Heading);
    before.find(|section| section.kind == SectionKind::Paragraph).map(|section| section.span)
}

fn pillars(note: &Reading<'_>) -> Vec<Pillar> {
    let items = items_below(note, |heading| heading == "pillars");
    let pillar = |item: &ListItem| {
        Some(Pillar {
            id: item.id.clone()?,
            text: shown(words_of_item(note.text, item).of(note.text)),
            line: note.line(item.span),
        })
    };
    items.iter().filter_map(|item| pillar(item)).collect()
}

fn doubts(note: &Reading<'_>) -> Vec<Said> {
    let items = items_below(note, |heading| heading.starts_with("what would change my mind"));
    let said = |item: &&ListItem| Said {
        text: shown(words_of_item(note.text, item).of(note.text)),
        line: note.line(item.span),
    };
    items.iter().map(said).collect()
}

fn items_below<'n>(note: &Reading<'n>, wanted: impl Fn(&str) -> bool) -> Vec<&'n ListItem> {
    let sections = note.sections(wanted);
    sections.iter().flat_map(|(_, span)| note.list_items(*span)).collect()
}

fn log(note: &mut Reading<'_>) -> Vec<LogLine> {
    let items = items_below(note, |heading| heading == "confidence log");
    let mut log = Vec::with_capacity(items.len());
    for item in items {
        let words = words_of_item(note.text, item);
        match log_line(note, words) {
            Ok(line) => log.push(line),
            Err(why) => {
                let message = format!(
                    "this line of the confidence log cannot be read: {why}; \
                     write 2026-05-05 · 65% (was 50%) · [[cause]] — reason"
                );
                note.report("bad-log-line", message, item.span);
            }
        }
    }
    log
}

/// Reads `date · number (was number) · [[cause]] — reason`.
fn log_line(note: &mut Reading<'_>, span: Span) -> Result<LogLine, String> {
    let text = span.of(note.text);
    let (head, reason) = split_reason(text);
    let mut parts = head.split(['·', '|']).map(str::trim);
    let date = parts.next().unwrap_or_default();
    let day = parse_date(date).map_err(|error| error.to_string())?;
    let day = day.single_day().ok_or_else(|| format!("{date:?} is not a single day"))?;
    let number = parts.next().unwrap_or_default();
    let (now, was) = match number.split_once('(') {
        Some((now, was)) => (now, Some(was.trim_end_matches(')').trim().trim_start_matches("was"))),
        None => (number, None),
    };
    let share = |text: &str| parse_share(text).ok_or_else(|| format!("{text:?} is no confidence"));
    let confidence = share(now)?;
    let was = was.map(share).transpose()?;
    let head = Span { start: span.start, end: span.start + head.len() as u32 };
    let cause = note.links_in(head).first().map(|link| note.refer(*link));
    let line = note.line(span);
    Ok(LogLine { day, confidence, was, cause, reason: shown(reason), line })
}

/// Splits at the first dash that stands between blanks.
pub(super) fn split_reason(text: &str) -> (&str, &str) {
    let dashes = [" — ", " – ", " - "];
    let first = dashes.iter().filter_map(|dash| Some((text.find(dash)?, dash.len()))).min();
    match first {
        Some((at, length)) => {
            (text.get(..at).unwrap_or(text), text.get(at + length..).unwrap_or(""))
        }
        None => (text, ""),
    }
}
