//! Giving a property another name, or removing it, in every note that has it.

use super::planned::Proposal;
use super::property::{plan_remove, plan_rename};
use super::{EditError, TextSource, read_or_warn};
use crate::error::Error;
use crate::path::VaultPath;

/// Plans to rename a property to `to` in these notes, or to remove it where `to` is none.
///
/// A note that cannot be changed safely (its properties are not valid YAML, it has one of the new
/// name already) is told of in a warning and stays as it is.
pub fn plan_everywhere(
    texts: &dyn TextSource,
    notes: &[VaultPath],
    key: &str,
    to: Option<&str>,
) -> Result<Proposal, Error> {
    let title = match to {
        Some(to) => format!("rename the property {key:?} to {to:?}"),
        None => format!("remove the property {key:?}"),
    };
    let mut proposal = Proposal::titled(title);
    for path in notes {
        let Some(note) = read_or_warn(texts, path, &mut proposal)? else { continue };
        let planned = match to {
            Some(to) => plan_rename(&note, key, to),
            None => plan_remove(&note, key),
        };
        match planned {
            Ok(plan) => {
                let splices = plan.splices.into_iter().flat_map(|file| file.splices);
                proposal.change(&note, splices.collect());
            }
            Err(EditError::NoProperty { .. }) => {}
            Err(error @ EditError::Key(_)) => return Err(error.into()),
            Err(error) => proposal.warn(error.to_string()),
        }
    }
    Ok(proposal)
}
