//! The commands that only ask.

use anyhow::Result;
use vault::api::{Answer, Request};

use crate::arguments::Command;
use crate::output::Output;
use crate::session::Session;
use crate::{Outcome, show};

/// Asks what the command asks and prints the answer.
pub(crate) fn run(session: &Session, output: &mut Output, command: Command) -> Result<Outcome> {
    let Some(request) = request(command) else { return Ok(Outcome::Done) };
    let needs_text = matches!(request, Request::Switch { .. });
    let answer = if needs_text { session.ask_text(request)? } else { session.ask(request)? };
    let outcome = outcome(&answer);
    output.write(&answer, show::lines)?;
    Ok(outcome)
}

fn request(command: Command) -> Option<Request> {
    Some(match command {
        Command::Metadata { note } => Request::Metadata { note },
        Command::Links { note } => Request::Links { note },
        Command::Backlinks { note } => Request::Backlinks { note },
        Command::Graph => Request::Graph {},
        Command::Tags => Request::Tags {},
        Command::Properties { name: Some(name) } => Request::PropertyValues { name },
        Command::Properties { name: None } => Request::Properties {},
        Command::Outline { note } => Request::Outline { note },
        Command::Unresolved => Request::Unresolved {},
        Command::Orphans => Request::Orphans {},
        Command::Deadends => Request::Deadends {},
        Command::Tasks { open } => Request::Tasks { open },
        Command::Switch { text, limit } => Request::Switch { text, limit },
        Command::Check => Request::Check {},
        Command::Read { note } => Request::Read { note },
        _ => return None,
    })
}

/// Returns "no" where something was looked for in vain, or problems were found.
fn outcome(answer: &Answer) -> Outcome {
    let is_no = match answer {
        Answer::Switch(rows) => rows.is_empty(),
        Answer::PropertyValues(values) => values.is_empty(),
        Answer::Check(problems) => !problems.is_empty(),
        _ => false,
    };
    if is_no { Outcome::No } else { Outcome::Done }
}
