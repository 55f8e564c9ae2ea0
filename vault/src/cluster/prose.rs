//! What of a note is read for its words: the text as a reader sees it, line by line.
//!
//! Frontmatter, comments, math, addresses and tags are left out, and so are the lines that say
//! what a note supports or contradicts: those are signals of their own. Quicker and coarser than
//! `parse`, because all it must find is words.

use std::ops::Range;

use crate::thesis::property_names::PropertyNames;

/// How much a stretch of text says about what a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// A code block.
    Code,
    /// Everything else.
    Body,
    /// A heading.
    Heading,
    /// The first paragraph.
    Opening,
    /// The first heading of the first level, and the note's name.
    Title,
}

/// A line with words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) zone: Zone,
}

impl Zone {
    /// Returns how much one word counts here.
    pub(super) fn weight(self) -> u16 {
        match self {
            Self::Code => 1,
            Self::Body => 2,
            Self::Heading => 3,
            Self::Opening => 4,
            Self::Title => 6,
        }
    }
}

/// Lists the lines of a note that are read; `names` are those under which edges are written.
pub(super) fn lines(text: &str, names: &PropertyNames) -> Vec<Line> {
    let mut reader = Reader::new(names);
    let mut lines = Vec::new();
    let mut at = frontmatter_end(text);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let end = at + memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let line = text.get(at..end).unwrap_or("");
        if let Some(zone) = reader.read(line) {
            lines.push(Line { range: at..end, zone });
        }
        at = end;
    }
    lines
}

/// Returns the first byte after the frontmatter.
fn frontmatter_end(text: &str) -> usize {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let bare = line.trim_end();
        if at == start && bare != "---" {
            return start;
        }
        let first = at == start;
        at += line.len();
        if !first && bare == "---" {
            return at;
        }
    }
    start
}

/// What stands between two lines.
struct Reader<'n> {
    names: &'n PropertyNames,
    /// The marks that end the code block, or the block of math or comment.
    until: Option<(String, bool)>,
    opening: Opening,
    had_title: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Before,
    Inside,
    Past,
}

impl<'n> Reader<'n> {
    fn new(names: &'n PropertyNames) -> Self {
        Self { names, until: None, opening: Opening::Before, had_title: false }
    }

    /// Takes the next line; nothing for one that is not read.
    fn read(&mut self, line: &str) -> Option<Zone> {
        let bare = line.trim();
        if let Some((end, is_code)) = &self.until {
            let (ends, is_code) = (ends_block(bare, end), *is_code);
            if ends {
                self.until = None;
            }
            return (is_code && !ends).then_some(Zone::Code);
        }
        if let Some(block) = begins_block(bare) {
            self.until = block;
            return None;
        }
        if bare.is_empty() {
            if self.opening == Opening::Inside {
                self.opening = Opening::Past;
            }
            return None;
        }
        if is_edge(bare, self.names) {
            return None;
        }
        Some(self.zone_of(bare))
    }

    fn zone_of(&mut self, bare: &str) -> Zone {
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && bare.as_bytes().get(level).is_none_or(|b| *b == b' ') {
            if self.opening == Opening::Inside {
                self.opening = Opening::Past;
            }
            let is_title = level == 1 && !self.had_title && self.opening == Opening::Before;
            self.had_title |= is_title;
            return if is_title { Zone::Title } else { Zone::Heading };
        }
        if self.opening == Opening::Past {
            return Zone::Body;
        }
        self.opening = Opening::Inside;
        Zone::Opening
    }
}

/// Returns the end of the block that a line begins; no end where it also ends there.
fn begins_block(bare: &str) -> Option<Option<(String, bool)>> {
    for fence in ["```", "~~~"] {
        if let Some(rest) = bare.strip_prefix(fence) {
            let mark = fence.get(..1).unwrap_or("`");
            let more = rest.chars().take_while(|c| mark.starts_with(*c)).count();
            // A fence that closes on its own line is inline code.
            let inline = mark == "`" && rest.trim_start_matches('`').contains('`');
            return (!inline).then(|| Some((mark.repeat(3 + more), true)));
        }
    }
    for (open, close) in [("$$", "$$"), ("%%", "%%"), ("<!--", "-->")] {
        if let Some(rest) = bare.strip_prefix(open) {
            return Some((!rest.contains(close)).then(|| (close.to_owned(), false)));
        }
    }
    None
}

fn ends_block(bare: &str, end: &str) -> bool {
    if end.starts_with(['`', '~']) {
        let mark = end.chars().next().unwrap_or('`');
        return bare.len() >= end.len() && bare.chars().all(|c| c == mark);
    }
    bare.contains(end)
}

/// Returns true for a line that says what the note bears on: `- supports:: [[Thesis]] …`.
fn is_edge(bare: &str, names: &PropertyNames) -> bool {
    let Some((before, _)) = bare.split_once("::") else { return false };
    let key = before.trim_start_matches(['-', '*', '+', '>', ' ', '\t']);
    names.stance(key.trim_end_matches(['*', ' '])).is_some()
}

/// Lists the stretches of a line that are read: shown words, without marks, addresses and tags.
pub(super) fn stretches(line: &str, mut read: impl FnMut(Range<usize>)) {
    let bytes = line.as_bytes();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = line.get(at..).and_then(|rest| rest.find(['[', ']', '#', '<', 'h', '!']))
    {
        at += next;
        let rest = line.get(at..).unwrap_or("");
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let (skipped, shown) = skip(rest, before);
        if skipped == 0 {
            at += 1;
            continue;
        }
        read(from..at);
        if let Some(shown) = shown {
            read(at + shown.start..at + shown.end);
        }
        at += skipped;
        from = at;
    }
    read(from..line.len());
}

/// Returns how many bytes are not read as they stand, and what of them is shown.
fn skip(rest: &str, before: Option<u8>) -> (usize, Option<Range<usize>>) {
    if let Some(inner) = rest.strip_prefix("![[") {
        return (inner.find("]]").map_or(0, |end| end + 5), None);
    }
    if let Some(inner) = rest.strip_prefix("[[") {
        let Some(end) = inner.find("]]") else { return (0, None) };
        let link = inner.get(..end).unwrap_or("");
        let shown = match link.rfind('|') {
            Some(pipe) => pipe + 1..end,
            None => {
                let end = link.find('#').unwrap_or(end);
                link.get(..end).and_then(|path| path.rfind('/')).map_or(0, |at| at + 1)..end
            }
        };
        return (end + 4, Some(shown.start + 2..shown.end + 2));
    }
    if rest.starts_with("](") {
        return (rest.find(')').map_or(0, |end| end + 1), None);
    }
    if rest.starts_with("http://") || rest.starts_with("https://") {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"'));
        return (end.unwrap_or(rest.len()), None);
    }
    let begins = before.is_none_or(|byte| byte.is_ascii_whitespace() || byte == b'(');
    if begins && rest.starts_with('#') {
        let tag = rest.get(1..).unwrap_or("");
        let end = tag.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/')));
        let length = end.unwrap_or(tag.len());
        let is_tag = tag.get(..length).is_some_and(|tag| tag.contains(char::is_alphabetic));
        return (if is_tag { length + 1 } else { 0 }, None);
    }
    let tag = rest.strip_prefix('<').and_then(|tag| tag.chars().next());
    if tag.is_some_and(|first| first.is_ascii_alphabetic() || first == '/' || first == '!') {
        return (rest.find('>').map_or(0, |end| end + 1), None);
    }
    (0, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Zone, String)> {
        let shown = |line: &Line| {
            let text = &text[line.range.clone()];
            let mut shown = String::new();
            stretches(text, |range| shown.push_str(&text[range]));
            (line.zone, shown.trim().to_owned())
        };
        lines(text, &PropertyNames::default()).iter().map(shown).collect()
    }

    #[test]
    fn what_a_reader_sees_is_read() {
        let text = "---\ntags: x\n---\n# The title\n\nFirst [[Folder/Note#part|shown]] and [[A/B#c]].\n\
                    second #tag line\n\n## Head\nBody https://a.b/c?d [text](dest) <b>bold</b> ![[pic.png]]\n\
                    ```rust\nlet code;\n```\n%%\nhidden\n%%\n- supports:: [[Thesis]] — reason\nend\n";
        let expected = [
            (Zone::Title, "# The title"),
            (Zone::Opening, "First shown and B."),
            (Zone::Opening, "second  line"),
            (Zone::Heading, "## Head"),
            (Zone::Body, "Body  [text bold"),
            (Zone::Code, "let code;"),
            (Zone::Body, "end"),
        ];
        let expected = expected.map(|(zone, text)| (zone, text.to_owned()));
        assert_eq!(read(text), expected);
    }

    #[test]
    fn an_edge_under_the_persons_own_name_is_no_text() {
        let own =
            std::collections::BTreeMap::from([("supports".to_owned(), vec!["belegt".to_owned()])]);
        let names = PropertyNames::new(&own);
        let text = "- **Belegt**:: [[These]] — weil es so ist\n- misst:: [[Ding]]\n";
        let read: Vec<&str> =
            lines(text, &names).iter().map(|line| text[line.range.clone()].trim()).collect();
        assert_eq!(read, ["- misst:: [[Ding]]"]);
    }

    #[test]
    fn odd_notes_are_read_to_their_end() {
        for text in
            ["", "---\n", "---\na: b", "[[", "[[]]", "](", "```", "#", "<", "<!--", "![[", "[[a|"]
        {
            let _ = read(text);
        }
    }
}
