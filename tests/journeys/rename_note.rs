//! Renaming a note: what would change is shown, every link follows, and all of it can be undone.

use crate::support::{TestVault, Window, keys};

#[test]
fn renaming_takes_every_link_along_and_can_be_taken_back() {
    let vault = TestVault::seed("linked");
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.open_note("Harbour");
    let tree = window.find("tree", "Files");
    window.click_on(&window.find_in(&tree, "treeitem", "Harbour"));
    window.press(&[keys::F2]);
    window.find("textbox", "New name");
    window.type_text("Old Harbour");
    window.press(&[keys::ENTER]);

    let question = window.find("dialog", "Rename “Harbour”?");
    let shown = window.text_of(&question);
    assert!(shown.contains("[[Old Harbour]] before dawn"), "the dialog shows\n{shown}");
    assert!(vault.bytes() == before, "showing the plan changed the vault");
    window.click_on(&window.find_in(&question, "button", "Rename"));

    window.wait_until("the new file", || vault.has("Old Harbour.md") && !vault.has("Harbour.md"));
    window.find("tab", "Old Harbour");
    let log = "The log begins at the [[Old Harbour]] before dawn.\n\nThe last line of the log.\n";
    window.wait_until_equal(&log.to_owned(), || vault.read("Log.md"));
    let orders =
        "Windows ends: [[Old Harbour|the port]] and ![[Old Harbour#Tides]].\r\nSecond line.\r\n";
    window.wait_until_equal(&orders.to_owned(), || vault.read("Orders.md"));
    let lighthouse = "From the [lighthouse](../Old%20Harbour.md) one sees [[Old Harbour#^turn]] \
        and [[The Gate]].\n\n`[[Harbour]]` is code and stays.\n";
    window.wait_until_equal(&lighthouse.to_owned(), || vault.read("Places/Lighthouse.md"));
    window.wait_for_text("region", "Backlinks", "The log begins at the");

    window.click("button", "Undo");
    window.wait_until("everything as it was", || vault.bytes() == before);
    window.find("tab", "Harbour");
}

#[test]
fn a_name_is_asked_for_whatever_panel_is_in_front_and_escape_goes_back() {
    let vault = TestVault::seed("linked");
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.click("button", "Theses");
    window.find("region", "Theses");
    window.go_to_end_of_note();
    let front = || window.run_script("return document.activeElement.ariaLabel ?? ''");
    window.press(&[keys::F2]);
    window.wait_until_equal(&"New name".to_owned(), front);
    window.press(&[keys::ESCAPE]);
    window.wait_until_equal(&"Note editor".to_owned(), front);
    assert_eq!(vault.bytes(), before);
}
