//! Another program writes a note that is open here: nothing typed and nothing written is lost.

use crate::support::{TestVault, Window, keys};

#[test]
fn what_another_program_writes_appears() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Log");
    window.wait_for_text("textbox", "Note editor", "The last line");
    vault.write("Log.md", "Written elsewhere, about the [[Draft]].\n");
    window.wait_for_text("textbox", "Note editor", "Written elsewhere");
    vault.write("Places/Reef.md", "A new note from outside.\n");
    window.open_note("Draft");
    window.wait_for_text("region", "Backlinks", "Written elsewhere");
    let tree = window.find("tree", "Files");
    window.click_on(&window.find_in(&tree, "treeitem", "Places"));
    window.find_in(&tree, "treeitem", "Reef");
}

#[test]
fn changes_in_different_lines_are_merged() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Log");
    window.go_to_end_of_note();
    window.press(&[keys::CONTROL, keys::HOME]);
    window.type_while("Mine. ", || {
        vault.write("Log.md", &format!("{}\nTheirs.\n", vault.read("Log.md")));
    });
    let merged = "Mine. The log begins at the [[Harbour]] before dawn.\n\n\
        The last line of the log.\n\nTheirs.\n";
    window.wait_until_equal(&merged.to_owned(), || vault.read("Log.md"));
    window.wait_for_text("textbox", "Note editor", "Theirs.");
}

#[test]
fn a_conflict_is_shown_and_decided_by_the_person() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.press(&[keys::CONTROL, keys::HOME]);
    let theirs = "Their page to write on.\n";
    window.type_while("Mine, and only mine: ", || vault.write("Draft.md", theirs));
    window.wait_for_text("status", "Save", "Changed outside");
    assert_eq!(vault.read("Draft.md"), theirs, "a conflict must not be written over");

    window.click("button", "Keep mine");
    let mine = "Mine, and only mine: An empty page to write on.\n";
    window.wait_until_equal(&mine.to_owned(), || vault.read("Draft.md"));
    window.wait_for_text("status", "Save", "Saved");
}
