//! `cargo xtask lint`: formatting, clippy, and the page's types and style.

use anyhow::Result;

use crate::setup::{self, For};
use crate::steps::{cargo, npm, run};

/// Runs all of it, the quick ones first.
pub fn lint() -> Result<()> {
    setup::prepare(For::App)?;
    format()?;
    page()?;
    clippy()
}

/// Checks that the Rust is formatted.
pub fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

/// Checks all Rust, tests included; a warning fails.
pub fn clippy() -> Result<()> {
    // The journeys run only where they are named, and so they are checked.
    for targets in [&["--all-targets"][..], &["--test", "journeys"]] {
        let mut clippy = cargo();
        clippy.args(["clippy", "--workspace"]).args(targets);
        run(clippy.args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

/// Checks the page's style, tiers and types.
pub fn page() -> Result<()> {
    run(npm().args(["run", "--silent", "lint"]))?;
    run(npm().args(["run", "--silent", "check"]))
}
