//! What was open is open again at the next start, without being asked for.

use serde_json::{Value, json};

use crate::support::{TestVault, Window, keys};

#[test]
fn the_last_vault_and_its_tabs_come_back() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Log");
    window.wait_until("the tab to be remembered", || {
        let file = vault.app_folder("config").join("throughline/preferences.json");
        std::fs::read_to_string(file).is_ok_and(|text| text.contains("Log.md"))
    });
    drop(window);

    let window = Window::start(&vault, &[]);
    window.find("tab", "Log");
    window.wait_for_text("textbox", "Note editor", "before dawn");
}

#[test]
fn the_cursor_and_the_folds_of_a_note_come_back() {
    let vault = TestVault::seed("linked");
    let lines: String = (0..200).map(|line| format!("line {line}\n\n")).collect();
    vault.write("Long.md", &format!("# First\n\nunder it\n\n# Second\n\n{lines}end"));
    let window = Window::open(&vault);
    window.open_note("Long");
    window.click("textbox", "Note editor");
    window.press(&[keys::CONTROL, keys::HOME]);
    window.run_command("Fold");
    let folded = "return String(document.querySelectorAll('.cm-foldPlaceholder').length)";
    window.wait_until_equal(&"1".to_owned(), || window.run_script(folded));
    window.go_to_end_of_note();
    window.close();
    window.wait_until("the app closed", || window.has_ended());
    drop(window);

    let window = Window::start(&vault, &[]);
    window.wait_for_text("textbox", "Note editor", "end");
    window.run_script("document.querySelector('.cm-content').focus()");
    window.type_text(" of it");
    window.wait_until("what was typed", || vault.read("Long.md").ends_with("end of it"));
    window.press(&[keys::CONTROL, keys::HOME]);
    window.wait_until_equal(&"1".to_owned(), || window.run_script(folded));
}

#[test]
fn the_lanes_the_clock_and_the_filters_of_the_timeline_come_back() {
    let choose = |window: &Window, label: &str, value: &str| {
        window.run_script(&format!(
            "const box = document.querySelector('select[aria-label=\"{label}\"]'); \
             box.value = '{value}'; box.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ));
    };
    let chosen = |label: &str| {
        format!("return document.querySelector('select[aria-label=\"{label}\"]')?.value ?? ''")
    };
    let events = "return document.querySelector('[role=application]')?.ariaLabel ?? ''";
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click("button", "Timeline");
    window.find("region", "Timeline");
    choose(&window, "One lane for each", "source");
    choose(&window, "Clock", "occurred");
    window.click("button", "Filter events");
    let filters = window.find("group", "Filters");
    window.click_on(&window.find_in(&filters, "button", "contradicts"));
    window.find("button", "Filter events: 1 filter is set");
    let filter = json!({
        "lane": "source", "clock": "occurred", "only": { "stances": ["contradicts"] }
    });
    let lanes = window.ask(&json!({ "ask": "timeline", "filter": filter }))["lanes"].clone();
    let count = |lane: &Value| lane["events"].as_array().expect("events").len();
    let all: usize = lanes.as_array().expect("lanes").iter().map(count).sum();
    let wanted = format!("with {all} events");
    window.wait_until("fewer events", || window.run_script(events).contains(&wanted));
    window.close();
    window.wait_until("the app closed", || window.has_ended());
    drop(window);

    let window = Window::start(&vault, &[]);
    window.find("region", "Timeline");
    window.find("button", "Filter events: 1 filter is set");
    assert_eq!(window.run_script(&chosen("One lane for each")), "source");
    assert_eq!(window.run_script(&chosen("Clock")), "occurred");
    let filters = window.find("group", "Filters");
    let stance = window.find_in(&filters, "button", "contradicts");
    assert_eq!(window.attribute_of(&stance, "aria-pressed"), "true");
    window.wait_until("the same events", || window.run_script(events).contains(&wanted));
}

#[test]
fn text_that_was_never_saved_is_offered_after_a_crash() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    // Longer than the pause after which a draft is kept, and never still enough to be saved.
    window.type_while("and this was not saved", || {});
    window.kill();
    let on_disk = vault.read("Draft.md");

    let window = Window::open(&vault);
    window.open_note("Draft");
    if on_disk.contains("not saved") {
        // The crash came after the save: then there is nothing to offer, and nothing is lost.
        window.wait_for_text("textbox", "Note editor", "not saved");
        return;
    }
    window.click("button", "Take it up");
    window.wait_for_text("textbox", "Note editor", "and this was not");
    window.wait_until("the text in the file", || vault.read("Draft.md").contains("and this was"));
}

#[test]
fn a_closed_vault_is_offered_on_the_welcome_page_and_opens_again() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.press(&[keys::CONTROL, "p"]);
    window.find("combobox", "Command palette");
    window.type_text("Close the vault");
    window.wait_for_text("listbox", "Command palette", "Close the vault");
    window.press(&[keys::ENTER]);
    let recent = window.find("list", "Recent vaults");
    window.click_with_text(&recent, "button", &vault.folder().display().to_string());
    window.open_note("Log");
}
