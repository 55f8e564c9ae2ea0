//! The timeline: walked by keys, filtered, the same as its table, and an event leads to its note.

use serde_json::{Value, json};

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
    let filter = json!({ "lane": "thesis", "clock": "published" });
    let answer = window.ask(&json!({ "ask": "timeline", "filter": filter }));
    let lanes = answer["lanes"].as_array().expect("lanes").clone();
    let events: usize =
        lanes.iter().map(|lane| lane["events"].as_array().expect("events").len()).sum();
    window.press(&["t"]);
    window.find("table", "Timeline events");
    let rows = "return document.querySelectorAll('table tbody tr:not(.marker)').length";
    window.wait_until_equal(&events.to_string(), || window.run_script(rows));
    let markers: usize =
        lanes.iter().map(|lane| lane["markers"].as_array().expect("markers").len()).sum();
    let rows = "return document.querySelectorAll('table tbody tr.marker').length";
    window.wait_until_equal(&markers.to_string(), || window.run_script(rows));
}

#[test]
fn an_event_is_walked_to_and_opened_without_the_mouse() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&[keys::RIGHT]);
    window.press(&[keys::LEFT]);
    // Whatever brought the focus here, who walks by keys sees and hears where they are.
    let spoken = "return document.querySelector('.timeline-view p[role=status]').textContent";
    window.wait_until("the event", || {
        window.run_script(spoken).contains("nitro and its critics")
            && window.all_text().contains("a network built for strangers")
    });
    window.press(&[keys::ENTER]);
    window.find("tab", "nitro and its critics");
    window.find("textbox", "Note editor");
}

#[test]
fn the_rule_of_a_burst_is_told_to_who_walks_by_keys() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&["m"]);
    let spoken = "return document.querySelector('.timeline-view p[role=status]').textContent";
    window.wait_until("a marker", || {
        window.run_script(spoken).contains("rule: ") && window.all_text().contains("rule: ")
    });
}

#[test]
fn coming_back_shows_the_days_that_were_left() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&["+"]);
    window.press(&["+"]);
    let sight = "const sight = document.querySelector('.overview .sight'); \
        return sight ? `${Math.round(parseFloat(sight.style.left))} ${Math.round(parseFloat(sight.style.width))}` : ''";
    window.wait_until("the days in sight", || !window.run_script(sight).is_empty());
    let left = window.run_script(sight);
    window.run_command("Open the watchlist");
    window.find("region", "Watchlist");
    window.click("tab", "Timeline");
    window.wait_until_equal(&left, || window.run_script(sight));
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

/// The titles of all events that the core gives for a filter, in order.
fn list_titles(window: &Window, filter: &Value) -> Vec<String> {
    let answer = window.ask(&json!({ "ask": "timeline", "filter": filter }));
    let lanes = answer["lanes"].as_array().expect("lanes").iter();
    let events = lanes.flat_map(|lane| lane["events"].as_array().expect("events").clone());
    events.map(|event| event["label"].as_str().expect("a label").to_owned()).collect()
}

/// The titles of all events in the table.
fn read_table(window: &Window) -> Vec<String> {
    let titles = "return JSON.stringify([...document.querySelectorAll('table tbody td.what a')].map((link) => link.textContent))";
    serde_json::from_str(&window.run_script(titles)).expect("titles")
}

#[test]
fn filters_hold_for_picture_and_table_whatever_the_lanes_are() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    window.click("button", "Filter events");
    let filters = window.find("group", "Filters");
    window.click_on(&window.find_in(&filters, "button", "contradicts"));
    window.click_on(&window.find_in(&filters, "button", "strong"));
    window.click_on(&window.find_in(&filters, "button", "Any tag"));
    window.find("combobox", "Which tag?");
    window.type_text("infrastructure");
    window.wait_for_text("listbox", "Which tag?", "#infrastructure");
    window.press(&[keys::ENTER]);
    window.find("button", "Take away the filter “#infrastructure”");
    window.find("button", "Filter events: 3 filters are set");
    window.click_on(&window.list("application", None)[0]);
    window.press(&["t"]);
    window.find("table", "Timeline events");
    let only =
        json!({ "stances": ["contradicts"], "strengths": ["strong"], "tags": ["infrastructure"] });
    for (lane, title) in [("thesis", "By thesis"), ("source", "Source"), ("tag", "Tag")] {
        window.run_script(&format!(
            "const lanes = document.querySelector('select[aria-label=\"One lane for each\"]'); \
             lanes.value = '{lane}'; lanes.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ));
        let expected = list_titles(&window, &json!({ "lane": lane, "only": only }));
        assert!(!expected.is_empty(), "{title}");
        window.wait_until_equal(&expected, || read_table(&window));
    }
    window.check_accessible();
    window.click("button", "Clear");
    window.find("button", "Filter events");
}

#[test]
fn days_are_chosen_by_dragging_and_by_keys() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_timeline(&window);
    let all = list_titles(&window, &json!({})).len();
    let spoken = |end: &str| {
        let slider = window.find("slider", end);
        window.attribute_of(&slider, "aria-valuetext")
    };
    let shown = || {
        let picture = window.list("application", None);
        picture
            .first()
            .map(|picture| window.attribute_of(picture, "aria-label"))
            .unwrap_or_default()
    };
    window.wait_until("all events", || shown().contains(&format!("{all} events")));
    let (first, last) = (spoken("First day shown"), spoken("Last day shown"));

    // Over the strip of all days.
    window.drag_over(&window.find("group", "Days shown"), 0.2, 0.5, None);
    window.wait_until("fewer events", || !shown().contains(&format!("{all} events")));
    assert_ne!(
        (spoken("First day shown"), spoken("Last day shown")),
        (first.clone(), last.clone())
    );
    window.find("button", "Filter events: 1 filter is set");

    // By the keyboard, a day at a time, and back to all of them.
    let before = spoken("First day shown");
    window.run_script(
        "document.querySelector('[role=slider][aria-label=\"First day shown\"]').focus()",
    );
    window.press(&[keys::RIGHT]);
    window.wait_until("another first day", || spoken("First day shown") != before);
    window.press(&[keys::ESCAPE]);
    window.wait_until("all events again", || shown().contains(&format!("{all} events")));
    assert_eq!((spoken("First day shown"), spoken("Last day shown")), (first, last));

    // Over the picture, with Shift.
    let picture = window.list("application", None).remove(0);
    window.drag_over(&picture, 0.3, 0.6, Some(keys::SHIFT));
    window.find("button", "Filter events: 1 filter is set");
    window.wait_until("fewer events", || !shown().contains(&format!("{all} events")));
}

/// An answer this long comes in pieces.
#[test]
fn thousands_of_events_are_all_there() {
    let vault = TestVault::example();
    for note in 0..1200_u64 {
        // Words of its own: notes that say nearly the same would be one data point.
        let word = |at: u64| format!("w{:x}", (note * 31 + at + 7) * 40_503 % 1_048_573);
        let words = (0..24).map(word).collect::<Vec<_>>().join(" ");
        let text = format!(
            "---\npublished: 2026-05-04\nsource: https://site-{note}.example/\n---\n{words}\n\n\
            - supports:: [[Amazon owns the inference rails]] (strength:: weak) — {words}\n"
        );
        vault.write(&format!("many/report {note}.md"), &text);
    }
    let window = Window::open(&vault);
    window.wait_for_text("status", "Index", "indexed");
    open_timeline(&window);
    let said = || window.attribute_of(&window.list("application", None)[0], "aria-label");
    window.wait_until("all events", || {
        let label = said();
        let events = label.split(" events").next().and_then(|text| text.rsplit(' ').next());
        events.and_then(|n| n.replace(',', "").parse::<u32>().ok()).is_some_and(|n| n >= 1200)
    });
}
