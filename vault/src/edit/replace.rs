//! Replacing a text in many notes.

use super::plan::{FileSplices, Plan, Splice, apply_splices};
use super::planned::{Planned, Proposal, list_line_edits};
use super::{TextSource, read_text};
use crate::error::Error;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::query::search::Finder;
use crate::text::Span;

/// Plans to put `to` in the place of what `finder` finds in these notes.
///
/// A note whose properties would no longer be valid YAML, or that is not UTF-8 text, is told of in
/// a warning and stays as it is.
pub fn plan_replace(
    texts: &dyn TextSource,
    notes: &[VaultPath],
    finder: &Finder,
    find: &str,
    to: &str,
) -> Result<Proposal, Error> {
    let title = format!("replace {find} with {to}");
    let mut proposal =
        Proposal { plan: Plan { title, ..Plan::default() }, planned: Planned::default() };
    for path in notes {
        let note = match read_text(texts, path) {
            Ok(Some(note)) => note,
            Ok(None) => continue,
            Err(error) => {
                proposal.planned.warnings.push(error.message);
                continue;
            }
        };
        let found = finder.replacements(&note.text, to).into_iter();
        let splices: Vec<Splice> =
            found.map(|(place, text)| Splice { span: Span::new(place), text }).collect();
        if splices.is_empty() {
            continue;
        }
        if breaks_properties(&note.text, &splices) {
            let warning = format!("the properties of {path} would no longer be valid YAML");
            proposal.planned.warnings.push(warning);
            continue;
        }
        let file = FileSplices { path: path.clone(), expected: note.hash, splices };
        proposal.planned.edits.extend(list_line_edits(&file, &note.text));
        proposal.plan.splices.push(file);
    }
    Ok(proposal)
}

/// Returns true where properties that could be read could no longer be read.
fn breaks_properties(text: &str, splices: &[Splice]) -> bool {
    let is_valid = |text: &str| parse(text).frontmatter.is_some_and(|front| !front.invalid);
    let front = parse(text).frontmatter.map_or(0, |front| front.span.end);
    if !splices.iter().any(|splice| splice.span.start < front) || !is_valid(text) {
        return false;
    }
    let changed = apply_splices(text.as_bytes(), splices).ok().map(String::from_utf8);
    !changed.and_then(Result::ok).is_some_and(|changed| is_valid(&changed))
}
