//! Files that are dropped from another program become attachments, and a link where they fell.

use crate::support::{TestVault, Window};

/// Drops a file of a text onto the middle of what a selector finds, as the system would.
fn drop_file(window: &Window, onto: &str, name: &str) {
    let script = format!(
        "const target = document.querySelector({onto:?});
         const box = target.getBoundingClientRect();
         const dataTransfer = new DataTransfer();
         dataTransfer.items.add(new File(['dropped'], {name:?}, {{ type: 'image/png' }}));
         const at = {{ clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }};
         for (const type of ['dragover', 'drop']) {{
            target.dispatchEvent(new DragEvent(type,
                {{ dataTransfer, bubbles: true, cancelable: true, ...at }}));
         }}
         return 'dropped'"
    );
    assert_eq!(window.run_script(&script), "dropped");
}

#[test]
fn a_dropped_file_is_an_attachment_of_the_note() {
    let vault = TestVault::seed("linked");
    vault.write(".obsidian/app.json", r#"{"attachmentFolderPath": "./files"}"#);
    vault.write("Places/Drop.md", "here\n");
    let window = Window::open(&vault);
    window.click("treeitem", "Places");
    window.open_note("Drop");
    drop_file(&window, ".cm-line", "chart.png");
    window.wait_until("the link", || vault.read("Places/Drop.md").contains("![[chart.png]]"));
    assert_eq!(vault.read("Places/files/chart.png"), "dropped");
}

#[test]
fn a_dropped_file_is_a_node_of_the_canvas() {
    let vault = TestVault::seed("linked");
    vault.write("board.canvas", "{}");
    let window = Window::open(&vault);
    window.click("treeitem", "board.canvas");
    window.find("group", "Nodes of the canvas");
    drop_file(&window, ".plane", "chart.png");
    window.wait_until("the node", || vault.read("board.canvas").contains("\"chart.png\""));
    assert_eq!(vault.read("chart.png"), "dropped");
}
