//! Replacing a text in many notes, or in the lines of them that a person chose.

use serde::Deserialize;

use super::plan::Splice;
use super::planned::Proposal;
use super::{TextSource, breaks_properties, read_or_warn, read_text};
use crate::error::Error;
use crate::path::VaultPath;
use crate::query::search::Finder;
use crate::text::Span;

/// Lines of one file that stay as they are.
#[derive(Debug, Clone, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The file.
    pub path: String,
    /// The lines, from 1, as the plan shows them; none means the whole file.
    pub lines: Vec<u32>,
}

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

/// Takes lines and files out of a plan again.
///
/// A note whose properties would be broken by a part of its changes stays as it is; a warning says
/// so.
pub fn leave_out(
    texts: &dyn TextSource,
    proposal: &mut Proposal,
    left_out: &[LeftOut],
) -> Result<(), Error> {
    for LeftOut { path, lines } in left_out {
        let path = VaultPath::new(path.clone())?;
        let Some(note) = read_text(texts, &path)? else { continue };
        proposal.leave_out(&path, lines, &note.text);
        let rest = proposal.plan.splices.iter().find(|file| file.path == path);
        if rest.is_some_and(|file| breaks_properties(&note.text, &file.splices)) {
            proposal.leave_out(&path, &[], &note.text);
            proposal.warn(format!("the properties of {path} would no longer be valid YAML"));
        }
    }
    proposal.planned.edits.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(())
}
