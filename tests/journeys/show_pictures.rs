//! Pictures of a note come through the app's own scheme, and nothing else does.

use crate::support::{TestVault, Window, keys};

/// Returns the widths of all pictures that have arrived, by their kind of address.
const PICTURES: &str = "return [...document.querySelectorAll('img')]\
    .filter((image) => image.complete && image.naturalWidth > 0)\
    .map((image) => new URL(image.src).protocol).sort().join(' ')";

#[test]
fn embedded_pictures_are_shown_while_editing_and_reading() {
    let vault = TestVault::example();
    vault.write(
        "Pictures.md",
        "![[cost curve.png]]\n\n![[the stack and its margins.svg]]\n\nEnd.\n",
    );
    let window = Window::open(&vault);
    window.open_note("Pictures");
    window.wait_until_equal(&"vault: vault:".to_owned(), || window.run_script(PICTURES));
    window.press(&[keys::CONTROL, "e"]);
    window.find("region", "Pictures");
    window.wait_until_equal(&"vault: vault:".to_owned(), || window.run_script(PICTURES));
}

#[test]
fn a_page_that_calls_itself_a_picture_is_not_shown() {
    let vault = TestVault::example();
    let page = "<html><script>parent.document.title = 'fired'</script></html>";
    vault.write("attachments/page.png", page);
    vault.write("attachments/page.html", page);
    let window = Window::open(&vault);
    for name in ["page.png", "page.html"] {
        let path = format!("attachments/{name}");
        let answer = window.ask(&serde_json::json!({ "ask": "attachment", "path": path }));
        let url = answer["url"].as_str().expect("an address").to_owned();
        let load = format!(
            "const image = new Image(); image.src = '{url}'; \
             return await image.decode().then(() => 'shown', () => 'refused')"
        );
        assert_eq!(window.run_script(&load), "refused", "{name}");
    }
}
