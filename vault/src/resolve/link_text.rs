//! Writing a link so that it leads where it should: the other direction of `resolve`.

use std::fmt::Write;

use super::{LinkFormat, LinkStyle, resolve};
use crate::names::{FileId, Names};
use crate::path::VaultPath;

/// What stands in a link: its target and, where the target holds a folder, the shown name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkText {
    /// The target as text, not percent-encoded; wikilinks leave out `.md`, Markdown links have it.
    pub target: String,
    /// The name to show, where the target alone would show a folder.
    pub display: Option<String>,
}

/// Returns the text of a link in `source` to `destination`, as the vault's settings want it.
///
/// The result leads to the destination, also where that takes a longer path than the settings
/// ask for; only a name that links cannot hold (`a#b`) may fail to. None for a file not in `names`.
pub fn link_text_for(
    names: &Names,
    source: &VaultPath,
    destination: FileId,
    format: LinkFormat,
) -> Option<LinkText> {
    let path = names.find_path(destination)?;
    let mut forms = vec![preferred(names, source, path, format), written(path.as_str(), format)];
    // A name such as `x.png.md` means the picture when written without `.md`.
    forms.push(path.as_str().to_owned());
    forms.push(format!("/{path}"));
    let leads_there =
        |form: &&String| resolve(names, source, form, format.style) == Some(destination);
    let target = forms.iter().find(leads_there).or(forms.first())?.clone();
    let display = target.contains('/').then(|| path.title().to_owned());
    Some(LinkText { target, display })
}

fn preferred(names: &Names, source: &VaultPath, path: &VaultPath, format: LinkFormat) -> String {
    match format.style {
        LinkStyle::Absolute => written(path.as_str(), format),
        LinkStyle::Relative => written(&relative_path(source.parent(), path.as_str()), format),
        LinkStyle::Shortest => {
            let name = crate::path::fold_name(path.file_name());
            let unique = names.named(&name).count() == 1;
            written(if unique { path.file_name() } else { path.as_str() }, format)
        }
    }
}

/// Leaves out `.md` where the format does.
fn written(path: &str, format: LinkFormat) -> String {
    let stem = match path.len().checked_sub(3) {
        Some(at) if path.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(".md")) => {
            path.get(..at)
        }
        _ => None,
    };
    match stem {
        Some(stem) if !format.markdown => stem.to_owned(),
        _ => path.to_owned(),
    }
}

/// Returns the way from a folder to a path: `../` for each step up, no `./`.
fn relative_path(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let folders = to.len().saturating_sub(1);
    let shared = from.iter().zip(to.iter().take(folders)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// Returns a whole link as it is inserted into a note.
///
/// `subpath` begins with `#` or is empty. `display` overrides the name that [`LinkText`] shows.
pub fn write_link(
    text: &LinkText,
    subpath: &str,
    display: Option<&str>,
    format: LinkFormat,
) -> String {
    let display = display.or(text.display.as_deref());
    if format.markdown {
        let shown = display.unwrap_or_else(|| shown_name(&text.target));
        let shown = shown.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
        // A `#` of the name would begin the subpath.
        let target = encode(&text.target).replace('#', "%23");
        return format!("[{shown}]({target}{})", encode(subpath));
    }
    match display {
        Some(display) => format!("[[{}{subpath}|{display}]]", text.target),
        None => format!("[[{}{subpath}]]", text.target),
    }
}

/// Returns a heading as a link names it: the characters that end a target become blanks.
///
/// Only `: # | ^ \\ %% [[ ]]` and line breaks go; everything else stays as it is.
pub fn heading_in_link(heading: &str) -> String {
    let plain = heading.replace("%%", " ").replace("[[", " ").replace("]]", " ");
    let blank = |character| matches!(character, ':' | '#' | '|' | '^' | '\\' | '\r' | '\n');
    let plain: String = plain.chars().map(|c| if blank(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shown_name(target: &str) -> &str {
    let name = crate::names::last_segment(target);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Percent-encodes what a Markdown destination cannot hold, and nothing else.
///
/// Blanks, control characters and angle brackets; a `%` that would be read as an escape;
/// parentheses where they do not pair up. Backslashes are escaped. Letters of every script stay.
pub fn encode(destination: &str) -> String {
    let balanced = parentheses_pair_up(destination);
    let mut encoded = String::with_capacity(destination.len() + 8);
    let mut rest = destination.chars();
    while let Some(character) = rest.next() {
        match character {
            '(' | ')' if !balanced => encode_byte(&mut encoded, character),
            ' ' | '<' | '>' | '\0'..='\x1f' | '\x7f' => encode_byte(&mut encoded, character),
            '%' if reads_as_escape(rest.as_str()) => encode_byte(&mut encoded, '%'),
            '\\' => encoded.push_str("\\\\"),
            other => encoded.push(other),
        }
    }
    encoded
}

fn encode_byte(encoded: &mut String, character: char) {
    // Writing to a string cannot fail.
    let _ = write!(encoded, "%{:02X}", u32::from(character));
}

fn reads_as_escape(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    let mut hex = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    hex() && hex()
}

fn parentheses_pair_up(text: &str) -> bool {
    let mut open = 0i32;
    for character in text.chars() {
        match character {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: [&str; 10] = [
        "folder/file.md",
        "root 1.md",
        "dup.md",
        "folder/dup.md",
        "folder/nested/here.md",
        "folder/nested/source.md",
        "x.png",
        "x.png.md",
        "a (b/50%20 \\ö.md",
        "Notizen/Übersicht/é.md",
    ];

    fn text(destination: &str, style: LinkStyle, markdown: bool) -> String {
        let mut names = Names::default();
        for path in VAULT {
            names.add(VaultPath::new(path).unwrap());
        }
        let format = LinkFormat { style, markdown };
        let source = VaultPath::new("folder/nested/source.md").unwrap();
        let id = names.find_spelled(&VaultPath::new(destination).unwrap()).unwrap();
        let text = link_text_for(&names, &source, id, format).unwrap();
        assert_eq!(resolve(&names, &source, &text.target, style), Some(id), "{text:?}");
        write_link(&text, "", None, format)
    }

    #[test]
    fn links_are_written_as_obsidian_writes_them() {
        use LinkStyle::{Absolute, Relative, Shortest};
        for (destination, style, wiki, markdown) in [
            ("folder/file.md", Shortest, "[[file]]", "[file](file.md)"),
            ("folder/file.md", Relative, "[[../file|file]]", "[file](../file.md)"),
            ("folder/file.md", Absolute, "[[folder/file|file]]", "[file](folder/file.md)"),
            ("root 1.md", Shortest, "[[root 1]]", "[root 1](root%201.md)"),
            ("root 1.md", Relative, "[[../../root 1|root 1]]", "[root 1](../../root%201.md)"),
            ("root 1.md", Absolute, "[[root 1]]", "[root 1](root%201.md)"),
            ("folder/dup.md", Shortest, "[[folder/dup|dup]]", "[dup](folder/dup.md)"),
            ("dup.md", Shortest, "[[dup]]", "[dup](dup.md)"),
            ("folder/nested/here.md", Shortest, "[[here]]", "[here](here.md)"),
            ("folder/nested/here.md", Relative, "[[here]]", "[here](here.md)"),
            (
                "folder/nested/here.md",
                Absolute,
                "[[folder/nested/here|here]]",
                "[here](folder/nested/here.md)",
            ),
            ("x.png.md", Shortest, "[[x.png.md]]", "[x.png](x.png.md)"),
        ] {
            assert_eq!(text(destination, style, false), wiki);
            assert_eq!(text(destination, style, true), markdown);
        }
    }

    #[test]
    fn a_heading_loses_only_what_ends_a_target() {
        assert_eq!(heading_in_link("C# basics: [[x]] 50%% a^b"), "C basics x 50 a b");
        assert_eq!(heading_in_link("Why? [x] & **y**"), "Why? [x] & **y**");
    }

    #[test]
    fn a_markdown_destination_encodes_only_what_it_must() {
        assert_eq!(encode("a (b) [x] #1 ö.md"), "a%20(b)%20[x]%20#1%20ö.md");
        assert_eq!(encode("a (b/50%20 100% \\.md"), "a%20%28b/50%2520%20100%%20\\\\.md");
        let text = LinkText { target: "C# x.md".to_owned(), display: None };
        let format = LinkFormat { style: LinkStyle::Shortest, markdown: true };
        let link = write_link(&text, "#Part one", None, format);
        assert_eq!(link, "[C# x](C%23%20x.md#Part%20one)");
    }
}
