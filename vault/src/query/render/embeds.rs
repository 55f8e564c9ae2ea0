//! What `![[…]]` and `![…](…)` show: notes and parts of them, pictures, sounds, films, files.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::escape::{attribute, escaped, push};
use super::{Note, Run, key, part, write};
use crate::parse::{LARGEST_NOTE, parse};
use crate::path::{FileKind, VaultPath};

/// An embed as it is written.
pub(super) struct Wanted<'w> {
    target: &'w str,
    subpath: &'w str,
    /// The text after the pipe, or between the brackets.
    display: Option<&'w str>,
}

/// An embed as HTML.
pub(super) struct Embed {
    pub(super) html: String,
    /// True where it is a block of its own, which no paragraph can hold.
    pub(super) block: bool,
}

impl<'w> Wanted<'w> {
    pub(super) fn new(target: &'w str, subpath: &'w str, display: Option<&'w str>) -> Self {
        Self { target, subpath, display }
    }

    fn written(&self) -> String {
        format!("{}{}", self.target, self.subpath)
    }

    /// Returns the text that stands for a picture, and its size.
    fn alt_and_size(&self) -> (&'w str, Option<(u32, Option<u32>)>) {
        let display = self.display.unwrap_or("");
        let (before, last) = display.rsplit_once('|').unwrap_or(("", display));
        match size(last) {
            Some(size) => (before, Some(size)),
            None => (display, None),
        }
    }
}

/// Reads `640` or `640x480`.
fn size(text: &str) -> Option<(u32, Option<u32>)> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    match text.trim().split_once('x') {
        Some((width, height)) => Some((number(width)?, Some(number(height)?))),
        None => number(text.trim()).map(|width| (width, None)),
    }
}

/// Returns what an embed shows.
pub(super) fn embed(run: &Run<'_>, note: Note<'_>, wanted: &Wanted<'_>) -> Embed {
    let Some(path) = run.context.resolve(note.path, wanted.target) else {
        return missing(wanted, &format!("“{}” is not in the vault", wanted.target));
    };
    match path.kind() {
        FileKind::Note => Embed { html: embedded_note(run, note, wanted, &path), block: true },
        FileKind::Image => image(run, wanted, &path),
        FileKind::Audio => media(run, wanted, &path, "audio"),
        FileKind::Video => media(run, wanted, &path, "video"),
        kind => file(run, wanted, &path, kind),
    }
}

fn missing(wanted: &Wanted<'_>, message: &str) -> Embed {
    let mut html = String::from("<div class=\"internal-embed is-missing\"");
    attribute(&mut html, "data-href", &wanted.written());
    html.push_str("><span class=\"embed-message\">");
    push(&mut html, message);
    html.push_str("</span></div>\n");
    Embed { html, block: true }
}

/// Writes an embedded note. One that is open already, or that lies too deep, is a link.
fn embedded_note(run: &Run<'_>, note: Note<'_>, wanted: &Wanted<'_>, path: &VaultPath) -> String {
    let key = key(path, wanted.subpath);
    // A part of a note that is open as a whole would hold itself once more.
    if run.is_open(&key) || run.is_open(&self::key(path, "")) && wanted.subpath.is_empty() {
        return linked(run, note, wanted, path, "is-cycle");
    }
    if !run.may_embed() {
        return linked(run, note, wanted, path, "");
    }
    let own = (path == note.path).then(|| note.text.to_owned());
    let Some(text) = own.or_else(|| run.context.text(path)) else {
        return missing(wanted, &format!("“{path}” cannot be read")).html;
    };
    if text.len() > LARGEST_NOTE {
        return linked(run, note, wanted, path, "");
    }
    let facts = parse(&text);
    let inner = Note { path, text: &text, facts: &facts };
    let Some(span) = part(inner, wanted.subpath) else {
        let sought = wanted.subpath.trim_start_matches('#');
        return missing(wanted, &format!("there is no “{sought}” in “{}”", path.title())).html;
    };
    run.enter(&key);
    let content = write::note(run, inner, span);
    run.leave();
    let mut html = String::from("<div class=\"internal-embed markdown-embed\"");
    attribute(&mut html, "data-href", &wanted.written());
    attribute(&mut html, "data-path", path.as_str());
    attribute(&mut html, "data-subpath", wanted.subpath);
    html.push_str("><div class=\"markdown-embed-title\">");
    html.push_str(&internal_link(run, note.path, wanted.target, wanted.subpath));
    push(&mut html, path.title());
    html.push_str("</a></div><div class=\"markdown-embed-content\">\n");
    html.push_str(&content);
    html.push_str("</div></div>\n");
    html
}

fn linked(
    run: &Run<'_>,
    note: Note<'_>,
    wanted: &Wanted<'_>,
    path: &VaultPath,
    class: &str,
) -> String {
    let mut html = String::from("<div");
    attribute(&mut html, "class", format!("internal-embed {class}").trim_end());
    html.push('>');
    html.push_str(&internal_link(run, note.path, wanted.target, wanted.subpath));
    push(&mut html, path.title());
    html.push_str("</a></div>\n");
    html
}

fn image(run: &Run<'_>, wanted: &Wanted<'_>, path: &VaultPath) -> Embed {
    let Some(url) = run.context.url(path) else {
        return missing(wanted, &format!("“{path}” cannot be shown"));
    };
    let (alt, size) = wanted.alt_and_size();
    let mut html = String::from("<img class=\"internal-embed image-embed\" loading=\"lazy\"");
    attribute(&mut html, "src", &url);
    attribute(&mut html, "alt", if alt.is_empty() { path.file_name() } else { alt });
    attribute(&mut html, "data-path", path.as_str());
    push_size(&mut html, size);
    html.push('>');
    Embed { html, block: false }
}

fn push_size(html: &mut String, size: Option<(u32, Option<u32>)>) {
    let Some((width, height)) = size else { return };
    attribute(html, "width", &width.to_string());
    if let Some(height) = height {
        attribute(html, "height", &height.to_string());
    }
}

fn media(run: &Run<'_>, wanted: &Wanted<'_>, path: &VaultPath, element: &str) -> Embed {
    let Some(url) = run.context.url(path) else {
        return missing(wanted, &format!("“{path}” cannot be played"));
    };
    let mut html = format!("<{element} class=\"internal-embed media-embed\" controls");
    attribute(&mut html, "src", &format!("{url}{}", wanted.subpath));
    attribute(&mut html, "data-path", path.as_str());
    if element == "video" {
        push_size(&mut html, wanted.alt_and_size().1);
    }
    html.push_str(&format!("></{element}>"));
    Embed { html, block: false }
}

/// Writes a file that the page shows in its own way, or that is only linked.
fn file(run: &Run<'_>, wanted: &Wanted<'_>, path: &VaultPath, kind: FileKind) -> Embed {
    let class = if kind == FileKind::Pdf { "pdf-embed" } else { "file-embed" };
    let mut html = String::from("<div");
    attribute(&mut html, "class", &format!("internal-embed {class}"));
    attribute(&mut html, "data-kind", kind.as_str());
    attribute(&mut html, "data-path", path.as_str());
    attribute(&mut html, "data-subpath", wanted.subpath);
    if let Some(url) = run.context.url(path) {
        attribute(&mut html, "data-src", &format!("{url}{}", wanted.subpath));
    }
    html.push_str("><a class=\"internal-link\" href=\"#\"");
    attribute(&mut html, "data-href", &wanted.written());
    html.push('>');
    push(&mut html, path.file_name());
    html.push_str("</a></div>\n");
    Embed { html, block: true }
}

/// Returns the start of a link into the vault.
pub(super) fn internal_link(
    run: &Run<'_>,
    source: &VaultPath,
    target: &str,
    subpath: &str,
) -> String {
    let found = run.context.resolve(source, target);
    let class = if found.is_some() { "internal-link" } else { "internal-link is-unresolved" };
    let mut html = String::from("<a");
    attribute(&mut html, "class", class);
    attribute(&mut html, "data-href", &format!("{target}{subpath}"));
    if let Some(path) = &found {
        attribute(&mut html, "data-path", path.as_str());
    }
    html.push_str(" href=\"#\">");
    html
}

/// Returns what stands for a picture that would have to be loaded from outside the vault.
pub(super) fn remote_image(address: &str, display: &str) -> String {
    if address.starts_with("data:image/") {
        return format!("<img src=\"{}\" alt=\"{}\">", escaped(address), escaped(display));
    }
    let (alt, _) = Wanted::new("", "", Some(display)).alt_and_size();
    let mut html = String::from("<span class=\"remote-image\" role=\"img\"");
    attribute(&mut html, "data-src", address);
    attribute(&mut html, "aria-label", alt);
    html.push('>');
    push(&mut html, if alt.is_empty() { address } else { alt });
    html.push_str("</span>");
    html
}

static IMAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?is)<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))[^>]*>"#).ok()
});

/// Puts what stands for a remote picture in place of each `<img>` that would load one.
pub(super) fn without_remote_images(html: &str) -> String {
    let Some(image) = IMAGE.as_ref().filter(|_| html.contains('<')) else { return html.to_owned() };
    let replaced = image.replace_all(html, |found: &Captures<'_>| {
        let address = (1..=3).find_map(|group| found.get(group)).map_or("", |group| group.as_str());
        let whole = found.get(0).map_or("", |whole| whole.as_str());
        let remote = address.contains("://") || address.starts_with("//");
        if remote { remote_image(address, "") } else { whole.to_owned() }
    });
    replaced.into_owned()
}

/// Finds an address in plain text: from `http://` or `https://` to white space or a bracket, less
/// punctuation at its end.
pub(super) fn find_address(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("http")?;
        let rest = text.get(start..)?;
        let scheme = ["http://", "https://"].into_iter().find(|scheme| rest.starts_with(scheme));
        let before = text.get(..start)?.chars().next_back();
        let free = before.is_none_or(|before| !before.is_alphanumeric());
        if let Some(scheme) = scheme.filter(|_| free) {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
            let address = rest.get(..end.unwrap_or(rest.len()))?;
            let address = trim_address(address);
            if address.len() > scheme.len() {
                return Some((start, start + address.len()));
            }
        }
        from = start + 4;
    }
}

fn trim_address(address: &str) -> &str {
    let mut address = address;
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
        let unmatched =
            trimmed.ends_with(')') && trimmed.matches(')').count() > trimmed.matches('(').count();
        let trimmed =
            if unmatched { trimmed.strip_suffix(')').unwrap_or(trimmed) } else { trimmed };
        if trimmed.len() == address.len() {
            return address;
        }
        address = trimmed;
    }
}
