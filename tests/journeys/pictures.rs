//! Pictures of every page, for the documentation and for looking at: `cargo xtask pictures`.

use std::path::{Path, PathBuf};

use crate::support::{TestVault, Window, keys};

const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];
const THESIS: &str = "Amazon owns the inference rails";
const BOOKMARKS: &str = r#"{"items": [
    {"type": "group", "title": "Every morning", "items": [
        {"type": "file", "path": "Theses/Amazon owns the inference rails.md"},
        {"type": "file", "path": "06-reference/amazon durability.md", "title": "Where it began"},
        {"type": "search", "query": "tag:infrastructure -price"}
    ]},
    {"type": "file", "path": "Start here.md"},
    {"type": "folder", "path": "06-reference"},
    {"type": "graph", "title": "Graph"}
]}"#;

/// Where the pictures of one window go.
struct Album<'w> {
    window: &'w Window,
    folder: PathBuf,
    suffix: String,
}

impl Album<'_> {
    fn keep(&self, name: &str) {
        self.window.rest_pointer();
        self.window.keep_picture_at(&self.folder.join(format!("{name}-{}.png", self.suffix)));
    }

    /// Opens a page by its command, keeps its picture, and closes it again.
    fn page(&self, name: &str, command: &str, waits_for: (&str, &str)) {
        self.window.run_command(command);
        self.window.find(waits_for.0, waits_for.1);
        self.keep(name);
        self.window.press(&[keys::CONTROL, "w"]);
    }

    /// Keeps the picture of something that Escape closes.
    fn passing(&self, name: &str) {
        self.keep(name);
        self.window.press(&[keys::ESCAPE]);
        self.window.wait_until("it closed", || self.window.list("dialog", None).is_empty());
    }

    /// Opens a panel of the left side.
    fn panel(&self, name: &str) {
        self.window.click("button", name);
        self.window.find("region", name);
    }
}

/// The example, as far as its own settings leave something to be seen.
fn seed() -> TestVault {
    let vault = TestVault::example();
    let app = vault.read(".obsidian/app.json");
    vault.put(
        ".obsidian/app.json",
        &app.replace("alwaysUpdateLinks\": true", "alwaysUpdateLinks\": false"),
    );
    let types = vault.read(".obsidian/types.json");
    vault.put(".obsidian/types.json", &types.replace("strength\": \"text", "strength\": \"number"));
    vault.put(".obsidian/bookmarks.json", BOOKMARKS);
    vault
}

/// Takes the pictures into the folder that `THROUGHLINE_PICTURES` names.
#[test]
#[ignore = "writes pictures; run it with cargo xtask pictures"]
fn every_page_in_both_themes_and_two_sizes() {
    let folder = std::env::var_os("THROUGHLINE_PICTURES").expect("THROUGHLINE_PICTURES is not set");
    for size in SIZES {
        for (theme, command) in [("light", "Theme: light"), ("dark", "Theme: dark")] {
            let vault = seed();
            let window = Window::open_at(&vault, size);
            window.run_command(command);
            let suffix = format!("{theme}-{}x{}", size.0, size.1);
            let album = Album { window: &window, folder: Path::new(&folder).to_owned(), suffix };
            take_notes(&album);
            take_files(&album);
            take_desk(&album);
            take_panels(&album);
            take_dialogs(&album);
        }
    }
}

/// What is seen around a note.
fn take_notes(album: &Album<'_>) {
    let window = album.window;
    window.open_note("Start here");
    album.keep("note");
    let tree = window.find("tree", "Files");
    window.click_with_text(&tree, "treeitem", "06-reference");
    window.open_note("amazon durability");
    window.click("button", "Add a thesis");
    album.keep("edge");
    window.run_script("document.querySelector('[aria-label=\"More for strength\"]').focus()");
    window.press(&[keys::DOWN]);
    window.wait_until("the menu", || !window.list("menuitem", None).is_empty());
    window.press(&[keys::RIGHT]);
    window.wait_until("the types", || !window.list("menuitemradio", None).is_empty());
    album.keep("property-types");
    window.press(&[keys::ESCAPE]);
    window.wait_until("no menu", || window.list("menu", None).is_empty());
    window.press(&[keys::CONTROL, "e"]);
    let reading = "return document.querySelectorAll('.reading-view h1, .reading-view h2').length";
    window.wait_until("the text to read", || window.run_script(reading) != "0");
    album.keep("reading");
    window.press(&[keys::CONTROL, "e"]);
    window.find("textbox", "Note editor");
    window.click_on(&window.find_in(&tree, "treeitem", "amazon durability"));
    window.press(&[keys::F2]);
    window.find("textbox", "New name");
    window.type_text("Durable Amazon");
    window.press(&[keys::ENTER]);
    window.find("list", "Links that change");
    album.passing("rename");
    album.panel("Theses");
    window.click("button", &format!("Highlight “{THESIS}”"));
    window.click("button", "Files");
    window.click_with_text(&window.find("tree", "Files"), "treeitem", "Theses");
    album.keep("highlight");
    window.press(&[keys::ESCAPE]);
    window.open_note(THESIS);
    window.wait_for_text("region", "Backlinks", "contradicts");
    album.keep("backlinks");
    for folder in ["Theses", "06-reference"] {
        window.click_with_text(&window.find("tree", "Files"), "treeitem", folder);
    }
}

/// Files that are no notes.
fn take_files(album: &Album<'_>) {
    let window = album.window;
    window.click("treeitem", "Evidence.base");
    window.find("table", "Base Evidence.base");
    album.keep("base");
    window.run_command("Base: show the previous view");
    window.find("list", "Base Evidence.base");
    album.keep("base-cards");
    let tree = window.find("tree", "Files");
    window.click_with_text(&tree, "treeitem", "Boards");
    window.click_on(&window.find_in(&tree, "treeitem", "The argument on one board.canvas"));
    window.find("group", "Nodes of the canvas");
    album.keep("canvas");
}

/// The pages of the research desk.
fn take_desk(album: &Album<'_>) {
    let window = album.window;
    window.click("button", "Graph");
    window.find("region", "Graph");
    album.keep("graph");
    window.press(&[keys::CONTROL, "w"]);
    album.page("timeline", "Open the timeline", ("group", "Days shown"));
    window.run_command("Open the timeline");
    window.click("button", "Filter events");
    window.drag_over(&window.find("group", "Days shown"), 0.15, 0.5, None);
    window.find("button", "Filter events: 1 filter is set");
    album.keep("timeline-filters");
    window.click("button", "Clear");
    window.press(&[keys::CONTROL, "w"]);
    album.page("watchlist", "Open the watchlist", ("region", "Watchlist"));
    window.run_command("Open the watchlist");
    window.click_with_text(&window.find("region", "Watchlist"), "button", "Resolve…");
    window.wait_until("the dialog", || !window.list("dialog", None).is_empty());
    album.passing("resolve");
    window.press(&[keys::CONTROL, "w"]);
    album.page("proposals", "Open the proposals", ("region", "Proposals"));
    window.run_command("Open sources and authors");
    window.find("table", "Sources and authors");
    album.keep("sources");
    window.click("link", "Ledger of Compute");
    window.find("table", "Notes from this source");
    album.keep("source");
    window.press(&[keys::CONTROL, "w"]);
    album.page("map", "Open the map of clusters", ("group", "Map of clusters"));
    album.page("settings", "Open settings", ("heading", "Settings"));
}

/// The panels of the left side, and the pages that they lead to.
fn take_panels(album: &Album<'_>) {
    let window = album.window;
    album.panel("Theses");
    window.click_with_text(&window.find("region", "Theses"), "button", THESIS);
    window.find("table", "Evidence ledger");
    album.keep("thesis");
    window.run_script("document.getElementById('thesis-rivals').scrollIntoView()");
    album.keep("rivals");
    album.panel("Clusters");
    window.click_with_text(&window.find("region", "Clusters"), "button", THESIS);
    window.find("table", "Cluster members");
    album.keep("clusters");
    album.panel("Tags");
    album.keep("tags");
    album.panel("Bookmarks");
    album.keep("bookmarks");
    window.press(&[keys::CONTROL, keys::SHIFT, "f"]);
    window.click("searchbox", "Search notes");
    window.type_text("inference landlord");
    window.find("listbox", "Search results");
    album.keep("search");
}

/// What floats over the window, and the page without a vault.
fn take_dialogs(album: &Album<'_>) {
    let window = album.window;
    window.press(&[keys::CONTROL, "o"]);
    window.find("combobox", "Quick switcher");
    window.type_text("land");
    window.wait_for_text("listbox", "Quick switcher", "landlord");
    album.passing("switcher");
    window.press(&[keys::CONTROL, "p"]);
    window.find("combobox", "Command palette");
    window.type_text("Open the timeline");
    window.wait_for_text("listbox", "Command palette", "Open the timeline");
    window.press(&[keys::ALT, "p"]);
    window.press(&[keys::ESCAPE]);
    window.press(&[keys::CONTROL, "p"]);
    window.wait_for_text("listbox", "Command palette", "Open the timeline");
    window.press(&[keys::DOWN]);
    album.passing("palette");
    window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
    window.find("textbox", "Clipping");
    super::capture_clipping::paste(window, super::capture_clipping::CLIPPING);
    window.find("group", THESIS);
    album.passing("capture");
    window.run_command("Close the vault");
    window.find("list", "Recent vaults");
    album.keep("welcome");
}
