//! Answers as lines for a person.

use std::io;

use vault::api::{Answer, IndexSummary, Saved};
use vault::edit::planned::{LineEdit, Planned};
use vault::query::backlinks::Backlink;
use vault::query::bookmarks::BookmarkRow;
use vault::query::graph::LinkGraph;
use vault::query::links::LinkRow;
use vault::query::search::SearchHit;
use vault::query::tasks::TaskRow;

use crate::output::Lines;
use crate::{daily, theses, timeline};

mod bases;
mod clusters;

/// Writes an answer; those that are only ever JSON are written as such.
pub(crate) fn lines(out: &mut Lines<'_>, answer: &Answer) -> io::Result<()> {
    match answer {
        Answer::Links(links) => table(out, links, link),
        Answer::Backlinks(links) => links.iter().try_for_each(|link| backlink(out, link)),
        Answer::Mentions(rows) => rows.iter().try_for_each(|row| {
            out.line(&format!("{}:{}: {}", row.source, row.line, row.snippet.trim()))
        }),
        Answer::History(versions) => table(out, versions, |version| {
            let hash = version.hash.chars().take(12).collect();
            vec![hash, date(version.replaced), format!("{} bytes", version.size)]
        }),
        Answer::VersionText(version) => out.raw(&version.text),
        Answer::Graph(counts) => graph(out, counts),
        Answer::Tags(tags) => {
            table(out, tags, |tag| vec![tag.notes.to_string(), format!("#{}", tag.tag)])
        }
        Answer::Properties(names) => table(out, names, |name| {
            vec![name.notes.to_string(), name.name.clone(), name.kind.clone()]
        }),
        Answer::PropertyValues(values) => {
            table(out, values, |value| vec![value.notes.to_string(), value_text(&value.value)])
        }
        Answer::Outline(headings) => headings.iter().try_for_each(|heading| {
            let indent = "  ".repeat(usize::from(heading.level.saturating_sub(1)));
            out.line(&format!("{indent}{} :{}", heading.text, heading.line))
        }),
        Answer::Unresolved(targets) => table(out, targets, |target| {
            let sources: Vec<&str> = target.sources.iter().map(|path| path.as_str()).collect();
            vec![target.links.to_string(), target.target.clone(), sources.join(", ")]
        }),
        Answer::Orphans(paths) | Answer::Deadends(paths) => {
            paths.iter().try_for_each(|path| out.line(path.as_str()))
        }
        Answer::Tasks(tasks) => tasks.iter().try_for_each(|row| task(out, row)),
        Answer::Switch(rows) => rows.iter().try_for_each(|row| out.line(row.path.as_str())),
        Answer::Check(problems) => problems.iter().try_for_each(|problem| {
            let (path, line) = (&problem.path, problem.line);
            out.line(&format!("{path}:{line}: {} ({})", problem.message, problem.kind))
        }),
        Answer::Theses(rows) => theses::theses(out, rows),
        Answer::Thesis(page) => theses::thesis(out, page),
        Answer::Timeline(answer) => timeline::timeline(out, answer),
        Answer::Watch(list) => theses::watch(out, list),
        Answer::Questions(rows) => theses::questions(out, rows),
        Answer::Infer(rows) => theses::proposals(out, rows),
        Answer::Accept(settled) | Answer::Refuse(settled) => theses::settled(out, settled),
        Answer::Base(base) => bases::base(out, base),
        Answer::Index(summary) => index(out, summary),
        Answer::Render(rendered) => out.raw(&rendered.html),
        Answer::Read(note) => out.raw(&note.text),
        Answer::Rename(planned)
        | Answer::RenamePart(planned)
        | Answer::RenameTag(planned)
        | Answer::Replace(planned)
        | Answer::MergeNotes(planned)
        | Answer::ChangePropertyEverywhere(planned) => rename(out, planned),
        Answer::Clusters(rows) => rows.iter().try_for_each(|row| clusters::cluster(out, row)),
        Answer::ExplainCluster(rows) => {
            rows.iter().try_for_each(|row| clusters::explained(out, row))
        }
        Answer::RenameCluster(row) => clusters::cluster(out, row),
        Answer::PromoteCluster(promoted) => {
            out.line(promoted.path.as_str())?;
            rename(out, &promoted.planned)
        }
        Answer::Highlights(rows) => {
            table(out, rows, |row| vec![format!("{}-{}", row.from, row.to), row.why.clone()])
        }
        Answer::Undo(undone) => {
            out.line(&undone.title)?;
            undone.paths.iter().try_for_each(|path| out.line(&format!("  {path}")))
        }
        Answer::SetEdge(written)
        | Answer::LogConfidence(written)
        | Answer::ResolveWatch(written) => edits(out, &written.edits),
        Answer::NewNote(created) | Answer::SaveCapture(created) => out.line(created.path.as_str()),
        Answer::Trash(trashed) => {
            out.line(trashed.path.as_str())?;
            for path in &trashed.attachments {
                out.line(&format!("  attachment of nothing else: {path}"))?;
            }
            match trashed.links {
                0 => Ok(()),
                1 => out.line("warning: 1 link leads there"),
                many => out.line(&format!("warning: {many} links lead there")),
            }
        }
        Answer::DailyNote(note) | Answer::UniqueNote(note) => {
            out.line(note.path.as_str())?;
            if note.warning.is_empty() {
                Ok(())
            } else {
                out.line(&format!("warning: {}", note.warning))
            }
        }
        Answer::RandomNote(found) => found.iter().try_for_each(|path| out.line(path.as_str())),
        Answer::Templates(rows) => rows.iter().try_for_each(|row| out.line(&row.title)),
        Answer::Bookmarks(bookmarks)
        | Answer::AddBookmark(bookmarks)
        | Answer::RemoveBookmark(bookmarks) => table(out, &bookmarks.rows, bookmark),
        Answer::SettingRows(rows) => table(out, rows, |row| {
            let mark = if row.is_set { "set" } else { "" };
            vec![daily::setting_name(row), row.value.to_string(), mark.to_owned()]
        }),
        Answer::ApplyTemplate(saved)
        | Answer::SetProperty(saved)
        | Answer::RemoveProperty(saved)
        | Answer::Restore(saved)
        | Answer::Append(saved) => saved_line(out, saved),
        other => json(out, other),
    }
}

fn index(out: &mut Lines<'_>, summary: &IndexSummary) -> io::Result<()> {
    let row = |name: &str, count: u64| vec![name.to_owned(), count.to_string()];
    out.table(&[
        row("notes", summary.notes),
        row("attachments", summary.attachments),
        row("links", summary.links),
        row("unresolved", summary.unresolved),
        row("tags", summary.tags),
        row("problems", summary.problems),
        row("milliseconds", summary.ms.total),
    ])
}

/// Writes a note that a search found, and the lines in it.
pub(crate) fn hit(out: &mut Lines<'_>, hit: &SearchHit) -> io::Result<()> {
    if hit.matches.is_empty() {
        return out.line(&hit.path);
    }
    let lines = hit.matches.iter();
    lines
        .map(|found| format!("{}:{}: {}", hit.path, found.line, found.text.trim()))
        .try_for_each(|line| out.line(&line))
}

fn json(out: &mut Lines<'_>, answer: &Answer) -> io::Result<()> {
    let text = serde_json::to_string_pretty(answer)?;
    out.raw(&text)?;
    out.raw("\n")
}

/// Returns a time in milliseconds since 1970 as `2026-05-04 12:30 UTC`.
fn date(ms: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn table<T>(out: &mut Lines<'_>, rows: &[T], cells: impl Fn(&T) -> Vec<String>) -> io::Result<()> {
    out.table(&rows.iter().map(cells).collect::<Vec<_>>())
}

fn link(link: &LinkRow) -> Vec<String> {
    let target = format!("{}{}", link.target, link.subpath);
    let destination = link.destination.as_ref().map_or("(nothing)", |path| path.as_str());
    vec![format!(":{}", link.line), word(&link.kind), target, format!("-> {destination}")]
}

fn bookmark(row: &BookmarkRow) -> Vec<String> {
    let target = format!("{}{}", row.target, row.subpath);
    let missing = if row.is_missing { "(not in the vault)" } else { "" };
    vec![row.place.clone(), word(&row.kind), row.title.clone(), target, missing.to_owned()]
}

fn backlink(out: &mut Lines<'_>, link: &Backlink) -> io::Result<()> {
    out.line(&format!("{}:{}: {}", link.source, link.line, link.snippet.trim()))
}

fn graph(out: &mut Lines<'_>, graph: &LinkGraph) -> io::Result<()> {
    for (source, destinations) in &graph.resolved {
        for (destination, links) in destinations {
            out.line(&format!("{source} -> {destination} ({links})"))?;
        }
        for (target, links) in graph.unresolved.get(source).into_iter().flatten() {
            out.line(&format!("{source} -> [[{target}]] unresolved ({links})"))?;
        }
    }
    Ok(())
}

fn task(out: &mut Lines<'_>, task: &TaskRow) -> io::Result<()> {
    out.line(&format!("{}:{}: [{}] {}", task.path, task.line, task.status, task.text))
}

/// Writes what a rename does or would do.
fn rename(out: &mut Lines<'_>, planned: &Planned) -> io::Result<()> {
    for moved in &planned.moved {
        out.line(&format!("{} -> {}", moved.from, moved.to))?;
    }
    edits(out, &planned.edits)?;
    planned.warnings.iter().try_for_each(|warning| out.line(&format!("warning: {warning}")))
}

/// Writes the lines that change: before with `-`, after with `+`.
pub(crate) fn edits(out: &mut Lines<'_>, edits: &[LineEdit]) -> io::Result<()> {
    for edit in edits {
        out.line(&format!("{}:{}", edit.path, edit.line))?;
        for (sign, text) in [('-', &edit.before), ('+', &edit.after)] {
            // Where lines are only added or only taken out, the other side is empty.
            for line in text.lines().filter(|line| !line.is_empty()) {
                out.line(&format!("  {sign} {line}"))?;
            }
        }
    }
    Ok(())
}

/// A save that went through has nothing to say.
fn saved_line(out: &mut Lines<'_>, saved: &Saved) -> io::Result<()> {
    match saved {
        Saved::Saved { .. } | Saved::Merged { .. } => Ok(()),
        Saved::Conflict { .. } => out.line("the note changed meanwhile; nothing was written"),
    }
}

/// Returns a value as a person writes it: a text without quotes.
pub(crate) fn value_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Returns the one word that a kind has in JSON.
fn word(kind: &impl serde::Serialize) -> String {
    serde_json::to_value(kind).map(|word| value_text(&word)).unwrap_or_default()
}
