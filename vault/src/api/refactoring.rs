//! Edits of many notes at once that are no rename of a file: headings, blocks, tags, properties.

use crate::edit::planned::{Planned, Proposal};
use crate::edit::property_everywhere::plan_everywhere;
use crate::edit::rename_part::plan_rename_part;
use crate::edit::rename_tag::plan_rename_tag;
use crate::edit::replace::plan_replace;
use crate::error::{Code, Error, Result};
use crate::query::excluded::Excluded;
use crate::query::properties::list_notes_with_property;
use crate::query::search::Finder;
use crate::query::tags::list_notes_with;
use crate::vault::Vault;

pub(super) fn rename_part(
    vault: &Vault,
    note: String,
    subpath: String,
    to: String,
    dry_run: bool,
) -> Result<Planned> {
    let path = vault.find_note(&note)?;
    let proposal = plan_rename_part(&*vault.graph()?, vault, &path, &subpath, &to)?;
    apply(vault, proposal, dry_run)
}

pub(super) fn rename_tag(vault: &Vault, tag: String, to: String, dry_run: bool) -> Result<Planned> {
    // Excluded notes are hidden from searches; their tags are renamed like those of all others.
    let files = list_notes_with(&vault.snapshot()?, &tag, &Excluded::default())?;
    if files.is_empty() {
        return Err(Error::new(Code::NotFound, format!("no note carries the tag {tag:?}"))
            .with_hint("`tl tags` lists all tags"));
    }
    apply(vault, plan_rename_tag(vault, &files, &tag, &to)?, dry_run)
}

pub(super) fn change_property_everywhere(
    vault: &Vault,
    name: String,
    to: Option<String>,
    dry_run: bool,
) -> Result<Planned> {
    let notes = list_notes_with_property(&vault.snapshot()?, &name)?;
    if notes.is_empty() {
        return Err(Error::new(Code::NotFound, format!("no note has a property {name:?}"))
            .with_hint("`tl properties` lists all names"));
    }
    apply(vault, plan_everywhere(vault, &notes, &name, to.as_deref())?, dry_run)
}

pub(super) fn replace(
    vault: &Vault,
    find: String,
    to: String,
    match_case: bool,
    dry_run: bool,
) -> Result<Planned> {
    let finder = Finder::parse(&find, match_case).map_err(|problem| {
        Error::new(Code::Invalid, problem).with_hint("a pattern stands between slashes: /a|b/")
    })?;
    let excluded = Excluded::new(&vault.settings().excluded);
    let notes = finder.list_candidates(&vault.snapshot()?, &excluded)?;
    apply(vault, plan_replace(vault, &notes, &finder, &find, &to)?, dry_run)
}

fn apply(vault: &Vault, proposal: Proposal, dry_run: bool) -> Result<Planned> {
    if !dry_run && !proposal.plan.is_empty() {
        vault.apply(&proposal.plan)?;
    }
    Ok(proposal.planned)
}
