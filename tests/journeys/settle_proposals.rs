//! Proposals: accepting one writes one line, undo brings the same bytes back.

use crate::support::{TestVault, Window, keys};

#[test]
fn accepting_writes_one_line_and_undo_takes_it_back() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.click("button", "Proposals");
    let page = window.find("region", "Proposals");
    window.wait_until("a proposal", || window.text_of(&page).contains("writes"));
    assert_eq!(vault.bytes(), before);
    window.click("button", "Accept: evidence, durable landlord analyst synthesis");
    let changed = || {
        let after = vault.bytes();
        before.keys().filter(|path| after.get(*path) != before.get(*path)).count()
    };
    window.wait_until_equal(&1, changed);
    window.click("button", "Undo");
    window.wait_until("the same bytes again", || vault.bytes() == before);
}

#[test]
fn the_words_of_a_proposal_are_washed_beside_and_the_next_button_has_the_focus() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    window.click("button", "Proposals");
    window.find("button", "Refuse: 2026-05-05, the durable landlord - ledger of compute");
    window.run_script(
        "[...document.querySelectorAll('.proposal')].find((row) => row.textContent.includes('2026-05-05')) \
            .querySelector('a').click()",
    );
    let washed = "return [...document.querySelectorAll('.cm-content .passage')] \
        .map((part) => part.textContent).join('')";
    let words = "Mon May 04 2026 20:00:00 GMT-0400 (Eastern Daylight Time)".to_owned();
    window.wait_until_equal(&words, || window.run_script(washed));
    window.find("region", "Proposals");
    window.run_script("document.querySelector('[aria-label^=\"Refuse: 2026-05-05\"]').focus()");
    window.press(&[keys::ENTER]);
    let gone = "return document.querySelectorAll('[aria-label^=\"Refuse: 2026-05-05\"]').length";
    window.wait_until_equal(&"0".to_owned(), || window.run_script(gone));
    let front = window.run_script("return document.activeElement.ariaLabel ?? ''");
    assert!(front.starts_with("Refuse: "), "{front}");
}

#[test]
fn all_of_one_rule_are_shown_before_they_are_written() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    window.click("button", "Proposals");
    let page = window.find("region", "Proposals");
    window.click_with_text(&page, "button", "Accept all 4");
    window.find("dialog", "Accept 4 proposals?");
    window.wait_for_text("list", "Lines that change", "type: evidence");
    assert_eq!(vault.bytes(), before);
    window.click("button", "Accept");
    let count = || {
        let after = vault.bytes();
        before.keys().filter(|path| after.get(*path) != before.get(*path)).count()
    };
    window.wait_until_equal(&4, count);
}

#[test]
fn a_watch_item_is_resolved_and_writes_its_edge() {
    let vault = TestVault::example();
    let window = Window::open(&vault);
    let thesis = "Theses/Amazon owns the inference rails.md";
    let (before, all) = (vault.read(thesis), vault.bytes());
    window.click("button", "Watchlist");
    let page = window.find("region", "Watchlist");
    let resolve = "Resolve “A large bank names a neutral host, not its software vendor, as the place it runs inference”";
    window.click_on(&window.find_in(&page, "button", resolve));
    window.find("dialog", resolve);
    // Without the mouse: the outcome, the reason, another name, done.
    window.press(&[" "]);
    let name = window.find("textbox", "Name of the new note");
    window.wait_until("a name of whole words", || {
        window.value_of(&name).starts_with("A large bank names")
            && window.value_of(&name).ends_with("came true")
    });
    let reason = "document.querySelector('[role=dialog] textarea').focus()";
    window.run_script(reason);
    window.type_text("The bank said so.");
    window.run_script("document.querySelector('[aria-label=\"Name of the new note\"]').select()");
    window.type_text("A bank chose");
    window.press(&[keys::ENTER]);
    window.wait_until("the item is ticked", || {
        let text = vault.read(thesis);
        text != before && text.contains("- [x] #watch A large bank names")
    });
    let made = window.wait_for("the note", || {
        vault.bytes().into_keys().find(|path| path.ends_with("A bank chose.md"))
    });
    let text = vault.read(&made.to_string_lossy());
    assert!(text.contains("supports:: ") && text.contains("— The bank said so.\n"), "{text}");
    window.click("button", "Undo");
    window.wait_until("the bytes of before", || vault.bytes() == all);
}
