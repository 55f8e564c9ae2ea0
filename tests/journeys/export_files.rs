//! Exports: what is shown is written where the person says, in the system's own dialog.

use serde_json::json;

use crate::support::{TestVault, Window};

/// Chooses an entry of an export menu and names the file in the system's dialog; returns what was
/// written there.
fn export(window: &Window, vault: &TestVault, button: &str, entry: &str, name: &str) -> Vec<u8> {
    let file = vault.app_folder("exports").join(name);
    choose(window, button, entry);
    window.answer_dialog("Export", &file.display().to_string());
    window.wait_until("the word of it", || {
        window.all_text().contains(&format!("“{name}” was written."))
    });
    std::fs::read(&file).unwrap()
}

fn choose(window: &Window, button: &str, entry: &str) {
    window.click("button", button);
    window.click("menuitem", entry);
}

#[test]
fn the_timeline_is_written_as_pictures_and_as_a_table() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.click("button", "Timeline");
    window.find("group", "Days shown");
    for (entry, name, form) in [
        ("Picture as SVG…", "timeline.svg", "svg"),
        ("Table as Markdown…", "timeline.md", "markdown"),
    ] {
        let filter = json!({ "lane": "thesis", "clock": "published" });
        let told = window.ask(&json!({ "ask": "export_timeline", "filter": filter, "form": form }));
        let written = export(&window, &vault, "Export", entry, name);
        assert_eq!(String::from_utf8(written).unwrap(), told.as_str().unwrap());
    }
    let size = "const canvas = document.querySelector('[role=application] canvas'); \
        return `${canvas.width}x${canvas.height}`";
    let shown = window.run_script(size);
    let png = export(&window, &vault, "Export", "Picture as PNG…", "timeline.png");
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.ends_with(b"IEND\xaeB`\x82"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(format!("{}x{}", number(16), number(20)), shown);
    assert_eq!(vault.bytes(), before);
}

#[test]
fn a_ledger_is_written_as_it_is_shown_and_nothing_where_the_dialog_is_left() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click("button", "Theses");
    let panel = window.find("region", "Theses");
    window.click_with_text(&panel, "button", "Amazon owns the inference rails");
    window.find("table", "Evidence ledger");
    let thesis = window.ask(&json!({ "ask": "thesis", "note": "Amazon owns the inference rails" }));
    let titles: Vec<_> =
        thesis["ledger"].as_array().unwrap().iter().map(|row| &row["title"]).collect();
    let csv = export(&window, &vault, "Copy or export the ledger", "Export as CSV…", "ledger.csv");
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.lines().count(), titles.len() + 1, "{csv}");
    let markdown =
        export(&window, &vault, "Copy or export the ledger", "Export as Markdown…", "ledger.md");
    let markdown = String::from_utf8(markdown).unwrap();
    for title in titles {
        let title = title.as_str().unwrap();
        assert!(csv.contains(title) && markdown.contains(title), "{title}");
    }

    // A dialog that is left writes nothing.
    choose(&window, "Copy or export the ledger", "Export as CSV…");
    window.leave_dialog("Export");
    let files = std::fs::read_dir(vault.app_folder("exports")).unwrap().count();
    assert_eq!(files, 2);
}
