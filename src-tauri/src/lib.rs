//! The shell: one window around the core. It decodes, asks once and encodes; what a note is, it
//! does not know.

mod addresses;
mod api;
pub mod arguments;
mod dialogs;
mod documents;
mod events;
mod example;
mod exports;
mod external;
pub mod graphics;
mod help;
mod media;
mod open_vaults;
mod pieces;
pub mod places;
mod preferences;
mod ready;
mod window;
mod window_lock;

use tauri::{AppHandle, Manager};
use tauri_plugin_window_state::StateFlags;

use crate::addresses::{Handed, Waiting};
use crate::arguments::Arguments;
use crate::open_vaults::{First, OpenVaults};
use crate::places::Places;

/// Runs the app until its window is closed.
///
/// Returns at once when the vault to open is shown by another process, whose window is raised.
pub fn run(arguments: Arguments, places: Places) -> tauri::Result<()> {
    let vaults = OpenVaults::new(places);
    let asked = arguments.address.as_deref().map(|text| addresses::choose(text, &vaults));
    let (folder, handed) = match asked {
        Some(Ok(chosen)) => {
            let folder = chosen.folder.map(Into::into);
            (folder, Handed { address: Some(chosen.address), problem: None })
        }
        Some(Err(error)) => (None, Handed { address: None, problem: Some(error) }),
        None => (arguments.folder, Handed::default()),
    };
    let first = First::find(folder, &vaults.preferences);
    if vaults.raise_elsewhere(&first, arguments.address.as_deref()) {
        return Ok(());
    }
    let size = arguments.size;
    tauri::Builder::default()
        .plugin(tauri_plugin_fs::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(window_state(size.is_some()))
        .manage(vaults)
        .manage(Waiting::new(handed))
        .manage(ready::Watch::from_environment())
        .register_asynchronous_uri_scheme_protocol("vault", media::answer)
        .invoke_handler(tauri::generate_handler![
            api::ask,
            dialogs::start,
            dialogs::open_vault,
            dialogs::open_example,
            dialogs::close_vault,
            dialogs::remember,
            external::open_external,
            external::reveal,
            external::open_in_system,
            exports::save_as,
            documents::read_document,
            help::user_guide,
            ready::page_ready,
        ])
        .setup(move |app| {
            open_first(app.handle(), first)?;
            window::build(app.handle(), size)?;
            answer_raises(app.handle().clone());
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// Opens the first vault beside the main thread, so that the window shows at once.
fn open_first(app: &AppHandle, first: First) -> std::io::Result<()> {
    let app = app.clone();
    std::thread::Builder::new().name("open".into()).spawn(move || {
        app.state::<OpenVaults>()
            .open_first(&first, |vault| events::follow(&app, vault.subscribe()));
    })?;
    Ok(())
}

fn answer_raises(app: AppHandle) {
    let raise = move |address: &str| {
        window::raise(&app);
        if !address.is_empty() {
            addresses::hand_over(&app, address);
        }
    };
    if let Err(error) = window_lock::answer(raise) {
        eprintln!("warning: other processes cannot raise this window: {error}");
    }
}

/// Remembers the window's place; a size from the command line is not overridden by it.
fn window_state(fixed: bool) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let builder = tauri_plugin_window_state::Builder::default().with_state_flags(flags);
    if fixed { builder.skip_initial_state(window::LABEL).build() } else { builder.build() }
}
