//! A name in another note becomes a link to this one, one by one or all at once.

use crate::support::{TestVault, Window};

#[test]
fn a_mention_is_linked_with_its_text_and_taken_back() {
    let vault = TestVault::seed("linked");
    vault.write(
        "Old.md",
        "We saw the gate and a harbour, no Harbourmaster.\n\n| a |\n|---|\n| harbour |\n",
    );
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.open_note("Harbour");
    let panel = window.find("region", "Unlinked mentions");
    window.click_on(&window.find_in(&panel, "button", "Unlinked mentions"));
    window.wait_for_text("region", "Unlinked mentions", "no Harbourmaster");
    window.check_accessible();
    window.click("button", "Link “harbour” in Old, line 1");
    let first = "We saw the gate and a [[Harbour|harbour]], no Harbourmaster.\n\n| a |\n|---|\n| harbour |\n";
    window.wait_until_equal(&first.to_owned(), || vault.read("Old.md"));
    window.wait_for_text("region", "Backlinks", "no Harbourmaster");

    window.click("button", "Link all…");
    let dialog = window.find("dialog", "Link 2 mentions?");
    window.check_accessible();
    window.click_on(&window.find_in(&dialog, "button", "Link"));
    window.wait_until("every mention", || vault.read("Old.md").matches("[[Harbour").count() == 3);
    assert!(vault.read("Old.md").contains("| [[Harbour\\|harbour]] |"));
    window.run_command("Take back the last rename or move");
    window.wait_until_equal(&first.to_owned(), || vault.read("Old.md"));
    window.run_command("Take back the last rename or move");
    window.wait_until("the same bytes again", || vault.bytes() == before);
}
