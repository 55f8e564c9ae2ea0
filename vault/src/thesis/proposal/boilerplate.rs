//! Lines of a pasted page that are no part of its text; listed, and removed only when asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::thesis::stance::Strength;

/// Words that only a page's navigation says.
const NAVIGATION: [&str; 22] = [
    "skip to content",
    "skip to main content",
    "sign in",
    "log in",
    "subscribe",
    "share this",
    "share this article",
    "print",
    "most read",
    "most read this week",
    "you may also like",
    "related articles",
    "read more",
    "newsletters",
    "home",
    "about",
    "latest",
    "menu",
    "sign in to comment",
    "sign up",
    "advertisement",
    "comments",
];
/// In how many texts of one publisher a line stands that belongs to none of them.
const REPEATED: usize = 2;

/// The rule that knows a page's own words.
pub const NAVIGATION_RULE: &str = "boilerplate.navigation/1";
/// The rule that finds lines of several pages.
pub const REPEATED_RULE: &str = "boilerplate.repeated/1";

/// A line that is no part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Where it stands, in bytes.
    pub span: (u32, u32),
    /// The line, from 1.
    pub line: u32,
}

/// Lists the lines of a page's navigation.
pub fn find_navigation(text: &str) -> Vec<Line> {
    lines(text).filter(|line| is_navigation(&line.text)).collect()
}

/// Lists the lines that other texts of the same publisher hold too.
pub fn find_repeated(text: &str, siblings: &[&str]) -> Vec<Line> {
    if siblings.is_empty() {
        return Vec::new();
    }
    let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
    for sibling in siblings {
        let lines: BTreeSet<&str> = sibling.lines().map(str::trim).collect();
        for line in lines {
            *elsewhere.entry(line).or_default() += 1;
        }
    }
    let is_repeated = |line: &Line| {
        let found = elsewhere.get(line.text.as_str());
        found.is_some_and(|count| *count + 1 >= REPEATED)
            && is_plain(&line.text)
            && !is_navigation(&line.text)
    };
    lines(text).filter(is_repeated).collect()
}

/// Lists the lines of a text behind its properties, each without blanks around it.
fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut at = 0usize;
    let mut in_properties = text.starts_with("---");
    text.split_inclusive('\n').enumerate().filter_map(move |(number, raw)| {
        let line = raw.trim();
        let start = at + raw.len() - raw.trim_start().len();
        at += raw.len();
        if in_properties {
            in_properties = number == 0 || line != "---";
            return None;
        }
        let span = (start as u32, (start + line.len()) as u32);
        Some(Line { text: line.to_owned(), span, line: number as u32 + 1 })
    })
}

/// Returns true for a line of nothing but a page's own words.
fn is_navigation(line: &str) -> bool {
    let lower = line.to_lowercase();
    if lower.starts_with('©') {
        return true;
    }
    let parts: Vec<&str> = lower.split(['·', '|', '•']).map(str::trim).collect();
    let known = parts.iter().filter(|part| NAVIGATION.contains(part)).count();
    // A list of sections has many words of its own; two known ones give it away.
    known == parts.len() && !lower.is_empty() && (parts.len() > 1 || lower.len() > 5)
        || parts.len() > 2 && known >= 2
}

/// Returns true for a line that is no mark-up and long enough to be a line.
fn is_plain(line: &str) -> bool {
    // What a page says of itself is read, not removed; so are the headings of the person's own.
    let own = [
        "source:",
        "by ",
        "published",
        "mentions ",
        "why this is in",
        "core argument",
        "mapping against",
    ];
    let lower = line.to_lowercase();
    // Links, tags and code are the person's too.
    line.len() > 3
        && !line.starts_with(['#', '-', '*', '>', '|', '`', '$', '!', '<'])
        && !line.contains(['`', '#'])
        && !line.contains("[[")
        && Strength::parse(line.trim_end_matches('.')).is_none()
        && !own.iter().any(|words| lower.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn navigation_and_repeated_lines_are_found() {
        let text = "---\nhome: x\n---\nSkip to content\nHome · Latest · Newsletters · About\nAll models, all day\nThe story says so.\nSee [[it]]\n© Modelwire\n";
        let sibling = "Modelwire\nAll models, all day\nSee [[it]]\nSkip to content\nAnother.";
        let numbers = |found: Vec<Line>| found.iter().map(|line| line.line).collect::<Vec<_>>();
        assert_eq!(numbers(find_navigation(text)), [4, 5, 9]);
        assert_eq!(numbers(find_repeated(text, &[sibling])), [6]);
        assert_eq!(numbers(find_repeated(text, &[])), [0u32; 0]);
    }
}
