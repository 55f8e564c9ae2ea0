//! The daily notes that there are, by their days.

use jiff::civil::Date;

use super::core_plugins::DailyNotes;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;
use crate::text::moment::read_day;

/// Lists the daily notes in the order of their days. Only what lies in the folder and is called
/// exactly as the format writes a day is one.
pub fn list_daily_notes(
    snapshot: &Snapshot,
    settings: &DailyNotes,
) -> Result<Vec<(Date, VaultPath)>> {
    let mut notes = Vec::new();
    snapshot.each("SELECT path FROM file", [], |row| {
        if let Some(path) = crate::index::read_path(row)?
            && let Some(day) = day_of(&path, settings)
        {
            notes.push((day, path));
        }
        Ok(())
    })?;
    notes.sort();
    Ok(notes)
}

/// Returns the day of a daily note; none for any other file.
pub fn day_of(path: &VaultPath, settings: &DailyNotes) -> Option<Date> {
    if !path.is_note() {
        return None;
    }
    let name = match settings.folder.as_str() {
        "" => path.without_md(),
        folder => path.without_md().strip_prefix(folder)?.strip_prefix('/')?,
    };
    read_day(&settings.format, name)
}
