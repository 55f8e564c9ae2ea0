//! Renaming a heading: what would change is shown while the name is typed, and every link follows.

use crate::support::{TestVault, Window, keys};

#[test]
fn every_link_to_a_heading_follows_its_new_name() {
    let vault = TestVault::seed("linked");
    vault.write(
        "board.canvas",
        r##"{"nodes":[{"id":"1","type":"file","file":"Harbour.md","subpath":"#Tides"}]}"##,
    );
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.open_note("Harbour");
    window.go_to_end_of_note();
    for _ in 0..2 {
        window.press(&["\u{e013}"]); // Up, to the line of the heading.
    }
    window.run_command("Rename heading…");
    window.find("dialog", "Rename the heading “Tides”");
    window.find("textbox", "New name");
    window.type_text("Ebb and flow");
    window.wait_for_text("list", "Lines that change", "![[Harbour#Ebb and flow]]");
    window.check_accessible();
    assert!(vault.bytes() == before, "showing what would change changed the vault");
    window.press(&[keys::ENTER]);
    window.wait_until("the heading", || vault.read("Harbour.md").contains("## Ebb and flow\n"));
    let orders =
        "Windows ends: [[Harbour|the port]] and ![[Harbour#Ebb and flow]].\r\nSecond line.\r\n";
    window.wait_until_equal(&orders.to_owned(), || vault.read("Orders.md"));
    window.wait_until("the canvas", || {
        vault.read("board.canvas").contains(r##""subpath":"#Ebb and flow""##)
    });
    window.click("button", "Undo");
    window.wait_until("the same bytes again", || vault.bytes() == before);
}

#[test]
fn a_tag_that_cannot_be_says_why_before_anything_is_done() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.click("button", "Tags");
    let tree = window.find("tree", "Tags by name");
    window.find_in(&tree, "treeitem", "place");
    let focus = "document.querySelector('[role=tree][aria-label=\"Tags by name\"]').focus()";
    window.run_script(focus);
    window.press(&[keys::HOME]);
    window.press(&[keys::F2]);
    window.find("textbox", "New name");
    window.type_text("1984");
    let dialog = window.find("dialog", "Rename the tag #place");
    window.wait_until("the reason", || window.text_of(&dialog).contains("cannot be a tag"));
    window.type_text("x/where");
    window.wait_for_text("list", "Lines that change", "tags: [1984x/where]");
    window.press(&[keys::ENTER]);
    window.wait_until("the tag", || vault.read("Harbour.md").contains("tags: [1984x/where]"));
}
