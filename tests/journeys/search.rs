//! Finding a note by what it says, and by its name.

use crate::support::{TestVault, Window, keys};

#[test]
fn a_word_finds_its_note() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    window.press(&[keys::CONTROL, keys::SHIFT, "f"]);
    window.click("searchbox", "Search notes");
    window.type_text("saltbush quokka");
    let results = window.find("listbox", "Search results");
    window.click_with_text(&results, "option", "sleeps beneath");
    window.find("tab", "Island");
    window.wait_for_text("textbox", "Note editor", "quokka");
}

#[test]
fn the_switcher_opens_a_note_by_a_few_letters() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.press(&[keys::CONTROL, "o"]);
    window.find("combobox", "Quick switcher");
    window.type_text("lght");
    window.wait_for_text("listbox", "Quick switcher", "Lighthouse");
    window.press(&[keys::ENTER]);
    window.find("tab", "Lighthouse");
    window.wait_for_text("textbox", "Note editor", "one sees");
}
