//! What could be written into notes: the proposals, with the words they were read from.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::index::Snapshot;
use crate::path::{VaultPath, fold_name};
use crate::text::LineIndex;
use crate::thesis::evidence::{Evidence, NoteNumber};
use crate::thesis::hint::Certainty;
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
    for (number, text, proposals) in list_all(snapshot, evidence, settings, only)? {
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
    settings: &ThesisSettings,
    only: Option<NoteNumber>,
) -> Result<Vec<(NoteNumber, String, Vec<Proposal>)>> {
    let numbers: Vec<NoteNumber> = match only {
        Some(number) => vec![number],
        None => (0..evidence.notes.len()).filter(|n| may_have_proposals(evidence, *n)).collect(),
    };
    let by_publisher = by_publisher(evidence);
    let mut all = Vec::new();
    for number in numbers {
        let Some(text) = text_of(snapshot, evidence, number)? else { continue };
        let mut siblings = Vec::new();
        let publisher = publisher_of(evidence, number);
        for other in publisher.and_then(|name| by_publisher.get(&name)).into_iter().flatten() {
            if *other != number && siblings.len() < SIBLINGS {
                siblings.extend(text_of(snapshot, evidence, *other)?);
            }
        }
        let proposals = list_proposals(evidence, settings, number, &text, &siblings);
        if !proposals.is_empty() {
            all.push((number, text, proposals));
        }
    }
    Ok(all)
}

fn text_of(snapshot: &Snapshot, evidence: &Evidence, number: NoteNumber) -> Result<Option<String>> {
    let Some(note) = evidence.note(number) else { return Ok(None) };
    let Some(file) = snapshot.find_file(&note.path)? else { return Ok(None) };
    Ok(snapshot.find_text(file)?)
}

/// Lists the data points of each publisher, for lines that they share.
fn by_publisher(evidence: &Evidence) -> BTreeMap<String, Vec<NoteNumber>> {
    let mut by_publisher: BTreeMap<String, Vec<NoteNumber>> = BTreeMap::new();
    for number in 0..evidence.notes.len() {
        if let Some(name) = publisher_of(evidence, number) {
            by_publisher.entry(name).or_default().push(number);
        }
    }
    by_publisher
}

/// Returns the publisher of a note with no properties: only pasted pages have shared lines.
fn publisher_of(evidence: &Evidence, number: NoteNumber) -> Option<String> {
    let bearing = &evidence.note(number)?.bearing;
    bearing.text_source().map(fold_name)
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
