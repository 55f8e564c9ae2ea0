//! A PDF document: drawn in a note that embeds one of its pages, and in a tab of its own, where its
//! links lead on and its words are found.

use std::fmt::Write;

use crate::support::{TestVault, Window, keys};

/// Returns a document with one line of text on each page.
fn document(lines: &[&str]) -> String {
    linked_document(lines, "")
}

/// Returns a document with one line of text on each page, and links on the first. The page of the
/// nth line, from 1, is the object 2 + 2n.
fn linked_document(lines: &[&str], links: &str) -> String {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..lines.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), lines.len()));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    for (at, line) in lines.iter().enumerate() {
        let content = format!("BT /F1 24 Tf 40 340 Td ({line}) Tj ET");
        let links = if at == 0 { links } else { "" };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents {} 0 R \
             /Annots [{links}] /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let xref = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let size = places.len() + 1;
    let _ = write!(text, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
    text
}

/// Waits until a page's text lies over its picture, and the picture is not blank.
fn wait_for_page(window: &Window, line: &str) {
    let dark = "const canvas = [...document.querySelectorAll('.pdf-page')]
            .find((page) => page.textContent.includes(arguments_line))?.querySelector('canvas');
        if (!canvas) return 'none';
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let dark = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at] < 96 && data[at + 3] > 0) dark += 1;
        return dark > 20 ? 'drawn' : 'blank';";
    let script = dark.replace("arguments_line", &format!("{line:?}"));
    window.wait_until_equal(&"drawn".to_owned(), || window.run_script(&script));
}

#[test]
fn a_page_is_shown_where_a_note_embeds_it() {
    let vault = TestVault::seed("linked");
    vault.write("paper.pdf", &document(&["First of all", "Second thoughts", "Third time"]));
    vault.write("Reading.md", "before\n\n![[paper.pdf#page=3&height=400]]\n\nafter\n");
    let window = Window::open(&vault);
    window.open_note("Reading");
    window.find("region", "Document paper.pdf");
    wait_for_page(&window, "Third time");
    let page = "return document.querySelector('.pdf-bar input')?.value ?? ''";
    window.wait_until_equal(&"3".to_owned(), || window.run_script(page));
    let height = "return String(document.querySelector('.pdf-embed').offsetHeight)";
    assert_eq!(window.run_script(height), "400");
    window.click("button", "Previous page");
    wait_for_page(&window, "Second thoughts");
}

#[test]
fn a_document_opens_in_a_tab_and_what_is_none_says_so() {
    let vault = TestVault::seed("linked");
    vault.write("paper.pdf", &document(&["First of all", "Second thoughts"]));
    vault.write("fake.pdf", "<!doctype html><script>alert(1)</script>");
    let before = vault.bytes();
    let window = Window::open(&vault);
    let tree = window.find("tree", "Files");
    window.click_on(&window.find_in(&tree, "treeitem", "paper.pdf"));
    window.find("region", "Document paper.pdf");
    wait_for_page(&window, "First of all");
    window.click_on(&window.find_in(&tree, "treeitem", "fake.pdf"));
    window.wait_until("the refusal", || window.all_text().contains("fake.pdf is no PDF document"));
    assert_eq!(vault.bytes(), before);
}

/// What is marked in the document, and which of it is meant.
const MARKED: &str = "const texts = (name) => [...(CSS.highlights.get(name) ?? [])].map(String);
    return [...texts('pdf-match'), '→', ...texts('pdf-match-current')].join(' ')";

#[test]
fn links_lead_on_and_words_are_found() {
    let vault = TestVault::seed("linked");
    let links = "<< /Type /Annot /Subtype /Link /Rect [40 300 140 320] /Dest [8 0 R /XYZ 0 400 0] >> \
        << /Type /Annot /Subtype /Link /Rect [40 200 140 220] /A << /S /URI /URI (https://example.org/paper) >> >> \
        << /Type /Annot /Subtype /Link /Rect [40 100 140 120] /A << /S /JavaScript /JS (app.alert\\(1\\)) >> >> \
        << /Type /Annot /Subtype /Link /Rect [40 50 140 70] /A << /S /URI /URI (file:///etc/passwd) >> >>";
    let lines = ["One rent, two Rents", "Second thoughts", "The rent again"];
    vault.write("paper.pdf", &linked_document(&lines, links));
    vault.write("Reading.md", "See [[paper.pdf#page=2]].\n");
    let window = Window::open(&vault);
    window.open_note("Reading");
    window.press(&[keys::CONTROL, "e"]);
    window.click("link", "paper.pdf > page=2");
    let page = "return document.querySelector('.pdf-bar input')?.value ?? ''";
    window.wait_until_equal(&"2".to_owned(), || window.run_script(page));

    window.click("button", "Previous page");
    window.click("button", "Link in this document");
    window.wait_until_equal(&"3".to_owned(), || window.run_script(page));

    window.click("button", "Previous page");
    window.click("button", "Previous page");
    let names =
        "return [...document.querySelectorAll('.pdf-link')].map((link) => link.title).join(', ')";
    let expected = "Link in this document, https://example.org/paper".to_owned();
    window.wait_until_equal(&expected, || window.run_script(names));
    window.click("button", "https://example.org/paper");
    window.find("dialog", "Open an address from this document?");
    window.press(&[keys::ESCAPE]);

    window.press(&[keys::CONTROL, "f"]);
    window.find("searchbox", "Find in the document");
    window.type_text("rent");
    window.wait_for_text("status", "Matches", "1 of 3");
    window.wait_until("the first match", || {
        let marked = window.run_script(MARKED);
        marked.starts_with("Rent ") && marked.ends_with("→ rent")
    });
    window.press(&[keys::SHIFT, keys::ENTER]);
    window.wait_until_equal(&"3".to_owned(), || window.run_script(page));
    window.wait_until_equal(&"rent Rent → rent".to_owned(), || window.run_script(MARKED));
    window.press(&[keys::ESCAPE]);
    window.wait_until_equal(&"→".to_owned(), || window.run_script(MARKED).trim().to_owned());
}
