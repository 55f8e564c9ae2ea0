//! `cargo xtask package`: the Debian package, and a look whether all is inside.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::setup::{self, For};
use crate::steps::{cargo, command, output_of, root, run};

/// What the package must hold, as ends of paths.
const INSIDE: &[&str] = &[
    "usr/bin/throughline",
    "usr/bin/tl",
    "usr/share/applications/Throughline.desktop",
    "usr/share/icons/hicolor/128x128/apps/throughline.png",
    "usr/lib/Throughline/example/Start here.md",
    "usr/lib/Throughline/example/.obsidian/app.json",
];

/// The entry of the program in the system's menu, and lines that it must have: without the first the
/// system hands over no address, without the second it hands over none of `throughline:`.
const DESKTOP: &str = "usr/share/applications/Throughline.desktop";
const DESKTOP_LINES: &[&str] =
    &["Exec=throughline %u", "MimeType=x-scheme-handler/throughline;", "Icon=throughline"];

/// Builds the package and prints where it is.
pub fn package() -> Result<()> {
    setup::prepare(For::App)?;
    setup::build_page()?;
    let folder = root().join("target/release/bundle/deb");
    // An older package must not be taken for the new one.
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    run(cargo().args(["build", "--release", "--package", "throughline-cli"]))?;
    let tauri = root().join("ui/node_modules/.bin/tauri");
    run(command(tauri).args(["build", "--bundles", "deb"]))?;
    let package = find_package(&folder)?;
    check(&package)?;
    println!("{}", package.display());
    Ok(())
}

fn find_package(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.flatten().map(|entry| entry.path());
    paths
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .with_context(|| format!("no package in {}", folder.display()))
}

fn check(package: &Path) -> Result<()> {
    let listing = output_of(command("dpkg-deb").arg("--contents").arg(package))?;
    let missing = missing_from(&listing);
    if !missing.is_empty() {
        bail!("the package lacks {missing:?}; it holds\n{listing}");
    }
    check_desktop(package)
}

/// Lists what a package lacks by the listing of its contents, whose paths begin with `./` or not.
fn missing_from(listing: &str) -> Vec<&'static str> {
    let ends = |line: &str, path: &str| {
        line.strip_suffix(path).is_some_and(|before| before.ends_with([' ', '/']))
    };
    let is_inside = |path: &&str| listing.lines().any(|line| ends(line, path));
    INSIDE.iter().copied().filter(|path| !is_inside(path)).collect()
}

fn check_desktop(package: &Path) -> Result<()> {
    let folder = root().join("target/release/bundle/unpacked");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    run(command("dpkg-deb").arg("--extract").arg(package).arg(&folder))?;
    let entry = fs::read_to_string(folder.join(DESKTOP)).with_context(|| DESKTOP.to_owned())?;
    let is_there = |wanted: &&&str| entry.lines().any(|line| line == **wanted);
    let missing: Vec<&&str> = DESKTOP_LINES.iter().filter(|wanted| !is_there(wanted)).collect();
    if !missing.is_empty() {
        bail!("{DESKTOP} lacks {missing:?}; it says\n{entry}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_with_and_without_a_dot_before_them() {
        let line = |path: &&str| format!("-rw-r--r-- 0/0 1234 2026-11-28 05:47 {path}\n");
        let bare: String = INSIDE.iter().map(line).collect();
        assert_eq!(missing_from(&bare), [""; 0]);
        assert_eq!(missing_from(&bare.replace(" usr/", " ./usr/")), [""; 0]);
        assert_eq!(missing_from(&bare.replace("usr/bin/tl\n", "usr/bin/stl\n")), ["usr/bin/tl"]);
    }
}
