//! Tells the page what the vault says of itself: every revision, and progress at a readable pace.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde::Serialize;
use tauri::{AppHandle, Emitter};
use vault::vault::{Event, VaultStatus};

/// The least time between two statuses; the last one is always told.
const PACE: Duration = Duration::from_millis(100);

/// Passes a vault's events to the window until the vault is closed.
pub(crate) fn follow(app: &AppHandle, events: Receiver<Event>) {
    let app = app.clone();
    let following = std::thread::Builder::new().name("events".into()).spawn(move || {
        pass_on(&events, |event| match event {
            Event::Revision(revision) => tell(&app, "vault", revision),
            Event::Status(status) => tell(&app, "status", status),
        });
    });
    if let Err(error) = following {
        eprintln!("error: the window will not see changes: {error}");
    }
}

/// Passes on all revisions at once, and of many statuses the newest at each beat.
fn pass_on(events: &Receiver<Event>, mut tell: impl FnMut(Event)) {
    let mut held: Option<VaultStatus> = None;
    let mut due = Instant::now();
    loop {
        let received = match &held {
            Some(_) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(Event::Status(status)) => held = Some(status),
            Ok(revision) => tell(revision),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                held.into_iter().for_each(|status| tell(Event::Status(status)));
                return;
            }
        }
        if Instant::now() >= due
            && let Some(status) = held.take()
        {
            tell(Event::Status(status));
            due = Instant::now() + PACE;
        }
    }
}

fn tell(app: &AppHandle, name: &str, what: impl Serialize + Clone) {
    // The window may be closing; then nobody needs to know.
    if let Err(error) = app.emit(name, what) {
        eprintln!("warning: the window was not told of a change: {error}");
    }
}
