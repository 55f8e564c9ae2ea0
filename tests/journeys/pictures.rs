//! Pictures of every page, for the documentation and for looking at: `cargo xtask pictures`.

use std::path::{Path, PathBuf};

use crate::support::{TestVault, Window, keys};

const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];

/// Where the pictures of one window go.
struct Album<'w> {
    window: &'w Window,
    folder: PathBuf,
    suffix: String,
}

impl Album<'_> {
    fn keep(&self, name: &str) {
        self.window.keep_picture_at(&self.folder.join(format!("{name}-{}.png", self.suffix)));
    }

    /// Opens a page by its command and keeps its picture.
    fn page(&self, name: &str, command: &str, waits_for: (&str, &str)) {
        self.window.run_command(command);
        self.window.find(waits_for.0, waits_for.1);
        self.keep(name);
    }
}

/// Takes the pictures into the folder that `THROUGHLINE_PICTURES` names.
#[test]
#[ignore = "writes pictures; run it with cargo xtask pictures"]
fn every_page_in_both_themes_and_two_sizes() {
    let folder = std::env::var_os("THROUGHLINE_PICTURES").expect("THROUGHLINE_PICTURES is not set");
    for size in SIZES {
        for (theme, command) in [("light", "Theme: light"), ("dark", "Theme: dark")] {
            let vault = TestVault::example();
            let window = Window::open_at(&vault, size);
            window.run_command(command);
            let suffix = format!("{theme}-{}x{}", size.0, size.1);
            take(&Album { window: &window, folder: Path::new(&folder).to_owned(), suffix });
        }
    }
}

fn take(album: &Album<'_>) {
    let window = album.window;
    window.open_note("Start here");
    album.keep("note");
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
    window.click("button", "Graph");
    window.find("region", "Graph");
    album.keep("graph");
    album.page("timeline", "Open the timeline", ("region", "Timeline"));
    album.page("watchlist", "Open the watchlist", ("region", "Watchlist"));
    album.page("proposals", "Open the proposals", ("region", "Proposals"));
    album.page("sources", "Open sources and authors", ("table", "Sources and authors"));
    window.click("link", "Ledger of Compute");
    window.find("table", "Notes from this source");
    album.keep("source");
    album.page("map", "Open the map of clusters", ("region", "Map of clusters"));
    album.page("settings", "Open settings", ("heading", "Settings"));
    window.click("button", "Theses");
    let theses = window.find("region", "Theses");
    window.click_with_text(&theses, "button", "Amazon owns the inference rails");
    window.find("table", "Evidence ledger");
    album.keep("thesis");
    window.press(&[keys::CONTROL, keys::SHIFT, "n"]);
    window.find("textbox", "Clipping");
    super::capture_clipping::paste(window, super::capture_clipping::CLIPPING);
    window.find("group", "Amazon owns the inference rails");
    album.keep("capture");
}
