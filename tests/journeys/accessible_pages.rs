//! Every page and dialog of the window, as axe sees it in the real page.

use crate::support::{TestVault, Window, keys};

#[test]
fn every_page_can_be_used_with_assistive_programs() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    let pages = [
        ("Open the timeline", ("group", "Days shown")),
        ("Open the watchlist", ("region", "Watchlist")),
        ("Open the proposals", ("region", "Proposals")),
        ("Open the map of clusters", ("region", "Map of clusters")),
        ("Open settings", ("heading", "Settings")),
        ("Open sources and authors", ("table", "Sources and authors")),
    ];
    for (command, (role, name)) in pages {
        window.run_command(command);
        window.find(role, name);
        eprintln!("looking at what {command:?} shows");
        window.check_accessible();
        let beyond = "return document.scrollingElement.scrollHeight - window.innerHeight";
        assert_eq!(window.run_script(beyond), "0", "{command:?} makes the window scroll");
    }
    window.click("link", "Ledger of Compute");
    window.find("table", "Notes from this source");
    window.check_accessible();
    window.click("button", "Graph");
    window.find("region", "Graph");
    window.check_accessible();
    for panel in ["Search", "Tags", "Bookmarks", "Clusters", "Theses"] {
        window.click("button", panel);
        window.find("region", panel);
        eprintln!("looking at the panel {panel:?}");
        window.check_accessible();
    }
    let theses = window.find("region", "Theses");
    window.click_with_text(&theses, "button", "Amazon owns the inference rails");
    window.find("table", "Evidence ledger");
    window.check_accessible();
}

#[test]
fn dialogs_can_be_used_with_assistive_programs() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.run_command("Open the watchlist");
    let page = window.find("region", "Watchlist");
    window.click_with_text(&page, "button", "Resolve…");
    window.wait_until("the dialog", || !window.list("dialog", None).is_empty());
    window.check_accessible();
    window.press(&[keys::ESCAPE]);
    window.run_command("Open the proposals");
    let page = window.find("region", "Proposals");
    window.click_with_text(&page, "button", "Accept all");
    window.find("list", "Lines that change");
    window.check_accessible();
    window.press(&[keys::ESCAPE]);
}

#[test]
fn two_versions_of_a_note_are_compared_with_assistive_programs() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Draft");
    window.go_to_end_of_note();
    window.press(&[keys::CONTROL, keys::HOME]);
    window.type_while("Mine, and only mine: ", || {
        vault.write("Draft.md", "Their page to write on.\n");
    });
    window.wait_for_text("status", "Save", "Changed outside");
    window.check_accessible();
    window.click("button", "See both");
    window.wait_until("the dialog", || !window.list("dialog", None).is_empty());
    window.check_accessible();
}
