//! Opening a vault: its tree appears, and not a byte of the vault changes.

use crate::support::{TestVault, Window};

#[test]
fn opening_a_vault_shows_its_tree_and_writes_nothing_into_it() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    let tree = window.find("tree", "Files");
    window.find_in(&tree, "treeitem", "Start here");
    window.open_note("Start here");
    window.wait_for_text("status", "Index", "notes");
    drop(window);
    assert!(vault.bytes() == before, "opening the vault changed it");
}
