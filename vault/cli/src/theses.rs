//! The commands about theses: what they ask, and how their answers read.

use std::io;

use anyhow::Result;
use vault::api::{Request, Settled};
use vault::query::infer::ProposalRow;
use vault::query::questions::QuestionRow;
use vault::query::theses::ThesisRow;
use vault::query::thesis::{LedgerRow, ThesisPage};
use vault::query::watch::{WatchList, WatchRow};
use vault::thesis::calibration::Calibration;
use vault::thesis::clock::Clock;
use vault::thesis::event::percent;
use vault::thesis::hint::Certainty;
use vault::thesis::ledger::{StanceCounts, Totals};
use vault::thesis::watch::WatchStatus;

use crate::arguments::{ClockName, Command};
use crate::output::Lines;
use crate::show::edits;

/// Returns what a command about theses asks; none for another command.
pub(crate) fn request(command: &Command) -> Result<Option<Request>> {
    Ok(Some(match command {
        Command::Theses => Request::Theses {},
        Command::Thesis { note, clock } => {
            Request::Thesis { note: note.clone(), clock: clock.map(clock_of) }
        }
        Command::Timeline(timeline) => Request::Timeline { filter: timeline.filter()? },
        Command::Watch { .. } => Request::Watch {},
        Command::Questions => Request::Questions {},
        Command::Infer { note } => Request::Infer { note: note.clone() },
        Command::Accept { ids, alternative, dry_run } => {
            Request::Accept { ids: ids.clone(), alternative: *alternative, dry_run: *dry_run }
        }
        Command::Refuse { ids } => Request::Refuse { ids: ids.clone() },
        _ => return Ok(None),
    }))
}

pub(crate) fn clock_of(name: ClockName) -> Clock {
    match name {
        ClockName::Published => Clock::Published,
        ClockName::Occurred => Clock::Occurred,
        ClockName::Created => Clock::Created,
    }
}

pub(crate) fn theses(out: &mut Lines<'_>, rows: &[ThesisRow]) -> io::Result<()> {
    for row in rows {
        let number = row.confidence.map(|share| format!("  {}%", percent(share)));
        let status = row.status.clone().map(|status| format!("  {status}"));
        let missing = if row.exists { "" } else { "  (no note)" };
        out.line(&format!(
            "{}{}{}{missing}",
            row.title,
            status.unwrap_or_default(),
            number.unwrap_or_default()
        ))?;
        out.line(&format!("  {}", sums(&row.totals)))?;
        if row.proposed > 0 {
            let notes = if row.proposed == 1 { "note" } else { "notes" };
            let independent = row.proposed_independent;
            out.line(&format!("  {} {notes} · {independent} independent proposed", row.proposed))?;
        }
        for marker in &row.markers {
            out.line(&format!("  ! {}", marker.text))?;
        }
    }
    Ok(())
}

fn sums(totals: &Totals) -> String {
    let StanceCounts { supports, contradicts, context } = totals.notes;
    let notes = if totals.all_notes == 1 { "note" } else { "notes" };
    let mut line = format!(
        "▲{supports} ▼{contradicts} ●{context}  {} {notes} · {} independent",
        totals.all_notes, totals.all_independent
    );
    let drafts = totals.draft.supports + totals.draft.contradicts + totals.draft.context;
    if drafts > 0 {
        line.push_str(&format!(" + {drafts} to be reviewed"));
    }
    line
}

pub(crate) fn thesis(out: &mut Lines<'_>, page: &ThesisPage) -> io::Result<()> {
    out.line(&page.title)?;
    out.line(&page.statement)?;
    out.line(&sums(&page.totals))?;
    for pillar in &page.pillars {
        out.line(&format!("^{}  {}  {}", pillar.id, pillar.text, sums(&pillar.totals)))?;
    }
    for line in &page.confidence_log {
        out.line(&format!("{}  {}%  {}", line.day, percent(line.confidence), line.reason))?;
    }
    page.ledger.iter().try_for_each(|row| out.line(&ledger_line(row)))?;
    page.watch.iter().try_for_each(|row| out.line(&watch_line(row)))?;
    page.markers.iter().try_for_each(|marker| out.line(&format!("! {}", marker.text)))
}

fn ledger_line(row: &LedgerRow) -> String {
    let day = row.published.as_ref().and_then(|date| date.from.or(date.to));
    let day = day.map_or_else(|| "undated   ".to_owned(), |day| day.to_string());
    let strength = row.strength.map_or("", |strength| strength.as_str());
    let pillar = row.pillar.as_ref().map(|id| format!(" ^{id}")).unwrap_or_default();
    format!("{day}  {} {strength:<8}  {}{pillar}  {}", row.stance.sign(), row.title, row.reason)
}

pub(crate) fn watch(out: &mut Lines<'_>, list: &WatchList) -> io::Result<()> {
    list.items.iter().try_for_each(|row| out.line(&watch_line(row)))?;
    foreseen(out, &list.calibration)
}

pub(crate) fn foreseen(out: &mut Lines<'_>, calibration: &Calibration) -> io::Result<()> {
    for row in &calibration.rows {
        out.line(&format!(
            "{}% to {}%: {} of {} came true",
            percent(row.from),
            percent(row.to),
            (row.came_true * f64::from(row.items)).round(),
            row.items
        ))?;
    }
    match calibration.brier {
        Some(score) => out.line(&format!("{} resolved, Brier score {score}", calibration.resolved)),
        None => out.line(&format!(
            "{} resolved with a probability; a score is given from {} on",
            calibration.resolved, calibration.needed
        )),
    }
}

fn watch_line(row: &WatchRow) -> String {
    let status = match row.status {
        WatchStatus::Overdue => "overdue",
        WatchStatus::Open => "open",
        WatchStatus::ResolvedTrue => "true",
        WatchStatus::ResolvedFalse => "false",
        WatchStatus::Cancelled => "cancelled",
    };
    let due = row.due.map(|day| format!(" {day}")).unwrap_or_default();
    format!("{}:{}: [{status}{due}] {}", row.note, row.line, row.text)
}

pub(crate) fn proposals(out: &mut Lines<'_>, rows: &[ProposalRow]) -> io::Result<()> {
    for row in rows {
        let sure = match row.certainty {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Guess => "guess",
        };
        let or = row.alternative.as_ref().map(|other| format!(" or {other}")).unwrap_or_default();
        out.line(&format!(
            "{}  {}:{}: {} {}{or} ({sure}, {})",
            row.id,
            row.note,
            row.line,
            row.rule,
            row.value,
            row.what_word()
        ))?;
    }
    Ok(())
}

pub(crate) fn settled(out: &mut Lines<'_>, settled: &Settled) -> io::Result<()> {
    edits(out, &settled.written.edits)?;
    settled.unknown.iter().try_for_each(|id| out.line(&format!("no open proposal {id}")))
}

pub(crate) fn questions(out: &mut Lines<'_>, rows: &[QuestionRow]) -> io::Result<()> {
    rows.iter().try_for_each(|row| {
        let state = if row.open { "open" } else { "answered" };
        out.line(&format!("{}:{}: [{state}] {}", row.note, row.line, row.text))
    })
}
