//! Who is told what: the status as it stands, those who wait for it, and the event channels.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};

use super::{Event, Phase, Revision, Timings, VaultStatus, lock};
use crate::error::{Error, Result};

/// The status of a vault and whoever wants to hear of it.
#[derive(Debug)]
pub(super) struct Listeners {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    status: VaultStatus,
    timings: Timings,
    /// Why the files could not be read, where that is so.
    failure: Option<Error>,
    channels: Vec<Sender<Event>>,
}

impl Listeners {
    /// Returns listeners of nobody yet.
    pub(super) fn new(status: VaultStatus) -> Self {
        let state =
            State { status, timings: Timings::default(), failure: None, channels: Vec::new() };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub(super) fn status(&self) -> VaultStatus {
        lock(&self.state).status.clone()
    }

    pub(super) fn timings(&self) -> Timings {
        lock(&self.state).timings
    }

    pub(super) fn subscribe(&self) -> Receiver<Event> {
        let (sender, receiver) = channel();
        lock(&self.state).channels.push(sender);
        receiver
    }

    /// Changes the status and tells everyone, if that changed anything.
    pub(super) fn update(&self, change: impl FnOnce(&mut VaultStatus)) {
        let mut state = lock(&self.state);
        let before = state.status.clone();
        change(&mut state.status);
        if state.status != before {
            let event = Event::Status(state.status.clone());
            state.tell(&event);
            self.changed.notify_all();
        }
    }

    /// Tells everyone of a new revision.
    pub(super) fn announce(&self, revision: Revision) {
        lock(&self.state).tell(&Event::Revision(revision));
    }

    pub(super) fn set_timings(&self, timings: Timings) {
        lock(&self.state).timings = timings;
    }

    /// Ends every wait with this error; nothing ends it with success afterwards.
    pub(super) fn fail(&self, error: Error) {
        lock(&self.state).failure = Some(error);
        self.changed.notify_all();
    }

    pub(super) fn wait_for(&self, phase: Phase) -> Result<()> {
        let mut state = lock(&self.state);
        loop {
            if let Some(error) = &state.failure {
                return Err(error.clone());
            }
            if state.status.phase >= phase {
                return Ok(());
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl State {
    /// Sends an event to those who still listen.
    fn tell(&mut self, event: &Event) {
        self.channels.retain(|channel| channel.send(event.clone()).is_ok());
    }
}
