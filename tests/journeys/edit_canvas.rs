//! A canvas: moved in by keyboard, written in, connected; what other programs wrote into it stays.

use crate::support::{TestVault, Window, keys};

const BOARD: &str = r##"{
	"nodes":[
		{"id":"one","type":"text","text":"First card","x":0,"y":0,"width":260,"height":120,"own":{"kept":[1.50]}},
		{"id":"two","type":"file","file":"Harbour.md","x":400.0,"y":0,"width":300,"height":260},
		{"id":"all","type":"group","x":-40,"y":-60,"width":800,"height":380,"label":"The coast","color":"5"}
	],
	"edges":[
		{"id":"line","fromNode":"one","fromSide":"right","toNode":"two","toSide":"left","label":"leads to","own":true}
	],
	"metadata":{"version":"1.0-1.0"}
}
"##;

fn open_board(text: &str) -> (TestVault, Window) {
    let vault = TestVault::seed("linked");
    vault.write("board.canvas", text);
    let window = Window::open(&vault);
    let tree = window.find("tree", "Files");
    window.click_on(&window.find_in(&tree, "treeitem", "board.canvas"));
    window.find("tab", "board");
    (vault, window)
}

/// Puts the focus on the plane, with nothing selected.
fn focus_plane(window: &Window) {
    window.find("group", "Nodes of the canvas");
    window.run_script("document.querySelector('.plane').focus()");
}

#[test]
fn a_node_is_moved_and_a_card_is_written_without_the_mouse() {
    let (vault, window) = open_board(BOARD);
    window.find("group", "Card: First card");
    window.wait_for_text("group", "File: Harbour", "Harbour");
    assert_eq!(vault.read("board.canvas"), BOARD);

    focus_plane(&window);
    window.press(&[keys::TAB]);
    window.press(&[keys::RIGHT]);
    window.press(&[keys::DOWN]);
    let moved = BOARD.replacen("\"x\":0,\"y\":0", "\"x\":20,\"y\":20", 1);
    window.wait_until_equal(&moved, || vault.read("board.canvas"));

    window.press(&[keys::ENTER]);
    window.find("textbox", "Text of the card");
    window.type_text(" and more");
    window.press(&[keys::ESCAPE]);
    let written = moved.replace("First card", "First card and more");
    window.wait_until_equal(&written, || vault.read("board.canvas"));
    window.find("group", "Card: First card and more");

    window.press(&[keys::CONTROL, "z"]);
    window.wait_until_equal(&moved, || vault.read("board.canvas"));
    window.press(&[keys::CONTROL, "z"]);
    window.wait_until_equal(&BOARD.to_owned(), || vault.read("board.canvas"));
}

#[test]
fn an_edge_is_drawn_from_a_dot_and_a_node_goes_with_its_edges() {
    let (vault, window) = open_board(BOARD);
    window.find("group", "Card: First card");
    focus_plane(&window);
    window.press(&[keys::TAB]);
    // From the lower dot of the card to the file below the pointer at the end.
    window.run_script(
        "const dot = document.querySelector('.node.selected .dot.bottom').getBoundingClientRect();
        const to = document.querySelector('.node.file').getBoundingClientRect();
        const at = (x, y) => ({ clientX: x, clientY: y, bubbles: true, button: 0, pointerId: 1, pointerType: 'mouse' });
        const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2];
        const target = document.querySelector('.node.selected .dot.bottom');
        target.dispatchEvent(new PointerEvent('pointerdown', at(x, y)));
        window.dispatchEvent(new PointerEvent('pointermove', at(x + 30, y + 30)));
        const end = [to.x + to.width / 2, to.y + to.height - 4];
        window.dispatchEvent(new PointerEvent('pointermove', at(...end)));
        window.dispatchEvent(new PointerEvent('pointerup', at(...end)));",
    );
    let edge =
        "\"fromNode\":\"one\",\"fromSide\":\"bottom\",\"toNode\":\"two\",\"toSide\":\"bottom\"}";
    window.wait_until("the edge in the file", || vault.read("board.canvas").contains(edge));
    let connected = vault.read("board.canvas");
    assert!(connected.contains("\"own\":{\"kept\":[1.50]}") && connected.contains("\"x\":400.0"));
    assert!(connected.ends_with("\n\t\"metadata\":{\"version\":\"1.0-1.0\"}\n}\n"));

    window.run_script("document.querySelector('.plane').focus()");
    window.press(&[keys::ESCAPE]);
    window.press(&[keys::TAB]);
    window.press(&[keys::DELETE]);
    window.wait_until("the card gone", || !vault.read("board.canvas").contains("First card"));
    assert!(vault.read("board.canvas").contains("\"edges\":[]"));
    window.press(&[keys::CONTROL, "z"]);
    window.wait_until_equal(&connected, || vault.read("board.canvas"));
}

#[test]
fn what_another_program_writes_is_shown() {
    let (vault, window) = open_board(BOARD);
    window.find("group", "Card: First card");
    vault.write("board.canvas", &BOARD.replace("First card", "From outside"));
    window.find("group", "Card: From outside");
}

#[test]
fn a_broken_canvas_is_shown_as_text_and_nothing_is_written() {
    let broken = "{\n\t\"nodes\":[\n\t\t{\"id\":\"one\",, \"type\":\"text\"}\n\t]\n}\n";
    let (vault, window) = open_board(broken);
    window.wait_for_text("region", "Text of the canvas", "\"type\":\"text\"");
    assert!(window.all_text().contains("Line 3, column 15"), "{}", window.all_text());
    window.click("tab", "board");
    window.press(&[keys::CONTROL, "s"]);
    std::thread::sleep(std::time::Duration::from_millis(1200));
    assert_eq!(vault.read("board.canvas"), broken);
    // Once it is put right elsewhere, it is a canvas again.
    vault.write("board.canvas", BOARD);
    window.find("group", "Card: First card");
}
