//! The page's commands about vaults: what to show at the start, opening, closing, remembering.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;
use vault::api::address::Address;
use vault::api::{Answer, Request};
use vault::error::{Code, Error, Result};
use vault::vault::Vault;

use crate::addresses::Waiting;
use crate::api::on_pool;
use crate::open_vaults::OpenVaults;
use crate::{events, example};

/// What the page needs for its first picture.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    /// The status of the open vault.
    vault: Option<Answer>,
    recent: Vec<Recent>,
    /// What the page asked to remember; null at the first start.
    preferences: serde_json::Value,
    /// How many notes have text that was kept but never saved.
    drafts: usize,
    /// Why the first vault is not open, or the address was not read.
    problem: Option<Error>,
    /// What another program wants; the page asks about it.
    address: Option<Address>,
}

/// A vault that was opened before.
#[derive(Debug, Serialize)]
struct Recent {
    folder: String,
    name: String,
    missing: bool,
}

/// Answers what the page shows first; waits for the vault that opens at the start.
#[tauri::command]
pub(crate) async fn start(app: AppHandle) -> Result<Start> {
    on_pool(move || {
        let vaults = app.state::<OpenVaults>();
        let problem = vaults.wait_for_start();
        let known = vaults.preferences.read();
        let handed = app.state::<Waiting>().take();
        let vault = vaults.find_current();
        Ok(Start {
            drafts: vault.as_ref().map_or(0, count_drafts),
            vault: vault.as_ref().map(status).transpose()?,
            recent: known.recent.into_iter().map(recent).collect(),
            preferences: known.page,
            problem: problem.or(handed.problem),
            address: handed.address,
        })
    })
    .await
}

/// Opens a folder as a vault; without one, asks for it. Answers null when the person cancelled.
#[tauri::command]
pub(crate) async fn open_vault(app: AppHandle, folder: Option<String>) -> Result<Option<Answer>> {
    let chosen = match folder {
        Some(folder) => Some(PathBuf::from(folder)),
        None => pick_folder(&app, "Open a folder as a vault").await,
    };
    let Some(folder) = chosen else { return Ok(None) };
    on_pool(move || show(&app, &folder).map(Some)).await
}

/// Asks where to put a copy of the example vault, and opens the copy.
#[tauri::command]
pub(crate) async fn open_example(app: AppHandle) -> Result<Option<Answer>> {
    let title = "Choose where to put the example vault";
    let Some(parent) = pick_folder(&app, title).await else { return Ok(None) };
    on_pool(move || {
        let source = app.path().resource_dir().map(|folder| folder.join("example"));
        let source = source.map_err(|error| {
            Error::new(Code::NotFound, format!("the example is not installed: {error}"))
        })?;
        show(&app, &example::copy_into(&parent, &source)?).map(Some)
    })
    .await
}

/// Closes the vault; the page shows the welcome again.
#[tauri::command]
pub(crate) async fn close_vault(app: AppHandle) -> Result<()> {
    on_pool(move || app.state::<OpenVaults>().close()).await
}

/// Keeps the page's preferences, at most 256 KB of JSON.
#[tauri::command]
pub(crate) async fn remember(
    vaults: State<'_, OpenVaults>,
    preferences: serde_json::Value,
) -> Result<()> {
    let file = vaults.preferences.clone();
    on_pool(move || file.remember_page(preferences)).await
}

/// Opens a vault, lets the window follow it, and returns its status.
fn show(app: &AppHandle, folder: &Path) -> Result<Answer> {
    let vault =
        app.state::<OpenVaults>().open(folder, |vault| events::follow(app, vault.subscribe()))?;
    status(&vault)
}

async fn pick_folder(app: &AppHandle, title: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file().set_title(title).set_can_create_directories(true);
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    // The command may have been given up meanwhile; then the choice is nobody's.
    dialog.pick_folder(|folder| drop(chosen.send(folder)));
    choice.await.ok().flatten()?.into_path().ok()
}

fn status(vault: &Vault) -> Result<Answer> {
    vault::api::ask(vault, Request::Status {})
}

fn count_drafts(vault: &Vault) -> usize {
    match vault::api::ask(vault, Request::Drafts {}) {
        Ok(Answer::Drafts(drafts)) => drafts.len(),
        _ => 0,
    }
}

fn recent(folder: String) -> Recent {
    let path = Path::new(&folder);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Recent { missing: !path.is_dir(), name, folder }
}
