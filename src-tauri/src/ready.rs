//! Tells whoever started the app that the first picture is on the screen.

#![allow(clippy::disallowed_methods, reason = "writes the file that the starter asked for")]
#![allow(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]

use std::ffi::OsString;
use std::time::Instant;

use tauri::State;
use vault::error::{Code, Error, Result};

/// Names a file that is written once the page is ready; for the screenshot of `cargo xtask run`
/// and for benchmarks.
const VARIABLE: &str = "THROUGHLINE_READY_FILE";

/// Who waits for the page, and since when.
#[derive(Debug)]
pub(crate) struct Watch {
    since: Instant,
    file: Option<OsString>,
}

impl Watch {
    /// Starts to count, and reads whether anyone waits.
    pub(crate) fn from_environment() -> Self {
        Self { since: Instant::now(), file: std::env::var_os(VARIABLE) }
    }
}

/// The page has shown its first tree, or its welcome. Writes the milliseconds since the start
/// into the file that waits for it.
#[tauri::command]
pub(crate) fn page_ready(watch: State<'_, Watch>) -> Result<()> {
    let Some(file) = &watch.file else { return Ok(()) };
    let milliseconds = watch.since.elapsed().as_millis();
    std::fs::write(file, format!("{milliseconds}\n")).map_err(|error| {
        Error::new(Code::Failed, format!("the ready file cannot be written: {error}"))
            .with_path(file.display())
    })
}
