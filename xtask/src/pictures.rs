//! `cargo xtask pictures`: every page of the app as a picture, in both themes and two sizes.

use anyhow::Result;

use crate::setup::{self, For};
use crate::steps::{cargo, root, run, say};

/// Takes the pictures into `docs/screenshots`.
pub fn pictures() -> Result<()> {
    setup::prepare(For::Journeys)?;
    setup::build_page()?;
    let folder = root().join("docs/screenshots");
    run(cargo()
        .args(["test", "--workspace", "--test", "journeys", "--"])
        .args(["--ignored", "every_page"])
        .env("THROUGHLINE_PICTURES", &folder))?;
    say(&format!("the pictures lie in {}", folder.display()));
    Ok(())
}
