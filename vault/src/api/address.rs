//! Addresses such as `throughline://open?vault=Research&file=Note`: another way to carry a wish
//! here, with the parameters that Obsidian's own addresses have.
//!
//! An address comes from any program or page, so nothing in it is believed: it only says what is
//! wanted, and the window asks the person before anything is done.

use percent_encoding::percent_decode_str;
use serde::Serialize;

use crate::error::{Code, Error, Result};

/// What every address begins with, in any case.
pub const SCHEME: &str = "throughline:";

/// The longest address that is read, in bytes; a longer one comes from no person.
const LONGEST: usize = 64 * 1024;

/// The longest name of a note, vault or path in an address, in bytes.
const LONGEST_NAME: usize = 4096;

/// What an address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word of the address")]
pub struct Address {
    /// What is to be done.
    pub action: Action,
    /// The name of a vault's folder; none for the one that is open.
    pub vault: Option<String>,
    /// The absolute path of a file; it overrides the vault and the file.
    pub path: Option<String>,
    /// A note as a link names it, with its heading or block.
    pub file: Option<String>,
    /// The name of a new note, which goes where new notes go.
    pub name: Option<String>,
    /// What to search for.
    pub query: Option<String>,
    /// Text for the note.
    pub content: Option<String>,
    /// The text comes from the clipboard.
    pub clipboard: bool,
    /// The note is not shown.
    pub silent: bool,
    /// The text goes to the end of a note that is there.
    pub append: bool,
    /// The text goes to the start of a note that is there.
    pub prepend: bool,
    /// The text takes the place of what is there.
    pub overwrite: bool,
    /// Where it is shown.
    pub pane: Pane,
}

/// What an address wants done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "AddressAction")]
pub enum Action {
    /// Show a note, or only the vault.
    #[default]
    Open,
    /// Make a note.
    New,
    /// Show today's daily note.
    Daily,
    /// Make a note that is named by the moment.
    Unique,
    /// Search.
    Search,
}

/// Where an address wants something shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "AddressPane")]
pub enum Pane {
    /// In the tab in front.
    #[default]
    Here,
    /// In a new tab.
    Tab,
    /// Beside it.
    Split,
}

/// Reads an address; one that is odd in any way is refused with the reason.
pub fn parse_address(text: &str) -> Result<Address> {
    if text.len() > LONGEST {
        return Err(refused("it is longer than 64 KB"));
    }
    let scheme = text.get(..SCHEME.len()).filter(|start| start.eq_ignore_ascii_case(SCHEME));
    let rest = scheme.and_then(|_| text.get(SCHEME.len()..)?.strip_prefix("//"));
    let rest = rest.ok_or_else(|| refused("it does not begin with throughline://"))?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let mut address = Address::default();
    if place.starts_with('/') {
        address.set("path", decode(place)?)?;
    } else {
        let (action, below) = place.split_once('/').unwrap_or((place, ""));
        address.begin(&action.to_ascii_lowercase(), below)?;
    }
    for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, "true"));
        address.set(key, decode(value)?)?;
    }
    address.check()?;
    Ok(address)
}

/// A vault that is known, and what is wanted in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The vault's folder; none for the one that is open.
    pub folder: Option<String>,
    /// The wish, its file named from the vault.
    pub address: Address,
}

impl Address {
    /// Finds which of the known vaults is meant; of several that hold a path, the innermost.
    pub fn choose(mut self, known: &[String]) -> Result<Chosen> {
        if let Some(path) = self.path.take() {
            let below = |folder: &&String| {
                path.strip_prefix(folder.trim_end_matches('/'))
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let folder = known.iter().filter(below).max_by_key(|folder| folder.len());
            let folder = folder.ok_or_else(|| {
                let message = format!("{path} lies in no vault that was opened before");
                Error::new(Code::NotFound, message).with_hint("open the vault's folder first")
            })?;
            let rest = path.get(folder.trim_end_matches('/').len()..).unwrap_or_default();
            let file = rest.trim_matches('/').to_owned();
            self.file = (!file.is_empty()).then_some(file);
            self.check()?;
            return Ok(Chosen { folder: Some(folder.clone()), address: self });
        }
        let Some(name) = &self.vault else { return Ok(Chosen { folder: None, address: self }) };
        let last =
            |folder: &str| folder.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
        let exact = known.iter().find(|folder| last(folder).as_ref() == Some(name));
        let folded = name.to_lowercase();
        let alike = || {
            known
                .iter()
                .find(|folder| last(folder).is_some_and(|last| last.to_lowercase() == folded))
        };
        let folder = exact.or_else(alike).cloned().ok_or_else(|| {
            Error::new(Code::NotFound, format!("no vault called {name:?} was opened before"))
                .with_hint("open the vault's folder first")
        })?;
        Ok(Chosen { folder: Some(folder), address: self })
    }

    fn begin(&mut self, action: &str, below: &str) -> Result<()> {
        self.action = match action {
            "open" => Action::Open,
            "new" => Action::New,
            "daily" => Action::Daily,
            "unique" => Action::Unique,
            "search" => Action::Search,
            "vault" => {
                let (vault, file) = below.split_once('/').unwrap_or((below, ""));
                self.set("vault", decode(vault)?)?;
                if !file.is_empty() {
                    self.set("file", decode(file)?)?;
                }
                return Ok(());
            }
            other => return Err(refused(&format!("{other:?} is nothing that can be done"))),
        };
        if below.trim_matches('/').is_empty() {
            return Ok(());
        }
        Err(refused("more stands behind what is to be done"))
    }

    fn set(&mut self, key: &str, value: String) -> Result<()> {
        let is_set = !matches!(value.to_ascii_lowercase().as_str(), "false" | "0" | "no");
        match key {
            "vault" => self.vault = Some(value),
            "path" => self.path = Some(value),
            "file" => self.file = Some(value.trim_start_matches('/').to_owned()),
            "name" => self.name = Some(value),
            "query" => self.query = Some(value),
            "content" => self.content = Some(value),
            "clipboard" => self.clipboard = is_set,
            "silent" => self.silent = is_set,
            "append" => self.append = is_set,
            "prepend" => self.prepend = is_set,
            "overwrite" => self.overwrite = is_set,
            "paneType" => {
                self.pane = match value.as_str() {
                    "tab" | "window" => Pane::Tab,
                    "split" => Pane::Split,
                    _ => return Err(refused(&format!("{value:?} is no pane"))),
                }
            }
            // Addresses may say more than is known here; what they ask to be told is not told.
            _ => {}
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        let names = [&self.vault, &self.path, &self.file, &self.name];
        for name in names.into_iter().flatten() {
            if name.trim().is_empty() || name.len() > LONGEST_NAME {
                return Err(refused("a name in it is empty or too long"));
            }
            if name.chars().any(char::is_control) {
                return Err(refused("a name in it holds a control character"));
            }
            if name.split('/').any(|segment| matches!(segment, "." | "..")) || name.contains('\\') {
                return Err(refused("a name in it leads elsewhere by . or .."));
            }
        }
        let of_notes = [&self.file, &self.name];
        if of_notes
            .into_iter()
            .flatten()
            .any(|name| name.split('/').any(|part| part.starts_with('.')))
        {
            return Err(refused("it names a hidden file"));
        }
        if self.vault.as_ref().is_some_and(|name| name.contains('/')) {
            return Err(refused("a vault is named by its folder's name alone"));
        }
        if self.path.as_ref().is_some_and(|path| !path.starts_with('/')) {
            return Err(refused("its path is not absolute"));
        }
        let texts = [&self.content, &self.query];
        if texts.into_iter().flatten().any(|text| text.contains('\0')) {
            return Err(refused("its text holds a NUL character"));
        }
        Ok(())
    }
}

fn decode(text: &str) -> Result<String> {
    let broken = text.split('%').skip(1).any(|after| {
        !after.get(..2).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    });
    if broken {
        return Err(refused("a % in it is not followed by two digits"));
    }
    let decoded = percent_decode_str(text).decode_utf8();
    Ok(decoded.map_err(|_| refused("it is not UTF-8 when decoded"))?.into_owned())
}

fn refused(why: &str) -> Error {
    Error::new(Code::Invalid, format!("the address was not followed: {why}"))
        .with_hint("nothing was changed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Address {
        parse_address(text).unwrap()
    }

    #[test]
    fn addresses_say_what_obsidians_say() {
        let open = parse("throughline://open?vault=My%20Vault&file=a%2FNote%23H&paneType=split");
        assert_eq!((open.action, open.pane), (Action::Open, Pane::Split));
        assert_eq!(
            (open.vault.as_deref(), open.file.as_deref()),
            (Some("My Vault"), Some("a/Note#H"))
        );
        let new = parse("THROUGHLINE://New?name=N&content=a%0Ab+c&append&silent=false&x-success=y");
        assert_eq!((new.action, new.append, new.silent), (Action::New, true, false));
        assert_eq!(new.content.as_deref(), Some("a\nb+c"));
        assert_eq!(parse("throughline://daily").action, Action::Daily);
        assert_eq!(parse("throughline://unique/?content=x").action, Action::Unique);
        assert_eq!(parse("throughline://search?query=tag%3A%23x").query.as_deref(), Some("tag:#x"));
        let short = parse("throughline://vault/My%20Vault/a/b%20c");
        assert_eq!(
            (short.vault.as_deref(), short.file.as_deref()),
            (Some("My Vault"), Some("a/b c"))
        );
        let absolute = parse("throughline:///home/ada/V/n.md");
        assert_eq!(absolute.path.as_deref(), Some("/home/ada/V/n.md"));
    }

    #[test]
    fn odd_addresses_are_refused() {
        let long = format!("throughline://new?content={}", "x".repeat(LONGEST));
        let long_name = format!("throughline://open?file={}", "x".repeat(LONGEST_NAME + 1));
        for text in [
            "",
            "throughline:",
            "throughline:open",
            "obsidian://open",
            "http://throughline://open",
            "throughline://",
            "throughline://run?cmd=x",
            "throughline://open/etc/passwd",
            "throughline://open?file=..%2F..%2Fetc",
            "throughline://open?file=a%2F..%2Fb",
            "throughline://open?file=a%5C..%5Cb",
            "throughline://open?file=.obsidian%2Fapp.json",
            "throughline://new?name=a%0Ab",
            "throughline://new?name=a%00b",
            "throughline://new?name=%FF%FE",
            "throughline://new?name=%ZZ",
            "throughline://new?name=%2",
            "throughline://new?name=",
            "throughline://new?name=x&content=%00",
            "throughline://open?path=relative.md",
            "throughline://open?path=%2Fa%2F..%2Fb",
            "throughline:///a/../b",
            "throughline://open?vault=a%2Fb",
            "throughline://open?vault=..",
            "throughline://open?file=x&paneType=moon",
            &long,
            &long_name,
        ] {
            assert!(parse_address(text).is_err(), "{}", text.chars().take(80).collect::<String>());
        }
    }

    #[test]
    fn the_innermost_known_vault_is_meant() {
        let known = ["/v/Research", "/v/Research/Inner", "/w/notes"].map(str::to_owned);
        let chosen = parse("throughline:///v/Research/Inner/a/n.md").choose(&known).unwrap();
        assert_eq!(chosen.folder.as_deref(), Some("/v/Research/Inner"));
        assert_eq!(chosen.address.file.as_deref(), Some("a/n.md"));
        assert!(parse("throughline:///v/Research2/n.md").choose(&known).is_err());
        assert!(parse("throughline:///v/Research/.obsidian/app.json").choose(&known).is_err());
        let by_name =
            |name: &str| parse(&format!("throughline://open?vault={name}")).choose(&known);
        assert_eq!(by_name("NOTES").unwrap().folder.as_deref(), Some("/w/notes"));
        assert!(by_name("Other").is_err());
        assert_eq!(parse("throughline://daily").choose(&known).unwrap().folder, None);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_none_leads_out(rest in "\\PC{0,60}", place in "[a-z./%\\\\]{0,20}") {
            let _ = parse_address(&rest);
            let text = format!("throughline://open?file={place}&{rest}");
            if let Ok(address) = parse_address(&text) {
                let file = address.file.unwrap_or_default();
                prop_assert!(!file.split('/').any(|part| part == ".." || part.starts_with('.')));
            }
        }
    }
}
