//! Quick capture: from a pasted article to a data point on the timeline.

use crate::support::{TestVault, Window, keys};

pub(crate) const CLIPPING: &str = "The Landlord Pays Twice\n\
    Mon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)\n\
    source: Harbour Review\n\
    by Ines Okonkwo-Hale\n\
    \n\
    Rents rise faster than the work. This contradicts the Amazon rails thesis.\n\
    \n\
    Watch whether rents fall over two reporting cycles; if they do, the thesis holds.\n";

/// Pastes a text into the editor of the dialog, as the system's clipboard would.
pub(crate) fn paste(window: &Window, text: &str) {
    let text = serde_json::to_string(text).unwrap();
    window.run_script(&format!(
        "const data = new DataTransfer(); data.setData('text/plain', {text}); \
         const editor = document.querySelector('[aria-label=\"Clipping\"]'); \
         editor.dispatchEvent(new ClipboardEvent('paste', \
            {{ clipboardData: data, bubbles: true, cancelable: true }}))"
    ));
}

fn value_of(window: &Window, label: &str) -> String {
    let field = window.find("textbox", label);
    window.value_of(&field)
}

#[test]
fn a_pasted_article_becomes_a_data_point_on_the_timeline() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
    window.find("dialog", "Quick capture");
    window.find("textbox", "Clipping");
    paste(&window, CLIPPING);
    window.wait_until_equal(&"The Landlord Pays Twice".to_owned(), || value_of(&window, "Title"));
    assert_eq!(value_of(&window, "Folder"), "06-reference");
    assert_eq!(value_of(&window, "Publisher"), "[[Harbour Review]]");
    assert_eq!(value_of(&window, "Author"), "[[Ines Okonkwo-Hale]]");
    assert_eq!(value_of(&window, "Published"), "2026-05-05");
    window.find("group", "Amazon owns the inference rails");
    // Midnight in Greenwich was the evening before where the page was read.
    window.click("button", "Use 4 May 2026 instead");
    window.wait_until_equal(&"2026-05-04".to_owned(), || value_of(&window, "Published"));
    window.click("button", "Save");
    let path = "06-reference/The Landlord Pays Twice.md";
    window.wait_until("the note on disk", || vault.folder().join(path).exists());
    let text = vault.read(path);
    assert!(text.starts_with("---\ntype: evidence\n"), "{text}");
    assert!(text.contains(CLIPPING) && text.contains("published: 2026-05-04\n"), "{text}");
    assert!(text.contains("- contradicts:: [[Amazon owns the inference rails]]"), "{text}");
    window.click("button", "Timeline");
    window.wait_until("the picture", || !window.list("application", None).is_empty());
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&["t"]);
    window.wait_for_text("table", "Timeline events", "The Landlord Pays Twice");
}

#[test]
fn closing_the_dialog_keeps_what_was_pasted() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    let focused = "return document.activeElement.getAttribute('aria-label') ?? ''";
    window.run_script("document.querySelector('[aria-label=\"Watchlist\"]').focus()");
    window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
    window.find("textbox", "Clipping");
    window.wait_until_equal(&"Clipping".to_owned(), || window.run_script(focused));
    paste(&window, CLIPPING);
    window.wait_until_equal(&"The Landlord Pays Twice".to_owned(), || value_of(&window, "Title"));
    window.press(&[keys::ESCAPE]);
    window.wait_until("the dialog gone", || window.list("dialog", None).is_empty());
    window.wait_until_equal(&"Watchlist".to_owned(), || window.run_script(focused));
    window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
    window.wait_for_text("textbox", "Clipping", "Rents rise faster than the work.");
    assert_eq!(vault.bytes(), before);
}

#[test]
fn a_source_tells_what_it_has_said() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.run_command("Open sources and authors");
    let table = window.find("table", "Sources and authors");
    window.wait_until("Modelwire", || window.text_of(&table).contains("Modelwire"));
    window.click("link", "Ledger of Compute");
    window.wait_for_text("table", "Notes from this source", "the durable landlord");
    window.wait_for_text("list", "Theses it bears on", "Amazon owns the inference rails");
}

#[test]
fn a_clipping_that_is_pasted_again_is_known_and_leads_to_its_note() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    for _ in 0..2 {
        window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
        window.find("textbox", "Clipping");
        paste(&window, CLIPPING);
        let title = "The Landlord Pays Twice".to_owned();
        window.wait_until_equal(&title, || value_of(&window, "Title"));
        if window.list("region", Some("In the vault already")).is_empty() {
            window.click("button", "Save");
            let path = "06-reference/The Landlord Pays Twice.md";
            window.wait_until("the note on disk", || vault.folder().join(path).exists());
            window.wait_until("the dialog gone", || window.list("dialog", None).is_empty());
        }
    }
    let known = window.find("region", "In the vault already");
    window.click_with_text(&known, "button", "The Landlord Pays Twice");
    window.find("tab", "The Landlord Pays Twice");
}
