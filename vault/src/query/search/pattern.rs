//! Turns a regular expression in JavaScript's spelling into one for the `regex` crate, which runs
//! in linear time whatever the pattern.
//!
//! `^` and `$` hold at every line. `\w` and `\b` know the letters of every script, which is more
//! than JavaScript does. Look-around and back-references cannot run in linear time and are refused.

use std::iter::Peekable;
use std::str::Chars;

use regex::{Regex, RegexBuilder};

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

/// Compiles a pattern; the error says what is wrong with it.
pub(super) fn compile(source: &str, match_case: bool) -> Result<Regex, String> {
    compile_flags(source, PatternFlags { match_case, multi_line: true, dot_all: false })
}

/// Compiles a pattern with its flags; the error says what is wrong with it.
pub(in crate::query) fn compile_flags(source: &str, flags: PatternFlags) -> Result<Regex, String> {
    let translated = translate(source)?;
    RegexBuilder::new(&translated)
        .multi_line(flags.multi_line)
        .dot_matches_new_line(flags.dot_all)
        .crlf(true)
        .case_insensitive(!flags.match_case)
        .size_limit(4 << 20)
        .dfa_size_limit(8 << 20)
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

fn translate(source: &str) -> Result<String, String> {
    let mut translator = Translator { rest: source.chars().peekable(), out: String::new() };
    while let Some(character) = translator.rest.next() {
        match character {
            '\\' => translator.escape()?,
            '[' => translator.class()?,
            '(' => translator.group()?,
            '{' => translator.brace(),
            '}' | ']' => translator.literal(character),
            other => translator.out.push(other),
        }
    }
    Ok(translator.out)
}

struct Translator<'s> {
    rest: Peekable<Chars<'s>>,
    out: String,
}

/// What an escape stands for inside or outside of a class.
enum Escaped {
    Literal(char),
    Set(String),
}

impl Translator<'_> {
    fn literal(&mut self, character: char) {
        push_literal(&mut self.out, character);
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.rest.peek().copied() {
            Some('b') => self.out.push_str(r"(?:\b)"),
            Some('B') => self.out.push_str(r"(?:\B)"),
            Some('1'..='9') => return Err(refused("a back-reference such as \\1")),
            Some('k') => return Err(refused("a back-reference such as \\k<name>")),
            _ => {
                match self.escaped()? {
                    Escaped::Literal(character) => self.literal(character),
                    Escaped::Set(set) => self.out.push_str(&set),
                }
                return Ok(());
            }
        }
        self.rest.next();
        Ok(())
    }

    /// Reads what follows a backslash, for use inside and outside of a class.
    fn escaped(&mut self) -> Result<Escaped, String> {
        let Some(character) = self.rest.next() else {
            return Err("the pattern ends with a single backslash".into());
        };
        Ok(match character {
            'd' => Escaped::Set("[0-9]".into()),
            'D' => Escaped::Set("[^0-9]".into()),
            'w' | 'W' | 's' | 'S' => Escaped::Set(format!("\\{character}")),
            'p' | 'P' if self.rest.peek() == Some(&'{') => Escaped::Set(self.property(character)),
            't' => Escaped::Literal('\t'),
            'n' => Escaped::Literal('\n'),
            'r' => Escaped::Literal('\r'),
            'f' => Escaped::Literal('\u{c}'),
            'v' => Escaped::Literal('\u{b}'),
            '0' => Escaped::Literal('\0'),
            'x' => self.hexadecimal(2).map_or(Escaped::Literal('x'), Escaped::Literal),
            'u' => self.unicode().map_or(Escaped::Literal('u'), Escaped::Literal),
            'c' => self.control(),
            other => Escaped::Literal(other),
        })
    }

    fn property(&mut self, kind: char) -> String {
        let mut set = format!("\\{kind}");
        for character in self.rest.by_ref() {
            set.push(character);
            if character == '}' {
                break;
            }
        }
        set
    }

    fn control(&mut self) -> Escaped {
        match self.rest.next_if(char::is_ascii_alphabetic) {
            Some(letter) => Escaped::Literal(char::from(letter as u8 & 0x1f)),
            None => Escaped::Literal('c'),
        }
    }

    /// Reads `\u{…}`, `\uXXXX` or a surrogate pair of two of them.
    fn unicode(&mut self) -> Option<char> {
        let ahead: String = self.rest.clone().take(10).collect();
        if let Some(inside) = ahead.strip_prefix('{') {
            let (digits, _) = inside.split_once('}')?;
            let found = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            self.skip(digits.len() + 2);
            return Some(found);
        }
        let unit = |at: usize| u16::from_str_radix(ahead.get(at..at + 4)?, 16).ok();
        let (first, second) = (unit(0)?, ahead.get(4..6).filter(|mark| *mark == "\\u"));
        let pair = second.and_then(|_| char::decode_utf16([first, unit(6)?]).next()?.ok());
        match pair {
            Some(found) if found > '\u{ffff}' => {
                self.skip(10);
                Some(found)
            }
            _ => {
                self.skip(4);
                // Half a pair alone matches nothing that is text.
                Some(char::from_u32(u32::from(first)).unwrap_or('\u{ffff}'))
            }
        }
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<char> {
        let ahead: String = self.rest.clone().take(digits).collect();
        let found = u32::from_str_radix(&ahead, 16).ok().filter(|_| ahead.len() == digits)?;
        self.skip(digits);
        char::from_u32(found)
    }

    fn skip(&mut self, characters: usize) {
        for _ in 0..characters {
            self.rest.next();
        }
    }

    fn group(&mut self) -> Result<(), String> {
        let ahead: String = self.rest.clone().take(3).collect();
        let look = if ahead.starts_with("?=") || ahead.starts_with("?!") {
            Some("a look-ahead such as (?=…)")
        } else if ahead.starts_with("?<=") || ahead.starts_with("?<!") {
            Some("a look-behind such as (?<=…)")
        } else {
            None
        };
        self.out.push('(');
        look.map_or(Ok(()), |look| Err(refused(look)))
    }

    /// A brace that opens no count is a plain one.
    fn brace(&mut self) {
        let ahead: String = self.rest.clone().take_while(|c| *c != '}').take(16).collect();
        let (least, most) = ahead.split_once(',').unwrap_or((&ahead, ""));
        let is_count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let closed = self.rest.clone().nth(ahead.chars().count()) == Some('}');
        if closed && !least.is_empty() && is_count(least) && is_count(most) {
            self.out.push('{');
            self.out.push_str(&ahead);
            self.out.push('}');
            self.skip(ahead.len() + 1);
        } else {
            self.literal('{');
        }
    }

    fn class(&mut self) -> Result<(), String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            self.out.push_str(if negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.class_atom()? {
                None => break,
                Some(Escaped::Set(set)) => self.out.push_str(&set),
                Some(Escaped::Literal(from)) => self.class_range(from)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// Reads one character or set of a class; none at its end.
    fn class_atom(&mut self) -> Result<Option<Escaped>, String> {
        match self.rest.next() {
            None => Err("a [ in the pattern is not closed".into()),
            Some(']') => Ok(None),
            Some('\\') if self.rest.next_if_eq(&'b').is_some() => {
                Ok(Some(Escaped::Literal('\u{8}')))
            }
            Some('\\') => self.escaped().map(Some),
            Some(other) => Ok(Some(Escaped::Literal(other))),
        }
    }

    fn class_range(&mut self, from: char) -> Result<(), String> {
        push_literal(&mut self.out, from);
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.next(), None | Some(']')) {
            return Ok(());
        }
        self.rest.next();
        match self.class_atom()? {
            Some(Escaped::Literal(to)) if from <= to => {
                self.out.push('-');
                push_literal(&mut self.out, to);
                Ok(())
            }
            Some(Escaped::Literal(to)) => {
                Err(format!("the range {from}-{to} in the pattern runs backwards"))
            }
            Some(Escaped::Set(set)) => {
                self.out.push_str("\\-");
                self.out.push_str(&set);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

fn push_literal(out: &mut String, character: char) {
    let mut buffer = [0; 4];
    out.push_str(&regex::escape(character.encode_utf8(&mut buffer)));
}

fn refused(what: &str) -> String {
    format!("{what} is not supported in patterns; combine two terms instead")
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
            assert!(regex.is_match(yes) || yes == "never", "{pattern} should match {yes:?}");
            assert!(!regex.is_match(no) || yes == "never", "{pattern} should not match {no:?}");
        }
        assert!(compile("abc", false).unwrap().is_match("xABC"));
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
            match compile(pattern, false) {
                Err(message) => assert!(message.contains(part), "{pattern}: {message}"),
                Ok(_) => assert!(part.is_empty(), "{pattern} was accepted"),
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_pattern_is_compiled_or_refused(pattern in r"[\\\[\](){}a-c1^$.*+?|uxkbpP<=!:,-]{0,24}") {
            let _ = compile(&pattern, false);
        }
    }
}
