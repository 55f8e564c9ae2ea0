//! Making a link of a text that names a note.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::plan::{FileSplices, Plan, Splice};
use super::planned::Proposal;
use super::{EditError, SeenText, TextSource, read_or_warn};
use crate::error::Error;
use crate::facts::SectionKind;
use crate::graph::Graph;
use crate::names::{FileId, Names};
use crate::parse::parse;
use crate::path::VaultPath;
use crate::resolve::LinkFormat;
use crate::resolve::link_text::{encode, link_text_for};
use crate::text::{LineIndex, Span};

/// Plans to link the text of `span` (in bytes) to a file, in the vault's own form.
///
/// The text stays what is shown, with its case. Fails where the span is no text of the note.
pub fn plan_link(
    note: &SeenText,
    span: Span,
    names: &Names,
    destination: FileId,
    format: LinkFormat,
) -> Result<Plan, EditError> {
    let shown = span.of(&note.text);
    let missing = || EditError::NotFound(note.path.clone());
    if shown.is_empty() {
        return Err(missing());
    }
    let link = link_text_for(names, &note.path, destination, format).ok_or_else(missing)?;
    let text = if format.markdown {
        format!("[{shown}]({})", encode(&link.target))
    } else if link.target == shown {
        format!("[[{shown}]]")
    } else {
        format!("[[{}{}{shown}]]", link.target, pipe_at(&note.text, span))
    };
    Ok(Plan {
        title: format!("link “{shown}” in {}", note.path),
        splices: vec![FileSplices {
            path: note.path.clone(),
            expected: note.hash,
            splices: vec![Splice { span, text }],
        }],
        ..Plan::default()
    })
}

/// A text in a note that is to become a link.
#[derive(Debug, Clone, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct MentionToLink {
    /// The note that holds it.
    pub source: String,
    /// Where it starts, in UTF-16 units of the file.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What it says.
    pub text: String,
    /// The file that it is to lead to, by its path.
    pub destination: String,
}

/// Plans to make links of many mentions, as one step.
///
/// A mention that no longer stands where it was is left as it is, and a warning says so.
pub fn plan_links(
    graph: &Graph,
    texts: &dyn TextSource,
    mentions: &[MentionToLink],
    format: LinkFormat,
) -> Result<Proposal, Error> {
    let title = match mentions {
        [mention] => format!("link “{}” in {}", mention.text, mention.source),
        many => format!("link {} mentions", many.len()),
    };
    let mut proposal = Proposal::titled(title);
    let mut by_source: BTreeMap<VaultPath, Vec<&MentionToLink>> = BTreeMap::new();
    for mention in mentions {
        by_source.entry(VaultPath::new(mention.source.clone())?).or_default().push(mention);
    }
    for (path, mut mentions) in by_source {
        let Some(note) = read_or_warn(texts, &path, &mut proposal)? else { continue };
        mentions.sort_by_key(|mention| mention.from);
        let lines = LineIndex::new(&note.text);
        let mut splices: Vec<Splice> = Vec::new();
        for mention in mentions {
            let (from, to) = (mention.from, mention.to);
            let span = Span { start: lines.byte_of_utf16(from), end: lines.byte_of_utf16(to) };
            let destination = VaultPath::new(mention.destination.clone())?;
            let missing = || EditError::NotFound(destination.clone());
            let file = graph.names().find_spelled(&destination).ok_or_else(missing)?;
            let is_behind = splices.last().is_none_or(|last| last.span.end <= span.start);
            if span.of(&note.text) != mention.text || !is_behind {
                proposal.warn(format!("{path} no longer says “{}” there", mention.text));
                continue;
            }
            let plan = plan_link(&note, span, graph.names(), file, format)?;
            splices.extend(plan.splices.into_iter().flat_map(|file| file.splices));
        }
        proposal.change(&note, splices);
    }
    Ok(proposal)
}

/// Returns a link's pipe; inside a table it must not end the cell.
fn pipe_at(text: &str, span: Span) -> &'static str {
    let facts = parse(text);
    let in_table = facts.sections.iter().any(|section| {
        section.kind == SectionKind::Table
            && section.span.start <= span.start
            && span.end <= section.span.end
    });
    if in_table { "\\|" } else { "|" }
}
