//! The timeline: walked by keys, the same as its table, and an event leads to its note.

use crate::support::{TestVault, Window, keys};

fn open_timeline(window: &Window) {
    window.click("button", "Timeline");
    window.find("region", "Timeline");
    window.wait_until("the picture", || !window.list("application", None).is_empty());
}

#[test]
fn the_table_has_the_rows_of_the_picture_in_its_order() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.click_on(&window.list("application", None)[0]);
    let filter = serde_json::json!({ "lane": "thesis", "clock": "published" });
    let answer = window.ask(&serde_json::json!({ "ask": "timeline", "filter": filter }));
    let lanes = answer["lanes"].as_array().expect("lanes").clone();
    let events: usize =
        lanes.iter().map(|lane| lane["events"].as_array().expect("events").len()).sum();
    window.press(&["t"]);
    window.find("table", "Timeline events");
    let rows = "return document.querySelectorAll('table tbody tr').length";
    window.wait_until_equal(&events.to_string(), || window.run_script(rows));
}

#[test]
fn an_event_is_walked_to_and_opened_without_the_mouse() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&[keys::RIGHT]);
    window.press(&[keys::LEFT]);
    window.press(&[keys::ENTER]);
    window.find("tab", "nitro and its critics");
    window.find("textbox", "Note editor");
}

#[test]
fn looking_back_hides_what_could_not_be_known() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.press(&["t"]);
    let slider = "const slider = document.querySelector('input[type=range]'); \
        slider.value = slider.min; slider.dispatchEvent(new Event('input', { bubbles: true }))";
    window.run_script(slider);
    window.wait_until("an early day", || {
        window.all_text().contains("As known on")
            && !window.all_text().contains("As known on today")
    });
}
