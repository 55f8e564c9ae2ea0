//! The graph: its picture and its table say the same, its filters narrow both, and a node leads to
//! its note.

use serde_json::{Value, json};

use crate::support::{TestVault, Window, keys};

fn open_graph(window: &Window) {
    window.click("button", "Graph");
    window.find("region", "Graph");
    window.wait_until("the picture", || !window.list("application", None).is_empty());
}

/// What the core draws for the usual settings with some changed.
fn draw(window: &Window, changes: &Value) -> Value {
    let mut filter = json!({ "search": "", "tags": false, "attachments": false,
        "existing_only": false, "orphans": true, "groups": [], "local": null,
        "forces": { "centre": 0.5, "repel": 10.0, "link": 1.0, "distance": 250.0 } });
    for (key, value) in changes.as_object().expect("an object") {
        filter[key] = value.clone();
    }
    window.ask(&json!({ "ask": "graph_picture", "filter": filter }))["picture"].clone()
}

fn size_of(picture: &Value) -> String {
    let count = |list: &str| picture[list].as_array().expect(list).len();
    let plural =
        |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    format!("{} · {}", plural(count("nodes"), "node"), plural(count("edges"), "link"))
}

#[test]
fn the_table_has_a_row_for_every_line_of_the_picture() {
    let vault = TestVault::example();
    let before = vault.bytes();
    let window = Window::open(&vault);
    open_graph(&window);
    let picture = draw(&window, &json!({}));
    window.wait_for_text("status", "Size of the graph", &size_of(&picture));
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&["t"]);
    window.find("table", "Graph links");
    let edges = picture["edges"].as_array().expect("edges").len();
    let rows = "return Number(document.querySelector('table').getAttribute('aria-rowcount')) - 1";
    window.wait_until_equal(&edges.to_string(), || window.run_script(rows));
    assert_eq!(vault.bytes(), before, "looking at the graph wrote into the vault");
}

#[test]
fn a_filter_narrows_the_picture_and_is_kept_where_obsidian_keeps_it() {
    let vault = TestVault::seed("linked");
    std::fs::create_dir(vault.folder().join(".obsidian")).unwrap();
    vault.write(".obsidian/graph.json", "{\n  \"showTags\": false,\n  \"odd\": [1]\n}");
    let window = Window::open(&vault);
    open_graph(&window);
    let all = draw(&window, &json!({}));
    window.wait_for_text("status", "Size of the graph", &size_of(&all));
    window.click("searchbox", "Filter the graph");
    window.type_text("path:Places");
    let places = draw(&window, &json!({ "search": "path:Places" }));
    assert_ne!(all, places);
    window.wait_for_text("status", "Size of the graph", &size_of(&places));
    let expected = "{\n  \"showTags\": false,\n  \"odd\": [1],\n  \"search\": \"path:Places\"\n}";
    window.wait_until_equal(&expected.to_owned(), || vault.read(".obsidian/graph.json"));
}

#[test]
fn a_node_is_walked_to_and_opened_without_the_mouse() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    open_graph(&window);
    window.run_script("document.querySelector('[role=application]').focus()");
    window.press(&[keys::RIGHT]);
    let told = "return document.querySelector('p[role=status]').textContent.split(' · ')[0]";
    window.wait_until("a node", || !window.run_script(told).is_empty());
    let title = window.run_script(told);
    window.press(&[keys::ENTER]);
    window.find("tab", &title);
}

#[test]
fn the_local_graph_follows_the_note_in_front() {
    let vault = TestVault::seed("linked");
    let window = Window::open(&vault);
    window.open_note("Harbour");
    let side = window.find("region", "Graph");
    let local = |note: &str| {
        let around = json!({ "note": note, "depth": 1, "incoming": true, "outgoing": true,
            "neighbours": false });
        let picture = draw(&window, &json!({ "local": around }));
        picture["nodes"].as_array().expect("nodes").len()
    };
    let shown = |nodes: usize| {
        window.wait_until("the local graph", || {
            let pictures = window.list_in(Some(&side), "application", None);
            pictures.len() == 1
                && window.run_script("return document.querySelector('[role=application]').getAttribute('aria-label')")
                    .starts_with(&format!("Graph: {nodes} node"))
        });
    };
    shown(local("Harbour.md"));
    window.open_note("Log");
    shown(local("Log.md"));
}
