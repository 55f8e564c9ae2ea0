//! The commands that change files, always by the safe save.

use anyhow::Result;
use vault::api::{Answer, Request, Saved};
use vault::edit::property::value_from_argument;
use vault::error::{Code, Error};
use vault::path::VaultPath;
use vault::vault::Phase;

use crate::arguments::Command;
use crate::output::Output;
use crate::session::Session;
use crate::{Outcome, daily, show, text_argument};

/// Runs a command that changes files; hands back one that does not.
pub(crate) fn run(
    session: &Session,
    output: &mut Output,
    command: Command,
) -> Result<Result<Outcome, Box<Command>>> {
    let request = match command {
        Command::Properties { name: Some(name), rename, remove, dry_run }
            if remove || rename.is_some() =>
        {
            Request::ChangePropertyEverywhere { name, to: rename, dry_run }
        }
        Command::Rename { note, new, dry_run } => rename_request(session, note, new, dry_run)?,
        Command::Move { note, folder, dry_run } => {
            let path = session.find(&note)?;
            let to = inside(&folder, &path);
            Request::Rename { path, to, dry_run }
        }
        Command::Property { note, key, value, remove } => {
            return property(session, output, note, key, value, remove).map(Ok);
        }
        Command::New { name, folder, text } => {
            let text = text_argument(text)?;
            Request::NewNote { folder, name, text, source: None }
        }
        Command::Replace { find, to, match_case, within, dry_run } => {
            // Full text tells which notes are to be read.
            session.wait_for(Phase::Ready)?;
            let (left_out, shown) = (None, None);
            Request::Replace { find, to, match_case, within, left_out, shown, dry_run }
        }
        Command::Merge { note, into, dry_run } => Request::MergeNotes { note, into, dry_run },
        Command::Append { note, text } => Request::Append { note, text: text_argument(text)? },
        Command::Trash { note, attachments, dry_run } => {
            let path = session.find(&note)?;
            let attachments = attachments.then(|| only_attachments(session, &path)).transpose()?;
            Request::Trash { path, dry_run, attachments }
        }
        Command::Restore { note, hash } => Request::Restore { note, hash },
        Command::NameCluster { id, name } => {
            session.wait_for_clusters()?;
            Request::RenameCluster { id, name }
        }
        Command::Promote { id, title, folder, dry_run } => {
            session.wait_for_clusters()?;
            Request::PromoteCluster { id, title, folder, dry_run }
        }
        Command::Undo => Request::Undo {},
        Command::Daily { day } => Request::DailyNote { day, now: daily::now() },
        Command::Unique { text } => {
            Request::UniqueNote { now: daily::now(), text: text_argument(text)?, source: None }
        }
        Command::Template { name: Some(template), note: Some(note) } => {
            Request::ApplyTemplate { template, note, now: daily::now() }
        }
        Command::Bookmarks { add: Some(note), .. } => daily::add_bookmark(session, &note)?,
        Command::Bookmarks { remove: Some(place), .. } => {
            Request::RemoveBookmark { place, expected: String::new() }
        }
        Command::Settings { key: Some(key), value, default } => {
            return daily::setting(session, output, &key, value, default).map(Ok);
        }
        other => return Ok(Err(Box::new(other))),
    };
    write(session, output, request).map(Ok)
}

/// Returns what to rename: a file or folder, else the heading, block or tag that a `#` names.
fn rename_request(session: &Session, note: String, new: String, dry_run: bool) -> Result<Request> {
    let missing = match session.find(&note) {
        Ok(path) => {
            let to = if new.contains('/') { new } else { beside(&path, &new) };
            return Ok(Request::Rename { path, to, dry_run });
        }
        Err(error) => error,
    };
    // A file may have a `#` in its name, so that files come first.
    match note.find('#') {
        None => Err(missing),
        Some(0) => Ok(Request::RenameTag { tag: note, to: new, dry_run }),
        Some(at) => {
            let (note, subpath) = note.split_at(at);
            let (note, subpath) = (note.to_owned(), subpath.to_owned());
            Ok(Request::RenamePart { note, subpath, line: None, to: new, dry_run })
        }
    }
}

pub(crate) fn write(session: &Session, output: &mut Output, request: Request) -> Result<Outcome> {
    let answer = session.ask(request)?;
    refuse_conflict(&answer)?;
    output.write(&answer, show::lines)?;
    Ok(Outcome::Done)
}

/// Reads, writes or removes one property.
fn property(
    session: &Session,
    output: &mut Output,
    note: String,
    key: String,
    value: Option<String>,
    remove: bool,
) -> Result<Outcome> {
    let Answer::Read(text) = session.ask(Request::Read { note })? else { return Ok(Outcome::No) };
    let (path, seen) = (text.path.to_string(), text.hash);
    match value {
        _ if remove => write(session, output, Request::RemoveProperty { path, key, seen }),
        Some(value) => {
            let value = value_from_argument(&value).to_json();
            write(session, output, Request::SetProperty { path, key, value, seen })
        }
        None => read_property(session, output, path, &key),
    }
}

fn read_property(
    session: &Session,
    output: &mut Output,
    note: String,
    key: &str,
) -> Result<Outcome> {
    let Answer::Metadata(metadata) = session.ask(Request::Metadata { note })? else {
        return Ok(Outcome::No);
    };
    let properties = metadata.get("frontmatter").and_then(serde_json::Value::as_object);
    let folded = key.to_lowercase();
    let mut found = properties.into_iter().flatten();
    let Some((_, value)) = found.find(|(name, _)| name.to_lowercase() == folded) else {
        if output.is_json() {
            output.write_json(&serde_json::Value::Null)?;
        }
        return Ok(Outcome::No);
    };
    output.write(value, |lines, value| match value {
        serde_json::Value::Array(items) => {
            items.iter().try_for_each(|item| lines.line(&show::value_text(item)))
        }
        other => lines.line(&show::value_text(other)),
    })?;
    Ok(Outcome::Done)
}

fn refuse_conflict(answer: &Answer) -> Result<()> {
    match answer {
        Answer::SetProperty(Saved::Conflict { .. })
        | Answer::RemoveProperty(Saved::Conflict { .. })
        | Answer::Restore(Saved::Conflict { .. })
        | Answer::ApplyTemplate(Saved::Conflict { .. })
        | Answer::Append(Saved::Conflict { .. }) => {
            let message = "the note changed while it was edited; nothing was written";
            Err(Error::new(Code::Conflict, message).with_hint("try again").into())
        }
        _ => Ok(()),
    }
}

/// Returns the path of a new name in the folder where `path` is.
fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// Returns where `path` comes to be in a folder.
fn inside(folder: &str, path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    match folder.trim_matches('/') {
        "" | "." => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// Lists the attachments that only the file or folder at `path` uses.
fn only_attachments(session: &Session, path: &str) -> Result<Vec<VaultPath>> {
    let asked = Request::Trash { path: path.to_owned(), dry_run: true, attachments: None };
    match session.ask(asked)? {
        Answer::Trash(trashed) => Ok(trashed.attachments),
        _ => Ok(Vec::new()),
    }
}
