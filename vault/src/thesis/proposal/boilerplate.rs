//! Lines of a pasted page that are no part of its text; listed, and removed only when asked.

use std::collections::BTreeMap;

use super::Certainty;

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

/// A line that is no part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// By which rule.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Where it stands, in bytes.
    pub span: (u32, u32),
    /// The line, from 1.
    pub line: u32,
}

/// Lists lines that are navigation, or that other texts of the same publisher hold too.
pub fn find_lines(text: &str, siblings: &[String]) -> Vec<Line> {
    let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
    for sibling in siblings {
        let mut lines: Vec<&str> = sibling.lines().map(str::trim).collect();
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            *elsewhere.entry(line).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    let mut at = 0usize;
    let fenced = text.starts_with("---");
    let mut in_properties = fenced;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim();
        let start = at + raw.len() - raw.trim_start().len();
        at += raw.len();
        if in_properties {
            in_properties = number == 0 || line != "---";
            continue;
        }
        let repeated = elsewhere.get(line).is_some_and(|count| *count + 1 >= REPEATED);
        let rule = if is_navigation(line) {
            "boilerplate.navigation/1"
        } else if repeated && is_plain(line) {
            "boilerplate.repeated/1"
        } else {
            continue;
        };
        found.push(Line {
            text: line.to_owned(),
            rule,
            certainty: Certainty::Guess,
            span: (start as u32, (start + line.len()) as u32),
            line: number as u32 + 1,
        });
    }
    found
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
    line.len() > 3
        && !line.starts_with(['#', '-', '*', '>', '|', '`', '$', '!'])
        && !own.iter().any(|words| lower.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn navigation_and_repeated_lines_are_found() {
        let text = "---\nhome: x\n---\nSkip to content\nHome · Latest · Newsletters · About\nAll models, all day\nThe story says so.\n© Modelwire\n";
        let sibling = "Modelwire\nAll models, all day\nAnother.".to_owned();
        let found: Vec<_> =
            find_lines(text, &[sibling]).into_iter().map(|line| (line.line, line.rule)).collect();
        assert_eq!(
            found,
            [
                (4, "boilerplate.navigation/1"),
                (5, "boilerplate.navigation/1"),
                (6, "boilerplate.repeated/1"),
                (8, "boilerplate.navigation/1")
            ]
        );
    }
}
