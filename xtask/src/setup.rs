//! Finds what a fresh machine lacks, installs what needs no password, and names the rest.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::steps::{command, npm, output_of, root, run, say};

/// The oldest Node that the page's tools run on.
const NODE: (u32, u32) = (20, 19);

/// What compiling the app needs.
const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libdbus-1-dev"];
/// A display where there is none.
const SCREEN: &[&str] = &["xvfb"];
/// Drives the app's window in the journeys.
const DRIVER: &[&str] = &["webkit2gtk-driver"];

/// What a command is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Compile the core alone.
    Core,
    /// Build the app.
    App,
    /// Build the app and show it on a display of our own.
    Picture,
    /// Build the app and drive its window.
    Journeys,
}

/// Makes the machine ready, or says in one error what to do.
pub fn prepare(purpose: For) -> Result<()> {
    let mut packages = BUILD.to_vec();
    match purpose {
        For::Core | For::App => {}
        For::Picture => packages.extend(SCREEN),
        For::Journeys => packages.extend([SCREEN, DRIVER].concat()),
    }
    install_missing(&packages)?;
    if purpose != For::Core {
        check_node()?;
        install_page_tools()?;
    }
    Ok(())
}

/// Builds the page where a source is newer than what was built.
pub fn build_page() -> Result<()> {
    let ui = root().join("ui");
    let built = modified(&ui.join("dist/index.html")).filter(|_| ui.join("dist/assets").is_dir());
    let sources = newest(&ui.join("src")).max(newest_file(&ui));
    if built.is_some_and(|built| sources < Some(built)) {
        return Ok(());
    }
    run(npm().args(["run", "--silent", "build"]))
}

fn check_node() -> Result<()> {
    let hint = format!("install Node {}.{} or newer from https://nodejs.org", NODE.0, NODE.1);
    let version = output_of(command("node").arg("--version"))
        .with_context(|| format!("Node is not installed: {hint}"))?;
    let version = version.trim();
    if parse_version(version).is_none_or(|found| found < NODE) {
        bail!("Node {version} is too old for the page's tools: {hint}");
    }
    Ok(())
}

/// Parses the first two numbers of `v20.19.1`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Runs `npm ci` where what is installed is not what the lock file names.
fn install_page_tools() -> Result<()> {
    let ui = root().join("ui");
    let lock = fs::read(ui.join("package-lock.json")).context("ui/package-lock.json")?;
    let installed = ui.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).with_context(|| installed.display().to_string())
}

fn install_missing(packages: &[&str]) -> Result<()> {
    if !works("dpkg-query", &["--version"]) {
        // Not Debian: the compiler and the linker will name what is absent.
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = [&["apt-get", "install", "-y", "--no-install-recommends"], &missing[..]].concat();
    let is_root = output_of(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root && !works("sudo", &["-n", "true"]) {
        bail!(
            "packages are missing; install them and start again:\n\n  sudo {}\n",
            install.join(" ")
        );
    }
    say(&format!("installing {}", missing.join(" ")));
    for line in [&["apt-get", "update"][..], &install[..]] {
        run(as_root(is_root, line).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}

fn as_root(is_root: bool, line: &[&str]) -> Command {
    let mut command = command(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.arg("-n");
    }
    command.args(line);
    command
}

fn is_installed(package: &str) -> bool {
    let status = output_of(command("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]));
    status.is_ok_and(|status| status == "installed")
}

fn works(program: &str, arguments: &[&str]) -> bool {
    let mut command = command(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

/// Finds the newest time of change in a folder, at any depth.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let times = entries.map(|entry| match entry.path() {
        path if path.is_dir() => newest(&path).max(modified(&path)),
        path => modified(&path),
    });
    times.max().flatten()
}

/// Finds the newest time of change among the files that lie directly in a folder.
fn newest_file(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.filter(|path| path.is_file()).map(|path| modified(&path)).max().flatten()
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.19.5"), Some((20, 19)));
        assert!(parse_version("v22.1.0") > Some((20, 19)));
        assert!(parse_version("v20.9.0") < Some((20, 19)));
        assert_eq!(parse_version("nonsense"), None);
    }
}
