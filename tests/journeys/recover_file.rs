//! Old versions: what was replaced is beside what is there, and is put back; a deleted file, too.

use crate::support::{TestVault, Window};

#[test]
fn an_old_version_is_put_back_and_that_is_taken_back() {
    let vault = TestVault::seed("linked");
    let before = vault.read("Draft.md");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.type_text(" A second sentence.");
    window.wait_until("the save", || vault.read("Draft.md").contains("A second sentence."));
    let after = vault.read("Draft.md");
    window.run_command("Open file history…");
    let dialog = window.find("dialog", "Old versions of “Draft”");
    window.find_in(&dialog, "listbox", "Versions");
    window.wait_until("the comparison", || window.text_of(&dialog).contains("A second sentence."));
    window.check_accessible();
    window.click("button", "Restore this version");
    window.wait_until_equal(&before, || vault.read("Draft.md"));
    window.wait_for_text("textbox", "Note editor", "An empty page to write on.");
    window.click("button", "Undo");
    window.wait_until_equal(&after, || vault.read("Draft.md"));
}

#[test]
fn a_deleted_note_is_found_again() {
    let vault = TestVault::seed("linked");
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.open_note("Log");
    window.run_command("Delete this file…");
    window.click("button", "Delete");
    window.wait_until("the file to be gone", || !vault.has("Log.md"));
    window.run_command("Recover a deleted file…");
    window.find("combobox", "Deleted files");
    window.wait_for_text("listbox", "Deleted files", "Log");
    window.check_accessible();
    window.press(&[crate::support::keys::ENTER]);
    window.find("dialog", "Old versions of “Log”");
    window.click("button", "Restore this version");
    window.wait_until("the same bytes again", || vault.bytes() == before);
    window.find("tab", "Log");
}
