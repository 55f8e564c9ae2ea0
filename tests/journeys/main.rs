//! Errands of a person, from the first click to the file on disk, in the built app.
//!
//! Each starts from a fresh copy of a small vault and finds things by the roles and names that
//! assistive programs use. Run them with `cargo xtask test journeys`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a test program: it fails by panicking, and no one builds on it"
)]

#[path = "../support/support.rs"]
mod support;

mod accessible_pages;
mod capture_clipping;
mod change_settings;
mod close_window;
mod daily_note;
mod draw_graph;
mod drop_files;
mod edit_canvas;
mod edit_outside_the_app;
mod export_files;
mod follow_address;
mod follow_backlink;
mod hostile_note;
mod link_mentions;
mod open_base;
mod open_menus;
mod open_vault;
mod paste_page;
mod pictures;
mod read_document;
mod read_theses;
mod recover_file;
mod recover_index;
mod refuse_folder;
mod remember_window;
mod rename_heading;
mod rename_note;
mod replace_everywhere;
mod search;
mod second_window;
mod settle_proposals;
mod show_pictures;
mod walk_timeline;
mod work_with_clusters;
mod write_and_link;
