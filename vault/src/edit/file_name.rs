//! What a file may be called, and what a person should know before calling it that.

use super::EditError;
use crate::names::Names;
use crate::path::{VaultPath, fold_name};

/// The longest name that common file systems take, in bytes.
const LONGEST: usize = 255;

/// Refuses a name that no file may have; the name is one segment of a path.
///
/// `\`, `:` and control characters are refused on every system, so that a vault can be carried to
/// another one; leading dots, because such files are no part of a vault.
pub fn check_name(name: &str) -> Result<(), EditError> {
    let refuse =
        |reason: &str| Err(EditError::Name { name: name.to_owned(), reason: reason.to_owned() });
    if name.trim().is_empty() {
        return refuse("it is empty");
    }
    if matches!(name, "." | "..") {
        return refuse("paths are counted from the vault's own folder");
    }
    if name.starts_with('.') {
        return refuse("a name that starts with a dot is hidden from the vault");
    }
    if let Some(odd) = name.chars().find(|c| matches!(c, '\\' | ':' | '/')) {
        return refuse(&format!("it holds {odd:?}"));
    }
    if name.chars().any(|character| character.is_control()) {
        return refuse("it holds a line break or another control character");
    }
    if name.len() > LONGEST {
        return refuse(&format!("it is {} bytes long, {LONGEST} are possible", name.len()));
    }
    Ok(())
}

/// Lists what is unwise about a name that is possible: one plain sentence each.
pub fn list_cautions(name: &str) -> Vec<String> {
    let mut cautions = Vec::new();
    let found: Vec<&str> =
        ["#", "^", "|", "[[", "]]", "%%"].into_iter().filter(|mark| name.contains(mark)).collect();
    if !found.is_empty() {
        cautions.push(format!("links cannot hold {} in a name", found.join(" ")));
    }
    let stem = name.split('.').next().unwrap_or(name);
    if is_reserved(stem) {
        cautions.push(format!("{stem} is a reserved name on Windows"));
    }
    if name.ends_with(['.', ' ']) || name.contains(['*', '"', '<', '>', '?', '|']) {
        cautions.push("Windows cannot hold a file of this name".to_owned());
    }
    cautions
}

fn is_reserved(stem: &str) -> bool {
    let stem = stem.trim_end().to_ascii_lowercase();
    let port = |prefix| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest != "0" && digits(rest))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || port("com") || port("lpt")
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns `name` without what an imported file may not carry: what [`check_name`] refuses and
/// what links cannot hold.
pub fn make_safe(name: &str) -> String {
    let unsafe_in_links = |c: char| matches!(c, '#' | '^' | '[' | ']' | '|');
    let unsafe_on_disks =
        |c: char| c.is_control() || matches!(c, '\\' | '/' | ':' | '*' | '"' | '<' | '>' | '?');
    let kept: String =
        name.chars().filter(|c| !unsafe_in_links(*c) && !unsafe_on_disks(*c)).collect();
    let kept = kept.replace("%%", "%");
    let kept = kept.trim().trim_start_matches('.').trim();
    shorten(kept)
}

/// Cuts a name to the longest possible length and keeps its extension.
fn shorten(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() < 16 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut end = LONGEST - extension.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", stem.get(..end).unwrap_or(stem))
}

/// Returns the first of `stem.extension`, `stem 1.extension`, … that nothing in `folder` is called,
/// case and Unicode form ignored.
pub fn first_free(
    names: &Names,
    folder: &VaultPath,
    stem: &str,
    extension: &str,
    is_taken: impl Fn(&VaultPath) -> bool,
) -> Result<VaultPath, EditError> {
    let dot = if extension.is_empty() { "" } else { "." };
    let mut number = 0u32;
    loop {
        let name = match number {
            0 => format!("{stem}{dot}{extension}"),
            _ => format!("{stem} {number}{dot}{extension}"),
        };
        check_name(&name)?;
        let path = join(folder, &name)?;
        if find_twin(names, &path).is_none() && !is_taken(&path) {
            return Ok(path);
        }
        number += 1;
    }
}

/// Finds a file at `path`, case and Unicode form ignored.
pub fn find_twin(names: &Names, path: &VaultPath) -> Option<VaultPath> {
    list_twins(names, path).next().cloned()
}

/// Lists the files at `path`, case and Unicode form ignored.
pub fn list_twins<'n>(
    names: &'n Names,
    path: &VaultPath,
) -> impl Iterator<Item = &'n VaultPath> + use<'n> {
    let key = path.key();
    let name = fold_name(path.file_name());
    let named: Vec<_> = names.named(&name).collect();
    named.into_iter().filter(move |(_, file)| file.key() == key).map(|(_, file)| &file.path)
}

/// Returns the path of `name` in `folder`, or says that the name is none.
pub fn join(folder: &VaultPath, name: &str) -> Result<VaultPath, EditError> {
    folder
        .join(name)
        .map_err(|error| EditError::Name { name: name.to_owned(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_system_or_vault_can_hold_are_refused() {
        for name in ["", " ", ".hidden", "a/b", "a\\b", "a:b", "a\nb", "a\u{7}", &"ä".repeat(128)]
        {
            assert!(check_name(name).is_err(), "{name:?}");
        }
        for name in ["a", "a b.md", "C# notes.md", "日本.md", "-x.md", &"a".repeat(255)] {
            assert_eq!(check_name(name), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn unwise_names_are_named() {
        assert_eq!(list_cautions("C# notes.md"), ["links cannot hold # in a name"]);
        assert_eq!(list_cautions("con.md"), ["con is a reserved name on Windows"]);
        assert_eq!(list_cautions("what?.md"), ["Windows cannot hold a file of this name"]);
        assert!(list_cautions("com0.md").is_empty() && list_cautions("console.md").is_empty());
    }

    #[test]
    fn an_imported_name_is_made_safe() {
        assert_eq!(make_safe("../.a: [b]#c|d?.png"), "a bcd.png");
        let long = format!("{}.png", "é".repeat(300));
        let safe = make_safe(&long);
        assert!(safe.len() <= 255 && safe.ends_with("é.png"), "{safe}");
    }

    #[test]
    fn the_first_free_name_counts_up() {
        let mut names = Names::default();
        names.add(VaultPath::new("a/UNTITLED.md").unwrap());
        let folder = VaultPath::new("a").unwrap();
        let taken = |path: &VaultPath| path.as_str() == "a/Untitled 1.md";
        let free = first_free(&names, &folder, "Untitled", "md", taken).unwrap();
        assert_eq!(free.as_str(), "a/Untitled 2.md");
    }
}
