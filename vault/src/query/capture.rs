//! What a pasted text says about itself, before it is a note: the fields of a data point.
//!
//! The text is read as if it were a note of the vault already, by the same rules as any other, so
//! that what is proposed here is what would be proposed there.

use std::sync::Arc;

use serde::Serialize;

use crate::facts::{NoteFacts, Value};
use crate::parse::parse;
use crate::path::{VaultPath, fold_name};
use crate::text::LineIndex;
use crate::thesis::bearing::Bearing;
use crate::thesis::evidence::{Evidence, Note, NoteNumber};
use crate::thesis::hint::Certainty;
use crate::thesis::kind::Kind;
use crate::thesis::property_names::Field;
use crate::thesis::proposal::boilerplate::find_navigation;
use crate::thesis::proposal::{Proposal, What, Writes, list_proposals};
use crate::thesis::settings::ThesisSettings;
use crate::thesis::stance::{Stance, Strength};

/// The longest first line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 140;

/// What a pasted text says about itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ts_rs::TS)]
pub struct Capture {
    /// What it may be called.
    pub title: Option<CaptureField>,
    /// Where data points lie in this vault: the folder that holds the most of them.
    pub folder: String,
    /// Its address.
    pub source: Option<CaptureField>,
    /// Who published it.
    pub publisher: Option<CaptureField>,
    /// Who wrote it.
    pub author: Option<CaptureField>,
    /// When, as `YYYY-MM-DD` or as the text's own property says.
    pub published: Option<CaptureField>,
    /// Its tags, without `#`.
    pub tags: Vec<String>,
    /// What it names.
    pub mentions: Vec<String>,
    /// Which theses it bears on.
    pub edges: Vec<CaptureEdge>,
    /// What it says to look out for.
    pub watch: Vec<CaptureField>,
    /// What it asks.
    pub questions: Vec<CaptureField>,
    /// What it claims to be: `data point number 3 within 2 days`.
    pub claims: Vec<CaptureField>,
    /// Notes that are the same data point.
    pub twins: Vec<CaptureTwin>,
}

/// Something that was found in a pasted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CaptureField {
    /// What it says.
    pub value: String,
    /// What else may be meant.
    pub alternative: Option<String>,
    /// Where its words begin, in UTF-16 units of the text; 0 with `to` 0 where there are none.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// How sure the rule is.
    pub certainty: Certainty,
}

/// A thesis that a pasted text seems to bear on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CaptureEdge {
    /// The thesis, by its path.
    pub thesis: String,
    /// Its shown name.
    pub title: String,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard.
    pub strength: Option<Strength>,
    /// The words that say so.
    pub words: String,
    /// Where they begin, in UTF-16 units of the text.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// How sure the rule is.
    pub certainty: Certainty,
}

/// A note of the vault that is the same data point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CaptureTwin {
    /// The note.
    pub note: VaultPath,
    /// Why.
    pub reason: String,
}

/// Reads a pasted text as if it were a note of the vault; `resolve` finds where a link leads.
pub fn read_capture(
    evidence: &Evidence,
    settings: &ThesisSettings,
    text: &str,
    resolve: impl Fn(&str) -> Option<VaultPath>,
) -> Capture {
    let folder = data_point_folder(evidence);
    let facts = parse(text);
    let lines = LineIndex::new(text);
    let unnamed = free_path(evidence, &folder, "captured");
    let bearing = Bearing::read_evidence(&unnamed, text, &facts, &lines, &settings.names);
    let title = find_title(text, &facts, &bearing);
    let path = match &title {
        Some((title, ..)) => free_path(evidence, &folder, title),
        None => unnamed,
    };
    let link = |at: &u32| resolve(&facts.links.get(*at as usize)?.target);
    let destinations = bearing.links.iter().map(link).collect();
    let tags = bearing.tags.iter().map(|tag| tag.trim_start_matches('#').to_owned()).collect();
    let known = Known::of(&bearing);
    let note = Note::new(path.clone(), bearing, destinations, None);
    let mut notes = evidence.notes.clone();
    let at = notes.partition_point(|other| other.path < path);
    notes.insert(at, Arc::new(note));
    let with = Evidence::new(notes, settings);
    let reading = Reading { with: &with, number: at, text, lines: &lines };
    let mut capture = Capture {
        title: title.map(|(value, span, certainty)| reading.field(value, span, certainty)),
        folder: folder.to_string(),
        tags,
        ..known.into_capture()
    };
    for proposal in list_proposals(&with, at, text, &[]) {
        reading.add(&mut capture, proposal);
    }
    capture.twins = reading.twins();
    capture
}

/// Returns the folder that holds the most data points; the vault's own where there are none.
fn data_point_folder(evidence: &Evidence) -> VaultPath {
    let mut folders: std::collections::BTreeMap<VaultPath, usize> =
        std::collections::BTreeMap::new();
    for note in evidence.notes.iter().filter(|note| note.bearing.kind == Kind::Evidence) {
        *folders.entry(note.path.folder()).or_default() += 1;
    }
    let most = folders
        .into_iter()
        .max_by_key(|(folder, count)| (*count, std::cmp::Reverse(folder.clone())));
    most.map_or_else(VaultPath::root, |(folder, _)| folder)
}

/// Returns a path at which no note lies, for a note that is not written yet: its name counts where
/// notes of one publisher are compared by their titles.
fn free_path(evidence: &Evidence, folder: &VaultPath, title: &str) -> VaultPath {
    let stem = title.replace(['/', '\\'], " ");
    let names = (0u32..10_000).map(|number| match number {
        0 => format!("{stem}.md"),
        _ => format!("{stem} {number}.md"),
    });
    let mut paths = names.filter_map(|name| folder.join(&name).ok());
    let free = paths.find(|path| evidence.find_note(path).is_none());
    free.unwrap_or_else(VaultPath::root)
}

/// Returns the title property, the first heading, or the first line that can be a title, with its
/// span in bytes.
fn find_title(
    text: &str,
    facts: &NoteFacts,
    bearing: &Bearing,
) -> Option<(String, (u32, u32), Certainty)> {
    let property = facts.find_property("title").and_then(|property| property.value.as_text());
    if let Some(value) = property.filter(|value| !value.trim().is_empty()) {
        return Some((value, (0, 0), Certainty::Certain));
    }
    if let Some(heading) = facts.headings.first() {
        let words = plain(&heading.text);
        let span = (heading.span.start, heading.span.end);
        return (!words.is_empty()).then_some((words, span, Certainty::Certain));
    }
    let mut start = facts.frontmatter.as_ref().map_or(0, |front| front.span.end as usize);
    let furniture = find_navigation(text);
    for raw in text.get(start..)?.split_inclusive('\n') {
        let line = raw.trim();
        let at = start + raw.len() - raw.trim_start().len();
        let span = (at as u32, (at + line.len()) as u32);
        start += raw.len();
        let taken = furniture.iter().any(|other| meet(other.span, span))
            || bearing.hints.iter().any(|hint| meet(hint.span, span))
            || bearing.text_source().is_some_and(|source| fold_name(source) == fold_name(line));
        let words = plain(line);
        if !taken && !words.is_empty() && !words.contains(" · ") && !words.contains("://") {
            let short = words.chars().count() <= LONGEST_TITLE;
            return short.then_some((words, span, Certainty::Likely));
        }
    }
    None
}

fn meet(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// What a pasted text's own properties say.
struct Known {
    source: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<String>,
    mentions: Vec<String>,
}

impl Known {
    fn of(bearing: &Bearing) -> Self {
        let fields = &bearing.fields;
        let named = |list: &[crate::thesis::reading::Reference]| -> Vec<String> {
            list.iter().map(|reference| reference.name().to_owned()).collect()
        };
        let joined = |list: Vec<String>| (!list.is_empty()).then(|| list.join(", "));
        Self {
            source: fields.source.as_ref().map(|source| source.text.clone()),
            publisher: joined(named(&fields.publishers)),
            author: joined(named(&fields.authors)),
            published: fields.published.map(|span| span.to_string()),
            mentions: named(&fields.mentions),
        }
    }

    fn into_capture(self) -> Capture {
        let field = |value: String| CaptureField {
            value,
            alternative: None,
            from: 0,
            to: 0,
            certainty: Certainty::Certain,
        };
        Capture {
            source: self.source.map(field),
            publisher: self.publisher.map(field),
            author: self.author.map(field),
            published: self.published.map(field),
            mentions: self.mentions,
            ..Capture::default()
        }
    }
}

/// A pasted text among the notes of the vault.
struct Reading<'r> {
    with: &'r Evidence,
    number: NoteNumber,
    text: &'r str,
    lines: &'r LineIndex<'r>,
}

impl Reading<'_> {
    fn add(&self, capture: &mut Capture, proposal: Proposal) {
        let field = self.field(proposal.value.clone(), proposal.span, proposal.certainty);
        let field = CaptureField { alternative: proposal.alternative.clone(), ..field };
        match (proposal.what, &proposal.writes) {
            (What::Published, _) => capture.published = Some(field),
            (What::Source, Writes::Property(Field::Publisher, _)) => {
                capture.publisher = Some(field);
            }
            (What::Source, _) => capture.source = Some(field),
            (What::Author, _) => capture.author = Some(field),
            (What::Mentions, Writes::Property(_, Value::List(items))) => {
                capture.mentions = items.iter().filter_map(Value::as_text).collect();
            }
            (What::Tags, Writes::Tags(tags)) => capture.tags.clone_from(tags),
            (What::Edge, _) => capture.edges.extend(self.edge(proposal)),
            (What::Watch, _) => capture.watch.push(field),
            (What::Question, _) => capture.questions.push(field),
            (What::Claim, _) => capture.claims.push(field),
            _ => {}
        }
    }

    fn edge(&self, proposal: Proposal) -> Option<CaptureEdge> {
        let path = proposal.thesis?;
        let thesis = self.with.theses.iter().find(|thesis| thesis.path == path)?;
        let (start, end) = proposal.span;
        let words = self.text.get(start as usize..end as usize).unwrap_or("");
        Some(CaptureEdge {
            title: thesis.title.clone(),
            thesis: path,
            stance: proposal.stance?,
            strength: proposal.strength,
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            from: self.lines.position(start).offset,
            to: self.lines.position(end).offset,
            certainty: proposal.certainty,
        })
    }

    fn field(&self, value: String, (start, end): (u32, u32), certainty: Certainty) -> CaptureField {
        let at = |byte: u32| self.lines.position(byte).offset;
        CaptureField { value, alternative: None, from: at(start), to: at(end), certainty }
    }

    /// Lists the notes that are one data point with the text, each with why.
    fn twins(&self) -> Vec<CaptureTwin> {
        let root = self.with.roots.find_root(self.with.roots.of(self.number));
        let twin = |merge: &crate::thesis::root::Merge| {
            let other = match (merge.a == self.number, merge.b == self.number) {
                (true, _) => merge.b,
                (_, true) => merge.a,
                _ => return None,
            };
            let note = self.with.note(other)?.path.clone();
            Some(CaptureTwin { note, reason: merge.reason.clone() })
        };
        let mut twins: Vec<CaptureTwin> =
            root.into_iter().flat_map(|root| &root.merges).filter_map(twin).collect();
        // Those of the same address or origin need no rule that puts them together.
        for number in root.into_iter().flat_map(|root| &root.notes) {
            let Some(note) = self.with.note(*number).filter(|_| *number != self.number) else {
                continue;
            };
            if !twins.iter().any(|twin| twin.note == note.path) {
                let reason = "both go back to the same source".to_owned();
                twins.push(CaptureTwin { note: note.path.clone(), reason });
            }
        }
        twins
    }
}

/// Returns a line without the marks of Markdown around it.
fn plain(line: &str) -> String {
    let bare =
        line.trim().trim_start_matches('#').trim().trim_matches(['*', '_', '=', '"', '“', '”']);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
