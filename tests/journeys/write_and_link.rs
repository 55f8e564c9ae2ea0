//! Writing: a link is completed after `[[`, the note saves itself, and the other end knows of it.

use std::time::Duration;

use crate::support::{TestVault, Window, keys};

#[test]
fn a_link_is_completed_saved_and_seen_from_the_other_end() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.type_text("It begins at the [[Harb");
    window.wait_until("the harbour among the completions", || {
        window.list("listbox", None).iter().any(|list| window.text_of(list).contains("Harbour"))
    });
    // A list that has only just opened takes no Enter, lest it catch one meant for the text.
    std::thread::sleep(Duration::from_millis(200));
    window.press(&[keys::ENTER]);
    window.wait_for_text("textbox", "Note editor", "Harbour");
    window.type_text(" gate.");
    let expected = "An empty page to write on.\nIt begins at the [[Harbour]] gate.".to_owned();
    window.wait_until_equal(&expected, || vault.read("Draft.md").trim_end().to_owned());
    window.wait_for_text("status", "Save", "Saved");

    window.open_note("Harbour");
    window.wait_for_text("region", "Backlinks", "It begins at the");
}

#[test]
fn an_edge_is_completed_word_by_word_and_stands_in_the_panel() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click_with_text(&window.find("tree", "Files"), "treeitem", "01-inbox");
    window.open_note("token price message");
    let note = "01-inbox/token price message.md";
    let before = vault.read(note);
    window.go_to_end_of_note();
    let offers = |what: &str| {
        window.wait_until(what, || {
            window.list("listbox", None).iter().any(|list| window.text_of(list).contains(what))
        });
        std::thread::sleep(Duration::from_millis(200));
    };
    window.press(&[keys::ENTER]);
    window.type_text("- su");
    offers("supports::");
    window.press(&[keys::ENTER]);
    offers("Distribution beats rails");
    window.type_text("models");
    offers("Models commoditize, rails keep value");
    window.press(&[keys::ENTER]);
    offers("(strength:: moderate)");
    window.press(&[keys::DOWN]);
    window.press(&[keys::ENTER]);
    window.type_text("prices fall");
    let line =
        "- supports:: [[Models commoditize, rails keep value]] (strength:: moderate) — prices fall";
    window.wait_until("the edge as it is written by hand", || vault.read(note).contains(line));
    let after = vault.read(note);
    assert_eq!(after.replace(line, "").trim_end(), before.trim_end());
    window.wait_for_text("region", "Bears on", "prices fall");
}

#[test]
fn only_the_bytes_that_were_typed_change() {
    let vault = TestVault::seed("linked");
    let mut expected = vault.bytes();
    let window = Window::open(&vault);
    window.open_note("Orders");
    window.go_to_end_of_note();
    window.type_text("Third");
    let orders = vault.folder().join("Orders.md");
    let text =
        "Windows ends: [[Harbour|the port]] and ![[Harbour#Tides]].\r\nSecond line.\r\nThird";
    expected.insert(orders, text.as_bytes().to_vec());
    window.wait_until("the file with its line ends kept", || vault.bytes() == expected);
}

#[test]
fn the_cursor_stands_in_the_text_once_the_properties_above_it_are_there() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.open_note("Start here");
    window.find("region", "Properties");
    let near = "const top = (part) => document.querySelector(part)?.getBoundingClientRect().top ?? NaN; \
        return Math.abs(top('.cm-cursor') - top('.cm-content .cm-line')) < 24";
    window.wait_until_equal(&"true".to_owned(), || window.run_script(near));
}
