//! `tl follow`: the index kept up to date, one line of JSON for each revision, until interrupted.

use std::sync::mpsc::Receiver;

use anyhow::Result;
use serde::Serialize;
use vault::vault::{Event, Phase, Revision};

use crate::Outcome;
use crate::output::Output;
use crate::session::Session;

/// One revision.
#[derive(Debug, Serialize)]
struct Line<'r> {
    revision: u64,
    /// The files that changed.
    changed: &'r [String],
    /// More files changed than are listed.
    all: bool,
    ms: u64,
}

pub(crate) fn follow(session: &Session, output: &mut Output) -> Result<Outcome> {
    let events = session.vault.subscribe();
    session.wait_for(Phase::Ready)?;
    let polled = session.vault.status().watching;
    if !polled.is_empty() {
        output.note(&polled);
    }
    let (stop, stopped) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        wait_for_interrupt();
        // The receiver is gone only when the program ends anyway.
        let _ = stop.send(());
    });
    print_revisions(&events, &stopped, output)
}

fn print_revisions(
    events: &Receiver<Event>,
    stopped: &Receiver<()>,
    output: &mut Output,
) -> Result<Outcome> {
    loop {
        if stopped.try_recv().is_ok() {
            return Ok(Outcome::Done);
        }
        match events.recv_timeout(std::time::Duration::from_millis(100)) {
            Ok(Event::Revision(revision)) => print(&revision, output)?,
            Ok(Event::Status(_)) | Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return Ok(Outcome::Done),
        }
    }
}

fn print(revision: &Revision, output: &mut Output) -> Result<()> {
    let line = Line {
        revision: revision.revision,
        changed: &revision.changed,
        all: revision.all,
        ms: revision.ms,
    };
    Ok(output.write_json(&line)?)
}

/// Returns when a person or the system asks the program to end.
fn wait_for_interrupt() {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return;
    };
    runtime.block_on(async {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    });
}
