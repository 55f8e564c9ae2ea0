//! The vault's own settings are changed in the window: one key in its file, and no other byte.

use crate::support::{TestVault, Window, keys};

const APP: &str = "{\n\t\"someoneElses\": {\"keep\":   [1, 2]},\n\t\"newLinkFormat\": \"relative\",\n\t\"tabSize\": 2\n}\n";

fn open_settings(window: &Window) {
    window.press(&[keys::CONTROL, ","]);
    window.find("group", "New links are written");
}

fn choose(window: &Window, label: &str, value: &str) {
    window.run_script(&format!(
        "const box = document.querySelector('select[aria-label=\"{label}\"]'); \
         box.value = '{value}'; box.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ));
}

#[test]
fn a_setting_is_written_back_and_every_other_byte_stays() {
    let vault = TestVault::seed("linked");
    vault.put(".obsidian/app.json", APP);
    vault.put(".obsidian/workspace.json", "{\"main\": {}}");
    let before = vault.bytes();
    let window = Window::open(&vault);
    open_settings(&window);
    choose(&window, "New links are written", "absolute");
    let wanted = APP.replace("relative", "absolute");
    window.wait_until_equal(&wanted, || vault.read(".obsidian/app.json"));
    // The default takes the key out.
    choose(&window, "New links are written", "shortest");
    let wanted = APP.replace("\n\t\"newLinkFormat\": \"relative\",", "");
    window.wait_until_equal(&wanted, || vault.read(".obsidian/app.json"));
    window.click("checkbox", "Line numbers");
    window.wait_until("the new key", || {
        vault
            .read(".obsidian/app.json")
            .ends_with("\"tabSize\": 2,\n\t\"showLineNumber\": true\n}\n")
    });
    // A change from outside is followed.
    vault.write(".obsidian/app.json", "{\"newLinkFormat\": \"relative\"}");
    let chosen =
        "return document.querySelector('select[aria-label=\"New links are written\"]').value";
    window.wait_until_equal(&"relative".to_owned(), || window.run_script(chosen));
    let mut after = vault.bytes();
    let app = vault.folder().join(".obsidian/app.json");
    after.insert(app.clone(), before[&app].clone());
    assert_eq!(after, before);
}

#[test]
fn a_settings_file_that_is_no_json_is_left_alone() {
    let vault = TestVault::seed("linked");
    vault.put(".obsidian/app.json", "{\n\"tabSize\": 2,\n}");
    let before = vault.bytes();
    let window = Window::open(&vault);
    open_settings(&window);
    window.click("checkbox", "Line numbers");
    window.wait_until("why not", || {
        window.all_text().contains(".obsidian/app.json is not valid JSON (line 3)")
    });
    assert_eq!(vault.bytes(), before);
}

#[test]
fn keys_are_changed_by_pressing_them() {
    let vault = TestVault::seed("linked");
    vault.put(
        ".obsidian/hotkeys.json",
        "{\n  \"other:plugin\": [{\"modifiers\": [], \"key\": \"F9\"}],\n  \"graph:open\": []\n}",
    );
    let window = Window::open(&vault);
    open_settings(&window);
    window.click("searchbox", "Search hotkeys");
    window.type_text("timeline");
    window.click("button", "Add keys for Open the timeline");
    window.press(&[keys::CONTROL, "j"]);
    window.wait_until("the keys in their file", || {
        let text = vault.read(".obsidian/hotkeys.json");
        text.starts_with(
            "{\n  \"other:plugin\": [{\"modifiers\": [], \"key\": \"F9\"}],\n  \"graph:open\": [],",
        ) && text.contains("\"timeline.open\": [")
    });
    window.find("button", "Remove Ctrl+J from Open the timeline");
    window.press(&[keys::CONTROL, "j"]);
    window.find("tab", "Timeline");
    // Keys given outside are followed too.
    vault.write(
        ".obsidian/hotkeys.json",
        "{\"app:open-settings\": [{\"modifiers\": [\"Mod\", \"Shift\"], \"key\": \"K\"}]}",
    );
    window.wait_until("the settings by their new keys", || {
        window.press(&[keys::CONTROL, keys::SHIFT, "k"]);
        !window.list("searchbox", Some("Search hotkeys")).is_empty()
    });
}
