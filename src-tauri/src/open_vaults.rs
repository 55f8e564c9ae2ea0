//! Which vault the window shows: opening, reopening at the start, closing, and who else has it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use vault::error::{Code, Error, Result};
use vault::vault::Vault;

use crate::places::Places;
use crate::preferences::PreferencesFile;
use crate::window_lock::{self, Taken, WindowLock};

/// The vault of this process's window, and what is remembered about others.
#[derive(Debug)]
pub(crate) struct OpenVaults {
    /// The vaults opened last and the page's preferences.
    pub preferences: PreferencesFile,
    places: Places,
    open: Mutex<Option<OpenVault>>,
    /// Held while a vault is opened or closed, so that one follows the other.
    switching: Mutex<()>,
    /// How the first opening went; set once, before the page is answered.
    started: OnceLock<Option<Error>>,
}

#[derive(Debug)]
struct OpenVault {
    folder: PathBuf,
    vault: Vault,
    _lock: WindowLock,
}

/// The folder to open when the app starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum First {
    /// Named on the command line.
    Asked(PathBuf),
    /// The vault opened last.
    Remembered(PathBuf),
    /// None: the page welcomes.
    Welcome,
}

impl First {
    /// Finds the folder to open from the command line and the preferences.
    pub(crate) fn find(asked: Option<PathBuf>, preferences: &PreferencesFile) -> Self {
        if let Some(folder) = asked {
            return Self::Asked(folder);
        }
        let known = preferences.read();
        match known.recent.into_iter().next() {
            Some(folder) if known.reopen => Self::Remembered(folder.into()),
            _ => Self::Welcome,
        }
    }

    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Asked(folder) | Self::Remembered(folder) => Some(folder),
            Self::Welcome => None,
        }
    }
}

impl OpenVaults {
    /// Returns the state with no vault open.
    pub(crate) fn new(places: Places) -> Self {
        Self {
            preferences: PreferencesFile::in_folder(&places.config),
            places,
            open: Mutex::default(),
            switching: Mutex::default(),
            started: OnceLock::new(),
        }
    }

    /// Returns the open vault, or an error that says there is none.
    pub(crate) fn current(&self) -> Result<Vault> {
        self.find_current().ok_or_else(|| {
            Error::new(Code::NotFound, "no vault is open").with_hint("open a folder first")
        })
    }

    /// Finds the open vault.
    pub(crate) fn find_current(&self) -> Option<Vault> {
        lock(&self.open).as_ref().map(|open| open.vault.clone())
    }

    /// Opens the vault in `folder` in place of the open one, which stays open when that fails.
    /// A vault that was not open before is given to `opened`.
    pub(crate) fn open(&self, folder: &Path, opened: impl FnOnce(&Vault)) -> Result<Vault> {
        let _switching = lock(&self.switching);
        let folder = canonical(folder);
        if let Some(open) = lock(&self.open).as_ref().filter(|open| open.folder == folder) {
            return Ok(open.vault.clone());
        }
        let window_lock = self.take_window(&folder)?;
        let vault = Vault::open(self.options(&folder))?;
        self.remember(&folder);
        let now_open = OpenVault { folder, vault: vault.clone(), _lock: window_lock };
        let closed = lock(&self.open).replace(now_open);
        drop(closed);
        opened(&vault);
        Ok(vault)
    }

    /// Opens what the app was started with, and lets [`Self::wait_for_start`] go on.
    pub(crate) fn open_first(&self, first: &First, opened: impl FnOnce(&Vault)) {
        let outcome = first.folder().map(|folder| self.open(folder, opened));
        // Set once: the app starts once.
        let _ = self.started.set(outcome.and_then(Result::err));
    }

    /// Brings the window of another process to the front if it shows the first vault already, and
    /// hands it the address that this one was started with.
    pub(crate) fn raise_elsewhere(&self, first: &First, address: Option<&str>) -> bool {
        let Some(folder) = first.folder() else { return false };
        match window_lock::take(&self.places.data, &canonical(folder)) {
            Ok(Taken::Elsewhere(holder)) => holder.raise(address.unwrap_or_default()),
            _ => false,
        }
    }

    /// Waits until the first vault is open, and returns why it is not.
    pub(crate) fn wait_for_start(&self) -> Option<Error> {
        self.started.wait().clone()
    }

    /// Closes the vault; the next start shows the welcome page.
    pub(crate) fn close(&self) -> Result<()> {
        let _switching = lock(&self.switching);
        let closed = lock(&self.open).take();
        drop(closed);
        self.preferences.forget_reopening()
    }

    /// Notes the vault for the next start; not being able to is no reason not to open it.
    fn remember(&self, folder: &Path) {
        let Some(name) = folder.to_str() else { return };
        if let Err(error) = self.preferences.remember_vault(name) {
            eprintln!("warning: the vault will not be found at the next start: {error}");
        }
    }

    fn take_window(&self, folder: &Path) -> Result<WindowLock> {
        match window_lock::take(&self.places.data, folder)? {
            Taken::Here(lock) => Ok(lock),
            Taken::Elsewhere(holder) => {
                let hint = if holder.raise("") {
                    "its window was brought to the front"
                } else {
                    "close the other window first"
                };
                Err(Error::new(Code::Locked, format!("{} is open already", folder.display()))
                    .with_hint(hint))
            }
        }
    }

    fn options(&self, folder: &Path) -> vault::vault::Options {
        vault::vault::Options {
            folder: folder.to_owned(),
            cache: self.places.cache.clone(),
            data: self.places.data.clone(),
            clock: vault::disk::Clock::new(now_ms),
            watch: true,
            holder: "Throughline".to_owned(),
            share: true,
        }
    }
}

/// Resolves links and dots; a folder that cannot be resolved is left for the core to refuse.
#[allow(clippy::disallowed_methods, reason = "relative folders count from where the app started")]
fn canonical(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// The time now in milliseconds since 1970; the one place where the window reads a clock.
#[allow(clippy::disallowed_methods, reason = "this is the edge that passes the clock in")]
fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0)
}

/// A panic elsewhere leaves these plain values whole, so a poisoned lock is taken all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
