//! The files in which settings are kept: those that Obsidian shares, and one of this app's own.

use serde::{Deserialize, Serialize};

use crate::path::VaultPath;

/// A settings file of the vault; it may be missing, empty or `{}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SettingsFile {
    /// Files, links and the editor.
    App,
    /// Which of Obsidian's core plugins are on.
    CorePlugins,
    /// Where daily notes are.
    DailyNotes,
    /// Where templates are.
    Templates,
    /// Where notes named by the time are: Obsidian's "Unique note creator".
    UniqueNotes,
    /// The person's keys.
    Hotkeys,
    /// What the person bookmarked.
    Bookmarks,
    /// What the person starred before there were bookmarks.
    Starred,
    /// The types of properties.
    Types,
    /// How the graph looks.
    Graph,
    /// Which commands stand first in the palette.
    CommandPalette,
    /// Theses and their evidence; no file of Obsidian's. Its keys stand below `thesis`.
    Theses,
}

impl SettingsFile {
    /// Returns where it is, from the vault's folder.
    pub fn place(self) -> &'static str {
        match self {
            Self::App => ".obsidian/app.json",
            Self::CorePlugins => ".obsidian/core-plugins.json",
            Self::DailyNotes => ".obsidian/daily-notes.json",
            Self::Templates => ".obsidian/templates.json",
            Self::UniqueNotes => ".obsidian/zk-prefixer.json",
            Self::Hotkeys => ".obsidian/hotkeys.json",
            Self::Bookmarks => ".obsidian/bookmarks.json",
            Self::Starred => ".obsidian/starred.json",
            Self::Types => ".obsidian/types.json",
            Self::Graph => ".obsidian/graph.json",
            Self::CommandPalette => ".obsidian/command-palette.json",
            Self::Theses => ".throughline/settings.json",
        }
    }

    /// Returns its path.
    pub fn path(self) -> VaultPath {
        VaultPath::new(self.place()).unwrap_or_else(|_| VaultPath::root())
    }
}
