//! Changes that are not told yet.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::Hint;
use crate::path::VaultPath;

/// From this many places on, one walk is cheaper than a look at each.
const MANY: usize = 1000;

/// A set of places where something may have changed.
#[derive(Debug, Default)]
pub(super) struct Pending {
    paths: BTreeSet<VaultPath>,
    folders: BTreeSet<VaultPath>,
    settings: BTreeSet<VaultPath>,
    rescan: bool,
    overflowed: bool,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Pending {
    /// Adds a file.
    pub(super) fn add_path(&mut self, path: VaultPath) {
        self.touch();
        self.paths.insert(path);
    }

    /// Adds a folder with all that is in it.
    pub(super) fn add_folder(&mut self, folder: VaultPath) {
        self.touch();
        self.folders.insert(folder);
    }

    /// Adds a settings file.
    pub(super) fn add_settings(&mut self, path: VaultPath) {
        self.touch();
        self.settings.insert(path);
    }

    /// Adds the whole vault.
    pub(super) fn add_all(&mut self) {
        self.touch();
        self.rescan = true;
    }

    /// Adds the whole vault, as events were lost.
    pub(super) fn overflow(&mut self) {
        self.add_all();
        self.overflowed = true;
    }

    /// Returns true where events were lost.
    pub(super) fn has_overflowed(&self) -> bool {
        self.overflowed
    }

    /// Returns how long the changes are to wait still; none where there are none.
    pub(super) fn due_in(&self, quiet: Duration, longest: Duration) -> Option<Duration> {
        let (first, last) = (self.first?, self.last?);
        let quiet = quiet.saturating_sub(last.elapsed());
        Some(quiet.min(longest.saturating_sub(first.elapsed())))
    }

    /// Returns true where the changes are to be told now.
    pub(super) fn is_due(&self, quiet: Duration, longest: Duration) -> bool {
        self.due_in(quiet, longest) == Some(Duration::ZERO)
    }

    /// Returns the hints: each place once, none inside another.
    pub(super) fn into_hints(self) -> Vec<Hint> {
        let settings: Vec<_> = self.settings.into_iter().collect();
        let settings = (!settings.is_empty()).then_some(Hint::Settings(settings));
        if self.rescan || self.paths.len() + self.folders.len() > MANY {
            return std::iter::once(Hint::Rescan).chain(settings).collect();
        }
        let folders = outermost(self.folders);
        let covered = |path: &VaultPath| folders.iter().any(|folder| path.is_in(folder));
        let paths: Vec<_> = self.paths.into_iter().filter(|path| !covered(path)).collect();
        let mut hints: Vec<_> = folders.into_iter().map(Hint::Folder).collect();
        if !paths.is_empty() {
            hints.push(Hint::Paths(paths));
        }
        hints.extend(settings);
        hints
    }

    fn touch(&mut self) {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
    }
}

/// Returns the folders that lie in none of the others.
pub(super) fn outermost(folders: impl IntoIterator<Item = VaultPath>) -> Vec<VaultPath> {
    let mut kept: Vec<VaultPath> = Vec::new();
    for folder in folders {
        if !kept.iter().any(|other| folder.is_in(other)) {
            kept.retain(|other| !other.is_in(&folder));
            kept.push(folder);
        }
    }
    kept
}
