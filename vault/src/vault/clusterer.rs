//! The thread that finds clusters: after indexing, when the vault has been still for a moment, or
//! at once where somebody waits. What it finds goes to the thread that owns the index.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::indexer::Message;
use super::{Phase, Shared, lock};
use crate::error::Result;
use crate::query::clusters::ClusterState;
use crate::query::evidence::evidence;
use crate::query::excluded::Excluded;

/// How long a vault must have been still before its clusters are found again.
const STILLNESS: Duration = Duration::from_millis(1200);

/// What the thread is asked to do.
#[derive(Debug)]
pub(super) enum Wish {
    /// Something changed.
    Look,
    /// Answer when the clusters are those of the last revision.
    Wait(Sender<Result<()>>),
    /// The index was set aside.
    Forget,
    /// The vault is closed.
    Stop,
}

/// The state of the thread.
#[derive(Debug)]
pub(super) struct Clusterer {
    shared: Arc<Shared>,
    indexer: Sender<Message>,
    /// The vault stays open; otherwise clusters are found only where somebody waits for them.
    follows: bool,
    stop: Arc<AtomicBool>,
    state: ClusterState,
}

/// What a wait for stillness came to.
enum Waited {
    Still(Vec<Sender<Result<()>>>),
    Stopped,
}

impl Clusterer {
    pub(super) fn new(shared: Arc<Shared>, indexer: Sender<Message>, follows: bool) -> Self {
        let (stop, state) = (Arc::default(), ClusterState::default());
        Self { shared, indexer, follows, stop, state }
    }

    /// Returns what ends a search that is under way.
    pub(super) fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Follows the wishes until the vault is closed.
    pub(super) fn run(mut self, wishes: &Receiver<Wish>) {
        while let Ok(wish) = wishes.recv() {
            let waiting = match wish {
                Wish::Stop => return,
                Wish::Wait(answer) => vec![answer],
                Wish::Forget => {
                    self.state = ClusterState::default();
                    continue;
                }
                Wish::Look if !self.follows => continue,
                // The first search reads everything, which takes as long as waiting and more.
                Wish::Look if self.state.is_new() => Vec::new(),
                Wish::Look => match self.wait_for_stillness(wishes) {
                    Waited::Still(waiting) => waiting,
                    Waited::Stopped => return,
                },
            };
            let found = self.find();
            if found.is_err() {
                // What the index holds is no longer certain.
                self.state = ClusterState::default();
            }
            for answer in waiting {
                let _ = answer.send(found.clone());
            }
        }
    }

    /// Returns when nothing changed for a moment, or somebody waits.
    fn wait_for_stillness(&mut self, wishes: &Receiver<Wish>) -> Waited {
        loop {
            match wishes.recv_timeout(STILLNESS) {
                Ok(Wish::Look) => {}
                Ok(Wish::Forget) => self.state = ClusterState::default(),
                Ok(Wish::Wait(answer)) => return Waited::Still(vec![answer]),
                Ok(Wish::Stop) | Err(RecvTimeoutError::Disconnected) => return Waited::Stopped,
                Err(RecvTimeoutError::Timeout) => return Waited::Still(Vec::new()),
            }
        }
    }

    fn find(&mut self) -> Result<()> {
        // While texts are taken in there will be another look.
        if self.shared.listeners.status().phase != Phase::Ready {
            return Ok(());
        }
        let snapshot = self.shared.snapshots().take()?;
        let (known, revision) = (snapshot.cluster_revision()?, snapshot.revision());
        if known == revision {
            self.shared.listeners.update(|status| status.cluster_revision = revision);
            return Ok(());
        }
        let excluded = Excluded::new(&self.shared.settings().excluded);
        let decisions = self.shared.cluster_decisions();
        let is_wanted = || !self.stop.load(Ordering::Relaxed);
        let evidence = evidence(&snapshot, &self.shared.thesis_settings())?;
        let found = self.state.step(&snapshot, &evidence, &excluded, &decisions, &is_wanted)?;
        drop(snapshot);
        let Some(found) = found else { return Ok(()) };
        let (answer, answered) = channel();
        if self.indexer.send(Message::Clusters(Box::new(found), answer)).is_err() {
            return Ok(());
        }
        answered.recv().unwrap_or(Ok(()))
    }
}

impl Shared {
    /// Has the clusters found for the last revision, and returns when they are written.
    pub(super) fn wait_for_clusters(&self) -> Result<()> {
        let (answer, answered) = channel();
        if let Some(clusterer) = &*lock(&self.clusterer) {
            let _ = clusterer.send(Wish::Wait(answer));
        }
        answered.recv().unwrap_or(Ok(()))
    }
}
