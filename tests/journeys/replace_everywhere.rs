//! Replacing a text in all notes: every line is shown, one is left out, all of it can be undone.

use crate::support::{TestVault, Window};

#[test]
fn a_line_that_is_left_out_stays_and_undo_brings_every_byte_back() {
    let vault = TestVault::seed("linked");
    vault.write("Lamp.md", "Under the lamp.\n");
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.click("button", "Search");
    window.click("button", "Replace in all notes");
    window.click("searchbox", "Find");
    window.type_text("the l");
    window.click("textbox", "Replace with");
    window.type_text("THE L");
    window.wait_for_text("list", "Lines that would change", "THE");
    window.find("button", "Replace 3 lines");
    window.check_accessible();
    assert!(vault.bytes() == before, "showing what would change changed the vault");

    window.click("checkbox", "Replace in line 3 of Log");
    window.click("button", "Replace 2 lines");
    let log =
        "THE Log begins at the [[Harbour]] before dawn.\n\nThe last line of the log.\n".to_owned();
    window.wait_until_equal(&log, || vault.read("Log.md"));
    window.wait_until("the other note", || vault.read("Lamp.md") == "Under THE Lamp.\n");
    window.click("button", "Undo");
    window.wait_until("the same bytes again", || vault.bytes() == before);
}

#[test]
fn a_pattern_puts_its_groups_where_they_are_asked_for() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.run_command("Replace in all notes");
    window.click("searchbox", "Find");
    window.type_text("/(\\w+) turns (\\w+)/");
    window.click("textbox", "Replace with");
    window.type_text("$2 turns $1");
    window.click("button", "Replace 1 line");
    let wanted = "The twice turns tide a day. ^turn";
    window.wait_until("the groups", || vault.read("Harbour.md").contains(wanted));
}
