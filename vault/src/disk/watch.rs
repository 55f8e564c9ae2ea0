//! Changes made by other programs, as hints where to look; the walk remains the truth.
//!
//! Each folder of the vault is watched on its own, so that those that cannot be watched are known
//! by name and are looked at again every half minute instead. Hints wait until the folder is quiet
//! for a moment. They are a set of places and no list of events: whatever happened at a place, in
//! whatever order, it is looked at once, and nothing that happened can be cancelled out.

mod pending;
mod tree;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::{Event, EventKind};

use self::pending::Pending;
use self::tree::Tree;
use super::DiskError;
use super::beneath::errno_of;
use crate::path::VaultPath;

/// How long a vault must be quiet before its changes are told.
const QUIET: Duration = Duration::from_millis(40);
/// How long a change waits at most when the vault never rests.
const LONGEST: Duration = Duration::from_millis(200);
/// How often that which cannot be watched is looked at.
const POLL: Duration = Duration::from_secs(30);

/// Where something may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// At these paths: files that changed, came or went.
    Paths(Vec<VaultPath>),
    /// Anywhere in this folder, which may be new or gone.
    Folder(VaultPath),
    /// These settings files, which are no part of the vault's notes, changed, came or went.
    Settings(Vec<VaultPath>),
    /// Anywhere in the vault.
    Rescan,
    /// These folders cannot be watched; [`Hint::Folder`] comes for them every 30 seconds.
    ///
    /// The list replaces the one before; an empty one means that all is watched again.
    Degraded {
        /// Why.
        reason: Degraded,
        /// The folders.
        folders: Vec<VaultPath>,
    },
}

/// Why a folder cannot be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degraded {
    /// The system's limit on watched folders is reached.
    WatchLimit,
    /// The disk tells nothing of changes that are made elsewhere.
    NoEvents,
    /// The system gives out no watcher.
    NoWatcher,
}

impl fmt::Display for Degraded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WatchLimit => {
                "the system's limit on watched folders is reached (fs.inotify.max_user_watches)"
            }
            Self::NoEvents => "this disk does not tell of changes made elsewhere",
            Self::NoWatcher => "the system's limit on watchers is reached",
        })
    }
}

/// Watches a vault until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    messages: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Message {
    Event(notify::Result<Event>),
    Stop,
}

/// Watches the vault in `root` and sends a hint for each change to `hints`.
///
/// All folders are watched when this returns: a walk begun afterwards misses nothing.
pub fn watch(root: &Path, hints: Sender<Hint>) -> Result<Watcher, DiskError> {
    let failed = |error: std::io::Error| DiskError::at(root.display(), "watch", errno_of(&error));
    let root = root.canonicalize().map_err(failed)?;
    let (messages, received) = channel();
    let mut watching = Watching::new(root, hints, messages.clone());
    let thread = std::thread::Builder::new().name("watch".to_owned());
    let thread = thread.spawn(move || watching.run(&received)).map_err(failed)?;
    Ok(Watcher { messages, thread: Some(thread) })
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The watching thread's own.
struct Watching {
    tree: Tree,
    hints: Sender<Hint>,
    messages: Sender<Message>,
    pending: Pending,
    told: Vec<VaultPath>,
    polled_at: Instant,
}

impl Watching {
    fn new(root: PathBuf, hints: Sender<Hint>, messages: Sender<Message>) -> Self {
        let tree = Tree::watch(root, handler(&messages));
        let pending = Pending::default();
        let polled_at = Instant::now();
        let mut watching = Self { tree, hints, messages, pending, told: Vec::new(), polled_at };
        watching.tell_unwatched();
        watching
    }

    fn run(&mut self, received: &Receiver<Message>) {
        loop {
            let message = match self.wait() {
                Some(wait) => received.recv_timeout(wait),
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match message {
                Ok(Message::Event(event)) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.pending.is_due(QUIET, LONGEST) {
                self.flush();
            }
            if !self.tree.unwatched().is_empty() && self.polled_at.elapsed() >= POLL {
                self.poll();
            }
        }
    }

    /// Returns how long to wait for an event before something else is due.
    fn wait(&self) -> Option<Duration> {
        let flush = self.pending.due_in(QUIET, LONGEST);
        let unwatched = !self.tree.unwatched().is_empty();
        let poll = unwatched.then(|| POLL.saturating_sub(self.polled_at.elapsed()));
        [flush, poll].into_iter().flatten().min()
    }

    fn take(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.pending.overflow(),
            Ok(event) => {
                // A rename comes as its two ends as well, each at its own time.
                for path in &event.paths {
                    self.tree.follow(path, &event.kind, &mut self.pending);
                }
                self.tell_unwatched();
            }
            Err(_) => self.pending.overflow(),
        }
    }

    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if pending.has_overflowed() {
            // Folders that came meanwhile are not watched, those that moved are known under
            // their old names: only a new start is sure.
            self.tree.restart(handler(&self.messages));
            self.tell_unwatched();
        }
        for hint in pending.into_hints() {
            let _ = self.hints.send(hint);
        }
    }

    fn poll(&mut self) {
        self.polled_at = Instant::now();
        if !self.tree.has_watcher() {
            self.tree.restart(handler(&self.messages));
        }
        for folder in self.tree.unwatched_tops() {
            self.tree.watch_folder(&folder);
            let _ = self.hints.send(Hint::Folder(folder));
        }
        self.tell_unwatched();
    }

    fn tell_unwatched(&mut self) {
        let folders: Vec<VaultPath> = self.tree.unwatched().keys().cloned().collect();
        if folders == self.told {
            return;
        }
        let reasons = self.tree.unwatched().values();
        let reason = reasons.copied().min().unwrap_or(Degraded::WatchLimit);
        let _ = self.hints.send(Hint::Degraded { reason, folders: folders.clone() });
        self.told = folders;
    }
}

/// Returns what takes the system's events; reading a file is none.
fn handler(messages: &Sender<Message>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let messages = messages.clone();
    move |event| {
        let read = matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(_)));
        if !read {
            let _ = messages.send(Message::Event(event));
        }
    }
}
