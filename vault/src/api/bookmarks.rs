//! The person's bookmarks: listing and changing them.

use crate::edit::TextSource;
use crate::edit::bookmark::{NewBookmark, plan_add, plan_move, plan_remove, plan_title};
use crate::edit::setting::SeenSettings;
use crate::error::{Code, Error, Result};
use crate::query::bookmarks::{Bookmarks, list_bookmarks};
use crate::query::settings_file::SettingsFile;
use crate::vault::Vault;

/// Lists the bookmarks in preorder.
pub(super) fn bookmarks(vault: &Vault) -> Result<Bookmarks> {
    let seen = seen(vault)?;
    let rows = list_bookmarks(seen.text(), |path| vault.exists(path));
    Ok(Bookmarks { seen: hash_of(&seen), rows })
}

/// Adds a bookmark at the end of a group, or of all.
pub(super) fn add_bookmark(
    vault: &Vault,
    bookmark: NewBookmark,
    group: String,
    expected: String,
) -> Result<Bookmarks> {
    let now = vault.now_ms();
    change(vault, &expected, |seen| plan_add(seen, &group, &bookmark, now))
}

/// Removes a bookmark, or a group with all that is in it.
pub(super) fn remove_bookmark(vault: &Vault, place: String, expected: String) -> Result<Bookmarks> {
    change(vault, &expected, |seen| plan_remove(seen, &place))
}

/// Gives a bookmark another name; an empty one takes its name away.
pub(super) fn rename_bookmark(
    vault: &Vault,
    place: String,
    title: String,
    expected: String,
) -> Result<Bookmarks> {
    change(vault, &expected, |seen| plan_title(seen, &place, &title))
}

/// Moves a bookmark before the one at a position of a group, or of all.
pub(super) fn move_bookmark(
    vault: &Vault,
    place: String,
    group: String,
    at: u32,
    expected: String,
) -> Result<Bookmarks> {
    change(vault, &expected, |seen| plan_move(seen, &place, &group, at as usize))
}

/// Reads the bookmarks; where there are none yet, what was starred before begins them.
fn seen(vault: &Vault) -> Result<SeenSettings> {
    let seen = vault.seen_settings(SettingsFile::Bookmarks)?;
    if seen.file.is_some() {
        return Ok(seen);
    }
    let starred = vault.seen_settings(SettingsFile::Starred)?;
    Ok(SeenSettings { path: seen.path, file: starred.file })
}

fn hash_of(seen: &SeenSettings) -> String {
    seen.file.as_ref().map(|file| file.hash.to_string()).unwrap_or_default()
}

/// Changes the bookmarks, if they are still what the person saw; an empty `expected` is not
/// compared.
fn change(
    vault: &Vault,
    expected: &str,
    plan: impl FnOnce(&SeenSettings) -> Result<Option<String>>,
) -> Result<Bookmarks> {
    let found = seen(vault)?;
    if !expected.is_empty() && expected != hash_of(&found) {
        return Err(Error::new(Code::Conflict, "the bookmarks were changed meanwhile")
            .with_hint("look at them again")
            .with_path(&found.path));
    }
    if let Some(text) = plan(&found)? {
        let target = vault.seen_settings(SettingsFile::Bookmarks)?;
        vault.write_settings(&target, &text)?;
    }
    bookmarks(vault)
}
