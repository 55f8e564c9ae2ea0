//! Folders that can be no vault: the app starts all the same, and says what is wrong.

use crate::support::{TestVault, Window, keys};

#[test]
fn a_file_is_no_vault() {
    let vault = TestVault::seed("linked");
    let file = vault.folder().join("Log.md");
    let window = Window::start(&vault, &[file.display().to_string()]);
    window.wait_until("what is wrong", || window.all_text().contains("is not a folder"));
    assert!(window.all_text().contains("Open a folder"), "the welcome page is not shown");
}

#[test]
fn a_folder_that_is_gone_is_named() {
    let vault = TestVault::empty();
    let gone = vault.folder().join("gone");
    let window = Window::start(&vault, &[gone.display().to_string()]);
    window.wait_until("what is wrong", || {
        let text = window.all_text();
        text.contains("does not exist") && text.contains(&gone.display().to_string())
    });
}

#[test]
fn an_empty_folder_is_a_vault_to_begin_in() {
    let vault = TestVault::empty();
    let window = Window::start(&vault, &[vault.folder().display().to_string()]);
    window.wait_until("what to do next", || {
        window.all_text().contains("This vault has no notes yet.")
    });
    assert!(vault.bytes().is_empty(), "opening an empty folder wrote into it");
    window.press(&[keys::CONTROL, "n"]);
    window.find("textbox", "Note editor");
    window.wait_until("the first note", || vault.has("Untitled.md"));
}
