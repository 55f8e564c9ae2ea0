//! An open vault for the length of one command.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use vault::api::{Answer, Request, ask};
use vault::path::VaultPath;
use vault::vault::{Clock, Options, Phase, Vault, VaultStatus};

use crate::folders::Surroundings;

/// A bar is shown only for work that takes longer than a glance.
const PATIENCE: Duration = Duration::from_millis(400);

/// The vault that a command works on.
pub(crate) struct Session {
    pub(crate) vault: Vault,
}

impl Session {
    pub(crate) fn open(surroundings: &Surroundings, folder: PathBuf, watch: bool) -> Result<Self> {
        let options = Options {
            folder,
            cache: surroundings.cache.clone(),
            data: surroundings.data.clone(),
            clock: Clock::new(now),
            watch,
            holder: if watch { "tl follow" } else { "tl" }.to_owned(),
            share: true,
        };
        Ok(Self { vault: Vault::open(options)? })
    }

    /// Waits until the vault has reached `phase`, with a bar on a terminal.
    pub(crate) fn wait_for(&self, phase: Phase) -> Result<()> {
        if !std::io::stderr().is_terminal() || self.vault.status().phase >= phase {
            return Ok(self.vault.wait_for(phase)?);
        }
        let waits = AtomicBool::new(true);
        std::thread::scope(|threads| {
            threads.spawn(|| show_progress(&self.vault, &waits));
            let reached = self.vault.wait_for(phase);
            waits.store(false, Ordering::Relaxed);
            Ok(reached?)
        })
    }

    /// Waits until the clusters are those of the last revision.
    pub(crate) fn wait_for_clusters(&self) -> Result<()> {
        self.wait_for(Phase::Ready)?;
        Ok(self.vault.wait_for_clusters()?)
    }

    /// Asks once the index knows all links, tags and properties.
    pub(crate) fn ask(&self, request: Request) -> Result<Answer> {
        self.wait_for(Phase::Fulltext)?;
        Ok(ask(&self.vault, request)?)
    }

    /// Asks once the full text is indexed too.
    pub(crate) fn ask_text(&self, request: Request) -> Result<Answer> {
        self.wait_for(Phase::Ready)?;
        Ok(ask(&self.vault, request)?)
    }

    /// Returns the path of a file named as a link would name it, or of the folder at that path.
    pub(crate) fn find(&self, name: &str) -> Result<String> {
        self.wait_for(Phase::Fulltext)?;
        let missing = match self.vault.find_note(name) {
            Ok(path) => return Ok(path.to_string()),
            Err(error) => error,
        };
        // A folder is named by its path alone.
        let folder = VaultPath::new(name.trim_end_matches('/')).ok().map(|path| path.to_string());
        let is_folder = |path: &String| match ask(&self.vault, Request::Files {}) {
            Ok(Answer::Files(rows)) => rows.iter().any(|row| row.path.as_str() == path.as_str()),
            _ => false,
        };
        folder.filter(is_folder).ok_or_else(|| missing.into())
    }
}

/// The clock of the program.
#[allow(clippy::disallowed_methods, reason = "the edge: the clock is passed in from here")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Draws a bar for as long as somebody waits.
fn show_progress(vault: &Vault, waits: &AtomicBool) {
    let began = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    while waits.load(Ordering::Relaxed) {
        if began.elapsed() > PATIENCE {
            draw(bar.get_or_insert_with(new_bar), &vault.status());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:>12} [{wide_bar}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

fn draw(bar: &ProgressBar, status: &VaultStatus) {
    bar.set_message(match status.phase {
        Phase::Scanning => "looking",
        Phase::Indexing => "reading",
        Phase::Fulltext | Phase::Ready => "full text",
    });
    bar.set_length(status.total);
    bar.set_position(status.done);
}
