//! Resolving a watch item: it is marked, and what came of it becomes evidence, as one step.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::theses::State;
use super::thesis_editing::{EdgeToWrite, Written, day_of, link_to, seen, write};
use crate::edit::SeenText;
use crate::edit::create::path_for_note;
use crate::edit::evidence::{Draft, EdgeText};
use crate::edit::plan::Create;
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::thesis::date::Day;
use crate::thesis::evidence::Note;
use crate::thesis::kind::Kind;
use crate::thesis::property_names::Field;
use crate::thesis::watch::{Clause, WatchItem, WatchStatus};
use crate::vault::Vault;

/// How a watch item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum WatchOutcome {
    /// It came.
    True,
    /// It did not come.
    False,
    /// No longer of interest.
    Cancelled,
}

/// What a person says of how a watch item ended; all of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Resolution {
    /// The day it ended; today, where it is left out.
    #[ts(optional)]
    pub day: Option<String>,
    /// What happened, in words: the reason of the edge, or a line below the item where none is
    /// written.
    pub reason: String,
    /// The edge to write in place of the one that the item's clause names.
    #[ts(optional)]
    pub edge: Option<EdgeToWrite>,
    /// The name of a new note to hold the edge; empty, a name is made of what was looked out for.
    #[ts(optional)]
    pub new_note: Option<String>,
    /// Only shows what would be written.
    pub dry_run: bool,
}

/// How one item ends.
struct Ending {
    outcome: WatchOutcome,
    day: Day,
    reason: String,
    new_note: Option<String>,
}

pub(super) fn resolve_watch(
    vault: &Vault,
    note: String,
    line: u32,
    outcome: WatchOutcome,
    evidence: Option<String>,
    resolution: Option<Resolution>,
) -> Result<Written> {
    let state = State::of(vault)?;
    let Resolution { day, reason, edge, new_note, dry_run } = resolution.unwrap_or_default();
    let day = day.map_or(Ok(state.today), |day| day_of(&day))?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let ending = Ending { outcome, day, reason, new_note };
    let path = vault.find_note(&note)?;
    let number = state.evidence.find_note(&path);
    let holder = number.and_then(|number| state.evidence.note(number));
    let item = holder.and_then(|note| note.bearing.watch.iter().find(|item| item.line == line));
    let (Some(holder), Some(item)) = (holder, item) else {
        return Err(crate::edit::EditError::NoTask { path, line }.into());
    };
    let (status, clause) = match outcome {
        WatchOutcome::True => (WatchStatus::ResolvedTrue, item.if_true.as_ref()),
        WatchOutcome::False => (WatchStatus::ResolvedFalse, item.if_false.as_ref()),
        WatchOutcome::Cancelled => (WatchStatus::Cancelled, None),
    };
    let edge = match edge.filter(|_| outcome != WatchOutcome::Cancelled) {
        Some(edge) => Some(own_edge(vault, item, edge)?),
        None => clause.and_then(|clause| edge_of(vault, holder, item, clause)),
    };
    let mut draft = Draft::new(seen(vault, &path)?);
    draft.resolve_task(line, status, day)?;
    let mut drafts = Vec::new();
    let mut creates = Vec::new();
    if let Some((target, mut words)) = edge {
        if !ending.reason.is_empty() {
            words.reason.clone_from(&ending.reason);
        }
        let names = &state.settings.names;
        match evidence.map(|evidence| vault.find_note(&evidence)).transpose()? {
            Some(other) if other == target => return Err(own_evidence(&other)),
            Some(other) if other != path => {
                let mut other = Draft::new(seen(vault, &other)?);
                other.add_edge_line(&words, names);
                drafts.push(other);
            }
            // A thesis is no evidence, for itself least of all: what came of it becomes a note.
            _ if ending.new_note.is_some()
                || holder.bearing.kind == Kind::Thesis
                || target == path =>
            {
                let folder = evidence_folder(&state, [&target, &path]);
                creates.push(new_evidence(vault, &state, &folder, item, &words, &ending)?);
            }
            _ => draft.add_edge_line(&words, names),
        }
    } else if !ending.reason.is_empty() {
        draft.add_below_item(line, &format!("- {day}: {}", ending.reason))?;
    }
    drafts.push(draft);
    let title = format!("resolve {:?}", item.text);
    write(vault, title, drafts, creates, dry_run)
}

/// Returns the thesis that the person chose with the edge to it.
fn own_edge(vault: &Vault, item: &WatchItem, edge: EdgeToWrite) -> Result<(VaultPath, EdgeText)> {
    let EdgeToWrite { thesis, pillar, stance, strength, reason } = edge;
    let target = vault.find_note(&thesis)?;
    let link = link_to(vault, &thesis, pillar.as_deref())?;
    let reason = if reason.trim().is_empty() { item.text.clone() } else { reason };
    Ok((target, EdgeText { link, stance, strength, reason }))
}

/// Returns the thesis that a clause names with the edge it stands for.
fn edge_of(
    vault: &Vault,
    holder: &Note,
    item: &WatchItem,
    clause: &Clause,
) -> Option<(VaultPath, EdgeText)> {
    let reference = clause.thesis.as_ref()?;
    let inward = reference.text.is_empty().then_some(&holder.path);
    let target = holder.destination(reference).or(inward)?.clone();
    let name = target.to_string();
    let link = link_to(vault, &name, reference.block.as_deref()).ok()?;
    let (stance, strength) = (clause.stance?, clause.strength);
    Some((target, EdgeText { link, stance, strength, reason: item.text.clone() }))
}

fn own_evidence(path: &VaultPath) -> Error {
    Error::new(Code::Invalid, "a note cannot be evidence for itself")
        .with_path(path)
        .with_hint("name another note that bears on the thesis")
}

/// Makes the evidence note for a watch item.
fn new_evidence(
    vault: &Vault,
    state: &State,
    folder: &VaultPath,
    item: &WatchItem,
    words: &EdgeText,
    ending: &Ending,
) -> Result<Create> {
    let names = &state.settings.names;
    let came = if ending.outcome == WatchOutcome::True { "came true" } else { "did not come true" };
    let path = match ending.new_note.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => named(vault, folder, name)?,
        _ => free_path(vault, folder, &format!("{} {came}", shortened(&item.text)))?,
    };
    let (kind, published) = (names.written(Field::Type), names.written(Field::Published));
    let created = names.written(Field::Created);
    let (day, today) = (ending.day, state.today);
    let mut draft = Draft::new(SeenText {
        path: path.clone(),
        text: format!(
            "---\n{kind}: evidence\n{published}: {day}\n{created}: {today}\n---\n# {}\n\nResolved on {day}: it {came}.\n",
            item.text
        ),
        hash: crate::text::ContentHash::of(b""),
    });
    draft.add_edge_line(words, names);
    Ok(Create { path, bytes: draft.text().as_bytes().to_vec() })
}

/// Returns the path of a note that the person named; refuses one that is there.
fn named(vault: &Vault, folder: &VaultPath, name: &str) -> Result<VaultPath> {
    let path = path_for_note(&*vault.graph()?, folder, name)?;
    if crate::edit::TextSource::exists(vault, &path) {
        return Err(crate::edit::EditError::Exists(path).into());
    }
    Ok(path)
}

/// Returns the first free path of a name and its numbers.
fn free_path(vault: &Vault, folder: &VaultPath, name: &str) -> Result<VaultPath> {
    let path = (1..).map(|number: u32| {
        let again = if number == 1 { String::new() } else { format!(" {number}") };
        folder.join(&format!("{name}{again}.md"))
    });
    let free = |path: &VaultPath| !crate::edit::TextSource::exists(vault, path);
    let found = path.take(1000).filter_map(Result::ok).find(free);
    found.ok_or_else(|| Error::new(Code::Exists, "no free name for the note"))
}

/// How many characters of a watch item the name of a note holds at most.
const NAME_LENGTH: usize = 70;

/// Returns the first words of a text that a file name can hold; no word is cut.
fn shortened(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | ',') { c } else { ' ' };
    let plain: String = text.chars().map(plain).collect();
    let mut name = String::new();
    for word in plain.split_whitespace() {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > NAME_LENGTH {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().take(NAME_LENGTH));
    }
    name.trim_end_matches([',', '-', ' ']).to_owned()
}

/// Returns the folder where most evidence of the first of these theses that has any lies; the
/// folder of the first where none has.
fn evidence_folder(state: &State, theses: [&VaultPath; 2]) -> VaultPath {
    for path in theses {
        let Some((_, thesis)) = state.evidence.find_thesis(path) else { continue };
        let mut folders: BTreeMap<VaultPath, usize> = BTreeMap::new();
        for note in thesis.edges.iter().filter_map(|edge| state.evidence.note(edge.note)) {
            *folders.entry(note.path.folder()).or_default() += 1;
        }
        let most =
            |(folder, count): &(VaultPath, usize)| (*count, std::cmp::Reverse(folder.clone()));
        if let Some((folder, _)) = folders.into_iter().max_by_key(most) {
            return folder;
        }
    }
    let [first, _] = theses;
    first.folder()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_words() {
        assert_eq!(shortened("Rates fall: below 3%, at last"), "Rates fall below 3 , at last");
        let long = "AWS share of enterprise inference grows against Azure and against GCP as well";
        let name = shortened(long);
        assert!(long.starts_with(&name) && long[name.len()..].starts_with(' '), "{name}");
        assert!(name.chars().count() <= NAME_LENGTH);
        assert_eq!(shortened(&"x".repeat(200)).len(), NAME_LENGTH);
    }
}
