//! The thread that owns the index: it takes in changes one after the other, so that every
//! revision is whole.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::clusterer::Wish;
use super::reconcile::{Difference, index_stat, is_read, load_rows, read_changes};
use super::{Phase, Revision, Shared, Stale};
use crate::disk::{Degraded, Disk, DiskError, Found, Hint, Walk};
use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::index::{self, ColdReason, FileChange, IndexError, Opened, Writer, Written};
use crate::path::{FileKind, VaultPath};
use crate::query::clusters::Stepped;
use crate::query::settings_file::SettingsFile;
use crate::thesis::property_names::PropertyNames;

/// How many changed files one revision takes in at most, so that memory and waits stay bounded.
const FILES_PER_STEP: usize = 512;

/// How many parsed notes may wait for the writer.
const WAITING_NOTES: usize = 64;

/// How long to wait before a vault whose folder is gone is looked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// How many operations can be undone, and for how long and how much of the notes' old versions
/// are kept: 90 days and 1 GiB. The newest old version of each note always stays.
const KEPT_OPERATIONS: usize = 500;
const KEPT_MS: i64 = 90 * 24 * 3_600_000;
const KEPT_BYTES: u64 = 1 << 30;

/// What the indexer is asked to do.
#[derive(Debug)]
pub(super) enum Message {
    /// Look at every file; answered when what changed is taken in.
    Reconcile(Sender<Result<()>>),
    /// Look at these paths; answered when they are taken in.
    Look(Vec<VaultPath>, Sender<Result<()>>),
    /// The watcher saw something.
    Hint(Hint),
    /// These settings files changed; answered when everyone knows.
    Settings(Vec<VaultPath>, Option<Sender<Result<()>>>),
    /// Hand out the graph of the last revision.
    Graph(Sender<Result<Arc<Graph>>>),
    /// A reader met damage, or a person asked: build the index anew.
    Rebuild(ColdReason, Sender<Result<()>>),
    /// Clusters were found; answered when they are written.
    Clusters(Box<Stepped>, Sender<Result<()>>),
    /// The vault is closed.
    Stop,
}

/// How long the phases of the last full pass took, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct Timings {
    /// Listing the files.
    pub scan: u64,
    /// Reading and parsing what is new, and writing its rows.
    pub parse: u64,
    /// Resolving links and updating those of other notes.
    pub graph: u64,
    /// Full text.
    pub fulltext: u64,
    /// All of it.
    pub total: u64,
}

/// The state of the thread.
#[derive(Debug)]
pub(super) struct Indexer {
    shared: Arc<Shared>,
    folder: PathBuf,
    /// None only while an index that failed is set aside.
    writer: Option<Writer>,
    cold: bool,
    /// Under which names properties are read.
    names: PropertyNames,
    timings: Timings,
    began: Instant,
    /// The vault's folder was not at its place; what the index holds is kept until it is back.
    waits_for_folder: bool,
    /// What can wait until nothing else is to be done is still to be done.
    has_leisure_work: bool,
}

impl Indexer {
    /// Returns the thread's state for an index in `folder` that was just opened.
    ///
    /// `follows` says that the vault stays open, rather than for one question.
    pub(super) fn new(
        shared: Arc<Shared>,
        folder: PathBuf,
        writer: Writer,
        opened: Opened,
        follows: bool,
    ) -> Self {
        let cold = matches!(opened, Opened::Cold { .. });
        Self {
            shared,
            folder,
            writer: Some(writer),
            cold,
            names: PropertyNames::default(),
            timings: Timings::default(),
            began: Instant::now(),
            waits_for_folder: false,
            has_leisure_work: follows,
        }
    }

    /// Brings the index up to date, then follows the messages until the vault is closed.
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        if let Err(error) = self.reconcile() {
            self.shared.listeners.fail(error);
        }
        while let Some(message) = self.next(messages) {
            match message {
                Message::Stop => return,
                Message::Reconcile(answer) => {
                    let _ = answer.send(self.reconcile());
                }
                Message::Look(paths, answer) => {
                    let _ = answer.send(self.look(&paths));
                }
                Message::Hint(hint) => self.follow(hint),
                Message::Settings(paths, answer) => {
                    let taken = self.take_settings(&paths);
                    if let Some(answer) = answer {
                        let _ = answer.send(taken);
                    }
                }
                Message::Clusters(found, answer) => {
                    let _ = answer.send(self.write_clusters(&found));
                }
                Message::Graph(answer) => {
                    let _ = answer.send(self.graph());
                }
                Message::Rebuild(reason, answer) => {
                    let rebuilt = self.set_aside(reason).map_err(Error::from);
                    let _ = answer.send(rebuilt.and_then(|()| self.reconcile()));
                }
            }
        }
    }

    /// Returns the next message; full text catches up while there is none.
    fn next(&mut self, messages: &Receiver<Message>) -> Option<Message> {
        loop {
            match messages.try_recv() {
                Ok(message) => return Some(message),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
            if self.catch_up() {
                continue;
            }
            self.use_leisure();
            if !self.waits_for_folder {
                return messages.recv().ok();
            }
            match messages.recv_timeout(LOOK_AGAIN) {
                Err(RecvTimeoutError::Timeout) => self.follow(Hint::Rescan),
                Err(RecvTimeoutError::Disconnected) => return None,
                Ok(message) => return Some(message),
            }
        }
    }

    /// Does once, in a vault that stays open, what nobody waits for.
    fn use_leisure(&mut self) {
        if !std::mem::take(&mut self.has_leisure_work) {
            return;
        }
        if let Some(writer) = self.writer.as_mut() {
            // Loaded now, so that the first change need not wait for it. An error comes again then.
            let _ = writer.graph();
        }
        if !self.shared.disk.is_read_only() {
            let oldest = self.shared.clock.now_ms() - KEPT_MS;
            // Where it fails the old versions stay, and the next opening tries again.
            let _ = self.shared.journal.prune(KEPT_OPERATIONS, oldest, KEPT_BYTES);
        }
    }

    /// Takes a batch of notes into full text; returns false where none is left or it failed.
    fn catch_up(&mut self) -> bool {
        if self.shared.listeners.status().phase != Phase::Fulltext {
            return false;
        }
        let Some(writer) = self.writer.as_mut() else { return false };
        let started = Instant::now();
        let progress = writer.step_fulltext();
        self.timings.fulltext += millis(started);
        match progress {
            Ok(progress) => {
                let done = progress.left == 0;
                self.shared.listeners.update(|status| {
                    status.done = status.total.saturating_sub(u64::from(progress.left));
                    if done {
                        status.phase = Phase::Ready;
                        status.fulltext_revision = progress.revision.unwrap_or(status.revision);
                    }
                });
                if done {
                    self.announce_fulltext();
                }
                !done
            }
            Err(error) => {
                self.report(&error);
                false
            }
        }
    }

    /// Writes the clusters that were found, unless the index they were found in is gone.
    fn write_clusters(&mut self, found: &Stepped) -> Result<()> {
        let started = Instant::now();
        let Some(writer) = self.writer.as_mut() else { return Ok(()) };
        if found.revision > writer.revision() {
            return Err(Error::new(Code::Conflict, "the index was built anew meanwhile"));
        }
        writer.write_terms(&found.terms)?;
        writer.write_clusters(&found.rows, found.revision)?;
        self.shared.listeners.update(|status| status.cluster_revision = found.revision);
        self.shared.announce_clusters(millis(started));
        Ok(())
    }

    fn announce_fulltext(&mut self) {
        self.timings.total = millis(self.began);
        self.shared.listeners.set_timings(self.timings);
        let status = self.shared.listeners.status();
        self.shared.listeners.announce(Revision {
            revision: status.revision,
            fulltext_revision: status.fulltext_revision,
            stale: vec![Stale::Text, Stale::Status],
            changed: Vec::new(),
            all: false,
            ms: self.timings.total,
        });
        self.shared.tell_clusterer(Wish::Look);
    }

    /// Compares every file with the index and takes in what differs.
    fn reconcile(&mut self) -> Result<()> {
        self.began = Instant::now();
        self.timings = Timings::default();
        self.shared.listeners.update(|status| status.phase = Phase::Scanning);
        let walk = self.shared.disk.walk()?;
        self.timings.scan = millis(self.began);
        self.count(&walk);
        self.refresh_names()?;
        let taken = if self.cold { self.load(&walk) } else { self.take_in_walk(&walk) };
        if let Err(error) = taken {
            // A damaged index costs one rebuild; a second failure is told.
            if !error.is_damage() {
                return Err(error.into());
            }
            self.set_aside(ColdReason::Damaged)?;
            self.load(&walk)?;
        }
        self.shared.keep_skipped(walk.skipped);
        self.finish_links();
        Ok(())
    }

    /// Reads the names of properties once more; an index that was made with others is made anew.
    fn refresh_names(&mut self) -> Result<(), IndexError> {
        self.names = self.shared.thesis_settings().names;
        let fingerprint = self.names.fingerprint();
        let known = self.writer.as_ref().map_or("", Writer::property_names);
        if !self.cold && known != fingerprint {
            self.set_aside(ColdReason::Settings)?;
        }
        if let Some(writer) = self.writer.as_mut() {
            writer.set_property_names(fingerprint);
        }
        Ok(())
    }

    /// Moves on to full text, or to the end where nothing is left of it.
    fn finish_links(&mut self) {
        let revision = self.writer.as_ref().map_or(0, Writer::revision);
        self.timings.total = millis(self.began);
        self.shared.listeners.set_timings(self.timings);
        self.shared.listeners.update(|status| {
            status.revision = revision;
            status.phase = Phase::Fulltext;
            (status.done, status.total) = (0, status.notes);
        });
        // Where nothing is left this reaches the end at once.
        self.catch_up();
    }

    /// Fills an empty index.
    fn load(&mut self, walk: &Walk) -> Result<(), IndexError> {
        let Some(writer) = self.writer.as_mut() else { return Ok(()) };
        let listeners = &self.shared.listeners;
        let disk: &dyn Disk = &*self.shared.disk;
        let names = &self.names;
        let started = Instant::now();
        let load = writer.begin_load(walk.files.iter().map(index_stat).collect(), &walk.folders)?;
        listeners.update(|status| status.phase = Phase::Indexing);
        let resolver = load.resolver();
        let (sender, rows) = sync_channel(WAITING_NOTES);
        let revision = std::thread::scope(|scope| {
            scope.spawn(|| {
                // In blocks, so that rows arrive nearly in the order of the table.
                let files = walk.files.par_iter().by_uniform_blocks(256);
                let notes = files.filter(|file| is_read(&file.path));
                notes.for_each_with(sender, |sender, stat| {
                    let Some(mut rows) = load_rows(disk, stat, names) else { return };
                    resolver.resolve(&mut rows);
                    // The writer stops listening only after an error, which it reports itself.
                    let _ = sender.send(rows);
                });
            });
            let counted = rows.into_iter().enumerate().map(|(at, rows)| {
                if at % 256 == 0 {
                    listeners.update(|status| status.done = at as u64);
                }
                rows
            });
            load.finish(counted)
        })?;
        self.cold = false;
        self.timings.parse = millis(started);
        self.announce(revision, &[], true, &Stale::ALL, started);
        Ok(())
    }

    /// Brings a stored index up to date with a walk.
    fn take_in_walk(&mut self, walk: &Walk) -> Result<(), IndexError> {
        let snapshot = self.shared.snapshots().take()?;
        let difference =
            Difference::new(walk, &snapshot.stored_files()?, &snapshot.stored_folders()?);
        drop(snapshot);
        self.take_in(difference)
    }

    /// Reads what differs and writes it, a bounded number of files for each revision.
    fn take_in(&mut self, difference: Difference) -> Result<(), IndexError> {
        if difference.is_empty() {
            return Ok(());
        }
        let Difference { candidates, known } = difference;
        let total = candidates.len() as u64;
        let mut pending = known;
        let mut done = 0;
        let mut chunks = candidates.chunks(FILES_PER_STEP);
        loop {
            let chunk = chunks.next();
            let started = Instant::now();
            if let Some(chunk) = chunk {
                pending.extend(read_changes(&*self.shared.disk, chunk, &self.names));
                done += chunk.len() as u64;
                self.timings.parse += millis(started);
            }
            if !pending.is_empty() {
                self.step(std::mem::take(&mut pending), started)?;
            }
            if total > FILES_PER_STEP as u64 {
                self.shared.listeners.update(|status| {
                    (status.phase, status.done, status.total) = (Phase::Indexing, done, total);
                });
            }
            if chunk.is_none() {
                return Ok(());
            }
        }
    }

    fn step(&mut self, changes: Vec<FileChange>, started: Instant) -> Result<(), IndexError> {
        let Some(writer) = self.writer.as_mut() else { return Ok(()) };
        let stale = stale_kinds(&changes);
        let before = writer.revision();
        let stepping = Instant::now();
        let written = writer.step(changes)?;
        self.timings.graph += millis(stepping);
        if written.revision != before {
            let Written { revision, changed, .. } = written;
            self.announce(revision, &changed, false, &stale, started);
        }
        Ok(())
    }

    /// Tells everyone of a new revision.
    fn announce(
        &mut self,
        revision: u64,
        changed: &[VaultPath],
        all: bool,
        stale: &[Stale],
        started: Instant,
    ) {
        let fulltext_revision =
            self.shared.snapshots().take().map_or(0, |snapshot| snapshot.fulltext_revision());
        self.shared.listeners.update(|status| {
            (status.revision, status.fulltext_revision) = (revision, fulltext_revision);
            if fulltext_revision < revision && status.phase == Phase::Ready {
                status.phase = Phase::Fulltext;
            }
        });
        let all = all || changed.len() > Revision::LISTED;
        let listed = changed.iter().take(Revision::LISTED).map(ToString::to_string);
        self.shared.listeners.announce(Revision {
            revision,
            fulltext_revision,
            stale: stale.to_vec(),
            changed: listed.collect(),
            all,
            ms: millis(started),
        });
        self.shared.tell_clusterer(Wish::Look);
    }

    /// Looks at single paths: a file is read, a folder walked, what is absent taken out.
    fn look(&mut self, paths: &[VaultPath]) -> Result<()> {
        let mut difference = Difference::default();
        let mut seen = BTreeSet::new();
        for path in paths.iter().filter(|path| seen.insert(*path)) {
            if path.is_hidden() {
                continue;
            }
            let walk = match self.shared.disk.find(path)? {
                Found::File(stat) => Walk { files: vec![stat], ..Walk::default() },
                Found::Folder => self.shared.disk.walk_folder(path)?,
                Found::Absent | Found::Skipped(_) => Walk::default(),
            };
            let snapshot = self.shared.snapshots().take()?;
            let (files, folders) = snapshot.stored_below(path)?;
            difference.extend(Difference::new(&walk, &files, &folders));
        }
        let taken = self.take_in(difference);
        if let Err(error) = taken {
            self.report(&error);
            return Err(error.into());
        }
        self.recount();
        Ok(())
    }

    /// Takes in what the watcher saw, together with the hints that wait behind it.
    fn follow(&mut self, hint: Hint) {
        let result = match hint {
            Hint::Paths(paths) => self.look(&paths),
            Hint::Folder(folder) => self.look(&[folder]),
            Hint::Rescan => self.reconcile(),
            Hint::Settings(paths) => self.take_settings(&paths),
            Hint::Degraded { reason, folders } => {
                // It says how the folder is watched, and nothing of whether it is there.
                self.shared.listeners.update(|status| status.watching = polled(reason, &folders));
                return;
            }
        };
        let was_gone = std::mem::take(&mut self.waits_for_folder);
        match result {
            Ok(()) if was_gone => self.shared.listeners.update(|status| status.watching.clear()),
            Ok(()) => {}
            Err(error) => {
                self.waits_for_folder = !is_there(&*self.shared.disk);
                self.shared.listeners.update(|status| status.watching = error.to_string());
            }
        }
    }

    /// Reads the settings once more and tells everyone. Links that now resolve in another way, and
    /// properties that are now read under other names, make the index anew.
    fn take_settings(&mut self, paths: &[VaultPath]) -> Result<()> {
        let started = Instant::now();
        self.shared.refresh_settings();
        let style = self.shared.settings().link_format().style;
        let names = self.shared.thesis_settings().names.fingerprint();
        let is_other =
            |writer: &Writer| writer.resolves_otherwise(style) || writer.property_names() != names;
        if self.writer.as_ref().is_some_and(is_other) {
            self.set_aside(ColdReason::Settings)?;
            self.reconcile()?;
        }
        let mut stale = Vec::new();
        for kind in paths.iter().map(stale_setting) {
            if !stale.contains(&kind) {
                stale.push(kind);
            }
        }
        let status = self.shared.listeners.status();
        self.shared.listeners.announce(Revision {
            revision: status.revision,
            fulltext_revision: status.fulltext_revision,
            stale,
            changed: Vec::new(),
            all: false,
            ms: millis(started),
        });
        Ok(())
    }

    fn graph(&mut self) -> Result<Arc<Graph>> {
        match self.writer.as_mut() {
            Some(writer) => Ok(Arc::new(writer.graph()?.clone())),
            None => Ok(Arc::default()),
        }
    }

    /// Puts a failed index out of the way and opens an empty one.
    fn set_aside(&mut self, reason: ColdReason) -> Result<(), IndexError> {
        self.writer = None;
        self.shared.snapshots().close_idle();
        let style = self.shared.settings().link_format().style;
        let (writer, snapshots, _) = index::open_cold(&self.folder, style, reason)?;
        self.shared.replace_snapshots(snapshots);
        self.shared.tell_clusterer(Wish::Forget);
        self.shared.listeners.update(|status| status.cluster_revision = 0);
        self.writer = Some(writer);
        self.cold = true;
        Ok(())
    }

    /// Says in the status what the index could not do.
    fn report(&self, error: &IndexError) {
        let message = error.to_string();
        self.shared.listeners.update(|status| status.watching = message);
    }

    fn count(&self, walk: &Walk) {
        let notes = walk.files.iter().filter(|file| file.path.kind() == FileKind::Note).count();
        self.shared.listeners.update(|status| {
            status.notes = notes as u64;
            status.attachments = (walk.files.len() - notes) as u64;
            status.problems = walk.skipped.len() as u64;
            (status.done, status.total) = (0, notes as u64);
        });
    }

    /// Counts the files again after a change.
    fn recount(&self) {
        let counted = self.shared.snapshots().take().and_then(|snapshot| snapshot.count_files());
        let Ok((notes, files)) = counted else { return };
        self.shared.listeners.update(|status| {
            (status.notes, status.attachments) = (notes, files.saturating_sub(notes));
        });
    }
}

/// Returns true where the vault's folder is at its place and is the one that was opened.
fn is_there(disk: &dyn Disk) -> bool {
    !matches!(disk.find(&VaultPath::root()), Err(DiskError::VaultGone { .. }))
}

/// Returns a sentence on the folders that are polled; an empty one where none is.
fn polled(reason: Degraded, folders: &[VaultPath]) -> String {
    match folders {
        [] => String::new(),
        [folder] if folder.is_root() => {
            format!("the vault is looked at every 30 seconds: {reason}")
        }
        [folder] => format!("{folder} is looked at every 30 seconds: {reason}"),
        _ => format!("{} folders are looked at every 30 seconds: {reason}", folders.len()),
    }
}

/// Returns which kind of answer a settings file overtakes.
fn stale_setting(path: &VaultPath) -> Stale {
    let is_one_of = |files: &[SettingsFile]| files.iter().any(|file| file.path() == *path);
    if is_one_of(&[SettingsFile::Bookmarks, SettingsFile::Starred]) {
        Stale::Bookmarks
    } else if is_one_of(&[SettingsFile::Graph]) {
        Stale::GraphSettings
    } else {
        Stale::Settings
    }
}

/// Returns which kinds of answer these changes overtake.
fn stale_kinds(changes: &[FileChange]) -> Vec<Stale> {
    let only_touched = changes.iter().all(|change| matches!(change, FileChange::Touched(_)));
    // A changed note can be new, so names are stale with everything else.
    if only_touched { vec![Stale::Files] } else { Stale::ALL.to_vec() }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
