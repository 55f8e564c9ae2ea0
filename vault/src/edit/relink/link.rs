//! One link's new bytes: its path part, and the shown text where that must follow.

use super::{MovedFile, NameChange, Source};
use crate::edit::plan::Splice;
use crate::facts::{Link, LinkPlace, LinkSyntax};
use crate::names::FileId;
use crate::parse::parse;
use crate::resolve::link_text::encode;
use crate::text::Span;

/// A link with what it becomes.
#[derive(Debug)]
pub(super) struct NewLink<'l> {
    pub(super) link: &'l Link,
    /// The new path part, as text.
    pub(super) target: String,
    /// The new shown text; none where it stays.
    pub(super) display: Option<String>,
}

impl NameChange<'_> {
    /// Returns what a link becomes; `Ok(None)` for one that stays, `Err` for one that no text fits.
    pub(super) fn new_link<'l>(
        &self,
        source: Source<'_>,
        link: &'l Link,
    ) -> Result<Option<NewLink<'l>>, Unwritable> {
        let elsewhere = self.find_moved_part(source, link);
        let Some(destination) = elsewhere.or_else(|| self.find_rewritten(source, &link.target))
        else {
            return Ok(None);
        };
        let target = self.new_target(source, &link.target, destination).ok_or(Unwritable)?;
        if !can_hold(link.syntax, &target) {
            return Err(Unwritable);
        }
        let display = self.new_display(link, &target, destination);
        Ok(Some(NewLink { link, target, display }))
    }

    fn new_display(&self, link: &Link, target: &str, destination: FileId) -> Option<String> {
        if let Some(display) = &link.display {
            let moved = self.moved.get(&destination).filter(|file| file.title_changes())?;
            return moved.renamed_display(display);
        }
        let gains_folder = target.contains('/') && !link.target.contains('/');
        if link.syntax != LinkSyntax::Wiki || link.embed || !gains_folder {
            return None;
        }
        // The link goes on showing the name alone, as it did before it needed a folder.
        let title = self.after.find_path(destination)?.title();
        Some(format!("{title}{}", link.subpath.replace('#', " > ")))
    }
}

/// No text leads to the destination: its name holds what links cannot.
#[derive(Debug)]
pub(super) struct Unwritable;

impl MovedFile {
    /// Returns the shown text that follows the name; none for one that is the person's own.
    fn renamed_display(&self, display: &str) -> Option<String> {
        let (before, after) = (&self.before, &self.after);
        let stem = |name: &'_ str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        if display == before.title() {
            Some(after.title().to_owned())
        } else if display == before.file_name() {
            Some(after.file_name().to_owned())
        } else if !before.is_note() && display == stem(before.file_name()) {
            Some(stem(after.file_name()))
        } else {
            None
        }
    }
}

impl NewLink<'_> {
    /// Returns the changes inside `text`, each put through `quote` for the text it stands in.
    pub(super) fn splices(&self, text: &str, quote: impl Fn(&str) -> String) -> Vec<Splice> {
        let mut splices = Vec::new();
        let mut push = |span: Span, new: String| {
            let text = quote(&new);
            splices.push(Splice { span, text });
        };
        push(path_span(self.link, text), written_path(self.link, &self.target));
        if let Some((span, before)) = self.display.as_ref().and_then(|_| self.display_span(text)) {
            let display = self.display.clone().unwrap_or_default();
            push(span, format!("{before}{}", written_display(self.link, &display)));
        }
        splices
    }

    /// Returns where the shown text stands and what must come before it where there is none yet.
    fn display_span(&self, text: &str) -> Option<(Span, &'static str)> {
        let (link, whole) = (self.link, self.link.span);
        let pipe = if link.place == LinkPlace::Table { "\\|" } else { "|" };
        if link.syntax == LinkSyntax::Wiki {
            let end = whole.end.checked_sub(2)?;
            if link.display.is_none() {
                return Some((Span { start: end, end }, pipe));
            }
            let rest = Span { start: link.destination_span.end, end }.of(text);
            let start = link.destination_span.end + u32::try_from(rest.find('|')? + 1).ok()?;
            return Some((Span { start, end }, ""));
        }
        let old = link.display.as_deref()?;
        let start = whole.start + if link.embed { 2 } else { 1 };
        let span = Span { start, end: start + u32::try_from(old.len()).ok()? };
        (span.of(text) == old).then_some((span, ""))
    }

    /// Returns the whole link as text, for where it cannot be changed in place.
    pub(super) fn whole(&self) -> String {
        let link = self.link;
        let mark = if link.embed { "!" } else { "" };
        let display = self.display.as_ref().or(link.display.as_ref());
        let path = written_path(link, &self.target);
        let subpath = &link.subpath;
        match (link.syntax, display) {
            (LinkSyntax::Wiki | LinkSyntax::CanvasFile, Some(display)) => {
                format!("{mark}[[{path}{subpath}|{display}]]")
            }
            (LinkSyntax::Wiki | LinkSyntax::CanvasFile, None) => {
                format!("{mark}[[{path}{subpath}]]")
            }
            (LinkSyntax::Markdown, display) => {
                let display = display.map_or("", String::as_str);
                format!("{mark}[{display}]({path}{})", encode(subpath))
            }
            (LinkSyntax::MarkdownAngle, display) => {
                let display = display.map_or("", String::as_str);
                format!("{mark}[{display}](<{path}{subpath}>)")
            }
        }
    }
}

/// Returns where the path part stands: without its subpath, and without blanks around it.
fn path_span(link: &Link, text: &str) -> Span {
    let whole = link.destination_span;
    let raw = whole.of(text);
    let subpath = if link.subpath.is_empty() { None } else { raw.find('#') };
    let path = raw.get(..subpath.unwrap_or(raw.len())).unwrap_or(raw);
    let blanks = path.len() - path.trim_start().len();
    let start = whole.start as usize + blanks;
    Span::new(start..start + path.trim().len())
}

/// Returns a path part as it stands in a link of this syntax.
fn written_path(link: &Link, target: &str) -> String {
    match link.syntax {
        LinkSyntax::Wiki | LinkSyntax::CanvasFile => target.to_owned(),
        LinkSyntax::Markdown => encoded(target, link.place == LinkPlace::Table),
        LinkSyntax::MarkdownAngle => in_angles(target),
    }
}

/// Encodes what Obsidian encodes and what could pair up, where that is read back; else everything
/// unusual.
fn encoded(target: &str, in_table: bool) -> String {
    let lightly = without_pairs(&encode(target), in_table);
    let reads_back = parse_target(&format!("[x]({lightly})")).as_deref() == Some(target);
    if reads_back { lightly } else { fully_encoded(target) }
}

fn in_angles(target: &str) -> String {
    let lightly = without_pairs(&target.replace('\\', "\\\\"), true);
    let reads_back = parse_target(&format!("[x](<{lightly}>)")).as_deref() == Some(target);
    if reads_back { lightly } else { fully_encoded(target) }
}

/// Encodes the characters that can pair up with another one elsewhere in the paragraph: those of
/// code, math, an entity, and of a table's cells.
fn without_pairs(written: &str, in_table: bool) -> String {
    let mut encoded = String::with_capacity(written.len());
    for character in written.chars() {
        match character {
            '`' => encoded.push_str("%60"),
            '$' => encoded.push_str("%24"),
            ';' => encoded.push_str("%3B"),
            '|' if in_table => encoded.push_str("%7C"),
            other => encoded.push(other),
        }
    }
    encoded
}

/// Percent-encodes all of ASCII but letters, digits and what paths are made of.
fn fully_encoded(target: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');
    let mut encoded = String::with_capacity(target.len() * 2);
    for character in target.chars() {
        if character.is_ascii() {
            let mut buffer = [0; 4];
            let text: &str = character.encode_utf8(&mut buffer);
            encoded.extend(percent_encoding::utf8_percent_encode(text, &KEPT));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

fn written_display(link: &Link, display: &str) -> String {
    match link.syntax {
        LinkSyntax::Wiki | LinkSyntax::CanvasFile => display.to_owned(),
        LinkSyntax::Markdown | LinkSyntax::MarkdownAngle => {
            let escaped = display.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
            if link.place == LinkPlace::Table { escaped.replace('|', "\\|") } else { escaped }
        }
    }
}

/// Returns true where a link of this syntax, read again, has this very target.
fn can_hold(syntax: LinkSyntax, target: &str) -> bool {
    let written = match syntax {
        LinkSyntax::Wiki => format!("[[{target}]]"),
        LinkSyntax::Markdown => format!("[x]({})", encoded(target, false)),
        LinkSyntax::MarkdownAngle => format!("[x](<{}>)", in_angles(target)),
        LinkSyntax::CanvasFile => return true,
    };
    parse_target(&written).as_deref() == Some(target)
}

/// Returns the target of a text that is one link without subpath and nothing else.
fn parse_target(text: &str) -> Option<String> {
    match parse(text).links.as_slice() {
        [link] if link.subpath.is_empty() => Some(link.target.clone()),
        _ => None,
    }
}
