//! The commands that write evidence: edges, the confidence log, watch items, captured texts; and
//! who said what.

use std::io;

use anyhow::Result;
use vault::api::{Answer, CaptureToWrite, EdgeToWrite, Request, WatchOutcome};
use vault::error::{Code, Error};
use vault::query::capture::{Capture, CaptureField};
use vault::query::sources::{SourceKind, SourcePage, SourceRow};
use vault::thesis::edge::Place;
use vault::thesis::stance::{Stance, Strength, parse_share};

use crate::arguments::{Command, OutcomeName, StanceName, StrengthName};
use crate::editing::write;
use crate::output::{Lines, Output};
use crate::session::Session;
use crate::{Outcome, text_argument};

/// Runs a command about evidence; hands back one that is about something else.
pub(crate) fn run(
    session: &Session,
    output: &mut Output,
    command: Command,
) -> Result<Result<Outcome, Box<Command>>> {
    let request = match command {
        Command::Edge { note, stance, thesis, pillar, strength, reason, property } => {
            let (stance, strength) = (stance_of(stance), strength.map(strength_of));
            let edge = EdgeToWrite { thesis, pillar, stance, strength, reason };
            let place = if property { Place::Frontmatter } else { Place::Inline };
            Request::SetEdge { note, edge, place: Some(place), line: None, old: None }
        }
        Command::Log { thesis, confidence, reason, cause, day } => {
            let wrong = || {
                Error::new(Code::Invalid, format!("{confidence:?} is no confidence"))
                    .with_hint("write 65% or 0.65")
            };
            let confidence = parse_share(&confidence).ok_or_else(wrong)?;
            Request::LogConfidence { note: thesis, confidence, cause, reason, day }
        }
        Command::Resolve { note, line, outcome, evidence } => Request::ResolveWatch {
            note,
            line,
            outcome: outcome_of(outcome),
            evidence,
            resolution: None,
        },
        Command::Capture { text, folder, title, dry_run } => {
            return capture(session, output, text_argument(text)?, folder, title, dry_run).map(Ok);
        }
        Command::Sources { name: Some(key), author } => {
            let kind = if author { SourceKind::Author } else { SourceKind::Source };
            let Answer::Source(page) = session.ask(Request::Source { kind, key })? else {
                return Ok(Ok(Outcome::No));
            };
            output.write(&page, show_page)?;
            return Ok(Ok(Outcome::Done));
        }
        Command::Sources { name: None, .. } => {
            let Answer::Sources(rows) = session.ask(Request::Sources {})? else {
                return Ok(Ok(Outcome::No));
            };
            output
                .write(&rows, |lines, rows| rows.iter().try_for_each(|row| show_row(lines, row)))?;
            return Ok(Ok(if rows.is_empty() { Outcome::No } else { Outcome::Done }));
        }
        other => return Ok(Err(Box::new(other))),
    };
    write(session, output, request).map(Ok)
}

fn capture(
    session: &Session,
    output: &mut Output,
    text: String,
    folder: Option<String>,
    title: Option<String>,
    dry_run: bool,
) -> Result<Outcome> {
    let Answer::Capture(found) = session.ask(Request::Capture { text: text.clone() })? else {
        return Ok(Outcome::No);
    };
    if dry_run {
        output.write(&found, show_capture)?;
        return Ok(Outcome::Done);
    }
    let mut capture = CaptureToWrite::of(text, found);
    capture.folder = folder.unwrap_or(capture.folder);
    capture.title = title.unwrap_or(capture.title);
    write(session, output, Request::SaveCapture { capture })
}

pub(crate) fn stance_of(name: StanceName) -> Stance {
    match name {
        StanceName::Supports => Stance::Supports,
        StanceName::Contradicts => Stance::Contradicts,
        StanceName::Context => Stance::Context,
    }
}

fn strength_of(name: StrengthName) -> Strength {
    match name {
        StrengthName::Strong => Strength::Strong,
        StrengthName::Moderate => Strength::Moderate,
        StrengthName::Weak => Strength::Weak,
    }
}

fn outcome_of(name: OutcomeName) -> WatchOutcome {
    match name {
        OutcomeName::True => WatchOutcome::True,
        OutcomeName::False => WatchOutcome::False,
        OutcomeName::Cancelled => WatchOutcome::Cancelled,
    }
}

fn show_capture(out: &mut Lines<'_>, found: &Capture) -> io::Result<()> {
    let mut field = |name: &str, field: &Option<CaptureField>| match field {
        Some(field) => {
            let other = field.alternative.as_ref().map(|other| format!("  (or {other})"));
            out.line(&format!("{name}: {}{}", field.value, other.unwrap_or_default()))
        }
        None => Ok(()),
    };
    field("title", &found.title)?;
    field("source", &found.source)?;
    field("publisher", &found.publisher)?;
    field("author", &found.author)?;
    field("published", &found.published)?;
    for (name, list) in [("tags", &found.tags), ("mentions", &found.mentions)] {
        if !list.is_empty() {
            out.line(&format!("{name}: {}", list.join(", ")))?;
        }
    }
    for edge in &found.edges {
        let strength = edge.strength.map(|strength| format!(", {}", strength.as_str()));
        let strength = strength.unwrap_or_default();
        out.line(&format!("{}: {}{strength}", edge.stance.as_str(), edge.title))?;
    }
    let lines =
        [("watch", &found.watch), ("question", &found.questions), ("claims", &found.claims)];
    for (name, list) in lines {
        for field in list {
            out.line(&format!("{name}: {}", field.value))?;
        }
    }
    for twin in &found.twins {
        out.line(&format!("same data point: {} ({})", twin.note, twin.reason))?;
    }
    out.line(&format!("folder: {}", if found.folder.is_empty() { "/" } else { &found.folder }))
}

fn show_row(out: &mut Lines<'_>, row: &SourceRow) -> io::Result<()> {
    let kind = match row.kind {
        SourceKind::Source => "source",
        SourceKind::Author => "author",
    };
    let sides = &row.totals.independent;
    let mut line = format!(
        "{} ({kind})  {} {} · {} independent  ▲{} ▼{} ●{}",
        row.title,
        row.said,
        if row.said == 1 { "note" } else { "notes" },
        row.totals.all_independent,
        sides.supports,
        sides.contradicts,
        sides.context
    );
    let ended = row.watch.came_true + row.watch.came_false;
    if ended > 0 {
        line.push_str(&format!("  {} of {ended} came true", row.watch.came_true));
    }
    out.line(&line)
}

fn show_page(out: &mut Lines<'_>, page: &SourcePage) -> io::Result<()> {
    show_row(out, &page.row)?;
    for said in &page.said {
        let day = said.published.as_ref().and_then(|date| date.from.or(date.to));
        let day = day.map_or_else(|| "no date".to_owned(), |day| day.to_string());
        out.line(&format!("{day}  {}", said.title))?;
        for edge in &said.edges {
            let strength = edge.strength.map(|strength| format!(", {}", strength.as_str()));
            let strength = strength.unwrap_or_default();
            out.line(&format!("  {} {}{strength}", edge.stance.as_str(), edge.title))?;
        }
    }
    Ok(())
}
