//! The templates that there are.

use serde::Serialize;

use super::natural_order::NaturalKey;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct TemplateRow {
    /// The note that is the template.
    pub path: VaultPath,
    /// Its path in the folder of templates, less `.md`.
    pub title: String,
}

/// Lists the notes in the folder of templates, by name; none where no folder is set.
pub fn list_templates(snapshot: &Snapshot, folder: &str) -> Result<Vec<TemplateRow>> {
    let mut rows = Vec::new();
    let Some(folder) = VaultPath::new(folder).ok().filter(|folder| !folder.is_root()) else {
        return Ok(rows);
    };
    snapshot.each("SELECT path FROM file", [], |row| {
        let path = crate::index::read_path(row)?;
        if let Some(path) = path.filter(|path| path.is_note() && path.is_in(&folder)) {
            let title = path.without_md().get(folder.as_str().len() + 1..).unwrap_or_default();
            rows.push(TemplateRow { title: title.to_owned(), path });
        }
        Ok(())
    })?;
    rows.sort_by_cached_key(|row| NaturalKey::new(&row.title));
    Ok(rows)
}
