//! What can be said on the command line of the desktop app.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use vault::api::address::SCHEME;

const HELP: &str = "\
Thesis research over a folder of Markdown notes

Usage: throughline [OPTIONS] [FOLDER|ADDRESS]

Arguments:
  [FOLDER]       The folder to open as a vault; the last one when absent
  [ADDRESS]      What to do, such as throughline://open?vault=Research&file=Note; it is asked
                 about first

Options:
  --size WxH     The window's size in pixels, such as 1280x800
  -h, --help     Print help
  -V, --version  Print version

Other settings are kept by the app. `tl` reads the same vaults without a window.
";

/// What the app was started with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The folder to open; the last vault when absent.
    pub folder: Option<PathBuf>,
    /// An address that another program handed over, as it was written.
    pub address: Option<String>,
    /// The window's inner size in logical pixels, in place of the remembered one.
    pub size: Option<(u32, u32)>,
}

/// Why the app does not start: it was asked for a text, or misused.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// A text that was asked for.
    Asked(String),
    /// What was wrong with the arguments.
    Misused(String),
}

impl Arguments {
    /// Parses the arguments after the program's name. Everything after `--` is a folder.
    pub fn parse(given: impl Iterator<Item = OsString>) -> Result<Self, Stop> {
        let mut arguments = Self::default();
        let mut given = given.peekable();
        let mut only_folders = false;
        while let Some(argument) = given.next() {
            match argument.to_str() {
                Some("--") if !only_folders => only_folders = true,
                Some("-h" | "--help") if !only_folders => return Err(Stop::Asked(HELP.into())),
                Some("-V" | "--version") if !only_folders => return Err(Stop::Asked(version())),
                Some("--size") if !only_folders => {
                    arguments.size = Some(parse_size(given.next().as_deref())?);
                }
                Some(option) if option.starts_with('-') && !only_folders => {
                    return Err(Stop::Misused(format!("{option} is not an option")));
                }
                Some(address) if is_address(address) && !only_folders => {
                    arguments.address = Some(address.to_owned());
                }
                _ if arguments.folder.is_some() => {
                    return Err(Stop::Misused("only one folder can be opened".into()));
                }
                Some(url) if !only_folders => arguments.folder = Some(folder_of(url)),
                _ => arguments.folder = Some(PathBuf::from(argument)),
            }
        }
        Ok(arguments)
    }
}

fn is_address(text: &str) -> bool {
    text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
}

/// Returns the folder that an argument names; file managers may hand over a `file:` address.
fn folder_of(text: &str) -> PathBuf {
    let url = text.strip_prefix("file://").and_then(|_| tauri::Url::parse(text).ok());
    url.and_then(|url| url.to_file_path().ok()).unwrap_or_else(|| PathBuf::from(text))
}

fn version() -> String {
    format!("throughline {}\n", env!("CARGO_PKG_VERSION"))
}

fn parse_size(given: Option<&OsStr>) -> Result<(u32, u32), Stop> {
    let given = given.and_then(OsStr::to_str).unwrap_or_default();
    given
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .filter(|(width, height)| (200..=20_000).contains(width) && (200..=20_000).contains(height))
        .ok_or_else(|| Stop::Misused("--size takes WIDTHxHEIGHT, such as 1280x800".into()))
}

/// Prints why the app does not start, and returns its exit code.
pub fn print(stop: &Stop) -> ExitCode {
    match stop {
        Stop::Asked(text) => {
            // Whoever asked may have closed the pipe; there is no one left to tell.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Stop::Misused(message) => {
            eprintln!("error: {message}");
            eprintln!("hint: throughline --help lists what can be given");
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(given: &[&str]) -> Result<Arguments, Stop> {
        Arguments::parse(given.iter().map(OsString::from))
    }

    #[test]
    fn a_folder_and_a_size() {
        let arguments = parse(&["--size", "900x700", "notes"]).unwrap();
        assert_eq!(arguments.folder, Some("notes".into()));
        assert_eq!(arguments.size, Some((900, 700)));
        assert_eq!(parse(&[]).unwrap(), Arguments::default());
    }

    #[test]
    fn a_folder_with_a_leading_dash_comes_after_two_dashes() {
        assert_eq!(parse(&["--", "-notes"]).unwrap().folder, Some("-notes".into()));
        assert!(matches!(parse(&["-notes"]), Err(Stop::Misused(_))));
    }

    #[test]
    fn an_address_is_no_folder() {
        let arguments = parse(&["throughline://daily"]).unwrap();
        assert_eq!(arguments.address.as_deref(), Some("throughline://daily"));
        assert_eq!(arguments.folder, None);
        assert_eq!(parse(&["--", "throughline:x"]).unwrap().folder, Some("throughline:x".into()));
        assert_eq!(parse(&["file:///a%20b"]).unwrap().folder, Some("/a b".into()));
    }

    #[test]
    fn the_desktop_entry_hands_addresses_over() {
        let entry = include_str!("../throughline.desktop");
        assert!(entry.contains("MimeType=x-scheme-handler/throughline;"));
        assert!(entry.contains("{{exec}} %u"));
    }

    #[test]
    fn misuse_is_named() {
        assert!(matches!(parse(&["a", "b"]), Err(Stop::Misused(_))));
        for size in ["900", "x", "10x10", "900x-5", ""] {
            assert!(matches!(parse(&["--size", size]), Err(Stop::Misused(_))), "{size}");
        }
    }
}
