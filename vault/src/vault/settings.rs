//! The vault's own settings, read from `.obsidian/app.json`.

use std::sync::Arc;

use super::{Shared, lock};
use crate::disk::Disk;
use crate::path::VaultPath;
use crate::query::settings::Settings;

/// Where Obsidian keeps the settings that this app shares.
const APP_JSON: &str = ".obsidian/app.json";

/// A settings file is small; a larger one is somebody's mistake and is not read.
const MOST_BYTES: u64 = 1 << 20;

/// Reads the settings; a file that is missing or cannot be read gives the defaults.
pub(super) fn read(disk: &dyn Disk) -> Settings {
    let text = VaultPath::new(APP_JSON)
        .ok()
        .and_then(|path| disk.read(&path, MOST_BYTES).ok())
        .map(|read| String::from_utf8_lossy(&read.bytes).into_owned());
    Settings::parse(text.as_deref().unwrap_or(""))
}

impl Shared {
    /// Reads the settings once more.
    pub(super) fn refresh_settings(&self) {
        *lock(&self.settings) = Arc::new(read(&*self.disk));
    }
}
