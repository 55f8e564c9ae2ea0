//! Regular expressions in JavaScript's spelling.
//!
//! Most run in linear time by the `regex` crate, whatever they are. Those with look-around or
//! back-references cannot: they run by `fancy-regex`, which tries one way after the other, and give
//! up where they try too many. `^` and `$` hold at every line. `\w` and `\b` know the letters of
//! every script, which is more than JavaScript does.

mod translation;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use regex::{Regex, RegexBuilder};

use translation::translate;

/// How many ways a pattern may try on one text before it gives up: some tenths of a second. Each
/// character at which it begins in vain is one.
const MOST_WAYS: usize = 3_000_000;
/// How large a pattern may become, and what it remembers while it runs, in bytes.
const SIZE_LIMIT: usize = 4 << 20;
const MEMORY_LIMIT: usize = 8 << 20;

/// What the flags behind a pattern ask for.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct PatternFlags {
    /// Case counts.
    pub(in crate::query) match_case: bool,
    /// `^` and `$` hold at every line.
    pub(in crate::query) multi_line: bool,
    /// `.` stands for the end of a line too.
    pub(in crate::query) dot_all: bool,
}

/// A pattern made ready.
#[derive(Debug)]
pub(super) enum Pattern {
    /// One that runs in linear time.
    Linear(Regex),
    /// One that looks around or back.
    Trying(Box<Trying>),
}

/// A pattern that tries one way after the other.
#[derive(Debug)]
pub(super) struct Trying {
    regex: fancy_regex::Regex,
    /// It tried too many ways on some text, and has found nothing since.
    gave_up: AtomicBool,
}

impl Pattern {
    /// Returns true where the pattern is in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Linear(regex) => regex.is_match(text),
            Self::Trying(trying) => trying.ask(|regex| regex.is_match(text)).unwrap_or(false),
        }
    }

    /// Lists where the pattern is in the text, in order.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Linear(regex) => regex.find_iter(text).map(|found| found.range()).collect(),
            Self::Trying(trying) => {
                let found = |regex: &fancy_regex::Regex| {
                    regex.find_iter(text).map(|found| found.map(|found| found.range())).collect()
                };
                trying.ask(found).unwrap_or_default()
            }
        }
    }

    /// Lists what comes in the place of each thing found; `to` is spelled as for the `regex` crate.
    pub(super) fn replacements(&self, text: &str, to: &str) -> Vec<(Range<usize>, String)> {
        let mut all = Vec::new();
        match self {
            Self::Linear(regex) => {
                for captures in regex.captures_iter(text) {
                    let mut new = String::new();
                    captures.expand(to, &mut new);
                    all.extend(captures.get(0).map(|whole| (whole.range(), new)));
                }
            }
            Self::Trying(trying) => {
                let found = trying.ask(|regex| {
                    let captures = regex.captures_iter(text).collect::<Result<Vec<_>, _>>()?;
                    Ok(captures)
                });
                for captures in found.unwrap_or_default() {
                    let mut new = String::new();
                    captures.expand(to, &mut new);
                    all.extend(captures.get(0).map(|whole| (whole.range(), new)));
                }
            }
        }
        all
    }

    /// Returns true where the pattern tried too many ways on some text; what it found is not all.
    pub(super) fn gave_up(&self) -> bool {
        matches!(self, Self::Trying(trying) if trying.gave_up.load(Ordering::Relaxed))
    }
}

impl Trying {
    /// Asks the pattern, unless it gave up before.
    fn ask<'r, T>(
        &'r self,
        ask: impl FnOnce(&'r fancy_regex::Regex) -> fancy_regex::Result<T>,
    ) -> Option<T> {
        if self.gave_up.load(Ordering::Relaxed) {
            return None;
        }
        let answer = ask(&self.regex);
        if answer.is_err() {
            self.gave_up.store(true, Ordering::Relaxed);
        }
        answer.ok()
    }
}

/// Compiles a pattern; the error says what is wrong with it.
pub(super) fn compile(source: &str, match_case: bool) -> Result<Pattern, String> {
    let flags = PatternFlags { match_case, multi_line: true, dot_all: false };
    let translated = translate(source)?;
    if translated.tries.is_none() {
        return linear(&translated.text, flags).map(Pattern::Linear);
    }
    let regex = trying(&translated.text, match_case, true).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.trim_start_matches("Error compiling regex: ");
        format!("the pattern cannot be read: {reason}")
    })?;
    Ok(Pattern::Trying(Box::new(Trying { regex, gave_up: AtomicBool::new(false) })))
}

/// Compiles a pattern that tries; where it `seeks`, a linear one that allows more finds the places
/// at which it begins, so that it is not tried at every character.
fn trying(
    translated: &str,
    match_case: bool,
    seeks: bool,
) -> fancy_regex::Result<fancy_regex::Regex> {
    fancy_regex::RegexBuilder::new(translated)
        .multi_line(true)
        .crlf(true)
        .case_insensitive(!match_case)
        .backtrack_limit(MOST_WAYS)
        .delegate_size_limit(SIZE_LIMIT)
        .delegate_dfa_size_limit(MEMORY_LIMIT)
        .max_prog_size(SIZE_LIMIT)
        .seek(seeks)
        .build()
}

/// Compiles a pattern with its flags, one that runs in linear time; the error says what is wrong
/// with it.
pub(in crate::query) fn compile_flags(source: &str, flags: PatternFlags) -> Result<Regex, String> {
    let translated = translate(source)?;
    match translated.tries {
        Some(what) => Err(format!("{what} is not supported here")),
        None => linear(&translated.text, flags),
    }
}

fn linear(translated: &str, flags: PatternFlags) -> Result<Regex, String> {
    RegexBuilder::new(translated)
        .multi_line(flags.multi_line)
        .dot_matches_new_line(flags.dot_all)
        .crlf(true)
        .case_insensitive(!flags.match_case)
        .size_limit(SIZE_LIMIT)
        .dfa_size_limit(MEMORY_LIMIT)
        .build()
        .map_err(|error| describe(&error))
}

fn describe(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large; use smaller counts".into(),
        other => {
            let text = other.to_string();
            let reason = text.rsplit("error: ").next().unwrap_or(&text).trim();
            format!("the pattern cannot be read: {reason}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_patterns_match_what_they_match_there() {
        for (pattern, yes, no) in [
            (r"\d{4}-\d{2}-\d{2}", "on 2022-01-01.", "on 2022-1-1"),
            (r"^b$", "a\nb\nc", "ab"),
            (r"^b$", "a\r\nb\r\nc", "ab\r\n"),
            (r"a\/b", "a/b", "a b"),
            (r"\<b\>", "<b>", "b"),
            (r"\u00e9|\x41\u{1F600}", "é", "e"),
            (r"\uD83D\uDE00", "😀", "😁"),
            (r"{{title}}", "a {{title}}", "title"),
            (r"a{2}b{,3}", "aab{,3}", "aabb"),
            (r"[^]x", "\nx", "x"),
            (r"[[&&~~]", "~", "b"),
            (r"[+--]", ",", "a"),
            (r"[\d-x]", "-", "y"),
            (r"[]]", "never", "x]"),
            (r"(?<year>\d{4})", "2024", "24"),
            (r"\bcat\b", "a cat.", "cats"),
            (r"[\b]", "\u{8}", "b"),
            (r"x\cJy", "x\ny", "xy"),
            (r"\p{Lu}x", "Éx", "1x"),
            (r"\é\-\_", "é-_", "é_"),
        ] {
            let regex = compile(pattern, true).unwrap();
            assert!(regex.is_in(yes) || yes == "never", "{pattern} should match {yes:?}");
            assert!(!regex.is_in(no) || yes == "never", "{pattern} should not match {no:?}");
        }
        assert!(compile("abc", false).unwrap().is_in("xABC"));
    }

    #[test]
    fn what_looks_around_or_back_is_found_and_ends() {
        for (pattern, text, found) in [
            ("a(?=b)", "ab ac", (0, 1)),
            ("a(?!b)", "ab ac", (3, 4)),
            ("(?<=a)b", "ab cb", (1, 2)),
            ("(?<!a)b", "ab cb", (4, 5)),
            (r"(\w)\1", "abba", (1, 3)),
            (r"(a)\10", "aa0", (0, 3)),
            (r"(?:a)\1", "a1", (0, 2)),
            (r"(?<x>[ab])\k<x>", "abaa", (2, 4)),
            (r"^b(?=$)", "a\r\nb\r\nc", (3, 4)),
        ] {
            let places = compile(pattern, true).unwrap().find(text);
            let places: Vec<_> = places.iter().map(|place| (place.start, place.end)).collect();
            assert_eq!(places, [found], "{pattern}");
        }
        assert!(compile("A(?=B)", false).unwrap().is_in("ab"));
        let replaced = compile("(a)(?=b)", true).unwrap().replacements("ab", "${1}x");
        assert_eq!(replaced, [(0..1, "ax".to_owned())]);

        let endless = compile("^(x|xx)+(?<!xx)y", true).unwrap();
        assert!(endless.is_in("xy") && !endless.gave_up());
        assert!(!endless.is_in(&format!("{}y", "x".repeat(60))) && endless.gave_up());
        assert!(!endless.is_in("xy"), "it goes on after it gave up");
    }

    #[test]
    fn what_cannot_run_is_refused_by_name() {
        for (pattern, part) in [
            ("a(?=b)", "look-ahead"),
            ("(?<!a)b", "look-behind"),
            (r"(a)\1", "back-reference"),
            (r"(?<x>a)\k<x>", "back-reference"),
            ("(a", "unclosed group"),
            ("[a", "not closed"),
            ("[z-a]", "backwards"),
            ("a**{", ""),
            ("\\", "backslash"),
            ("(((a{1000}){1000}){1000}){1000}", "too large"),
        ] {
            let flags = PatternFlags { match_case: false, multi_line: true, dot_all: false };
            match compile_flags(pattern, flags) {
                Err(message) => assert!(message.contains(part), "{pattern}: {message}"),
                Ok(_) => assert!(part.is_empty(), "{pattern} was accepted"),
            }
        }
    }

    /// Small patterns that look around and back, and texts in which they may be.
    const PATTERNS: &str = concat!(
        r"(\(\?[=!]\^?[ab ]\$?\)|\(\?<[=!][ab ]\)|\([ab][?*]?\)",
        r"|\\1|[ab.^$][?*+]?|\\b|\||\n){1,6}"
    );

    proptest::proptest! {
        #[test]
        fn seeking_finds_what_trying_everywhere_finds(
            pattern in PATTERNS,
            text in "[abAB \r\n]{0,16}",
        ) {
            let Ok(translated) = translate(&pattern) else { return Ok(()) };
            let places = |seeks| {
                let regex = trying(&translated.text, false, seeks).ok()?;
                let found: Result<Vec<_>, _> = regex.find_iter(&text).collect();
                Some(found.ok()?.iter().map(|found| found.range()).collect::<Vec<_>>())
            };
            proptest::prop_assert_eq!(places(true), places(false), "{:?} in {:?}", pattern, text);
        }

        #[test]
        fn any_pattern_is_compiled_or_refused(pattern in r"[\\\[\](){}a-c1^$.*+?|uxkbpP<=!:,-]{0,24}") {
            let _ = compile(&pattern, false);
        }
    }
}
