//! Exports: what the page made, written to the place that the person picks.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_fs::{FsExt, OpenOptions};
use vault::error::{Code, Error, Result};

use crate::api::on_pool;

/// The longest name that is proposed, in characters; the person may type any.
const LONGEST: usize = 120;

/// Asks where to put an export and writes it there.
///
/// Answers the file's name, or null when the person cancelled. `base64` is its content.
#[tauri::command]
pub(crate) async fn save_as(
    app: AppHandle,
    name: String,
    base64: String,
) -> Result<Option<String>> {
    let bytes = STANDARD.decode(base64).map_err(|error| {
        Error::new(Code::Invalid, format!("the export cannot be read: {error}"))
    })?;
    let Some(chosen) = pick(&app, &file_name(&name)).await else { return Ok(None) };
    on_pool(move || {
        write(&app, chosen.clone(), &bytes).map_err(|error| {
            Error::new(Code::Failed, format!("{chosen} was not written: {error}"))
                .with_hint("choose another place for it")
        })?;
        Ok(Some(shown(&chosen)))
    })
    .await
}

async fn pick(app: &AppHandle, name: &str) -> Option<FilePath> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file().set_title("Export").set_file_name(name);
    if let Some((_, extension)) = name.rsplit_once('.') {
        dialog = dialog.add_filter(extension.to_uppercase(), &[extension]);
    }
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    // The command may have been given up meanwhile; then the choice is nobody's.
    dialog.save_file(|file| drop(chosen.send(file)));
    choice.await.ok().flatten()
}

fn write(app: &AppHandle, path: FilePath, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let mut file = app.fs().open(path, options)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn shown(path: &FilePath) -> String {
    let name = path.as_path().and_then(|path| path.file_name());
    name.map_or_else(|| path.to_string(), |name| name.to_string_lossy().into_owned())
}

/// Makes a title a file name that every system takes.
fn file_name(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let safe = |c: char| {
        if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }
    };
    let stem: String = stem.chars().map(safe).take(LONGEST).collect();
    let stem = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = stem.trim_matches(['.', ' ']);
    format!("{}.{extension}", if stem.is_empty() { "Export" } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_file_name() {
        for (title, expected) in [
            ("Rails.csv", "Rails.csv"),
            ("Either/or: what?.md", "Either or what.md"),
            ("../../etc/passwd.csv", "etc passwd.csv"),
            (".csv", "Export.csv"),
            ("Żółć · 日本.md", "Żółć · 日本.md"),
        ] {
            assert_eq!(file_name(title), expected, "{title}");
        }
        assert!(file_name(&format!("{}.csv", "x".repeat(300))).len() < 130);
    }
}
