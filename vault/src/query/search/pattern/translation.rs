//! A pattern in JavaScript's spelling becomes one in that of the `regex` crate, which `fancy-regex`
//! shares.

use std::iter::Peekable;
use std::str::Chars;

/// A pattern in the spelling of the `regex` crate.
pub(super) struct Translated {
    pub(super) text: String,
    /// What keeps it from running in linear time, if anything does.
    pub(super) tries: Option<&'static str>,
}

/// Respells a pattern; the error says what is wrong with it.
pub(super) fn translate(source: &str) -> Result<Translated, String> {
    let mut translator = Translator {
        rest: source.chars().peekable(),
        out: String::new(),
        tries: None,
        groups: count_groups(source),
    };
    while let Some(character) = translator.rest.next() {
        match character {
            '\\' => translator.escape()?,
            '[' => translator.class()?,
            '(' => translator.group(),
            '{' => translator.brace(),
            '}' | ']' => translator.literal(character),
            other => translator.out.push(other),
        }
    }
    Ok(Translated { text: translator.out, tries: translator.tries })
}

struct Translator<'s> {
    rest: Peekable<Chars<'s>>,
    out: String,
    tries: Option<&'static str>,
    /// How many groups there are to refer to.
    groups: usize,
}

/// Counts the groups that a back-reference can name.
fn count_groups(source: &str) -> usize {
    let (mut groups, mut class, mut escaped) = (0, false, false);
    for (at, character) in source.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '(' if !class => {
                let behind = source.get(at + 1..).unwrap_or("");
                let named = behind.starts_with("?<") && !behind.starts_with("?<=");
                let captures = !behind.starts_with('?') || (named && !behind.starts_with("?<!"));
                groups += usize::from(captures);
            }
            _ => {}
        }
    }
    groups
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
            Some(digit @ '1'..='9') => {
                if !self.back_reference() {
                    self.rest.next();
                    self.literal(digit);
                }
                return Ok(());
            }
            Some('k') if self.rest.clone().nth(1) == Some('<') => {
                self.tries = Some("a back-reference such as \\k<name>");
                self.out.push('\\');
                for character in self.rest.by_ref() {
                    self.out.push(character);
                    if character == '>' {
                        break;
                    }
                }
                return Ok(());
            }
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

    /// Reads the number of a group: as many digits as name one. False where there is none such.
    fn back_reference(&mut self) -> bool {
        let mut number = 0;
        while let Some(digit) = self.rest.peek().and_then(|character| character.to_digit(10)) {
            let longer = number * 10 + digit as usize;
            if longer > self.groups {
                break;
            }
            number = longer;
            self.rest.next();
        }
        if number > 0 {
            self.tries = Some("a back-reference such as \\1");
            // In a group of its own, so that a digit behind it stays a digit.
            self.out.push_str(&format!("(?:\\{number})"));
        }
        number > 0
    }

    fn group(&mut self) {
        let ahead: String = self.rest.clone().take(3).collect();
        if ahead.starts_with("?=") || ahead.starts_with("?!") {
            self.tries = Some("a look-ahead such as (?=…)");
        } else if ahead.starts_with("?<=") || ahead.starts_with("?<!") {
            self.tries = Some("a look-behind such as (?<=…)");
        }
        self.out.push('(');
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
