//! The folders of the app itself, none of them in a vault.

use std::path::PathBuf;

/// The app's folder in each of the system's places.
const FOLDER: &str = "throughline";

/// Where the app keeps what is its own.
#[derive(Debug, Clone)]
pub struct Places {
    /// Preferences and the list of vaults.
    pub config: PathBuf,
    /// Indexes; can be deleted at any time.
    pub cache: PathBuf,
    /// Drafts, history and operation logs; must be kept.
    pub data: PathBuf,
}

impl Places {
    /// Returns the places of whoever runs the app, or nothing where no home folder is known.
    pub fn of_this_person() -> Option<Self> {
        Some(Self {
            config: dirs::config_dir()?.join(FOLDER),
            cache: dirs::cache_dir()?.join(FOLDER),
            data: dirs::data_dir()?.join(FOLDER),
        })
    }
}
