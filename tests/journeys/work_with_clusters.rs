//! Clusters and what lights up: a cluster becomes a thesis, a thesis is followed across notes.

use crate::support::{TestVault, Window, keys};

const WORDS: [&str; 8] =
    ["sourdough", "oven", "flour", "crust", "yeast", "hydration", "levain", "kneading"];

/// Six notes on one matter that no thesis of the example is about.
fn write_bakers(vault: &TestVault) {
    for at in 0..6 {
        write_note_on(vault, &WORDS, at);
    }
}

/// A note of these words; `at` tells it from others.
fn write_note_on(vault: &TestVault, words: &[&str; 8], at: usize) {
    let word = |step: usize| words[(at * 7 + step * 5 + at * step) % 8];
    let lines: Vec<String> = (0..9)
        .map(|step| format!("The {} of {} and the {}.", word(step), word(step + 2), word(step + 5)))
        .collect();
    let text = format!(
        "---\ntype: evidence\nsource: https://{}{at}.example/{at}\npublished: 2026-0{}-01\n---\n# {}\n\n{}\n",
        if words[0] == WORDS[0] { "bread" } else { words[0] },
        at + 1,
        word(0),
        lines.join(" ")
    );
    vault.write(&format!("Bread/loaf {at}.md"), &text);
}

#[test]
fn a_cluster_becomes_a_thesis_after_a_preview_and_undo_takes_it_back() {
    let vault = TestVault::example();
    write_bakers(&vault);
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.click("button", "Clusters");
    let panel = window.find("region", "Clusters");
    window.click_with_text(&panel, "button", "hydration");
    window.wait_for_text("table", "Cluster members", "loaf 3");
    window.click("button", "Make this a thesis…");
    window.wait_for_text("list", "Lines that change", "context:");
    assert_eq!(vault.bytes(), before);
    window.click("button", "Make the thesis");
    window.wait_until("the edges", || vault.read("Bread/loaf 3.md").contains("context:"));
    window.find("table", "Evidence ledger");
    window.click("button", "Undo");
    window.wait_until("the same bytes again", || vault.bytes() == before);
}

#[test]
fn a_highlighted_thesis_is_followed_across_notes_until_escape() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.click("button", "Theses");
    window.click("button", "Highlight “Amazon owns the inference rails”");
    let told = "Highlighted: Amazon owns the inference rails";
    window.wait_until("what is highlighted", || window.all_text().contains(told));
    window.click("button", "Files");
    window.click_with_text(&window.find("tree", "Files"), "treeitem", "06-reference");
    window.open_note("amazon durability");
    let washed = "return document.querySelectorAll('.cm-content .passage').length";
    window.wait_until("a washed passage", || window.run_script(washed) != "0");
    window.press(&[keys::ESCAPE]);
    window.wait_until("no wash", || window.run_script(washed) == "0");
    assert_eq!(vault.bytes(), before);
}

#[test]
fn notes_of_one_source_are_told_in_the_ledger() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click("button", "Theses");
    let panel = window.find("region", "Theses");
    window.click_with_text(&panel, "button", "Amazon owns the inference rails");
    let ledger = window.find("table", "Evidence ledger");
    window.wait_until("three notes of one source", || {
        let text = window.text_of(&ledger);
        text.contains("3 notes") && text.contains("the durable landlord, read twice")
    });
    window.wait_until("both numbers", || window.all_text().contains("15 notes · 13 independent"));
}

#[test]
fn the_map_tells_what_lies_between_clusters() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.run_command("Open the map of clusters");
    let lines = "return document.querySelectorAll('.cluster-map line').length";
    window.wait_until("lines between discs", || window.run_script(lines) != "0");
    let enter = "document.querySelector('.cluster-map [role=link][tabindex=\"0\"]').focus()";
    window.run_script(enter);
    window.press(&["t"]);
    window.wait_for_text("table", "Ties between clusters", "Distribution beats rails");
    window.press(&["t"]);
    window.find("group", "Map of clusters");
}

#[test]
fn a_cluster_is_walked_to_on_the_map_and_opened_without_the_mouse() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.run_command("Open the map of clusters");
    let focused = "return document.activeElement.getAttribute('aria-label') ?? ''";
    let enter = "document.querySelector('.cluster-map [role=link][tabindex=\"0\"]')?.focus()";
    window.wait_until("the first disc", || {
        window.run_script(enter);
        window.run_script(focused).starts_with("Amazon owns the inference rails:")
    });
    window.press(&[keys::END]);
    window.wait_until("another disc", || {
        !window.run_script(focused).starts_with("Amazon owns the inference rails:")
    });
    window.press(&[keys::HOME]);
    window.press(&[keys::ENTER]);
    window.find("table", "Cluster members");
    window.find("heading", "Amazon owns the inference rails");
}

#[test]
fn a_cluster_that_splits_is_told_once_and_listed_until_it_is_dismissed() {
    let vault = TestVault::example();
    write_bakers(&vault);
    let window = Window::open(&vault);
    window.click("button", "Clusters");
    let panel = window.find("region", "Clusters");
    window.wait_until("the bakers", || window.text_of(&panel).contains("hydration"));
    assert!(window.list("region", Some("What changed")).is_empty());
    let rockets =
        ["orbit", "rocket", "booster", "payload", "launch", "telemetry", "thruster", "apogee"];
    for at in 0..3 {
        write_note_on(&vault, &rockets, at);
    }
    let told = "return document.querySelector('.notices').textContent";
    window.wait_until("the notice", || window.run_script(told).contains("split into"));
    let news = window.find("region", "What changed");
    window.wait_until("the line", || window.text_of(&news).contains("split into"));
    for button in window.list_in(Some(&news), "button", None) {
        if window.attribute_of(&button, "aria-label").starts_with("Dismiss: ") {
            window.click_on(&button);
        }
    }
    window.wait_until("no news", || window.list("region", Some("What changed")).is_empty());
}
