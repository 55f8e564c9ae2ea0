//! `cargo xtask bindings`: the api's types as the page's TypeScript, generated from Rust.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::options::Options;
use crate::setup::{self, For};
use crate::steps::{cargo, command, output_of, root, run, say, target};

/// Writes the file, or compares it with `--check`.
pub fn bindings(arguments: &[String]) -> Result<()> {
    let mut options = Options::new(arguments);
    let only_compare = options.switch("--check");
    options.rest()?;
    setup::prepare(For::Core)?;
    if only_compare { compare() } else { write() }
}

/// Fails when the committed file is not what the api would generate.
pub fn compare() -> Result<()> {
    let generated = generate()?;
    let committed = fs::read_to_string(path()).with_context(|| path().display().to_string())?;
    if let Some((line, (old, new))) = find_difference(&committed, &generated) {
        bail!(
            "ui/src/backend/bindings.ts is not what the api says; run cargo xtask bindings\n\
             line {line} is    {old}\nand should be {new}"
        );
    }
    Ok(())
}

fn write() -> Result<()> {
    fs::write(path(), generate()?).with_context(|| path().display().to_string())?;
    say("ui/src/backend/bindings.ts is up to date");
    Ok(())
}

/// Builds with the same packages as the tests do, so that the core is compiled for both at once.
fn generate() -> Result<String> {
    run(cargo().args(["build", "--quiet", "--workspace", "--example", "bindings"]))?;
    output_of(&mut command(target().join("debug/examples/bindings")))
}

fn path() -> PathBuf {
    root().join("ui/src/backend/bindings.ts")
}

/// Finds the first line, counted from 1, that two texts do not share.
fn find_difference<'t>(old: &'t str, new: &'t str) -> Option<(usize, (&'t str, &'t str))> {
    if old == new {
        return None;
    }
    let (mut old, mut new) = (old.split('\n'), new.split('\n'));
    (1..).find_map(|line| match (old.next(), new.next()) {
        (None, None) => Some((line, ("", ""))),
        (old, new) if old == new => None,
        (old, new) => Some((line, (old.unwrap_or_default(), new.unwrap_or_default()))),
    })
}

#[cfg(test)]
mod tests {
    use super::find_difference;

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(find_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(find_difference("a\nb\n", "a\nc\n"), Some((2, ("b", "c"))));
        assert_eq!(find_difference("a\n", "a\nb\n"), Some((2, ("", "b"))));
    }
}
