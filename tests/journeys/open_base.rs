//! Bases: opened from the tree, sorted, grouped, followed; a broken one shows its text; a note
//! shows them in its midst. Nothing of it is written.

use crate::support::{TestVault, Window, keys};

fn open_base(window: &Window, name: &str) {
    window.click("treeitem", name);
    window.find("region", &format!("Base {name}"));
}

/// Returns the first cells of the rows in sight.
fn names(window: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=table] [role=row]')]\
        .filter((row) => !row.matches('.head, .group, .summaries'))\
        .map((row) => row.querySelector('[role=cell]')?.textContent.trim()).join('\\n')";
    window.run_script(script).lines().map(str::to_owned).collect()
}

#[test]
fn a_base_is_sorted_grouped_and_followed_and_nothing_is_written() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    open_base(&window, "Evidence.base");
    window.find("table", "Base Evidence.base");
    window.wait_until("rows", || names(&window).len() > 5);
    window.click("button", "Data point");
    let sorted = |names: &[String], down: bool| {
        let keys: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        keys.windows(2).all(|pair| if down { pair[0] >= pair[1] } else { pair[0] <= pair[1] })
    };
    window.wait_until("names in order", || sorted(&names(&window), false));
    window.click("button", "Data point");
    window.wait_until("names in reverse", || sorted(&names(&window), true));
    window.check_accessible();

    // The second view has groups.
    let choose = "const box = document.querySelector('.base select'); box.value = '1'; \
        box.dispatchEvent(new Event('change', { bubbles: true })); return ''";
    window.run_script(choose);
    let groups = "return String(document.querySelectorAll('[role=table] .group').length)";
    window.wait_until("groups", || {
        window.run_script(groups).parse::<usize>().is_ok_and(|count| count > 1)
    });
    let first = names(&window).first().cloned().expect("a row");
    window.click("link", &first);
    window.find("tab", &first);
    window.find("textbox", "Note editor");
    window.click("button", "Back");
    window.find("region", "Base Evidence.base");
    assert_eq!(vault.bytes(), before);
}

#[test]
fn a_broken_base_shows_its_text_and_is_shown_once_it_is_corrected() {
    let vault = TestVault::seed("linked");
    let broken = "filters:\n  and:\n    - file.ext = \"md\"\n";
    vault.write("Notes.base", broken);
    let window = Window::open(&vault);
    open_base(&window, "Notes.base");
    window.wait_until("what is wrong", || {
        window.all_text().contains("Line 3, character 16: write == to compare")
    });
    window.check_accessible();
    assert_eq!(vault.read("Notes.base"), broken);
    vault.write("Notes.base", "filters:\n  and:\n    - file.ext == \"md\"\n");
    window.find("table", "Base Notes.base");
    window.wait_until("all notes", || names(&window).len() == 6);
}

#[test]
fn a_note_shows_bases_in_its_midst() {
    let vault = TestVault::seed("linked");
    vault.write(
        "Notes.base",
        "filters: file.ext == \"md\"\nviews:\n  - type: table\n    name: All\n",
    );
    let block = "```base\nfilters: file.hasLink(this.file)\nviews:\n  - type: list\n```";
    vault
        .write("Page.md", &format!("Above.\n\n![[Notes.base]]\n\nBetween.\n\n{block}\n\nBelow.\n"));
    vault.write("Other.md", "[[Page]]");
    let window = Window::open(&vault);
    window.open_note("Page");
    window.find("table", "Base Notes.base");
    window.find("list", "Base Base");
    window.press(&[keys::CONTROL, "e"]);
    window.wait_until("reading mode", || window.list("textbox", Some("Note editor")).is_empty());
    window.find("table", "Base Notes.base");
    window.wait_until("every note", || names(&window).len() == 8);
    window.find("list", "Base Base");
    // The note around the base does not follow its links a second time.
    let aside = "[...document.querySelectorAll('.embedded-base a')].find((a) => a.textContent === 'Other')\
        .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true })); return ''";
    window.run_script(aside);
    window.find("tab", "Other");
    assert_eq!(window.list("tab", None).len(), 2);
}
