//! Moving a part of a note to another note, new or old, with every link that leads into it.

use serde::Deserialize;

use super::append::with_line_ends;
use super::create::named_path;
use super::plan::{Create, Splice};
use super::planned::Proposal;
use super::relink::NameChange;
use super::{EditError, SeenText, TextSource, read_text};
use crate::error::Error;
use crate::facts::NoteFacts;
use crate::graph::Graph;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::resolve::LinkFormat;
use crate::resolve::link_text::{link_text_for, write_link};
use crate::text::Span;

/// What stands in the place of the text that went; `replacementText` of Obsidian's note composer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftBehind {
    /// A link to where it went.
    #[default]
    Link,
    /// The text itself, embedded.
    Embed,
    /// Nothing.
    Nothing,
}

/// What is to be moved, and where.
#[derive(Debug, Clone)]
pub struct Extraction<'e> {
    /// The stretch of the note, in bytes.
    pub span: Span,
    /// Where it goes: the path of a note that is there, or of one that is to be.
    pub to: &'e VaultPath,
    /// What stands in its place.
    pub left: LeftBehind,
    /// How the vault writes links.
    pub format: LinkFormat,
    /// The text of a new note, its content left out: `{{content}}` stands for that.
    pub template: Option<String>,
}

/// Returns the path that a name for a new note means, counted from the folder of the note that the
/// text comes from; refuses one that is taken.
pub fn path_for_extract(
    graph: &Graph,
    texts: &dyn TextSource,
    folder: &VaultPath,
    name: &str,
) -> Result<VaultPath, EditError> {
    let path = named_path(graph, folder, name, "md")?;
    super::create::refuse_taken(graph, texts, &path)?;
    Ok(path)
}

/// Plans to move a stretch of a note to the end of another note, or to a new one.
///
/// Links inside the text keep their destination; links to its headings and blocks follow it. The
/// properties of the note never go along.
pub fn plan_extract(
    graph: &Graph,
    texts: &dyn TextSource,
    note: &SeenText,
    extraction: &Extraction<'_>,
) -> Result<Proposal, Error> {
    let missing = || EditError::NotFound(note.path.clone());
    let from = graph.names().find_spelled(&note.path).ok_or_else(missing)?;
    let facts = parse(&note.text);
    let span = without_blanks(&note.text, &facts, extraction.span);
    if span.is_empty() || note.path == *extraction.to {
        return Err(EditError::NothingToMove(note.path.clone()).into());
    }
    let to = extraction.to;
    let change = NameChange::of_part(graph, from, to, &note.text, span);
    let relinked = change.relink(texts)?;
    let (moved, broken) = change.carry_part(&note.text, span, &note.path, to);
    let mut proposal = Proposal::titled(format!("move a part of {} to {to}", note.path));
    proposal.planned.warnings.extend(relinked.warnings);
    if broken > 0 {
        proposal.warn(format!("{broken} links of the moved text cannot be rewritten"));
    }
    caution_about_footnotes(&facts, span, &mut proposal);
    let left = left_behind(&change, note, extraction)?;
    for file in relinked.files {
        let Some(seen) = read_text(texts, &file.path)? else { continue };
        let inside =
            |splice: &Splice| span.start <= splice.span.start && splice.span.end <= span.end;
        let is_note = file.path == note.path;
        let kept = file.splices.into_iter().filter(|splice| !(is_note && inside(splice)));
        proposal.change(&seen, kept.collect());
    }
    proposal.add(note, Splice { span, text: left });
    match read_text(texts, to)? {
        Some(seen) => proposal.add(&seen, appended(&seen, &moved)),
        None => {
            let text = match &extraction.template {
                Some(template) => template.replace("{{content}}", &moved),
                None => moved + note.line_end(),
            };
            proposal.plan.creates.push(Create { path: to.clone(), bytes: text.into_bytes() });
        }
    }
    proposal.list_edits(texts)?;
    Ok(proposal)
}

/// Returns the stretch without the blank lines around it and without properties.
fn without_blanks(text: &str, facts: &NoteFacts, span: Span) -> Span {
    let front = facts.frontmatter.as_ref().map_or(0, |front| front.span.end);
    let start = span.start.max(front).min(span.end);
    let bare = Span { start, end: span.end };
    let inner = bare.of(text);
    let before = inner.len() - inner.trim_start_matches(['\n', '\r', '\u{feff}']).len();
    let kept = inner.trim_end().len().max(before);
    Span::new(start as usize + before..start as usize + kept)
}

/// Returns what stands in the place of the moved text.
fn left_behind(
    change: &NameChange<'_>,
    note: &SeenText,
    extraction: &Extraction<'_>,
) -> Result<String, EditError> {
    let embed = match extraction.left {
        LeftBehind::Nothing => return Ok(String::new()),
        LeftBehind::Link => "",
        LeftBehind::Embed => "!",
    };
    let names = change.names_after();
    let missing = || EditError::NotFound(extraction.to.clone());
    let file = names.find_spelled(extraction.to).ok_or_else(missing)?;
    let text = link_text_for(names, &note.path, file, extraction.format).ok_or_else(missing)?;
    let shown = extraction.format.markdown.then(|| extraction.to.title());
    Ok(format!("{embed}{}", write_link(&text, "", shown, extraction.format)))
}

/// Returns the change that adds a text at the end of a note, a blank line before it.
pub(super) fn appended(note: &SeenText, text: &str) -> Splice {
    let end = note.line_end();
    let kept = note.text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
    let is_empty = note.text.trim_start_matches('\u{feff}').trim().is_empty();
    let gap = if is_empty { String::new() } else { format!("{end}{end}") };
    let at = if is_empty { note.text.len() } else { kept };
    // What stands behind the last word is line breaks alone; one of them stays at the very end.
    let text = format!("{gap}{}{end}", with_line_ends(text.trim_end(), end));
    Splice { span: Span::new(at..note.text.len()), text }
}

fn caution_about_footnotes(facts: &NoteFacts, span: Span, proposal: &mut Proposal) {
    let is_inside = |other: &Span| span.start <= other.start && other.end <= span.end;
    let parted = facts.footnote_refs.iter().any(|used| {
        facts.footnotes.iter().any(|defined| {
            defined.id.eq_ignore_ascii_case(&used.id)
                && is_inside(&used.span) != is_inside(&defined.span)
        })
    });
    if parted {
        proposal.warn("a footnote and its text would be in different notes".to_owned());
    }
}
