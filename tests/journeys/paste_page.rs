//! What is copied from a page comes into a note as Markdown, by the keys and by the menu.

use crate::support::{TestVault, Window, keys};

const PAGE: &str = "<h2>Rates</h2><table><tr><th>host</th><th align=right>price</th></tr>\
    <tr><td><a href=\"https://example.org/a\">Alpha</a></td><td>3</td></tr></table>\
    <pre><code class=language-rust>fn a() {}</code></pre>";
const MARKDOWN: &str = "## Rates\n\n| host | price |\n| --- | ---: |\n\
    | [Alpha](https://example.org/a) | 3 |\n\n```rust\nfn a() {}\n```";

/// Puts a page with its text on the clipboard, as a browser does.
fn copy_page(window: &Window) {
    let script = format!(
        "const part = (type, text) => ({{ [type]: new Blob([text], {{ type }}) }});
         await navigator.clipboard.write([new ClipboardItem(
            {{ ...part('text/html', {PAGE:?}), ...part('text/plain', 'Rates as text') }})]);
         return 'done'"
    );
    assert_eq!(window.run_script(&script), "done");
}

#[test]
fn a_page_is_pasted_as_markdown_or_as_its_text() {
    let vault = TestVault::seed("linked");
    vault.write("Page.md", "");
    let window = Window::open(&vault);
    window.open_note("Page");
    window.go_to_end_of_note();
    copy_page(&window);
    window.press(&[keys::CONTROL, "v"]);
    window.wait_until_equal(&MARKDOWN.to_owned(), || vault.read("Page.md").trim().to_owned());
    window.press(&[keys::CONTROL, "a"]);
    window.run_command("Paste as plain text");
    window.wait_until_equal(&"Rates as text".to_owned(), || vault.read("Page.md"));
    window.press(&[keys::CONTROL, "a"]);
    window.run_command("Paste");
    window.wait_until_equal(&MARKDOWN.to_owned(), || vault.read("Page.md").trim().to_owned());
}
