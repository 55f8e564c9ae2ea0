//! Replacing a text in many notes.

use super::plan::Splice;
use super::planned::Proposal;
use super::{TextSource, breaks_properties, read_or_warn};
use crate::error::Error;
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
    let mut proposal = Proposal::titled(title);
    for path in notes {
        let Some(note) = read_or_warn(texts, path, &mut proposal)? else { continue };
        let found = finder.replacements(&note.text, to).into_iter();
        let splices: Vec<Splice> =
            found.map(|(place, text)| Splice { span: Span::new(place), text }).collect();
        if breaks_properties(&note.text, &splices) {
            proposal.warn(format!("the properties of {path} would no longer be valid YAML"));
            continue;
        }
        proposal.change(&note, splices);
    }
    Ok(proposal)
}
