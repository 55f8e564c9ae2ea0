//! The menus over text and files, opened and walked with the keyboard.

use crate::support::{TestVault, Window, keys};

/// Opens the menu of what has the focus, and chooses the entry whose text begins so.
fn choose(window: &Window, entry: &str) {
    window.press(&[keys::SHIFT, keys::F10]);
    pick(window, entry);
}

fn pick(window: &Window, entry: &str) {
    let found = window.wait_for(&format!("the entry {entry:?}"), || {
        let mut entries = window.list("menuitem", None).into_iter();
        entries.find(|item| window.text_of(item).trim().starts_with(entry))
    });
    window.click_on(&found);
}

#[test]
fn a_text_is_formatted_cut_and_pasted_from_its_menu() {
    let vault = TestVault::seed("linked");
    vault.write("Menu.md", "one word\n");
    let window = Window::open(&vault);
    window.open_note("Menu");
    window.click("textbox", "Note editor");
    window.press(&[keys::CONTROL, keys::HOME]);
    window.press(&[keys::SHIFT, keys::END]);
    choose(&window, "Format");
    window.check_accessible();
    pick(&window, "Highlight text");
    window.wait_until_equal(&"==one word==\n".to_owned(), || vault.read("Menu.md"));
    window.press(&[keys::CONTROL, "a"]);
    choose(&window, "Cut");
    window.wait_until_equal(&String::new(), || vault.read("Menu.md"));
    choose(&window, "Paste");
    window.wait_until_equal(&"==one word==\n".to_owned(), || vault.read("Menu.md"));
}

#[test]
fn a_file_is_copied_and_moved_from_its_menu() {
    let vault = TestVault::seed("linked");
    vault.write("Stay.md", "[[Move me]] [[Pic.txt]]\r\n");
    vault.write("Move me.md", "text\r\n");
    vault.write("Inner/x.md", "");
    let window = Window::open(&vault);
    window.open_note("Move me");
    let tree = window.find("tree", "Files");
    window.run_command("Show this file in the tree");
    choose(&window, "Make a copy");
    window.find("tab", "Move me 1");
    assert_eq!(vault.read("Move me 1.md"), "text\r\n");
    window.click_on(&window.find_in(&tree, "treeitem", "Move me"));
    window.run_command("Move this file to a folder…");
    window.find("combobox", "Move “Move me” to a folder");
    window.type_text("inn");
    window.wait_for_text("listbox", "Move “Move me” to a folder", "Inner");
    window.press(&[keys::ENTER]);
    window.wait_until("the moved note", || vault.folder().join("Inner/Move me.md").exists());
    assert_eq!(vault.read("Inner/Move me.md"), "text\r\n");
    assert!(vault.read("Stay.md").contains("[[Move me]]"), "{}", vault.read("Stay.md"));
}
