//! Closing the window in the middle of a sentence: the sentence is in the file.

use crate::support::{TestVault, Window, keys};

#[test]
fn what_was_typed_last_is_saved_before_the_window_closes() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.type_text("The last words");
    window.close();
    window.wait_until("the app to end", || window.has_ended());
    assert!(vault.read("Draft.md").contains("The last words"), "the last words are lost");
}

#[test]
fn what_was_typed_last_is_saved_before_a_key_closes_the_window() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.type_text("The last words");
    window.press(&[keys::CONTROL, keys::SHIFT, "w"]);
    window.wait_until("the app to end", || window.has_ended());
    assert!(vault.read("Draft.md").contains("The last words"), "the last words are lost");
}
