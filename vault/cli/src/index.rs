//! `tl index`: the index brought up to date, and what it counts.

use anyhow::Result;
use serde::Serialize;
use vault::api::{Answer, Request};
use vault::vault::{Phase, Timings};

use crate::Outcome;
use crate::output::Output;
use crate::session::Session;

/// What is in a vault, and how long it took to find out.
#[derive(Debug, Serialize)]
struct Summary {
    notes: u64,
    attachments: u64,
    /// All links, those that lead nowhere included.
    links: u64,
    /// Links that lead nowhere.
    unresolved: u64,
    tags: u64,
    problems: u64,
    ms: Timings,
}

pub(crate) fn index(session: &Session, output: &mut Output, rebuild: bool) -> Result<Outcome> {
    if rebuild {
        session.wait_for(Phase::Scanning)?;
        session.vault.rebuild()?;
    }
    session.wait_for(Phase::Ready)?;
    let summary = summarise(session)?;
    output.write(&summary, |lines, summary| {
        let row = |name: &str, count: u64| vec![name.to_owned(), count.to_string()];
        lines.table(&[
            row("notes", summary.notes),
            row("attachments", summary.attachments),
            row("links", summary.links),
            row("unresolved", summary.unresolved),
            row("tags", summary.tags),
            row("problems", summary.problems),
            vec!["time".to_owned(), format!("{} ms", summary.ms.total)],
        ])
    })?;
    Ok(Outcome::Done)
}

fn summarise(session: &Session) -> Result<Summary> {
    let status = session.vault.status();
    let (mut resolved, mut unresolved) = (0u64, 0u64);
    if let Answer::Graph(graph) = session.ask(Request::Graph {})? {
        let count = |counts: u64, more: &u32| counts + u64::from(*more);
        resolved = graph.resolved.values().flat_map(|links| links.values()).fold(0, count);
        unresolved = graph.unresolved.values().flat_map(|links| links.values()).fold(0, count);
    }
    let tags = match session.ask(Request::Tags {})? {
        Answer::Tags(tags) => tags.len() as u64,
        _ => 0,
    };
    let problems = match session.ask(Request::Check {})? {
        Answer::Check(problems) => problems.len() as u64,
        _ => 0,
    };
    Ok(Summary {
        notes: status.notes,
        attachments: status.attachments,
        links: resolved + unresolved,
        unresolved,
        tags,
        problems,
        ms: session.vault.timings(),
    })
}
