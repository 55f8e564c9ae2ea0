//! What a pasted page says of itself: its kind, source, author, names and tags.

use super::{Certainty, Hint, HintValue, Known, first_lines, plain_line};
use crate::facts::Property;
use crate::text::Span;
use crate::thesis::address::find_address;
use crate::thesis::kind::Kind;
use crate::thesis::reading::{Reading, plain_heading};

/// Headings that only a data point has.
const HEADINGS: [&str; 3] = ["why this is in the vault", "core argument", "mapping against"];
/// How far down a page speaks of itself.
const HEAD: usize = 16;

pub(super) fn read(
    note: &Reading<'_>,
    body: Span,
    kind: Kind,
    known: Known<'_>,
    hints: &mut Vec<Hint>,
) {
    let lines = first_lines(note, body, HEAD);
    for (span, line) in &lines {
        let mut hint = |value, certainty| hints.push(Hint::new(note, *span, value, certainty));
        let plain = plain_line(line);
        if !known.source
            && let Some(source) = source(&plain, &plain.to_ascii_lowercase())
        {
            hint(HintValue::Source(source), Certainty::Likely);
        }
        if !known.author
            && let Some(author) = author(&plain)
        {
            hint(HintValue::Author(author), Certainty::Guess);
        }
        if !known.mentions
            && let Some(names) = mentions(&plain)
        {
            hint(HintValue::Mentions(names), Certainty::Likely);
        }
    }
    let has_clipping = hints.iter().any(Hint::is_clipping);
    if !known.tags && (has_clipping || kind == Kind::Evidence || lines.len() < HEAD) {
        let all = first_lines(note, body, 60);
        let glued = all.iter().filter(|(_, line)| is_glued(line));
        hints.extend(glued.map(|(span, line)| {
            Hint::new(note, *span, HintValue::GluedTags(line.clone()), Certainty::Likely)
        }));
    }
    if !known.kind && kind == Kind::Note {
        hints.extend(kind_hint(note, body, known.clipping, has_clipping));
    }
    if !known.source && !hints.iter().any(|hint| matches!(hint.value, HintValue::Source(_))) {
        hints.extend(full_content(note, body));
    }
}

/// Reads `source: X`; only a whole line says it.
fn source(line: &str, lower: &str) -> Option<String> {
    let rest = lower.strip_prefix("source:").or_else(|| lower.strip_prefix("source —"))?;
    let value = without_brackets(line.get(line.len() - rest.len()..)?);
    let short = value.chars().count() <= 80 || find_address(value).is_some();
    (!value.is_empty() && short).then(|| value.trim_end_matches('.').to_owned())
}

/// Returns a value without the brackets of a link and the blanks around it.
fn without_brackets(value: &str) -> &str {
    let value = value.trim();
    let link = value.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
    link.map_or(value, |inner| inner.rsplit('|').next().unwrap_or(inner).trim())
}

/// Reads `by Y`: a name of a few words at the start of a line.
fn author(line: &str) -> Option<String> {
    let rest =
        ["by ", "By ", "author: ", "Author: "].iter().find_map(|by| line.strip_prefix(by))?;
    let name = rest.split([',', '·', '(']).next().unwrap_or(rest);
    let name = without_brackets(name.split(" | ").next().unwrap_or(name)).trim_end_matches('.');
    let words = name.split_whitespace().count();
    let is_name = name.chars().next().is_some_and(char::is_uppercase);
    (is_name && (1..=5).contains(&words) && name.len() <= 60).then(|| name.to_owned())
}

/// Reads `Mentions A · B`.
fn mentions(line: &str) -> Option<Vec<String>> {
    let rest = line.strip_prefix("Mentions ").or_else(|| line.strip_prefix("Mentions: "))?;
    let names: Vec<String> = rest
        .split(['·', '•', '|'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    // One name alone is more likely a sentence.
    let short = names.iter().all(|name| name.chars().count() <= 60);
    (names.len() > 1 && short).then_some(names)
}

/// Returns true for one long run of lower-case letters, which may be tags run together.
fn is_glued(line: &str) -> bool {
    let length = line.chars().count();
    (12..=120).contains(&length)
        && line
            .chars()
            .all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '/'))
        && line.chars().filter(|c| c.is_alphabetic()).count() * 10 >= length * 8
}

fn kind_hint(
    note: &Reading<'_>,
    body: Span,
    clipping: Option<&Property>,
    has_clipping: bool,
) -> Option<Hint> {
    let heading = find_heading(note, body);
    let telling = heading.or(clipping.map(|property| property.span));
    let (span, certainty) = match telling {
        Some(span) => (span, Certainty::Likely),
        None if has_clipping => (first_lines(note, body, 1).first()?.0, Certainty::Guess),
        None => return None,
    };
    Some(Hint::new(note, span, HintValue::Kind(Kind::Evidence), certainty))
}

/// Finds one of the telling headings, marked as one or a line of its own.
fn find_heading(note: &Reading<'_>, body: Span) -> Option<Span> {
    let is_telling = |line: &str| {
        let plain = plain_heading(line);
        HEADINGS.iter().any(|heading| plain.starts_with(heading)) && line.len() <= 120
    };
    let marked = note.facts.headings.iter().find(|heading| is_telling(&heading.text));
    marked.map(|heading| heading.span).or_else(|| {
        let text = body.of(note.text);
        // Two of the three start with a capital that few lines start with.
        ["Why this is in the vault", "Core argument", "Mapping against"].iter().find_map(|words| {
            let at = memchr::memmem::find(text.as_bytes(), words.as_bytes())?;
            let starts = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
            let line = note.line_span(body.start + at as u32);
            (starts && is_telling(line.of(note.text))).then_some(line)
        })
    })
}

/// Reads "full content lives on SITE".
fn full_content(note: &Reading<'_>, body: Span) -> Option<Hint> {
    let text = body.of(note.text);
    let words = b"ull content lives on ";
    let at = memchr::memmem::find(text.as_bytes(), words)? + words.len();
    let rest = text.get(at..)?;
    let end = rest.find(['.', ';', ',', '\n', ':']).unwrap_or(rest.len());
    let site = rest.get(..end)?.trim();
    let address = find_address(rest.split_whitespace().next()?);
    let value =
        address.map_or(site, |address| address.trim_end_matches(['.', ',', ';'])).to_owned();
    let start = body.start + at as u32;
    let span = Span { start, end: start + value.len() as u32 };
    (!value.is_empty() && value.len() <= 120)
        .then(|| Hint::new(note, span, HintValue::Source(value), Certainty::Likely))
}
