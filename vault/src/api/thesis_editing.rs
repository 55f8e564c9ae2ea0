//! What changes notes about theses: proposals, edges, the confidence log.
//!
//! All of it goes through plans, as one step each, so that one undo takes it back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::notes::not_text;
use super::theses::State;
use crate::edit::SeenText;
use crate::edit::decision::plan_decisions;
use crate::edit::evidence::{Draft, EdgeText, LogEntry};
use crate::edit::plan::{Create, Plan};
use crate::edit::planned::{LineEdit, list_line_edits};
use crate::edit::statement::plan_statement;
use crate::error::{Code, Error, Result};
use crate::facts::Value;
use crate::path::VaultPath;
use crate::query::bears::{EdgeRow, list_edges};
use crate::query::infer::{ProposalRow, each, list_rows};
use crate::thesis::date::{Day, parse_date};
use crate::thesis::decision::Decision;
use crate::thesis::edge::Place;
use crate::thesis::property_names::PropertyNames;
use crate::thesis::proposal::{Proposal, Writes};
use crate::thesis::stance::{Stance, Strength};
use crate::vault::Vault;

/// What a change about theses wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Written {
    /// The files that were changed or made, by path.
    pub paths: Vec<VaultPath>,
    /// The lines that changed, by file and line, counted before the change.
    pub edits: Vec<LineEdit>,
}

/// What accepting or refusing proposals came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Settled {
    /// The proposals that were accepted or refused, by id.
    pub settled: Vec<String>,
    /// Ids that name no open proposal: settled before, or the note has changed.
    pub unknown: Vec<String>,
    /// What was written, or would be.
    pub written: Written,
}

/// An edge as a person sets it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EdgeToWrite {
    /// The thesis, named as a link would name it.
    pub thesis: String,
    /// The pillar, by its block id.
    #[serde(default)]
    #[ts(optional)]
    pub pillar: Option<String>,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard.
    #[serde(default)]
    #[ts(optional)]
    pub strength: Option<Strength>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Which of the edges on a line is meant: a list of properties may hold several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct EdgeName {
    /// The thesis, by its path; the target as written where no note is there.
    pub thesis: String,
    /// The pillar, by its block id.
    #[serde(default)]
    #[ts(optional)]
    pub pillar: Option<String>,
}

pub(super) fn bears(vault: &Vault, note: String) -> Result<Vec<EdgeRow>> {
    let state = State::of(vault)?;
    let path = vault.find_note(&note)?;
    let number = state.evidence.find_note(&path);
    Ok(number.map(|number| list_edges(&state.evidence, number)).unwrap_or_default())
}

pub(super) fn infer(vault: &Vault, note: Option<String>) -> Result<Vec<ProposalRow>> {
    let state = State::of(vault)?;
    let only = match note {
        Some(note) => match state.evidence.find_note(&vault.find_note(&note)?) {
            Some(number) => Some(number),
            None => return Ok(Vec::new()),
        },
        None => None,
    };
    list_rows(&vault.snapshot()?, &state.evidence, &state.settings, only)
}

/// Finds open proposals by their ids; returns them with the ids that name none.
fn find_proposals(
    vault: &Vault,
    state: &State,
    ids: &[String],
) -> Result<(Vec<Proposal>, Vec<String>)> {
    let wanted: BTreeSet<&String> = ids.iter().collect();
    let mut found: Vec<Proposal> = Vec::new();
    each(&vault.snapshot()?, &state.evidence, None, |_, _, proposals| {
        found.extend(proposals.into_iter().filter(|proposal| wanted.contains(&proposal.id)));
        if found.len() < wanted.len() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let known: BTreeSet<&str> = found.iter().map(|proposal| proposal.id.as_str()).collect();
    let unknown = wanted.into_iter().filter(|id| !known.contains(id.as_str())).cloned().collect();
    Ok((found, unknown))
}

pub(super) fn accept(
    vault: &Vault,
    ids: Vec<String>,
    alternative: bool,
    dry_run: bool,
) -> Result<Settled> {
    let state = State::of(vault)?;
    let (found, unknown) = find_proposals(vault, &state, &ids)?;
    let mut drafts: BTreeMap<VaultPath, Draft> = BTreeMap::new();
    let mut settled = Vec::new();
    // Lines are taken out from the last to the first, so that their numbers hold.
    let mut in_order: Vec<&Proposal> = found.iter().collect();
    in_order.sort_by_key(|proposal| match proposal.writes {
        Writes::Without(line) => (0, u32::MAX - line),
        _ => (1, proposal.line),
    });
    for proposal in in_order {
        let Some(note) = state.evidence.note(proposal.note) else { continue };
        if proposal.writes == Writes::Nothing {
            continue;
        }
        let draft = match drafts.entry(note.path.clone()) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(Draft::new(seen(vault, &note.path)?))
            }
        };
        write_proposal(draft, proposal, alternative, &state.settings.names)?;
        settled.push(proposal.id.clone());
    }
    if let ([only, ..], true) = (found.as_slice(), settled.is_empty()) {
        let message = format!("{:?} writes nothing: it is there to be known", only.value);
        return Err(Error::new(Code::Invalid, message).with_hint("refuse it to see it no more"));
    }
    settled.sort();
    let title = match found.as_slice() {
        [one] => format!("accept {:?}", one.value),
        many => format!("accept {} proposals", many.len()),
    };
    let written = write(vault, title, drafts.into_values(), Vec::new(), dry_run)?;
    Ok(Settled { settled, unknown, written })
}

fn write_proposal(
    draft: &mut Draft,
    proposal: &Proposal,
    alternative: bool,
    names: &PropertyNames,
) -> Result<()> {
    match &proposal.writes {
        Writes::Property(field, value) => {
            let other = proposal.alternative.clone().filter(|_| alternative).map(Value::Text);
            draft.set_property(names.written(*field), &other.unwrap_or_else(|| value.clone()))?;
        }
        Writes::Tags(tags) => draft.add_to_list("tags", tags)?,
        Writes::Line(heading, line) => draft.add_line(*heading, line),
        Writes::Without(line) => draft.remove_line(*line)?,
        Writes::Nothing => {}
    }
    Ok(())
}

pub(super) fn refuse(vault: &Vault, ids: Vec<String>) -> Result<Settled> {
    let state = State::of(vault)?;
    let (found, unknown) = find_proposals(vault, &state, &ids)?;
    let decision = |proposal: &Proposal| {
        let note = state.evidence.note(proposal.note)?.path.clone();
        Some(match &proposal.other {
            Some(other) => Decision::keep_apart(note, other.clone()),
            None => Decision::refuse(note, proposal.rule, &proposal.value),
        })
    };
    let decisions: Vec<Decision> = found.iter().filter_map(decision).collect();
    let mut settled: Vec<String> = found.into_iter().map(|proposal| proposal.id).collect();
    settled.sort();
    settled.dedup();
    let mut written = Written::default();
    if !decisions.is_empty() {
        let title = match settled.len() {
            1 => "refuse a proposal".to_owned(),
            count => format!("refuse {count} proposals"),
        };
        let plan = plan_decisions(vault, &decisions, title)?;
        if !plan.is_empty() {
            written.paths = vault.apply(&plan)?.paths();
            vault.announce_decisions();
        }
    }
    Ok(Settled { settled, unknown, written })
}

pub(super) fn set_edge(
    vault: &Vault,
    note: String,
    edge: EdgeToWrite,
    place: Option<Place>,
    line: Option<u32>,
    old: Option<EdgeName>,
) -> Result<Written> {
    let state = State::of(vault)?;
    let names = &state.settings.names;
    let path = vault.find_note(&note)?;
    if vault.find_note(&edge.thesis)? == path {
        return Err(Error::new(Code::Invalid, "a note cannot be evidence for itself")
            .with_path(&path)
            .with_hint("name another note that bears on the thesis"));
    }
    let link = link_to(vault, &edge.thesis, edge.pillar.as_deref())?;
    let found = line.map(|line| find_edge(&state, &path, line, old.as_ref())).transpose()?;
    let usual = found.map_or(state.settings.edges, |found| found.place);
    let place =
        place.unwrap_or(if needs_line(&state, &path, &edge) { Place::Inline } else { usual });
    let EdgeToWrite { stance, mut strength, reason, .. } = edge;
    // What holds by the note's own strength is not written a second time.
    if found.is_some_and(|found| !found.has_strength) && strength == own_strength(&state, &path) {
        strength = None;
    }
    let title = format!("{} {link} in {path}", stance.as_str());
    let words = EdgeText { link, stance, strength, reason };
    let mut draft = Draft::new(seen(vault, &path)?);
    match found {
        Some(Found { place: Place::Inline, line, .. }) if place == Place::Inline => {
            draft.replace_edge_line(line, &words, names)?;
        }
        Some(Found { place: Place::Frontmatter, line, nth, .. }) if place == Place::Frontmatter => {
            draft.replace_edge_property(line, nth, &words, names)?;
        }
        found => {
            // What stands below goes first, so that the line of the other holds.
            if place == Place::Inline {
                draft.add_edge_line(&words, names);
            }
            if let Some(found) = found {
                found.remove(&mut draft)?;
            }
            if place == Place::Frontmatter {
                draft.add_edge_property(&words, names)?;
            }
        }
    }
    write(vault, title, [draft], Vec::new(), false)
}

/// Whether an edge says what only a line in the text can hold: a reason, or a strength that is not
/// the note's own.
fn needs_line(state: &State, path: &VaultPath, edge: &EdgeToWrite) -> bool {
    let is_own = edge.strength == own_strength(state, path);
    !edge.reason.trim().is_empty() || (edge.strength.is_some() && !is_own)
}

/// The strength that a note gives to all its edges.
fn own_strength(state: &State, path: &VaultPath) -> Option<Strength> {
    let note = state.evidence.find_note(path).and_then(|number| state.evidence.note(number));
    note.and_then(|note| note.bearing.fields.strength)
}

pub(super) fn remove_edge(
    vault: &Vault,
    note: String,
    line: u32,
    old: Option<EdgeName>,
) -> Result<Written> {
    let state = State::of(vault)?;
    let path = vault.find_note(&note)?;
    let mut draft = Draft::new(seen(vault, &path)?);
    find_edge(&state, &path, line, old.as_ref())?.remove(&mut draft)?;
    write(vault, format!("remove an edge from {path}"), [draft], Vec::new(), false)
}

pub(super) fn set_statement(
    vault: &Vault,
    note: String,
    before: String,
    after: String,
) -> Result<Written> {
    let note = seen(vault, &vault.find_note(&note)?)?;
    let plan = plan_statement(&note, &before, &after)?;
    let mut written = Written::default();
    for file in &plan.splices {
        written.edits.extend(list_line_edits(file, &note.text));
        written.paths.push(file.path.clone());
    }
    if !plan.is_empty() {
        vault.apply(&plan)?;
    }
    Ok(written)
}

/// Where an edge is written: of several links of a property on one line the `nth`, from 0.
#[derive(Debug, Clone, Copy)]
struct Found {
    place: Place,
    line: u32,
    nth: usize,
    /// It says itself how hard it pushes.
    has_strength: bool,
}

impl Found {
    fn remove(self, draft: &mut Draft) -> Result<()> {
        match self.place {
            Place::Frontmatter => draft.remove_edge_property(self.line, self.nth)?,
            _ => draft.remove_line(self.line)?,
        }
        Ok(())
    }
}

/// Finds the edge on a line, the one that is named where it has several.
fn find_edge(
    state: &State,
    path: &VaultPath,
    line: u32,
    named: Option<&EdgeName>,
) -> Result<Found> {
    let note = state.evidence.find_note(path).and_then(|number| state.evidence.note(number));
    let mut edges = note.into_iter().flat_map(|note| {
        let on_line = note.bearing.edges.iter().filter(|edge| edge.line == line);
        on_line.enumerate().map(move |(nth, edge)| (note, nth, edge))
    });
    let found = edges.find(|(note, _, edge)| {
        named.is_none_or(|named| {
            let leads = note.destination(&edge.thesis).map(VaultPath::as_str);
            leads.unwrap_or(&edge.thesis.text) == named.thesis && edge.thesis.block == named.pillar
        })
    });
    let found = found.map(|(_, nth, edge)| {
        let has_strength = edge.strength.is_some();
        Found { place: edge.place, line, nth, has_strength }
    });
    found.ok_or_else(|| crate::edit::EditError::NoEdge { path: path.clone(), line }.into())
}

pub(super) fn log_confidence(
    vault: &Vault,
    note: String,
    confidence: f64,
    cause: Option<String>,
    reason: String,
    day: Option<String>,
) -> Result<Written> {
    if !(0.0..=1.0).contains(&confidence) {
        let message = format!("a confidence of {confidence} is not between 0 and 1");
        return Err(Error::new(Code::Invalid, message).with_hint("write 0.65 for 65%"));
    }
    let state = State::of(vault)?;
    let path = vault.find_note(&note)?;
    let day = day.map_or(Ok(state.today), |text| day_of(&text))?;
    let cause = cause.map(|cause| link_to(vault, &cause, None)).transpose()?;
    let mut draft = Draft::new(seen(vault, &path)?);
    draft.add_log_line(&LogEntry { day, confidence, cause, reason }, &state.settings.names)?;
    write(vault, format!("log a confidence in {path}"), [draft], Vec::new(), false)
}

/// Reads a day that a person wrote.
pub(super) fn day_of(text: &str) -> Result<Day> {
    parse_date(text).ok().and_then(|span| span.single_day()).ok_or_else(|| {
        Error::new(Code::Invalid, format!("{text:?} is no day")).with_hint("write 2026-05-04")
    })
}

/// Returns a link to a note: by its name where that is enough, else by its path.
pub(super) fn link_to(vault: &Vault, name: &str, pillar: Option<&str>) -> Result<String> {
    let path = vault.find_note(name)?;
    let title = path.title();
    let by_name = vault.find_note(title).is_ok_and(|found| found == path);
    let target = if by_name { title } else { path.without_md() };
    let block = pillar.map(|id| format!("#^{}", id.trim_start_matches('^'))).unwrap_or_default();
    Ok(format!("[[{target}{block}]]"))
}

pub(super) fn seen(vault: &Vault, path: &VaultPath) -> Result<SeenText> {
    let file = vault.read(path)?;
    SeenText::new(path.clone(), file.bytes).map_err(|_| not_text(path))
}

/// Applies all changes as one step and says what they are.
pub(super) fn write(
    vault: &Vault,
    title: String,
    drafts: impl IntoIterator<Item = Draft>,
    creates: Vec<Create>,
    dry_run: bool,
) -> Result<Written> {
    let mut plan = Plan { title, creates, ..Plan::default() };
    let mut written = Written::default();
    written.paths.extend(plan.creates.iter().map(|create| create.path.clone()));
    for draft in drafts {
        let Some(splices) = draft.finish() else { continue };
        written.edits.extend(list_line_edits(&splices, draft.before()));
        written.paths.push(splices.path.clone());
        plan.splices.push(splices);
    }
    written.paths.sort();
    if !dry_run && !plan.is_empty() {
        vault.apply(&plan)?;
    }
    Ok(written)
}
