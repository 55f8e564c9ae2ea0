//! What the app remembers between two starts: the vaults opened last and the page's preferences.

#![allow(clippy::disallowed_methods, reason = "writes the app's configuration, not notes")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vault::error::{Code, Error, Result};

/// How many vaults the welcome page offers.
const RECENT: usize = 12;
/// The most that the page may keep, in bytes of JSON.
const LIMIT: usize = 256 * 1024;

/// The preferences as they stand in their file. Unknown fields come from a newer version and
/// are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// Folders of vaults, the one opened last first.
    pub recent: Vec<String>,
    /// The first of them is opened at the next start.
    pub reopen: bool,
    /// What the page asked to keep; opaque to the shell.
    pub page: serde_json::Value,
    #[serde(flatten)]
    unknown: serde_json::Map<String, serde_json::Value>,
}

/// The file that keeps the preferences. Several windows may share it.
#[derive(Debug, Clone)]
pub(crate) struct PreferencesFile {
    path: PathBuf,
}

impl PreferencesFile {
    /// Names the file in the app's configuration folder; it need not exist.
    pub(crate) fn in_folder(config: &Path) -> Self {
        Self { path: config.join("preferences.json") }
    }

    /// Reads the preferences; a file that is absent or damaged reads as the defaults.
    pub(crate) fn read(&self) -> Preferences {
        fs::read(&self.path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Notes that a vault was opened, so that the next start opens it again.
    pub(crate) fn remember_vault(&self, folder: &str) -> Result<()> {
        self.change(|preferences| {
            preferences.recent.retain(|known| known != folder);
            preferences.recent.insert(0, folder.to_owned());
            preferences.recent.truncate(RECENT);
            preferences.reopen = true;
        })
    }

    /// Notes that the person closed the vault, so that the next start shows the welcome page.
    pub(crate) fn forget_reopening(&self) -> Result<()> {
        self.change(|preferences| preferences.reopen = false)
    }

    /// Keeps what the page wants to find again; refuses more than 256 KB.
    pub(crate) fn remember_page(&self, page: serde_json::Value) -> Result<()> {
        let bytes = page.to_string().len();
        if bytes > LIMIT {
            return Err(Error::new(
                Code::Invalid,
                format!("preferences of {bytes} bytes are more than the {LIMIT} that are kept"),
            ));
        }
        self.change(|preferences| preferences.page = page)
    }

    /// Reads the file anew before changing it: another window may have written it meanwhile.
    fn change(&self, change: impl FnOnce(&mut Preferences)) -> Result<()> {
        let mut preferences = self.read();
        change(&mut preferences);
        self.write(&preferences).map_err(|error| {
            Error::new(Code::Failed, format!("preferences cannot be kept: {error}"))
                .with_hint("check that the folder can be written and that the disk is not full")
                .with_path(self.path.display())
        })
    }

    fn write(&self, preferences: &Preferences) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(preferences)?)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> (tempfile::TempDir, PreferencesFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = PreferencesFile::in_folder(&folder.path().join("throughline"));
        (folder, file)
    }

    #[test]
    fn the_vault_opened_last_comes_first_and_once() {
        let (_folder, file) = fresh();
        for vault in ["/a", "/b", "/a"] {
            file.remember_vault(vault).unwrap();
        }
        assert_eq!(file.read().recent, ["/a", "/b"]);
        assert!(file.read().reopen);
        file.forget_reopening().unwrap();
        assert!(!file.read().reopen);
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept() {
        let (_folder, file) = fresh();
        file.remember_vault("/a").unwrap();
        fs::write(&file.path, r#"{"recent": ["/a"], "windows": 3}"#).unwrap();
        file.remember_page(serde_json::json!({"theme": "dark"})).unwrap();
        let text = fs::read_to_string(&file.path).unwrap();
        assert!(text.contains("\"windows\": 3") && text.contains("dark"), "{text}");
    }

    #[test]
    fn a_damaged_file_reads_as_the_defaults() {
        let (_folder, file) = fresh();
        file.remember_vault("/a").unwrap();
        fs::write(&file.path, "{\"recent\": [").unwrap();
        assert_eq!(file.read(), Preferences::default());
        file.remember_vault("/b").unwrap();
        assert_eq!(file.read().recent, ["/b"]);
    }

    #[test]
    fn preferences_have_a_limit() {
        let (_folder, file) = fresh();
        let error = file.remember_page("x".repeat(300 * 1024).into()).unwrap_err();
        assert_eq!(error.code, Code::Invalid);
    }
}
