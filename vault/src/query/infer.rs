//! What could be written into notes: the proposals, with the words they were read from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

use serde::Serialize;

use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;
use crate::text::LineIndex;
use crate::thesis::evidence::{Evidence, Note, NoteNumber};
use crate::thesis::hint::{Certainty, HintValue};
use crate::thesis::proposal::{Proposal, What, Writes, list_proposals, may_have_proposals};
use crate::thesis::settings::ThesisSettings;
use crate::thesis::stance::{Stance, Strength};

/// How many other texts of a publisher are looked at for lines that they share.
const SIBLINGS: usize = 8;

/// What could be written into a note.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ProposalRow {
    /// By what it is accepted or refused.
    pub id: String,
    /// The note.
    pub note: VaultPath,
    /// Its shown name.
    pub title: String,
    /// The rule, with its version: `published.text/1`.
    pub rule: String,
    /// What it is about.
    pub what: What,
    /// What it says, for a person.
    pub value: String,
    /// What else may be meant; accepted by naming it.
    pub alternative: Option<String>,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Where its words begin, in UTF-16 units of the note's text.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// The words.
    pub text: String,
    /// The line they stand on, from 1.
    pub line: u32,
    /// The thesis of an edge, by its path.
    pub thesis: Option<String>,
    /// The stance of an edge.
    pub stance: Option<Stance>,
    /// The strength of an edge.
    pub strength: Option<Strength>,
    /// The other note, where two are one data point.
    pub other: Option<VaultPath>,
    /// What accepting it writes; empty for what is only there to be known.
    pub writes: String,
}

impl ProposalRow {
    /// Returns the one word for what it is about.
    pub fn what_word(&self) -> &'static str {
        match self.what {
            What::Kind => "kind",
            What::Published => "published",
            What::Source => "source",
            What::Author => "author",
            What::Mentions => "mentions",
            What::Tags => "tags",
            What::Edge => "edge",
            What::Watch => "watch",
            What::Question => "question",
            What::Claim => "claim",
            What::Coverage => "coverage",
            What::Boilerplate => "boilerplate",
            What::OneSource => "one source",
        }
    }
}

/// Lists the proposals of one note, or of all, by path and place.
pub fn list_rows(
    snapshot: &Snapshot,
    evidence: &Evidence,
    settings: &ThesisSettings,
    only: Option<NoteNumber>,
) -> Result<Vec<ProposalRow>> {
    let mut rows = Vec::new();
    for (number, text, proposals) in list_all(snapshot, evidence, only)? {
        let Some(note) = evidence.note(number) else { continue };
        let lines = LineIndex::new(&text);
        // An editor does not see the byte-order mark.
        let mark = u32::from(text.starts_with('\u{feff}'));
        let at = |byte: u32| lines.position(byte).offset.saturating_sub(mark);
        rows.extend(proposals.into_iter().map(|proposal| {
            let (start, end) = proposal.span;
            ProposalRow {
                writes: preview(&proposal.writes, settings),
                id: proposal.id,
                note: note.path.clone(),
                title: note.path.title().to_owned(),
                rule: proposal.rule.to_owned(),
                what: proposal.what,
                value: proposal.value,
                alternative: proposal.alternative,
                certainty: proposal.certainty,
                from: at(start),
                to: at(end),
                text: text.get(start as usize..end as usize).unwrap_or("").to_owned(),
                line: proposal.line,
                thesis: proposal.thesis,
                stance: proposal.stance,
                strength: proposal.strength,
                other: proposal.other,
            }
        }));
    }
    Ok(rows)
}

/// Lists the proposals of one note, or of all, each with its note and that note's text.
pub fn list_all(
    snapshot: &Snapshot,
    evidence: &Evidence,
    only: Option<NoteNumber>,
) -> Result<Vec<(NoteNumber, String, Vec<Proposal>)>> {
    let mut all = Vec::new();
    each(snapshot, evidence, only, |number, text, proposals| {
        all.push((number, text, proposals));
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// Hands on the proposals of one note, or of each that has some, until it is told to stop.
pub fn each(
    snapshot: &Snapshot,
    evidence: &Evidence,
    only: Option<NoteNumber>,
    mut found: impl FnMut(NoteNumber, String, Vec<Proposal>) -> ControlFlow<()>,
) -> Result<()> {
    let by_publisher = by_publisher(evidence, only);
    let has_siblings = |number: NoteNumber| {
        let publisher = evidence.note(number).and_then(Note::publisher);
        publisher.is_some_and(|name| by_publisher.contains_key(name))
    };
    let numbers: Vec<NoteNumber> = match only {
        Some(number) => vec![number],
        None => (0..evidence.notes.len())
            .filter(|number| may_have_proposals(evidence, *number) || has_siblings(*number))
            .collect(),
    };
    // The texts that the lines of a publisher's notes are looked for in, read once for all of them.
    let mut texts: BTreeMap<&str, Vec<(NoteNumber, String)>> = BTreeMap::new();
    for number in numbers {
        let Some(text) = text_of(snapshot, evidence, number)? else { continue };
        let publisher = evidence.note(number).and_then(Note::publisher);
        let others = publisher.and_then(|name| Some((name, by_publisher.get(name)?)));
        let siblings = match others {
            Some((name, notes)) => match texts.entry(name) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(place) => place.insert(texts_of(snapshot, evidence, notes)?),
            },
            None => &mut Vec::new(),
        };
        let others = siblings.iter().filter(|(other, _)| *other != number).take(SIBLINGS);
        let siblings: Vec<&str> = others.map(|(_, text)| text.as_str()).collect();
        let proposals = list_proposals(evidence, number, &text, &siblings);
        if !proposals.is_empty() && found(number, text, proposals).is_break() {
            break;
        }
    }
    Ok(())
}

fn text_of(snapshot: &Snapshot, evidence: &Evidence, number: NoteNumber) -> Result<Option<String>> {
    let Some(note) = evidence.note(number) else { return Ok(None) };
    let Some(file) = snapshot.find_file(&note.path)? else { return Ok(None) };
    Ok(snapshot.find_text(file)?)
}

fn texts_of(
    snapshot: &Snapshot,
    evidence: &Evidence,
    notes: &[NoteNumber],
) -> Result<Vec<(NoteNumber, String)>> {
    let mut texts = Vec::new();
    for number in notes.iter().take(SIBLINGS + 1) {
        texts.extend(text_of(snapshot, evidence, *number)?.map(|text| (*number, text)));
    }
    Ok(texts)
}

/// Lists the data points of each publisher, or of that of one note, for lines that they share.
///
/// Only of publishers whose pages were pasted with what stands around the text; the person's own
/// notes say the same in many places and mean it.
fn by_publisher(evidence: &Evidence, only: Option<NoteNumber>) -> BTreeMap<&str, Vec<NoteNumber>> {
    let wanted = only.map(|number| evidence.note(number).and_then(Note::publisher));
    let mut by_publisher: BTreeMap<&str, Vec<NoteNumber>> = BTreeMap::new();
    for (number, note) in evidence.notes.iter().enumerate() {
        let publisher = note.publisher();
        if let Some(name) = publisher.filter(|_| wanted.is_none_or(|wanted| wanted == publisher)) {
            by_publisher.entry(name).or_default().push(number);
        }
    }
    let is_pasted = |number: &NoteNumber| {
        let hints = evidence.note(*number).into_iter().flat_map(|note| &note.bearing.hints);
        hints.into_iter().any(|hint| matches!(hint.value, HintValue::Furniture(_)))
    };
    by_publisher.retain(|_, notes| notes.len() > 1 && notes.iter().any(is_pasted));
    by_publisher
}

/// Returns what accepting writes, for reading.
fn preview(writes: &Writes, settings: &ThesisSettings) -> String {
    match writes {
        Writes::Property(field, value) => {
            let shown = match value {
                crate::facts::Value::Text(text) => text.clone(),
                other => other.to_json().to_string(),
            };
            format!("{}: {shown}", settings.names.written(*field))
        }
        Writes::Tags(tags) => format!("tags: {}", tags.join(", ")),
        Writes::Line(Some(heading), line) => format!("## {heading}\n{line}"),
        Writes::Line(None, line) => line.clone(),
        Writes::Without(_) => "takes this line out".to_owned(),
        Writes::Nothing => String::new(),
    }
}
