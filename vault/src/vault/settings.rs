//! The vault's own settings, read from `.obsidian/app.json` and `.throughline/`.

use std::sync::Arc;

use super::indexer::Message;
use super::{Expected, Revision, Shared, Stale, Vault, lock};
use crate::disk::Disk;
use crate::edit::SeenText;
use crate::edit::setting::SeenSettings;
use crate::error::Result;
use crate::path::VaultPath;
use crate::query::settings::Settings;
use crate::query::settings_file::SettingsFile;
use crate::thesis::ThesisSettings;

/// Where the decisions are kept that have no place in a note.
pub(super) const DECISIONS: &str = ".throughline/decisions.jsonl";

/// A settings file is small; a larger one is somebody's mistake and is not read.
const MOST_BYTES: u64 = 1 << 20;

/// Reads the settings; a file that is missing or cannot be read gives the defaults.
pub(super) fn read(disk: &dyn Disk) -> Settings {
    Settings::parse(&text_of(disk, SettingsFile::App.place()))
}

/// Returns the text of a settings file; an empty one where it cannot be read.
pub(super) fn text_of(disk: &dyn Disk, path: &str) -> String {
    VaultPath::new(path)
        .ok()
        .and_then(|path| disk.read(&path, MOST_BYTES).ok())
        .map(|read| String::from_utf8_lossy(&read.bytes).into_owned())
        .unwrap_or_default()
}

impl Vault {
    /// Tells everyone that decisions changed: what rests on them is asked anew.
    pub(crate) fn announce_decisions(&self) {
        let status = self.status();
        self.0.shared.listeners.announce(Revision {
            revision: status.revision,
            fulltext_revision: status.fulltext_revision,
            stale: vec![Stale::Settings],
            changed: Vec::new(),
            all: false,
            ms: 0,
        });
    }

    /// Returns what the person set and decided about theses, as the files say now.
    pub fn thesis_settings(&self) -> ThesisSettings {
        self.0.shared.thesis_settings()
    }

    /// Returns the text of `.obsidian/types.json`; empty where there is none.
    pub fn property_types(&self) -> String {
        text_of(&*self.0.shared.disk, SettingsFile::Types.place())
    }

    /// Returns the text of a settings file; an empty one where it cannot be read.
    pub fn settings_text(&self, file: SettingsFile) -> String {
        text_of(&*self.0.shared.disk, file.place())
    }

    /// Reads a settings file that is to be changed.
    pub(crate) fn seen_settings(&self, file: SettingsFile) -> Result<SeenSettings> {
        let path = file.path();
        let found = self.find(&path)?.map(|found| SeenText::new(path.clone(), found.bytes));
        Ok(SeenSettings { file: found.transpose()?, path })
    }

    /// Writes a settings file, if it still is what was seen; makes it where there was none.
    /// Returns when everyone knows of it.
    pub(crate) fn write_settings(&self, seen: &SeenSettings, text: &str) -> Result<()> {
        let expected = match &seen.file {
            Some(file) => Expected::Hash(file.hash),
            None => Expected::Absent,
        };
        self.save(&seen.path, text.as_bytes(), expected)?;
        let paths = vec![seen.path.clone()];
        self.0.ask_indexer(|answer| Message::Settings(paths, Some(answer)))
    }
}

impl Shared {
    /// Reads what the person set and decided about theses.
    pub(super) fn thesis_settings(&self) -> ThesisSettings {
        let text = |path| text_of(&*self.disk, path);
        ThesisSettings::parse(&text(SettingsFile::Theses.place()), &text(DECISIONS))
    }

    /// Reads the settings once more.
    pub(super) fn refresh_settings(&self) {
        *lock(&self.settings) = Arc::new(read(&*self.disk));
    }
}
