//! Opening a vault: its folders, its lock, its index, its threads.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use super::clusterer::Clusterer;
use super::indexer::{Indexer, Message};
use super::listeners::Listeners;
use super::{Inner, Options, Phase, Shared, Vault, VaultStatus, settings};
use crate::disk::journal::{Journal, Recovered};
use crate::disk::{self, DataFolder, Disk, DiskError, Drafts, RealDisk, VaultLock, Watcher};
use crate::error::{Code, Error, Result};
use crate::index::{self, Opened};
use crate::text::ContentHash;

pub(super) fn open(options: Options) -> Result<Vault> {
    let folder = checked_folder(&options.folder)?;
    let id = vault_id(&folder);
    let data = DataFolder::open(options.data.join(&id))?;
    let disk = Arc::new(RealDisk::open(&folder, data.clone(), options.clock.clone())?);
    let journal = Journal::new(data.clone(), options.clock.clone());
    let settings = settings::read(&*disk);
    let home = IndexHome::take(&options, &folder, &id)?;
    let owns_index = home.lock.is_some();
    let recovered = if owns_index && !disk.is_read_only() {
        // What a crash left half done is settled before anything is read.
        journal.recover(&*disk)?
    } else {
        Recovered::default()
    };
    let style = settings.link_format().style;
    let (writer, snapshots, opened) = index::open(&home.folder, style)?;
    let status = first_status(&disk, &opened, &recovered);
    let shared = Arc::new(Shared {
        disk,
        journal,
        drafts: Drafts::new(data),
        clock: options.clock,
        settings: Mutex::new(Arc::new(settings)),
        snapshots: Mutex::new(snapshots),
        skipped: Mutex::default(),
        listeners: Listeners::new(status),
        clusterer: Mutex::default(),
    });
    let (clusterer, wishes) = channel();
    *super::lock(&shared.clusterer) = Some(clusterer);
    let (sender, receiver) = channel();
    let indexer =
        Indexer::new(Arc::clone(&shared), home.folder.clone(), writer, opened, options.watch);
    let thread = std::thread::Builder::new()
        .name("indexer".to_owned())
        .spawn(move || indexer.run(&receiver))
        .map_err(|error| Error::new(Code::Failed, format!("no thread for the index: {error}")))?;
    let clusterer = Clusterer::new(Arc::clone(&shared), sender.clone(), options.watch);
    let stop = clusterer.stop();
    let cluster_thread = std::thread::Builder::new()
        .name("clusters".to_owned())
        .spawn(move || clusterer.run(&wishes))
        .map_err(|error| Error::new(Code::Failed, format!("no thread for clusters: {error}")))?;
    let watcher = if options.watch { follow_changes(&folder, &sender)? } else { None };
    Ok(Vault(Arc::new(Inner {
        shared,
        seen: Mutex::default(),
        graph: Mutex::default(),
        layouts: Mutex::default(),
        attachments: Mutex::default(),
        watcher: Mutex::new(watcher),
        home,
        indexer: Mutex::new(sender),
        thread: Mutex::new(Some(thread)),
        stop_clusters: stop,
        cluster_thread: Mutex::new(Some(cluster_thread)),
    })))
}

/// Returns the folder with every link resolved, or says why it can be no vault.
fn checked_folder(folder: &Path) -> Result<PathBuf> {
    let shown = folder.display();
    let refused = |code, message: String, hint: &str| {
        Err(Error::new(code, message).with_path(&shown).with_hint(hint))
    };
    let resolved = match folder.canonicalize() {
        Ok(resolved) => resolved,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            let message = format!("no permission to open {shown}");
            return refused(
                Code::Denied,
                message,
                "change its permissions, or choose another folder",
            );
        }
        Err(_) => {
            let message = format!("{shown} does not exist");
            return refused(Code::NotFound, message, "check the name, or choose another folder");
        }
    };
    if !resolved.is_dir() {
        let message = format!("{shown} is not a folder");
        return refused(Code::Invalid, message, "open the folder that holds it");
    }
    Ok(resolved)
}

/// Returns the name under which a vault's folders are kept: its real path, hashed.
fn vault_id(folder: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    ContentHash::of(folder.as_os_str().as_bytes()).to_string().chars().take(16).collect()
}

/// Where a vault's index lies while the vault is open.
#[derive(Debug)]
pub(super) struct IndexHome {
    folder: PathBuf,
    /// Held by the one program that may write the vault's kept index.
    lock: Option<VaultLock>,
    /// An index that goes when the vault is closed.
    _own: Option<tempfile::TempDir>,
}

impl IndexHome {
    /// Returns the folder, which holds nothing that cannot be made anew.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes the kept index, or a copy of our own where another program holds it.
    fn take(options: &Options, vault: &Path, id: &str) -> Result<Self> {
        match disk::lock(&options.cache, vault, &options.holder) {
            Ok(lock) => Ok(Self { folder: options.cache.join(id), lock: Some(lock), _own: None }),
            Err(DiskError::Locked { .. }) if options.share => {
                let own = tempfile::Builder::new().prefix("shared-").tempdir_in(&options.cache);
                let own = own.map_err(|error| {
                    let message = format!("no folder for an index: {error}");
                    Error::new(Code::Failed, message).with_path(options.cache.display())
                })?;
                // Without a copy the index is built anew, which takes longer and is as right.
                let _ = index::copy(&options.cache.join(id), own.path());
                Ok(Self { folder: own.path().to_owned(), lock: None, _own: Some(own) })
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn first_status(disk: &RealDisk, opened: &Opened, recovered: &Recovered) -> VaultStatus {
    let revision = match opened {
        Opened::Warm { revision } => *revision,
        Opened::Cold { .. } => 0,
    };
    let name = disk.path().file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy());
    VaultStatus {
        working: None,
        name: name.into_owned(),
        folder: disk.path().display().to_string(),
        revision,
        fulltext_revision: revision,
        cluster_revision: 0,
        phase: Phase::Scanning,
        done: 0,
        total: 0,
        notes: 0,
        attachments: 0,
        problems: 0,
        read_only: disk.is_read_only(),
        notices: notices_of(recovered),
        watching: String::new(),
    }
}

/// Says in sentences what was found and done after a crash.
fn notices_of(recovered: &Recovered) -> Vec<String> {
    let Recovered { finished, taken_back, left_alone, waiting } = recovered;
    let finished = finished.iter().map(|title| format!("Finished after a crash: {title}."));
    let taken_back = taken_back.iter().map(|title| format!("Taken back after a crash: {title}."));
    let left_alone = left_alone.iter().map(|path| {
        format!("{path} was changed by another program after a crash and was left as it is.")
    });
    let waiting = waiting.iter().map(|title| {
        format!("Still half done, as the disk does not let it finish: {title}. It is tried again at the next start.")
    });
    finished.chain(taken_back).chain(left_alone).chain(waiting).collect()
}

/// Watches the folder and hands every hint on to the indexer.
fn follow_changes(folder: &Path, indexer: &Sender<Message>) -> Result<Option<Watcher>> {
    let (hints, seen) = channel();
    let watcher = disk::watch(folder, hints)?;
    let indexer = indexer.clone();
    let forward = move || {
        // Ends with the watcher, which holds the other end.
        for hint in seen {
            if indexer.send(Message::Hint(hint)).is_err() {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new().name("hints".to_owned()).spawn(forward);
    Ok(thread.is_ok().then_some(watcher))
}
