//! Quick capture: what a pasted text says about itself, and the note that comes of it.

use serde::Deserialize;

use super::editing::Created;
use super::theses::State;
use super::thesis_editing::{EdgeToWrite, link_to};
use crate::edit::TextSource;
use crate::edit::capture::{Captured, compose};
use crate::edit::create::plan_note;
use crate::edit::evidence::EdgeText;
use crate::edit::file_name::{first_free, make_safe};
use crate::error::{Code, Error, Result};
use crate::facts::Value;
use crate::path::VaultPath;
use crate::query::capture::{Capture, CaptureEdge, CaptureField, CaptureTwin, read_capture};
use crate::resolve::resolve;
use crate::thesis::property_names::Field;
use crate::vault::Vault;

/// The longest text that is taken, in bytes: as long as the longest note that is read whole.
const LARGEST: usize = 8 << 20;

/// The shortest text that is looked for in other notes, in bytes.
const SHORTEST: usize = 40;

/// A pasted text with the fields that a person agreed to; empty ones are left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct CaptureToWrite {
    /// The text as pasted.
    pub text: String,
    /// The folder of the new note.
    pub folder: String,
    /// Its name; a number is added where it is taken.
    pub title: String,
    /// Its address.
    pub source: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub published: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it names.
    pub mentions: Vec<String>,
    /// Which theses it bears on.
    pub edges: Vec<EdgeToWrite>,
    /// What to look out for.
    pub watch: Vec<String>,
    /// What it asks.
    pub questions: Vec<String>,
}

impl CaptureToWrite {
    /// Takes over everything that was found in a text.
    pub fn of(text: String, found: Capture) -> Self {
        let value =
            |field: Option<CaptureField>| field.map(|field| field.value).unwrap_or_default();
        let values =
            |fields: Vec<CaptureField>| fields.into_iter().map(|field| field.value).collect();
        let edge = |edge: CaptureEdge| EdgeToWrite {
            thesis: edge.thesis,
            pillar: None,
            stance: edge.stance,
            strength: edge.strength,
            reason: edge.words,
        };
        Self {
            text,
            folder: found.folder,
            title: value(found.title),
            source: value(found.source),
            publisher: value(found.publisher),
            authors: found.author.into_iter().map(|author| author.value).collect(),
            published: value(found.published),
            tags: found.tags,
            mentions: found.mentions,
            edges: found.edges.into_iter().map(edge).collect(),
            watch: values(found.watch),
            questions: values(found.questions),
        }
    }
}

pub(super) fn capture(vault: &Vault, text: String) -> Result<Capture> {
    check_size(&text)?;
    let state = State::of(vault)?;
    let graph = vault.graph()?;
    let names = graph.names();
    let resolve = |target: &str| {
        let file = resolve(names, &VaultPath::root(), target, graph.style())?;
        names.find_path(file).cloned()
    };
    let mut found = read_capture(&state.evidence, &state.settings, &text, resolve);
    add_same_text(vault, &state, &text, &mut found);
    Ok(found)
}

/// Adds the notes of the same title that hold the whole text: a text that names no source is
/// found by nothing else.
fn add_same_text(vault: &Vault, state: &State, text: &str, found: &mut Capture) {
    let Some(title) = found.title.as_ref().map(|title| make_safe(&title.value)) else { return };
    let text = text.trim();
    // A word or two may stand anywhere.
    if text.len() < SHORTEST || title.is_empty() {
        return;
    }
    let named = |path: &VaultPath| {
        let number = path.title().strip_prefix(&title).map(str::trim);
        number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
    };
    for note in state.evidence.notes.iter().filter(|note| named(&note.path)) {
        let is_known = found.twins.iter().any(|twin| twin.note == note.path);
        let holds = || {
            let bytes = vault.read(&note.path).map(|file| file.bytes).unwrap_or_default();
            String::from_utf8_lossy(&bytes).contains(text)
        };
        if !is_known && holds() {
            let reason = "it holds the whole text".to_owned();
            found.twins.push(CaptureTwin { note: note.path.clone(), reason });
        }
    }
}

pub(super) fn save_capture(vault: &Vault, capture: CaptureToWrite) -> Result<Created> {
    check_size(&capture.text)?;
    if capture.text.trim().is_empty() {
        return Err(Error::new(Code::Invalid, "there is no text to keep")
            .with_hint("paste the article or clipping first"));
    }
    let state_names = vault.thesis_settings().names;
    let graph = vault.graph()?;
    let folder = VaultPath::new(capture.folder.trim().trim_matches('/'))?;
    let title = make_safe(&capture.title);
    let stem = if title.is_empty() { "Untitled clipping" } else { &title };
    let taken = |path: &VaultPath| TextSource::exists(vault, path);
    let path = first_free(graph.names(), &folder, stem, "md", taken)?;
    let edges = edges(vault, &capture.edges)?;
    let captured = Captured {
        text: &capture.text,
        properties: properties(&capture),
        tags: &capture.tags,
        edges: &edges,
        watch: &capture.watch,
        questions: &capture.questions,
        today: crate::thesis::date::Day::of_ms(vault.now_ms()),
    };
    let text = compose(&path, &captured, &state_names)?;
    let file = plan_note(&graph, vault, &folder, Some(path.file_name()), &text)?;
    vault.apply(&file.proposal.plan)?;
    Ok(Created { path: file.path.to_string() })
}

fn edges(vault: &Vault, edges: &[EdgeToWrite]) -> Result<Vec<EdgeText>> {
    let edge = |edge: &EdgeToWrite| {
        Ok(EdgeText {
            link: link_to(vault, &edge.thesis, edge.pillar.as_deref())?,
            stance: edge.stance,
            strength: edge.strength,
            reason: edge.reason.clone(),
        })
    };
    edges.iter().map(edge).collect()
}

fn properties(capture: &CaptureToWrite) -> Vec<(Field, Value)> {
    let text = |text: &str| Value::Text(text.trim().to_owned());
    let list = |items: &[String]| {
        let kept: Vec<Value> =
            items.iter().map(|item| text(item)).filter(|item| *item != text("")).collect();
        match kept.as_slice() {
            [one] => one.clone(),
            _ => Value::List(kept),
        }
    };
    vec![
        (Field::Source, text(&capture.source)),
        (Field::Publisher, text(&capture.publisher)),
        (Field::Author, list(&capture.authors)),
        (Field::Published, text(&capture.published)),
        (Field::Mentions, list(&capture.mentions)),
    ]
}

fn check_size(text: &str) -> Result<()> {
    if text.len() > LARGEST {
        let message = format!("the text is larger than {} MB", LARGEST >> 20);
        return Err(Error::new(Code::Invalid, message)
            .with_hint("save it as a file in the vault's folder instead"));
    }
    Ok(())
}
