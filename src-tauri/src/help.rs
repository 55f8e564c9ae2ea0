//! The user guide, which is part of the program, so that help needs neither a vault nor the web.

use vault::query::render::render_alone;

const GUIDE: &str = include_str!("../../docs/user_guide.md");

/// Returns the user guide as safe HTML.
#[tauri::command]
pub(crate) fn user_guide() -> String {
    render_alone(GUIDE).into_string()
}
