//! The commands that only ask.

use anyhow::Result;
use vault::api::{Answer, Request};

use vault::error::{Code, Error};
use vault::query::search::{SearchAnswer, SearchSort};

use vault::query::timeline::TimelineFilter;
use vault::thesis::lane::LaneKind;

use crate::arguments::{Command, Sort};
use crate::output::Output;
use crate::session::Session;
use crate::{Outcome, daily, show, theses, timeline};

/// Asks what the command asks and prints the answer.
pub(crate) fn run(session: &Session, output: &mut Output, command: Command) -> Result<Outcome> {
    let asked = theses::request(&command)?;
    let exported = command.clone();
    let request = match asked {
        Some(request) => request,
        None => match request(command) {
            Some(request) => request,
            None => return Ok(Outcome::Done),
        },
    };
    let needs_text = matches!(
        request,
        Request::Search { .. } | Request::Mentions { .. } | Request::Index { .. }
    );
    let by_cluster = |filter: &TimelineFilter| filter.lane == Some(LaneKind::Cluster);
    let needs_clusters = matches!(
        &request,
        Request::Timeline { filter } if by_cluster(filter)
    ) || matches!(
        request,
        Request::Clusters { signals: None }
            | Request::ExplainCluster { .. }
            | Request::Highlights { .. }
    );
    if needs_clusters {
        session.wait_for_clusters()?;
    }
    let answer = if needs_text { session.ask_text(request)? } else { session.ask(request)? };
    let outcome = outcome(&answer);
    if let Answer::Timeline(answer) = &answer
        && timeline::export(&exported, answer)?
    {
        return Ok(Outcome::Done);
    }
    if let Answer::Search(found) = &answer {
        return search(output, found);
    }
    match (&answer, &exported) {
        (Answer::Watch(list), Command::Watch { calibration: true }) => {
            output.write(&list.calibration, theses::foreseen)?;
        }
        // For a script the watchlist is a list.
        (Answer::Watch(list), _) if output.is_json() => {
            output.write(&list.items, |_, _| Ok(()))?;
        }
        _ => output.write(&answer, show::lines)?,
    }
    Ok(outcome)
}

fn request(command: Command) -> Option<Request> {
    Some(match command {
        Command::Index { rebuild } => Request::Index { rebuild },
        Command::Metadata { note } => Request::Metadata { note },
        Command::Links { note } => Request::Links { note },
        Command::Backlinks { note } => Request::Backlinks { note, rows: None },
        Command::Mentions { note } => Request::Mentions { note, rows: None },
        Command::History { note, show: Some(hash) } => Request::VersionText { note, hash },
        Command::History { note, show: None } => Request::History { note },
        Command::Graph => Request::Graph {},
        Command::Tags => Request::Tags {},
        Command::Properties { name: Some(name), .. } => Request::PropertyValues { name },
        Command::Properties { name: None, .. } => Request::Properties {},
        Command::Outline { note } => Request::Outline { note },
        Command::Unresolved => Request::Unresolved {},
        Command::Orphans => Request::Orphans {},
        Command::Deadends => Request::Deadends {},
        Command::Tasks { open } => Request::Tasks { open },
        Command::Search { query, limit, sort } => {
            let sort = match sort {
                Sort::Score => SearchSort::Score,
                Sort::Modified => SearchSort::Modified,
                Sort::Name => SearchSort::Name,
            };
            Request::Search { query, limit, sort, context: None }
        }
        Command::Switch { text, limit } => Request::Switch { text, limit },
        Command::Clusters { explain: Some(note), .. } => Request::ExplainCluster { note },
        Command::Clusters { explain: None, signals } => Request::Clusters { signals },
        Command::Highlights { note, thesis, cluster } => {
            Request::Highlights { note, thesis, cluster }
        }
        Command::Base { file, view, this } => {
            Request::Base { path: file, view, this, sort: None, offset: None }
        }
        Command::Check => Request::Check {},
        Command::Template { .. } => Request::Templates {},
        Command::Random => Request::RandomNote { chance: daily::chance(), shown: None },
        Command::Bookmarks { .. } => Request::Bookmarks {},
        Command::Settings { .. } => Request::SettingRows {},
        Command::Read { note } => Request::Read { note },
        Command::Render { note, subpath } => Request::Render { note, text: None, subpath },
        _ => return None,
    })
}

/// Prints what a search found; a query that cannot be read is wrong use.
fn search(output: &mut Output, found: &SearchAnswer) -> Result<Outcome> {
    if let Some(problem) = &found.problem {
        return Err(Error::new(Code::Invalid, problem.clone()).into());
    }
    output
        .write(&found.hits, |lines, hits| hits.iter().try_for_each(|hit| show::hit(lines, hit)))?;
    if found.limited && !output.is_json() {
        output.note(&format!("{} notes in all; --limit N shows more", found.total));
    }
    Ok(if found.hits.is_empty() { Outcome::No } else { Outcome::Done })
}

/// Returns "no" where something was looked for in vain, or problems were found.
fn outcome(answer: &Answer) -> Outcome {
    let is_no = match answer {
        Answer::Switch(rows) => rows.is_empty(),
        Answer::Clusters(rows) | Answer::ExplainCluster(rows) => rows.is_empty(),
        Answer::Highlights(rows) => rows.is_empty(),
        Answer::Templates(rows) => rows.is_empty(),
        Answer::RandomNote(found) => found.is_none(),
        Answer::PropertyValues(values) => values.is_empty(),
        Answer::Check(problems) => !problems.is_empty(),
        Answer::Base(base) => base.broken.is_some() || base.total == 0,
        Answer::Accept(settled) | Answer::Refuse(settled) => !settled.unknown.is_empty(),
        _ => false,
    };
    if is_no { Outcome::No } else { Outcome::Done }
}
