//! Takes a link apart: target, subpath, display text, and where each stands.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};
use percent_encoding::percent_decode_str;

use super::inline::syntax;
use super::leaf::{byte, from};
use crate::facts::{Link, LinkPlace, LinkSyntax};
use crate::text::Span;

/// Parentheses in a destination nest this deep, as in CommonMark.
const DEEPEST_PARENTHESES: usize = 32;
/// A title is read this far.
const LONGEST_TITLE: usize = 4096;

/// The `(destination "title")` of a Markdown link, or what stands behind `[id]:`.
#[derive(Debug, Clone)]
pub(super) struct Destination {
    /// The destination as written, without `<` and `>`.
    pub(super) inner: Range<usize>,
    pub(super) angled: bool,
    /// Behind the closing parenthesis, or behind the definition.
    pub(super) end: usize,
}

/// Takes a wikilink apart whose inside is given. Nothing in it is no link.
///
/// The first pipe ends the target, unless the link starts with it; a backslash before it, as
/// tables need it, belongs to the pipe. The first `#` starts the subpath.
pub(super) fn wikilink(
    text: &str,
    start: usize,
    inside: Range<usize>,
    embed: bool,
    place: &LinkPlace,
) -> Option<Link> {
    let content = text.get(inside.clone())?;
    if content.trim().is_empty() {
        return None;
    }
    let pipe =
        memchr(b'|', content.as_bytes()).filter(|at| *at > 0 && content.get(..*at) != Some("\\"));
    let written = content.get(..pipe.unwrap_or(content.len()))?;
    let written =
        if pipe.is_some() { written.strip_suffix('\\').unwrap_or(written) } else { written };
    let display = pipe.and_then(|at| content.get(at + 1..)).map(str::to_owned);
    let lead = written.len() - written.trim_start().len();
    let written = written.trim();
    let (target, subpath) = split_subpath(written);
    let first = inside.start + lead;
    Some(Link {
        syntax: LinkSyntax::Wiki,
        embed,
        target: target.to_owned(),
        subpath: subpath.to_owned(),
        display,
        span: Span::new(start..inside.end + 2),
        destination_span: Span::new(first..first + written.len()),
        place: place.clone(),
    })
}

/// Builds a Markdown link; nothing where the destination is empty or lies outside the vault.
pub(super) fn markdown(
    text: &str,
    span: Range<usize>,
    display: Option<Range<usize>>,
    destination: &Destination,
    embed: bool,
    place: &LinkPlace,
) -> Option<Link> {
    let written = text.get(destination.inner.clone())?;
    if written.is_empty() || is_external(written) {
        return None;
    }
    // Split before decoding, so that `%23` stays part of a file's name.
    let (target, subpath) = split_subpath(written);
    Some(Link {
        syntax: syntax(destination.angled),
        embed,
        target: decode(target),
        subpath: decode(subpath),
        display: display.and_then(|display| text.get(display)).map(str::to_owned),
        span: Span::new(span),
        destination_span: Span::new(destination.inner.clone()),
        place: place.clone(),
    })
}

/// Reads a link that is a whole text, as properties hold it.
pub(super) fn whole(text: &str, place: &LinkPlace) -> Option<Link> {
    let embed = text.starts_with('!');
    let start = usize::from(embed);
    let rest = text.get(start..)?;
    if let Some(inside) = rest.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        if inside.contains("]]") || inside.contains("[[") || inside.contains('\n') {
            return None;
        }
        let first = start + 2;
        return wikilink(text, 0, first..first + inside.len(), embed, place);
    }
    let bytes = text.as_bytes();
    let close = memchr(b']', bytes).filter(|_| rest.starts_with('['))?;
    let destination = (byte(bytes, close + 1) == b'(').then(|| destination(bytes, close + 2))??;
    if destination.end != text.len() {
        return None;
    }
    markdown(text, 0..text.len(), Some(start + 1..close), &destination, embed, place)
}

/// Splits at the first `#`; the subpath keeps it.
pub(crate) fn split_subpath(written: &str) -> (&str, &str) {
    written.split_at(memchr(b'#', written.as_bytes()).unwrap_or(written.len()))
}

/// Reads what follows `](`, up to the closing parenthesis.
pub(super) fn destination(bytes: &[u8], start: usize) -> Option<Destination> {
    let open = start + white(from(bytes, start));
    let (inner, after) = match byte(bytes, open) {
        b')' => (open..open, open),
        _ => bare_or_angled(bytes, open)?,
    };
    let angled = byte(bytes, open) == b'<';
    let gap = after + white(from(bytes, after));
    if byte(bytes, gap) == b')' {
        return Some(Destination { inner, angled, end: gap + 1 });
    }
    if gap == after {
        return None;
    }
    let end = title(bytes, gap)?;
    let end = end + white(from(bytes, end));
    (byte(bytes, end) == b')').then_some(Destination { inner, angled, end: end + 1 })
}

/// Reads a destination that stands bare or between `<` and `>`; returns its range and what
/// follows it.
pub(super) fn bare_or_angled(bytes: &[u8], start: usize) -> Option<(Range<usize>, usize)> {
    if byte(bytes, start) == b'<' {
        let inside = start + 1;
        let length = memchr3(b'>', b'<', b'\n', from(bytes, inside))?;
        let end = inside + length;
        return (byte(bytes, end) == b'>').then_some((inside..end, end + 1));
    }
    let mut open = 0usize;
    let mut at = start;
    loop {
        match byte(bytes, at) {
            b'\\' if byte(bytes, at + 1).is_ascii_punctuation() => at += 1,
            b'(' => {
                open += 1;
                if open > DEEPEST_PARENTHESES {
                    return None;
                }
            }
            b')' if open == 0 => break,
            b')' => open -= 1,
            0..=b' ' => break,
            _ => {}
        }
        at += 1;
    }
    Some((start..at, at))
}

/// Reads a title in quotes or parentheses; returns where it ends.
pub(super) fn title(bytes: &[u8], start: usize) -> Option<usize> {
    let close = match byte(bytes, start) {
        b'(' => b')',
        quote @ (b'"' | b'\'') => quote,
        _ => return None,
    };
    let limit = bytes.len().min(start + LONGEST_TITLE);
    let mut at = start + 1;
    loop {
        at += memchr2(close, b'\\', bytes.get(at..limit)?)?;
        if byte(bytes, at) == close {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Returns where `<https://…>` or `<a@b.c>` at the start of `rest` ends.
pub(super) fn autolink_end(rest: &[u8]) -> Option<usize> {
    let odd = |byte: &u8| *byte <= b' ' || matches!(byte, b'<' | b'>');
    let end = 1 + from(rest, 1).iter().position(odd)?;
    let inside = rest.get(1..end)?;
    let is_address = memchr2(b':', b'@', inside).is_some_and(|at| at > 1);
    (byte(rest, end) == b'>' && is_address).then_some(end + 1)
}

/// Returns true for a destination that leads out of the vault: one with a scheme.
pub(crate) fn is_external(destination: &str) -> bool {
    let Some(colon) = memchr(b':', destination.as_bytes()) else { return false };
    let (scheme, rest) = destination.split_at(colon);
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b));
    // `Chapter: 1.md` is a name, so without `//` only schemes that people write count.
    let known = ["mailto", "tel", "sms", "data", "javascript", "vbscript", "about", "blob", "urn"];
    let known = || known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    is_scheme && (rest.starts_with("://") || known())
}

/// Undoes backslash escapes and percent-encoding.
fn decode(written: &str) -> String {
    let unescaped = if written.contains('\\') { unescape(written) } else { written.to_owned() };
    percent_decoded(unescaped)
}

/// Undoes percent-encoding. What decodes to no UTF-8 stays as it is.
pub(crate) fn percent_decoded(text: String) -> String {
    if !text.contains('%') {
        return text;
    }
    match percent_decode_str(&text).decode_utf8() {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => text,
    }
}

fn unescape(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written.chars().peekable();
    while let Some(next) = rest.next() {
        let escaped = rest.next_if(|after| next == '\\' && after.is_ascii_punctuation());
        text.push(escaped.unwrap_or(next));
    }
    text
}

fn white(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}
