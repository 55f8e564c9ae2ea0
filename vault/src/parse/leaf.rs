//! What one line says by itself: heading, fence, rule, bullet, the start of HTML.
//!
//! Each function takes the bytes of a line without its line ending. The rules are those of
//! Obsidian's Remark-like parser, which the recordings agree with: where they part from
//! CommonMark, the comment says so.

use memchr::{memchr, memmem};

/// A tab counts as this many columns, and code is indented by as many.
pub(super) const TAB: usize = 4;

/// The marks of a heading: its level and where its text stands in the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atx {
    pub(super) level: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// An opening code fence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fence {
    marker: u8,
    count: usize,
}

/// A list marker at the start of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bullet {
    /// `-`, `*`, `+`, or `.` and `)` for a numbered one: another one starts another list.
    pub(super) marker: u8,
    /// True for a numbered marker that is no `1`, which cannot break into a paragraph.
    pub(super) late_number: bool,
    /// Bytes up to and including the marker.
    pub(super) end: usize,
    /// Blanks before the marker, in bytes.
    pub(super) indent: usize,
    /// The number, for a numbered marker of few digits.
    pub(super) number: Option<u32>,
}

/// How a block of HTML ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// At the line that closes `script`, `pre` or `style`.
    Raw,
    /// At the line that holds this text.
    Text(&'static str),
    /// Before the next empty line.
    Empty,
}

/// Returns the byte at `at`, or 0 past the end.
pub(super) fn byte(line: &[u8], at: usize) -> u8 {
    line.get(at).copied().unwrap_or(0)
}

/// Returns the part of the line from `at` on.
pub(super) fn from(line: &[u8], at: usize) -> &[u8] {
    line.get(at..).unwrap_or(&[])
}

/// Returns how many blanks (spaces and tabs) the line starts with.
pub(super) fn blanks(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Returns true where the line holds nothing but white space.
pub(super) fn is_blank(line: &[u8]) -> bool {
    let rest = from(line, blanks(line));
    match rest.first() {
        None => true,
        Some(byte) if byte.is_ascii() => rest.iter().all(u8::is_ascii_whitespace),
        Some(_) => std::str::from_utf8(rest).is_ok_and(|rest| rest.trim().is_empty()),
    }
}

/// Returns the columns that the line is indented by, a tab reaching to the next multiple of 4.
pub(super) fn columns(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).fold(0, advance)
}

/// Returns how many bytes make up `columns` of indentation; a tab that reaches past them counts.
pub(super) fn bytes_of_columns(line: &[u8], columns: usize) -> usize {
    let mut reached = 0;
    for (at, byte) in line.iter().enumerate() {
        if reached >= columns || !matches!(byte, b' ' | b'\t') {
            return at;
        }
        reached = advance(reached, byte);
    }
    line.len()
}

fn advance(columns: usize, byte: &u8) -> usize {
    if *byte == b'\t' { (columns + TAB) / TAB * TAB } else { columns + 1 }
}

/// Returns true for a line indented as code: four spaces or a tab at its very start.
pub(super) fn is_code(line: &[u8]) -> bool {
    line.first() == Some(&b'\t') || line.starts_with(b"    ")
}

/// Reads `# Heading`.
pub(super) fn atx(line: &[u8]) -> Option<Atx> {
    let indent = blanks(line);
    let level = from(line, indent).iter().take_while(|byte| **byte == b'#').count();
    let rest = from(line, indent + level);
    if !(1..=6).contains(&level) || !matches!(rest.first(), None | Some(b' ' | b'\t')) {
        return None;
    }
    let start = indent + level + blanks(rest);
    let end = without_closing_marks(line, start);
    Some(Atx { level: level as u8, start: start.min(end), end })
}

/// Returns where the text of a heading ends: before blanks and closing `#`s, which need a blank
/// before them.
fn without_closing_marks(line: &[u8], start: usize) -> usize {
    let mut end = line.len();
    loop {
        let text = line.get(start..end).unwrap_or(&[]);
        let trimmed = text.trim_ascii_end();
        let bare = trimmed.len() - trimmed.iter().rev().take_while(|b| **b == b'#').count();
        let closes =
            bare < trimmed.len() && (bare == 0 || matches!(byte(trimmed, bare - 1), b' ' | b'\t'));
        if !closes {
            return start + trimmed.len();
        }
        end = start + bare;
    }
}

/// Returns true for a rule: three or more `*`, `-` or `_` with spaces between.
pub(super) fn is_rule(line: &[u8]) -> bool {
    let rest = from(line, blanks(line));
    let marker = byte(rest, 0);
    if !matches!(marker, b'*' | b'-' | b'_') {
        return false;
    }
    let mut count = 0;
    for byte in rest {
        match byte {
            b' ' => {}
            byte if *byte == marker => count += 1,
            _ => return false,
        }
    }
    count >= 3
}

/// Reads the line under a heading's text: level 1 for `=`, 2 for `-`, nothing else on it.
pub(super) fn underline(line: &[u8]) -> Option<u8> {
    let marker = byte(line, 0);
    let all = line.iter().all(|byte| *byte == marker);
    match marker {
        b'=' if all => Some(1),
        b'-' if all => Some(2),
        _ => None,
    }
}

/// Reads an opening code fence.
pub(super) fn fence(line: &[u8]) -> Option<Fence> {
    let indent = blanks(line);
    let marker = byte(line, indent);
    if !matches!(marker, b'`' | b'~') {
        return None;
    }
    let rest = from(line, indent);
    let count = rest.iter().take_while(|byte| **byte == marker).count();
    let info = from(rest, count);
    let odd_info = marker == b'`' && memchr(b'`', info).is_some();
    (count >= 3 && !odd_info).then_some(Fence { marker, count })
}

/// Returns true where the line closes the fence.
pub(super) fn closes_fence(line: &[u8], fence: Fence) -> bool {
    let indent = line.iter().take_while(|byte| **byte == b' ').count();
    let rest = from(line, indent);
    let count = rest.iter().take_while(|byte| **byte == fence.marker).count();
    indent < TAB && count >= fence.count && blanks(from(rest, count)) == rest.len() - count
}

/// Returns how many `$` open a block of math on this line: two or more, and no other one.
pub(super) fn math(line: &[u8]) -> Option<usize> {
    let rest = line.trim_ascii_start();
    let count = rest.iter().take_while(|byte| **byte == b'$').count();
    (count >= 2 && memchr(b'$', from(rest, count)).is_none()).then_some(count)
}

/// Returns true where a block of math that `count` `$` opened ends on this line.
pub(super) fn closes_math(line: &[u8], count: usize) -> bool {
    let rest = line.trim_ascii_end();
    let closing = rest.iter().rev().take_while(|byte| **byte == b'$').count();
    closing >= count && memchr(b'$', rest) == Some(rest.len() - closing)
}

/// Returns where the text of a comment starts if the line opens a block of it: two `%` and no
/// third, with no closing pair on the same line unless that line is the whole comment.
pub(super) fn comment(line: &[u8]) -> Option<usize> {
    let indent = blanks(line);
    let rest = from(line, indent);
    if !rest.starts_with(b"%%") || byte(rest, 2) == b'%' {
        return None;
    }
    match comment_mark(line, indent + 2) {
        Some(at) if !from(line, at + 2).trim_ascii().is_empty() => None,
        _ => Some(indent + 2),
    }
}

/// Finds a pair of `%` that has no third beside it.
pub(super) fn comment_mark(line: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += memchr(b'%', from(line, at))?;
        let run = from(line, at).iter().take_while(|byte| **byte == b'%').count();
        if run == 2 {
            return Some(at);
        }
        at += run;
    }
}

/// Reads a list marker: it needs a blank or the line's end behind it.
pub(super) fn bullet(line: &[u8]) -> Option<Bullet> {
    let indent = blanks(line);
    let rest = from(line, indent);
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let marker = byte(rest, digits);
    let fits = if digits == 0 {
        matches!(marker, b'-' | b'*' | b'+')
    } else {
        matches!(marker, b'.' | b')')
    };
    let ends = matches!(rest.get(digits + 1), None | Some(b' ' | b'\t'));
    if !fits || !ends {
        return None;
    }
    let text = rest.get(..digits).and_then(|digits| std::str::from_utf8(digits).ok());
    let number = text.and_then(|digits| digits.parse().ok());
    let late_number = digits > 0 && rest.get(..digits) != Some(b"1");
    Some(Bullet { marker, late_number, end: indent + digits + 1, indent, number })
}

/// Returns the length of what looks like a list marker at the start of a text, or 0.
pub(super) fn marker_length(text: &[u8]) -> usize {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match byte(text, digits) {
        b'.' | b')' if digits > 0 => digits + 1,
        b'-' | b'*' | b'+' if digits == 0 => 1,
        _ => 0,
    }
}

/// Returns how many blanks belong to a marker that ends at `end`: one to four spaces, a tab, or
/// one space where more than four follow.
pub(super) fn bullet_gap(line: &[u8], end: usize) -> usize {
    let rest = from(line, end);
    let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
    match spaces {
        0 => usize::from(rest.first() == Some(&b'\t')),
        1..=TAB => spaces,
        _ => 1,
    }
}

/// Counts the columns of a table's second row, `|---|:-:|`; nothing for any other line.
pub(super) fn table_columns(line: &[u8]) -> Option<usize> {
    let row = line.trim_ascii();
    let row = row.strip_prefix(b"|").unwrap_or(row);
    let row = row.strip_suffix(b"|").unwrap_or(row);
    let mut count = 0;
    for cell in row.split(|byte| *byte == b'|') {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b":").unwrap_or(cell);
        let cell = cell.strip_suffix(b":").unwrap_or(cell);
        if cell.is_empty() || cell.iter().any(|byte| *byte != b'-') {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Returns true for a line that can be a row of a table: a pipe after its first byte.
pub(super) fn is_row(line: &[u8]) -> bool {
    memchr(b'|', from(line, 1)).is_some()
}

/// Returns the label's range in `[^label]: …` and where the text behind the colon starts.
pub(super) fn footnote(line: &[u8]) -> Option<(std::ops::Range<usize>, usize)> {
    let indent = blanks(line);
    if !from(line, indent).starts_with(b"[^") {
        return None;
    }
    let start = indent + 2;
    let end = start + memchr(b']', from(line, start))?;
    let label = line.get(start..end)?;
    let odd = label.is_empty() || label.iter().any(u8::is_ascii_whitespace);
    let text = end + 2 + blanks(from(line, end + 2));
    (!odd && byte(line, end + 1) == b':').then_some((start..end, text))
}

/// Reads the start of a block of HTML: how it ends, and whether it may follow a paragraph
/// directly.
pub(super) fn html(line: &[u8]) -> Option<(HtmlEnd, bool)> {
    let rest = from(line, blanks(line));
    if rest.first() != Some(&b'<') {
        return None;
    }
    let name = tag_name(rest);
    let closing = byte(rest, 1) == b'/';
    let after = byte(rest, 1 + usize::from(closing) + name.len());
    let name_ends = matches!(after, 0 | b' ' | b'\t' | b'>');
    if !closing && name_ends && is_one_of(name, &RAW_ELEMENTS) {
        return Some((HtmlEnd::Raw, true));
    }
    for (start, end) in [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")] {
        if rest.starts_with(start.as_bytes()) {
            return Some((HtmlEnd::Text(end), true));
        }
    }
    if rest.starts_with(b"<!") && byte(rest, 2).is_ascii_alphabetic() {
        return Some((HtmlEnd::Text(">"), true));
    }
    if (name_ends || after == b'/') && is_one_of(name, &BLOCK_ELEMENTS) {
        return Some((HtmlEnd::Empty, true));
    }
    let end = tag_end(rest)?;
    from(rest, end).trim_ascii().is_empty().then_some((HtmlEnd::Empty, false))
}

/// Returns true where the line ends a block of HTML that must end this way.
pub(super) fn closes_html(line: &[u8], end: HtmlEnd) -> bool {
    match end {
        HtmlEnd::Empty => line.is_empty(),
        HtmlEnd::Text(text) => memmem::find(line, text.as_bytes()).is_some(),
        HtmlEnd::Raw => memchr::memmem::find_iter(line, b"</").any(|at| {
            let name = tag_name(from(line, at));
            is_one_of(name, &RAW_ELEMENTS) && byte(line, at + 2 + name.len()) == b'>'
        }),
    }
}

/// Returns where an opening or closing tag at the start of `text` ends, by CommonMark's rules.
pub(super) fn tag_end(text: &[u8]) -> Option<usize> {
    let name = tag_name(text);
    if name.is_empty() {
        return None;
    }
    if byte(text, 1) == b'/' {
        let at = 2 + name.len();
        let at = at + white(from(text, at));
        return (byte(text, at) == b'>').then_some(at + 1);
    }
    let mut at = 1 + name.len();
    loop {
        let gap = white(from(text, at));
        at += gap;
        match byte(text, at) {
            b'>' => return Some(at + 1),
            b'/' => return (byte(text, at + 1) == b'>').then_some(at + 2),
            first if gap > 0 && is_attribute_start(first) => at = attribute_end(text, at)?,
            _ => return None,
        }
    }
}

fn attribute_end(text: &[u8], start: usize) -> Option<usize> {
    let is_name =
        |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-');
    let end = start + from(text, start).iter().take_while(is_name).count();
    let equals = end + white(from(text, end));
    if byte(text, equals) != b'=' {
        return Some(end);
    }
    let value = equals + 1 + white(from(text, equals + 1));
    match byte(text, value) {
        quote @ (b'"' | b'\'') => {
            memchr(quote, from(text, value + 1)).map(|length| value + length + 2)
        }
        _ => {
            let odd = |byte: &&u8| **byte > b' ' && !b"\"'=<>`".contains(byte);
            let length = from(text, value).iter().take_while(odd).count();
            (length > 0).then_some(value + length)
        }
    }
}

fn is_attribute_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':')
}

fn white(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

fn tag_name(text: &[u8]) -> &[u8] {
    let start = if byte(text, 1) == b'/' { 2 } else { 1 };
    let rest = from(text, start);
    if !byte(rest, 0).is_ascii_alphabetic() {
        return &[];
    }
    let length =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    rest.get(..length).unwrap_or(&[])
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    !name.is_empty() && names.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

const RAW_ELEMENTS: [&str; 3] = ["script", "pre", "style"];

/// The elements that open a block of HTML, as CommonMark lists them.
#[rustfmt::skip]
const BLOCK_ELEMENTS: [&str; 65] = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "link", "main",
    "menu", "menuitem", "meta", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "pre",
    "section", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title",
    "tr", "track", "ul",
];
