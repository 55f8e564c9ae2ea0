//! Theses: from the list to the page, a change of mind with its reason, and a note that bears on one more.

use crate::support::{TestVault, Window, keys};

const AMAZON: &str = "Theses/Amazon owns the inference rails.md";

fn open_theses(window: &Window) {
    window.click("button", "Theses");
    let panel = window.find("region", "Theses");
    window.click_with_text(&panel, "button", "Amazon owns the inference rails");
    window.find("table", "Evidence ledger");
}

#[test]
fn a_thesis_shows_its_evidence_and_counts_sources_once() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    open_theses(&window);
    window.wait_for_text("region", "Theses", "notes · ");
    window.wait_for_text("table", "Evidence ledger", "custom silicon, second act");
    window.click("button", "Published");
    window.wait_for_text("table", "Evidence ledger", "nitro and its critics");
    // Looking writes nothing.
    assert_eq!(vault.bytes(), before);
}

#[test]
fn a_change_of_confidence_asks_for_its_reason_and_is_one_line_and_one_number() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    let before = vault.read(AMAZON);
    open_theses(&window);
    window.click("button", "Change your confidence: 54%");
    window.find("dialog", "Change your confidence");
    window.press(&[keys::CONTROL, "a"]);
    window.type_text("58");
    window.press(&[keys::ENTER]);
    window.wait_until("the reason is asked for", || window.all_text().contains("Say why"));
    assert_eq!(vault.read(AMAZON), before);
    window.click("textbox", "Why it changed");
    window.type_text("the queue moved");
    window.press(&[keys::ENTER]);
    window.wait_until("the line in the log", || vault.read(AMAZON).contains("the queue moved"));
    let after = vault.read(AMAZON);
    let changed: Vec<&str> =
        after.lines().filter(|line| !before.lines().any(|b| b == *line)).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(changed.iter().any(|line| line.starts_with("confidence:")), "{changed:?}");
    assert!(changed.iter().any(|line| line.contains("58% (was 54%)")), "{changed:?}");
    window.find("button", "Change your confidence: 58%");
}

#[test]
fn a_statement_is_written_anew_and_taken_back() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    let before = vault.read(AMAZON);
    open_theses(&window);
    window.click("button", "Edit the statement");
    window.find("textbox", "Statement");
    window.type_text(" So far.");
    window.press(&[keys::ESCAPE]);
    // What was typed waits until it is taken up.
    window.click("button", "Go on writing");
    window.click("button", "Keep");
    window.wait_until("the words in the note", || vault.read(AMAZON).contains("with. So far.\n"));
    let kept = vault.read(AMAZON);
    assert_eq!(kept.replace(" So far.", ""), before);
    window.click("button", "Undo");
    window.wait_until("the former words", || vault.read(AMAZON) == before);
}

#[test]
fn rivals_stand_side_by_side_and_pillars_unfold_to_their_evidence() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    open_theses(&window);
    let rivals = "This thesis and its rivals";
    window.wait_for_text("table", rivals, "Organisations buy intelligence");
    window.wait_for_text("table", rivals, "procurement follows the contract");
    let pillars = window.find("region", "Pillars");
    window.click_with_text(&pillars, "button", "The neutral host");
    window.wait_for_text("region", "Pillars", "procurement follows the contract");
    window.check_accessible();
    // The page of a note that is gone says so, and is back with it.
    let text = vault.read(AMAZON);
    std::fs::remove_file(vault.folder().join(AMAZON)).unwrap();
    window.wait_until("that it is gone", || window.all_text().contains("is not there any more"));
    assert!(window.list("combobox", Some("Status")).is_empty());
    vault.write(AMAZON, &text);
    window.find("table", "Evidence ledger");
}

#[test]
fn a_note_is_made_to_bear_on_a_thesis_by_the_keyboard() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click_with_text(&window.find("tree", "Files"), "treeitem", "01-inbox");
    window.open_note("token price message");
    let panel = window.find("region", "Bears on");
    window.click_on(&window.find_in(&panel, "button", "Add a thesis"));
    // The first field has the focus: the list is chosen from by typing.
    window.type_text("Models");
    window.press(&[keys::TAB]);
    window.type_text("c");
    window.press(&[keys::TAB]);
    window.click("textbox", "Why");
    window.type_text("prices fall");
    window.press(&[keys::ENTER]);
    let note = "01-inbox/token price message.md";
    window.wait_until("the edge in the note", || vault.read(note).contains("prices fall"));
    assert!(
        vault.read(note).contains("Models commoditize, rails keep value"),
        "{}",
        vault.read(note)
    );
    window.wait_for_text("region", "Bears on", "prices fall");
}

#[test]
fn an_edge_is_changed_where_it_stands_by_the_keyboard() {
    let vault = TestVault::example();
    let note = "06-reference/amazon durability.md";
    let before = vault.read(note);
    let window = Window::open(&vault);
    window.click_with_text(&window.find("tree", "Files"), "treeitem", "06-reference");
    window.open_note("amazon durability");
    window.click("button", "Change the edge to “Models commoditize, rails keep value”");
    let is_open = || window.run_script("return document.activeElement.ariaLabel ?? ''") == "Thesis";
    window.wait_until("the form with the focus", is_open);
    // Escape changes nothing, and F2 on the edge opens it again.
    window.press(&[keys::ESCAPE]);
    let front = "return document.activeElement.closest('li')?.textContent.trim() ?? ''";
    window.wait_until("the focus on the edge", || window.run_script(front).contains("Models"));
    window.press(&[keys::F2]);
    window.wait_until("the form once more", is_open);
    window.press(&[keys::TAB]);
    window.press(&[keys::TAB]);
    window.type_text("w");
    window.press(&[keys::ENTER]);
    window.wait_until("the edge changed", || vault.read(note) != before);
    let after = vault.read(note);
    let changed: Vec<(&str, &str)> =
        before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(changed[0].0.replace("moderate", "weak"), changed[0].1);
    window.wait_until("the focus on the edge", || window.run_script(front).contains("weak"));
}

#[test]
fn the_columns_of_a_ledger_are_chosen_and_remembered() {
    let vault = TestVault::example();
    let heads = "return [...document.querySelectorAll('table[aria-label=\"Evidence ledger\"] thead th')]\
        .map((head) => head.textContent.trim().split(' ')[0]).join(' ')";
    let usual = "Published Data Strength Source Rel. Root".to_owned();
    let chosen = "Published Data Strength Pillar Source Rel.".to_owned();
    {
        let window = Window::open(&vault);
        open_theses(&window);
        window.wait_until_equal(&usual, || window.run_script(heads));
        // The menu stays for as many as are wanted.
        window.click("button", "Columns of the ledger");
        for column in ["Pillar", "Root"] {
            window.click("menuitemcheckbox", column);
        }
        window.press(&[keys::ESCAPE]);
        window.wait_until_equal(&chosen, || window.run_script(heads));
        window.close();
        window.wait_until("the window closed", || window.has_ended());
    }
    // The page and the list of theses come back as they were left.
    let window = Window::start(&vault, &[vault.folder().display().to_string()]);
    window.find("table", "Evidence ledger");
    window.wait_until_equal(&chosen, || window.run_script(heads));
}

#[test]
fn a_highlighted_thesis_washes_its_passages_in_reading_view_until_escape() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    let tree = window.find("tree", "Files");
    window.click_with_text(&tree, "treeitem", "06-reference");
    window.open_note("amazon durability");
    window.press(&[keys::CONTROL, "e"]);
    window.find("region", "amazon durability");
    window.click("button", "Theses");
    window.click("button", "Highlight “Amazon owns the inference rails”");
    // The line that says what the note bears on, and why it is washed.
    let washed = "return [...document.querySelectorAll('.reading-view .passage')]\
        .filter((span) => span.dataset.why.includes('supports')).map((span) => span.textContent).join('')";
    window.wait_until("the edge is washed", || {
        window.run_script(washed).contains("names the owner, and explains why")
    });
    window.check_accessible();
    window.click("region", "amazon durability");
    window.press(&[keys::ESCAPE]);
    let left = "return document.querySelectorAll('.passage').length";
    window.wait_until_equal(&"0".to_owned(), || window.run_script(left));
}
