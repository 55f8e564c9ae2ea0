//! A vault has one window: starting the app again brings that one to the front.

use std::process::Command;

use crate::support::{TestVault, Window};

#[test]
fn a_second_start_on_the_same_vault_ends_by_itself() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    let second = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .arg(vault.folder())
        .env("XDG_CONFIG_HOME", vault.app_folder("config"))
        .env("XDG_CACHE_HOME", vault.app_folder("cache"))
        .env("XDG_DATA_HOME", vault.app_folder("data"))
        // No display: a second window could not be shown, so only ending early is a success.
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .unwrap();
    assert!(second.success(), "the second start ended with {second}");
    window.open_note("Log");
}
