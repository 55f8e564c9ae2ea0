//! The façade: a vault that is open, with its threads, its revisions and its events.
//!
//! Whoever opens a vault passes in the folders for the index and for what is kept outside the
//! vault, and the clock; nothing here reads the environment. Queries take a [`Snapshot`]; every
//! change to a file goes through here and comes back to the index by the same way as a change
//! made in another program.

mod attachments;
mod clusterer;
mod clusters;
mod files;
mod graph_settings;
mod indexer;
mod kept_places;
mod layouts;
mod listeners;
mod opening;
mod reconcile;
mod seen;
mod settings;
mod status;
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::disk::journal::Journal;
use crate::disk::{Drafts, RealDisk, Skipped, Watcher};
use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::index::{ColdReason, Snapshot, Snapshots};
use crate::path::VaultPath;
use crate::query::settings::Settings;

pub use crate::disk::{Clock, Expected};
pub use files::NoteFile;
pub use indexer::Timings;
pub use layouts::{GraphToLayOut, LaidOut};
pub use status::{Event, Phase, Revision, Stale, VaultStatus, Working};
pub use writing::Draft;

use clusterer::Wish;
use indexer::Message;
use layouts::Layouts;
use listeners::Listeners;
use opening::IndexHome;
use seen::Seen;

/// What is needed to open a vault.
#[derive(Debug, Clone)]
pub struct Options {
    /// The vault's folder.
    pub folder: PathBuf,
    /// The app's cache folder; the index lies below it and may be deleted at any time.
    pub cache: PathBuf,
    /// The app's data folder; old versions, unsaved texts and the journal lie below it.
    pub data: PathBuf,
    /// The time, in milliseconds since 1970.
    pub clock: Clock,
    /// Changes made by other programs are followed until the vault is closed.
    pub watch: bool,
    /// Who opens the vault, for whoever finds it taken: `Throughline`, `tl follow`.
    pub holder: String,
    /// Opens a vault that another program holds, with an index of its own, instead of refusing.
    pub share: bool,
}

/// An open vault. Clones share it; it is closed when the last one is dropped.
#[derive(Debug, Clone)]
pub struct Vault(Arc<Inner>);

/// What the façade has to itself; dropped with the last clone, which ends the threads.
#[derive(Debug)]
struct Inner {
    shared: Arc<Shared>,
    seen: Mutex<Seen>,
    /// The graph that edits plan with, of the revision beside it.
    graph: Mutex<Option<(u64, Arc<Graph>)>>,
    /// The pictures of the graph that are shown, or were lately.
    layouts: Mutex<Layouts>,
    /// The files whose addresses were given out, by their ids.
    attachments: Mutex<BTreeMap<String, VaultPath>>,
    /// Dropped before the indexer is stopped, so that no hint comes after it.
    watcher: Mutex<Option<Watcher>>,
    /// Reaches the thread that owns the index.
    indexer: Mutex<Sender<Message>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    /// Ends a search for clusters that is under way.
    stop_clusters: Arc<AtomicBool>,
    cluster_thread: Mutex<Option<JoinHandle<()>>>,
    /// Given up last, after the thread that writes there has ended.
    home: IndexHome,
}

/// What the façade and its threads share.
#[derive(Debug)]
struct Shared {
    disk: Arc<RealDisk>,
    journal: Journal,
    drafts: Drafts,
    clock: Clock,
    /// The person's settings as last read from the vault.
    settings: Mutex<Arc<Settings>>,
    snapshots: Mutex<Snapshots>,
    /// What the last walk left out.
    skipped: Mutex<Vec<Skipped>>,
    listeners: Listeners,
    /// Reaches the thread that finds clusters.
    clusterer: Mutex<Option<Sender<Wish>>>,
}

impl Vault {
    /// Opens a vault and returns at once; the index is brought up to date behind it.
    ///
    /// Fails where the folder is missing, is no folder or cannot be read. Writes nothing into it.
    pub fn open(options: Options) -> Result<Self> {
        opening::open(options)
    }

    /// Waits until the vault has reached `phase`, and fails where its files cannot be read.
    pub fn wait_for(&self, phase: Phase) -> Result<()> {
        self.0.shared.listeners.wait_for(phase)
    }

    /// Returns how far the vault has got.
    pub fn status(&self) -> VaultStatus {
        self.0.shared.listeners.status()
    }

    /// Returns how long the phases of bringing the index up to date took.
    pub fn timings(&self) -> Timings {
        self.0.shared.listeners.timings()
    }

    /// Returns a channel that receives every later event.
    pub fn subscribe(&self) -> Receiver<Event> {
        self.0.shared.listeners.subscribe()
    }

    /// Returns the index as it is at one revision.
    pub fn snapshot(&self) -> Result<Snapshot> {
        Ok(self.0.shared.snapshots().take()?)
    }

    /// Returns the vault's settings.
    pub fn settings(&self) -> Arc<Settings> {
        self.0.shared.settings()
    }

    /// Reads the vault's settings again, as another program may have changed them.
    pub fn refresh_settings(&self) -> Arc<Settings> {
        self.0.shared.refresh_settings();
        self.settings()
    }

    /// Returns the vault's folder with every link on the way resolved.
    pub fn folder(&self) -> &Path {
        self.0.shared.disk.path()
    }

    /// Returns the graph of the last revision, for planning an edit.
    pub fn graph(&self) -> Result<Arc<Graph>> {
        let revision = self.status().revision;
        let mut kept = lock(&self.0.graph);
        if let Some((of, graph)) = &*kept
            && *of == revision
        {
            return Ok(Arc::clone(graph));
        }
        let graph = self.0.ask_indexer(Message::Graph)?;
        *kept = Some((revision, Arc::clone(&graph)));
        Ok(graph)
    }

    /// Lists what is in the vault's folder but is no part of the vault.
    pub fn skipped(&self) -> Vec<Skipped> {
        lock(&self.0.shared.skipped).clone()
    }

    /// Builds the index anew from the files; returns when links are complete.
    pub fn rebuild_index(&self) -> Result<()> {
        self.0.ask_indexer(|answer| Message::Rebuild(ColdReason::Asked, answer))
    }

    /// Looks at every file once more and takes in what changed since; returns when that is done.
    pub fn reconcile(&self) -> Result<()> {
        self.0.ask_indexer(Message::Reconcile)
    }
}

impl Inner {
    fn tell_indexer(&self, message: Message) {
        // The thread outlives every sender but is gone after a panic; then there is nobody to tell.
        let _ = lock(&self.indexer).send(message);
    }

    /// Sends a message that is answered when the index has taken it in.
    fn ask_indexer<T>(&self, message: impl FnOnce(Sender<Result<T>>) -> Message) -> Result<T> {
        let (answer, answered) = std::sync::mpsc::channel();
        self.tell_indexer(message(answer));
        answered.recv().unwrap_or_else(|_| {
            Err(Error::new(Code::Failed, "the index has stopped").with_hint("open the vault again"))
        })
    }
}

impl Shared {
    fn settings(&self) -> Arc<Settings> {
        lock(&self.settings).clone()
    }

    fn snapshots(&self) -> Snapshots {
        lock(&self.snapshots).clone()
    }

    fn replace_snapshots(&self, snapshots: Snapshots) {
        *lock(&self.snapshots) = snapshots;
    }

    /// Tells the thread that finds clusters; nobody hears it once the vault is closed.
    fn tell_clusterer(&self, wish: Wish) {
        if let Some(clusterer) = &*lock(&self.clusterer) {
            let _ = clusterer.send(wish);
        }
    }

    fn keep_skipped(&self, skipped: Vec<Skipped>) {
        *lock(&self.skipped) = skipped;
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        drop(lock(&self.watcher).take());
        // The search for clusters writes by way of the indexer, so it ends first.
        self.stop_clusters.store(true, Ordering::Relaxed);
        self.shared.tell_clusterer(Wish::Stop);
        if let Some(thread) = lock(&self.cluster_thread).take() {
            let _ = thread.join();
        }
        self.tell_indexer(Message::Stop);
        if let Some(thread) = lock(&self.thread).take() {
            let _ = thread.join();
        }
    }
}

/// Locks what no holder leaves half-changed, so that a panic elsewhere does no further harm.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
