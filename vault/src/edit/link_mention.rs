//! Making a link of a text that names a note.

use super::plan::{FileSplices, Plan, Splice};
use super::{EditError, SeenText};
use crate::facts::SectionKind;
use crate::names::{FileId, Names};
use crate::parse::parse;
use crate::resolve::LinkFormat;
use crate::resolve::link_text::{encode, link_text_for};
use crate::text::Span;

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
