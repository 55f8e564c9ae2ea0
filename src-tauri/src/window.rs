//! The one window: its size, where it may go, and input methods on Linux.

use tauri::webview::{Color, NewWindowResponse};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::open_vaults::OpenVaults;

/// The label of the one window; capabilities are granted to it alone.
pub(crate) const LABEL: &str = "main";

/// The paper of the light and of the dark theme, so that the window does not flash at the start.
const LIGHT: Color = Color(0xfb, 0xfa, 0xf7, 0xff);
const DARK: Color = Color(0x17, 0x18, 0x1b, 0xff);

/// Makes the window; it shows at once, while the vault is still opening.
pub(crate) fn build(app: &AppHandle, size: Option<(u32, u32)>) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let mut builder = match config {
        Some(config) => WebviewWindowBuilder::from_config(app, config)?,
        None => WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default()),
    };
    if let Some((width, height)) = size {
        builder = builder.inner_size(width.into(), height.into());
    }
    let window = builder
        // Paste in a menu asks for the clipboard, which the keys for it do not need to.
        .enable_clipboard_access()
        .background_color(paper(app))
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    enable_input_methods(&window)
}

/// Brings the window to the front.
pub(crate) fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let raised =
            window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            eprintln!("warning: the window cannot be raised: {error}");
        }
    }
}

fn paper(app: &AppHandle) -> Color {
    let page = app.state::<OpenVaults>().preferences.read().page;
    match page.get("theme").and_then(|theme| theme.as_str()) {
        Some("dark") => DARK,
        _ => LIGHT,
    }
}

/// Whether an address is the app's own page. All else, a link in a note or a redirect, stays shut.
fn is_own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost") && cfg!(windows),
        _ => false,
    }
}

/// Switches preedit on, which wry switches off: without it Compose and dead keys do nothing.
#[cfg(target_os = "linux")]
fn enable_input_methods(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|webview| {
        if let Some(context) = webview.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn enable_input_methods(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_page_is_navigated_to() {
        assert!(is_own(&Url::parse("tauri://localhost/index.html").unwrap()));
        for foreign in [
            "https://example.org/",
            "http://localhost/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "vault://localhost/0",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!is_own(&Url::parse(foreign).unwrap()), "{foreign}");
        }
    }
}
