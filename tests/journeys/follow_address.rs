//! An address of another program reaches the window that shows the vault, and is asked about.

use std::process::Command;

use crate::support::{TestVault, Window};

/// Starts the app as the system does for an address; it hands over and ends.
fn hand_over(vault: &TestVault, address: &str) {
    let second = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .arg(address)
        .env("XDG_CONFIG_HOME", vault.app_folder("config"))
        .env("XDG_CACHE_HOME", vault.app_folder("cache"))
        .env("XDG_DATA_HOME", vault.app_folder("data"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .unwrap();
    assert!(second.success(), "the second start ended with {second}");
}

#[test]
fn an_address_is_followed_only_after_the_person_agrees() {
    let vault = TestVault::seed("linked");
    let before = vault.bytes();
    let window = Window::open(&vault);
    hand_over(
        &vault,
        "throughline://new?vault=vault&file=Inbox%2FClip&content=%3Cb%3Ebold%3C%2Fb%3E",
    );
    window.find("dialog", "Make a note for another program?");
    assert!(window.all_text().contains("<b>bold</b>"));
    window.click("button", "Cancel");
    window.wait_until("no dialog", || window.list("dialog", None).is_empty());
    assert_eq!(vault.bytes(), before);
    hand_over(
        &vault,
        "throughline://new?vault=vault&file=Inbox%2FClip&content=%3Cb%3Ebold%3C%2Fb%3E",
    );
    window.find("dialog", "Make a note for another program?");
    window.click("button", "Make the note");
    window.find("tab", "Clip");
    assert_eq!(vault.read("Inbox/Clip.md"), "<b>bold</b>");
    let note = vault.folder().canonicalize().unwrap().join("Log.md");
    hand_over(&vault, &format!("throughline://{}", note.display()));
    window.find("dialog", "Open a note for another program?");
    window.click("button", "Open");
    window.find("tab", "Log");
    hand_over(&vault, "throughline://open?vault=vault&file=..%2F..%2Fetc%2Fpasswd");
    window.wait_until("why not", || window.all_text().contains("the address was not followed"));
}
