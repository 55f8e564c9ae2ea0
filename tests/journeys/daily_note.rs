//! A daily note by the vault's own settings: made once with its template, opened the second time.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::support::{TestVault, Window, keys};

fn vault() -> TestVault {
    let vault = TestVault::seed("linked");
    let settings = "{\"folder\": \"Journal\", \"format\": \"YYYY/MMMM/YYYY-MM-DD\", \
        \"template\": \"Templates/Day\", \"unknown\": [1]}";
    vault.put(".obsidian/daily-notes.json", settings);
    vault.put(".obsidian/templates.json", "{\n\t\"folder\": \"Templates\"\n}");
    vault.put(".obsidian/core-plugins.json", "[\"daily-notes\", \"templates\"]");
    vault.put(".obsidian/app.json", "");
    vault.put("Templates/Day.md", "---\ntags: [day]\n---\n# {{title}}\n\nOn {{date:[the] D.}}\n");
    vault.put("Templates/Source.md", "---\ntags: [source]\nauthor: Ada\n---\nRead in {{TITLE}}.");
    vault
}

/// Runs a command by its name in the palette.
fn run(window: &Window, command: &str) {
    window.press(&[keys::CONTROL, "p"]);
    window.find("combobox", "Command palette");
    window.type_text(command);
    window.wait_until("the command", || {
        let first = "return document.querySelector('[role=option]')?.innerText ?? ''";
        window.run_script(first).contains(command)
    });
    window.press(&[keys::ENTER]);
}

fn settings(vault: &TestVault) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = vault.folder().join(".obsidian");
    vault.bytes().into_iter().filter(|(path, _)| path.starts_with(&folder)).collect()
}

#[test]
fn todays_note_is_made_once_with_its_template() {
    let vault = vault();
    let before = settings(&vault);
    let window = Window::open(&vault);
    let day = window.run_script(
        "const now = new Date(); const two = (n) => String(n).padStart(2, '0'); \
         return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`",
    );
    run(&window, "Open today’s daily note");
    window.find("tab", &day);
    let month = window.run_script("return new Date().toLocaleString('en', { month: 'long' })");
    let path = format!("Journal/{}/{month}/{day}.md", &day[..4]);
    let number = day[8..].trim_start_matches('0');
    let text = format!("---\ntags: [day]\n---\n# {day}\n\nOn the {number}.\n");
    assert_eq!(vault.read(&path), text);
    window.open_note("Log");
    run(&window, "Open today’s daily note");
    window.find("tab", &day);
    assert_eq!(vault.read(&path), text);
    let notes = vault.bytes().into_keys().filter(|path| path.ends_with(format!("{day}.md")));
    assert_eq!(notes.count(), 1);
    // What is off has no command.
    window.press(&[keys::CONTROL, "p"]);
    window.find("combobox", "Command palette");
    window.type_text("unique note");
    window.wait_until("no command", || window.all_text().contains("No command is called that."));
    window.press(&[keys::ESCAPE]);
    window.close();
    window.wait_until("the end", || window.has_ended());
    assert_eq!(settings(&vault), before);
}

#[test]
fn a_template_joins_the_note_at_the_cursor() {
    let vault = vault();
    let window = Window::open(&vault);
    window.open_note("Orders");
    window.go_to_end_of_note();
    run(&window, "Insert template");
    window.find("combobox", "Insert a template");
    window.type_text("source");
    window.press(&[keys::ENTER]);
    // The note’s own line ends are kept.
    let before = "---\r\ntags: [source]\r\nauthor: Ada\r\n---\r\n";
    window.wait_until("the template in the file", || {
        let text = vault.read("Orders.md");
        text.starts_with(before) && text.ends_with("Read in Orders.")
    });
    window.press(&[keys::CONTROL, "z"]);
    window.wait_until("the note as it was", || !vault.read("Orders.md").contains("Ada"));
}
