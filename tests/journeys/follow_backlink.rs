//! Reading along the links, against their direction and with it.

use crate::support::{TestVault, Window};

#[test]
fn a_backlink_leads_to_the_note_it_comes_from() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Harbour");
    let backlinks = window.find("region", "Backlinks");
    window.click_with_text(&backlinks, "button", "The log begins at the");
    window.find("tab", "Log");
    window.wait_for_text("textbox", "Note editor", "before dawn");

    let outgoing = window.find("region", "Outgoing links");
    window.click_with_text(&outgoing, "button", "Harbour");
    window.find("tab", "Harbour");
    window.wait_for_text("textbox", "Note editor", "Ships wait");
}
